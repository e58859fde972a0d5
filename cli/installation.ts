/** The installation that a command works on: the one of its flags, else of the environment. */
import { readConfig } from '../server/src/platform/config.ts'
import { openInstallation, type Installation } from '../server/src/platform/installation.ts'
import { openLogger } from '../server/src/platform/logger.ts'
import type { CommandIo } from './command.ts'

/** What every command that opens an installation takes. */
export const installationOptions = {
  'data-dir': { type: 'string' },
  database: { type: 'string' },
} as const

export type InstallationFlags = {
  readonly 'data-dir'?: string | undefined
  readonly database?: string | undefined
}

/** Opens it, and says what it does on the way. Whoever opens it closes it. */
export function openAsked(flags: InstallationFlags, io: CommandIo): Promise<Installation> {
  const config = readConfig({
    ...process.env,
    ...(flags['data-dir'] && { GOLMOK_DATA_DIR: flags['data-dir'] }),
    ...(flags.database && { DATABASE_URL: flags.database }),
  })
  const log = (line: string) => io.say(line)
  return openInstallation({ config, log, logger: openLogger('fatal', false) })
}

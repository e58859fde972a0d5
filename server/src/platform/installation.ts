/** Opens the installation of this folder or of DATABASE_URL: for the server and for commands. */
import path from 'node:path'
import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { openLogger, type Logger } from './logger.ts'
import { openPlatform, type Platform } from './platform.ts'

export type Installation = {
  readonly platform: Platform
  /** The folder of the embedded database; null when DATABASE_URL is used. */
  readonly dataDir: string | null
  close(): Promise<void>
}

export type InstallationNeeds = {
  readonly config: Config
  /** Told what takes time. */
  readonly log: (line: string) => void
  readonly logger?: Logger
  /** Another clock than the machine's: for a simulated day. */
  readonly clock?: () => Date
}

/** Starts or joins the database, brings it to the newest shape, and opens the platform on it. */
export async function openInstallation(needs: InstallationNeeds): Promise<Installation> {
  const { config, log } = needs
  const logger = needs.logger ?? openLogger(config.logLevel, process.stderr.isTTY)
  const dataDir = config.databaseUrl ? null : path.resolve(config.dataDir)
  const embedded = dataDir
    ? await startEmbeddedPostgres({
        dataDir: path.join(dataDir, 'postgres'),
        profile: 'durable',
        log,
      })
    : null
  const url = config.databaseUrl ?? embedded?.url ?? ''
  try {
    const platform = await openPlatform({
      config,
      url,
      logger,
      ...(needs.clock && { clock: needs.clock }),
    })
    return {
      platform,
      dataDir,
      async close() {
        await platform.stop()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

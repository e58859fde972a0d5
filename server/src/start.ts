/** Starts an installation for people: progress, address, logins, and a clean end. */
import type { AddressInfo } from 'node:net'
import { openHouse, type House } from './main.ts'
import { readConfig, type Config } from './platform/config.ts'
import { isWebBuilt } from './platform/http/web-app.ts'
import { openInstallation, type Installation } from './platform/installation.ts'

/** Where a start speaks: the terminal, or a test. */
export type StartIo = {
  say(line: string): void
  complain(line: string): void
  answer(value: unknown): void
}
export type StartNeeds = {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly io: StartIo
  /** Ends the server when it fires; Ctrl-C does so as well. */
  readonly signal?: AbortSignal
}

/** How far from the usual port a free one is looked for. */
const PORTS_TRIED_MAX = 20
/** Requests under way get so long to end; after that the process goes. */
const STOP_MS_MAX = 15_000

/** Runs the server until it is told to stop. Answers the exit code. */
export async function start({ variables, io, signal }: StartNeeds): Promise<number> {
  const config = readConfig(variables)
  const stopped = untilStopped(signal)
  const installation = await openInstallation({ config, log: (line) => io.say(line) })
  try {
    const house = await openHouse(installation.platform)
    await house.prepare((line) => io.say(line))
    await installation.platform.start(house.reactions)
    await house.load()
    const address = await listen(house, config, io)
    if (address === null) {
      await house.close()
      return 1
    }
    await greet(house, installation, address, io)
    await stopped
    io.say('Stopping: what is under way is finished first.')
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref()
    await house.close()
    return 0
  } finally {
    await installation.close()
  }
}

function untilStopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve(), { once: true })
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

/** Listens on the port asked for, or the next free one when none was. Null when there is none. */
async function listen(house: House, config: Config, io: StartIo): Promise<string | null> {
  const { host } = config
  for (let port = config.port; port <= config.port + PORTS_TRIED_MAX; port += 1) {
    try {
      await house.http.app.listen({ host, port })
      const bound = house.http.app.server.address() as AddressInfo
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
      return config.origin ?? `http://${name.includes(':') ? `[${name}]` : name}:${bound.port}`
    } catch (error) {
      if (!isBusy(error)) throw error
      if (config.isPortGiven) {
        io.complain(`Port ${port} on ${host} is taken by another program.`)
        io.complain('Stop that program, or give another port: --port 4701 (or GOLMOK_PORT).')
        return null
      }
      io.say(`Port ${port} is taken; trying ${port + 1}.`)
    }
  }
  io.complain(`No free port from ${config.port} to ${config.port + PORTS_TRIED_MAX}.`)
  return null
}

const isBusy = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

async function greet(
  house: House,
  { dataDir }: Installation,
  address: string,
  io: StartIo,
): Promise<void> {
  const logins = await house.demoLogins()
  io.say('')
  io.say(`  Golmok is open:  ${address}`)
  if (!isWebBuilt()) io.say('  The web app is not built yet: `npm run build` makes it.')
  if (logins.length > 0) {
    io.say('')
    io.say('  Demo logins (also one tap on the sign-in page):')
    for (const { role, email, password } of logins) {
      io.say(`    ${role.padEnd(9)} ${email.padEnd(26)} ${password}`)
    }
  }
  io.say('')
  io.say(dataDir ? `  Data:     ${dataDir}` : '  Data:     in the database of DATABASE_URL')
  io.say(`  API:      ${address}/v1/docs`)
  io.say('  Stop:     Ctrl-C')
  io.say('')
  io.answer({ address, dataDir, demoLogins: logins })
}

/** A scratch installation for a bench: a database of its own, and the server in a child process. */
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../server/src/platform/config.ts'
import { startEmbeddedPostgres } from '../server/src/platform/embedded-postgres.ts'
import { openLogger } from '../server/src/platform/logger.ts'
import { openPlatform, type Platform } from '../server/src/platform/platform.ts'

export type Scratch = {
  readonly url: string
  /** Goes with the installation. */
  readonly folder: string
  /** A platform of the bench itself, to put data in place; it runs no readers. */
  readonly platform: Platform
  /** Starts the whole server in a child process. It also answers GET and POST /v1/empty. */
  startServer(settings?: Readonly<Record<string, string>>): Promise<ScratchServer>
  close(): Promise<void>
}
export type ScratchServer = {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>
}

const unlimited = { GOLMOK_REQUESTS_PER_MINUTE: '100000000', GOLMOK_LOG_LEVEL: 'error' }
const START_MS_MAX = 600_000

/** Opens a durable scratch database; DATABASE_URL is not used, because it is dropped afterwards. */
export async function openScratch(log: (line: string) => void): Promise<Scratch> {
  const folder = await mkdtemp(path.join(tmpdir(), 'golmok-bench-'))
  const postgres = await startEmbeddedPostgres({ dataDir: folder, profile: 'durable', log })
  const { url } = postgres
  const config = readConfig({ ...unlimited, GOLMOK_ROLE: 'http' })
  const platform = await openPlatform({ config, url, logger: openLogger('error', false) })
  return {
    url,
    folder,
    platform,
    startServer: (settings = {}) => startServer(url, settings),
    async close() {
      await platform.stop()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startServer(
  url: string,
  settings: Readonly<Record<string, string>>,
): Promise<ScratchServer> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), {
    env: { ...process.env, ...unlimited, ...settings, DATABASE_URL: url },
    execArgv: process.env['GOLMOK_BENCH_NODE']?.split(' ') ?? [],
  })
  const port = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server did not start')), START_MS_MAX)
    child.once('message', (message) => {
      clearTimeout(late)
      resolve(Number(message))
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}`)))
  })
  return {
    port,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise<void>((resolve) => {
        child.removeAllListeners('exit')
        child.once('exit', () => resolve())
        child.send('stop')
      }),
    kill: () =>
      new Promise<void>((resolve) => {
        child.removeAllListeners('exit')
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

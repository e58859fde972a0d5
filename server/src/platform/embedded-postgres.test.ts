/** The embedded PostgreSQL through the accidents of a long life: twice, killed, shared, broken. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { isAlive } from './process-lock.ts'

const PATIENCE_MS = 60_000

let dataDir: string
let running: EmbeddedPostgres[] = []

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'golmok-test-'))
})

afterEach(async () => {
  for (const postgres of running) await postgres.stop()
  running = []
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, profile: 'test', log: () => undefined })
  running.push(postgres)
  return postgres
}

async function query(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][]
  } finally {
    await client.end()
  }
}

function postmasterPid(): number {
  const file = path.join(dataDir, 'cluster', 'postmaster.pid')
  return Number(readFileSync(file, 'utf8').split('\n')[0])
}

/** Another Node process that starts the same folder and is then killed without a word. */
async function startElsewhereAndKill(): Promise<void> {
  const launcher = JSON.stringify(path.resolve(import.meta.dirname, 'embedded-postgres.ts'))
  const options = `{ dataDir: ${JSON.stringify(dataDir)}, profile: 'test', log() {} }`
  const code = `import { startEmbeddedPostgres } from ${launcher}
    console.log((await startEmbeddedPostgres(${options})).url)
    setInterval(() => {}, 1000)`
  const args = ['--input-type=module', '--eval', code]
  const other = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  other.kill('SIGKILL')
  await once(other, 'exit')
}

test(
  'a fresh folder becomes a database, and keeps what was written',
  async () => {
    const first = await start()
    await query(first.url, 'create table kept (note text)')
    await query(first.url, `insert into kept values ('골목')`)
    await first.stop()

    const again = await start()
    expect(await query(again.url, 'select note from kept')).toEqual([['골목']])
    expect(again.url).toMatch(/^postgres:\/\/golmok:[\w-]{32}@%2F[\w%.-]+:\d+\/golmok$/)
    expect(statSync(path.join(dataDir, 'password')).mode & 0o777).toBe(0o600)
  },
  PATIENCE_MS,
)

test(
  'what a killed process left running is joined, and stopped in the end',
  async () => {
    await startElsewhereAndKill()
    const orphan = postmasterPid()
    expect(isAlive(orphan)).toBe(true)

    const joined = await start()
    expect(postmasterPid()).toBe(orphan)
    expect(await query(joined.url, 'select 1')).toEqual([[1]])
    await joined.stop()
    expect(isAlive(orphan)).toBe(false)
  },
  PATIENCE_MS,
)

test(
  'two who start at once share one, and the last to leave stops it',
  async () => {
    const [one, two] = await Promise.all([start(), start()])
    expect(one.url).toBe(two.url)
    const pid = postmasterPid()
    await one.stop()
    expect(await query(two.url, 'select 1')).toEqual([[1]])
    await two.stop()
    await two.stop()
    expect(isAlive(pid)).toBe(false)
    expect(readdirSync(path.join(dataDir, 'users'))).toEqual([])
  },
  PATIENCE_MS,
)

test(
  'a database that dies while in use comes back under the same address',
  async () => {
    const { url } = await start()
    process.kill(postmasterPid(), 'SIGKILL')
    const answers = await eventually(() => query(url, 'select 1'))
    expect(answers).toEqual([[1]])
  },
  PATIENCE_MS,
)

test(
  'an interrupted creation is done again',
  async () => {
    mkdirSync(path.join(dataDir, 'cluster.new'))
    const { url } = await start()
    expect(await query(url, 'show server_encoding')).toEqual([['UTF8']])
  },
  PATIENCE_MS,
)

test(
  'extensions of the house are there, and names in Hangul sort',
  async () => {
    const { url } = await start()
    await query(url, 'create extension pg_trgm')
    await query(url, 'create extension btree_gist')
    const sorted = await query(url, `select x from unnest(array['하', '가', '나']) x order by x`)
    expect(sorted).toEqual([['가'], ['나'], ['하']])
  },
  PATIENCE_MS,
)

async function eventually<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const givesUpAt = performance.now() + PATIENCE_MS / 2
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (performance.now() > givesUpAt) throw error
      await sleep(50)
    }
  }
}

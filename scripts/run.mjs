// The way in for every npm script: a Node that is new enough, what must be installed, then the work.
// Plain JavaScript for any Node from 18 on, and no packages: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const NODE_FLOOR = [22, 18]
const NODE_FETCHED = '24.21.0'
const LOCK_WAIT_MS_MAX = 600_000
const PROGRESS_AFTER_MS = 2_000

const bin = (name) => path.join(root, 'node_modules', '.bin', name)

/** What `npm run NAME` runs, with the arguments that follow. */
const scripts = {
  start: () => ['node', path.join(root, 'cli/main.ts'), 'start'],
  golmok: () => ['node', path.join(root, 'cli/main.ts')],
  verify: () => ['node', path.join(root, 'cli/main.ts'), 'verify'],
  bench: () => ['node', path.join(root, 'cli/main.ts'), 'bench'],
  test: () => ['node', path.join(root, 'scripts/test.mjs')],
  check: () => ['node', path.join(root, 'scripts/test.mjs'), '--check-only'],
  generate: () => [bin('vitest'), 'run', '--project', 'pg', 'tools/generated', '-u'],
  format: () => [bin('oxfmt')],
  vitest: () => [bin('vitest')],
  build: () => [bin('vite'), 'build', 'web'],
  web: () => [bin('vite'), 'web'],
}

/**
 * Makes everything ready and runs a script in the caller's terminal.
 * Resolves to its exit code.
 */
export async function main(name, args) {
  const script = scripts[name]
  if (!script) {
    console.error(`There is no script "${name ?? ''}". Known: ${Object.keys(scripts).join(', ')}.`)
    return 2
  }
  const node = await readyNode()
  await readyPackages(node)
  const opensWeb = ['start', 'test'].includes(name) || (name === 'golmok' && args[0] === 'start')
  if (opensWeb && !args.includes('--help')) await readyWeb(node)
  const [program, ...first] = script()
  const command = program === 'node' ? [node, ...first] : [node, ...jsOf(program), ...first]
  return runHere(command, args, node)
}

/** A bin of node_modules is a script: run it under our Node rather than under its first line's. */
function jsOf(program) {
  const name = path.basename(program)
  const own = { oxfmt: 'oxfmt/bin/oxfmt', vitest: 'vitest/vitest.mjs', vite: 'vite/bin/vite.js' }
  return [path.join(root, 'node_modules', own[name])]
}

function runHere(command, args, node) {
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH }
  env.NODE_COMPILE_CACHE ??= path.join(root, '.cache', 'compiled')
  const [program, ...first] = command
  const child = spawn(program, [...first, ...args], { stdio: 'inherit', env })
  // Ctrl-C reaches the child by itself, as one of the terminal's group; a signal sent to this
  // process alone is passed on. Either way the child decides when it ends.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(String(error))
      resolve(1)
    })
    child.on('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 1)))
  })
}

/** The path of a Node that is new enough: this one, or one fetched from npm into .cache. */
export async function readyNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) {
    return process.execPath
  }
  const isWindows = process.platform === 'win32'
  const system = isWindows ? 'win' : process.platform
  const packageName = `node-${system}-${process.arch}`
  const place = path.join(root, '.cache', `node-${NODE_FETCHED}`)
  const exe = path.join(place, 'node_modules', packageName, 'bin', isWindows ? 'node.exe' : 'node')
  if (runs(exe)) return exe
  return underLock('node', async () => {
    if (runs(exe)) return exe
    const unfinished = `${place}.new`
    rmSync(unfinished, { recursive: true, force: true })
    rmSync(place, { recursive: true, force: true })
    mkdirSync(unfinished, { recursive: true })
    writeFileSync(path.join(unfinished, 'package.json'), '{"private":true}')
    const what = `Node ${process.version} is older than ${NODE_FLOOR.join('.')}: fetching Node ${NODE_FETCHED}`
    const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
    await npm(what, [...args, `${packageName}@${NODE_FETCHED}`], unfinished)
    renameSync(unfinished, place)
    if (!runs(exe)) throw new Error(`Node ${NODE_FETCHED} does not run on this machine (${exe}).`)
    return exe
  })
}

function runs(exe) {
  if (!existsSync(exe)) return false
  return spawnSync(exe, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${NODE_FETCHED}`
}

/** Installs what the lock file says, when node_modules is not from exactly this lock file. */
export async function readyPackages(node) {
  const lock = readFileSync(path.join(root, 'package-lock.json'))
  const wanted = createHash('sha256')
    .update(lock)
    .update(process.platform + process.arch)
  const mark = wanted.digest('hex')
  const stamp = path.join(root, 'node_modules', '.golmok-installed')
  const isReady = () => {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return true
    if (!isWhatLockSays(JSON.parse(lock))) return false
    writeFileSync(stamp, mark)
    return true
  }
  if (isReady()) return
  await underLock('install', async () => {
    if (isReady()) return
    rmSync(stamp, { force: true })
    // Without install scripts: nothing here needs one, and nobody's code runs by being installed.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
    await npm('Installing the packages of package-lock.json', args, root, node)
    writeFileSync(stamp, mark)
  })
}

/** Builds the web app when there is no build of exactly these sources. */
async function readyWeb(node) {
  const web = path.join(root, 'web')
  if (!existsSync(path.join(web, 'vite.config.ts'))) return
  const stamp = path.join(root, '.cache', 'web-built')
  const mark = marksOf([web, path.join(root, 'sdk'), path.join(root, 'package-lock.json')])
  const isReady = () =>
    existsSync(path.join(web, 'dist', 'index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === mark
  if (isReady()) return
  await underLock('web', async () => {
    if (isReady()) return
    rmSync(stamp, { force: true })
    const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    await quietly('Building the web app', node, [vite, 'build', web], root, node)
    writeFileSync(stamp, mark)
  })
}

/** Changes when a file below these places does, by its path, size and time. */
function marksOf(places) {
  const hash = createHash('sha256')
  const look = (place) => {
    const found = statSync(place, { throwIfNoEntry: false })
    if (!found) return
    if (!found.isDirectory()) {
      hash.update(`${path.relative(root, place)} ${found.size} ${found.mtimeMs}\n`)
      return
    }
    if (['dist', 'node_modules'].includes(path.basename(place))) return
    for (const name of readdirSync(place).sort()) look(path.join(place, name))
  }
  places.forEach(look)
  return hash.digest('hex')
}

/** Whether npm, asked by hand, has installed all of it already: its own record says so. */
function isWhatLockSays(lock) {
  const record = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(lock.packages).every(([place, { version, optional, peer }]) => {
    if (place === '') return true
    const found = installed[place]
    return found ? found.version === version : Boolean(optional || peer)
  })
}

function npm(what, args, cwd, node = process.execPath) {
  return quietly(what, process.platform === 'win32' ? 'npm.cmd' : 'npm', args, cwd, node)
}

/** Runs a program and shows that it goes on; what it says is shown only when it fails. */
async function quietly(what, program, args, cwd, node) {
  const show = progress(what)
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH }
  // npx and npm run leave their own settings behind, which must not reach the inner npm.
  for (const name of Object.keys(env)) {
    if (/^npm_(config_(global|prefix|local_prefix|workspace)|package_|lifecycle_)/i.test(name)) {
      delete env[name]
    }
  }
  const child = spawn(program, args, { cwd, env, shell: program.endsWith('.cmd') })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      said += String(error)
      resolve(1)
    })
    child.on('close', resolve)
  })
  show.end(code === 0)
  if (code === 0) return
  console.error(said.trim())
  throw new Error(
    `npm ${args[0]} failed; nothing was started. Run the same command again to retry.`,
  )
}

/** On a terminal a running count of seconds; elsewhere a line now and then. To stderr. */
function progress(what) {
  const startedAt = performance.now()
  const seconds = () => Math.round((performance.now() - startedAt) / 1000)
  const isTerminal = process.stderr.isTTY === true
  process.stderr.write(isTerminal ? `${what} …` : `${what} …\n`)
  const tick = () => {
    if (isTerminal) process.stderr.write(`\r\x1b[K${what} … ${seconds()} s`)
    else if (seconds() % 10 === 0) process.stderr.write(`${what} … ${seconds()} s\n`)
  }
  const timer = setInterval(tick, isTerminal ? 1_000 : PROGRESS_AFTER_MS)
  return {
    end(isDone) {
      clearInterval(timer)
      const line = `${what} … ${isDone ? 'done' : 'failed'} (${seconds()} s)\n`
      process.stderr.write(isTerminal ? `\r\x1b[K${line}` : line)
    },
  }
}

/** One process at a time; the lock of a process that died is taken over. */
async function underLock(name, task) {
  const file = path.join(root, '.cache', `${name}.lock`)
  mkdirSync(path.dirname(file), { recursive: true })
  const givesUpAt = performance.now() + LOCK_WAIT_MS_MAX
  for (let waits = 0; !tryLock(file); waits += 1) {
    if (waits === 10) console.error('Waiting for another golmok command to finish installing …')
    if (performance.now() > givesUpAt) throw new Error(`${file} is still held. Remove it by hand.`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const unlock = () => rmSync(file, { force: true })
  const onSignal = (signal) => {
    unlock()
    process.exit(128 + os.constants.signals[signal])
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, onSignal)
  try {
    return await task()
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, onSignal)
    unlock()
  }
}

function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (holder > 0 && !isAlive(holder)) {
    // Renamed first: of two who see the dead holder, one gets the old lock and the other nothing.
    const old = `${file}.${process.pid}`
    try {
      renameSync(file, old)
      rmSync(old, { force: true })
    } catch {
      // The other one was faster.
    }
  }
  return false
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const isProgram = process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href
if (isProgram) {
  main(process.argv[2], process.argv.slice(3)).then(
    (code) => process.exit(code),
    (error) => {
      console.error(error.message)
      process.exit(1)
    },
  )
}

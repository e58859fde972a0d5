/** Who uses a folder: one holder of a lock at a time, and a list of users, both cleared of the dead. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LOCK_WAIT_MS_MAX = 120_000
const LOCK_POLL_MS = 40
/** Breaking a dead holder's lock takes microseconds; a breaker this old died on the way. */
const BREAKER_AGE_MS_MAX = 5_000

/**
 * Runs `task` while no other process runs one under the same `lockFile`.
 * The lock of a process that died is taken over.
 *
 * @throws when the lock is still held after two minutes
 */
export async function underLock<Result>(
  lockFile: string,
  task: () => Promise<Result>,
): Promise<Result> {
  await takeLock(lockFile)
  try {
    return await task()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

async function takeLock(lockFile: string): Promise<void> {
  const givesUpAt = performance.now() + LOCK_WAIT_MS_MAX
  while (!writeNew(lockFile, processMark())) {
    breakLockOfTheDead(lockFile)
    if (performance.now() > givesUpAt) {
      throw new Error(`${lockFile} is held by process ${markIn(lockFile)}, which does not let go.`)
    }
    await sleep(LOCK_POLL_MS)
  }
}

// Only who holds the breaker may remove a lock, and looks again first: of two who see a dead
// holder, the slower one must not remove the lock that the faster one has taken meanwhile.
function breakLockOfTheDead(lockFile: string): void {
  if (isAliveMark(markIn(lockFile))) return
  const breaker = `${lockFile}.breaker`
  if (!writeNew(breaker, processMark())) {
    const ageMs = Date.now() - (statSync(breaker, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (ageMs > BREAKER_AGE_MS_MAX) rmSync(breaker, { force: true })
    return
  }
  if (!isAliveMark(markIn(lockFile))) rmSync(lockFile, { force: true })
  rmSync(breaker, { force: true })
}

let entries = 0

/** Writes this process into a folder of users. @returns how to leave it. */
export function enterUsers(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const entry = path.join(folder, `${process.pid}-${(entries += 1)}`)
  writeFileSync(entry, processMark())
  return () => rmSync(entry, { force: true })
}

/** How many living entries a folder of users has. Entries of the dead are removed. */
export function livingUsers(folder: string): number {
  if (!existsSync(folder)) return 0
  const files = readdirSync(folder).map((name) => path.join(folder, name))
  for (const file of files) if (!isAliveMark(markIn(file))) rmSync(file, { force: true })
  return readdirSync(folder).length
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return statField(pid, 0) !== 'Z'
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Process id and, where the system tells it, its start: a reused id is somebody else. */
function processMark(): string {
  return `${process.pid} ${startOf(process.pid)}`
}

function isAliveMark(mark: string): boolean {
  const [pid = '', start = ''] = mark.split(' ')
  // An empty mark is a file between its creation and its first byte, or gone: ask again.
  if (mark === '') return true
  return isAlive(Number(pid)) && (start === '' || start === startOf(Number(pid)))
}

function startOf(pid: number): string {
  return statField(pid, 19)
}

/** A field of Linux' /proc/PID/stat, counted behind the name; '' where there is none. */
function statField(pid: number, index: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[index] ?? ''
  } catch {
    return '' // no such process, or not Linux
  }
}

function markIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // gone meanwhile
  }
}

function writeNew(file: string, text: string): boolean {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** What a bench answers, and on what it ran. */
import { execFileSync } from 'node:child_process'
import os from 'node:os'

export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What we are after, in words; null for rows that only stand beside. */
  readonly aim: string | null
  /** Null where there is no aim. */
  readonly met: boolean | null
  readonly note?: string
}

export type BenchResult = {
  readonly bench: string
  readonly machine: string
  readonly commit: string
  readonly seed: number
  readonly figures: readonly Figure[]
}

export type BenchOptions = { readonly json: boolean; readonly log: (line: string) => void }

/** A figure that stands beside another and has no aim of its own. */
export function beside(name: string, value: number, unit: string, note?: string): Figure {
  return { name, value, unit, aim: null, met: null, ...(note !== undefined && { note }) }
}

/** A row for a peer that is not installed here. */
export function absent(name: string, program: string): Figure {
  return beside(name, 0, '-', `${program} is not on the path; not measured`)
}

export function machine(): string {
  const [cpu] = os.cpus()
  const gigabytes = Math.round(os.totalmem() / 2 ** 30)
  return `${os.cpus().length} × ${cpu?.model.trim() ?? 'cpu'}, ${gigabytes} GiB, Node ${process.version}`
}

export function commit(): string {
  try {
    const hash = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
    const changed = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }).trim()
    return changed === '' ? hash : `${hash}+`
  } catch {
    return 'unknown'
  }
}

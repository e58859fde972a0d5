/** Whether the market is well, out of its figures. Pure. */
import type { Health } from './shapes.ts'

export type Trouble =
  | { readonly kind: 'dead-facts'; readonly count: number }
  | { readonly kind: 'failed-jobs'; readonly count: number }
  | { readonly kind: 'late'; readonly reader: string; readonly count: number }

/** A busy log is always a few facts ahead of its readers; this many are not a few. */
const BEHIND_MAX = 1_000

/** What there is to look at, the gravest first; nothing when all is well. */
export function troublesOf({ log, jobs }: Pick<Health, 'log' | 'jobs'>): readonly Trouble[] {
  const troubles: Trouble[] = []
  if (log.deadFacts > 0) troubles.push({ kind: 'dead-facts', count: log.deadFacts })
  if (jobs.failed > 0) troubles.push({ kind: 'failed-jobs', count: jobs.failed })
  const slowest = log.readers.toSorted((one, other) => other.behind - one.behind)[0]
  if (slowest && slowest.behind > BEHIND_MAX) {
    troubles.push({ kind: 'late', reader: slowest.name, count: slowest.behind })
  }
  return troubles
}

/** 12 MB, 1.4 GB */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const at = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1_000 ** at
  return `${value >= 100 || at === 0 ? Math.round(value) : value.toFixed(1)} ${units[at]}`
}

/** What is written behind a figure. */
type Units = Readonly<Record<'d' | 'h' | 'min' | 's', string>>

/** 3 d 4 h, 12 min, 40 s; 3일 4시간. The two largest units say enough. */
export function durationText(seconds: number, units: Units): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [Math.floor(seconds) % 60, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first === -1) return `0${units.s}`
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${units[unit]}`)
    .join(' ')
}

/** Visitors in words and shares: what the pictures of the page say. Pure. */
import type { ReplyOf } from '../../../api.ts'

export type Visitors = ReplyOf<'GET /v1/merchants/{merchantId}/visitors'>
export const periods = [7, 30] as const
export type Period = (typeof periods)[number]
export const methods = ['position', 'beacon', 'tag', 'staff'] as const
/** The surest first. */
export const evidences = ['confirmed', 'oneTime', 'plausible', 'cloneable'] as const

export type Part<Name extends string> = {
  readonly name: Name
  readonly count: number
  /** Of all, 0 to 1. */
  readonly share: number
}

/** Counts as shares of their sum, in the order of `names`; nothing at all is no share. */
export function partsOf<Name extends string>(
  names: readonly Name[],
  counts: Readonly<Record<Name, number>>,
): readonly Part<Name>[] {
  const all = names.reduce((sum, name) => sum + counts[name], 0)
  return names.map((name) => ({
    name,
    count: counts[name],
    share: all > 0 ? counts[name] / all : 0,
  }))
}

/** A share of fewer visits than this says nothing. */
export const VISITS_FOR_SHARES_MIN = 5

/** Fewer visits than this have no busiest hour: it would be chance. */
export const VISITS_FOR_HOURS_MIN = 10

/** The hour most visits began in; null while there are too few, or two hours are alike. */
export function busiestHour(byHour: readonly number[]): number | null {
  const visits = byHour.reduce((sum, count) => sum + count, 0)
  if (visits < VISITS_FOR_HOURS_MIN) return null
  const most = Math.max(...byHour)
  const hour = byHour.indexOf(most)
  return byHour.lastIndexOf(most) === hour ? hour : null
}

/** The hours worth drawing: from the first with a visit to the last, at least six of them. */
export function hoursShown(byHour: readonly number[]): readonly number[] {
  const first = byHour.findIndex((count) => count > 0)
  if (first < 0) return []
  const last = byHour.findLastIndex((count) => count > 0)
  const spare = Math.max(0, 6 - (last - first + 1))
  const from = Math.max(0, first - Math.ceil(spare / 2))
  const until = Math.min(byHour.length - 1, Math.max(last, from + 5))
  return Array.from({ length: until - from + 1 }, (_, at) => from + at)
}

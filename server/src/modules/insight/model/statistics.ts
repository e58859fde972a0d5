/** Days of a shop's statistics, and what several messages did together. Pure. */
import { dayAfter, type Day } from '../../../kernel/time.ts'
import type { Extra } from '../model.ts'

/** What messages of one kind came to. */
export type Reached = {
  readonly sent: number
  readonly seen: number
  readonly clicked: number
  readonly visited: number
  readonly redeemed: number
}
export const reachedNobody: Reached = { sent: 0, seen: 0, clicked: 0, visited: 0, redeemed: 0 }

/** Both together: each piece counts for itself. */
export function reachedTogether(one: Reached, other: Reached): Reached {
  return {
    sent: one.sent + other.sent,
    seen: one.seen + other.seen,
    clicked: one.clicked + other.clicked,
    visited: one.visited + other.visited,
    redeemed: one.redeemed + other.redeemed,
  }
}

/** What a shop's friends and messages came to on one day of its own calendar. */
export type StatisticsDay = Reached & {
  readonly day: Day
  /** At the end of the day. */
  readonly friends: number
  readonly followed: number
  readonly left: number
  readonly blocked: number
  readonly muted: number
  /** What of it came by campaigns; the rest came by broadcasts. */
  readonly byCampaigns: Reached
  /** Visits beyond chance through the broadcasts that first went out on this day. */
  readonly extra: Extra | null
}

/** Every day of a stretch, both ends among them; null when it ends before it begins, or is too long. */
export function daysBetween(from: Day, until: Day, daysMax: number): readonly Day[] | null {
  if (until < from) return null
  const days: Day[] = []
  for (let day = from; day <= until; day = dayAfter(day, 1)) {
    if (days.length === daysMax) return null
    days.push(day)
  }
  return days
}

/**
 * What independent messages brought together: the sum, with an interval from the intervals of each
 * (the method of variance estimates recovery). Null where none of them can say.
 *
 * @see G. Y. Zou, A. Donner, Statistics in Medicine 27 (2008), 1693-1702
 */
export function extraTogether(extras: readonly (Extra | null)[]): Extra | null {
  const known = extras.filter((each) => each !== null)
  if (known.length === 0) return null
  const estimate = known.reduce((sum, each) => sum + each.estimate, 0)
  const below = Math.hypot(...known.map((each) => each.estimate - each.low))
  const above = Math.hypot(...known.map((each) => each.high - each.estimate))
  return { estimate, low: Math.round(estimate - below), high: Math.round(estimate + above) }
}

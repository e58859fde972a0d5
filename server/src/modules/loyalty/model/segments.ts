/** How regular somebody is at a shop, by the days on which they bought there. Pure. */
import { dayAfter, type Day } from '../../../kernel/time.ts'

/**
 * Everybody is in exactly one: `new` has bought on one day at most, lately or never; `returning` came
 * back; `regular` bought on REGULAR_DAYS days or more, lately; `lapsed` has bought, and not lately.
 */
export type Segment = 'new' | 'returning' | 'regular' | 'lapsed'
export const segments = ['new', 'returning', 'regular', 'lapsed'] as const satisfies Segment[]

/** What counts as lately: today and the days before it. */
export const LATELY_DAYS = 60
export const REGULAR_DAYS = 4

/** @param boughtDays days of the market on which something was bought that still stands, in any order */
export function segmentOf(boughtDays: readonly Day[], today: Day): Segment {
  const days = new Set(boughtDays.filter((day) => day <= today))
  if (days.size === 0) return 'new'
  const since = dayAfter(today, 1 - LATELY_DAYS)
  const lately = [...days].filter((day) => day >= since).length
  if (lately === 0) return 'lapsed'
  if (lately >= REGULAR_DAYS) return 'regular'
  return days.size === 1 ? 'new' : 'returning'
}

/** When points can be spent, and when they run out, by the market's calendar. Pure. */
import { dayAfter, DAY_MS, instantOf, wallTime, type Day } from '../../../kernel/time.ts'
import { TIME_ZONE } from '../../places/model.ts'

export type Validity =
  | { readonly kind: 'days'; readonly days: number }
  /** Until the end of the month that lies so many months later; 0 is the month of the purchase. */
  | { readonly kind: 'month-end'; readonly months: number }
  /** Until the end of the year in which the month that lies so many months later falls. */
  | { readonly kind: 'year-end'; readonly months: number }
  | { readonly kind: 'never' }

export const VALID_DAYS_MAX = 3_650
export const VALID_MONTHS_MAX = 120

/** When points can be spent: once the return window has closed (LO5). */
export function availableAt(at: Date, pendingDays: number): Date {
  return new Date(at.getTime() + pendingDays * DAY_MS)
}

/** The midnight at which points are gone; null for those that stay (LO6). */
export function expiryOf(validity: Validity, at: Date): Date | null {
  const today = marketDay(at)
  switch (validity.kind) {
    case 'days':
      return midnight(dayAfter(today, validity.days + 1))
    case 'month-end':
      return midnight(firstOfMonth(today, validity.months + 1))
    case 'year-end':
      return midnight(`${Number(firstOfMonth(today, validity.months).slice(0, 4)) + 1}-01-01`)
    case 'never':
      return null
  }
}

/** The day on the market's calendar. */
export function marketDay(at: Date): Day {
  return wallTime(at, TIME_ZONE).day
}

/** The instant at which a day begins in the market. */
export function midnight(day: Day): Date {
  return instantOf(day, 0, TIME_ZONE)
}

/** The first day of the month so many months later (or earlier, when negative). */
export function firstOfMonth(day: Day, months: number): Day {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const month = String((count % 12) + 1).padStart(2, '0')
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${month}-01`
}

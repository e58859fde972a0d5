/** When whoever left a shop without buying is reminded of it, and what makes that needless. */
import { dayAfter, HOUR_MS, instantOf, wallTime } from '../../../kernel/time.ts'
import { hoursAt, type Schedule } from './schedule.ts'

/** So many days after the day they left, at that minute of the day, by the clock of the place. */
export type Reminder = { readonly afterDays: number; readonly atMinute: number }

export const REMINDER_DAYS_MAX = 14
/** Who ordered ahead and came to collect bought a while before the visit began. */
const ORDERED_AHEAD_MS = 6 * HOUR_MS
/** A reminder that comes later than this has missed its moment. */
export const REMINDER_LATE_SECONDS_MAX = 6 * 3_600

export function reminderAt({ afterDays, atMinute }: Reminder, leftAt: Date, timeZone: string) {
  return instantOf(dayAfter(wallTime(leftAt, timeZone).day, afterDays), atMinute, timeZone)
}

/** From when on a purchase at the shop answers a visit that began at this instant. */
export const purchaseCountsFrom = (visitStartedAt: Date) =>
  new Date(visitStartedAt.getTime() - ORDERED_AHEAD_MS)

/** Whether the hours of a campaign let it remind anybody at all. */
export function isWithinHours({ atMinute }: Reminder, { hours }: Pick<Schedule, 'hours'>): boolean {
  return hoursAt(hours, { day: '', minuteOfDay: atMinute, weekday: 1 }).isIn
}

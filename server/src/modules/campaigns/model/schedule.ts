/** When a campaign may act: its window, weekdays, and hours on the clock of the place. */
import { wallTime, type WallTime } from '../../../kernel/time.ts'

/** Minutes of the day, half-open. `untilMinute` at or before `fromMinute` runs past midnight. */
export type Hours = { readonly fromMinute: number; readonly untilMinute: number }

export type Schedule = {
  readonly startsAt: Date
  readonly endsAt: Date
  /** 1 (Monday) to 7 (Sunday); empty means every day. */
  readonly weekdays: readonly number[]
  /** Null means all day. */
  readonly hours: Hours | null
  /** Whether the place itself must be open. */
  readonly openOnly: boolean
}

export const isInWindow = ({ startsAt, endsAt }: Schedule, at: Date) =>
  at >= startsAt && at < endsAt

/**
 * Whether the hours hold, and on which weekday they began.
 *
 * Saturday 01:00 within hours that run from 18:00 to 02:00 belongs to Friday's evening.
 */
export function hoursAt(hours: Hours | null, wall: WallTime): { isIn: boolean; weekday: number } {
  const { minuteOfDay, weekday } = wall
  if (!hours) return { isIn: true, weekday }
  const { fromMinute, untilMinute } = hours
  if (untilMinute > fromMinute) {
    return { isIn: minuteOfDay >= fromMinute && minuteOfDay < untilMinute, weekday }
  }
  if (minuteOfDay >= fromMinute) return { isIn: true, weekday }
  if (minuteOfDay < untilMinute) return { isIn: true, weekday: weekday === 1 ? 7 : weekday - 1 }
  return { isIn: false, weekday }
}

/** What the schedule says about an instant, window aside. */
export function dayAndHourAt(schedule: Schedule, at: Date, timeZone: string) {
  const wall = wallTime(at, timeZone)
  const { isIn, weekday } = hoursAt(schedule.hours, wall)
  const isDay = schedule.weekdays.length === 0 || schedule.weekdays.includes(weekday)
  return { isDay, isHour: isIn, weekday, minuteOfDay: wall.minuteOfDay }
}

/** Wall-clock time of a place. Instants are `Date`; windows are half-open, [from, until). */
import { assert } from './assert.ts'

/** Days are counted by this clock; a market has one. */
export const MARKET_TIME_ZONE = 'Asia/Seoul'
export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** A calendar day as `YYYY-MM-DD`; sorts as text. */
export type Day = string
/** What the clock on the wall of a place shows. `weekday` counts from 1 (Monday) to 7 (Sunday). */
export type WallTime = { readonly day: Day; readonly minuteOfDay: number; readonly weekday: number }

// Making a formatter costs more than a hundred readings of it.
const formats = new Map<string, Intl.DateTimeFormat>()

function offsetMs(at: Date, timeZone: string): number {
  // Seoul has had no summer time since 1988: the common case needs no formatter.
  if (timeZone === 'Asia/Seoul' && at.getTime() > 600_000_000_000) return 9 * HOUR_MS
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, Number(p.value)]))
  const wall = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  )
  return wall - Math.floor(at.getTime() / SECOND_MS) * SECOND_MS
}

/** What the clock shows at an instant in an IANA time zone. */
export function wallTime(at: Date, timeZone: string): WallTime {
  const local = new Date(at.getTime() + offsetMs(at, timeZone))
  return {
    day: local.toISOString().slice(0, 10),
    minuteOfDay: local.getUTCHours() * 60 + local.getUTCMinutes(),
    weekday: ((local.getUTCDay() + 6) % 7) + 1,
  }
}

/** The instant at which the clock of a time zone shows a day and minute. 1440 is the next midnight. */
export function instantOf(day: Day, minuteOfDay: number, timeZone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minuteOfDay * MINUTE_MS
  assert(Number.isFinite(wall), 'a day is YYYY-MM-DD')
  // The offset of the guess may be the one before a change of the clock; the second look settles it.
  const guess = new Date(wall - offsetMs(new Date(wall), timeZone))
  return new Date(wall - offsetMs(guess, timeZone))
}

/** The day so many days later (or earlier, when negative). */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

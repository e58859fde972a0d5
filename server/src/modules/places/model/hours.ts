/** Opening hours: when a place is open, when it closes, when it opens next. */
import { dayAfter, instantOf, wallTime, type Day } from '../../../kernel/time.ts'
import { isKoreanHoliday } from './holidays.ts'

/** Minutes of a day, half-open. `untilMinute` passes 1440 when the span reaches into the next day. */
export type Span = { readonly fromMinute: number; readonly untilMinute: number }
/** No span is a closed day. */
export type DayHours = { readonly spans: readonly Span[]; readonly breaks: readonly Span[] }
export type HolidayHours =
  | { readonly kind: 'as-usual' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'hours'; readonly hours: DayHours }
/** `days` has seven rows, Monday first. */
export type WeekHours = { readonly days: readonly DayHours[]; readonly holidays: HolidayHours }
/** One date with hours of its own. */
export type OpeningException = {
  readonly day: Day
  readonly hours: DayHours
  readonly note: string | null
}
export type Hours = {
  readonly week: WeekHours
  readonly exceptions: readonly OpeningException[]
}

/**
 * Whether a place is open at an instant, and what comes next: `closesAt` while open, `opensAt` while
 * closed. Null when that lies further ahead than DAYS_AHEAD, or never comes.
 */
export type Opening = {
  readonly isOpen: boolean
  readonly opensAt: Date | null
  readonly closesAt: Date | null
}

export const MINUTES_PER_DAY = 1_440
export const SPANS_PER_DAY_MAX = 6
export const EXCEPTIONS_MAX = 200
/** How far ahead the next opening or closing is looked for: longer than any holiday season. */
export const DAYS_AHEAD = 15

export const closedDay: DayHours = { spans: [], breaks: [] }
export const allDay: DayHours = {
  spans: [{ fromMinute: 0, untilMinute: MINUTES_PER_DAY }],
  breaks: [],
}

/** What is wrong with the hours of one day; null when nothing is. */
export function hoursObjection({ spans, breaks }: DayHours): string | null {
  for (const span of [...spans, ...breaks]) {
    const { fromMinute, untilMinute } = span
    if (!Number.isInteger(fromMinute) || !Number.isInteger(untilMinute)) return 'not whole minutes'
    if (fromMinute < 0 || fromMinute >= MINUTES_PER_DAY) return 'starts outside its day'
    if (untilMinute <= fromMinute) return 'ends before it starts'
    if (untilMinute - fromMinute > MINUTES_PER_DAY) return 'lasts longer than a day'
  }
  for (const rows of [spans, breaks]) {
    const sorted = rows.toSorted((one, other) => one.fromMinute - other.fromMinute)
    const overlaps = sorted.some((span, at) => {
      const next = sorted[at + 1]
      return next !== undefined && next.fromMinute < span.untilMinute
    })
    if (overlaps) return 'overlaps another span of the day'
  }
  return null
}

/** The hours that hold on a day: its exception, else the holiday rule, else the weekday (PL4, PL5). */
export function hoursOn(
  { week, exceptions }: Hours,
  day: Day,
  isHoliday: (day: Day) => boolean = isKoreanHoliday,
): DayHours {
  const exception = exceptions.find((one) => one.day === day)
  if (exception) return exception.hours
  const { holidays } = week
  if (holidays.kind !== 'as-usual' && isHoliday(day)) {
    return holidays.kind === 'hours' ? holidays.hours : closedDay
  }
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return week.days[(weekday + 6) % 7] ?? closedDay
}

/** Whether a place with these hours is open at an instant, and what comes next. */
export function openingAt(
  hours: Hours,
  at: Date,
  timeZone: string,
  isHoliday: (day: Day) => boolean = isKoreanHoliday,
): Opening {
  const calendar = { hours, timeZone, isHoliday }
  // Nearly every answer lies within a day or two; looking two weeks ahead costs eight times as much.
  return openingWithin(calendar, at, 1) ?? openingWithin(calendar, at, DAYS_AHEAD) ?? neverOpen
}

type Calendar = {
  readonly hours: Hours
  readonly timeZone: string
  isHoliday(day: Day): boolean
}
const neverOpen: Opening = { isOpen: false, opensAt: null, closesAt: null }

/** The opening as far as the coming days tell; null when they do not tell. */
function openingWithin(calendar: Calendar, at: Date, daysAhead: number): Opening | null {
  const { hours, timeZone, isHoliday } = calendar
  const today = wallTime(at, timeZone).day
  const seenUntilMs = instantOf(dayAfter(today, daysAhead), MINUTES_PER_DAY, timeZone).getTime()
  // Yesterday too, because its last span may reach past midnight (PL2). What the last day has after
  // its own midnight waits until the day it falls on is looked at: that may open before.
  const stays = Array.from({ length: daysAhead + 2 }, (_none, index) => {
    const day = dayAfter(today, index - 1)
    return staysOn(hoursOn(hours, day, isHoliday), day, timeZone)
  })
    .flat()
    .filter(({ fromMs }) => fromMs < seenUntilMs)
    .toSorted((one, other) => one.fromMs - other.fromMs)
  const now = at.getTime()
  let closesMs: number | null = null
  for (const { fromMs, untilMs } of stays) {
    if (untilMs <= now) continue
    if (fromMs > (closesMs ?? now)) {
      return closesMs === null ? closed(fromMs) : open(closesMs)
    }
    closesMs = Math.max(closesMs ?? 0, untilMs)
  }
  if (closesMs === null) return null
  if (closesMs < seenUntilMs) return open(closesMs)
  return daysAhead === DAYS_AHEAD ? open(null) : null
}

const open = (closesMs: number | null): Opening => ({
  isOpen: true,
  opensAt: null,
  closesAt: closesMs === null ? null : new Date(closesMs),
})
const closed = (opensMs: number): Opening => ({
  isOpen: false,
  opensAt: new Date(opensMs),
  closesAt: null,
})

type Stay = { readonly fromMs: number; readonly untilMs: number }

/** The spans of a day without its breaks, as instants (PL3). */
function staysOn({ spans, breaks }: DayHours, day: Day, timeZone: string): readonly Stay[] {
  let served = [...spans]
  for (const pause of breaks) {
    served = served.flatMap(({ fromMinute, untilMinute }) =>
      [
        { fromMinute, untilMinute: Math.min(untilMinute, pause.fromMinute) },
        { fromMinute: Math.max(fromMinute, pause.untilMinute), untilMinute },
      ].filter((part) => part.fromMinute < part.untilMinute),
    )
  }
  return served.map(({ fromMinute, untilMinute }) => ({
    fromMs: instantOf(day, fromMinute, timeZone).getTime(),
    untilMs: instantOf(day, untilMinute, timeZone).getTime(),
  }))
}

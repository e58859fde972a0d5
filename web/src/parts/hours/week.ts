/** The opening hours of a week as a form: presets, checks, and how they are told in one line. */

import type { DayHours as DayHoursShape, WeekHours } from '../../shapes.ts'

/** Minutes since midnight; an `untilMinute` beyond 1440 is after midnight. Null: closed that day. */
export type DayHours = { readonly fromMinute: number; readonly untilMinute: number } | null
/** Monday first; always seven. */
export type Week = readonly DayHours[]

export const presetNames = ['cafe', 'restaurant', 'shop', 'night', 'always'] as const
export type PresetName = (typeof presetNames)[number]

const span = (fromHour: number, untilHour: number): DayHours => ({
  fromMinute: fromHour * 60,
  untilMinute: untilHour * 60,
})
const week = (workday: DayHours, saturday: DayHours, sunday: DayHours): Week => [
  ...Array.from({ length: 5 }, () => workday),
  saturday,
  sunday,
]

export const presets: Readonly<Record<PresetName, Week>> = {
  cafe: week(span(8, 21), span(10, 21), span(10, 20)),
  restaurant: week(span(11, 22), span(11, 22), null),
  shop: week(span(10, 20), span(10, 20), span(11, 18)),
  night: week(span(17, 26), span(17, 27), span(17, 24)),
  always: week(span(0, 24), span(0, 24), span(0, 24)),
}

/** The preset that equals a week, if one does. */
export function presetOf(hours: Week): PresetName | null {
  return (
    presetNames.find((name) => presets[name].every((day, at) => isSame(day, hours[at] ?? null))) ??
    null
  )
}

/** The days (0 is Monday) whose hours end before they begin, or run into a second night. */
export function wrongDays(hours: Week): readonly number[] {
  return hours.flatMap((day, at) => {
    if (day === null) return []
    const isRight = day.fromMinute < day.untilMinute && day.untilMinute - day.fromMinute <= 1440
    return isRight ? [] : [at]
  })
}

/** Neighbouring days of the same hours together: Monday to Friday, then Saturday. */
export function dayGroups(
  hours: Week,
): readonly { readonly first: number; readonly last: number; readonly hours: DayHours }[] {
  const groups: { first: number; last: number; hours: DayHours }[] = []
  hours.forEach((day, at) => {
    const before = groups.at(-1)
    if (before && isSame(before.hours, day)) before.last = at
    else groups.push({ first: at, last: at, hours: day })
  })
  return groups
}

/** Minutes since midnight of "09:30"; null when it is no time of day. */
export function minuteOf(clock: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(clock)
  if (!found) return null
  const minute = Number(found[1]) * 60 + Number(found[2])
  return Number(found[2]) < 60 && minute <= 1440 ? minute : null
}

/** A closing time at or before the opening time is meant for after midnight. */
export function spanOf(fromMinute: number, untilMinute: number): DayHours {
  return { fromMinute, untilMinute: untilMinute <= fromMinute ? untilMinute + 1440 : untilMinute }
}

/** The form of what the server holds; a day of several spans becomes one, from first to last. */
export function weekFrom({ days }: Pick<WeekHours, 'days'>): Week {
  return days.map(({ spans }) => {
    if (spans.length === 0) return null
    return {
      fromMinute: Math.min(...spans.map((span) => span.fromMinute)),
      untilMinute: Math.max(...spans.map((span) => span.untilMinute)),
    }
  })
}

/** What the server holds, for a form; breaks of days that did not change stay. */
export function daysFrom(hours: Week, before: readonly DayHoursShape[] = []): DayHoursShape[] {
  const was = before.length === 7 ? weekFrom({ days: before }) : []
  return hours.map((day, at) => {
    const old = before[at]
    if (old && isSame(day, was[at] ?? null)) return old
    return { spans: day === null ? [] : [day], breaks: [] }
  })
}

function isSame(one: DayHours, other: DayHours): boolean {
  if (one === null || other === null) return one === other
  return one.fromMinute === other.fromMinute && one.untilMinute === other.untilMinute
}

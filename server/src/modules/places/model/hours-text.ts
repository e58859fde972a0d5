/** Opening hours as a short text, as files of shops write them: `Mo-Fr 09:00-18:00; Sa 10:00-14:00`. */
import {
  allDay,
  closedDay,
  hoursObjection,
  MINUTES_PER_DAY,
  type DayHours,
  type HolidayHours,
  type Span,
  type WeekHours,
} from './hours.ts'

const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
const HOLIDAY = 'ph'
const TEXT_LENGTH_MAX = 300

/**
 * Reads hours; null when the text is not understood.
 *
 * A part of OpenStreetMap's `opening_hours`: rules with weekdays (`Mo`, `Mo-Fr`, `Sa,Su`, `PH`) and spans,
 * `off`, `24/7`; a later rule replaces an earlier one for its days. Without weekdays a rule holds daily.
 *
 * @see https://wiki.openstreetmap.org/wiki/Key:opening_hours
 */
export function parseHoursText(text: string): WeekHours | null {
  const tidy = text.trim().toLowerCase()
  if (tidy.length === 0 || tidy.length > TEXT_LENGTH_MAX) return null
  const days: DayHours[] = weekdays.map(() => closedDay)
  let holidays: HolidayHours = { kind: 'as-usual' }
  for (const rule of tidy.split(';')) {
    const read = parseRule(rule.trim())
    if (!read) return null
    for (const day of read.days) days[day] = read.hours
    if (read.isHoliday) {
      const isClosed = read.hours.spans.length === 0
      holidays = isClosed ? { kind: 'closed' } : { kind: 'hours', hours: read.hours }
    }
  }
  return { days, holidays }
}

type Rule = {
  readonly days: readonly number[]
  readonly isHoliday: boolean
  readonly hours: DayHours
}

function parseRule(rule: string): Rule | null {
  if (rule === '24/7') return { days: [0, 1, 2, 3, 4, 5, 6], isHoliday: false, hours: allDay }
  const [, who = '', when = ''] = /^([a-z][a-z,\s-]*?)?\s*(off|closed|\d.*)$/.exec(rule) ?? []
  const named = who === '' ? { days: [0, 1, 2, 3, 4, 5, 6], isHoliday: false } : parseDays(who)
  const hours = parseSpans(when)
  return named && hours && { ...named, hours }
}

function parseDays(text: string): { days: readonly number[]; isHoliday: boolean } | null {
  const days: number[] = []
  let isHoliday = false
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === HOLIDAY) {
      isHoliday = true
      continue
    }
    const [first, last = first] = part.split('-').map((name) => dayOf(name.trim()))
    if (first === undefined || first === -1 || last === undefined || last === -1) return null
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day)
      if (day === last) break
    }
  }
  return { days, isHoliday }
}

const dayOf = (name: string) => weekdays.findIndex((day) => day === name)

function parseSpans(text: string): DayHours | null {
  if (text === 'off' || text === 'closed') return closedDay
  const spans: Span[] = []
  for (const part of text.split(',')) {
    const cells = /^(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)$/.exec(part.trim())
    if (!cells) return null
    const [fromHour = 0, fromPart = 0, untilHour = 0, untilPart = 0] = cells.slice(1).map(Number)
    if (fromPart > 59 || untilPart > 59) return null
    const fromMinute = fromHour * 60 + fromPart
    const untilMinute = untilHour * 60 + untilPart
    const isPastMidnight = untilMinute <= fromMinute
    spans.push({
      fromMinute,
      untilMinute: isPastMidnight ? untilMinute + MINUTES_PER_DAY : untilMinute,
    })
  }
  const hours = { spans, breaks: [] }
  return hoursObjection(hours) === null ? hours : null
}

/** Whether a place is open, said in one line. Pure. */
import type { Instant, WeekHours } from '../shapes.ts'
import type { Language } from '../text/language.tsx'
import { clock, dayName, dayOf, minuteName } from './format.ts'

export type OpeningFacts = {
  /** Null where nobody has told the hours. */
  readonly isOpen: boolean | null
  readonly opensAt: Instant | null
  readonly closesAt: Instant | null
}
/** `soon` is a last call: open, but not for long. */
export type OpeningTone = 'open' | 'soon' | 'closed' | 'unknown'
export type OpeningWords = {
  readonly open: string
  readonly unknown: string
  readonly openAlways: string
  readonly openUntil: (time: string) => string
  readonly closesIn: (minutes: number) => string
  readonly closed: string
  readonly opensAt: (day: string, time: string) => string
}

const SOON_MINUTES = 30
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export function openingTone({ isOpen, closesAt }: OpeningFacts, now: Date): OpeningTone {
  if (isOpen === null) return 'unknown'
  if (!isOpen) return 'closed'
  if (closesAt === null) return 'open'
  return Date.parse(closesAt) - now.getTime() <= SOON_MINUTES * MINUTE_MS ? 'soon' : 'open'
}

/** `영업 중 · 22:00까지`, `20분 뒤 닫아요`, `닫혀 있어요 · 내일 11:00에 열어요`. */
export function openingLine(
  facts: OpeningFacts,
  now: Date,
  language: Language,
  words: OpeningWords,
): string {
  const { isOpen, opensAt, closesAt } = facts
  if (isOpen === null) return words.unknown
  if (isOpen) {
    if (closesAt === null) return words.openAlways
    const closes = new Date(closesAt)
    const leftMs = closes.getTime() - now.getTime()
    if (openingTone(facts, now) === 'soon') {
      return words.closesIn(Math.max(1, Math.ceil(leftMs / MINUTE_MS)))
    }
    return leftMs > DAY_MS ? words.open : words.openUntil(clock(closes, language))
  }
  if (opensAt === null) return words.closed
  const opens = new Date(opensAt)
  const day = dayOf(opens) === dayOf(now) ? '' : dayName(opens, now, language)
  return words.opensAt(day, clock(opens, language))
}

export type WeekRow = {
  /** 1 is Monday. */
  readonly weekday: number
  readonly isToday: boolean
  readonly hours: string | null
  readonly breaks: string | null
}

/** The week as seven rows, Monday first; null hours is a closed day. */
export function weekRows(week: WeekHours, now: Date): readonly WeekRow[] {
  const today = ((new Date(`${dayOf(now)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
  return week.days.map(({ spans, breaks }, index) => ({
    weekday: index + 1,
    isToday: index + 1 === today,
    hours: spans.length === 0 ? null : spans.map(spanName).join(', '),
    breaks: breaks.length === 0 ? null : breaks.map(spanName).join(', '),
  }))
}

export function spanName(span: { readonly fromMinute: number; readonly untilMinute: number }) {
  return `${minuteName(span.fromMinute)}–${minuteName(span.untilMinute)}`
}

/** When somebody of a shop is there to answer, and what is answered when nobody is. Pure. */
import { MINUTE_MS, HOUR_MS } from '../../../kernel/time.ts'
import {
  closedDay,
  openingAt,
  type Hours,
  type Opening,
  type WeekHours,
} from '../../places/model/hours.ts'
import type { TalkRefusal } from './refusals.ts'
import type { Talk } from './talk.ts'

export const AWAY_LETTERS_MAX = 500
export const QUICK_REPLIES_MAX = 20
export const QUICK_REPLY_LETTERS_MAX = 300
export const KEPT_DAYS_MIN = 30
export const KEPT_DAYS_MAX = 1_095

export type Desk = {
  /** Whether the shop takes talks at all. */
  readonly isOpen: boolean
  /** When somebody is there: while the place is open, at set hours, or always. */
  readonly attended: 'place-open' | 'hours' | 'always'
  readonly fromMinute: number
  readonly untilMinute: number
  /** From 1 (Monday) to 7. */
  readonly weekdays: readonly number[]
  readonly repliesWhenAway: boolean
  /** Empty for our own words. */
  readonly awayText: string
  readonly quickReplies: readonly string[]
  readonly keptDays: number
}

/** How a shop attends that has said nothing. */
export const defaultDesk: Desk = {
  isOpen: true,
  attended: 'place-open',
  fromMinute: 540,
  untilMinute: 1_080,
  weekdays: [1, 2, 3, 4, 5],
  repliesWhenAway: true,
  awayText: '',
  quickReplies: [],
  keptDays: 365,
}

/** Why a desk makes no sense; null when it does. */
export function objectionToDesk(desk: Desk): TalkRefusal | null {
  if (desk.attended !== 'hours') return null
  const isEmpty = desk.weekdays.length === 0 || desk.untilMinute <= desk.fromMinute
  return isEmpty ? 'talk.hours-empty' : null
}

const always: Opening = { isOpen: true, opensAt: null, closesAt: null }

/**
 * Whether somebody is there, and from when again.
 *
 * @param place the hours of the place of the talk; null where there is none, or nobody has told them:
 *   somebody is taken to be there
 */
export function attendanceAt(desk: Desk, place: Hours | null, at: Date, timeZone: string): Opening {
  if (desk.attended === 'always') return always
  if (desk.attended === 'place-open') return place ? openingAt(place, at, timeZone) : always
  return openingAt({ week: weekOf(desk), exceptions: [] }, at, timeZone)
}

function weekOf({ fromMinute, untilMinute, weekdays }: Desk): WeekHours {
  const open = { spans: [{ fromMinute, untilMinute }], breaks: [] }
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => (weekdays.includes(day) ? open : closedDay))
  return { days, holidays: { kind: 'as-usual' } }
}

/** Who answered within this time is there, whatever the hours say. */
export const STILL_THERE_MS = 5 * MINUTE_MS
/** Where nobody knows when somebody is there again, an absence lasts so long. */
const ABSENCE_MS = 12 * HOUR_MS

/**
 * Until when the automatic answer to a message of this moment stands for all that follow; null when
 * there is none to give (TA9).
 */
export function absenceUntil(
  { awayUntil, answeredAt }: Pick<Talk, 'awayUntil' | 'answeredAt'>,
  desk: Desk,
  attendance: Opening,
  at: Date,
): Date | null {
  if (!desk.repliesWhenAway || attendance.isOpen) return null
  if (awayUntil !== null && at < awayUntil) return null
  if (answeredAt !== null && at.getTime() - answeredAt.getTime() < STILL_THERE_MS) return null
  return attendance.opensAt ?? new Date(at.getTime() + ABSENCE_MS)
}

const ownWords = {
  ko: '지금은 자리에 아무도 없어요. 돌아오는 대로 답할게요.',
  en: 'Nobody is here at the moment. We will answer as soon as we are back.',
} as const

/** What is answered while nobody is there. */
export function awayWords({ awayText }: Desk, locale: 'ko' | 'en'): string {
  return awayText.trim() === '' ? ownWords[locale] : awayText
}

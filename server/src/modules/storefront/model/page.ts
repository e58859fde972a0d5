/** What the page of a place, or of a merchant, says. Pure: everything is worked out before it is drawn. */
import { dayAfter, wallTime } from '../../../kernel/time.ts'
import type { Merchant, PlaceWithExceptions } from '../../places/model.ts'
import { categories } from '../../places/model/categories.ts'
import { openingOf } from '../../places/model/card.ts'
import type { DayHours } from '../../places/model/hours.ts'
import { amountIn, clockOf, countIn, dayIn, wordsIn, type Language } from './words.ts'

/** What an owner adds to the page of a place: all of it may be missing. */
export type Front = {
  /** A name for the address of the page, instead of the id. */
  readonly slug: string | null
  readonly intro: string
  readonly pictureId: string | null
  readonly menu: readonly MenuLine[]
}
export type MenuLine = { readonly name: string; readonly priceMinor: number }

/** An offer as far as a page tells of it. */
export type PageOffer = {
  readonly id: string
  readonly title: string
  readonly endsAt: Date
  readonly billMinorMin: number
  readonly couponsLeft: number | null
}
/** Something the shop wrote. */
export type PagePost = {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly pictureId: string | null
  readonly at: Date
}

export type PlaceFacts = {
  readonly place: PlaceWithExceptions
  readonly merchant: Merchant
  readonly front: Front
  readonly offers: readonly PageOffer[]
  readonly posts: readonly PagePost[]
  readonly market: string
  /** Where the installation is, without a slash at the end. */
  readonly origin: string
}

export const INTRO_LETTERS_MAX = 500
export const MENU_LINES_MAX = 12
export const MENU_NAME_LETTERS_MAX = 60
export const SLUG_LETTERS_MAX = 40
const SPECIAL_DAYS_SHOWN = 14

/** Whether a text may name a page: letters of any script, digits and single dashes; and no id. */
export function isSlug(text: string): boolean {
  if (text.length < 2 || text.length > SLUG_LETTERS_MAX) return false
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text)) return false
  return /^[\p{Ll}\p{Lo}\p{Nd}]+(-[\p{Ll}\p{Lo}\p{Nd}]+)*$/u.test(text)
}

/** The path of a page: by name where it has one. */
export function pathOf(slug: string | null, id: string, language: Language): string {
  const path = `/p/${slug === null ? id : encodeURIComponent(slug)}`
  return language === 'ko' ? path : `${path}/en`
}

export const categoryWord = (id: string, language: Language): string =>
  categories.find((category) => category.id === id)?.[language] ?? ''

export type HoursRow = { readonly day: string; readonly hours: string; readonly isToday: boolean }

/** The text of one day: `9:00–21:00`, with its break; or that the shop is closed. */
export function hoursText({ spans, breaks }: DayHours, language: Language): string {
  const words = wordsIn(language)
  if (spans.length === 0) return words.closed
  const text = (all: DayHours['spans']) =>
    all
      .map(({ fromMinute, untilMinute }) => `${clockOf(fromMinute)}–${clockOf(untilMinute)}`)
      .join(', ')
  const isAllDay = spans.some((span) => span.fromMinute === 0 && span.untilMinute === 1_440)
  const open = isAllDay ? words.allDay : text(spans)
  return breaks.length === 0 ? open : `${open} (${words.breakTime(text(breaks))})`
}

/** Seven rows, Monday first, and one for holidays where they are different; none when nobody told. */
export function weekOf(
  place: PlaceWithExceptions,
  now: Date,
  language: Language,
): readonly HoursRow[] {
  const { hours, timeZone } = place
  if (!hours) return []
  const words = wordsIn(language)
  const { weekday } = wallTime(now, timeZone)
  const rows = hours.days.map((day, index) => ({
    day: words.weekdays[index] ?? '',
    hours: hoursText(day, language),
    isToday: index + 1 === weekday,
  }))
  const { holidays } = hours
  if (holidays.kind === 'as-usual') return rows
  const said = holidays.kind === 'closed' ? words.closed : hoursText(holidays.hours, language)
  return [...rows, { day: words.holidays, hours: said, isToday: false }]
}

/** Days of the next two weeks that are not as usual. */
export function specialDays(
  place: PlaceWithExceptions,
  now: Date,
  language: Language,
): readonly { readonly day: string; readonly hours: string }[] {
  const today = wallTime(now, place.timeZone).day
  const last = dayAfter(today, SPECIAL_DAYS_SHOWN)
  return place.exceptions
    .filter(({ day }) => day >= today && day <= last)
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
    .map(({ day, hours, note }) => ({
      day: dayIn(day, language),
      hours: note ? `${hoursText(hours, language)} · ${note}` : hoursText(hours, language),
    }))
}

/** Whether it is open, in one line; null when nobody told the hours. */
export function openingLine(
  place: PlaceWithExceptions,
  now: Date,
  language: Language,
): { readonly isOpen: boolean; readonly says: string } | null {
  const { isOpen, opensAt, closesAt } = openingOf(place, now)
  if (isOpen === null) return null
  const words = wordsIn(language)
  const at = (instant: Date) => {
    const { day, minuteOfDay } = wallTime(instant, place.timeZone)
    const today = wallTime(now, place.timeZone).day
    const time = clockOf(minuteOfDay)
    if (day === today) return time
    const name = day === dayAfter(today, 1) ? words.tomorrow : dayIn(day, language)
    return `${name} ${time}`
  }
  if (isOpen) {
    const until = closesAt ? ` · ${words.until(at(closesAt))}` : ''
    return { isOpen, says: `${words.openNow}${until}` }
  }
  const opens = opensAt ? ` · ${words.opensAt(at(opensAt))}` : ''
  return { isOpen, says: `${words.closedNow}${opens}` }
}

/** What stands below the title of an offer. */
export function offerLine(offer: PageOffer, timeZone: string, language: Language): string {
  const words = wordsIn(language)
  // The last moment belongs to the day before: ends are half-open.
  const { day } = wallTime(new Date(offer.endsAt.getTime() - 1), timeZone)
  const parts = [words.couponUntil(dayIn(day, language))]
  if (offer.billMinorMin > 0) parts.push(words.billFrom(amountIn(offer.billMinorMin, language)))
  if (offer.couponsLeft !== null) parts.push(words.left(countIn(offer.couponsLeft)))
  return parts.join(' · ')
}

/** The name people know: with that of the merchant in front where the place does not say it. */
export function titleOf({ place, merchant }: Pick<PlaceFacts, 'place' | 'merchant'>): string {
  return place.name.includes(merchant.name) ? place.name : `${merchant.name} ${place.name}`
}

/** Figures, distances and times in the words of a language. Pure: the clock comes as an argument. */
import type { Language } from '../text/language.tsx'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const ZONE = 'Asia/Seoul'
const locales = { ko: 'ko-KR', en: 'en-GB' } as const

/** `12,000원`, `₩12,000`. */
export function won(minor: number, language: Language): string {
  const sign = minor < 0 ? '-' : ''
  const figure = Math.abs(minor).toLocaleString('en-US')
  return language === 'ko' ? `${sign}${figure}원` : `${sign}₩${figure}`
}

/** `1,200포인트`, `1,200 points`. */
export function points(amount: number, language: Language): string {
  const figure = amount.toLocaleString('en-US')
  return language === 'ko' ? `${figure}포인트` : `${figure} ${amount === 1 ? 'point' : 'points'}`
}

/** Short and honest: tens of meters up close, one decimal up to ten kilometers. */
export function distance(meters: number): string {
  if (meters < 1_000) return `${Math.max(10, Math.round(meters / 10) * 10)}m`
  if (meters < 10_000) return `${(meters / 1_000).toFixed(1)}km`
  return `${Math.round(meters / 1_000).toLocaleString('en-US')}km`
}

// Streets are about a third longer than the straight line, and people walk some 75 m a minute.
const WALK_METERS_PER_MINUTE = 75 / 1.3
const WALK_MINUTES_MAX = 40

/** Minutes on foot for a straight line, or null when nobody would walk. */
export function walkMinutes(meters: number): number | null {
  const minutes = Math.max(1, Math.round(meters / WALK_METERS_PER_MINUTE))
  return minutes <= WALK_MINUTES_MAX ? minutes : null
}

// Making a formatter costs more than a hundred uses of it.
const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language}/${name}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locales[language], { timeZone: ZONE, ...options })
  formats.set(key, made)
  return made
}

/** `YYYY-MM-DD` on the wall of the market. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + 9 * 60 * MINUTE_MS).toISOString().slice(0, 10)
}

function daysBetween(from: Date, until: Date): number {
  return Math.round((Date.parse(dayOf(until)) - Date.parse(dayOf(from))) / DAY_MS)
}

/** `21:00`. */
export function clock(at: Date, language: Language): string {
  return format(language, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  )
}

/** `오늘`, `내일`, `수요일` within a week, else `3월 5일`. */
export function dayName(at: Date, now: Date, language: Language): string {
  const days = daysBetween(now, at)
  if (days === 0) return language === 'ko' ? '오늘' : 'today'
  if (days === 1) return language === 'ko' ? '내일' : 'tomorrow'
  if (days === -1) return language === 'ko' ? '어제' : 'yesterday'
  if (days > 1 && days < 7) return format(language, 'weekday', { weekday: 'long' }).format(at)
  return date(at, now, language)
}

/** `3월 5일`; with the year when it is another one. */
export function date(at: Date, now: Date, language: Language): string {
  const sameYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4)
  return sameYear
    ? format(language, 'date', { month: 'long', day: 'numeric' }).format(at)
    : format(language, 'year', { year: 'numeric', month: 'long', day: 'numeric' }).format(at)
}

/** `방금`, `5분 전`, `오늘 14:20`, `3월 5일`: when something happened. */
export function since(at: Date, now: Date, language: Language): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / MINUTE_MS)
  if (minutes < 1) return language === 'ko' ? '방금' : 'just now'
  if (minutes < 60) return language === 'ko' ? `${minutes}분 전` : `${minutes} min ago`
  const days = daysBetween(at, now)
  if (days <= 1) return `${dayName(at, now, language)} ${clock(at, language)}`
  return date(at, now, language)
}

/** `오늘 07:30`, `어제 18:20`, `수요일 07:30`. */
export function dayAndClock(at: Date, now: Date, language: Language): string {
  return `${dayName(at, now, language)} ${clock(at, language)}`
}

/** The whole of an instant: `3월 5일 14:20`. */
export function dateAndClock(at: Date, now: Date, language: Language): string {
  return `${date(at, now, language)} ${clock(at, language)}`
}

/** Until when something goes on: `3월 5일` where that day is meant to its end, else `3월 5일 14:20`. */
export function lastMoment(until: Date, now: Date, language: Language): string {
  if (clock(until, language) !== '00:00') return dateAndClock(until, now, language)
  return date(new Date(until.getTime() - 1), now, language)
}

/** `09:00` of minutes since midnight; past midnight it starts again from 00:00. */
export function minuteName(minute: number): string {
  const within = minute === 1_440 ? 1_440 : minute % 1_440
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

/** `2026-11-20` as people say it: `11월 20일`. */
export function calendarDay(day: string, language: Language): string {
  const at = new Date(`${day}T12:00:00+09:00`)
  return format(language, 'date', { month: 'long', day: 'numeric' }).format(at)
}

/** `2029-05-05` with its year: `2029년 5월 5일`. */
export function dayOfYear(day: string, language: Language): string {
  const at = new Date(`${day}T12:00:00+09:00`)
  return format(language, 'year', { dateStyle: 'long' }).format(at)
}

/** Minutes of the day as `14:00`. */
export function clockOfMinute(minute: number): string {
  const two = (figure: number) => String(figure).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** With a capital letter in front, where a language has them. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

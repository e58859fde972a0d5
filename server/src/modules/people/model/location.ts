/** How people steer the use of their location, and how they are told of it. Pure. */
import { DAY_MS } from '../../../kernel/time.ts'
import type { LocationPurpose, LocationUse } from './location-uses.ts'

/**
 * Uses that can be switched off one by one, while the rest goes on: coupons for being near, the counts
 * of a shop, conditions of offers that ask where somebody is.
 */
export const usesToSwitch = ['campaign', 'report', 'offer'] as const satisfies LocationPurpose[]
export type LocationUseOff = (typeof usesToSwitch)[number]

/**
 * How a person is told that a shop learnt where they are: of each time at once, or, as they agreed
 * apart, after so many times or every so many days.
 *
 * @see Enforcement decree of the Location Information Act, §24
 */
export type NoticeMode =
  | { readonly kind: 'each' }
  | { readonly kind: 'times'; readonly count: NoticeCount }
  | { readonly kind: 'days'; readonly count: NoticeCount }
export const noticeCounts = [10, 20, 30] as const
export type NoticeCount = (typeof noticeCounts)[number]

export type LocationControls = {
  readonly isPaused: boolean
  /** Uses that are switched off. */
  readonly off: readonly LocationUseOff[]
  readonly notice: NoticeMode
}

/** What is left untold is told after this time at the latest, whatever count was agreed (decree §24). */
export const NOTICE_DAYS_MAX = 30

/**
 * A year: the longest that anything of a location may be kept, with consent, once it has served, and
 * what the wording of that consent says.
 *
 * @see Enforcement decree of the Location Information Act, §26
 */
const KEPT_MS_MAX = 365 * DAY_MS
/** What is told late is up to a day older than its row says, and the next look comes within a day. */
const MARGIN_MS = 2 * DAY_MS
/** What is served at once stays for what may still arrive late. */
const SERVED_MS = 2 * DAY_MS

/** What said where somebody was before these instants is lost now: all of it, and what has served. */
export function locationEnds(at: Date): { readonly before: Date; readonly servedBefore: Date } {
  return {
    before: new Date(at.getTime() - KEPT_MS_MAX + MARGIN_MS),
    servedBefore: new Date(at.getTime() - SERVED_MS),
  }
}

/** Whether a use tells a shop where one single person is. */
export function isProvision({ purpose, merchantId }: LocationUse): boolean {
  return merchantId !== null && (purpose === 'check-in' || purpose === 'offer')
}

/** Whether what waits to be told is due: `times` in all, the first of them at `since`. */
export function isNoticeDue(
  mode: NoticeMode,
  waiting: { readonly times: number; readonly since: Date },
  at: Date,
): boolean {
  const ageMs = at.getTime() - waiting.since.getTime()
  switch (mode.kind) {
    case 'each':
      return waiting.times > 0
    case 'times':
      return waiting.times >= mode.count || ageMs >= NOTICE_DAYS_MAX * DAY_MS
    case 'days':
      return ageMs >= mode.count * DAY_MS
  }
}

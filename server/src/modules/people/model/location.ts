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

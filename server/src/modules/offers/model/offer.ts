/**
 * What an offer promises, what it takes off a bill, and how it may change.
 *
 * Pure. Amounts are whole minor units; windows are half-open, [startsAt, endsAt).
 * OF1, OF2… are the rules of README.md, and the tests bear their names.
 */
import type { Id } from '../../../kernel/id.ts'
import { isSame } from '../../../kernel/same.ts'
import { DAY_MS, type Day } from '../../../kernel/time.ts'
import { objectionToLimits, type Limit } from './limits.ts'
import type { OfferRefusal } from './refusals.ts'
import type { Terms } from './terms.ts'

export type OfferState = 'draft' | 'open' | 'paused' | 'ended'

export type Offer = {
  readonly id: Id<'offer'>
  readonly merchantId: Id<'merchant'>
  /** Where it is good; empty means at every place of the merchant. */
  readonly placeIds: readonly Id<'place'>[]
  readonly title: string
  readonly terms: Terms
  /** Where offers of one cart are taken by rank: lower comes first. */
  readonly rank: number
  readonly startsAt: Date
  readonly endsAt: Date
  /** Until when coupons are granted; null means until the offer ends. */
  readonly claimsEndAt: Date | null
  /** How long a coupon is good once granted; null means until the offer ends. */
  readonly validDays: number | null
  /** Null means no limit. */
  readonly couponsMax: number | null
  readonly couponsPerDayMax: number | null
  readonly couponsPerPersonMax: number
  readonly redemptionsMax: number | null
  /** What else is limited. */
  readonly limits: readonly Limit[]
  /** Whether anyone may claim a coupon by themselves. */
  readonly isPublic: boolean
  /** Whether it counts for every bill at its places, without a coupon. */
  readonly isAutomatic: boolean
  readonly state: OfferState
}

/** How much of an offer is out. Kept beside it, and held to its limits by the database. */
export type Counts = {
  readonly granted: number
  /** The day that `grantedOnDay` counts. */
  readonly grantedDay: Day | null
  readonly grantedOnDay: number
  /** Redemptions that stand. */
  readonly redeemed: number
}

export const TITLE_LENGTH_MAX = 60
export const PLACES_MAX = 200
export const COUPONS_MAX = 10_000_000
export const COUPONS_PER_PERSON_MAX = 100
export const VALID_DAYS_MAX = 730
export const RANK_MAX = 1_000

/** What may follow each state. */
export const nextOfferStates: Readonly<Record<OfferState, readonly OfferState[]>> = {
  draft: ['open', 'ended'],
  open: ['paused', 'ended'],
  paused: ['open', 'ended'],
  ended: [],
}

/** When a coupon that is granted at `at` runs out (OF10). */
export function expiryOf({ endsAt, validDays }: Offer, at: Date): Date {
  if (validDays === null) return endsAt
  return new Date(Math.min(endsAt.getTime(), at.getTime() + validDays * DAY_MS))
}

/** Why nothing may be granted or redeemed of an offer at an instant (OF3); null when it is open. */
export function closedAs(
  { state, startsAt, endsAt }: Pick<Offer, 'state' | 'startsAt' | 'endsAt'>,
  at: Date,
): OfferRefusal | null {
  if (state === 'ended' || at >= endsAt) return 'offer.ended'
  if (state === 'draft') return 'offer.draft'
  if (state === 'paused') return 'offer.paused'
  return at < startsAt ? 'offer.not-started' : null
}

/** Why an offer may not be made as it stands; null when nothing speaks against it. */
export function objectionToOffer(offer: Offer, at: Date): OfferRefusal | null {
  const { startsAt, endsAt } = offer
  return endsAt <= startsAt || endsAt <= at ? 'offer.window-empty' : objectionToShape(offer)
}

function objectionToShape(offer: Offer): OfferRefusal | null {
  const { startsAt, endsAt, claimsEndAt, isAutomatic, isPublic, limits } = offer
  const isOutside = claimsEndAt !== null && (claimsEndAt <= startsAt || claimsEndAt > endsAt)
  if (isOutside) return 'offer.claims-window'
  if (isAutomatic && isPublic) return 'offer.automatic'
  return objectionToLimits(limits)
}

/** Why an offer may not become another; null when nothing speaks against it (OF19). */
export function objectionToChange(
  before: Offer & Counts,
  after: Offer,
  at: Date,
): OfferRefusal | null {
  const isMoved = after.state !== before.state
  if (isMoved && !nextOfferStates[before.state].includes(after.state)) return 'offer.state-order'
  if (after.state !== 'ended') {
    const isWindowMoved = after.endsAt.getTime() !== before.endsAt.getTime()
    if (isWindowMoved && objectionToOffer(after, at)) return 'offer.window-empty'
    if (after.endsAt <= after.startsAt) return 'offer.window-empty'
  }
  const shape = objectionToShape(after)
  if (shape) return shape
  if (before.granted > 0 && isLess(after, before)) return 'offer.promised'
  const isBelow =
    before.granted > (after.couponsMax ?? Infinity) ||
    before.grantedOnDay > (after.couponsPerDayMax ?? Infinity) ||
    before.redeemed > (after.redemptionsMax ?? Infinity)
  return isBelow ? 'offer.cap-below-count' : null
}

/** Whether the coupons that are out would be worth less, or good elsewhere or at other times. */
function isLess(after: Offer, before: Offer): boolean {
  return (
    !isSame(after.terms, before.terms) ||
    !isSame(after.placeIds, before.placeIds) ||
    after.isAutomatic !== before.isAutomatic ||
    after.startsAt > before.startsAt ||
    after.endsAt < before.endsAt ||
    // Whoever has the second coupon of two keeps it, so "two for each" stays too.
    after.couponsPerPersonMax < before.couponsPerPersonMax
  )
}

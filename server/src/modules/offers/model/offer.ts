/**
 * What an offer promises, what it takes off a bill, and how it may change.
 *
 * Pure. Amounts are whole minor units; windows are half-open, [startsAt, endsAt).
 * OF1, OF2… are the rules of README.md, and the tests bear their names.
 */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS, type Day } from '../../../kernel/time.ts'
import type { OfferRefusal } from './refusals.ts'

export type OfferState = 'draft' | 'open' | 'paused' | 'ended'

/** What the holder gets. */
export type Benefit =
  /** Whole percent, 1 to 100; `discountMinorMax` is null when nothing but the bill bounds it. */
  | {
      readonly kind: 'percent'
      readonly percentOff: number
      readonly discountMinorMax: number | null
    }
  | { readonly kind: 'amount'; readonly amountOffMinor: number }
  /**
   * Something for free. `amountOffMinor` is its price when it stands on the bill and is taken off;
   * null when it is handed over beside the bill.
   */
  | { readonly kind: 'item'; readonly itemName: string; readonly amountOffMinor: number | null }

export type Offer = {
  readonly id: Id<'offer'>
  readonly merchantId: Id<'merchant'>
  /** Where it is good; empty means at every place of the merchant. */
  readonly placeIds: readonly Id<'place'>[]
  readonly title: string
  readonly benefit: Benefit
  /** The smallest bill, before the discount, that the promise covers. */
  readonly billMinorMin: number
  readonly startsAt: Date
  readonly endsAt: Date
  /** How long a coupon is good once granted; null means until the offer ends. */
  readonly validDays: number | null
  /** Null means no limit. */
  readonly couponsMax: number | null
  readonly couponsPerDayMax: number | null
  readonly couponsPerPersonMax: number
  readonly redemptionsMax: number | null
  /** Whole percent of what is paid, given back as points; 0 for none. */
  readonly pointsPercent: number
  /** Whether anyone may claim a coupon by themselves. */
  readonly isPublic: boolean
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
export const POINTS_PERCENT_MAX = 50

/** What may follow each state. */
export const nextOfferStates: Readonly<Record<OfferState, readonly OfferState[]>> = {
  draft: ['open', 'ended'],
  open: ['paused', 'ended'],
  paused: ['open', 'ended'],
  ended: [],
}

/** The most a coupon can take off any bill; null when only the bill bounds it. */
export function discountMinorMax({ benefit }: Offer): number | null {
  switch (benefit.kind) {
    case 'percent':
      return benefit.discountMinorMax
    case 'amount':
      return benefit.amountOffMinor
    case 'item':
      return benefit.amountOffMinor ?? 0
  }
}

/** When a coupon that is granted at `at` runs out (OF10). */
export function expiryOf({ endsAt, validDays }: Offer, at: Date): Date {
  if (validDays === null) return endsAt
  return new Date(Math.min(endsAt.getTime(), at.getTime() + validDays * DAY_MS))
}

/** Why nothing may be granted or redeemed of an offer at an instant (OF3); null when it is open. */
export function closedAs({ state, startsAt, endsAt }: Offer, at: Date): OfferRefusal | null {
  if (state === 'ended' || at >= endsAt) return 'offer.ended'
  if (state === 'draft') return 'offer.draft'
  if (state === 'paused') return 'offer.paused'
  return at < startsAt ? 'offer.not-started' : null
}

/** Why an offer may not be made as it stands; null when nothing speaks against it. */
export function objectionToOffer({ startsAt, endsAt }: Offer, at: Date): OfferRefusal | null {
  return endsAt <= startsAt || endsAt <= at ? 'offer.window-empty' : null
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
  if (before.granted > 0 && isLess(after, before)) return 'offer.promised'
  const isBelow =
    before.granted > (after.couponsMax ?? Infinity) ||
    before.grantedOnDay > (after.couponsPerDayMax ?? Infinity) ||
    before.redeemed > (after.redemptionsMax ?? Infinity)
  return isBelow ? 'offer.cap-below-count' : null
}

/** Whether the coupons that are out would be worth less, or good elsewhere or at other times. */
function isLess(after: Offer, before: Offer): boolean {
  const fixed = (offer: Offer) =>
    JSON.stringify([offer.benefit, offer.billMinorMin, offer.placeIds])
  return (
    fixed(after) !== fixed(before) ||
    after.startsAt > before.startsAt ||
    after.endsAt < before.endsAt ||
    after.pointsPercent < before.pointsPercent ||
    // Whoever has the second coupon of two keeps it, so "two for each" stays too.
    after.couponsPerPersonMax < before.couponsPerPersonMax
  )
}

/** Whether a coupon may be used at a counter, and what its holder and others see of it. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { RefusalDetails } from '../../../kernel/refused.ts'
import { closedAs, type Counts, type Offer } from './offer.ts'
import type { OfferRefusal } from './refusals.ts'

/** One person's right to use an offer, once. */
export type Coupon = {
  readonly id: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly personId: Id<'person'>
  readonly sourceKind: 'campaign' | 'claim' | 'staff' | 'voucher'
  readonly campaignId: Id<'campaign'> | null
  readonly decisionId: Id<'decision'> | null
  readonly grantedAt: Date
  readonly expiresAt: Date
  readonly cancelledAt: Date | null
  /** When the redemption that stands took place; null while there is none. */
  readonly redeemedAt: Date | null
  /** Until when a bill that is being paid holds it; null when none does. */
  readonly heldUntil: Date | null
  /** The step of the last code that was used, so that no code counts twice (OF11). */
  readonly stepUsed: number | null
}

/** What the wallet says of a coupon. */
export type CouponState = 'active' | 'redeemed' | 'expired' | 'cancelled'

/** Someone at a counter who shows a coupon. `billMinor` is null while the bill is not known yet. */
export type Attempt = {
  readonly coupon: Pick<
    Coupon,
    'expiresAt' | 'cancelledAt' | 'redeemedAt' | 'heldUntil' | 'stepUsed'
  >
  readonly offer: Pick<
    Offer & Counts,
    | 'merchantId'
    | 'placeIds'
    | 'terms'
    | 'startsAt'
    | 'endsAt'
    | 'state'
    | 'redeemed'
    | 'redemptionsMax'
  >
  readonly place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> }
  readonly billMinor: number | null
  readonly at: Date
  readonly step: number
}

type Rule = readonly [refusal: OfferRefusal, objects: (attempt: Attempt) => boolean]

// In order of precedence: the first rule that objects is the answer people see.
const redemptionRules: readonly Rule[] = [
  ['coupon.other-merchant', ({ offer, place }) => offer.merchantId !== place.merchantId], // OF1
  ['coupon.cancelled', ({ coupon }) => coupon.cancelledAt !== null],
  ['coupon.redeemed', ({ coupon }) => coupon.redeemedAt !== null], // OF2
  ['coupon.held', ({ coupon, at }) => coupon.heldUntil !== null && at < coupon.heldUntil], // OF47
  ['code.used', ({ coupon, step }) => coupon.stepUsed !== null && step <= coupon.stepUsed], // OF11
  ['offer.ended', (it) => closedAs(it.offer, it.at) === 'offer.ended'], // OF3
  ['coupon.expired', ({ coupon, at }) => at >= coupon.expiresAt], // OF10
  ['offer.draft', (it) => closedAs(it.offer, it.at) === 'offer.draft'], // OF3
  ['offer.paused', (it) => closedAs(it.offer, it.at) === 'offer.paused'], // OF3
  ['offer.not-started', (it) => closedAs(it.offer, it.at) === 'offer.not-started'], // OF3
  ['coupon.other-place', ({ offer, place }) => !isGoodAt(offer, place.id)], // OF1
  [
    'offer.redemptions-exhausted',
    ({ offer }) => offer.redeemed >= (offer.redemptionsMax ?? Infinity),
  ], // OF15
  [
    'offer.bill-too-small', // OF4
    ({ billMinor, offer }) => billMinor !== null && billMinor < offer.terms.billMinorMin,
  ],
]

/** Why an attempt must be refused; null when nothing speaks against it. */
export function objectionTo(attempt: Attempt): OfferRefusal | null {
  return redemptionRules.find(([, objects]) => objects(attempt))?.[0] ?? null
}

/** What the counter is told besides a refusal, so that it can explain (OF20). */
export function detailsOf(code: OfferRefusal, attempt: Attempt): RefusalDetails {
  const { coupon, offer, billMinor } = attempt
  const { billMinorMin } = offer.terms
  if (code === 'coupon.redeemed') return { redeemedAt: coupon.redeemedAt?.toISOString() ?? null }
  if (code === 'coupon.held') return { heldUntil: coupon.heldUntil?.toISOString() ?? null }
  if (code === 'coupon.expired') return { expiresAt: coupon.expiresAt.toISOString() }
  if (code === 'offer.ended') return { endsAt: offer.endsAt.toISOString() }
  if (code === 'offer.not-started') return { startsAt: offer.startsAt.toISOString() }
  if (code !== 'offer.bill-too-small') return {}
  return { billMinorMin, missingMinor: billMinorMin - (billMinor ?? 0) }
}

export function isGoodAt({ placeIds }: Pick<Offer, 'placeIds'>, placeId: Id<'place'>): boolean {
  return placeIds.length === 0 || placeIds.includes(placeId)
}

/** What a bill comes to. */
export type Amounts = {
  readonly discountMinor: number
  readonly payMinor: number
  readonly pointsEarned: number
}

/** What the wallet says of a coupon. One of an offer that was ended early is cancelled. */
export function couponState(coupon: Coupon, offer: Offer, at: Date): CouponState {
  if (coupon.redeemedAt !== null) return 'redeemed'
  if (coupon.cancelledAt !== null) return 'cancelled'
  if (at >= coupon.expiresAt) return 'expired'
  return offer.state === 'ended' ? 'cancelled' : 'active'
}

/** A name as others may see it: 김*수, 남*, J***. */
export function maskedName(name: string): string {
  const signs = Array.from(name.trim())
  const [first = '*', last = ''] = [signs[0], signs.at(-1)]
  if (signs.length <= 1) return first
  const isHangul = /^[가-힣]+$/.test(name.trim())
  if (!isHangul || signs.length === 2) return first + '*'.repeat(Math.min(3, signs.length - 1))
  return first + '*'.repeat(signs.length - 2) + last
}

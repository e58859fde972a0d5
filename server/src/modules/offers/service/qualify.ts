/**
 * What a person could use on a cart: each coupon, each offer for everybody, each by itself, with what
 * it would give, or with the rule that speaks against it and what of the cart is missing (OF62).
 */
import { assert } from '../../../kernel/assert.ts'
import type { Work } from '../../../platform/work.ts'
import { missingFor, missingForMore, type Missing } from '../model/missing.ts'
import { priceCart, type PricedOffer } from '../model/pricing/price.ts'
import { candidateOf } from '../model/promise.ts'
import type { Coupon } from '../model/redemption.ts'
import { reasonOf, type Reason } from '../model/trace.ts'
import { openCouponsOf, withOffers } from '../store/coupon.ts'
import type { StoredOffer } from '../store/offer.ts'
import { holderOf, judge, type Basket, type Judged, type Weighed } from './basket.ts'
import { couponsShown, holdCodes, placeServed } from './showing.ts'
import { nowhere, type Whereabouts } from './whereabouts.ts'

/** An offer as far as it bears on a cart, by itself. */
export type Qualified = {
  readonly offer: StoredOffer
  /** Null for an offer that counts for everybody. */
  readonly coupon: Coupon | null
  /** What it would give if nothing else were used; null where it cannot be used. */
  readonly gives: Omit<PricedOffer, 'offerId'> | null
  readonly reason: Reason | null
  /** What would have to be bought besides for it to count, or to give more. */
  readonly missing: Missing | null
}

export type Qualification = {
  readonly holderName: string | null
  /** Best first: those that can be used by what they give, then those of which least is missing. */
  readonly offers: readonly Qualified[]
}

/** How many coupons of a person are looked at, the first to run out first. */
export const QUALIFIED_MAX = 50

/**
 * Judges all that a person might use on a cart, now or at another moment (OF62). Changes nothing, but
 * holds the codes for this till (OF22). The person is known by a code of a coupon or of a member.
 *
 * @throws {Refused} `access.forbidden`, `bill.two-holders`, or what is wrong with a code
 */
export async function qualifyCart(
  work: Work,
  basket: Basket,
  whereabouts: Whereabouts = nowhere,
): Promise<Qualification> {
  const place = await placeServed(work, basket.placeId)
  const shown = await couponsShown(work, place, basket.codes)
  const shownIds = shown.map(({ couponId }) => couponId)
  const shownCoupons = await withOffers(work, shownIds)
  const holderId = await holderOf(work, place, basket, shownCoupons)
  const at = basket.at ?? work.now
  const more =
    holderId === null
      ? []
      : await openCouponsOf(work, holderId, place.merchantId, at, QUALIFIED_MAX)
  const others = await withOffers(
    work,
    more.filter((id) => !shownIds.includes(id)),
  )
  // No code was used up: what matters is the coupon, and not which code showed it.
  const coupons = [...shownCoupons, ...others].map((it) => ({ ...it, step: Infinity }))
  const known = await judge(work, basket, {
    place,
    holderId,
    coupons,
    isForUse: false,
    whereabouts,
  })
  const alone = known.weighed.map((it) => qualify(it, basket, known))
  await holdCodes(work, place.id, shown)
  return { holderName: known.holderName, offers: alone.toSorted(bestFirst) }
}

type Known = Pick<Judged, 'policy' | 'moment'>

function qualify(
  { offer, coupon, reason, budgetMinor }: Weighed,
  { cart }: Basket,
  { policy, moment }: Known,
): Qualified {
  const { terms } = offer
  const not = (why: Reason): Qualified => {
    return { offer, coupon, gives: null, reason: why, missing: missingFor(terms, why, cart) }
  }
  if (reason) return not(reason)
  const priced = priceCart(cart, [candidateOf(offer, budgetMinor)], policy, moment)
  const why = priced.notUsed.get(offer.id)
  if (why) return not(reasonOf(why, terms, cart))
  const [gives] = priced.used
  assert(gives, 'an offer is used, or it is said why not')
  return { offer, coupon, gives, reason: null, missing: missingForMore(terms, cart) }
}

/** What an offer is worth by itself; a point counts as one minor unit. */
function worthOf({ gives }: Qualified): number {
  if (gives === null) return -1
  const { discountMinor, extras, points, giftMinor } = gives
  const extraMinor = extras.reduce((sum, { valueMinor }) => sum + valueMinor, 0)
  return discountMinor + extraMinor + points + giftMinor
}

/** How far it is from being used; pieces cannot be told in money, and come after it. */
function distanceOf({ missing }: Qualified): number {
  if (missing === null) return Infinity
  return missing.kind === 'money' ? missing.minor : Number.MAX_SAFE_INTEGER
}

function bestFirst(one: Qualified, two: Qualified): number {
  const byWorth = worthOf(two) - worthOf(one)
  if (byWorth !== 0) return byWorth
  const [near, far] = [distanceOf(one), distanceOf(two)]
  if (near !== far) return near - far
  const [first, second] = [one, two].map(({ coupon }) => coupon?.expiresAt.getTime() ?? Infinity)
  return first === second ? 0 : (first ?? 0) - (second ?? 0)
}

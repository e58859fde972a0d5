/**
 * What a cart costs at a place: who shows which coupons, which offers count for everybody, what their
 * limits leave, and what `pricing` makes of it.
 */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { basePointsAt } from '../../loyalty/service.ts'
import { readMemberCode } from '../../loyalty/service/codes.ts'
import { peopleOf } from '../../people/service.ts'
import {
  isLimited,
  keyOf,
  moneyLeft,
  nothingTaken,
  objectionToTaking,
  type Whose,
} from '../model/limits.ts'
import { billOf, type Cart } from '../model/pricing/cart.ts'
import { nothingKnown, type Channel, type Circumstances } from '../model/pricing/condition.ts'
import { OFFERS_MAX, type Candidate, type Policy } from '../model/pricing/offers.ts'
import { priceCart, type Priced } from '../model/pricing/price.ts'
import { candidateOf } from '../model/promise.ts'
import { detailsOf, maskedName, objectionTo, type Coupon } from '../model/redemption.ts'
import { offerRefusals } from '../model/refusals.ts'
import { limitReason, reasonOf, type Reason } from '../model/trace.ts'
import { withOffers, type ShownCoupon } from '../store/coupon.ts'
import { automaticOffersAt, lockLimitedOffers, type StoredOffer } from '../store/offer.ts'
import { statesAt } from '../store/change.ts'
import { policyOf } from '../store/policy.ts'
import { usedOf } from '../store/tally.ts'
import { knownOfMember } from './member-knowledge.ts'
import { phoneKeyOf } from './phone-keys.ts'
import type { ServedPlace } from './showing.ts'
import { whereaboutsFor, type Whereabouts } from './whereabouts.ts'

export type Basket = {
  readonly placeId: Id<'place'>
  readonly codes: readonly string[]
  /** The member code of who pays, where no coupon says it; null for none. */
  readonly memberCode: string | null
  readonly cart: Cart
  readonly channel: Channel
  readonly paymentMethod: string | null
  /** Another moment to ask for, or at which it was used; null for now. */
  readonly at: Date | null
}

/** An offer that was considered for a bill. */
export type Considered = {
  readonly offer: StoredOffer
  /** Null for an offer that counts for everybody. */
  readonly coupon: Coupon | null
  /** Why it is not used; null when it is. */
  readonly reason: Reason | null
}

export type PricedBasket = {
  readonly place: ServedPlace
  readonly cart: Cart
  readonly shown: readonly ShownCoupon[]
  readonly holderId: Id<'person'> | null
  /** Masked: the counter need not know who it is. */
  readonly holderName: string | null
  readonly considered: readonly Considered[]
  readonly priced: Priced
  readonly whoseOf: (offer: Pick<Considered, 'offer' | 'coupon'>) => Whose
}

export const CODES_MAX = 10

export type Weighed = Pick<Considered, 'offer' | 'coupon'> & {
  readonly reason: Reason | null
  readonly budgetMinor: number | null
}

export type Pricing = {
  readonly place: ServedPlace
  readonly shown: readonly ShownCoupon[]
  readonly isForUse: boolean
  readonly whereabouts: Whereabouts
}

/**
 * Prices a basket.
 *
 * With `isForUse`, the offers that have limits stay locked until the work ends, so that what was
 * judged here is still true when it is written: those of the coupons first, then those that count
 * for everybody, each in the order of their ids, so that no two bills wait for each other. Lock the
 * coupons first.
 *
 * @throws {Refused} `bill.two-holders`, or what is wrong with a member code
 */
export async function priceBasket(
  work: Work,
  basket: Basket,
  { place, shown, isForUse, whereabouts }: Pricing,
): Promise<PricedBasket> {
  const held = await couponsToUse(work, shown, isForUse, basket.at)
  const holderId = await holderOf(work, place, basket, held)
  const stepOf = new Map(shown.map(({ couponId, step }) => [couponId, step]))
  const coupons = held.map((it) => {
    const step = stepOf.get(it.coupon.id)
    assert(step !== undefined, 'a coupon that was found was shown')
    return { ...it, step }
  })
  const known = await judge(work, basket, { place, holderId, coupons, isForUse, whereabouts })
  const { whoseOf, holderName } = known
  const settled = settle(basket.cart, known.weighed, known)
  return { place, cart: basket.cart, shown, holderId, holderName, whoseOf, ...settled }
}

/**
 * Who pays, as far as coupons or a member code say it; null where nothing does (OF66).
 *
 * @throws {Refused} `bill.two-holders`, or what is wrong with a member code
 */
export async function holderOf(
  work: Work,
  place: ServedPlace,
  { memberCode }: Pick<Basket, 'memberCode'>,
  coupons: readonly { readonly coupon: Coupon }[],
): Promise<Id<'person'> | null> {
  const holders = new Set(coupons.map(({ coupon }) => coupon.personId))
  if (memberCode !== null) holders.add(await readMemberCode(work, place.id, memberCode))
  if (holders.size > 1) throw new Refused(offerRefusals, 'bill.two-holders')
  const [holderId = null] = holders
  return holderId
}

export type Judging = Omit<Pricing, 'shown'> & {
  readonly holderId: Id<'person'> | null
  /** With the step of the code that showed each. */
  readonly coupons: readonly {
    readonly coupon: Coupon
    readonly offer: StoredOffer
    readonly step: number
  }[]
}

export type Judged = Settling & {
  readonly weighed: readonly Weighed[]
  /** Masked; null where it is not known who it is. */
  readonly holderName: string | null
}

/**
 * What is known before prices are made: what speaks against each coupon and each offer for
 * everybody, and the circumstances.
 */
export async function judge(
  work: Work,
  basket: Basket,
  { place, holderId, coupons, isForUse, whereabouts }: Judging,
): Promise<Judged> {
  const at = basket.at ?? work.now
  const [automatic, people, basePointsOn, policyFor] = await Promise.all([
    automaticOffers(work, place, basket, isForUse),
    peopleOf(work, holderId === null ? [] : [holderId]),
    basePointsAt(work, place.merchantId),
    policyOf(work, place.merchantId),
  ])
  const holder = (holderId && people.get(holderId)) ?? null
  const whoseOf = ({ offer, coupon }: Pick<Considered, 'offer' | 'coupon'>): Whose => ({
    offerId: offer.id,
    campaignId: coupon?.campaignId ?? null,
    placeId: place.id,
    personId: holderId,
    phoneKey: holder && phoneKeyOf(work, holder),
  })
  const billMinor = billOf(basket.cart)
  const candidates = [
    ...coupons.map(({ coupon, offer, step }) => {
      const attempt = { coupon, offer, place, billMinor, at, step }
      const code = objectionTo(attempt)
      return { offer, coupon, reason: code && { code, details: detailsOf(code, attempt) } }
    }),
    ...automatic.map((offer) => ({ offer, coupon: null, reason: tooSmall(offer, billMinor) })),
  ]
  const { weighed, used } = await weigh(work, candidates, whoseOf, at)
  const moment: Circumstances = {
    ...nothingKnown,
    ...(await whereaboutsFor(work, whereabouts, { place, personId: holderId, candidates })),
    ...(await knownOfMember(work, {
      merchantId: place.merchantId,
      // A till that was by itself could not know them, and the price is the one it took (OF59).
      personId: isForUse && basket.at !== null ? null : holderId,
      at,
      candidates,
    })),
    at,
    placeId: place.id,
    channel: basket.channel,
    paymentMethod: basket.paymentMethod,
    personId: holderId,
    holderId,
  }
  const policy = { ...policyFor, basePointsOn }
  const holderName = holderId && maskedName(holder?.name ?? '')
  return { weighed, used, moment, policy, whoseOf, holderName }
}

function tooSmall({ terms: { billMinorMin } }: StoredOffer, billMinor: number): Reason | null {
  if (billMinor >= billMinorMin) return null
  const details = { billMinorMin, missingMinor: billMinorMin - billMinor }
  return { code: 'offer.bill-too-small', details }
}

async function couponsToUse(
  work: Work,
  shown: readonly ShownCoupon[],
  isForUse: boolean,
  usedAt: Date | null,
) {
  const found = await withOffers(
    work,
    shown.map(({ couponId }) => couponId),
  )
  if (!isForUse) return found
  const locked = await lockLimited(
    work,
    found.map(({ offer }) => offer),
  )
  const offerIds = found.map(({ offer }) => offer.id)
  // Who paused an offer at three did not mean those who had used it at two.
  const states = usedAt && (await statesAt(work, offerIds, usedAt))
  return found.map(({ coupon, offer: before }) => {
    const offer = locked.get(before.id) ?? before
    return { coupon, offer: { ...offer, state: states?.get(offer.id) ?? offer.state } }
  })
}

async function automaticOffers(
  work: Work,
  place: ServedPlace,
  basket: Pick<Basket, 'at'>,
  isForUse: boolean,
) {
  const isPast = basket.at !== null
  const at = basket.at ?? work.now
  const offers = await automaticOffersAt(work, place, at, OFFERS_MAX)
  if (!isForUse) return offers
  // A till that was by itself could not know what was left of them.
  if (isPast) return offers.filter((it) => !isLimited(it))
  const locked = await lockLimited(work, offers)
  return offers.map((offer) => locked.get(offer.id) ?? offer)
}

/** Most offers have no limit, and are used without anybody waiting. */
async function lockLimited(work: Work, offers: readonly StoredOffer[]) {
  return lockLimitedOffers(work, [...new Set(offers.filter(isLimited).map(({ id }) => id))])
}

/** Judges the limits of offers, and tells what they leave. */
async function weigh(
  work: Work,
  candidates: readonly Considered[],
  whoseOf: PricedBasket['whoseOf'],
  at: Date,
): Promise<{ readonly weighed: readonly Weighed[]; readonly used: ReadonlyMap<string, number> }> {
  const keys = candidates.flatMap((candidate) => {
    return candidate.offer.limits.flatMap((limit) => {
      const key = keyOf(limit, whoseOf(candidate), at)
      return key === null || key === 'unknown' ? [] : [key]
    })
  })
  const used = await usedOf(work, keys)
  const once = { ...nothingTaken, redemptions: 1 }
  const weighed = candidates.map((candidate): Weighed => {
    const { offer } = candidate
    const whose = whoseOf(candidate)
    const budgetMinor = moneyLeft(offer.limits, whose, used, at)
    if (candidate.reason) return { ...candidate, budgetMinor }
    const isOver = offer.redeemed >= (offer.redemptionsMax ?? Infinity)
    const objection = objectionToTaking(offer.limits, whose, once, used, at)
    const reason = isOver
      ? ({ code: 'offer.redemptions-exhausted', details: {} } as const)
      : objection && limitReason(objection)
    return { ...candidate, reason, budgetMinor }
  })
  return { weighed, used }
}

type Settling = {
  readonly policy: Policy
  readonly moment: Circumstances
  readonly used: ReadonlyMap<string, number>
  readonly whoseOf: PricedBasket['whoseOf']
}

/**
 * Prices with what is left of the offers; one whose points or gifts go over a limit is left out, and the rest
 * priced anew, until all fit.
 */
function settle(
  cart: Cart,
  weighed: readonly Weighed[],
  { policy, moment, used, whoseOf }: Settling,
): { readonly priced: Priced; readonly considered: readonly Considered[] } {
  const open = weighed.filter(({ reason }) => reason === null)
  const asked = open.map(({ offer, budgetMinor }): Candidate => candidateOf(offer, budgetMinor))
  // A person may show two coupons of one offer: one bill uses one of them.
  const distinct = asked.filter((one, at) => {
    return asked.findIndex(({ offerId }) => offerId === one.offerId) === at
  })
  const priced = priceCart(cart, distinct, policy, moment)
  for (const one of open) {
    const use = priced.used.find(({ offerId }) => offerId === one.offer.id)
    const { points = 0, giftMinor = 0 } = use ?? {}
    const promised = { ...nothingTaken, points, giftMinor }
    const whose = whoseOf(one)
    const objection = objectionToTaking(one.offer.limits, whose, promised, used, moment.at)
    if (!objection) continue
    const reason = limitReason(objection)
    const left = weighed.map((it) => (it === one ? { ...it, reason } : it))
    return settle(cart, left, { policy, moment, used, whoseOf })
  }
  const taken = new Set<string>()
  const considered = weighed.map(({ offer, coupon, reason }): Considered => {
    if (reason) return { offer, coupon, reason }
    const why = priced.notUsed.get(offer.id)
    if (why) return { offer, coupon, reason: reasonOf(why, offer.terms, cart) }
    const isSecond = taken.has(offer.id)
    taken.add(offer.id)
    const details = { otherOfferId: offer.id }
    return { offer, coupon, reason: isSecond ? { code: 'offer.does-not-stack', details } : null }
  })
  return { priced, considered }
}

/**
 * Bills: what a cart costs, and the one life of the uses on it: quote, hold, pay, give up, return.
 *
 * Every path of a use goes through here, so that caps, tallies, points and facts are moved together.
 */
import { assert } from '../../../kernel/assert.ts'
import { actorName, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { noteBought, unuseRewards, useRewards } from '../../loyalty/service.ts'
import { peopleOf } from '../../people/service.ts'
import { billPaid, couponRedeemed } from '../events.ts'
import {
  couponIdsOf,
  offerIdsOf,
  linesOf,
  objectionToState,
  partsOf,
  type Bill,
  type BillUse,
} from '../model/bill.ts'
import { isLimited, takingOf } from '../model/limits.ts'
import type { PricedOffer } from '../model/pricing/price.ts'
import { maskedName } from '../model/redemption.ts'
import { offerRefusals } from '../model/refusals.ts'
import { closeHeld, dueBills, insertBill, lockBill } from '../store/bill.ts'
import { lockCoupons, setStepsUsed, type ShownCoupon } from '../store/coupon.ts'
import { countRedeemed, lockLimitedOffers, offersByIds, type StoredOffer } from '../store/offer.ts'
import { addTallies, freeTallies } from '../store/tally.ts'
import { priceBasket, type Basket, type PricedBasket } from './basket.ts'
import { couponsShown, holdCodes, placeServed } from './showing.ts'
import { automaticUses, tellUse } from './telling.ts'
import { nowhere, type Whereabouts } from './whereabouts.ts'

/**
 * What a basket would cost now, or at another moment, and why (OF18). Changes nothing, but holds the
 * codes for this till (OF22).
 *
 * @throws {Refused} `access.forbidden`, `bill.two-holders`, or what is wrong with a code
 */
export async function quoteBill(
  work: Work,
  basket: Basket,
  whereabouts: Whereabouts = nowhere,
): Promise<PricedBasket> {
  const place = await placeServed(work, basket.placeId)
  const shown = await couponsShown(work, place, basket.codes)
  const at = { place, shown, whereabouts, isForUse: false }
  const priced = await priceBasket(work, basket, at)
  await holdCodes(work, place.id, shown)
  return priced
}

export type Making = {
  readonly id: Id<'bill'>
  /** For how long it is held before it is paid; null when it is paid now. */
  readonly holdMinutes: number | null
  /** Whether coupons that do not count here are left out; or else the bill is refused. */
  readonly isPartial: boolean
  /** The till's own name for the bill; null for none. */
  readonly reference: string | null
}

export type MadeBill = {
  readonly bill: Bill
  readonly holderName: string | null
  readonly offers: ReadonlyMap<Id<'offer'>, StoredOffer>
}

/**
 * Makes a bill and uses its coupons, or holds them (OF46, OF47). With a moment in `basket.at`, it is
 * one that was made then, by a till without a connection (OF55): limits and uses count then.
 *
 * @throws {Refused} `access.forbidden`, or with a code of `offerRefusals`
 */
export async function makeBill(
  work: Work,
  basket: Basket,
  making: Making,
  whereabouts: Whereabouts = nowhere,
): Promise<MadeBill> {
  const place = await placeServed(work, basket.placeId)
  const shown = await couponsShown(work, place, basket.codes, basket.at)
  await lockShown(work, shown)
  const priced = await priceBasket(work, basket, { place, shown, whereabouts, isForUse: true })
  const obstacle = priced.considered.find(
    ({ coupon, reason }) => coupon !== null && reason !== null,
  )
  if (obstacle?.reason && !making.isPartial) {
    throw new Refused(offerRefusals, obstacle.reason.code, obstacle.reason.details)
  }
  const bill = billFrom(work, basket, priced, making)
  const usedCoupons = new Set(couponIdsOf(bill))
  const used = priced.shown.filter(({ couponId }) => usedCoupons.has(couponId))
  const [isFirst] = await Promise.all([
    insertBill(work, bill),
    setStepsUsed(work, used),
    addTallies(
      work,
      bill.uses.flatMap(({ taken }) => taken),
    ),
    useRewards(work, [...usedCoupons]),
  ])
  if (!isFirst) throw new Refused(offerRefusals, 'coupon.redeemed')
  const offers = new Map(priced.considered.map(({ offer }) => [offer.id, offer]))
  if (bill.state === 'paid') await settle(work, bill, offers)
  await countUses(work, bill, offers)
  return { bill, holderName: priced.holderName, offers }
}

function billFrom(work: Work, basket: Basket, priced: PricedBasket, making: Making): Bill {
  const { priced: prices, holderId, place } = priced
  const at = basket.at ?? work.now
  const ids = new Map(prices.used.map(({ offerId }) => [offerId, work.newId('redemption')]))
  const idOf = (offerId: string) => {
    const id = ids.get(offerId)
    assert(id, 'an offer that takes something off is used')
    return id
  }
  const parts = partsOf(prices.billMinor, prices.used)
  const uses = prices.used.map((used, part) => {
    return useFrom(used, priced, { id: idOf(used.offerId), billMinor: parts[part] ?? 0, at })
  })
  const { holdMinutes } = making
  const isHeld = holdMinutes !== null
  return {
    id: making.id,
    merchantId: place.merchantId,
    placeId: place.id,
    personId: holderId,
    state: isHeld ? 'held' : 'paid',
    channel: basket.channel,
    paymentMethod: basket.paymentMethod,
    reference: making.reference,
    isItemised: basket.cart.isItemised,
    billMinor: prices.billMinor,
    discountMinor: prices.discountMinor,
    refundedMinor: 0,
    // What the payment earns anyway is for loyalty to give.
    points: holderId === null ? 0 : prices.points - prices.basePoints,
    pointsReturned: 0,
    giftMinor: holderId === null ? 0 : prices.giftMinor,
    giftReturnedMinor: 0,
    madeAt: at,
    madeBy: actorName(work.actor),
    heldUntil: isHeld ? new Date(at.getTime() + holdMinutes * MINUTE_MS) : null,
    paidAt: isHeld ? null : at,
    closedAt: null,
    lines: linesOf(basket.cart, prices, idOf),
    uses,
  }
}

function useFrom(
  used: PricedOffer,
  { holderId, considered, whoseOf }: PricedBasket,
  {
    id,
    billMinor,
    at,
  }: { readonly id: Id<'redemption'>; readonly billMinor: number; readonly at: Date },
): BillUse {
  const one = considered.find((it) => it.offer.id === used.offerId && it.reason === null)
  assert(one, 'an offer that is used was considered')
  const [pointsEarned, giftMinor] = holderId === null ? [0, 0] : [used.points, used.giftMinor]
  const extraMinor = used.extras.reduce((sum, extra) => sum + extra.valueMinor, 0)
  const discountMinor = used.discountMinor + extraMinor
  const taken = { coupons: 0, redemptions: 1, discountMinor, points: pointsEarned, giftMinor }
  return {
    id,
    couponId: one.coupon?.id ?? null,
    offerId: one.offer.id,
    campaignId: one.coupon?.campaignId ?? null,
    billMinor,
    discountMinor: used.discountMinor,
    pointsEarned,
    pointsReturned: 0,
    giftMinor,
    giftReturnedMinor: 0,
    extras: used.extras,
    taken: takingOf(one.offer.limits, whoseOf(one), taken, at),
  }
}

/**
 * Counts the uses of a bill on their offers (OF15): on those with limits at once, for they are locked
 * since they were judged; on the others last of all, for they are everybody's.
 */
async function countUses(
  work: Work,
  bill: Bill,
  offers: ReadonlyMap<Id<'offer'>, StoredOffer>,
): Promise<void> {
  const ids = offerIdsOf(bill)
  const limited = ids.filter((id) => {
    const offer = offers.get(id)
    return offer && isLimited(offer)
  })
  await countRedeemed(work, limited, 1)
  const others = ids.filter((id) => !limited.includes(id))
  if (others.length > 0) work.last(() => countRedeemed(work, others, 1))
}

/**
 * Takes the payment of a held bill: its uses take place (OF47).
 *
 * @throws {Refused} `bill.unknown`, or why it cannot be paid any more
 */
export async function payBill(work: Work, id: Id<'bill'>): Promise<MadeBill> {
  const bill = await lockServed(work, id)
  const objection = objectionToState(bill, 'paid', work.now)
  if (objection) throw new Refused(offerRefusals, objection)
  await closeHeld(work, id, 'paid', actorName(work.actor))
  const paid: Bill = { ...bill, state: 'paid', paidAt: work.now, heldUntil: null }
  const [offers, holderName] = await Promise.all([
    offersByIds(work, offerIdsOf(bill)),
    holderNameOf(work, bill.personId),
  ])
  await settle(work, paid, offers)
  return { bill: paid, holderName, offers }
}

/**
 * Gives a held bill up: its coupons and caps are free again, as if it had never been (OF47).
 *
 * @throws {Refused} `bill.unknown`, or why it cannot be given up any more
 */
export async function releaseBill(work: Work, id: Id<'bill'>): Promise<Bill> {
  const bill = await lockServed(work, id)
  const objection = objectionToState(bill, 'released', work.now)
  if (objection) throw new Refused(offerRefusals, objection)
  await giveUp(work, bill, 'released')
  return { ...bill, state: 'released', heldUntil: null, closedAt: work.now }
}

async function giveUp(work: Work, bill: Bill, state: 'released' | 'expired'): Promise<void> {
  await lockLimitedOffers(work, offerIdsOf(bill))
  await closeHeld(work, bill.id, state, actorName(work.actor))
  await freeTallies(
    work,
    bill.uses.flatMap(({ taken }) => taken),
  )
  await unuseRewards(work, couponIdsOf(bill))
  await countRedeemed(work, offerIdsOf(bill), -1)
}

/** How many held bills one run gives up. */
const DUE_MAX = 200

/** Gives up held bills whose time is over. */
export async function expireBills(work: Work): Promise<void> {
  for (const id of await dueBills(work, DUE_MAX)) await expireBill(work, id)
}

async function expireBill(work: Work, id: Id<'bill'>): Promise<void> {
  const bill = await lockBill(work, id)
  // Somebody else may have paid or given it up meanwhile.
  const isDue = bill?.state === 'held' && bill.heldUntil !== null && bill.heldUntil <= work.now
  if (bill && isDue) await giveUp(work, bill, 'expired')
}

/** Locks the coupons of a bill to be. One whose hold has run out is free, also before the timer comes round. */
async function lockShown(work: Work, shown: readonly ShownCoupon[]): Promise<void> {
  const ids = shown.map(({ couponId }) => couponId)
  for (const billId of await lockCoupons(work, ids)) await expireBill(work, billId)
}

/**
 * A bill of a shop whoever asks serves at, locked. What belongs to another shop is not there.
 *
 * @throws {Refused} `bill.unknown`
 */
export async function lockServed(work: Work, id: Id<'bill'>): Promise<Bill> {
  const bill = await lockBill(work, id)
  if (!bill || !mayServe(work.actor, bill.merchantId, bill.placeId)) {
    throw new Refused(offerRefusals, 'bill.unknown')
  }
  return bill
}

/** Notes what was bought, with the points it earned (OF13), and tells what took place. */
async function settle(
  work: Work,
  bill: Bill,
  offers: ReadonlyMap<Id<'offer'>, StoredOffer>,
): Promise<void> {
  const { id, merchantId, personId, points } = bill
  const { placeId, billMinor, discountMinor, channel } = bill
  if (personId !== null) {
    await noteBought(work, {
      id: id as string as Id<'purchase'>,
      merchantId,
      personId,
      placeId,
      paidMinor: billMinor - discountMinor,
      bonusPoints: points,
      giftMinor: bill.giftMinor,
    })
  }
  const offerIds = offerIdsOf(bill)
  const about = personId === null ? {} : { subjectId: personId }
  const amounts = { billMinor, discountMinor, points, giftMinor: bill.giftMinor }
  const forAll = automaticUses(bill)
  const fact = { billId: id, merchantId, placeId, personId, channel, offerIds, ...amounts }
  work.announce(billPaid, { ...fact, automaticUses: forAll }, about)
  for (const use of bill.uses) tellUse(work, couponRedeemed, bill, use, offers)
}

async function holderNameOf(work: Work, personId: Id<'person'> | null): Promise<string | null> {
  if (personId === null) return null
  const people = await peopleOf(work, [personId])
  return maskedName(people.get(personId)?.name ?? '')
}

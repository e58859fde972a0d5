/** What is done at the counter: quote, redeem, reverse, look back. */
import { allow, mayServe, type Actor } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { otpNumber } from '../../../platform/otp.ts'
import type { Work } from '../../../platform/work.ts'
import {
  legsBetween,
  pointsOfMerchant,
  pointsOfPerson,
  reversalOf,
  type Transfer,
} from '../../ledger/model.ts'
import { postTransfers } from '../../ledger/service.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf, placesOf } from '../../places/service.ts'
import { couponRedeemed, redemptionReversed } from '../events.ts'
import {
  HOLD_MINUTES,
  MISS_WINDOW_SECONDS,
  MISSES_MAX,
  parseCode,
  SHARERS_MAX,
  shownPart,
  stepAt,
  stepEnd,
  stepOf,
} from '../../../kernel/rotating-code.ts'
import { amountsOf, detailsOf, maskedName, objectionTo, type Amounts } from '../model/redemption.ts'
import { offerRefusals } from '../model/refusals.ts'
import {
  couponsByHandle,
  couponWithOffer,
  setStepUsed,
  type CouponWithOffer,
} from '../store/coupon.ts'
import { countRedeemed, lockOffers, type StoredOffer } from '../store/offer.ts'
import {
  countMiss,
  dropHold,
  insertRedemption,
  isHeld,
  keepHold,
  markReversed,
  missesSince,
  redemptionOf,
  redemptionsAt,
  type Redemption,
} from '../store/redemption.ts'

/** A code that someone shows at a place. The bill may still be unknown to a quote. */
export type Showing = {
  readonly placeId: Id<'place'>
  readonly code: string
  readonly billMinor: number | null
}

export type Quote = {
  readonly offer: StoredOffer
  /** Masked: the counter need not know who it is. */
  readonly holderName: string
  readonly billMinor: number | null
  /** Null while the bill is unknown. */
  readonly amounts: Amounts | null
}

type Place = {
  readonly id: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly name: string
}
type Found = CouponWithOffer & { readonly step: number }

/** Coupons that ran out so long ago are no longer told from unknown ones. */
const GONE_AFTER_DAYS = 30

/**
 * What a redemption would come to, or why it would be refused (OF18). Changes nothing, but holds the
 * code for this till, so that there is time to type the bill (OF22).
 *
 * @throws {Refused} `access.forbidden`, or with a code of `offerRefusals`
 */
export async function quoteRedemption(work: Work, showing: Showing): Promise<Quote> {
  const place = await placeServed(work, showing.placeId)
  const { couponId, step } = await couponShown(work, place, showing.code)
  const found = await couponWithOffer(work, couponId)
  assert(found, 'a coupon that was found is there')
  judge(work, { ...found, step }, place, showing.billMinor)
  // From the code's own end: quoting it again holds it no longer.
  const until = new Date(stepEnd(step).getTime() + HOLD_MINUTES * MINUTE_MS)
  const till = nameOf(work.actor)
  await keepHold(work, { couponId, placeId: place.id, till, step }, until)
  const { billMinor } = showing
  const amounts = billMinor === null ? null : amountsOf(found.offer, billMinor, work.now)
  const holderName = await holderNameOf(work, found.coupon.personId)
  return { offer: found.offer, holderName, billMinor, amounts }
}

export type Redeemed = Amounts & {
  readonly redemptionId: Id<'redemption'>
  readonly offerTitle: string
  readonly holderName: string
  readonly billMinor: number
}

/**
 * Uses the coupon that shows a code, on a bill.
 *
 * The offer, which guards its coupons, is locked before the coupon is read and judged: of two tills
 * that race for it, one wins (OF2).
 *
 * @throws {Refused} `access.forbidden`, or with a code of `offerRefusals`
 */
export async function redeemCoupon(
  work: Work,
  { placeId, code, billMinor }: Showing & { readonly billMinor: number },
): Promise<Redeemed> {
  const place = await placeServed(work, placeId)
  const { couponId, offerId, step } = await couponShown(work, place, code)
  // Offers first, accounts last: every use case locks in this order.
  await lockOffers(work, [offerId])
  const found = await couponWithOffer(work, couponId)
  assert(found, 'a coupon that was found is there')
  const { coupon, offer } = found
  judge(work, { coupon, offer, step }, place, billMinor)

  const amounts = amountsOf(offer, billMinor, work.now)
  const redemption = {
    id: work.newId('redemption'),
    couponId,
    offerId: offer.id,
    merchantId: offer.merchantId,
    placeId,
    personId: coupon.personId,
    campaignId: coupon.campaignId,
    billMinor,
    discountMinor: amounts.discountMinor,
    pointsEarned: amounts.pointsEarned,
    redeemedBy: nameOf(work.actor),
  }
  const isFirst = await insertRedemption(work, redemption)
  if (!isFirst) throw new Refused(offerRefusals, 'coupon.redeemed')
  await setStepUsed(work, couponId, step)
  await dropHold(work, couponId)
  await countRedeemed(work, offer.id, 1)
  if (amounts.pointsEarned > 0) await postTransfers(work, [await earning(work, redemption)])
  tell(work, couponRedeemed, redemption, offer.title)

  const holderName = await holderNameOf(work, coupon.personId)
  const offerTitle = offer.title
  return { redemptionId: redemption.id, offerTitle, holderName, billMinor, ...amounts }
}

/**
 * Undoes a redemption: the coupon is good again, its place under the cap is free, and the points go
 * back (OF14).
 *
 * @throws {Refused} `redemption.unknown`, `redemption.reversed`, or `ledger.balance-too-low` when the
 *   holder has spent the points
 */
export async function reverseRedemption(
  work: Work,
  id: Id<'redemption'>,
): Promise<{ readonly redemptionId: Id<'redemption'>; readonly reversedAt: Date }> {
  const redemption = await redemptionOf(work, id)
  // What belongs to another shop is not there for this one.
  if (!redemption || !mayServe(work.actor, redemption.merchantId)) {
    throw new Refused(offerRefusals, 'redemption.unknown')
  }
  const offer = (await lockOffers(work, [redemption.offerId])).get(redemption.offerId)
  assert(offer, 'a redemption has an offer')
  const isFirst = await markReversed(work, id, nameOf(work.actor))
  if (!isFirst) throw new Refused(offerRefusals, 'redemption.reversed')

  await countRedeemed(work, offer.id, -1)
  if (redemption.pointsEarned > 0) {
    const because = `reversal/${id}`
    const earned = await earning(work, redemption)
    const { memo } = earned
    const back = reversalOf(earned, { id: work.newId('transfer'), because, memo })
    await postTransfers(work, [back])
  }
  tell(work, redemptionReversed, redemption, offer.title)
  return { redemptionId: id, reversedAt: work.now }
}

/** A redemption as the shop sees it. */
export type PlaceRedemption = Redemption & {
  readonly offerTitle: string
  readonly holderName: string
}

/**
 * Redemptions at a place, newest first, with masked names (OF21).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function placeRedemptions(
  work: Work,
  placeId: Id<'place'>,
  page: PageRequest,
): Promise<Page<PlaceRedemption>> {
  const place = await placeServed(work, placeId)
  const [ms, lastId = ''] = page.after?.split('_') ?? []
  const before = ms === undefined ? null : ([new Date(Number(ms)), lastId] as const)
  const rows = await redemptionsAt(work, place.id, { limit: page.limit, before })
  const { items, nextCursor } = pageOf(
    rows,
    page.limit,
    (it) => `${it.redeemedAt.getTime()}_${it.id}`,
  )
  const ids = [...new Set(items.map((it) => it.personId))]
  const people = await peopleOf(work, ids)
  const holderName = (id: Id<'person'>) => maskedName(people.get(id)?.name ?? '')
  return {
    items: items.map((it) => ({ ...it, holderName: holderName(it.personId) })),
    nextCursor,
  }
}

/** The refusals that count as a guess. */
export const missCodes: readonly string[] = ['code.unknown', 'code.expired']

/**
 * Counts a wrong code against the till it came from (OF12). A refusal undoes its own work, so this
 * runs in another, after it.
 */
export async function noteMiss(work: Work, placeId: Id<'place'>): Promise<void> {
  await countMiss(work, { placeId, till: nameOf(work.actor) }, missWindowStart(work))
}

function missWindowStart({ now }: Work): Date {
  return new Date(now.getTime() - MISS_WINDOW_SECONDS * SECOND_MS)
}

async function placeServed(work: Work, id: Id<'place'>): Promise<Place> {
  const place = (await placesOf(work, [id])).get(id)
  allow(place !== undefined && mayServe(work.actor, place.merchantId))
  assert(place, 'a place that may be served is there')
  return place
}

type Shown = {
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly step: number
}

/** Finds the coupon that shows a code at a place. */
async function couponShown(work: Work, place: Place, typed: string): Promise<Shown> {
  const till = { placeId: place.id, till: nameOf(work.actor) }
  const misses = await missesSince(work, till, missWindowStart(work))
  if (misses >= MISSES_MAX) {
    const retryAfterSeconds = MISS_WINDOW_SECONDS
    throw new Refused(offerRefusals, 'code.locked', { retryAfterSeconds })
  }
  const code = parseCode(typed)
  if (!code) throw new Refused(offerRefusals, 'code.malformed')

  const sharers = await couponsByHandle(work, {
    handle: code.handle,
    merchantId: place.merchantId,
    since: new Date(work.now.getTime() - GONE_AFTER_DAYS * DAY_MS),
    limit: SHARERS_MAX,
  })
  const now = stepAt(work.now)
  for (const { id, offerId, secret } of sharers) {
    const numberAt = (step: number) => shownPart(otpNumber(secret, step))
    const shown = stepOf(code.number, now, numberAt)
    if (shown?.isFresh) return { couponId: id, offerId, step: shown.step }
    if (shown) {
      const { step } = shown
      if (await isHeld(work, { ...till, couponId: id, step }))
        return { couponId: id, offerId, step }
      const shownUntil = stepEnd(shown.step).toISOString()
      throw new Refused(offerRefusals, 'code.expired', { shownUntil })
    }
  }
  throw new Refused(offerRefusals, 'code.unknown')
}

function judge(
  work: Work,
  { coupon, offer, step }: Found,
  place: Place,
  billMinor: number | null,
): void {
  const attempt = { coupon, offer, place, billMinor, at: work.now, step }
  const objection = objectionTo(attempt)
  if (objection) throw new Refused(offerRefusals, objection, detailsOf(objection, attempt))
}

/** The points of a redemption, from the shop to the holder. Posted under the redemption's own id (OF13). */
async function earning(
  work: Work,
  {
    id,
    merchantId,
    personId,
    pointsEarned,
  }: Pick<Redemption, 'id' | 'merchantId' | 'personId' | 'pointsEarned'>,
): Promise<Transfer> {
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  return {
    id: id as string as Id<'transfer'>,
    legs: legsBetween(pointsOfMerchant(merchantId), pointsOfPerson(personId), pointsEarned),
    because: `redemption/${id}`,
    memo: merchant?.name ?? '',
    reverses: null,
  }
}

function tell(
  work: Work,
  kind: typeof couponRedeemed | typeof redemptionReversed,
  redemption: Omit<Redemption, 'redeemedAt' | 'reversedAt'>,
  offerTitle: string,
): void {
  const { id: redemptionId, couponId, offerId, campaignId, personId } = redemption
  const { placeId, merchantId, billMinor, discountMinor, pointsEarned } = redemption
  const fact = { redemptionId, couponId, offerId, campaignId, personId, placeId, merchantId }
  const amounts = { billMinor, discountMinor, pointsEarned }
  work.announce(kind, { ...fact, ...amounts }, { subjectId: personId })
  const isUse = kind.name === couponRedeemed.name
  work.publish(`person/${personId}`, {
    name: isUse ? 'redeemed' : 'reversed',
    data: { redemptionId, couponId, offerId, offerTitle, merchantId, ...amounts },
  })
  work.publish(`merchant/${merchantId}`, {
    name: isUse ? 'redemption' : 'reversal',
    data: { redemptionId, offerId, offerTitle, placeId, campaignId, ...amounts },
  })
}

async function holderNameOf(work: Work, personId: Id<'person'>): Promise<string> {
  const people = await peopleOf(work, [personId])
  return maskedName(people.get(personId)?.name ?? '')
}

/** Who stands at a till. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `person/${actor.personId}`
    case 'key':
      return `key/${actor.keyId}`
    case 'system':
      return `system/${actor.name}`
    case 'nobody':
      return 'nobody'
  }
}

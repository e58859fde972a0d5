/** The counter in its simplest form: one coupon on one sum. Bills do the work. */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { stepAt } from '../../../kernel/rotating-code.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'
import { cartOfBill } from '../model/pricing/cart.ts'
import { detailsOf, maskedName, objectionTo, type Amounts } from '../model/redemption.ts'
import { offerRefusals } from '../model/refusals.ts'
import { billIdOf } from '../store/bill.ts'
import { withOffers } from '../store/coupon.ts'
import type { StoredOffer } from '../store/offer.ts'
import { redemptionsAt, type Redemption } from '../store/redemption.ts'
import type { Basket } from './basket.ts'
import { makeBill, quoteBill } from './bills.ts'
import { returnBill } from './returns.ts'
import { couponsShown, holdCodes, placeServed } from './showing.ts'
import { nowhere, type Whereabouts } from './whereabouts.ts'

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

function basketOf({ placeId, code }: Showing, billMinor: number): Basket {
  const cart = cartOfBill(billMinor)
  return {
    placeId,
    codes: [code],
    memberCode: null,
    cart,
    channel: 'counter',
    paymentMethod: null,
    at: null,
  }
}

/**
 * What a redemption would come to, or why it would be refused (OF18). Changes nothing, but holds the
 * code for this till, so that there is time to type the bill (OF22).
 *
 * @throws {Refused} `access.forbidden`, or with a code of `offerRefusals`
 */
export async function quoteRedemption(
  work: Work,
  showing: Showing,
  whereabouts: Whereabouts = nowhere,
): Promise<Quote> {
  const { billMinor } = showing
  if (billMinor === null) return quoteWithoutBill(work, showing)
  const quoted = await quoteBill(work, basketOf(showing, billMinor), whereabouts)
  const one = quoted.considered.find(({ coupon }) => coupon !== null)
  assert(one && quoted.holderName !== null, 'a coupon that was shown was considered')
  if (one.reason) throw new Refused(offerRefusals, one.reason.code, one.reason.details)
  const { discountMinor, payMinor, points, basePoints } = quoted.priced
  const pointsEarned = points - basePoints
  const amounts = { discountMinor, payMinor, pointsEarned }
  return { offer: one.offer, holderName: quoted.holderName, billMinor, amounts }
}

/** What can be said of a coupon before the bill is known. */
async function quoteWithoutBill(work: Work, showing: Showing): Promise<Quote> {
  const place = await placeServed(work, showing.placeId)
  const shown = await couponsShown(work, place, [showing.code])
  const [found] = await withOffers(
    work,
    shown.map(({ couponId }) => couponId),
  )
  assert(found, 'a coupon that was found is there')
  const { coupon, offer } = found
  const step = shown[0]?.step ?? stepAt(work.now)
  const attempt = { coupon, offer, place, billMinor: null, at: work.now, step }
  const code = objectionTo(attempt)
  if (code) throw new Refused(offerRefusals, code, detailsOf(code, attempt))
  await holdCodes(work, place.id, shown)
  const people = await peopleOf(work, [coupon.personId])
  const holderName = maskedName(people.get(coupon.personId)?.name ?? '')
  return { offer, holderName, billMinor: null, amounts: null }
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
 * @throws {Refused} `access.forbidden`, or with a code of `offerRefusals`
 */
export async function redeemCoupon(
  work: Work,
  showing: Showing & { readonly billMinor: number },
  whereabouts: Whereabouts = nowhere,
): Promise<Redeemed> {
  const { billMinor } = showing
  const making = { id: work.newId('bill'), holdMinutes: null, isPartial: false, reference: null }
  const made = await makeBill(work, basketOf(showing, billMinor), making, whereabouts)
  const { bill, holderName, offers } = made
  const use = bill.uses.find(({ couponId }) => couponId !== null)
  assert(use && holderName !== null, 'a bill that was not refused uses the coupon')
  const { discountMinor, points: pointsEarned } = bill
  return {
    redemptionId: use.id,
    offerTitle: offers.get(use.offerId)?.title ?? '',
    holderName,
    billMinor,
    discountMinor,
    payMinor: billMinor - discountMinor,
    pointsEarned,
  }
}

export type Reversed = {
  readonly redemptionId: Id<'redemption'>
  readonly reversedAt: Date
  /** So much less is handed over: its points were spent meanwhile. */
  readonly keptMinor: number
}

/**
 * Undoes a redemption, with the bill it stands on: prices of one bill were made together (OF14).
 *
 * @throws {Refused} `redemption.unknown`, `redemption.reversed`
 */
export async function reverseRedemption(work: Work, id: Id<'redemption'>): Promise<Reversed> {
  const billId = await billIdOf(work, id)
  if (!billId) throw new Refused(offerRefusals, 'redemption.unknown')
  try {
    const returning = { id: work.newId('bill-return'), lines: null, isDryRun: false }
    const { keptMinor } = await returnBill(work, billId, returning)
    return { redemptionId: id, reversedAt: work.now, keptMinor }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    // What belongs to another shop is not there for this one.
    if (error.code === 'bill.unknown') throw new Refused(offerRefusals, 'redemption.unknown')
    if (error.code !== 'bill.returned') throw error
    throw new Refused(offerRefusals, 'redemption.reversed')
  }
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

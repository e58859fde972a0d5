/** Pieces of paid bills come back, with what their offers gave. */
import { actorName } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { takeBackBought, unuseRewards } from '../../loyalty/service.ts'
import { redemptionReversed } from '../events.ts'
import {
  allLeft,
  couponIdsOf,
  objectionToReturn,
  offerIdsOf,
  returned,
  type Bill,
  type BillReturn,
  type Coming,
} from '../model/bill.ts'
import { offerRefusals } from '../model/refusals.ts'
import { saveReturn } from '../store/bill.ts'
import { countRedeemed, lockLimitedOffers, offersByIds } from '../store/offer.ts'
import { freeTallies } from '../store/tally.ts'
import { lockServed } from './bills.ts'
import { tellReturn, tellUse } from './telling.ts'

/** What came back of a bill. */
export type Taken = {
  readonly bill: Bill
  readonly back: BillReturn
  /** So much less is handed over: points of this bill were spent meanwhile. */
  readonly keptMinor: number
}

export type Returning = {
  readonly id: Id<'bill-return'>
  /** Null: all that has not come back yet. */
  readonly lines: readonly Coming[] | null
  readonly isDryRun: boolean
}

/**
 * Takes pieces of a paid bill back: what was paid for them, what their offers gave, and the points
 * they earned (OF29, OF48). With the last piece its coupons are good again and its caps are free.
 *
 * @throws {Refused} `bill.unknown`, `bill.line-unknown`, `bill.units-returned`, why nothing can come
 *   back
 */
export async function returnBill(work: Work, id: Id<'bill'>, returning: Returning): Promise<Taken> {
  const bill = await lockServed(work, id)
  const coming = returning.lines ?? allLeft(bill)
  const objection = objectionToReturn(bill, coming)
  if (objection) throw new Refused(offerRefusals, objection)
  const back = returned(bill, coming)
  const after: Bill = {
    ...bill,
    state: back.isAll ? 'returned' : 'paid',
    refundedMinor: bill.refundedMinor + back.refundMinor,
    pointsReturned: bill.pointsReturned + back.pointsBack,
    giftReturnedMinor: bill.giftReturnedMinor + back.giftBackMinor,
    lines: back.lines,
    uses: back.uses,
    closedAt: back.isAll ? work.now : null,
  }
  const order = {
    id: returning.id as string as Id<'refund'>,
    purchaseId: id as string as Id<'purchase'>,
    refundMinor: back.isAll ? null : back.refundMinor,
    bonusBack: back.pointsBack,
    giftBackMinor: back.giftBackMinor,
  }
  if (returning.isDryRun) {
    return { bill: after, back, keptMinor: await takeBackBought(work, order, returning) }
  }
  await lockLimitedOffers(work, offerIdsOf(bill))
  await saveReturn(work, bill, back, { id: returning.id, by: actorName(work.actor) })
  await freeTallies(work, back.freed)
  const keptMinor = await takeBackBought(work, order, returning)
  if (back.isAll) await unuseRewards(work, couponIdsOf(bill))
  tellReturn(work, bill, after, back)
  if (back.isAll) {
    const offers = await offersByIds(work, offerIdsOf(bill))
    for (const use of bill.uses) tellUse(work, redemptionReversed, bill, use, offers)
    await countRedeemed(work, offerIdsOf(bill), -1)
  }
  return { bill: after, back, keptMinor }
}

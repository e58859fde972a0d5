/** Purchases are taken back, in part or whole, with what they brought. */
import { actorName, mayServe } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { balanceOf } from '../../ledger/service.ts'
import { purchaseRefunded } from '../events.ts'
import { worthOf } from '../model/history.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { keptFrom } from '../model/settling.ts'
import { pointsAt } from '../model/accounts.ts'
import { type MemberKey } from '../store/member.ts'
import {
  earningsOf,
  insertRefund,
  purchaseById,
  refundById,
  saveEarnings,
  setRefunded,
  type PurchaseRow,
} from '../store/purchase.ts'
import { spendingsFor } from '../store/spending.ts'
import { knowledgeOf, settle, type MemberPurchase } from './settling.ts'
import { disableBought } from './gifts.ts'
import { payOwedGift, takeGiven, triedGiven } from './given-gifts.ts'
import { giveBack } from './spendings.ts'
import { lockMember, pointMinorOf } from './purchases.ts'

/** What went back, and what of it the shop keeps. */
export type Refunded = {
  readonly purchaseId: Id<'purchase'>
  readonly refundMinor: number
  /** For points and gift value that were spent meanwhile: hand over so much less (LO16, LO23). */
  readonly keptMinor: number
  /** Points that stay owed, and are kept from what is earned next. */
  readonly pointsOwed: number
  readonly leftMinor: number
}

/**
 * Takes a purchase back in part or whole, with all it brought (LO3).
 *
 * @param refund `refundMinor` null for all that is left
 * @throws {Refused} `purchase.unknown`, `purchase.differs`, `purchase.refund-too-large`
 */
export async function refund(
  work: Work,
  { id, purchaseId, refundMinor }: RefundOrder,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<Refunded> {
  const seen = await purchaseById(work, purchaseId)
  // What belongs to another shop is not there for this one (LO19).
  if (!seen || !mayServe(work.actor, seen.merchantId)) {
    throw new Refused(loyaltyRefusals, 'purchase.unknown')
  }
  return isDryRun
    ? triedRefund(work, seen, { refundMinor, bonusBack: 0, giftBackMinor: 0 })
    : takeBack(work, { id, purchaseId, refundMinor, bonusBack: 0, giftBackMinor: 0 })
}

export type RefundOrder = {
  readonly id: Id<'refund'>
  readonly purchaseId: Id<'purchase'>
  readonly refundMinor: number | null
}

/** A refund that a module above knows of. */
export type KnownRefund = RefundOrder & {
  /** Of the points that offers promised, so many go back with this part. */
  readonly bonusBack: number
  /** Of the gift value that they gave, so much goes back with this part. */
  readonly giftBackMinor: number
}

/**
 * Takes a purchase back that a module above knows of. Who may do so is for the caller to know.
 *
 * @throws {Refused} `purchase.unknown`, `purchase.differs`, `purchase.refund-too-large`
 */
export async function takeBack(
  work: Work,
  { id, purchaseId, refundMinor, bonusBack, giftBackMinor }: KnownRefund,
): Promise<Refunded> {
  const seen = await purchaseById(work, purchaseId)
  if (!seen) throw new Refused(loyaltyRefusals, 'purchase.unknown')
  const member = await lockMember(work, seen)
  const purchase = await purchaseById(work, purchaseId)
  assert(purchase, 'a purchase is never removed')
  const known = await refundById(work, id)
  if (known) {
    const isSame =
      known.purchaseId === purchaseId && [null, known.refundMinor].includes(refundMinor)
    if (!isSame) throw new Refused(loyaltyRefusals, 'purchase.differs')
    const { keptMinor } = known
    return refundedOf(purchase, known.refundMinor, keptMinor, 0)
  }
  const amount = refundable(purchase, refundMinor)
  const after = afterRefund(purchase, amount, bonusBack)
  await setRefunded(work, purchaseId, after)
  // What paid for it comes back before points are taken: they may be the very same.
  let giftSpentMinor = 0
  if (after.isGone) {
    giftSpentMinor = await disableBought(work, purchaseId)
    for (const spending of await spendingsFor(work, purchaseId)) {
      await giveBack(work, spending, spending.amount - spending.returned, null)
    }
  }
  const givenOwed = await takeGiven(work, seen, purchaseId, after.isGone ? null : giftBackMinor)
  const knowledge = await knowledgeOf(work, seen)
  const { pointsOwed } = await settle(work, member, knowledge)
  const boughtKept = Math.min(amount, giftSpentMinor)
  const givenKept = Math.min(amount - boughtKept, givenOwed)
  await payOwedGift(work, seen, givenKept)
  const giftKept = boughtKept + givenKept
  const forPoints = keptFrom(amount - giftKept, pointsOwed, pointMinorOf(knowledge))
  const { pointsBought } = forPoints
  const keptMinor = giftKept + forPoints.keptMinor
  await buyOwed(work, seen, pointsBought)
  const refundedBy = actorName(work.actor)
  const isFirst = await insertRefund(work, {
    id,
    purchaseId,
    refundMinor: amount,
    keptMinor,
    refundedBy,
  })
  if (!isFirst) throw new Refused(loyaltyRefusals, 'purchase.differs')
  const { merchantId, personId } = seen
  const fact = { merchantId, personId, purchaseId, refundId: id, refundMinor: amount, keptMinor }
  work.announce(purchaseRefunded, fact, { subjectId: personId })
  work.publish(`person/${personId}`, { name: 'loyalty', data: { merchantId } })
  return refundedOf({ ...purchase, ...after }, amount, keptMinor, pointsOwed - pointsBought)
}

/** Marks points that were owed as paid for: nobody owes them any more (LO16). */
async function buyOwed(work: Work, key: MemberKey, points: number): Promise<void> {
  let left = points
  const paid = (await earningsOf(work, key)).flatMap((earning) => {
    const part = Math.min(left, Math.max(0, earning.posted - earning.points))
    left -= part
    return part > 0
      ? [{ ...earning, posted: earning.posted - part, bought: earning.bought + part }]
      : []
  })
  await saveEarnings(work, paid)
}

function refundedOf(
  purchase: PurchaseRow,
  refundMinor: number,
  keptMinor: number,
  pointsOwed: number,
): Refunded {
  const leftMinor = purchase.paidMinor - purchase.refundedMinor
  return { purchaseId: purchase.id, refundMinor, keptMinor, pointsOwed, leftMinor }
}

function refundable(purchase: PurchaseRow, refundMinor: number | null): number {
  const leftMinor = purchase.paidMinor - purchase.refundedMinor
  const amount = refundMinor ?? leftMinor
  const isNothing = amount === 0 && leftMinor > 0
  if (purchase.isGone || amount > leftMinor || isNothing) {
    throw new Refused(loyaltyRefusals, 'purchase.refund-too-large', { leftMinor })
  }
  return amount
}

function afterRefund(purchase: PurchaseRow, amount: number, bonusBack: number) {
  const refundedMinor = purchase.refundedMinor + amount
  const isGone = refundedMinor === purchase.paidMinor
  const bonusPoints = isGone ? 0 : Math.max(0, purchase.bonusPoints - bonusBack)
  return { refundedMinor, isGone, bonusPoints }
}

/** What a refund would come to. */
export async function triedRefund(
  work: Work,
  purchase: PurchaseRow,
  {
    refundMinor,
    bonusBack,
    giftBackMinor,
  }: Pick<KnownRefund, 'refundMinor' | 'bonusBack' | 'giftBackMinor'>,
): Promise<Refunded> {
  const amount = refundable(purchase, refundMinor)
  const after = { ...purchase, ...afterRefund(purchase, amount, bonusBack) }
  const before = await knowledgeOf(work, purchase)
  const purchases = before.purchases.map((it) => (it.id === purchase.id ? { ...it, ...after } : it))
  const sum = (all: readonly MemberPurchase[]) =>
    worthOf(all).reduce((points, it) => points + it.points, 0)
  const toTake = sum(before.purchases) - sum(purchases)
  const account = pointsAt(purchase.personId, purchase.merchantId)
  const { available, upcoming } = await balanceOf(work, account)
  const owed = Math.max(0, toTake - available - upcoming)
  const giftBack = after.isGone ? null : giftBackMinor
  const giftKept = Math.min(amount, await triedGiven(work, purchase, purchase.id, giftBack))
  const forPoints = keptFrom(amount - giftKept, owed, pointMinorOf(before))
  const keptMinor = giftKept + forPoints.keptMinor
  return refundedOf(after, amount, keptMinor, owed - forPoints.pointsBought)
}

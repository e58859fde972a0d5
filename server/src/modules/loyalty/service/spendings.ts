/** Paying with points and gift value at a counter, giving them back, and passing points on. */
import { actorName, mayServe, personOf } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { ledgerRefusals, legsBetween, pointsOfMerchant } from '../../ledger/model.ts'
import { balanceOf, postSets, reverse, spend as spendPoints } from '../../ledger/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { pointsPassed, pointsSpent, spendingReturned } from '../events.ts'
import { pointsAt } from '../model/accounts.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { lockMembers, type MemberKey } from '../store/member.ts'
import {
  insertReturn,
  insertSpending,
  returnById,
  spendingById,
  type Spending,
} from '../store/spending.ts'
import { presentTerms } from '../store/terms.ts'
import { readMemberCode } from './codes.ts'
import { giftAvailable, giveBackToGifts, payWithGifts } from './gifts.ts'
import { settleGiven } from './given-gifts.ts'
import { merchantServed } from './serving.ts'

/** What pays. The id is the caller's, and makes a repeat harmless (LO14). */
export type NewSpending = {
  readonly id: Id<'spending'>
  readonly placeId: Id<'place'>
  readonly purchaseId: Id<'purchase'> | null
  readonly kind: 'points' | 'gift'
  /** Points, or gift value in minor units. */
  readonly amount: number
}

export type Spent = {
  readonly spendingId: Id<'spending'>
  readonly personId: Id<'person'>
  readonly kind: 'points' | 'gift'
  readonly amount: number
  /** What that pays. */
  readonly paysMinor: number
  /** What of the same can still be spent. */
  readonly availableAfter: number
}

/**
 * Pays with points or gift value of whoever shows a member code (LO15, LO21).
 *
 * @throws {Refused} `access.forbidden`, `programme.unknown`, `points.too-few`, `spending.differs`,
 *   `ledger.balance-too-low`, or a member code's
 */
export async function spend(
  work: Work,
  { code, ...order }: NewSpending & { readonly code: string },
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<Spent> {
  const { id, placeId, kind, amount } = order
  const merchantId = await merchantServed(work, placeId)
  const known = await spendingById(work, id)
  if (known) return repeated(work, known, { merchantId, placeId, kind, amount })
  const personId = await readMemberCode(work, placeId, code)
  const key = { merchantId, personId }
  const terms = (await presentTerms(work, [merchantId])).get(merchantId)
  if (kind === 'points') {
    if (!terms) throw new Refused(loyaltyRefusals, 'programme.unknown')
    const { spendPointsMin: pointsMin } = terms
    if (amount < pointsMin) throw new Refused(loyaltyRefusals, 'points.too-few', { pointsMin })
  }
  if (!isDryRun) await writeSpending(work, key, order)
  const available = await availableOf(work, key, kind)
  if (isDryRun && available < amount) throw new Refused(ledgerRefusals, 'ledger.balance-too-low')
  const paysMinor = kind === 'gift' ? amount : amount * (terms?.pointMinor ?? 1)
  const availableAfter = isDryRun ? available - amount : available
  return { spendingId: id, personId, kind, amount, paysMinor, availableAfter }
}

async function writeSpending(
  work: Work,
  key: MemberKey,
  { id, placeId, purchaseId, kind, amount }: NewSpending,
): Promise<void> {
  const { merchantId, personId } = key
  await lockMembers(work, merchantId, [personId])
  const spending = { id, ...key, placeId, purchaseId, kind, amount }
  const isFirst = await insertSpending(work, { ...spending, spentBy: actorName(work.actor) })
  if (!isFirst) throw new Refused(loyaltyRefusals, 'spending.differs')
  const memo = await nameOfMerchant(work, merchantId)
  if (kind === 'gift') await payWithGifts(work, key, id, amount, memo)
  else {
    // Under the spending's own id, so that a return can name it.
    await spendPoints(work, {
      id: id as string as Id<'transfer'>,
      from: pointsAt(personId, merchantId),
      to: pointsOfMerchant(merchantId),
      amount,
      because: `spending/${id}`,
      memo,
    })
  }
  const fact = { ...key, spendingId: id, placeId, kind, amount }
  work.announce(pointsSpent, fact, { subjectId: personId })
  work.publish(`person/${personId}`, { name: 'loyalty', data: { merchantId, kind, amount } })
}

async function availableOf(work: Work, key: MemberKey, kind: NewSpending['kind']): Promise<number> {
  if (kind === 'gift') return giftAvailable(work, key)
  return (await balanceOf(work, pointsAt(key.personId, key.merchantId))).available
}

async function repeated(
  work: Work,
  known: Spending,
  asked: Pick<Spending, 'merchantId' | 'placeId' | 'kind' | 'amount'>,
): Promise<Spent> {
  const { id: spendingId, merchantId, personId, kind, amount } = known
  const isSame =
    merchantId === asked.merchantId &&
    known.placeId === asked.placeId &&
    kind === asked.kind &&
    amount === asked.amount
  if (!isSame) throw new Refused(loyaltyRefusals, 'spending.differs')
  const pointMinor = (await presentTerms(work, [merchantId])).get(merchantId)?.pointMinor ?? 1
  const paysMinor = kind === 'gift' ? amount : amount * pointMinor
  const availableAfter = await availableOf(work, known, kind)
  return { spendingId, personId, kind, amount, paysMinor, availableAfter }
}

export type Returned = {
  readonly spendingId: Id<'spending'>
  readonly amount: number
  readonly left: number
}

/**
 * Gives back what paid, in part or whole (LO15).
 *
 * @param order `amount` null for all that is left
 * @throws {Refused} `spending.unknown`, `spending.differs`, `spending.return-too-large`
 */
export async function returnSpending(
  work: Work,
  order: {
    readonly id: Id<'spending-return'>
    readonly spendingId: Id<'spending'>
    readonly amount: number | null
  },
): Promise<Returned> {
  const seen = await spendingById(work, order.spendingId)
  // What belongs to another shop is not there for this one (LO19).
  if (!seen || !mayServe(work.actor, seen.merchantId)) {
    throw new Refused(loyaltyRefusals, 'spending.unknown')
  }
  await lockMembers(work, seen.merchantId, [seen.personId])
  const spending = await spendingById(work, order.spendingId)
  assert(spending, 'a spending is never removed')
  const known = await returnById(work, order.id)
  if (known) {
    const isSame = known.spendingId === spending.id && [null, known.amount].includes(order.amount)
    if (!isSame) throw new Refused(loyaltyRefusals, 'spending.differs')
    const left = spending.amount - spending.returned
    return { spendingId: spending.id, amount: known.amount, left }
  }
  const left = spending.amount - spending.returned
  const amount = order.amount ?? left
  if (amount > left || amount === 0) {
    throw new Refused(loyaltyRefusals, 'spending.return-too-large', { left })
  }
  await giveBack(work, spending, amount, order.id)
  return { spendingId: spending.id, amount, left: left - amount }
}

/** Gives so much of a spending back. Lock the member first. */
export async function giveBack(
  work: Work,
  spending: Spending,
  amount: number,
  id: Id<'spending-return'> | null,
): Promise<void> {
  if (amount === 0) return
  const { id: spendingId, merchantId, personId, kind } = spending
  const back = { id: id ?? work.newId('spending-return'), spendingId, amount }
  const isFirst = await insertReturn(work, back, actorName(work.actor))
  if (!isFirst) throw new Refused(loyaltyRefusals, 'spending.differs')
  const transferId = back.id as string as Id<'transfer'>
  const memo = await nameOfMerchant(work, merchantId)
  if (kind === 'gift') {
    await giveBackToGifts(work, spending, amount, transferId, memo)
    // What is owed for value that was spent is taken as soon as it is there again.
    await settleGiven(work, { merchantId, personId })
  } else {
    await reverse(work, {
      id: transferId,
      transferId: spendingId as string as Id<'transfer'>,
      amount,
      because: `spending-return/${back.id}`,
      memo,
      ifSpent: 'refuse',
    })
  }
  const fact = { merchantId, personId, spendingId, kind, amount }
  work.announce(spendingReturned, fact, { subjectId: personId })
  work.publish(`person/${personId}`, { name: 'loyalty', data: { merchantId } })
}

/**
 * Passes points of a shop on to whoever shows a member code (LO18).
 *
 * @throws {Refused} `programme.unknown`, `points.not-transferable`, `points.to-oneself`,
 *   `ledger.balance-too-low`, `ledger.transfer-differs`, or a member code's
 */
export async function passPoints(
  work: Work,
  order: {
    readonly id: Id<'transfer'>
    readonly merchantId: Id<'merchant'>
    readonly code: string
    readonly points: number
  },
): Promise<{ readonly points: number; readonly availableAfter: number }> {
  const { id, merchantId, points } = order
  const fromId = personOf(work.actor)
  const terms = (await presentTerms(work, [merchantId])).get(merchantId)
  if (!terms) throw new Refused(loyaltyRefusals, 'programme.unknown')
  if (!terms.isTransferable) throw new Refused(loyaltyRefusals, 'points.not-transferable')
  // No till reads here: the shop itself stands for the place.
  const toId = await readMemberCode(work, merchantId as string as Id<'place'>, order.code)
  if (toId === fromId) throw new Refused(loyaltyRefusals, 'points.to-oneself')
  await lockMembers(work, merchantId, [fromId, toId])
  const from = pointsAt(fromId, merchantId)
  const [outcome] = await postSets(work, [
    [
      {
        id,
        legs: legsBetween(from, pointsAt(toId, merchantId), points),
        because: `passed/${id}`,
        memo: await nameOfMerchant(work, merchantId),
        reverses: null,
      },
    ],
  ])
  if (outcome?.kind === 'refused') throw new Refused(ledgerRefusals, outcome.code)
  const availableAfter = (await balanceOf(work, from)).available
  if (outcome?.kind === 'repeated') return { points, availableAfter }
  const fact = { merchantId, fromId, toId, points }
  work.announce(pointsPassed, fact, { subjectId: fromId })
  for (const personId of [fromId, toId]) {
    work.publish(`person/${personId}`, { name: 'loyalty', data: { merchantId } })
  }
  return { points, availableAfter }
}

async function nameOfMerchant(work: Work, merchantId: Id<'merchant'>): Promise<string> {
  return (await merchantsOf(work, [merchantId])).get(merchantId)?.name ?? ''
}

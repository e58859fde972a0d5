/** Purchases and refunds: at a till with a member code, or told by a module above. */
import { actorName, mayServe } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { assertAmountMinor } from '../../../kernel/money.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { balanceOf } from '../../ledger/service.ts'
import { purchaseNoted, purchaseRefunded } from '../events.ts'
import { periodsOf, worthOf } from '../model/history.ts'
import type { Terms } from '../model/programme.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { keptFrom } from '../model/settling.ts'
import { availableAt } from '../model/validity.ts'
import { pointsAt } from '../model/accounts.ts'
import { lockMembers, type Member, type MemberKey } from '../store/member.ts'
import {
  earningsOf,
  insertPurchase,
  insertRefund,
  lockCaps,
  purchaseById,
  refundById,
  saveEarnings,
  setRefunded,
  type Cap,
  type PurchaseRow,
} from '../store/purchase.ts'
import { referralOfFriend } from '../store/referral.ts'
import { spendingsFor } from '../store/spending.ts'
import { readMemberCode } from './codes.ts'
import {
  knowledgeOf,
  settle,
  standingOf,
  tierOf,
  withProgramme,
  worthIn,
  type Knowledge,
  type MemberPurchase,
  type Shop,
} from './settling.ts'
import { disableBought } from './gifts.ts'
import { payOwedGift, takeGiven, triedGiven } from './given-gifts.ts'
import { merchantServed } from './serving.ts'
import { giveBack } from './spendings.ts'

/** What somebody bought. The id is the caller's, and makes a repeat harmless (LO14). */
export type NewPurchase = {
  readonly id: Id<'purchase'>
  readonly placeId: Id<'place'>
  readonly paidMinor: number
}

/** What a purchase brought, or would bring. */
export type Bought = {
  readonly purchaseId: Id<'purchase'>
  readonly personId: Id<'person'>
  readonly paidMinor: number
  readonly points: number
  /** When the points can be spent; null where there are none. */
  readonly availableAt: Date | null
  readonly tier: number
  readonly tierName: string
  readonly stamps: readonly {
    readonly stampCardId: Id<'stamp-card'>
    readonly title: string
    readonly given: number
    readonly stamps: number
    readonly stampsToFill: number
    readonly filled: number
  }[]
}

/**
 * Notes a purchase of whoever shows a member code (LO1). A dry run answers what it would bring (LO17).
 *
 * @throws {Refused} `access.forbidden`, `programme.unknown`, `purchase.differs`, or a member code's
 */
export async function earn(
  work: Work,
  purchase: NewPurchase & { readonly code: string },
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<Bought> {
  const merchantId = await merchantServed(work, purchase.placeId)
  const known = await purchaseById(work, purchase.id)
  if (known) return repeated(work, known, { ...purchase, merchantId, personId: null })
  const personId = await readMemberCode(work, purchase.placeId, purchase.code)
  const key = { merchantId, personId }
  if (isDryRun) return tried(work, key, purchase)
  const { terms, cards } = await openFor(work, key)
  if (!terms && cards.length === 0) throw new Refused(loyaltyRefusals, 'programme.unknown')
  return notePurchase(work, { ...purchase, ...key, bonusPoints: 0 })
}

/**
 * Notes a purchase that a module above knows of. Who may do so is for the caller to know.
 *
 * @throws {Refused} `purchase.differs`
 */
export async function notePurchase(
  work: Work,
  {
    id,
    placeId,
    paidMinor,
    merchantId,
    personId,
    bonusPoints,
  }: NewPurchase & MemberKey & { readonly bonusPoints: number },
  shop?: Shop,
): Promise<Bought> {
  assertAmountMinor(paidMinor)
  const key = { merchantId, personId }
  const member = await lockMember(work, key)
  const before = await knowledgeOf(work, key, shop)
  const known = before.purchases.find((it) => it.id === id)
  if (known) return repeated(work, known, { id, placeId, paidMinor, merchantId, personId })
  const row = newRow(work, key, { id, placeId, paidMinor, bonusPoints }, before)
  const pointsMax = await roomFor(work, row, before)
  const isFirst = await insertPurchase(work, { ...row, pointsMax })
  if (!isFirst) throw new Refused(loyaltyRefusals, 'purchase.differs')
  const knowledge = withPurchase(before, { ...row, pointsMax })
  const { worths } = await settle(work, member, knowledge, true)
  const { points } = worthIn(worths, id)
  const about = { subjectId: personId }
  work.announce(purchaseNoted, { ...key, purchaseId: id, placeId, paidMinor, points }, about)
  work.publish(`person/${personId}`, { name: 'loyalty', data: { merchantId, points } })
  return boughtOf(work, knowledge, id)
}

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

/** Locks a member, and whoever invited the member: what is bought here counts for both. */
async function lockMember(work: Work, key: MemberKey): Promise<Member> {
  const { merchantId, personId } = key
  const inviter = (await referralOfFriend(work, key))?.inviterId
  const ids = inviter ? [personId, inviter] : [personId]
  const member = (await lockMembers(work, merchantId, ids)).get(personId)
  assert(member, 'a locked member is there')
  return member
}

async function openFor(work: Work, key: MemberKey) {
  const { terms, cards } = await knowledgeOf(work, key)
  return { terms: terms.at(-1) ?? null, cards: cards.filter(({ state }) => state === 'open') }
}

function newRow(
  work: Work,
  key: MemberKey,
  purchase: NewPurchase & { readonly bonusPoints: number },
  { terms, cards }: Knowledge,
): PurchaseRow {
  return {
    ...key,
    id: purchase.id,
    placeId: purchase.placeId,
    paidMinor: purchase.paidMinor,
    bonusPoints: purchase.bonusPoints,
    refundedMinor: 0,
    isGone: false,
    pointsMax: null,
    pointsCounted: 0,
    termsVersion: terms.at(-1)?.version ?? null,
    stampCardIds: cards.filter(({ state }) => state === 'open').map(({ id }) => id),
    at: work.now,
    notedBy: actorName(work.actor),
  }
}

function withPurchase(before: Knowledge, row: PurchaseRow): Knowledge {
  const purchases = [...before.purchases, withProgramme(row, before.terms)]
  return { ...before, purchases: purchases.sort(byTime) }
}

function byTime(one: PurchaseRow, other: PurchaseRow): number {
  return one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1)
}

/**
 * What caps over all people leave for a purchase, counted at once (LO4); null where there are none.
 * It stays the most that this purchase is worth, whatever comes back later.
 */
async function roomFor(work: Work, row: PurchaseRow, before: Knowledge): Promise<number | null> {
  const caps = capsOf(before.terms.at(-1), row.at)
  if (caps.length === 0) return null
  const left = await lockCaps(work, row.merchantId, caps)
  const { purchases } = withPurchase(before, row)
  const { programmePoints } = worthIn(worthOf(purchases), row.id)
  return Math.min(programmePoints, ...left)
}

function capsOf(terms: Terms | undefined, at: Date): readonly Cap[] {
  const [day, month] = periodsOf(at)
  const { pointsPerDayMax = null, pointsPerMonthMax = null } = terms ?? {}
  return [
    ...(pointsPerMonthMax === null ? [] : [{ period: month, pointsMax: pointsPerMonthMax }]),
    ...(pointsPerDayMax === null ? [] : [{ period: day, pointsMax: pointsPerDayMax }]),
  ]
}

async function tried(work: Work, key: MemberKey, purchase: NewPurchase): Promise<Bought> {
  const before = await knowledgeOf(work, key)
  const row = newRow(work, key, { ...purchase, bonusPoints: 0 }, before)
  return boughtOf(work, withPurchase(before, row), purchase.id)
}

async function repeated(
  work: Work,
  known: PurchaseRow,
  asked: NewPurchase & { readonly merchantId: string; readonly personId: string | null },
): Promise<Bought> {
  const isSame =
    known.paidMinor === asked.paidMinor &&
    known.placeId === asked.placeId &&
    known.merchantId === asked.merchantId &&
    (asked.personId === null || known.personId === asked.personId)
  if (!isSame) throw new Refused(loyaltyRefusals, 'purchase.differs')
  return boughtOf(work, await knowledgeOf(work, known), known.id)
}

async function boughtOf(work: Work, knowledge: Knowledge, id: Id<'purchase'>): Promise<Bought> {
  const purchase = knowledge.purchases.find((it) => it.id === id)
  assert(purchase, 'a purchase that was noted is there')
  const { points } = worthIn(worthOf(knowledge.purchases), id)
  const pendingDays = purchase.programme?.pendingDays ?? 0
  const tier = tierOf(knowledge, work.now)
  const cards = knowledge.cards.filter((card) => purchase.stampCardIds.includes(card.id))
  return {
    purchaseId: id,
    personId: purchase.personId,
    paidMinor: purchase.paidMinor,
    points,
    availableAt: points > 0 ? availableAt(purchase.at, pendingDays) : null,
    tier,
    tierName: knowledge.terms.at(-1)?.tiers[tier - 1]?.name ?? '',
    stamps: cards.map((card) => {
      const { stamps, filled, byPurchase } = standingOf(card, knowledge.purchases, work.now)
      const { id: stampCardId, title, stampsToFill } = card
      return { stampCardId, title, given: byPurchase.get(id) ?? 0, stamps, stampsToFill, filled }
    }),
  }
}

/** What a point of a shop is worth at its counter. */
export function pointMinorOf({ terms }: Pick<Knowledge, 'terms'>): number {
  return terms.at(-1)?.pointMinor ?? 1
}

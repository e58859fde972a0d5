/** Purchases: at a till with a member code, or told by a module above. */
import { actorName } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { assertAmountMinor } from '../../../kernel/money.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { idKeptFor } from '../../people/service.ts'
import { personAtCounter } from '../../people/service/guests.ts'
import { purchaseNoted } from '../events.ts'
import { periodsOf, worthOf } from '../model/history.ts'
import type { Terms } from '../model/programme.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { availableAt } from '../model/validity.ts'
import { lockMembers, type Member, type MemberKey } from '../store/member.ts'
import {
  insertPurchase,
  lockCaps,
  purchaseById,
  type Cap,
  type PurchaseRow,
} from '../store/purchase.ts'
import { referralOfFriend } from '../store/referral.ts'
import { readMemberCode } from './codes.ts'
import {
  knowledgeOf,
  settle,
  standingOf,
  tierOf,
  withProgramme,
  worthIn,
  type Knowledge,
  type Shop,
} from './settling.ts'
import { merchantServed } from './serving.ts'

/** What somebody bought. The id is the caller's, and makes a repeat harmless (LO14). */
export type NewPurchase = {
  readonly id: Id<'purchase'>
  readonly placeId: Id<'place'>
  readonly paidMinor: number
}

/** All that a till is told of a purchase by phone number. */
export type NotedByPhone = { readonly purchaseId: Id<'purchase'>; readonly paidMinor: number }

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
  // Whose a typed number is, no till learns by asking again (PE87).
  if (known?.isByPhone) throw new Refused(loyaltyRefusals, 'purchase.differs')
  if (known) return repeated(work, known, { ...purchase, merchantId, personId: null })
  const personId = await readMemberCode(work, purchase.placeId, purchase.code)
  const key = { merchantId, personId }
  if (isDryRun) return tried(work, key, purchase)
  await mustBeOpen(work, key)
  return notePurchase(work, { ...purchase, ...key, bonusPoints: 0 })
}

/**
 * Notes a purchase of whoever has a phone number that is typed at a till: a guest where it is nobody's
 * yet (PE86). The answer says nothing that was not asked with (PE87).
 *
 * @throws {Refused} `access.forbidden`, `programme.unknown`, `purchase.differs`,
 *   `people.phone-malformed`, `people.counter-paused`
 */
export async function earnByPhone(
  work: Work,
  { phone, ...purchase }: NewPurchase & { readonly phone: string },
): Promise<NotedByPhone> {
  const { id, placeId, paidMinor } = purchase
  const merchantId = await merchantServed(work, placeId)
  const personId = await personAtCounter(work, { placeId, phone })
  const known = await purchaseById(work, id)
  if (known) {
    const isSame =
      known.isByPhone &&
      known.paidMinor === paidMinor &&
      known.placeId === placeId &&
      (await idKeptFor(work, known.personId)) === personId
    if (!isSame) throw new Refused(loyaltyRefusals, 'purchase.differs')
    return { purchaseId: id, paidMinor }
  }
  const key = { merchantId, personId }
  await mustBeOpen(work, key)
  await notePurchase(work, { ...purchase, ...key, bonusPoints: 0, isByPhone: true })
  return { purchaseId: id, paidMinor }
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
    isByPhone = false,
  }: NewPurchase & MemberKey & { readonly bonusPoints: number; readonly isByPhone?: boolean },
  shop?: Shop,
): Promise<Bought> {
  assertAmountMinor(paidMinor)
  const key = { merchantId, personId }
  const member = await lockMember(work, key)
  const before = await knowledgeOf(work, key, shop)
  const known = before.purchases.find((it) => it.id === id)
  if (known) return repeated(work, known, { id, placeId, paidMinor, merchantId, personId })
  const row = newRow(work, key, { id, placeId, paidMinor, bonusPoints, isByPhone }, before)
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

/** Locks a member, and whoever invited the member: what is bought here counts for both. */
export async function lockMember(work: Work, key: MemberKey): Promise<Member> {
  const { merchantId, personId } = key
  const inviter = (await referralOfFriend(work, key))?.inviterId
  const ids = inviter ? [personId, inviter] : [personId]
  const member = (await lockMembers(work, merchantId, ids)).get(personId)
  assert(member, 'a locked member is there')
  return member
}

/** @throws {Refused} `programme.unknown` where a shop gives nothing for buying */
async function mustBeOpen(work: Work, key: MemberKey): Promise<void> {
  const { terms, cards } = await knowledgeOf(work, key)
  const isOpen = terms.length > 0 || cards.some(({ state }) => state === 'open')
  if (!isOpen) throw new Refused(loyaltyRefusals, 'programme.unknown')
}

function newRow(
  work: Work,
  key: MemberKey,
  purchase: NewPurchase & { readonly bonusPoints: number; readonly isByPhone: boolean },
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
    isByPhone: purchase.isByPhone,
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
  const row = newRow(work, key, { ...purchase, bonusPoints: 0, isByPhone: false }, before)
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

/** Works out anew what a member has, and moves what differs. Everything that changes a purchase ends here. */
import type { Id } from '../../../kernel/id.ts'
import { merchantsOf } from '../../places/service.ts'
import type { Work } from '../../../platform/work.ts'
import { rewardEarned, rewardWithdrawn, tierChanged } from '../events.ts'
import {
  firstQualifying,
  periodsOf,
  standing,
  stepsOf,
  worthOf,
  type Purchase,
  type Worth,
} from '../model/history.ts'
import type { Terms } from '../model/programme.ts'
import { inviteWorth, type Referral } from '../model/referrals.ts'
import { rewardChange, type Due } from '../model/rewards.ts'
import { movesOf } from '../model/settling.ts'
import { cardAt, type StampCard } from '../model/stamps.ts'
import { tierAt } from '../model/tiers.ts'
import { availableAt, expiryOf } from '../model/validity.ts'
import { lockMembers, setTier, type Member, type MemberKey } from '../store/member.ts'
import {
  countGiven,
  earningsOf,
  purchasesOf,
  saveEarnings,
  type Earning,
  type PurchaseRow,
} from '../store/purchase.ts'
import { referralOfFriend, referralsBy, setQualified } from '../store/referral.ts'
import { insertRewards, rewardsOf, setRewardState } from '../store/reward.ts'
import { allTerms, stampCardsOf } from '../store/terms.ts'
import { giveLast, givenOf, givePoints, postedOf, takePoints } from './points.ts'

export type MemberPurchase = PurchaseRow & Purchase

/** All that bears on a member: purchases with their terms, and the cards of the shop. */
export type Knowledge = {
  readonly terms: readonly Terms[]
  readonly cards: readonly StampCard[]
  readonly purchases: readonly MemberPurchase[]
  /** By whom the member came, and who came by the member. */
  readonly asFriend: Referral | null
  readonly invited: readonly Referral[]
}

/** What a shop keeps for its regulars, by all the rules it ever had. */
export type Shop = Pick<Knowledge, 'terms' | 'cards'>

export async function shopOf(work: Work, merchantId: Id<'merchant'>): Promise<Shop> {
  const [terms, cards] = await Promise.all([
    allTerms(work, [merchantId]),
    stampCardsOf(work, [merchantId]),
  ])
  return { terms, cards }
}

/** Reads what bears on a member. Lock the member first where it is to be changed. */
export async function knowledgeOf(work: Work, key: MemberKey, known?: Shop): Promise<Knowledge> {
  const [shop, rows, asFriend, invited] = await Promise.all([
    known ?? shopOf(work, key.merchantId),
    purchasesOf(work, key),
    referralOfFriend(work, key),
    referralsBy(work, key),
  ])
  const purchases = rows.map((row) => withProgramme(row, shop.terms))
  return { ...shop, purchases, asFriend, invited }
}

export function withProgramme(row: PurchaseRow, terms: readonly Terms[]): MemberPurchase {
  const programme = terms.find((it) => it.version === row.termsVersion) ?? null
  return { ...row, programme }
}

/** The standing of a card, from the purchases during which it was open. */
export function standingOf(card: StampCard, purchases: readonly Purchase[], at: Date) {
  const during = standing(purchases)
    .filter((it) => it.stampCardIds.includes(card.id))
    .map((it) => ({ id: it.id, at: it.at, paidMinor: it.paidMinor - it.refundedMinor }))
  return cardAt(card, during, at)
}

/**
 * The tier that a member has from an instant on, by the programme as it stands: what has just been
 * bought counts.
 */
export function tierOf({ terms, purchases }: Knowledge, now: Date): number {
  const present = terms.at(-1)
  if (!present) return 0
  const steps = stepsOf(present.tierRule, standing(purchases), worthOf(purchases))
  return tierAt(present.tierRule, present.tiers, steps, justAfter(now))
}

/** The instant after, at which what happens now is past. */
export function justAfter(now: Date): Date {
  return new Date(now.getTime() + 1)
}

export type Settled = {
  readonly worths: readonly Worth[]
  /** Points that were spent and could not be taken back (LO16). */
  readonly pointsOwed: number
}

/**
 * Brings points, rewards and tier of a locked member to what the purchases that stand are worth (LO3);
 * those of whoever invited the member as well, where that changed (LO12).
 *
 * @param isEnd whether this work asks the ledger nothing more about the member: points move last then
 */
export async function settle(
  work: Work,
  member: Member,
  before: Knowledge,
  isEnd = false,
): Promise<Settled> {
  const asFriend = await settleReferral(work, before)
  const knowledge = { ...before, asFriend }
  const worths = worthOf(knowledge.purchases)
  await settleCaps(work, member.merchantId, knowledge.purchases, worths)
  await settleRewards(work, member, knowledge)
  await judgeTier(work, member, knowledge)
  const pointsOwed = await settlePoints(work, member, knowledge, { worths, isEnd })
  if (asFriend && asFriend.qualifiedBy !== before.asFriend?.qualifiedBy) {
    await settleInviter(work, asFriend)
  }
  return { worths, pointsOwed }
}

/** Finds the purchase that makes an invitation count, now that all is known (LO12). */
async function settleReferral(
  work: Work,
  { asFriend, terms, purchases }: Knowledge,
): Promise<Referral | null> {
  const invite = terms.find((it) => it.version === asFriend?.termsVersion)?.invite
  if (!asFriend || !invite) return asFriend
  const first = firstQualifying(invite, purchases, asFriend)
  const settled = {
    ...asFriend,
    qualifiedBy: first?.id ?? null,
    qualifiedAt: first?.at ?? null,
  }
  if (settled.qualifiedBy !== asFriend.qualifiedBy) await setQualified(work, settled)
  return settled
}

async function settleInviter(work: Work, { merchantId, inviterId }: Referral): Promise<void> {
  const inviter = (await lockMembers(work, merchantId, [inviterId])).get(inviterId)
  if (inviter) await settle(work, inviter, await knowledgeOf(work, inviter))
}

async function settlePoints(
  work: Work,
  key: MemberKey,
  knowledge: Knowledge,
  { worths, isEnd }: { readonly worths: readonly Worth[]; readonly isEnd: boolean },
): Promise<number> {
  const [stored, merchants] = await Promise.all([
    earningsOf(work, key),
    merchantsOf(work, [key.merchantId]),
  ])
  const memo = merchants.get(key.merchantId)?.name ?? ''
  const given = await givenOf(work, key, stored)
  // What has run out meanwhile stands no more.
  const known = stored.map((it) => ({ ...it, posted: postedOf(given, it) }))
  const earnings = earningsNow(work, key, known, targetsOf(knowledge, worths))
  const { give, take } = movesOf(
    earnings.map((it) => ({ ...it, key: it, isOver: isOver(it, work.now) })),
  )
  const gifts = give.map(([earning, amount]) => {
    return { earning, earningId: earning.id, transferId: work.newId('transfer'), amount }
  })
  const posted = new Map(earnings.map((it) => [it.id, it.posted]))
  for (const { earning, amount } of gifts) posted.set(earning.id, earning.posted + amount)
  const withPosted = () => earnings.map((it) => ({ ...it, posted: posted.get(it.id) ?? 0 }))
  await saveEarnings(
    work,
    withPosted().filter((it) => isOther(it, stored)),
    gifts,
  )
  const giveAll = async () => {
    for (const gift of gifts) await givePoints(work, gift.earning, gift, memo)
  }
  // Given first: what is owed from before may be taken from what is earned now (LO16).
  if (isEnd && take.length === 0) giveLast(work, giveAll)
  else await giveAll()
  for (const [earning, points] of take) {
    posted.set(earning.id, earning.posted - (await takePoints(work, given, earning, points, memo)))
  }
  const moved = withPosted()
  const taken = new Set(take.map(([{ id }]) => id))
  await saveEarnings(
    work,
    moved.filter(({ id }) => taken.has(id)),
  )
  return moved.reduce((sum, it) => sum + Math.max(0, it.posted - it.points), 0)
}

function isOther(now: Earning, known: readonly Earning[]): boolean {
  const before = known.find(({ id }) => id === now.id)
  return before?.points !== now.points || before.posted !== now.posted
}

/** Whether what would be given now had run out before it came. */
function isOver({ expiresAt }: Earning, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now
}

/** What points are due for: purchases, and invitations. */
type Target = Pick<Earning, 'kind' | 'sourceId' | 'points' | 'at' | 'availableAt' | 'expiresAt'>

function targetsOf(knowledge: Knowledge, worths: readonly Worth[]): readonly Target[] {
  const { purchases, asFriend, invited, terms } = knowledge
  const bought = purchases.map(({ id, at, programme }): Target => ({
    kind: 'purchase',
    sourceId: id,
    points: worthIn(worths, id).points,
    at,
    availableAt: availableAt(at, programme?.pendingDays ?? 0),
    expiresAt: programme ? expiryOf(programme.validity, at) : null,
  }))
  return [...bought, ...inviteWorth(asFriend, invited, terms).points]
}

/** The earnings of a member as they should be: what is due no more is worth nothing. */
function earningsNow(
  work: Work,
  { merchantId, personId }: MemberKey,
  known: readonly Earning[],
  targets: readonly Target[],
): readonly Earning[] {
  const keyOf = ({ kind, sourceId }: Pick<Earning, 'kind' | 'sourceId'>) => `${kind}/${sourceId}`
  const due = new Map(targets.map((it) => [keyOf(it), it]))
  const knownKeys = new Set(known.map(keyOf))
  return [
    ...known.map((it) => ({ ...it, points: due.get(keyOf(it))?.points ?? 0 })),
    ...targets
      .filter((it) => it.points > 0 && !knownKeys.has(keyOf(it)))
      .map((it) => ({
        ...it,
        id: work.newId('earning'),
        merchantId,
        personId,
        posted: 0,
        bought: 0,
      })),
  ]
}

/** Counts what is worth points now towards the caps over all people, and frees what came back (LO4). */
async function settleCaps(
  work: Work,
  merchantId: Id<'merchant'>,
  purchases: readonly MemberPurchase[],
  worths: readonly Worth[],
): Promise<void> {
  const counted = purchases
    .filter(({ pointsMax }) => pointsMax !== null)
    .map(({ id, at, pointsCounted }) => {
      const points = worthIn(worths, id).programmePoints
      return { purchaseId: id, points, by: points - pointsCounted, periods: periodsOf(at) }
    })
  await countGiven(
    work,
    merchantId,
    counted.filter(({ by }) => by !== 0),
  )
}

async function settleRewards(
  work: Work,
  { merchantId, personId }: MemberKey,
  { cards, purchases, asFriend, invited, terms }: Knowledge,
): Promise<void> {
  const full = cards.map((card): Due => {
    const { filled } = standingOf(card, purchases, work.now)
    return { kind: 'stamp-card', sourceId: card.id, offerId: card.rewardOfferId, turns: filled }
  })
  const due = [...full, ...inviteWorth(asFriend, invited, terms).due]
  const change = rewardChange(due, await rewardsOf(work, { merchantId, personId }))
  const earned = change.earned.map((it) => {
    const id = work.newId('reward')
    return { ...it, id, merchantId, personId, state: 'earned' } as const
  })
  const withdrawn = change.withdrawn.map(({ id }) => id)
  await Promise.all([insertRewards(work, earned), setRewardState(work, withdrawn, 'withdrawn')])
  const about = { subjectId: personId }
  const factOf = ({
    id,
    kind,
    offerId,
  }: (typeof earned)[number] | (typeof change.withdrawn)[number]) => ({
    merchantId,
    personId,
    rewardId: id,
    kind,
    offerId,
  })
  for (const reward of earned) work.announce(rewardEarned, factOf(reward), about)
  for (const reward of change.withdrawn) work.announce(rewardWithdrawn, factOf(reward), about)
}

/** Writes down the tier that a locked member has by now, and says so where it is another (LO7). */
export async function judgeTier(work: Work, member: Member, knowledge: Knowledge): Promise<void> {
  const to = tierOf(knowledge, work.now)
  const { merchantId, personId, tier: from } = member
  // A tier above the first is looked at again when it has been judged long ago.
  if (to > 0 || from > 0) await setTier(work, member, to)
  if (to === from) return
  const name = knowledge.terms.at(-1)?.tiers[to - 1]?.name ?? ''
  const about = { subjectId: personId }
  work.announce(tierChanged, { merchantId, personId, from, to, name }, about)
}

/** The worth of one purchase among all. */
export function worthIn(worths: readonly Worth[], id: Id<'purchase'>): Worth {
  const none: Worth = { purchaseId: id, programmePoints: 0, points: 0, tier: 0 }
  return worths.find((it) => it.purchaseId === id) ?? none
}

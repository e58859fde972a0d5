/** What a person has at the shops: points, tier, stamps (LO19). */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Page, PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'
import type { Entry } from '../../ledger/model.ts'
import { balanceOf, entriesOf, lotsOf } from '../../ledger/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { pointsAt } from '../model/accounts.ts'
import { standing, stepsOf, worthOf } from '../model/history.ts'
import { progressAt } from '../model/tiers.ts'
import { membershipsOf, type Member } from '../store/member.ts'
import { tagsByShop } from '../store/tag.ts'
import { justAfter, knowledgeOf, standingOf, tierOf, type Knowledge } from './settling.ts'

/** A stamp card as its holder sees it. */
export type HeldCard = {
  readonly stampCardId: Id<'stamp-card'>
  readonly title: string
  readonly stamps: number
  readonly stampsToFill: number
  readonly filled: number
  readonly expiresAt: Date | null
  readonly rewardOfferId: Id<'offer'>
}

/** What a person has at one shop. */
export type Membership = {
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string
  readonly color: string
  readonly joinedAt: Date
  /** All points, with those that are pending. */
  readonly points: number
  /** Points that can be spent now. */
  readonly available: number
  /** Points that can be spent later. */
  readonly upcoming: number
  /** What runs out first, and when; null where nothing does. */
  readonly expiring: { readonly points: number; readonly expiresAt: Date } | null
  readonly pointMinor: number
  readonly spendPointsMin: number
  readonly isTransferable: boolean
  readonly tier: {
    readonly name: string
    readonly benefits: string
    readonly multiplierPercent: number
  } | null
  readonly nextTier: {
    readonly name: string
    readonly measure: 'points' | 'spent' | 'visits'
    readonly reached: number
    readonly from: number
  } | null
  readonly cards: readonly HeldCard[]
  /** The words that the shop has put on whoever asks. */
  readonly tags: readonly string[]
}

/** The memberships of whoever asks, oldest first. */
export async function myMemberships(work: Work): Promise<readonly Membership[]> {
  const members = await membershipsOf(work, personOf(work.actor))
  const merchants = await merchantsOf(
    work,
    members.map(({ merchantId }) => merchantId),
  )
  const tags = await tagsByShop(work, personOf(work.actor))
  const held: Membership[] = []
  for (const member of members) {
    const merchant = merchants.get(member.merchantId)
    const { name = '', color = '#1F1B16' } = merchant ?? {}
    const own = tags.get(member.merchantId) ?? []
    held.push({ ...(await membershipOf(work, member, { name, color })), tags: own })
  }
  return held
}

async function membershipOf(
  work: Work,
  member: Member,
  merchant: { readonly name: string; readonly color: string },
): Promise<Omit<Membership, 'tags'>> {
  const { merchantId, personId, joinedAt } = member
  const knowledge = await knowledgeOf(work, member)
  const account = pointsAt(personId, merchantId)
  const { balance, available, upcoming } = await balanceOf(work, account)
  const expiring = firstToRunOut(await lotsOf(work, account))
  const terms = knowledge.terms.at(-1)
  return {
    merchantId,
    merchantName: merchant.name,
    color: merchant.color,
    joinedAt,
    points: balance,
    available,
    upcoming,
    expiring,
    pointMinor: terms?.pointMinor ?? 1,
    spendPointsMin: terms?.spendPointsMin ?? 0,
    isTransferable: terms?.isTransferable ?? false,
    ...tiersOf(knowledge, work.now),
    cards: heldCards(knowledge, work.now),
  }
}

/** What runs out at the first instant at which something does. `lots` come first to run out first. */
function firstToRunOut(
  lots: readonly { readonly remaining: number; readonly expiresAt: Date | null }[],
): Membership['expiring'] {
  const expiresAt = lots[0]?.expiresAt ?? null
  if (expiresAt === null) return null
  const together = lots.filter((it) => it.expiresAt?.getTime() === expiresAt.getTime())
  return { expiresAt, points: together.reduce((sum, it) => sum + it.remaining, 0) }
}

function tiersOf(knowledge: Knowledge, now: Date): Pick<Membership, 'tier' | 'nextTier'> {
  const terms = knowledge.terms.at(-1)
  if (!terms) return { tier: null, nextTier: null }
  const { tiers, tierRule } = terms
  const level = tierOf(knowledge, now)
  const tier = tiers[level - 1]
  const next = tiers[level]
  const steps = stepsOf(tierRule, standing(knowledge.purchases), worthOf(knowledge.purchases))
  const reached = progressAt(tierRule, steps, justAfter(now))
  return {
    tier: tier ?? null,
    nextTier: next
      ? { name: next.name, measure: tierRule.measure, reached, from: next.from }
      : null,
  }
}

function heldCards({ cards, purchases }: Knowledge, now: Date): readonly HeldCard[] {
  return cards
    .map((card) => ({ card, ...standingOf(card, purchases, now) }))
    .filter(({ card, stamps }) => card.state === 'open' || stamps > 0)
    .map(({ card, stamps, filled, expiresAt }) => ({
      stampCardId: card.id,
      title: card.title,
      stamps,
      stampsToFill: card.stampsToFill,
      filled,
      expiresAt,
      rewardOfferId: card.rewardOfferId,
    }))
}

/** The points of whoever asks at a shop, newest entry first. */
export function myPointsAt(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
): Promise<Page<Entry>> {
  return entriesOf(work, pointsAt(personOf(work.actor), merchantId), page)
}

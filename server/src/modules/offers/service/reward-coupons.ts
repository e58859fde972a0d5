/**
 * Rewards of loyalty as coupons (OF52), and those that the offer refuses: they stay earned, the owner
 * sees them, and they are given as soon as the offer allows it (OF64).
 */
import { allow, mayDecide, mayOperate } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { instantOf, MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'
import { rewardRefused } from '../events.ts'
import type { GrantOutcome } from '../model/grant.ts'
import { maskedName } from '../model/redemption.ts'
import {
  forgetRefused,
  keepRefused,
  refusedAtShop,
  refusedOf,
  refusedWith,
  type RefusedReward,
} from '../store/reward.ts'
import { cancelCoupons, grantCoupons } from './grants.ts'

/** A reward that was earned: the coupon has its id. */
export type EarnedReward = Pick<RefusedReward, 'rewardId' | 'merchantId' | 'personId' | 'offerId'>

/**
 * Gives the coupons of rewards; those that their offer refuses are kept, and told to the owner.
 *
 * @returns an outcome for each reward, in order
 */
export async function giveRewards(
  work: Work,
  rewards: readonly EarnedReward[],
): Promise<readonly GrantOutcome[]> {
  const outcomes = await grantCoupons(
    work,
    rewards.map(({ rewardId, offerId, personId }) => {
      return { couponId: rewardId, offerId, personId, source: { kind: 'staff' } }
    }),
  )
  const given: Id<'coupon'>[] = []
  for (const [at, reward] of rewards.entries()) {
    const outcome = outcomes[at]
    if (outcome?.kind === 'refused') await refuse(work, reward, outcome.code)
    else given.push(reward.rewardId)
  }
  await forgetRefused(work, given)
  return outcomes
}

async function refuse(work: Work, reward: EarnedReward, code: string): Promise<void> {
  const isNew = await keepRefused(work, { ...reward, code, refusedAt: work.now, triedAt: work.now })
  if (!isNew) return
  work.announce(rewardRefused, { ...reward, code }, { subjectId: reward.personId })
  const { rewardId, merchantId, offerId } = reward
  work.publish(`merchant/${merchantId}`, {
    name: 'reward-refused',
    data: { rewardId, offerId, code },
  })
}

/** Takes the coupons of rewards back, and forgets those that were refused: they are due no more. */
export async function callBackRewards(work: Work, ids: readonly Id<'coupon'>[]): Promise<void> {
  await forgetRefused(work, ids)
  await cancelCoupons(work, ids)
}

/** How many refused rewards are tried again at once. */
const TRIED_MAX = 200
/** What is over by itself on another day. */
const untilTomorrow = ['offer.day-exhausted', 'offer.limit-spent', 'offer.not-started']

/** Tries the refused rewards of an offer again: it was changed. */
export async function retryRewardsOf(work: Work, offerId: Id<'offer'>): Promise<void> {
  const rewards = await refusedOf(work, offerId, TRIED_MAX)
  if (rewards.length > 0) await giveRewards(work, rewards)
}

/** Tries again, once a day, what may have been refused for that day alone. */
export async function retryRewardsOfDay(work: Work): Promise<void> {
  const { day } = wallTime(work.now, MARKET_TIME_ZONE)
  const midnight = instantOf(day, 0, MARKET_TIME_ZONE)
  const rewards = await refusedWith(work, untilTomorrow, midnight, TRIED_MAX)
  if (rewards.length > 0) await giveRewards(work, rewards)
}

export type ToldRefusal = RefusedReward & {
  readonly offerTitle: string
  readonly holderName: string
}

/**
 * The rewards of a shop that wait for their offer, newest first, with masked names (OF64).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function refusedRewards(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
): Promise<Page<ToldRefusal>> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  const rows = await refusedAtShop(work, merchantId, page)
  const found = pageOf(rows, page.limit, ({ rewardId }) => rewardId)
  const ids = [...new Set(found.items.map(({ personId }) => personId))]
  const people = await peopleOf(work, ids)
  const items = found.items.map((it) => {
    return { ...it, holderName: maskedName(people.get(it.personId)?.name ?? '') }
  })
  return { ...found, items }
}

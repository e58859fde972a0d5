/** What modules above do with loyalty: tell it of purchases, and of the rewards that were used. */
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Work } from '../../platform/work.ts'
import { loyaltyRefusals } from './model/refusals.ts'
import { lockMembers } from './store/member.ts'
import { invariants } from './store/invariants.ts'
import { rewardById, setRewardState } from './store/reward.ts'
import { knowledgeOf, settle } from './service/settling.ts'

/** What must hold in every database, for `verify`. */
export const loyaltyInvariants = invariants

/**
 * Says that the coupon of a reward is used, in the transaction that uses it. Coupons that are no
 * rewards are left alone.
 *
 * @throws {Refused} `reward.withdrawn` when what had brought it came back a moment ago (LO10)
 */
export async function useReward(work: Work, couponId: Id<'coupon'>): Promise<void> {
  const id = couponId as string as Id<'reward'>
  const seen = await rewardById(work, id)
  if (!seen) return
  await lockMembers(work, seen.merchantId, [seen.personId])
  const reward = await rewardById(work, id)
  if (reward?.state === 'withdrawn') throw new Refused(loyaltyRefusals, 'reward.withdrawn')
  await setRewardState(work, [id], 'used')
}

/**
 * Says that the use of a reward's coupon was undone: the reward is good again, or goes back when it
 * is not due any more (LO10). Coupons that are no rewards are left alone.
 */
export async function unuseReward(work: Work, couponId: Id<'coupon'>): Promise<void> {
  const id = couponId as string as Id<'reward'>
  const seen = await rewardById(work, id)
  if (!seen) return
  const member = (await lockMembers(work, seen.merchantId, [seen.personId])).get(seen.personId)
  if (!member) return
  await setRewardState(work, [id], 'earned')
  await settle(work, member, await knowledgeOf(work, member))
}

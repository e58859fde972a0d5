/** How the offers of a shop are used together: its owner says so, its people may see it. */
import { allow, mayDecide, mayOperate, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantOf } from '../../places/service.ts'
import type { Policy } from '../model/pricing/offers.ts'
import { policyOf, savePolicy } from '../store/policy.ts'

export type OfferPolicy = Omit<Policy, 'basePointsOn'>

/** @throws {Refused} `access.forbidden` */
export async function offerPolicy(work: Work, merchantId: Id<'merchant'>): Promise<OfferPolicy> {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  return policyOf(work, merchantId)
}

/**
 * Sets it for the bills to come; those that are made keep what they were priced by.
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`
 */
export async function setOfferPolicy(
  work: Work,
  merchantId: Id<'merchant'>,
  policy: OfferPolicy,
): Promise<void> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  await merchantOf(work, merchantId)
  await savePolicy(work, merchantId, policy)
}

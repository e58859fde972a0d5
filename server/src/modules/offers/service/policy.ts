/** How the offers of a shop are used together: its owner says so, its people may see it. */
import { actorName, allow, mayDecide, mayOperate, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { isSame } from '../../../kernel/same.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantOf } from '../../places/service.ts'
import { togetherOf, type ExampleOffer, type Together } from '../model/example.ts'
import type { Cart } from '../model/pricing/cart.ts'
import {
  insertPolicyChange,
  policyChangesOf,
  policyOf,
  savePolicy,
  type OfferPolicy,
  type PolicyChange,
} from '../store/policy.ts'
import { withTellers, type Teller } from './tellers.ts'

export type PolicyExample = {
  readonly policy: OfferPolicy
  readonly offers: readonly Omit<ExampleOffer, 'id'>[]
  readonly cart: Cart
}

/** @throws {Refused} `access.forbidden` */
export async function offerPolicy(work: Work, merchantId: Id<'merchant'>): Promise<OfferPolicy> {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  return said(await policyOf(work, merchantId))
}

/**
 * Sets it for the bills to come; those that are made keep what they were priced by. Who set it, and
 * what it was before, is kept (OF61).
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
  const [before, after] = [said(await policyOf(work, merchantId)), said(policy)]
  await savePolicy(work, merchantId, after)
  if (isSame(before, after)) return
  const about = { id: work.newId('policy-change'), merchantId, before, after }
  await insertPolicyChange(work, {
    ...about,
    changedAt: work.now,
    changedBy: actorName(work.actor),
  })
}

const said = ({ on, isOncePerPiece, order, offersMax }: OfferPolicy): OfferPolicy => {
  return { on, isOncePerPiece, order, offersMax }
}

export type ToldPolicyChange = PolicyChange & Teller

/**
 * Who changed it, when, and what it was before: newest first (OF61).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function policyChanges(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
): Promise<Page<ToldPolicyChange>> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  const rows = await policyChangesOf(work, merchantId, page)
  const found = pageOf(rows, page.limit, ({ id }) => id)
  return { ...found, items: await withTellers(work, found.items) }
}

/**
 * What an example bill would come to if the offers of a shop were used together so (OF50). Changes
 * nothing.
 *
 * @throws {Refused} `access.forbidden`
 */
export function policyExample(
  work: Work,
  merchantId: Id<'merchant'>,
  { policy, offers, cart }: PolicyExample,
): Together {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  const asked = offers.map((offer) => ({ ...offer, id: work.newId('offer') }))
  return togetherOf(asked, cart, { ...policy, basePointsOn: () => 0 }, work.now)
}

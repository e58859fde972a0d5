/** An offer while its owner writes it: an example bill beside it, and who wrote what before. */
import { actorName, allow, mayDecide, mayOperate } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { movedBetween } from '../model/change.ts'
import { exampleOf, type Example } from '../model/example.ts'
import type { Offer } from '../model/offer.ts'
import type { Cart } from '../model/pricing/cart.ts'
import { offerRefusals } from '../model/refusals.ts'
import type { Terms } from '../model/terms.ts'
import { changesOf, insertChange, type OfferChange } from '../store/change.ts'
import { offersByIds, type StoredOffer } from '../store/offer.ts'
import { policyOf } from '../store/policy.ts'
import { withTellers, type Teller } from './tellers.ts'

/**
 * What terms would do to an example bill of a shop (OF50). Changes nothing.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function exampleBill(
  work: Work,
  merchantId: Id<'merchant'>,
  terms: Terms,
  cart: Cart,
): Promise<Example> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  const offer = { id: work.newId('offer'), terms, rank: 0 }
  return exampleOf(offer, cart, await policyOf(work, merchantId), work.now)
}

/** Writes down who made an offer, or changed it and how (OF51). */
export async function noteChange(work: Work, before: Offer | null, after: Offer): Promise<void> {
  const moved = before === null ? { before: {}, after: {} } : movedBetween(before, after)
  if (moved === null) return
  const about = { id: work.newId('offer-change'), offerId: after.id }
  await insertChange(work, {
    ...about,
    ...moved,
    changedAt: work.now,
    changedBy: actorName(work.actor),
  })
}

/**
 * An offer as its shop sees it.
 *
 * @throws {Refused} `offer.unknown`, also for what is none of the asker's business
 */
export async function ownOffer(work: Work, id: Id<'offer'>): Promise<StoredOffer> {
  const offer = (await offersByIds(work, [id])).get(id)
  const isOwn = offer && (mayDecide(work.actor, offer.merchantId) || mayOperate(work.actor))
  if (!isOwn) throw new Refused(offerRefusals, 'offer.unknown')
  return offer
}

export type ToldChange = OfferChange & Teller

/**
 * Who made and changed an offer, when, and what: newest first (OF51).
 *
 * @throws {Refused} `offer.unknown`, also for what is none of the asker's business
 */
export async function offerChanges(
  work: Work,
  id: Id<'offer'>,
  page: PageRequest,
): Promise<Page<ToldChange>> {
  await ownOffer(work, id)
  const found = pageOf(await changesOf(work, id, page), page.limit, (change) => change.id)
  return { ...found, items: await withTellers(work, found.items) }
}

/** What is done with offers: make, change, look. */
import { allow, mayDecide, mayOperate, mayServe } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Work } from '../../platform/work.ts'
import { placesOf } from '../places/service.ts'
import { offerChanged } from './events.ts'
import { objectionToChange, objectionToOffer, type Offer } from './model/offer.ts'
import { offerRefusals } from './model/refusals.ts'
import { codeInvariants } from './store/codes/invariants.ts'
import { invariants } from './store/invariants.ts'
import {
  insertOffer,
  lockOffers,
  offersByIds,
  offersOfMerchant,
  publicOffersAt,
  publicOffersOf,
  updateOffer,
  type StoredOffer,
  type WantedOffers,
} from './store/offer.ts'
import { noteChange } from './service/writing.ts'

/** What must hold in every database, for `verify`. */
export const offerInvariants = [...invariants, ...codeInvariants]

/** The most public offers a place page shows. */
const PLACE_OFFERS_MAX = 30
const MAP_OFFERS_MAX = 200

/**
 * Makes an offer, as a draft or open at once.
 *
 * @throws {Refused} `access.forbidden`, `offer.window-empty`, `offer.wrong-place`, `offer.id-taken`
 */
export async function createOffer(work: Work, offer: Offer): Promise<StoredOffer> {
  allow(mayDecide(work.actor, offer.merchantId) || mayOperate(work.actor))
  const objection = objectionToOffer(offer, work.now)
  if (objection) throw new Refused(offerRefusals, objection)
  await assertPlaces(work, offer)
  const isNew = await insertOffer(work, offer)
  if (!isNew) throw new Refused(offerRefusals, 'offer.id-taken')
  await noteChange(work, null, offer)
  announceOffer(work, offer)
  return { ...offer, granted: 0, grantedDay: null, grantedOnDay: 0, redeemed: 0 }
}

/**
 * Changes an offer (OF19). What `change` does not name stays.
 *
 * @throws {Refused} `offer.unknown`, `access.forbidden`, `offer.wrong-place` or a code of OF19
 */
export async function changeOffer(
  work: Work,
  id: Id<'offer'>,
  change: Partial<Omit<Offer, 'id' | 'merchantId'>>,
): Promise<StoredOffer> {
  const before = (await lockOffers(work, [id])).get(id)
  if (!before) throw new Refused(offerRefusals, 'offer.unknown')
  allow(mayDecide(work.actor, before.merchantId) || mayOperate(work.actor))
  const after = { ...before, ...change }
  const objection = objectionToChange(before, after, work.now)
  if (objection) throw new Refused(offerRefusals, objection)
  if (change.placeIds) await assertPlaces(work, after)
  await updateOffer(work, after)
  await noteChange(work, before, after)
  announceOffer(work, after)
  return after
}

async function assertPlaces(work: Work, { merchantId, placeIds }: Offer): Promise<void> {
  if (placeIds.length === 0) return
  const places = await placesOf(work, placeIds)
  const isOwn = placeIds.every((id) => places.get(id)?.merchantId === merchantId)
  if (!isOwn) throw new Refused(offerRefusals, 'offer.wrong-place')
}

function announceOffer(work: Work, { id: offerId, merchantId, state }: Offer): void {
  work.announce(offerChanged, { offerId, merchantId, state })
}

/** Those of the offers that exist. */
export async function offersOf(
  work: Work,
  ids: readonly Id<'offer'>[],
): Promise<ReadonlyMap<Id<'offer'>, StoredOffer>> {
  return offersByIds(work, ids)
}

/**
 * An offer, for whoever may see it: the shop's people, or anyone once it is public and open.
 *
 * @throws {Refused} `offer.unknown`, also for what is none of the asker's business
 */
export async function offerOf(work: Work, id: Id<'offer'>): Promise<StoredOffer> {
  const offer = (await offersByIds(work, [id])).get(id)
  const isOwn = offer && (mayServe(work.actor, offer.merchantId) || mayOperate(work.actor))
  const isOut = offer?.isPublic && offer.state !== 'draft'
  if (!offer || !(isOwn || isOut)) throw new Refused(offerRefusals, 'offer.unknown')
  return offer
}

/**
 * A merchant's offers that are looked for, newest first.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function merchantOffers(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
  wanted: WantedOffers = { show: 'all', search: '' },
): Promise<Page<StoredOffer>> {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  const rows = await offersOfMerchant(work, merchantId, page, wanted)
  return pageOf(rows, page.limit, (offer) => offer.id)
}

/** The public offers that are open at a place; none for a place that is not there. */
export async function offersAtPlace(
  work: Work,
  placeId: Id<'place'>,
): Promise<readonly StoredOffer[]> {
  const place = (await placesOf(work, [placeId])).get(placeId)
  return place ? publicOffersAt(work, place, PLACE_OFFERS_MAX) : []
}

/** What anyone may claim now of several merchants: what makes the places of a map worth going to. */
export function offersOfMerchants(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<readonly StoredOffer[]> {
  return publicOffersOf(work, merchantIds, MAP_OFFERS_MAX)
}

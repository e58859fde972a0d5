/** What people keep, and what they look at. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { favouriteChanged, placeViewed } from '../events.ts'
import {
  FAVOURITES_MAX,
  maySee,
  placeRefusals,
  VIEW_EVERY_SECONDS,
  type Favourite,
  type Place,
} from '../model.ts'
import {
  countView,
  deleteFavourite,
  favouriteRows,
  insertFavourite,
  merchantsById,
  placesById,
  viewCounts,
} from '../store.ts'

/**
 * Keeps a favourite, once (PL21).
 *
 * @throws {Refused} `place.unknown`, `merchant.unknown`, `favourite.too-many`
 */
export async function keepFavourite(work: Work, favourite: Favourite): Promise<void> {
  const personId = personOf(work.actor)
  if (favourite.kind === 'place') await seenPlace(work, favourite.placeId)
  else if ((await merchantsById(work, [favourite.merchantId])).length === 0) {
    throw new Refused(placeRefusals, 'merchant.unknown')
  }
  const kept = await favouriteRows(work, [personId])
  if (kept.length >= FAVOURITES_MAX) throw new Refused(placeRefusals, 'favourite.too-many')
  if (await insertFavourite(work, personId, favourite)) announceFavourite(work, favourite, true)
}

/** Forgets a favourite; nothing happens when there was none. */
export async function forgetFavourite(work: Work, favourite: Favourite): Promise<void> {
  const wasKept = await deleteFavourite(work, personOf(work.actor), favourite)
  if (wasKept) announceFavourite(work, favourite, false)
}

function announceFavourite(work: Work, favourite: Favourite, isFavourite: boolean): void {
  const personId = personOf(work.actor)
  const placeId = favourite.kind === 'place' ? favourite.placeId : null
  const merchantId = favourite.kind === 'merchant' ? favourite.merchantId : null
  const fact = { personId, placeId, merchantId, isFavourite }
  work.announce(favouriteChanged, fact, { subjectId: personId })
}

export type Favourites = {
  readonly placeIds: ReadonlySet<Id<'place'>>
  readonly merchantIds: ReadonlySet<Id<'merchant'>>
}

/** What each of these people keeps, the latest first. Everyone asked for is in the answer. */
export async function favouritesOf(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, Favourites>> {
  const rows = Map.groupBy(await favouriteRows(work, personIds), (row) => row.personId)
  return new Map(
    personIds.map((personId) => {
      const own = rows.get(personId) ?? []
      const placeIds = new Set(own.flatMap(({ placeId }) => placeId ?? []))
      const merchantIds = new Set(own.flatMap(({ merchantId }) => merchantId ?? []))
      return [personId, { placeIds, merchantIds }]
    }),
  )
}

/** Counts that the asker looks at a place's page; within a minute it is the same look (PL22). */
export async function viewPlace(work: Work, placeId: Id<'place'>): Promise<void> {
  const personId = personOf(work.actor)
  const { merchantId, timeZone } = await seenPlace(work, placeId)
  const { day } = wallTime(work.now, timeZone)
  if (!(await countView(work, personId, placeId, day, VIEW_EVERY_SECONDS))) return
  work.announce(placeViewed, { personId, placeId, merchantId }, { subjectId: personId })
}

/** How often each of these people looked at the merchant's places since an instant; 0 for never. */
export async function viewsOf(
  work: Work,
  personIds: readonly Id<'person'>[],
  merchantId: Id<'merchant'>,
  since: Date,
): Promise<ReadonlyMap<Id<'person'>, number>> {
  const counts = new Map(personIds.map((personId) => [personId, 0]))
  for (const row of await viewCounts(work, personIds, merchantId, since)) {
    counts.set(row.personId, row.count)
  }
  return counts
}

async function seenPlace(work: Work, id: Id<'place'>): Promise<Place> {
  const [place] = await placesById(work, [id])
  if (!place || !maySee(work.actor, place)) throw new Refused(placeRefusals, 'place.unknown')
  return place
}

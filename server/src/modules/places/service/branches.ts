/** The places of one merchant as people look for them: the nearest first, or by name. */
import type { Point } from '../../../kernel/geo.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { placeRefusals } from '../model.ts'
import { cardOf, type PlaceCard } from '../model/card.ts'
import { merchantOf, placesOf } from '../service.ts'
import { exceptionsOf } from '../store.ts'
import { branchesInOrder, countBranches, type BranchesAsked } from '../store/branches.ts'

/**
 * The places of a merchant that anybody may see, a page at a time: the nearest first when `from` is said,
 * else by name (PL27). Where the asker stands is used for this answer alone.
 *
 * @throws {Refused} `merchant.unknown`
 */
export async function branchesNear(
  work: Work,
  asked: BranchesAsked & { readonly from: Point | null },
  page: PageRequest,
): Promise<Page<PlaceCard>> {
  const merchant = await merchantOf(work, asked.merchantId)
  const rows = await branchesInOrder(work, asked, page)
  const { items, nextCursor } = pageOf(rows, page.limit, ({ id }) => id)
  const exceptions = await exceptionsOf(
    work,
    items.map(({ id }) => id),
  )
  const cards = items.map((place) =>
    cardOf(
      { ...place, exceptions: exceptions.get(place.id) ?? [] },
      merchant,
      work.now,
      asked.from,
    ),
  )
  return { items: cards, nextCursor }
}

/** How many places of a merchant anybody may see, of those named. */
export function branchCount(work: Work, asked: BranchesAsked): Promise<number> {
  return countBranches(work, asked)
}

/** @throws {Refused} `merchant.not-its-places` when one of them is of another merchant, or of none */
export async function requireOwnPlaces(
  work: Work,
  merchantId: Id<'merchant'>,
  placeIds: readonly Id<'place'>[],
): Promise<void> {
  const places = await placesOf(work, placeIds)
  const isOwn = (id: Id<'place'>) => places.get(id)?.merchantId === merchantId
  if (!placeIds.every(isOwn)) throw new Refused(placeRefusals, 'merchant.not-its-places')
}

/** What is known of the places that people came near: clock and opening hours. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { TIME_ZONE, type PlaceWithExceptions } from '../../places/model.ts'
import { openingAt } from '../../places/model/hours.ts'
import { placesWithExceptions } from '../../places/service.ts'
import type { Campaign } from '../model/campaign.ts'
import type { Nearness } from '../model/decision.ts'

export type PlacesNear = {
  /** The clock a campaign goes by; that of the market for areas, which have no place. */
  timeZoneOf(placeId: Id<'place'> | null): string
  /** Null when nobody has told the hours. */
  isOpenAt(placeId: Id<'place'> | null, at: Date): boolean | null
}

type Pair = { readonly campaign: Campaign; readonly nearness: Nearness }

/** Looks up the places of a batch, where a schedule depends on them. */
export async function placesNear(work: Work, pairs: readonly Pair[]): Promise<PlacesNear> {
  const asking = pairs.filter(({ campaign: { schedule } }) => {
    return schedule.openOnly || schedule.hours !== null || schedule.weekdays.length > 0
  })
  const ids = [...new Set(asking.flatMap(({ nearness }) => nearness.placeId ?? []))]
  const found = ids.length > 0 ? await placesWithExceptions(work, ids) : []
  const places = new Map(found.map((place) => [place.id, place]))
  const placeOf = (id: Id<'place'> | null) => (id === null ? undefined : places.get(id))
  return {
    timeZoneOf: (placeId) => placeOf(placeId)?.timeZone ?? TIME_ZONE,
    isOpenAt: (placeId, at) => {
      const place = placeOf(placeId)
      return place ? isPlaceOpen(place, at) : null
    },
  }
}

function isPlaceOpen({ hours, exceptions, timeZone }: PlaceWithExceptions, at: Date) {
  return hours === null ? null : openingAt({ week: hours, exceptions }, at, timeZone).isOpen
}

/** Places this device has seen lately: what is near can be told without asking anyone. */
import { queryClient } from '../../../api.ts'
import type { PlaceCardShape } from '../../../shapes.ts'

/** Places this device has seen lately: enough to say how far a coupon is, without asking anyone. */
export function seenPlaces(): readonly PlaceCardShape[] {
  return queryClient
    .getQueriesData<{ readonly items?: readonly PlaceCardShape[] } & Partial<PlaceCardShape>>({
      predicate: ({ queryKey }) => String(queryKey[0]).startsWith('GET /v1/places'),
    })
    .flatMap(([, data]) => data?.items ?? (data?.lng === undefined ? [] : [data as PlaceCardShape]))
    .filter((place) => Number.isFinite(place.lng))
}

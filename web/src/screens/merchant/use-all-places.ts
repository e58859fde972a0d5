/** All branches of a shop that has more of them than come with the shop itself. */
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import type { ReplyTo } from '../../shapes.ts'
import { useShop } from './shop.tsx'

const PLACES = 'GET /v1/merchants/{merchantId}/places'
/** So many come with `GET /v1/me/merchants`. */
const FIRST_MAX = 100
const PAGE = 100
const PAGES_MAX = 30

type NamedPlace = { readonly id: string; readonly name: string }

/** The branches that the asker may choose; the first hundred until the others have come. */
export function useAllPlaces(): readonly NamedPlace[] {
  const shop = useShop()
  const { data } = useQuery({
    queryKey: [PLACES, shop.id, 'names'],
    // Who runs some branches was told all of them.
    enabled: shop.placeIds === null && shop.places.length >= FIRST_MAX,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const all: NamedPlace[] = []
      let cursor: string | undefined
      for (let page = 0; page < PAGES_MAX; page += 1) {
        // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
        const got: ReplyTo<typeof PLACES> = await call(PLACES, {
          params: { merchantId: shop.id },
          query: { limit: PAGE, ...(cursor && { cursor }) },
          signal,
        })
        all.push(...got.items.map(({ id, name }) => ({ id, name })))
        if (got.nextCursor === null) break
        cursor = got.nextCursor
      }
      return all
    },
  })
  return data ?? shop.places
}

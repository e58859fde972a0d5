/** The shops of an event in the order of the way there, worked out on this device. Pure. */
import { metersBetween, type LngLat } from '../../../parts/map/geometry.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'

export type EventShop = ItemOf<ReplyTo<'GET /v1/pages/{slug}/places'>>

/** About a kilometer: enough to know which shops to tell of first, too little to know an address. */
const STEPS_PER_DEGREE = 100

/** Where somebody stands as it is told to the server. */
export function roughly({ lng, lat }: LngLat): LngLat {
  const rough = (degrees: number) => Math.round(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE
  return { lng: rough(lng), lat: rough(lat) }
}

/** The nearest first, with the true distance; as they came where nobody says where they stand. */
export function nearestFirst(
  shops: readonly EventShop[],
  here: LngLat | null,
): readonly EventShop[] {
  if (!here) return shops.map((shop) => ({ ...shop, distanceMeters: null }))
  return shops
    .map((shop) => ({ shop, meters: metersBetween(here, shop) }))
    .toSorted((one, other) => one.meters - other.meters)
    .map(({ shop, meters }) => ({ ...shop, distanceMeters: meters }))
}

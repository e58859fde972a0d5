/** Which places share one mark because they would cover each other. Pure. */
import { pixelsOf, type LngLat } from './geometry.ts'

export type Cluster<Place extends LngLat & { readonly id: string }> = LngLat & {
  /** Of the place itself, or of the first place of several. */
  readonly id: string
  readonly places: readonly Place[]
}

/** The width of a mark and a little air. */
export const MARK_PIXELS = 46

/**
 * Puts places together that lie closer than a mark at this zoom.
 *
 * Greedy, first come first served, on a grid so that a thousand places take some milliseconds; the
 * same places in the same order at the same zoom always give the same clusters.
 */
export function clustersOf<Place extends LngLat & { readonly id: string }>(
  places: readonly Place[],
  zoom: number,
  pixels = MARK_PIXELS,
): readonly Cluster<Place>[] {
  type Open = { readonly x: number; readonly y: number; readonly places: Place[] }
  const cells = new Map<string, Open[]>()
  const all: Open[] = []
  for (const place of places) {
    const [x, y] = pixelsOf(place, zoom)
    const column = Math.floor(x / pixels)
    const row = Math.floor(y / pixels)
    let home: Open | undefined
    for (let near = 0; near < 9 && !home; near += 1) {
      const cell = cells.get(`${column + (near % 3) - 1}/${row + Math.floor(near / 3) - 1}`)
      home = cell?.find((open) => Math.hypot(open.x - x, open.y - y) < pixels)
    }
    if (home) {
      home.places.push(place)
      continue
    }
    const fresh: Open = { x, y, places: [place] }
    all.push(fresh)
    const key = `${column}/${row}`
    const cell = cells.get(key)
    if (cell) cell.push(fresh)
    else cells.set(key, [fresh])
  }
  return all.map((open) => clusterOf(open.places))
}

function clusterOf<Place extends LngLat & { readonly id: string }>(
  places: readonly Place[],
): Cluster<Place> {
  const mean = (of: (place: Place) => number) =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length
  return {
    id: places[0]?.id ?? '',
    lng: mean((place) => place.lng),
    lat: mean((place) => place.lat),
    places,
  }
}

/** Points, windows and distances on the map. Pure; degrees, longitude first. */

export type LngLat = { readonly lng: number; readonly lat: number }
export type Window = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

const EARTH_RADIUS_METERS = 6_371_008.8
const TILE_PIXELS = 512
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Along the ground, on the sphere: off by up to half a percent, fine to say who is near. */
export function metersBetween(from: LngLat, to: LngLat): number {
  const halfLat = radians(to.lat - from.lat) / 2
  const halfLng = radians(to.lng - from.lng) / 2
  const chord =
    Math.sin(halfLat) ** 2 +
    Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(halfLng) ** 2
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Pixels on the flat map (web mercator) at a zoom. */
export function pixelsOf({ lng, lat }: LngLat, zoom: number): readonly [x: number, y: number] {
  const world = TILE_PIXELS * 2 ** zoom
  const sin = Math.sin(radians(lat))
  return [
    world * (lng / 360 + 0.5),
    world * (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)),
  ]
}

/** What a map of a size shows around a point. */
export function windowAround(center: LngLat, zoom: number, width: number, height: number): Window {
  const halfLng = (width / 2 / (TILE_PIXELS * 2 ** zoom)) * 360
  const halfLat = (height / width) * halfLng * Math.cos(radians(center.lat))
  return {
    west: center.lng - halfLng,
    south: center.lat - halfLat,
    east: center.lng + halfLng,
    north: center.lat + halfLat,
  }
}

/** Rounded to about ten meters, so that a trembling map does not ask the server again. */
export function steady({ west, south, east, north }: Window): Window {
  const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000
  return { west: round(west), south: round(south), east: round(east), north: round(north) }
}

export function isInside({ lng, lat }: LngLat, { west, south, east, north }: Window): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}

const ZOOM_FAR = 9.5
const ZOOM_CLOSE = 15.5

/** A camera that has all points in sight, with air around; null without points. */
export function cameraOver(
  points: readonly LngLat[],
  width: number,
  height: number,
): { readonly center: LngLat; readonly zoom: number } | null {
  if (points.length === 0) return null
  const lngs = points.map(({ lng }) => lng)
  const lats = points.map(({ lat }) => lat)
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const [left, bottom] = pixelsOf({ lng: west, lat: south }, 0)
  const [right, top] = pixelsOf({ lng: east, lat: north }, 0)
  const spread = Math.max((right - left) / width, (bottom - top) / height) * 1.4
  const zoom = spread === 0 ? ZOOM_CLOSE : Math.log2(1 / spread)
  return {
    center: { lng: (west + east) / 2, lat: (south + north) / 2 },
    zoom: Math.min(ZOOM_CLOSE, Math.max(ZOOM_FAR, zoom)),
  }
}

/** Points on the ground. Longitude first, as in GeoJSON; degrees, WGS84. */

export type Point = { readonly lng: number; readonly lat: number }
/** A window on the map. West is less than east: no market crosses the date line. */
export type Box = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}
/** One ring: at least four points, the last equals the first. */
export type Ring = readonly (readonly [lng: number, lat: number])[]
/** Outer ring first, then holes. */
export type PolygonRings = readonly Ring[]

/** Mean earth radius in meters (IUGG). */
export const EARTH_RADIUS_METERS = 6_371_008.8
/** Meters in one degree of latitude, on the sphere. */
export const METERS_PER_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Whether the numbers name a point on the earth. */
export function isPoint(lng: number, lat: number): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90
}

/**
 * The distance between two points along the ground, in meters.
 *
 * Takes the earth for a sphere, which is off by up to about half a percent: fine to say who is near,
 * not to bill by the meter.
 *
 * @see https://en.wikipedia.org/wiki/Haversine_formula
 */
export function distanceMeters(from: Point, to: Point): number {
  const halfLat = radians(to.lat - from.lat) / 2
  const halfLng = radians(to.lng - from.lng) / 2
  const chord =
    Math.sin(halfLat) ** 2 +
    Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(halfLng) ** 2
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** The smallest box that holds a circle, a little too large rather than too small. */
export function boxAround(center: Point, radiusMeters: number): Box {
  const lat = (radiusMeters / METERS_PER_DEGREE) * 1.0001
  const lng = lat / Math.max(0.01, Math.cos(radians(Math.min(89, Math.abs(center.lat) + lat))))
  return {
    west: center.lng - lng,
    south: center.lat - lat,
    east: center.lng + lng,
    north: center.lat + lat,
  }
}

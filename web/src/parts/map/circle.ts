/** Circles on the map: their outline, and the zoom at which they fit. Pure. */
import type { LngLat } from './geometry.ts'

const METERS_PER_DEGREE = 111_195
const CORNERS = 64
const TILE_PIXELS = 512
const EARTH_METERS = 40_030_173

/** A closed ring of points around a center; true to about a percent up to ten kilometers. */
export function circleRing(center: LngLat, radiusMeters: number): [number, number][] {
  const lat = radiusMeters / METERS_PER_DEGREE
  const lng = lat / Math.max(0.01, Math.cos((center.lat * Math.PI) / 180))
  return Array.from({ length: CORNERS + 1 }, (_, at) => {
    const turn = ((at % CORNERS) / CORNERS) * 2 * Math.PI
    return [center.lng + lng * Math.cos(turn), center.lat + lat * Math.sin(turn)]
  })
}

/** The zoom at which a circle takes up about three quarters of `pixels`. */
export function zoomFor(radiusMeters: number, lat: number, pixels: number): number {
  const metersPerPixel = (radiusMeters * 2) / (Math.max(80, pixels) * 0.75)
  const atZoomZero = (EARTH_METERS * Math.cos((lat * Math.PI) / 180)) / TILE_PIXELS
  return Math.min(17.5, Math.max(8, Math.log2(atZoomZero / metersPerPixel)))
}

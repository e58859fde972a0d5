/**
 * Zones as presence sees them: how far a point is from the edge, and what a fix can say about it.
 *
 * Pure. Distances are meters on the local tangent plane; for zones of a market the error against the
 * sphere is below a tenth of a percent.
 */
import type { Id } from '../../../kernel/id.ts'
import { METERS_PER_DEGREE, type Box } from '../../../kernel/geo.ts'
import type { ZoneShape } from '../../places/model.ts'

export type Zone = {
  readonly id: Id<'zone'>
  readonly placeId: Id<'place'> | null
  readonly merchantId: Id<'merchant'> | null
  readonly dwellSeconds: number
  readonly shape: ZoneShape
  /** Exact, while places may keep a box a little larger. */
  readonly box: Box
  /** Half of what the zone measures across its short side: a fix vaguer than that cannot place one in it. */
  readonly reachMeters: number
}

/** All zones of the market, as the reducer asks for them. */
export type Zones = {
  /** Changes whenever any zone does. */
  readonly version: number
  get(zoneId: string): Zone | undefined
  /** Calls back for every zone whose box is within `padMeters` of the point, and perhaps for more. */
  near(lng: number, lat: number, see: (zone: Zone) => void): void
}

/** How far around a point `near` looks. */
export const PAD_METERS = 50

/** A zone with what is derived from its shape. */
export function zoneOf(from: Omit<Zone, 'box' | 'reachMeters'>): Zone {
  const box = boxOf(from.shape)
  const reachMeters =
    from.shape.kind === 'circle'
      ? from.shape.radiusMeters
      : Math.min(
          (box.north - box.south) * METERS_PER_DEGREE,
          (box.east - box.west) * metersPerDegreeLng((box.north + box.south) / 2),
        ) / 2
  return { ...from, box, reachMeters }
}

/** Meters in one degree of longitude. */
export function metersPerDegreeLng(lat: number): number {
  return METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
}

/** Meters from a point to the edge of a zone: negative inside, positive outside. */
export function edgeMeters(zone: Zone, lng: number, lat: number): number {
  const { shape } = zone
  const perLng = metersPerDegreeLng(lat)
  if (shape.kind === 'circle') {
    const x = (lng - shape.center.lng) * perLng
    const y = (lat - shape.center.lat) * METERS_PER_DEGREE
    return Math.sqrt(x * x + y * y) - shape.radiusMeters
  }
  let nearest = Infinity
  let isInside = false
  for (const rings of shape.polygons) {
    let isIn = false
    for (const ring of rings) {
      // Holes flip what the outer ring said, so one parity over all rings of a polygon is enough.
      for (let at = 1; at < ring.length; at += 1) {
        const [fromLng, fromLat] = ring[at - 1] as readonly [number, number]
        const [toLng, toLat] = ring[at] as readonly [number, number]
        const ax = (fromLng - lng) * perLng
        const ay = (fromLat - lat) * METERS_PER_DEGREE
        const bx = (toLng - lng) * perLng
        const by = (toLat - lat) * METERS_PER_DEGREE
        if (ay > 0 !== by > 0 && ax + ((bx - ax) * -ay) / (by - ay) > 0) isIn = !isIn
        nearest = Math.min(nearest, squaredToSegment(ax, ay, bx, by))
      }
    }
    isInside ||= isIn
  }
  const meters = Math.sqrt(nearest)
  return isInside ? -meters : meters
}

/** The squared distance from the origin to a segment. */
function squaredToSegment(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  const x = ax + share * dx
  const y = ay + share * dy
  return x * x + y * y
}

function boxOf(shape: ZoneShape): Box {
  if (shape.kind === 'circle') {
    const lat = shape.radiusMeters / METERS_PER_DEGREE
    const lng =
      shape.radiusMeters / metersPerDegreeLng(Math.min(89, Math.abs(shape.center.lat) + lat))
    const { center } = shape
    return {
      west: center.lng - lng,
      south: center.lat - lat,
      east: center.lng + lng,
      north: center.lat + lat,
    }
  }
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [outer] of shape.polygons) {
    for (const [lng, lat] of outer ?? []) {
      box.west = Math.min(box.west, lng)
      box.east = Math.max(box.east, lng)
      box.south = Math.min(box.south, lat)
      box.north = Math.max(box.north, lat)
    }
  }
  return box
}

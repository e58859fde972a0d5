/**
 * Zones as presence sees them: how far a point is from the edge, and what a fix can say about it.
 *
 * Pure. Distances are meters on the local tangent plane; for zones of a market the error against the
 * sphere is below a tenth of a percent.
 */
import type { Id } from '../../../kernel/id.ts'
import { METERS_PER_DEGREE, type Box } from '../../../kernel/geo.ts'
import type { ZoneShape } from '../../places/model.ts'
import { Border } from './border.ts'

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
  /** Of a polygon; null for a circle. */
  readonly border: Border | null
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
export function zoneOf(from: Omit<Zone, 'box' | 'reachMeters' | 'border'>): Zone {
  const box = boxOf(from.shape)
  const reachMeters =
    from.shape.kind === 'circle'
      ? from.shape.radiusMeters
      : Math.min(
          (box.north - box.south) * METERS_PER_DEGREE,
          (box.east - box.west) * metersPerDegreeLng((box.north + box.south) / 2),
        ) / 2
  const { shape } = from
  const border = shape.kind === 'circle' ? null : new Border(shape.polygons, PAD_METERS)
  return { ...from, box, reachMeters, border }
}

/** Meters in one degree of longitude. */
export function metersPerDegreeLng(lat: number): number {
  return METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
}

/** Meters from a point to the edge of a zone: negative inside, positive outside. */
export function edgeMeters(zone: Zone, lng: number, lat: number): number {
  const perLng = metersPerDegreeLng(lat)
  return zone.border ? zone.border.meters(lng, lat, perLng) : circleMeters(zone, lng, lat, perLng)
}

/** The same while the edge is within `PAD_METERS`; deep inside, or far outside, it says just that. */
export function nearEdgeMeters(zone: Zone, lng: number, lat: number): number {
  const perLng = metersPerDegreeLng(lat)
  return zone.border
    ? zone.border.near(lng, lat, perLng, PAD_METERS)
    : circleMeters(zone, lng, lat, perLng)
}

function circleMeters({ shape }: Zone, lng: number, lat: number, perLng: number): number {
  if (shape.kind !== 'circle') return Infinity
  const x = (lng - shape.center.lng) * perLng
  const y = (lat - shape.center.lat) * METERS_PER_DEGREE
  return Math.sqrt(x * x + y * y) - shape.radiusMeters
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

/** Shapes on the ground: whether a zone can be what it says, and the box around it. */
import { boxAround, isPoint, type Box, type PolygonRings, type Ring } from '../../../kernel/geo.ts'
import { RADIUS_METERS_MAX, RADIUS_METERS_MIN, type ZoneShape } from '../model.ts'

/** Enough for a district along a coast; what is drawn by hand has a few dozen. */
export const ZONE_POINTS_MAX = 20_000
export const ZONE_PARTS_MAX = 500

/** Why a shape is refused, and where: `polygons[0][1]` is the first hole of the first part (PL10). */
export type ShapeObjection = { readonly path: string; readonly why: string }

/** What speaks against a shape; null when it is good. */
export function shapeObjection(shape: ZoneShape): ShapeObjection | null {
  switch (shape.kind) {
    case 'circle': {
      const { center, radiusMeters } = shape
      if (!isPoint(center.lng, center.lat)) return { path: 'center', why: 'is not on the earth' }
      const isSized = radiusMeters >= RADIUS_METERS_MIN && radiusMeters <= RADIUS_METERS_MAX
      if (isSized) return null
      const why = `is not between ${RADIUS_METERS_MIN} and ${RADIUS_METERS_MAX} meters`
      return { path: 'radiusMeters', why }
    }
    case 'polygon':
      return polygonsObjection(shape.polygons)
  }
}

function polygonsObjection(polygons: readonly PolygonRings[]): ShapeObjection | null {
  if (polygons.length === 0) return { path: 'polygons', why: 'has no part' }
  if (polygons.length > ZONE_PARTS_MAX) {
    return { path: 'polygons', why: `has more than ${ZONE_PARTS_MAX} parts` }
  }
  const points = polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
  if (points > ZONE_POINTS_MAX) {
    return { path: 'polygons', why: `has more than ${ZONE_POINTS_MAX} points` }
  }
  for (const [part, rings] of polygons.entries()) {
    if (rings.length === 0) return { path: `polygons[${part}]`, why: 'has no outer ring' }
    for (const [at, ring] of rings.entries()) {
      const why = ringObjection(ring)
      if (why) return { path: `polygons[${part}][${at}]`, why }
    }
    const crossing = crossingOf(rings)
    if (crossing) return { path: `polygons[${part}]`, why: crossing }
    const flat = rings.findIndex((ring) => ringArea(ring) === 0)
    if (flat !== -1) return { path: `polygons[${part}][${flat}]`, why: 'encloses nothing' }
  }
  return null
}

function ringObjection(ring: Ring): string | null {
  if (ring.length < 4) return 'has fewer than four positions'
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) {
    return 'does not end where it begins'
  }
  return ring.some(([lng, lat]) => !isPoint(lng, lat)) ? 'is not on the earth' : null
}

/** Twice the signed area in square degrees: positive when the ring turns left. */
export function ringArea(ring: Ring): number {
  let area = 0
  for (let at = 1; at < ring.length; at += 1) {
    const [fromLng, fromLat] = ring[at - 1] ?? [0, 0]
    const [toLng, toLat] = ring[at] ?? [0, 0]
    area += fromLng * toLat - toLng * fromLat
  }
  return area
}

type Edge = readonly [fromX: number, fromY: number, toX: number, toY: number, ring: number]

/**
 * Whether edges of one part cross: a ring itself, or two rings each other. Touching is allowed, because
 * real boundaries do.
 *
 * Edges are swept from west to east, so that only those above each other are compared.
 */
function crossingOf(rings: PolygonRings): string | null {
  const edges: Edge[] = []
  for (const [number, ring] of rings.entries()) {
    for (let at = 1; at < ring.length; at += 1) {
      const [fromX, fromY] = ring[at - 1] ?? [0, 0]
      const [toX, toY] = ring[at] ?? [0, 0]
      const isForward = fromX < toX || (fromX === toX && fromY <= toY)
      edges.push(isForward ? [fromX, fromY, toX, toY, number] : [toX, toY, fromX, fromY, number])
    }
  }
  edges.sort((one, other) => one[0] - other[0])
  let live: Edge[] = []
  for (const edge of edges) {
    live = live.filter((other) => other[2] >= edge[0])
    for (const other of live) {
      if (!edgesCross(edge, other)) continue
      return edge[4] === other[4] ? 'crosses itself' : 'has rings that cross each other'
    }
    live.push(edge)
  }
  return null
}

function edgesCross(one: Edge, other: Edge): boolean {
  const [ax, ay, bx, by] = one
  const [cx, cy, dx, dy] = other
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
    (qx - px) * (ry - py) - (qy - py) * (rx - px)
  const c = side(ax, ay, bx, by, cx, cy)
  const d = side(ax, ay, bx, by, dx, dy)
  const a = side(cx, cy, dx, dy, ax, ay)
  const b = side(cx, cy, dx, dy, bx, by)
  return c * d < 0 && a * b < 0
}

/** The smallest box that holds the shape. */
export function boxOf(shape: ZoneShape): Box {
  if (shape.kind === 'circle') return boxAround(shape.center, shape.radiusMeters)
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

/** A flat tree of points: the nearest of a million in microseconds, and even choices of a window. */
import KDBush from 'kdbush'
import type { Box } from '../../../kernel/geo.ts'
import { EARTH_RADIUS_METERS } from '../../../kernel/geo.ts'

/** Points by slot; built once, then only read. */
export type PointTree = {
  readonly size: number
  /** Tree position → slot. */
  readonly slots: Uint32Array
  /** Longitude and latitude of each tree position. */
  readonly coords: Float64Array
  /** Unit vectors of each tree position: their distance grows with the distance along the ground. */
  readonly vectors: Float64Array
  readonly west: number
  readonly east: number
  /** The smallest cosine of a latitude in the tree: what a degree of longitude is worth at least. */
  readonly cosLatMin: number
}

const LEAF_POINTS = 64
const radian = Math.PI / 180

export function buildPointTree(
  slots: Uint32Array,
  lngs: Float64Array,
  lats: Float64Array,
): PointTree {
  const size = slots.length
  if (size === 0) {
    const none = new Float64Array(0)
    return { size, slots, coords: none, vectors: none, west: 0, east: 0, cosLatMin: 0 }
  }
  const bush = new KDBush(size, LEAF_POINTS, Float64Array)
  for (const slot of slots) bush.add(lngs[slot] ?? 0, lats[slot] ?? 0)
  bush.finish()
  // kdbush sorts these two side by side; its own searches know no sphere and no filter.
  const { ids, coords } = bush as unknown as { ids: Uint32Array; coords: Float64Array }
  const sorted = new Uint32Array(size)
  const vectors = new Float64Array(size * 3)
  let [west, east, cosLatMin] = [180, -180, 1]
  for (let at = 0; at < size; at += 1) {
    const lng = coords[at * 2] ?? 0
    const lat = coords[at * 2 + 1] ?? 0
    sorted[at] = slots[ids[at] ?? 0] ?? 0
    writeVector(vectors, at * 3, lng, lat)
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    cosLatMin = Math.min(cosLatMin, Math.cos(lat * radian))
  }
  return { size, slots: sorted, coords, vectors, west, east, cosLatMin }
}

function writeVector(into: Float64Array, at: number, lng: number, lat: number): void {
  const cosLat = Math.cos(lat * radian)
  into[at] = cosLat * Math.cos(lng * radian)
  into[at + 1] = cosLat * Math.sin(lng * radian)
  into[at + 2] = Math.sin(lat * radian)
}

const haversine = (radians: number) => Math.sin(radians / 2) ** 2

/** Meters along the ground for a squared chord of the unit sphere. */
export function metersOf(chordSquared: number): number {
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chordSquared) / 2))
}

function chordSquaredOf(meters: number): number {
  const angle = Math.min(Math.PI, meters / EARTH_RADIUS_METERS)
  return 4 * haversine(angle)
}

const STACK_DEPTH = 64
const FIELDS = 5

/**
 * One search for the nearest, over any number of trees; make it once and start it again.
 *
 * Depth first, the nearer half first, and nothing that is farther than the last of the best so far. A
 * point is offered to `accept` only when it would be among the best.
 */
export class NearestSearch {
  readonly #stack = new Float64Array(STACK_DEPTH * FIELDS)
  readonly #slots: Uint32Array
  readonly #chords: Float64Array
  readonly #center = new Float64Array(3)
  readonly #vector = new Float64Array(3)
  #lng = 0
  #lat = 0
  #cosLat = 1
  #limit = 0
  #found = 0
  #worst = 0
  #offersLeft = 0
  #accept: (slot: number) => boolean = () => true

  constructor(limitMax: number) {
    this.#slots = new Uint32Array(limitMax)
    this.#chords = new Float64Array(limitMax)
  }

  /** @param offersMax how many points may be offered to `accept` before the search gives up */
  start(
    center: { readonly lng: number; readonly lat: number },
    options: { limit: number; metersMax: number; offersMax: number },
    accept: (slot: number) => boolean,
  ): void {
    this.#lng = center.lng
    this.#lat = center.lat
    this.#cosLat = Math.cos(center.lat * radian)
    writeVector(this.#center, 0, center.lng, center.lat)
    this.#limit = options.limit
    this.#found = 0
    // A hair more, so that a point exactly at the edge is inside.
    this.#worst = chordSquaredOf(options.metersMax) * (1 + 1e-12)
    this.#offersLeft = options.offersMax
    this.#accept = accept
  }

  get found(): number {
    return this.#found
  }
  /** Whether nobody nearer can have been left out. */
  get isComplete(): boolean {
    return this.#offersLeft > 0
  }
  slotAt(rank: number): number {
    return this.#slots[rank] ?? 0
  }
  metersAt(rank: number): number {
    return metersOf(this.#chords[rank] ?? 0)
  }

  /** Looks through a tree; the best of all trees since `start` are kept. */
  visit(tree: PointTree): void {
    if (tree.size === 0) return
    const { coords } = tree
    const stack = this.#stack
    // Seen the other way round the earth, the far edge of the tree may be the near one.
    const westEdge = haversine((this.#lng - tree.west) * radian)
    const eastEdge = haversine((this.#lng - tree.east) * radian)
    const cosBoth = this.#cosLat * tree.cosLatMin
    let top = this.#push(0, 0, tree.size - 1, 0, 0, 0)
    while (top > 0 && this.#offersLeft > 0) {
      top -= FIELDS
      const left = stack[top] ?? 0
      const right = stack[top + 1] ?? 0
      const isByLat = stack[top + 2] === 1
      const latPart = stack[top + 3] ?? 0
      const lngPart = stack[top + 4] ?? 0
      if (4 * (latPart + cosBoth * lngPart) > this.#worst) continue
      if (right - left <= LEAF_POINTS) {
        this.#offerAll(tree, left, right)
        continue
      }
      const middle = (left + right) >> 1
      this.#offerAll(tree, middle, middle)
      const off = isByLat
        ? this.#lat - (coords[middle * 2 + 1] ?? 0)
        : this.#lng - (coords[middle * 2] ?? 0)
      const side = haversine(off * radian)
      const farLat = isByLat ? side : latPart
      const farLng = isByLat ? lngPart : Math.min(side, off > 0 ? westEdge : eastEdge)
      const axis = isByLat ? 0 : 1
      // The nearer half goes on the stack last, and so comes off first.
      if (off <= 0) {
        top = this.#push(top, middle + 1, right, axis, farLat, farLng)
        top = this.#push(top, left, middle - 1, axis, latPart, lngPart)
      } else {
        top = this.#push(top, left, middle - 1, axis, farLat, farLng)
        top = this.#push(top, middle + 1, right, axis, latPart, lngPart)
      }
    }
  }

  /** Looks at one point that stands in no tree yet. */
  visitPoint(slot: number, lng: number, lat: number): void {
    if (this.#offersLeft <= 0) return
    const vector = this.#vector
    writeVector(vector, 0, lng, lat)
    const dx = (vector[0] ?? 0) - (this.#center[0] ?? 0)
    const dy = (vector[1] ?? 0) - (this.#center[1] ?? 0)
    const dz = (vector[2] ?? 0) - (this.#center[2] ?? 0)
    const chord = dx * dx + dy * dy + dz * dz
    if (chord <= this.#worst) this.#consider(slot, chord)
  }

  /**
   * @param latPart haversine of the least difference in latitude to anything in the range
   * @param lngPart the same for longitude
   */
  #push(
    top: number,
    left: number,
    right: number,
    axis: number,
    latPart: number,
    lngPart: number,
  ): number {
    const stack = this.#stack
    stack[top] = left
    stack[top + 1] = right
    stack[top + 2] = axis
    stack[top + 3] = latPart
    stack[top + 4] = lngPart
    return top + FIELDS
  }

  /** Looks at a run of tree positions: most points are too far, and cost three differences. */
  #offerAll({ vectors, slots }: PointTree, left: number, right: number): void {
    const x = this.#center[0] ?? 0
    const y = this.#center[1] ?? 0
    const z = this.#center[2] ?? 0
    for (let at = left, from = left * 3; at <= right; at += 1, from += 3) {
      const dx = (vectors[from] ?? 0) - x
      const dy = (vectors[from + 1] ?? 0) - y
      const dz = (vectors[from + 2] ?? 0) - z
      const chord = dx * dx + dy * dy + dz * dz
      if (chord <= this.#worst) this.#consider(slots[at] ?? 0, chord)
    }
  }

  #consider(slot: number, chord: number): void {
    if (this.#offersLeft <= 0) return
    this.#offersLeft -= 1
    if (!this.#accept(slot)) return
    const slots = this.#slots
    const chords = this.#chords
    let rank = this.#found < this.#limit ? this.#found++ : this.#limit - 1
    while (rank > 0 && (chords[rank - 1] ?? 0) > chord) {
      chords[rank] = chords[rank - 1] ?? 0
      slots[rank] = slots[rank - 1] ?? 0
      rank -= 1
    }
    chords[rank] = chord
    slots[rank] = slot
    if (this.#found === this.#limit) this.#worst = chords[this.#limit - 1] ?? 0
  }
}

/**
 * Calls `visit` for points inside a box: all of them while there are at most about `visitsMax`, else an
 * even share. The choice depends on the tree alone, so the same box shows the same points again.
 *
 * @returns how many points one visited point stands for, 1 when all were visited
 */
export function visitWindow(
  tree: PointTree,
  box: Box,
  visitsMax: number,
  visit: (slot: number) => void,
): number {
  const ranges: [left: number, right: number][] = []
  let inside = 0
  collect(tree, box, (left, right) => {
    inside += right - left + 1
    ranges.push([left, right])
  })
  const stride = Math.max(1, Math.ceil(inside / visitsMax))
  for (const [left, right] of ranges) {
    // By absolute position, so that neighbouring ranges do not all offer their first point.
    const first = Math.ceil(left / stride) * stride
    for (let at = first; at <= right; at += stride) visit(tree.slots[at] ?? 0)
  }
  return stride
}

/** Finds the ranges of tree positions that lie inside a box. */
function collect(tree: PointTree, box: Box, found: (left: number, right: number) => void): void {
  const { coords } = tree
  const isIn = (at: number) => {
    const lng = coords[at * 2] ?? 0
    const lat = coords[at * 2 + 1] ?? 0
    return lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north
  }
  const go = (left: number, right: number, axis: 0 | 1, area: Box): void => {
    if (left > right) return
    const isWhole =
      area.west >= box.west &&
      area.east <= box.east &&
      area.south >= box.south &&
      area.north <= box.north
    if (isWhole) {
      found(left, right)
      return
    }
    if (right - left <= LEAF_POINTS) {
      for (let at = left; at <= right; at += 1) if (isIn(at)) found(at, at)
      return
    }
    const middle = (left + right) >> 1
    if (isIn(middle)) found(middle, middle)
    const split = coords[middle * 2 + axis] ?? 0
    const [min, max] = axis === 0 ? [box.west, box.east] : [box.south, box.north]
    if (min <= split) {
      go(left, middle - 1, axis === 0 ? 1 : 0, {
        ...area,
        ...(axis === 0 ? { east: split } : { north: split }),
      })
    }
    if (max >= split) {
      go(middle + 1, right, axis === 0 ? 1 : 0, {
        ...area,
        ...(axis === 0 ? { west: split } : { south: split }),
      })
    }
  }
  go(0, tree.size - 1, 0, { west: -Infinity, south: -Infinity, east: Infinity, north: Infinity })
}

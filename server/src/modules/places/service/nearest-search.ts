/** The nearest points of any number of trees, on the sphere and with a filter. */
import { EARTH_RADIUS_METERS } from '../../../kernel/geo.ts'
import { LEAF_POINTS, radian, writeVector, type PointTree } from './point-tree.ts'
import { Smallest } from './smallest.ts'

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
  /** Slots by squared chord. */
  readonly #nearest: Smallest
  readonly #center = new Float64Array(3)
  readonly #vector = new Float64Array(3)
  #lng = 0
  #lat = 0
  #cosLat = 1
  #worst = 0
  #offersLeft = 0
  #accept: (slot: number) => boolean = () => true

  constructor(limitMax: number) {
    this.#nearest = new Smallest(limitMax)
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
    this.#nearest.start(options.limit)
    // A hair more, so that a point exactly at the edge is inside.
    this.#worst = chordSquaredOf(options.metersMax) * (1 + 1e-12)
    this.#offersLeft = options.offersMax
    this.#accept = accept
  }

  get found(): number {
    return this.#nearest.count
  }
  /** Whether nobody nearer can have been left out. */
  get isComplete(): boolean {
    return this.#offersLeft > 0
  }
  slotAt(rank: number): number {
    return this.#nearest.slotAt(rank)
  }
  metersAt(rank: number): number {
    return metersOf(this.#nearest.keyAt(rank))
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
    const nearest = this.#nearest
    nearest.offer(slot, chord)
    if (nearest.isFull) this.#worst = nearest.largest
  }
}

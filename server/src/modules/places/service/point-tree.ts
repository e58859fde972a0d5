/** A flat tree of points, built in steps: a million of them take half a second, which nobody waits for. */

/** What a tree is built from, by slot. */
export type Points = {
  readonly lngs: Float64Array
  readonly lats: Float64Array
  /** Scattered evenly over 32 bits: which points a thinner layer keeps. */
  readonly ranks: Uint32Array
}
/** Points sorted as a tree: the middle of each range parts it, by longitude and latitude in turn. */
export type PointLayer = {
  readonly size: number
  /** Tree position → slot. */
  readonly slots: Uint32Array
  /** Longitude and latitude of each tree position. */
  readonly coords: Float64Array
}
export type PointTree = PointLayer & {
  /** Unit vectors of each tree position: their distance grows with the distance along the ground. */
  readonly vectors: Float64Array
  readonly west: number
  readonly east: number
  /** The smallest cosine of a latitude in the tree: what a degree of longitude is worth at least. */
  readonly cosLatMin: number
  /** Ever thinner choices of the same points: layer n holds the ranks below `rankBelow(n + 1)`. */
  readonly layers: readonly PointLayer[]
}

/** Ranges up to this size are not parted further. */
export const LEAF_POINTS = 32
/** Each layer keeps one of so many points of the layer before. */
const LAYER_SHARE = 4
const LAYER_POINTS_MIN = 512
/** So many points are moved or measured in one step: about a millisecond. */
const STEP_POINTS = 20_000
/** Ranges above this are first parted on a sample of themselves (Floyd and Rivest). */
const SAMPLE_ABOVE = 600
export const radian = Math.PI / 180

/** Ranks below this are in layer `level`; level 0 is the tree itself. */
export const rankBelow = (level: number) => 2 ** 32 / LAYER_SHARE ** level

/** The layer of a tree for a level; its thinnest where it has not so many. */
export function layerOf(tree: PointTree, level: number): PointLayer {
  return tree.layers[Math.min(level, tree.layers.length) - 1] ?? tree
}

/** Builds a tree at once. */
export function buildPointTree(slots: Uint32Array, points: Points): PointTree {
  const steps = pointTreeSteps(slots, points)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Builds a tree step by step. The points must not change in between. */
export function* pointTreeSteps(
  slots: Uint32Array,
  points: Points,
): Generator<undefined, PointTree, undefined> {
  const whole = yield* layerSteps(slots, points)
  const { size, coords } = whole
  const vectors = new Float64Array(size * 3)
  let [west, east, cosLatMin] = [180, -180, 1]
  for (let at = 0; at < size; at += 1) {
    const lng = coords[at * 2] ?? 0
    const lat = coords[at * 2 + 1] ?? 0
    writeVector(vectors, at * 3, lng, lat)
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    cosLatMin = Math.min(cosLatMin, Math.cos(lat * radian))
    if (at % STEP_POINTS === 0) yield
  }
  const layers: PointLayer[] = []
  let last: PointLayer = whole
  while (last.size >= LAYER_POINTS_MIN * LAYER_SHARE) {
    const below = rankBelow(layers.length + 1)
    const kept = last.slots.filter((slot) => (points.ranks[slot] ?? 0) < below)
    last = yield* layerSteps(kept, points)
    layers.push(last)
  }
  return { ...whole, vectors, west, east, cosLatMin, layers }
}

function* layerSteps(
  unsorted: Uint32Array,
  { lngs, lats }: Points,
): Generator<undefined, PointLayer, undefined> {
  const slots = unsorted.slice()
  const size = slots.length
  const coords = new Float64Array(size * 2)
  for (let at = 0; at < size; at += 1) {
    coords[at * 2] = lngs[slots[at] ?? 0] ?? 0
    coords[at * 2 + 1] = lats[slots[at] ?? 0] ?? 0
  }
  const layer = { size, slots, coords }
  const ranges: (readonly [left: number, right: number, axis: 0 | 1])[] = [[0, size - 1, 0]]
  let moved = 0
  for (;;) {
    const range = ranges.pop()
    if (!range) return layer
    const [left, right, axis] = range
    if (right - left <= LEAF_POINTS) continue
    const middle = (left + right) >> 1
    select(layer, middle, left, right, axis)
    const other = axis === 0 ? 1 : 0
    ranges.push([left, middle - 1, other], [middle + 1, right, other])
    moved += right - left
    if (moved < STEP_POINTS) continue
    moved = 0
    yield
  }
}

/**
 * Brings the point that belongs at `place` there, smaller ones before it and larger ones behind it.
 * Floyd and Rivest, "Algorithm 489", 1975, as kdbush has it.
 */
function select(layer: PointLayer, place: number, first: number, last: number, axis: 0 | 1): void {
  const { coords } = layer
  let [left, right] = [first, last]
  while (right > left) {
    if (right - left > SAMPLE_ABOVE) {
      const size = right - left + 1
      const rank = place - left + 1
      const log = Math.log(size)
      const sample = 0.5 * Math.exp((2 * log) / 3)
      const side = rank < size / 2 ? -1 : 1
      const spread = 0.5 * Math.sqrt((log * sample * (size - sample)) / size) * side
      const from = Math.max(left, Math.floor(place - (rank * sample) / size + spread))
      const to = Math.min(right, Math.floor(place + ((size - rank) * sample) / size + spread))
      select(layer, place, from, to, axis)
    }
    const pivot = coords[place * 2 + axis] ?? 0
    let low = left
    let high = right
    swap(layer, left, place)
    if ((coords[right * 2 + axis] ?? 0) > pivot) swap(layer, left, right)
    while (low < high) {
      swap(layer, low, high)
      low += 1
      high -= 1
      while ((coords[low * 2 + axis] ?? 0) < pivot) low += 1
      while ((coords[high * 2 + axis] ?? 0) > pivot) high -= 1
    }
    if (coords[left * 2 + axis] === pivot) swap(layer, left, high)
    else swap(layer, (high += 1), right)
    if (high <= place) left = high + 1
    if (place <= high) right = high - 1
  }
}

function swap({ slots, coords }: PointLayer, one: number, other: number): void {
  const slot = slots[one] ?? 0
  slots[one] = slots[other] ?? 0
  slots[other] = slot
  const lng = coords[one * 2] ?? 0
  coords[one * 2] = coords[other * 2] ?? 0
  coords[other * 2] = lng
  const lat = coords[one * 2 + 1] ?? 0
  coords[one * 2 + 1] = coords[other * 2 + 1] ?? 0
  coords[other * 2 + 1] = lat
}

/** Writes the unit vector of a point. */
export function writeVector(into: Float64Array, at: number, lng: number, lat: number): void {
  const cosLat = Math.cos(lat * radian)
  into[at] = cosLat * Math.cos(lng * radian)
  into[at + 1] = cosLat * Math.sin(lng * radian)
  into[at + 2] = Math.sin(lat * radian)
}

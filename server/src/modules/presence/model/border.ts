/**
 * The border of a polygon as bare numbers, cut into bands of latitude.
 *
 * Pure. A district has hundreds of corners, and whoever stands in it is asked about all the time: a look
 * that only wants to know whether the border is near reads the segments of one band.
 */
import { METERS_PER_DEGREE, type PolygonRings } from '../../../kernel/geo.ts'

/** Fewer segments than that are simply all looked at. */
const SEGMENTS_OF_NO_BANDS = 16
const BAND_DEGREES_MIN = 50 / METERS_PER_DEGREE
const BANDS_MAX = 256

export class Border {
  /** Four numbers a segment: from longitude and latitude, to longitude and latitude. */
  readonly #ends: Float64Array
  /** The polygon each segment belongs to; those of one stand together. */
  readonly #polygons: Uint32Array
  readonly #all: Uint32Array
  readonly #bands: readonly Uint32Array[]
  readonly #south: number
  readonly #bandDegrees: number

  /** @param padMeters how near the border must be for `near` to tell how near it is */
  constructor(polygons: readonly PolygonRings[], padMeters: number) {
    const ends: number[] = []
    const owners: number[] = []
    polygons.forEach((rings, polygon) => {
      for (const ring of rings) {
        for (let at = 1; at < ring.length; at += 1) {
          const [from, to] = [ring[at - 1], ring[at]]
          if (from && to) ends.push(from[0], from[1], to[0], to[1])
          owners.push(polygon)
        }
      }
    })
    this.#ends = Float64Array.from(ends)
    this.#polygons = Uint32Array.from(owners)
    this.#all = Uint32Array.from(owners.keys())
    const lats = ends.filter((_number, at) => at % 2 === 1)
    const south = lats.reduce((least, lat) => Math.min(least, lat), Infinity)
    const north = lats.reduce((most, lat) => Math.max(most, lat), -Infinity)
    this.#south = south
    this.#bandDegrees = Math.max(BAND_DEGREES_MIN, (north - south) / (BANDS_MAX - 1))
    const count = Math.floor((north - south) / this.#bandDegrees) + 1
    this.#bands = owners.length <= SEGMENTS_OF_NO_BANDS ? [] : this.#cut(count, padMeters)
  }

  /** Meters to the border: negative inside, positive outside. */
  meters(lng: number, lat: number, perLng: number): number {
    return this.#metersBy(this.#all, lng, lat, perLng, Infinity)
  }

  /** The same while it is below `padMeters`, on either side; who is farther is told just that. */
  near(lng: number, lat: number, perLng: number, padMeters: number): number {
    const last = this.#bands.length - 1
    const band = Math.floor((lat - this.#south) / this.#bandDegrees)
    const segments = this.#bands[Math.min(last, Math.max(0, band))] ?? this.#all
    return this.#metersBy(segments, lng, lat, perLng, padMeters)
  }

  /** The segments that reach within the pad of each band, in the order of all. */
  #cut(count: number, padMeters: number): readonly Uint32Array[] {
    const pad = padMeters / METERS_PER_DEGREE
    const bands = Array.from({ length: count }, (): number[] => [])
    const bandOf = (lat: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((lat - this.#south) / this.#bandDegrees)))
    for (const segment of this.#all) {
      const from = this.#ends[segment * 4 + 1] as number
      const to = this.#ends[segment * 4 + 3] as number
      const last = bandOf(Math.max(from, to) + pad)
      for (let band = bandOf(Math.min(from, to) - pad); band <= last; band += 1) {
        bands[band]?.push(segment)
      }
    }
    return bands.map((segments) => Uint32Array.from(segments))
  }

  #metersBy(
    segments: Uint32Array,
    lng: number,
    lat: number,
    perLng: number,
    padMeters: number,
  ): number {
    const ends = this.#ends
    let nearest = Infinity
    let isInside = false
    let isIn = false
    let polygon = -1
    for (let at = 0; at < segments.length; at += 1) {
      const segment = segments[at] as number
      const owner = this.#polygons[segment] as number
      if (owner !== polygon) {
        isInside ||= isIn
        isIn = false
        polygon = owner
      }
      const ax = ((ends[segment * 4] as number) - lng) * perLng
      const ay = ((ends[segment * 4 + 1] as number) - lat) * METERS_PER_DEGREE
      const bx = ((ends[segment * 4 + 2] as number) - lng) * perLng
      const by = ((ends[segment * 4 + 3] as number) - lat) * METERS_PER_DEGREE
      // Holes flip what the outer ring said, so one parity over all rings of a polygon is enough.
      if (ay > 0 !== by > 0 && ax + ((bx - ax) * -ay) / (by - ay) > 0) isIn = !isIn
      nearest = Math.min(nearest, squaredToSegment(ax, ay, bx, by))
    }
    const meters = Math.min(padMeters, Math.sqrt(nearest))
    return isInside || isIn ? -meters : meters
  }
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

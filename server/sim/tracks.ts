/** Recorded tracks as they are: read from rows, packed into days of walkers, and searched for stays. */
import { distanceMeters, METERS_PER_DEGREE, type Point } from '../src/kernel/geo.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../src/kernel/time.ts'

/** What a diary or an observer wrote beside a fix. */
export type Label = 'stay' | 'go' | null
export type TrackPoint = Point & { readonly atMs: number; readonly label: Label }
export type RecordedTrack = { readonly name: string; readonly points: readonly TrackPoint[] }
/** The day of one walker: pieces of tracks one after the other. `atMs` counts from its beginning. */
export type Line = { readonly points: readonly TrackPoint[]; readonly pieces: number }

type Cells = Readonly<Record<string, unknown>>
export type Format = 'geolife' | 'goal' | 'staga'

/** After so long without a fix presence takes anyone for gone, so that a longer pause changes nothing. */
const PAUSE_MS = 30 * MINUTE_MS
/** Signals may be a day old; an hour is left for the sending. */
const LINE_MS_MAX = 22 * HOUR_MS
/** Tracks in meters have no place on earth: each is laid this far from the one before. */
const APART_METERS = 3_000
/** Where they are laid: a field in the far south of Seoul. */
const fieldCorner: Point = { lng: 127.0, lat: 37.3 }
const FIELD_COLUMNS = 25

/** Which file this is, by its columns; null for another. */
export function formatOf(columns: readonly string[]): Format | null {
  const has = (...names: string[]) => names.every((name) => columns.includes(name))
  if (has('user', 'time', 'lat', 'lng')) return 'geolife'
  if (has('trajectory', 'seconds', 'x_m', 'y_m', 'label')) return 'goal'
  return has('ts', 'longitude', 'latitude', 'diary_label') ? 'staga' : null
}

/** The tracks of a file, each in the order of time. */
export function tracksOf(format: Format, rows: readonly Cells[]): readonly RecordedTrack[] {
  const column = nameColumn[format]
  const byName = Map.groupBy(rows, (cells) => textOf(cells[column]))
  return [...byName].map(([name, own], index) => ({
    name,
    points: own.map((cells) => pointOf(format, cells, index)).toSorted((a, b) => a.atMs - b.atMs),
  }))
}

/** Cells of a CSV are text, or not there. */
const textOf = (cell: unknown) => (typeof cell === 'string' ? cell : '')
const nameColumn = { geolife: 'user', goal: 'trajectory', staga: '' } as const

function pointOf(format: Format, cells: Cells, index: number): TrackPoint {
  const number = (name: string) => Number(cells[name])
  const text = (name: string) => textOf(cells[name])
  switch (format) {
    case 'geolife': {
      const atMs = Date.parse(`${text('time')}Z`)
      return { atMs, lng: number('lng'), lat: number('lat'), label: null }
    }
    case 'goal': {
      const label = text('label') === 'Driving' ? 'go' : 'stay'
      return {
        atMs: number('seconds') * SECOND_MS,
        label,
        ...inField(index, number('x_m'), number('y_m')),
      }
    }
    case 'staga': {
      const label = text('diary_label') === 'stop' ? 'stay' : 'go'
      const atMs = Date.parse(text('ts'))
      return { atMs, lng: number('longitude'), lat: number('latitude'), label }
    }
  }
}

function inField(index: number, east: number, north: number): Point {
  const x = (index % FIELD_COLUMNS) * APART_METERS + east
  const y = Math.floor(index / FIELD_COLUMNS) * APART_METERS + north
  const lat = fieldCorner.lat + y / METERS_PER_DEGREE
  const perLng = METERS_PER_DEGREE * Math.cos((fieldCorner.lat * Math.PI) / 180)
  return { lng: fieldCorner.lng + x / perLng, lat }
}

/** Lays tracks one after the other into as few days of walkers as they fit; long pauses are cut short. */
export function linesOf(tracks: readonly RecordedTrack[]): readonly Line[] {
  const lines: { points: TrackPoint[]; pieces: number }[] = []
  let line = { points: [] as TrackPoint[], pieces: 0 }
  let endMs = 0
  for (const piece of tracks.flatMap(piecesOf)) {
    const [first, last] = [piece[0], piece.at(-1)]
    if (!first || !last) continue
    const lengthMs = last.atMs - first.atMs
    let startMs = line.pieces === 0 ? 0 : endMs + PAUSE_MS + MINUTE_MS
    if (line.pieces === 0 || startMs + lengthMs > LINE_MS_MAX) {
      line = { points: [], pieces: 0 }
      lines.push(line)
      startMs = 0
    }
    for (const point of piece)
      line.points.push({ ...point, atMs: point.atMs - first.atMs + startMs })
    line.pieces += 1
    endMs = startMs + lengthMs
  }
  return lines
}

/** A track, cut where nothing was recorded for long, and where it is longer than a day of a walker. */
function piecesOf({ points }: RecordedTrack): readonly (readonly TrackPoint[])[] {
  const pieces: TrackPoint[][] = []
  let piece: TrackPoint[] = []
  for (const point of points) {
    const first = piece[0]
    const last = piece.at(-1)
    const isNew =
      !first ||
      !last ||
      point.atMs - last.atMs > PAUSE_MS ||
      point.atMs - first.atMs > LINE_MS_MAX - HOUR_MS
    if (isNew) {
      piece = []
      pieces.push(piece)
    }
    piece.push(point)
  }
  return pieces
}

export type Stay = Point & {
  readonly fromMs: number
  readonly untilMs: number
  /** The longest time within it of which nothing was recorded. */
  readonly silenceMs: number
}

/**
 * Where somebody stayed: within a radius of where they came to, for so long.
 *
 * Counts as scikit-mobility's `stay_locations` does: the time until the first fix *outside* belongs to
 * the stay, so that a recorder that was off at home makes one.
 *
 * @see https://github.com/scikit-mobility/scikit-mobility (`skmob/preprocessing/detection.py`)
 */
export function staysOf(
  points: readonly TrackPoint[],
  { radiusMeters, minutes }: { readonly radiusMeters: number; readonly minutes: number },
): readonly Stay[] {
  const stays: Stay[] = []
  let start = 0
  for (let at = 1; at < points.length; at += 1) {
    const [from, point] = [points[start], points[at]]
    if (!from || !point || distanceMeters(from, point) <= radiusMeters) continue
    if (point.atMs - from.atMs > minutes * MINUTE_MS)
      stays.push(stayOf(points.slice(start, at + 1)))
    start = at
  }
  return stays
}

/** @param points the last one is the first outside */
function stayOf(points: readonly TrackPoint[]): Stay {
  const inside = points.slice(0, -1)
  let silenceMs = 0
  for (let at = 1; at < points.length; at += 1) {
    silenceMs = Math.max(silenceMs, (points[at]?.atMs ?? 0) - (points[at - 1]?.atMs ?? 0))
  }
  return {
    lng: median(inside.map(({ lng }) => lng)),
    lat: median(inside.map(({ lat }) => lat)),
    fromMs: inside[0]?.atMs ?? 0,
    untilMs: points.at(-1)?.atMs ?? 0,
    silenceMs,
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** Points, so that none is nearer to another than so many meters: the first of each heap. */
export function apart(points: readonly Point[], meters: number): readonly Point[] {
  const kept: Point[] = []
  for (const { lng, lat } of points) {
    if (kept.every((other) => distanceMeters(other, { lng, lat }) >= meters))
      kept.push({ lng, lat })
  }
  return kept
}

/** Points at which somebody was surely driving, for zones in which nobody may be found to visit. */
export function drivenPoints(
  points: readonly TrackPoint[],
  metersPerSecondMin: number,
): readonly Point[] {
  return points.filter((point, at) => {
    const before = points[at - 2]
    if (!before || point.label !== 'go') return false
    const seconds = (point.atMs - before.atMs) / SECOND_MS
    return (
      seconds > 0 && seconds <= 30 && distanceMeters(before, point) / seconds >= metersPerSecondMin
    )
  })
}

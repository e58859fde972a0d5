/** How what presence found compares with what is known: passes through zones, on foot and driving. */
import { distanceMeters, type Point } from '../src/kernel/geo.ts'
import { MINUTE_MS, SECOND_MS } from '../src/kernel/time.ts'
import type { Line, Stay } from './tracks.ts'

/** One time inside a circle, by the bare coordinates. */
export type Pass = {
  readonly zone: number
  readonly fromMs: number
  readonly untilMs: number
  /** How many of its fixes are labelled as staying or on foot. */
  readonly stayShare: number
  /** Over the whole pass, from the last fix before it to the first after it. */
  readonly metersPerSecond: number
}
export type Found = { readonly zone: number; readonly fromMs: number; readonly untilMs: number }

export type Confusion = {
  /** Passes on foot, long enough for a visit: how many were found, and how many were not. */
  readonly onFoot: { readonly visited: number; readonly missed: number }
  /** Passes labelled as on the way, faster than anyone walks. */
  readonly driving: { readonly visited: number; readonly ignored: number }
  /** Passes labelled as on the way, at a pace one may also walk: strolling, or a jam. */
  readonly slowly: { readonly visited: number; readonly ignored: number }
  /** Neither clearly the one nor the other, or too short. */
  readonly unclear: { readonly visited: number; readonly ignored: number }
}

const SILENCE_MS = 20 * MINUTE_MS
/** A label covers a pass when so many of its fixes bear it. */
const SHARE_MIN = 0.8
/** 18 km/h on average, stops included: nobody walks that. */
const DRIVING_MPS_MIN = 5

/** Every time a line runs through one of the circles. */
export function passesOf(
  line: Line,
  circles: readonly Point[],
  radiusMeters: number,
): readonly Pass[] {
  return circles.flatMap((circle, zone) => {
    const passes: Pass[] = []
    let first = -1
    const close = (end: number) => {
      if (first >= 0) passes.push(passOf(line.points, zone, first, end))
      first = -1
    }
    line.points.forEach((point, at) => {
      const last = line.points[at - 1]
      if (last && point.atMs - last.atMs > SILENCE_MS) close(at)
      if (distanceMeters(circle, point) > radiusMeters) close(at)
      else if (first < 0) first = at
    })
    close(line.points.length)
    return passes
  })
}

/** @param end the index after its last fix */
function passOf(points: Line['points'], zone: number, first: number, end: number): Pass {
  const inside = points.slice(first, end)
  const around = points.slice(Math.max(0, first - 1), end + 1)
  const meters = around.reduce((sum, point, at) => {
    const before = around[at - 1]
    return before ? sum + distanceMeters(before, point) : sum
  }, 0)
  const seconds = ((around.at(-1)?.atMs ?? 0) - (around[0]?.atMs ?? 0)) / SECOND_MS
  return {
    zone,
    fromMs: inside[0]?.atMs ?? 0,
    untilMs: inside.at(-1)?.atMs ?? 0,
    stayShare: inside.filter(({ label }) => label === 'stay').length / inside.length,
    metersPerSecond: seconds > 0 ? meters / seconds : 0,
  }
}

/** Compares passes with visits. */
export function confusionOf(
  passes: readonly Pass[],
  visits: readonly Found[],
  dwellMs: number,
): Confusion {
  const onFoot = { visited: 0, missed: 0 }
  const driving = { visited: 0, ignored: 0 }
  const slowly = { visited: 0, ignored: 0 }
  const unclear = { visited: 0, ignored: 0 }
  for (const pass of passes) {
    const isVisited = visits.some((visit) => visit.zone === pass.zone && overlaps(visit, pass))
    const isLong = pass.untilMs - pass.fromMs >= dwellMs
    if (pass.stayShare >= SHARE_MIN && isLong) onFoot[isVisited ? 'visited' : 'missed'] += 1
    else if (pass.stayShare <= 1 - SHARE_MIN) {
      const row = pass.metersPerSecond >= DRIVING_MPS_MIN ? driving : slowly
      row[isVisited ? 'visited' : 'ignored'] += 1
    }
    // Neither clearly the one nor the other, or too short.
    else unclear[isVisited ? 'visited' : 'ignored'] += 1
  }
  return { onFoot, driving, slowly, unclear }
}

/** Stays of which so much was recorded that they can be noticed while they last. */
export function heardStays(stays: readonly Stay[]): readonly Stay[] {
  return stays.filter(({ silenceMs }) => silenceMs <= SILENCE_MS)
}

export function overlaps(
  one: { readonly fromMs: number; readonly untilMs: number },
  other: { readonly fromMs: number; readonly untilMs: number },
): boolean {
  return one.fromMs <= other.untilMs && other.fromMs <= one.untilMs
}

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

type Row = { readonly visits: number; readonly passesWithout: number }
/**
 * Visits by what the labels say of the time they took; beside them the passes of the same kind during
 * which no visit was found.
 */
export type Confusion = {
  /** Labelled as staying or on foot; passes only when long enough for a visit. */
  readonly onFoot: Row
  /** Labelled as on the way, faster than anyone walks: here a visit is a mistake. */
  readonly driving: Row
  /** Labelled as on the way, at a pace one may also walk: strolling, or a jam. */
  readonly slowly: Row
  /** Some of both; or on foot, and short. */
  readonly mixed: Row
}
type Kind = keyof Confusion

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

/** Compares what was found on a line with its labels. */
export function confusionOf(
  line: Line,
  passes: readonly Pass[],
  visits: readonly Found[],
  dwellMs: number,
): Confusion {
  const count = (of: Kind): Row => ({
    visits: visits.filter((visit) => kindOf(visitAsPass(line, visit), 0) === of).length,
    passesWithout: passes.filter(
      (pass) =>
        kindOf(pass, dwellMs) === of &&
        !visits.some((visit) => visit.zone === pass.zone && overlaps(visit, pass)),
    ).length,
  })
  return {
    onFoot: count('onFoot'),
    driving: count('driving'),
    slowly: count('slowly'),
    mixed: count('mixed'),
  }
}

function kindOf(pass: Pass, dwellMs: number): Kind {
  if (pass.stayShare >= SHARE_MIN) return pass.untilMs - pass.fromMs >= dwellMs ? 'onFoot' : 'mixed'
  if (pass.stayShare > 1 - SHARE_MIN) return 'mixed'
  return pass.metersPerSecond >= DRIVING_MPS_MIN ? 'driving' : 'slowly'
}

function visitAsPass({ points }: Line, { zone, fromMs, untilMs }: Found): Pass {
  const first = points.findIndex(({ atMs }) => atMs >= fromMs)
  const end = points.findLastIndex(({ atMs }) => atMs <= untilMs) + 1
  return passOf(points, zone, Math.max(0, first), Math.max(end, first + 1))
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

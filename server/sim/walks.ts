/** Recorded walks: cut by person and day, thinned, and laid over another place. */
import { METERS_PER_DEGREE, distanceMeters, type Point } from '../src/kernel/geo.ts'
import { DAY_MS, SECOND_MS } from '../src/kernel/time.ts'

/** One recorded position. `secondOfDay` counts from the midnight of where it was recorded. */
export type Step = Point & { readonly secondOfDay: number }
/** What one person did on one day, in order of time. */
export type Walk = { readonly name: string; readonly steps: readonly Step[] }
/** A row of a file of positions. */
export type Recorded = Point & { readonly person: string; readonly at: Date }

/** A position at most every so often: a phone in a pocket tells no more. */
const EVERY_SECONDS = 10
const STEPS_MIN = 60
/** Slow enough to be on foot. */
const WALKING_MPS_MAX = 2.2

/** Cuts recorded positions into days of people; short days are left out. */
export function walksOf(rows: readonly Recorded[], utcOffsetMs: number): readonly Walk[] {
  const days = new Map<string, Step[]>()
  for (const { person, at, lng, lat } of rows) {
    const local = at.getTime() + utcOffsetMs
    const name = `${person}/${new Date(local).toISOString().slice(0, 10)}`
    const secondOfDay = Math.floor((local % DAY_MS) / SECOND_MS)
    const steps = days.get(name)
    if (steps) steps.push({ secondOfDay, lng, lat })
    else days.set(name, [{ secondOfDay, lng, lat }])
  }
  return [...days]
    .map(([name, steps]) => ({ name, steps: thinned(steps) }))
    .filter(({ steps }) => steps.length >= STEPS_MIN && walkingSteps(steps).length > 0)
}

function thinned(steps: readonly Step[]): readonly Step[] {
  const kept: Step[] = []
  for (const step of steps.toSorted((left, right) => left.secondOfDay - right.secondOfDay)) {
    const last = kept.at(-1)
    if (!last || step.secondOfDay - last.secondOfDay >= EVERY_SECONDS) kept.push(step)
  }
  return kept
}

/** The steps at which the person was on foot: neither still nor driven. */
export function walkingSteps(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step, at) => {
    const before = steps[at - 1]
    if (!before) return false
    const seconds = step.secondOfDay - before.secondOfDay
    const speed = distanceMeters(before, step) / seconds
    return seconds <= 60 && speed > 0.4 && speed < WALKING_MPS_MAX
  })
}

/** Lays a walk over another place, so that its point `from` comes to lie on `to`. */
export function laidOver(walk: Walk, from: Point, to: Point): Walk {
  // Degrees of longitude are shorter further north: distances must stay what they were.
  const stretch = Math.cos((from.lat * Math.PI) / 180) / Math.cos((to.lat * Math.PI) / 180)
  const steps = walk.steps.map(({ secondOfDay, lng, lat }) => ({
    secondOfDay,
    lng: to.lng + (lng - from.lng) * stretch,
    lat: to.lat + (lat - from.lat),
  }))
  return { name: walk.name, steps }
}

/** A point so many meters away, in a direction in turns (0 is north, 0.25 east). */
export function pointAway(from: Point, meters: number, turn: number): Point {
  const angle = turn * 2 * Math.PI
  const lat = from.lat + (Math.cos(angle) * meters) / METERS_PER_DEGREE
  const shrink = METERS_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180)
  return { lat, lng: from.lng + (Math.sin(angle) * meters) / shrink }
}

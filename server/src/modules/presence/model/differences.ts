/**
 * What changed when a track was worked out again, and what is to be told about it.
 *
 * Pure. What was found again keeps its id; what was told stays told: of one person and zone, enter and
 * leave alternate in the log whatever comes late (PR15).
 */
import { stableId, type Happening, type State, type Stay, type Visit } from './state.ts'

export type Spans = { readonly stays: readonly Stay[]; readonly visits: readonly Visit[] }

export type Differences = {
  readonly changedStays: readonly Stay[]
  readonly changedVisits: readonly Visit[]
  readonly goneStays: readonly Stay[]
  readonly goneVisits: readonly Visit[]
  readonly happenings: readonly Happening[]
  /** Visits that were told and then turned out not to have been. */
  readonly withdrawn: readonly Visit[]
}

type Span = { id: string; from: number; heardAt: number; until: number | null }

/** All stays and visits that late signals may still change, as they stand now. */
export function spansOf(state: State): Spans {
  const copy = <Value extends object>(values: Iterable<Value>) =>
    [...values].map((value) => ({ ...value }))
  return {
    stays: copy([...state.closedStays, ...state.stays.values()]),
    visits: copy([...state.closedVisits, ...state.visits.values()]),
  }
}

/** Compares; gives what was found again its old id, also in `checkpoints`. */
export function differencesBetween(
  before: Spans,
  after: State,
  checkpoints: readonly (State | null)[],
): Differences {
  const stays = [...after.closedStays, ...after.stays.values()]
  const visits = [...after.closedVisits, ...after.visits.values()]
  const knownStays = matched(before.stays, stays, (stay) => stay.zone.id, stayOfSpan)
  const knownVisits = matched(before.visits, visits, (visit) => visit.placeId, visitOfSpan)
  const names = new Map<string, string>()
  // What was found for the first time may not take an id that something else was given before.
  const taken = new Set<string>([...before.stays, ...before.visits].map(({ id }) => id))
  for (const stay of stays) freshName(names, taken, stay, knownStays.has(stay), stay.enteredAt)
  for (const visit of visits)
    freshName(names, taken, visit, knownVisits.has(visit), visit.startedAt)
  for (const [now, then] of [...knownStays, ...knownVisits]) names.set(now.id, then.id)
  rename(after, names)
  for (const state of checkpoints) if (state) rename(state, names)

  const foundStays = new Set(knownStays.values())
  const foundVisits = new Set(knownVisits.values())
  const told = visitFacts(before.visits, visits, knownVisits)
  return {
    changedStays: stays.filter((stay) => !isSameStay(stay, knownStays.get(stay))),
    changedVisits: visits.filter((visit) => !isSameVisit(visit, knownVisits.get(visit))),
    goneStays: before.stays.filter((stay) => !foundStays.has(stay)),
    goneVisits: before.visits.filter((visit) => !foundVisits.has(visit)),
    happenings: [...stayFacts(before.stays, stays, knownStays), ...told.happenings],
    withdrawn: told.withdrawn,
  }
}

const stayOfSpan = (stay: Stay): Span => ({
  id: stay.id,
  from: stay.enteredAt,
  heardAt: stay.heardAt,
  until: stay.leftAt,
})
const visitOfSpan = (visit: Visit): Span => ({
  id: visit.id,
  from: visit.startedAt,
  heardAt: visit.heardAt,
  until: visit.endedAt,
})

/** Pairs what is with what was: the same beginning first, then whatever overlaps. */
function matched<Value>(
  before: readonly Value[],
  after: readonly Value[],
  keyOf: (value: Value) => string,
  spanOf: (value: Value) => Span,
): ReadonlyMap<Value, Value> {
  const pairs = new Map<Value, Value>()
  const free = new Set(before)
  const rules: ((now: Span, then: Span) => boolean)[] = [
    (now, then) => now.from === then.from,
    (now, then) => now.from <= (then.until ?? Infinity) && then.from <= (now.until ?? Infinity),
  ]
  for (const fits of rules) {
    for (const value of after) {
      if (pairs.has(value)) continue
      for (const old of free) {
        if (keyOf(old) !== keyOf(value) || !fits(spanOf(value), spanOf(old))) continue
        pairs.set(value, old)
        free.delete(old)
        break
      }
    }
  }
  return pairs
}

function freshName(
  names: Map<string, string>,
  taken: Set<string>,
  { id }: { readonly id: string },
  isKnown: boolean,
  at: number,
): void {
  if (isKnown) return
  let name = id
  while (taken.has(name)) name = stableId('again', at, name)
  taken.add(name)
  names.set(id, name)
}

function rename(state: State, names: ReadonlyMap<string, string>): void {
  const all = [
    ...state.stays.values(),
    ...state.closedStays,
    ...state.visits.values(),
    ...state.closedVisits,
  ]
  for (const one of all) one.id = (names.get(one.id) ?? one.id) as never
}

function isSameStay(one: Stay, other: Stay | undefined): boolean {
  return (
    other !== undefined &&
    one.enteredAt === other.enteredAt &&
    one.dwelledAt === other.dwelledAt &&
    one.leftAt === other.leftAt &&
    one.evidence === other.evidence
  )
}

function isSameVisit(one: Visit, other: Visit | undefined): boolean {
  return (
    other !== undefined &&
    one.startedAt === other.startedAt &&
    one.endedAt === other.endedAt &&
    one.evidence === other.evidence &&
    one.method === other.method
  )
}

function stayFacts(
  before: readonly Stay[],
  after: readonly Stay[],
  known: ReadonlyMap<Stay, Stay>,
): readonly Happening[] {
  const happenings: Happening[] = []
  for (const zoneId of new Set([...before, ...after].map((stay) => stay.zone.id))) {
    const wasOpen = before.find((stay) => stay.zone.id === zoneId && stay.leftAt === null)
    let isIn = wasOpen !== undefined
    for (const stay of after.filter(({ zone }) => zone.id === zoneId)) {
      const then = known.get(stay)
      const isTold = then !== undefined && (then === wasOpen ? isIn : true)
      if (isIn && !isTold) {
        // The one that was told open turned out to have ended, or never to have been.
        happenings.push({ kind: 'left', stay: endedCopy(wasOpen as Stay, stay.enteredAt) })
        isIn = false
      }
      if (!isTold || (stay.leftAt === null && !isIn)) {
        happenings.push({ kind: 'entered', stay })
        isIn = true
      }
      if (stay.dwelledAt !== null && (then?.dwelledAt ?? null) === null) {
        happenings.push({ kind: 'dwelled', stay })
      }
      if (isIn && stay.leftAt !== null && (!isTold || then === wasOpen)) {
        happenings.push({ kind: 'left', stay })
        isIn = false
      }
    }
    const isOpen = after.some((stay) => stay.zone.id === zoneId && stay.leftAt === null)
    if (isIn && !isOpen) {
      happenings.push({
        kind: 'left',
        stay: endedCopy(wasOpen as Stay, (wasOpen as Stay).enteredAt),
      })
    }
  }
  return happenings
}

const endedCopy = (stay: Stay, leftAt: number): Stay => ({
  ...stay,
  leftAt: Math.max(stay.enteredAt, leftAt),
})

function visitFacts(
  before: readonly Visit[],
  after: readonly Visit[],
  known: ReadonlyMap<Visit, Visit>,
): { readonly happenings: readonly Happening[]; readonly withdrawn: readonly Visit[] } {
  const happenings: Happening[] = []
  const found = new Set(known.values())
  const withdrawn = before.filter((visit) => !found.has(visit))
  for (const visit of after) {
    const then = known.get(visit)
    const at = visit.heardAt
    if (then === undefined) happenings.push({ kind: 'started', visit, at: visit.startedAt })
    else if (visit.evidence > then.evidence) happenings.push({ kind: 'confirmed', visit, at })
    if (visit.endedAt !== null && (then === undefined || then.endedAt === null)) {
      happenings.push({ kind: 'ended', visit, at: visit.endedAt })
    }
  }
  return { happenings, withdrawn }
}

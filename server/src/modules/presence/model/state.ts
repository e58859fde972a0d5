/**
 * What is known of one person at one moment of event time: stays in zones, visits to places.
 *
 * Pure. The reducer changes a state in place, because it runs hundreds of thousands of times a second;
 * `copyOf` is how a state is kept.
 */
import type { Id } from '../../../kernel/id.ts'
import { uuidV7 } from '../../../kernel/id.ts'
import type { Evidence, Method, Reading } from './signal.ts'
import type { Zone } from './zone.ts'

/** One time in one zone. Times are Unix milliseconds of event time. */
export type Stay = {
  id: Id<'stay'>
  zone: Zone
  enteredAt: number
  /** The last signal that agrees with being inside, as far as it was noted here: see `heardAtOf`. */
  heardAt: number
  /** The last time a beacon or tag of the zone was read. */
  readAt: number
  dwelledAt: number | null
  leftAt: number | null
  evidence: Evidence
  /** How far the edge was at the last survey; negative inside. */
  edgeMeters: number
}

/** One time at one place, whichever way it was noticed. */
export type Visit = {
  id: Id<'visit'>
  placeId: Id<'place'>
  merchantId: Id<'merchant'>
  startedAt: number
  heardAt: number
  endedAt: number | null
  evidence: Evidence
  method: Method
}

export type Happening =
  | { readonly kind: 'entered' | 'dwelled' | 'left'; readonly stay: Stay }
  | { readonly kind: 'started' | 'confirmed' | 'ended'; readonly visit: Visit; readonly at: number }
  | { readonly kind: 'clone-suspected'; readonly reading: Reading }

export type State = {
  readonly stays: Map<string, Stay>
  readonly visits: Map<string, Visit>
  /** Zones one is nominally inside of, but not yet surely or slowly enough: since when. */
  readonly pending: Map<string, { readonly placeId: string | null; since: number; seenAt: number }>
  /** What ended since the checkpoint; late signals may still change it. */
  closedStays: Stay[]
  closedVisits: Visit[]
  /** The last fix good enough to speak about every zone. */
  fineAt: number
  /** When one was last seen moving too fast for walking. */
  fastAt: number
  /** The next moment at which something falls due without any further movement. */
  dueAt: number
  /** Fixes in a row that do not fit what came before, but fit each other. */
  suspectIndex: number
  suspects: number
  lastReading: { at: number; lng: number; lat: number } | null
  near: Near
}

/** What was around at the last survey. Never changed, only replaced. */
export type Near = {
  readonly lng: number
  readonly lat: number
  readonly perLng: number
  /** Of the zones. */
  readonly version: number
  /** By how far their edges were: the innermost first. */
  readonly zones: readonly Zone[]
  readonly edges: readonly number[]
}
const nowhere: Near = {
  lng: 0,
  lat: 0,
  perLng: 0,
  version: -1,
  zones: [],
  edges: [],
}

export function emptyState(): State {
  return {
    stays: new Map(),
    visits: new Map(),
    pending: new Map(),
    closedStays: [],
    closedVisits: [],
    fineAt: -Infinity,
    fastAt: -Infinity,
    dueAt: Infinity,
    suspectIndex: -1,
    suspects: 0,
    lastReading: null,
    near: nowhere,
  }
}

export function copyOf(state: State): State {
  const copies = <Value extends object>(map: Map<string, Value>) => {
    const copy = new Map<string, Value>()
    for (const [key, value] of map) copy.set(key, { ...value })
    return copy
  }
  return {
    ...state,
    stays: copies(state.stays),
    visits: copies(state.visits),
    pending: copies(state.pending),
    closedStays: state.closedStays.map((stay) => ({ ...stay })),
    closedVisits: state.closedVisits.map((visit) => ({ ...visit })),
  }
}

/** The last signal that agrees with a stay. A fine fix agrees with every stay it does not end. */
export function heardAtOf(state: State, stay: Stay): number {
  return stay.leftAt === null ? Math.max(stay.heardAt, state.fineAt) : stay.heardAt
}

/** Whether somebody is in a zone of the place now. */
export function isHeld(state: State, placeId: string): boolean {
  for (const stay of state.stays.values()) if (stay.zone.placeId === placeId) return true
  return false
}

/**
 * An id that is the same whenever the same thing is found again: by another process, after a crash,
 * or in a second run over the same signals.
 */
export function stableId<Kind extends string>(
  kind: Kind,
  at: number,
  ...names: string[]
): Id<Kind> {
  const text = [kind, ...names].join('/')
  let [one, two, three] = seeds
  for (let letter = 0; letter < text.length; letter += 1) {
    const code = text.charCodeAt(letter)
    one = Math.imul(one ^ code, 0x01000193)
    two = Math.imul(two ^ code, 0x01000193)
    three = Math.imul(three ^ code, 0x01000193)
  }
  const lanes = new DataView(new ArrayBuffer(12))
  lanes.setUint32(0, mixed(one))
  lanes.setUint32(4, mixed(two))
  lanes.setUint32(8, mixed(three))
  return uuidV7(Math.max(0, Math.floor(at)), new Uint8Array(lanes.buffer)) as Id<Kind>
}

/** Where the hashes of the three lanes begin. */
const seeds = [1, 2, 3].map((lane) => 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b1)) as [
  number,
  number,
  number,
]

function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

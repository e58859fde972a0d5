/**
 * The reducer: one more signal, in event time, and what it changes.
 *
 * Pure. Everything that counts as a decision about presence is made here; the rules PR1… are in README.md.
 */
import { METERS_PER_DEGREE } from '../../../kernel/geo.ts'
import type { Id } from '../../../kernel/id.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { isBelieved, isElsewhere, type Walked } from './belief.ts'
import { CALM_MS, isJump, paceAt, type Pace } from './pace.ts'
import {
  ACCURACY_METERS_MAX,
  type Evidence,
  type Method,
  type Outcome,
  type Reading,
} from './signal.ts'
import {
  heardAtOf,
  isHeld,
  stableId,
  type Happening,
  type Near,
  type State,
  type Stay,
  type Visit,
} from './state.ts'
import {
  edgeMeters,
  metersPerDegreeLng,
  nearEdgeMeters,
  PAD_METERS,
  type Zone,
  type Zones,
} from './zone.ts'

/** PR1: fixes up to this vague speak about zones of any size. */
export const FINE_METERS = 100
/** PR2: one leaves a zone when the whole circle of the fix is so far outside. */
export const EXIT_MARGIN_METERS = 15
/** PR4: a fix this good may speak for a zone smaller than its own circle, if a second one agrees. */
const SMALL_ZONE_ACCURACY_METERS = 25
const SECOND_LOOK_MS = 5 * SECOND_MS
/** PR6: after so long without a word, one is taken to have left at the last word. */
export const SILENCE_MS = 20 * MINUTE_MS
/** PR8: who comes back to a place within this time is still on the same visit. */
export const VISIT_GAP_MS = 20 * MINUTE_MS
/** Who has come so far is surveyed again: more than fixes of one who stands jitter. */
const SURVEY_AGAIN_METERS = 15
/** PR5: a beacon heard so lately keeps one inside, whatever a fix indoors says. */
const READ_HOLDS_MS = MINUTE_MS

/** The next fix of a track; `track.taken` is told whether it counts. */
export function stepFix(
  track: Walked,
  index: number,
  zones: Zones,
  happenings: Happening[] | null,
): Outcome {
  const { state } = track
  const at = track.at(index)
  const accuracy = track.accuracyMeters(index)
  settle(track, at, happenings)

  if (accuracy > ACCURACY_METERS_MAX) return 'presence.too-vague'
  const before = track.takenBefore(index)
  if (before >= 0 && isJump(track, before, index) && !isBelieved(track, index)) {
    return 'presence.impossible-jump'
  }
  state.suspects = 0
  track.take(index)

  const pace = paceAt(track, index)
  if (pace === 'fast') state.fastAt = at
  look(track, index, zones, pace, happenings)
  if (accuracy <= FINE_METERS) state.fineAt = at
  if (at >= state.dueAt) dwell(track, at, happenings)
  return 'taken'
}

/** The next reading of a track. */
export function stepReading(
  track: Walked,
  reading: Reading,
  happenings: Happening[] | null,
): Outcome {
  const { state } = track
  const { at, zone } = reading
  settle(track, at, happenings)
  if (reading.method !== 'staff' && isElsewhere(track, reading)) {
    happenings?.push({ kind: 'clone-suspected', reading })
    return 'presence.cloned-tag'
  }
  // A tag is put to the phone by hand; a beacon is heard from the bus, too.
  if (reading.method === 'beacon' && at - state.fastAt < CALM_MS) return 'presence.driving'

  if (reading.lng !== null && reading.lat !== null) {
    state.lastReading = { at, lng: reading.lng, lat: reading.lat }
  }
  if (zone !== null) {
    const stay = state.stays.get(zone.id) ?? enter(track, zone, at, reading.evidence, happenings)
    stay.heardAt = Math.max(stay.heardAt, at)
    stay.readAt = at
    state.pending.delete(zone.id)
    if (stay.dwelledAt === null && at - stay.enteredAt >= zone.dwellSeconds * SECOND_MS) {
      dwelled(track, stay, at, happenings)
    }
  }
  noteVisit(track, reading, reading.evidence, reading.method, happenings)
  noteDue(state)
  return 'taken'
}

/** PR6, PR8: ends what nothing was heard of until `at`. */
export function settle(track: Walked, at: number, happenings: Happening[] | null): void {
  const { state } = track
  if (at - state.fineAt <= SILENCE_MS && at < state.dueAt) return
  for (const stay of state.stays.values()) {
    const heardAt = heardAtOf(state, stay)
    if (at - heardAt > SILENCE_MS) leave(track, stay, heardAt, heardAt, happenings)
  }
  if (at - state.fineAt > SILENCE_MS) state.pending.clear()
  for (const visit of state.visits.values()) {
    if (isHeld(state, visit.placeId) || at - visit.heardAt <= VISIT_GAP_MS) continue
    visit.endedAt = visit.heardAt
    state.visits.delete(visit.placeId)
    forgetPending(state, visit.placeId)
    state.closedVisits.push(visit)
    happenings?.push({ kind: 'ended', visit, at: visit.endedAt })
  }
  noteDue(state)
}

/** PR8: what was seen before a visit ended is of that visit: a later stay may not begin with it. */
function forgetPending({ pending }: State, placeId: string): void {
  for (const [zoneId, waiting] of pending) {
    if (waiting.placeId === placeId) pending.delete(zoneId)
  }
}

/** PR2, PR3, PR4: which zones this fix enters and leaves. */
function look(
  track: Walked,
  index: number,
  zones: Zones,
  pace: Pace,
  happenings: Happening[] | null,
): void {
  const { state } = track
  const at = track.at(index)
  const lng = track.lng(index)
  const lat = track.lat(index)
  const accuracy = track.accuracyMeters(index)
  const isFine = accuracy <= FINE_METERS

  let moved = movedMeters(state.near, zones, lng, lat)
  if (moved >= SURVEY_AGAIN_METERS) {
    survey(track, zones, at, lng, lat, happenings)
    moved = 0
  }
  const { near } = state
  for (const stay of state.stays.values()) {
    if (!isFine && accuracy > stay.zone.reachMeters) continue
    // Most stays need no exact look: one has not moved far enough to come out.
    const isOut =
      stay.edgeMeters + moved >= EXIT_MARGIN_METERS &&
      edgeMeters(stay.zone, lng, lat) - accuracy >= EXIT_MARGIN_METERS &&
      at - stay.readAt > READ_HOLDS_MS
    if (isOut) leave(track, stay, at, heardAtOf(state, stay), happenings)
    else if (!isFine) stay.heardAt = Math.max(stay.heardAt, at)
  }
  for (let rank = 0; rank < near.edges.length; rank += 1) {
    if ((near.edges[rank] as number) > moved) break
    const zone = near.zones[rank] as Zone
    if (state.stays.has(zone.id) || !(isFine || accuracy <= zone.reachMeters)) continue
    const edge = edgeMeters(zone, lng, lat)
    if (edge <= 0) comeIn(track, zone, edge, index, pace, near.edges[rank] as number, happenings)
  }
  if (isFine && state.pending.size > 0) {
    for (const [zoneId, { seenAt }] of state.pending) {
      if (seenAt !== at) state.pending.delete(zoneId)
    }
  }
}

/** How far one has come since the last survey; infinitely far when the zones have changed. */
function movedMeters(near: Near, zones: Zones, lng: number, lat: number): number {
  if (near.version !== zones.version) return Infinity
  const x = (lng - near.lng) * near.perLng
  const y = (lat - near.lat) * METERS_PER_DEGREE
  return Math.sqrt(x * x + y * y)
}

/**
 * Looks around: which zones are near, and how far their edges are from here.
 *
 * Until one has moved so far that an edge may have been crossed, a zone need not be looked at again; and
 * whoever stands still, as most people do, is not looked up in the index at all.
 */
function survey(
  track: Walked,
  zones: Zones,
  at: number,
  lng: number,
  lat: number,
  happenings: Happening[] | null,
): void {
  const { state } = track
  const found: Edge[] = []
  zones.near(lng, lat, (zone) => {
    const edge = nearEdgeMeters(zone, lng, lat)
    if (edge < PAD_METERS) found.push({ zone, edge })
  })
  found.sort(edgeOrder)
  state.near = {
    lng,
    lat,
    perLng: metersPerDegreeLng(lat),
    version: zones.version,
    zones: found.map(({ zone }) => zone),
    edges: found.map(({ edge }) => edge),
  }
  for (const stay of state.stays.values()) {
    const zone = zones.get(stay.zone.id)
    if (zone === undefined) {
      // PR20: a zone that was taken away is left.
      leave(track, stay, at, heardAtOf(state, stay), happenings)
      continue
    }
    stay.zone = zone
    stay.edgeMeters = nearEdgeMeters(zone, lng, lat)
  }
}

type Edge = { readonly zone: Zone; readonly edge: number }

/** The innermost first; of those one is deep inside of, the same first for everybody. */
function edgeOrder(one: Edge, other: Edge): number {
  return one.edge - other.edge || (one.zone.id < other.zone.id ? -1 : 1)
}

/** One is nominally inside: enters, or waits for a second look. */
function comeIn(
  track: Walked,
  zone: Zone,
  edge: number,
  index: number,
  pace: Pace,
  surveyedEdge: number,
  happenings: Happening[] | null,
): void {
  if (pace === 'fast') return
  const { state } = track
  const at = track.at(index)
  const accuracy = track.accuracyMeters(index)
  const waiting = state.pending.get(zone.id)
  const isSure = edge + accuracy <= 0
  const isSeenTwice =
    accuracy <= SMALL_ZONE_ACCURACY_METERS &&
    waiting !== undefined &&
    at - waiting.since >= SECOND_LOOK_MS
  if (pace === 'slow' && at - state.fastAt >= CALM_MS && (isSure || isSeenTwice)) {
    state.pending.delete(zone.id)
    const stay = enter(track, zone, waiting?.since ?? at, 1, happenings)
    stay.edgeMeters = surveyedEdge
    stay.heardAt = at
    return
  }
  if (waiting) waiting.seenAt = at
  else state.pending.set(zone.id, { placeId: zone.placeId, since: at, seenAt: at })
}

function enter(
  track: Walked,
  zone: Zone,
  at: number,
  evidence: Evidence,
  happenings: Happening[] | null,
): Stay {
  const stay: Stay = {
    id: newId(track.state.closedStays, 'stay', at, track.personId, zone.id),
    zone,
    enteredAt: at,
    heardAt: at,
    readAt: -Infinity,
    dwelledAt: null,
    leftAt: null,
    evidence,
    edgeMeters: Infinity,
  }
  track.state.stays.set(zone.id, stay)
  track.state.dueAt = Math.min(track.state.dueAt, at + zone.dwellSeconds * SECOND_MS)
  happenings?.push({ kind: 'entered', stay })
  return stay
}

function leave(
  track: Walked,
  stay: Stay,
  leftAt: number,
  heardAt: number,
  happenings: Happening[] | null,
): void {
  const { state } = track
  stay.heardAt = heardAt
  stay.leftAt = Math.max(leftAt, stay.enteredAt)
  state.stays.delete(stay.zone.id)
  state.closedStays.push(stay)
  const visit = stay.zone.placeId === null ? undefined : state.visits.get(stay.zone.placeId)
  if (visit) {
    visit.heardAt = Math.max(visit.heardAt, heardAt)
    state.dueAt = Math.min(state.dueAt, visit.heardAt + VISIT_GAP_MS + 1)
  }
  happenings?.push({ kind: 'left', stay })
}

/** PR7: whoever is in a zone for as long as it asks has dwelled; in a zone of a place, that is a visit. */
function dwell(track: Walked, at: number, happenings: Happening[] | null): void {
  const { state } = track
  for (const stay of state.stays.values()) {
    if (stay.dwelledAt !== null || heardAtOf(state, stay) < at) continue
    if (at - stay.enteredAt >= stay.zone.dwellSeconds * SECOND_MS)
      dwelled(track, stay, at, happenings)
  }
  noteDue(state)
}

function dwelled(track: Walked, stay: Stay, at: number, happenings: Happening[] | null): void {
  stay.dwelledAt = at
  happenings?.push({ kind: 'dwelled', stay })
  const { placeId, merchantId } = stay.zone
  if (placeId === null || merchantId === null) return
  const method = stay.readAt === at ? 'beacon' : 'position'
  noteVisit(track, { placeId, merchantId, at }, stay.evidence, method, happenings)
}

/** PR8, PR9: one visit whichever way it is noticed; better evidence raises it. */
function noteVisit(
  track: Walked,
  { placeId, merchantId, at }: Pick<Reading, 'placeId' | 'merchantId' | 'at'>,
  evidence: Evidence,
  method: Method,
  happenings: Happening[] | null,
): void {
  const { state } = track
  const known = state.visits.get(placeId)
  if (known) {
    known.heardAt = Math.max(known.heardAt, at)
    if (evidence <= known.evidence) return
    known.evidence = evidence
    known.method = method
    happenings?.push({ kind: 'confirmed', visit: known, at })
    return
  }
  let startedAt = at
  for (const stay of state.stays.values()) {
    if (stay.zone.placeId === placeId) startedAt = Math.min(startedAt, stay.enteredAt)
  }
  const id = newId(state.closedVisits, 'visit', startedAt, track.personId, placeId)
  const visit: Visit = {
    id,
    placeId,
    merchantId,
    startedAt,
    heardAt: at,
    endedAt: null,
    evidence,
    method,
  }
  state.visits.set(placeId, visit)
  happenings?.push({ kind: 'started', visit, at: startedAt })
}

/** What late signals moved keeps the id of its first beginning; nothing else may get the same. */
function newId<Kind extends string>(
  closed: readonly { readonly id: string }[],
  kind: Kind,
  at: number,
  ...names: string[]
): Id<Kind> {
  let id = stableId(kind, at, ...names)
  while (closed.some((one) => one.id === id)) id = stableId(kind, at, id)
  return id
}

function noteDue(state: State): void {
  let dueAt = Infinity
  for (const stay of state.stays.values()) {
    if (stay.dwelledAt === null) {
      dueAt = Math.min(dueAt, stay.enteredAt + stay.zone.dwellSeconds * SECOND_MS)
    }
  }
  for (const visit of state.visits.values()) {
    if (!isHeld(state, visit.placeId)) dueAt = Math.min(dueAt, visit.heardAt + VISIT_GAP_MS + 1)
  }
  state.dueAt = dueAt
}

/** How far from the last survey one may be before any edge can matter; nothing or less: not known. */
export function slackMeters({ near, stays }: State): number {
  let slack = PAD_METERS
  for (const stay of stays.values()) slack = Math.min(slack, EXIT_MARGIN_METERS - stay.edgeMeters)
  // They are in order, so the first zone one is not in has the nearest edge.
  const next = near.zones.findIndex((zone) => !stays.has(zone.id))
  return next < 0 ? slack : Math.min(slack, near.edges[next] as number)
}

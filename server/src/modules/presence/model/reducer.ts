/**
 * The reducer: one more signal, in event time, and what it changes.
 *
 * Pure. Everything that counts as a decision about presence is made here; the rules PR1… are in README.md.
 */
import { METERS_PER_DEGREE } from '../../../kernel/geo.ts'
import type { Id } from '../../../kernel/id.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import type { Track } from './track.ts'
import {
  ACCURACY_METERS_MAX,
  type Evidence,
  type Method,
  type Outcome,
  type Reading,
} from './signal.ts'
import { heardAtOf, isHeld, stableId, type State, type Stay, type Visit } from './state.ts'
import { edgeMeters, metersPerDegreeLng, PAD_METERS, type Zone, type Zones } from './zone.ts'

export type Happening =
  | { readonly kind: 'entered' | 'dwelled' | 'left'; readonly stay: Stay }
  | { readonly kind: 'started' | 'confirmed' | 'ended'; readonly visit: Visit; readonly at: number }
  | { readonly kind: 'clone-suspected'; readonly reading: Reading }

/** PR1: fixes up to this vague speak about zones of any size. */
export const FINE_METERS = 100
/** PR2: one leaves a zone when the whole circle of the fix is so far outside. */
export const EXIT_MARGIN_METERS = 15
/** PR3: 25 km/h. Runners and cyclists in a street of shops are slower, cars in flow are faster. */
export const WALKING_MPS_MAX = 7
/** PR3: who drove has to be slow for so long: longer than most red lights. */
export const CALM_MS = MINUTE_MS
/** PR3: displacement tells a speed over at least so long, and over more when fixes are vague. */
const BASELINE_MS_MIN = 5 * SECOND_MS
const BASELINE_MS_MAX = 2 * MINUTE_MS
/** Error of both fixes over the baseline may feign this speed and not more. */
const BASELINE_ERROR_MPS = 4
/** PR4: a fix this good may speak for a zone smaller than its own circle, if a second one agrees. */
const SMALL_ZONE_ACCURACY_METERS = 25
const SECOND_LOOK_MS = 5 * SECOND_MS
/** PR6: after so long without a word, one is taken to have left at the last word. */
export const SILENCE_MS = 20 * MINUTE_MS
/** PR8: who comes back to a place within this time is still on the same visit. */
export const VISIT_GAP_MS = 20 * MINUTE_MS
/** PR11: 330 km/h, the speed of the fastest train in the country. */
export const JUMP_MPS_MAX = 330 / 3.6
/** PR11: so many fixes in a row that agree with each other overrule the one before them. */
const SUSPECTS_BELIEVED = 3
/** How far from the point of its place a tag may hang. */
const PLACE_REACH_METERS = 200
const CLONE_WINDOW_MS = 10 * MINUTE_MS
/** PR5: a beacon heard so lately keeps one inside, whatever a fix indoors says. */
const READ_HOLDS_MS = MINUTE_MS

/** The next fix of a track; `track.taken` is told whether it counts. */
export function stepFix(
  track: Track,
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
  const lng = track.lng(index)
  const lat = track.lat(index)
  const isFine = accuracy <= FINE_METERS
  if (isFine && isSafe(state, zones, lng, lat)) {
    state.fineAt = at
    if (at >= state.dueAt) dwell(track, at, happenings)
    return 'taken'
  }
  look(track, index, zones, pace, happenings)
  if (isFine) state.fineAt = at
  if (at >= state.dueAt) dwell(track, at, happenings)
  noteDue(state)
  return 'taken'
}

/** The next reading of a track. */
export function stepReading(
  track: Track,
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
    state.safe.meters = -1
    if (stay.dwelledAt === null && at - stay.enteredAt >= zone.dwellSeconds * SECOND_MS) {
      dwelled(track, stay, at, happenings)
    }
  }
  noteVisit(track, reading, reading.evidence, reading.method, happenings)
  noteDue(state)
  return 'taken'
}

/** PR6, PR8: ends what nothing was heard of until `at`. */
export function settle(track: Track, at: number, happenings: Happening[] | null): void {
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
    state.closedVisits.push(visit)
    happenings?.push({ kind: 'ended', visit, at: visit.endedAt })
  }
  noteDue(state)
}

/** PR2, PR3, PR4: which zones this fix enters and leaves. */
function look(
  track: Track,
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
  let slack = PAD_METERS
  const leaves: Stay[] = []
  const leaveOrStay = (stay: Stay, zone: Zone, edge: number) => {
    if (!speaksAbout(zone, accuracy)) return
    slack = Math.min(slack, EXIT_MARGIN_METERS - edge)
    const isOut = edge - accuracy >= EXIT_MARGIN_METERS && at - stay.readAt > READ_HOLDS_MS
    if (isOut) leaves.push(stay)
    else stay.heardAt = Math.max(stay.heardAt, at)
  }

  zones.near(lng, lat, (zone) => {
    if (state.stays.has(zone.id)) return
    const edge = edgeMeters(zone, lng, lat)
    slack = Math.min(slack, edge)
    if (edge <= 0 && speaksAbout(zone, accuracy)) comeIn(zone, edge)
  })
  for (const stay of state.stays.values()) {
    const zone = zones.get(stay.zone.id)
    // A zone that was taken away is left at the last word from inside it.
    if (zone === undefined) leaves.push(stay)
    else if (stay.enteredAt < at || stay.leftAt === null) {
      leaveOrStay(stay, zone, edgeMeters(zone, lng, lat))
    }
  }
  for (const stay of leaves) leave(track, stay, at, heardAtOf(state, stay), happenings)
  if (accuracy <= FINE_METERS) {
    for (const [zoneId, { seenAt }] of state.pending) {
      if (seenAt !== at) state.pending.delete(zoneId)
    }
  }
  const { safe } = state
  safe.lng = lng
  safe.lat = lat
  safe.perLng = metersPerDegreeLng(lat)
  safe.version = zones.version
  safe.meters = slack

  function comeIn(zone: Zone, edge: number): void {
    if (pace === 'fast') return
    const waiting = state.pending.get(zone.id)
    const isSure = edge + accuracy <= 0
    const isSeenTwice =
      accuracy <= SMALL_ZONE_ACCURACY_METERS &&
      waiting !== undefined &&
      at - waiting.since >= SECOND_LOOK_MS
    if (pace === 'slow' && at - state.fastAt >= CALM_MS && (isSure || isSeenTwice)) {
      state.pending.delete(zone.id)
      enter(track, zone, waiting?.since ?? at, 1, happenings)
      return
    }
    if (waiting) waiting.seenAt = at
    else state.pending.set(zone.id, { since: at, seenAt: at })
  }
}

/** PR1: a vague fix speaks only about zones larger than itself. */
function speaksAbout(zone: Zone, accuracyMeters: number): boolean {
  return accuracyMeters <= FINE_METERS || accuracyMeters <= zone.reachMeters
}

function isSafe(state: State, zones: Zones, lng: number, lat: number): boolean {
  const { safe } = state
  if (safe.version !== zones.version || state.pending.size > 0) return false
  const x = (lng - safe.lng) * safe.perLng
  const y = (lat - safe.lat) * METERS_PER_DEGREE
  return safe.meters > 0 && x * x + y * y < safe.meters * safe.meters
}

function enter(
  track: Track,
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
  }
  track.state.stays.set(zone.id, stay)
  track.state.dueAt = Math.min(track.state.dueAt, at + zone.dwellSeconds * SECOND_MS)
  happenings?.push({ kind: 'entered', stay })
  return stay
}

function leave(
  track: Track,
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
  state.safe.meters = -1
  const visit = stay.zone.placeId === null ? undefined : state.visits.get(stay.zone.placeId)
  if (visit) visit.heardAt = Math.max(visit.heardAt, heardAt)
  happenings?.push({ kind: 'left', stay })
}

/** PR7: whoever is in a zone for as long as it asks has dwelled; in a zone of a place, that is a visit. */
function dwell(track: Track, at: number, happenings: Happening[] | null): void {
  const { state } = track
  for (const stay of state.stays.values()) {
    if (stay.dwelledAt !== null || heardAtOf(state, stay) < at) continue
    if (at - stay.enteredAt >= stay.zone.dwellSeconds * SECOND_MS)
      dwelled(track, stay, at, happenings)
  }
  noteDue(state)
}

function dwelled(track: Track, stay: Stay, at: number, happenings: Happening[] | null): void {
  stay.dwelledAt = at
  happenings?.push({ kind: 'dwelled', stay })
  const { placeId, merchantId } = stay.zone
  if (placeId === null || merchantId === null) return
  const method = stay.readAt === at ? 'beacon' : 'position'
  noteVisit(track, { placeId, merchantId, at }, stay.evidence, method, happenings)
}

/** PR8, PR9: one visit whichever way it is noticed; better evidence raises it. */
function noteVisit(
  track: Track,
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

type Pace = 'slow' | 'fast' | 'unknown'

/** PR3: by what the receiver measured, and by how far one came since an earlier fix. */
function paceAt(track: Track, index: number): Pace {
  const reported = track.speedMps(index)
  if (reported > WALKING_MPS_MAX) return 'fast'
  const at = track.at(index)
  for (let from = track.takenBefore(index); from >= 0; from = track.takenBefore(from)) {
    const ms = at - track.at(from)
    if (ms > BASELINE_MS_MAX) break
    const errorMeters = track.accuracyMeters(index) + track.accuracyMeters(from)
    if (ms < BASELINE_MS_MIN || (errorMeters / ms) * SECOND_MS > BASELINE_ERROR_MPS) continue
    return (track.metersBetween(from, index) / ms) * SECOND_MS > WALKING_MPS_MAX ? 'fast' : 'slow'
  }
  return reported >= 0 ? 'slow' : 'unknown'
}

/** PR11: whether nobody could have come from one fix to the other, errors granted. */
function isJump(track: Track, from: number, to: number): boolean {
  const granted = track.accuracyMeters(from) + track.accuracyMeters(to)
  const meters = track.metersBetween(from, to) - granted
  return (
    meters > 0 && meters > JUMP_MPS_MAX * Math.max(1, (track.at(to) - track.at(from)) / SECOND_MS)
  )
}

function isBelieved(track: Track, index: number): boolean {
  const { state } = track
  const fits = state.suspects > 0 && !isJump(track, state.suspectIndex, index)
  state.suspects = fits ? state.suspects + 1 : 1
  state.suspectIndex = index
  return state.suspects >= SUSPECTS_BELIEVED
}

/** PR10: whether the person cannot be where this tag hangs. */
function isElsewhere(track: Track, reading: Reading): boolean {
  const { lng, lat, at } = reading
  if (lng === null || lat === null) return false
  const isTooFar = (sinceAt: number, meters: number) =>
    at - sinceAt <= CLONE_WINDOW_MS &&
    meters > JUMP_MPS_MAX * Math.max(1, (at - sinceAt) / SECOND_MS)
  const from = track.lastTaken()
  if (from >= 0) {
    const meters = track.metersTo(from, lng, lat) - track.accuracyMeters(from) - PLACE_REACH_METERS
    if (isTooFar(track.at(from), meters)) return true
  }
  const last = track.state.lastReading
  if (last === null) return false
  const x = (lng - last.lng) * metersPerDegreeLng(lat)
  const y = (lat - last.lat) * METERS_PER_DEGREE
  return isTooFar(last.at, Math.hypot(x, y) - 2 * PLACE_REACH_METERS)
}

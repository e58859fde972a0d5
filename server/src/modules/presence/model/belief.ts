/** What is believed of a track: jumps that others confirm, and tags that the person cannot be at. Pure. */
import { METERS_PER_DEGREE } from '../../../kernel/geo.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import type { Fixes } from './fixes.ts'
import { isJump, JUMP_MPS_MAX } from './pace.ts'
import type { Reading } from './signal.ts'
import type { State } from './state.ts'
import { metersPerDegreeLng } from './zone.ts'

/** What the reducer needs of a track: its fixes, and the state it changes. */
export type Walked = Fixes & {
  readonly personId: string
  readonly state: State
  /** The last fix that counts, as of now in event time; -1 when there is none. */
  lastTaken(): number
}

/** PR11: so many fixes in a row that agree with each other overrule the one before them. */
const SUSPECTS_BELIEVED = 3
/** How far from the point of its place a tag may hang. */
const PLACE_REACH_METERS = 200
const CLONE_WINDOW_MS = 10 * MINUTE_MS

/** Whether a fix that seemed a jump counts by now, because those before it agree. */
export function isBelieved(track: Walked, index: number): boolean {
  const { state } = track
  const fits = state.suspects > 0 && !isJump(track, state.suspectIndex, index)
  state.suspects = fits ? state.suspects + 1 : 1
  state.suspectIndex = index
  return state.suspects >= SUSPECTS_BELIEVED
}

/** PR10: whether the person cannot be where this tag hangs. */
export function isElsewhere(track: Walked, reading: Reading): boolean {
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

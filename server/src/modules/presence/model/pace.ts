/**
 * How fast somebody moves, told from fixes that are all a little wrong.
 *
 * Pure. The rule and why it is this one: docs/decisions, "When a passer-by has entered".
 */
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import type { Fixes } from './fixes.ts'

/** PR3: 25 km/h. Runners and cyclists in a street of shops are slower, cars in flow are faster. */
export const WALKING_MPS_MAX = 7
/** PR3: who drove has to be slow for so long: longer than most red lights. */
export const CALM_MS = MINUTE_MS
/** PR3: displacement tells a speed over at least so long, and over more when fixes are vague. */
const BASELINE_MS_MIN = 5 * SECOND_MS
const BASELINE_MS_MAX = 2 * MINUTE_MS
/** Error of both fixes over the baseline may feign this speed and not more. */
const BASELINE_ERROR_MPS = 4
/** PR11: 330 km/h, the speed of the fastest train in the country. */
export const JUMP_MPS_MAX = 330 / 3.6

export type Pace = 'slow' | 'fast' | 'unknown'

/** PR3: by what the receiver measured, and by how far one came since an earlier fix. */
export function paceAt(track: Fixes, index: number): Pace {
  const reported = track.speedMps(index)
  if (reported > WALKING_MPS_MAX) return 'fast'
  const at = track.at(index)
  for (let from = track.takenBefore(index); from >= 0; from = track.takenBefore(from)) {
    const ms = at - track.at(from)
    if (ms > BASELINE_MS_MAX) break
    if (!isBaseline(ms, track.accuracyMeters(index) + track.accuracyMeters(from))) continue
    return (track.metersBetween(from, index) / ms) * SECOND_MS > WALKING_MPS_MAX ? 'fast' : 'slow'
  }
  return reported >= 0 ? 'slow' : 'unknown'
}

/** Whether two fixes are far enough apart in time to tell a speed in spite of their errors. */
export function isBaseline(ms: number, errorMeters: number): boolean {
  const isLong = ms >= BASELINE_MS_MIN && ms <= BASELINE_MS_MAX
  return isLong && (errorMeters / ms) * SECOND_MS <= BASELINE_ERROR_MPS
}

/** PR11: whether nobody could have come from one fix to the other, errors granted. */
export function isJump(track: Fixes, from: number, to: number): boolean {
  const granted = track.accuracyMeters(from) + track.accuracyMeters(to)
  const meters = track.metersBetween(from, to) - granted
  return (
    meters > 0 && meters > JUMP_MPS_MAX * Math.max(1, (track.at(to) - track.at(from)) / SECOND_MS)
  )
}

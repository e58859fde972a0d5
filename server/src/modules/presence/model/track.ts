/**
 * The track of one person: the signals of the last minutes, and the state they lead to.
 *
 * Signals that come late are put where they belong, and everything since the checkpoint is worked out
 * again. So the order of arrival does not matter within `SHUFFLE_MS_MAX` (PR14).
 */
import { METERS_PER_DEGREE } from '../../../kernel/geo.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { differencesBetween, spansOf, type Differences } from './differences.ts'
import { Fixes, HEAD } from './fixes.ts'
import { isBaseline, WALKING_MPS_MAX } from './pace.ts'
import { FINE_METERS, settle, SILENCE_MS, slackMeters, stepFix, stepReading } from './reducer.ts'
import {
  fixOrder,
  readingOrder,
  SHUFFLE_MS_MAX,
  signalOrder,
  type Fix,
  type Outcome,
  type Reading,
  type Signal,
} from './signal.ts'
import { copyOf, emptyState, type Happening, type State } from './state.ts'
import type { Zones } from './zone.ts'

/** What signals did to a person: in the order in which it is to be told. */
export type Receipt = {
  readonly outcomes: readonly Outcome[]
  readonly differences: Differences | null
  readonly happenings: readonly Happening[]
}

type Checkpoint = {
  readonly state: State
  readonly at: number
  readonly fixes: number
  readonly readings: number
}

/** Two a second for ten minutes; who sends more loses some of the tolerance for late ones. */
export const TRACK_FIXES_MAX = 1_200
/** Fixes from before the checkpoint are kept to tell speeds by. */
const CONTEXT_MS = 2 * MINUTE_MS
const CONTEXT_FIXES_MAX = 256
const nothingHappened: Receipt = { outcomes: ['taken'], differences: null, happenings: [] }
/** Filled and emptied within one call. */
const scratch: Happening[] = []

export class Track extends Fixes {
  readonly personId: string
  /** The state after all signals. */
  state: State
  #readings: Reading[] = []
  #base: Checkpoint
  #next: Checkpoint | null = null
  /** While a state is worked out again, fixes from here on do not exist yet. */
  #reached = 0

  /** @param from what is known from before, all of it older than `settledAt` */
  constructor(personId: string, from: State = emptyState(), settledAt = -Infinity) {
    super()
    this.personId = personId
    this.state = from
    this.#base = { state: copyOf(from), at: settledAt, fixes: 0, readings: 0 }
  }

  /** The newest signal's time. */
  get newestAt(): number {
    return this.numbers[HEAD.newestAt] as number
  }
  set newestAt(at: number) {
    this.numbers[HEAD.newestAt] = at
  }
  lastTaken(): number {
    return this.takenBefore(this.#reached)
  }

  /** Takes signals in. They may be in any order, and may have come before. */
  receive(signals: readonly Signal[], zones: Zones): Receipt {
    const [only] = signals
    if (signals.length === 1 && only && only.at > this.newestAt) {
      if (only.kind === 'fix' && this.#isQuiet(only, zones)) {
        this.#takeQuietly(only)
        return nothingHappened
      }
      if (this.newestAt >= this.#base.at) return this.#receiveNext(only, zones)
    }
    this.#wake()
    const outcomes: Outcome[] = signals.map(() => 'taken')
    const happenings: Happening[] = []
    const turn = inOrder(signals)
    const lateUntil = this.#insertLate(signals, turn, outcomes)
    let differences: Differences | null = null
    if (lateUntil.inserted > 0) {
      const before = spansOf(this.state)
      this.#workOutAgain(zones)
      differences = differencesBetween(before, this.state, [this.#next?.state ?? null])
    }
    for (const index of turn.slice(lateUntil.seen)) {
      const signal = signals[index] as Signal
      outcomes[index] = this.#append(signal, zones, happenings)
    }
    return { outcomes, differences, happenings }
  }

  /** One signal, newer than all before: nothing to sort or to look for. */
  #receiveNext(signal: Signal, zones: Zones): Receipt {
    this.#wake()
    scratch.length = 0
    const outcome = this.#step(signal, zones, scratch)
    if (outcome === 'taken' && scratch.length === 0) return nothingHappened
    return { outcomes: [outcome], differences: null, happenings: scratch.slice() }
  }

  /**
   * Whether a fix can only confirm what is known: nobody has moved as far as the nearest edge, at a
   * pace that can be told from the fix before, and nothing falls due. The reducer would come to the
   * same; this spares it, for nine signals of ten, the way through memory.
   */
  #isQuiet(fix: Fix, zones: Zones): boolean {
    const { numbers } = this
    const last = this.count - 1
    if (fix.accuracyMeters > FINE_METERS || last < 0 || !this.isTaken(last)) return false
    if (numbers[HEAD.quietVersion] !== zones.version) return false
    if (fix.at >= (numbers[HEAD.quietUntil] as number)) return false
    if (fix.speedMps !== null && fix.speedMps > WALKING_MPS_MAX) return false
    const x = (fix.lng - (numbers[HEAD.quietLng] as number)) * (numbers[HEAD.quietPerLng] as number)
    const y = (fix.lat - (numbers[HEAD.quietLat] as number)) * METERS_PER_DEGREE
    const meters = numbers[HEAD.quietMeters] as number
    if (meters <= 0 || x * x + y * y >= meters * meters) return false
    const ms = fix.at - this.at(last)
    const error = this.accuracyMeters(last) + fix.accuracyMeters
    return (
      isBaseline(ms, error) &&
      fix.at - (numbers[HEAD.fineAt] as number) <= SILENCE_MS &&
      (this.metersTo(last, fix.lng, fix.lat) / ms) * SECOND_MS <= WALKING_MPS_MAX
    )
  }

  #takeQuietly(fix: Fix): void {
    this.put(this.count, fix)
    this.take(this.count - 1)
    this.newestAt = fix.at
    this.numbers[HEAD.fineAt] = fix.at
  }

  /** Lets the state know of the fixes that were taken quietly. */
  #wake(): void {
    const fineAt = this.numbers[HEAD.fineAt] as number
    if (fineAt > this.state.fineAt) this.state.fineAt = fineAt
  }

  /** Notes how far one may go from where one was surveyed before an edge can be crossed. */
  #noteQuiet(): void {
    const { numbers, state } = this
    numbers[HEAD.fineAt] = state.fineAt
    const isRestless =
      state.pending.size > 0 ||
      state.suspects > 0 ||
      this.count - this.#base.fixes >= TRACK_FIXES_MAX
    numbers[HEAD.quietMeters] = isRestless ? -1 : slackMeters(state)
    numbers[HEAD.quietLng] = state.near.lng
    numbers[HEAD.quietLat] = state.near.lat
    numbers[HEAD.quietPerLng] = state.near.perLng
    numbers[HEAD.quietVersion] = state.near.version
    numbers[HEAD.quietUntil] = Math.min(state.dueAt, (this.#next?.at ?? -Infinity) + SHUFFLE_MS_MAX)
  }

  /** Ends what has been silent, as seen from `at`. */
  settleAt(at: number): readonly Happening[] {
    const happenings: Happening[] = []
    this.#wake()
    settle(this, at, happenings)
    this.#noteQuiet()
    return happenings
  }

  /** The time before which nothing can be changed any more. */
  get settledAt(): number {
    return Math.max(this.#base.at, this.newestAt - SHUFFLE_MS_MAX)
  }

  #append(signal: Signal, zones: Zones, happenings: Happening[]): Outcome {
    if (signal.at < this.#base.at) return 'presence.too-late'
    if (this.#isKnown(signal)) return 'presence.duplicate'
    return this.#step(signal, zones, happenings)
  }

  #step(signal: Signal, zones: Zones, happenings: Happening[]): Outcome {
    this.newestAt = Math.max(this.newestAt, signal.at)
    let outcome: Outcome
    if (signal.kind === 'fix') {
      this.put(this.count, signal)
      this.#reached = this.count
      outcome = stepFix(this, this.count - 1, zones, happenings)
    } else {
      this.#readings.push(signal)
      this.#reached = this.count
      outcome = stepReading(this, signal, happenings)
    }
    this.#moveOn(signal.at)
    this.#noteQuiet()
    return outcome
  }

  /** Puts in what is older than the newest signal; the rest can simply be stepped through. */
  #insertLate(
    signals: readonly Signal[],
    turn: readonly number[],
    outcomes: Outcome[],
  ): { readonly seen: number; readonly inserted: number } {
    let inserted = 0
    let seen = 0
    const limit = this.settledAt
    for (const index of turn) {
      const signal = signals[index] as Signal
      if (!this.#isLate(signal)) break
      seen += 1
      if (signal.at < limit) outcomes[index] = 'presence.too-late'
      else if (this.#isKnown(signal)) outcomes[index] = 'presence.duplicate'
      else {
        this.#insert(signal)
        inserted += 1
      }
    }
    return { seen, inserted }
  }

  #isLate(signal: Signal): boolean {
    const fix = this.fixAt(this.count - 1)
    const reading = this.#readings.at(-1)
    return (
      (fix !== null && signalOrder(signal, fix) <= 0) ||
      (reading !== undefined && signalOrder(signal, reading) <= 0)
    )
  }

  #isKnown(signal: Signal): boolean {
    if (signal.kind === 'reading') {
      return this.#readings.some((reading) => readingOrder(reading, signal) === 0)
    }
    const index = this.#placeOf(signal)
    const there = this.fixAt(index)
    return there !== null && fixOrder(there, signal) === 0
  }

  #insert(signal: Signal): void {
    if (signal.kind === 'fix') {
      this.put(this.#placeOf(signal), signal)
      return
    }
    const at = this.#readings.findIndex((reading) => readingOrder(reading, signal) > 0)
    this.#readings.splice(at < 0 ? this.#readings.length : at, 0, signal)
  }

  /** Where a fix belongs: the first index whose fix is not before it. */
  #placeOf(fix: Fix): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = this.fixAt(middle)
      if (there !== null && fixOrder(there, fix) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #workOutAgain(zones: Zones): void {
    this.state = copyOf(this.#base.state)
    this.#next = null
    let fix = this.#base.fixes
    let reading = 0
    for (let at = fix; at < this.count; at += 1) this.take(at, false)
    while (fix < this.count || reading < this.#readings.length) {
      const next = this.#readings[reading]
      let at: number
      if (next === undefined || (fix < this.count && this.at(fix) <= next.at)) {
        at = this.at(fix)
        this.#reached = fix + 1
        stepFix(this, fix, zones, null)
        fix += 1
      } else {
        at = next.at
        this.#reached = fix
        stepReading(this, next, null)
        reading += 1
      }
      this.#next ??= this.#checkpoint(at, fix, reading)
    }
    this.#noteQuiet()
  }

  #checkpoint(at: number, fixes: number, readings: number): Checkpoint {
    return { state: copyOf(this.state), at, fixes, readings }
  }

  /** Lets the checkpoint follow, at a distance of one to two shuffle windows. */
  #moveOn(at: number): void {
    const next = this.#next
    const isFull = this.count - this.#base.fixes > TRACK_FIXES_MAX
    if (next !== null && (isFull || next.at <= at - SHUFFLE_MS_MAX)) {
      forgetClosed(this.state, next.state)
      this.#readings.splice(0, next.readings)
      this.#base = { ...next, readings: 0 }
      this.#next = null
      this.#forget()
    }
    this.#next ??= this.#checkpoint(at, this.count, this.#readings.length)
  }

  /** Drops fixes from before the checkpoint that no speed can be told by any more. */
  #forget(): void {
    const { fixes, at } = this.#base
    let drop = 0
    const isFar = (index: number) =>
      this.at(index) < at - CONTEXT_MS || fixes - index > CONTEXT_FIXES_MAX
    while (drop < fixes && isFar(drop)) drop += 1
    drop = Math.max(0, Math.min(drop, this.takenBefore(fixes)))
    if (drop === 0) return
    this.dropFirst(drop)
    this.#base = { ...this.#base, fixes: fixes - drop }
    for (const state of [this.state, this.#base.state]) {
      state.suspectIndex -= drop
      if (state.suspectIndex < 0) state.suspects = 0
    }
  }
}

/** What had ended by the checkpoint is final: it is let go of, here and there. */
function forgetClosed(state: State, checkpoint: State): void {
  const { closedStays, closedVisits } = checkpoint
  if (closedStays.length === 0 && closedVisits.length === 0) return
  const final = new Set<string>([...closedStays, ...closedVisits].map(({ id }) => id))
  state.closedStays = state.closedStays.filter(({ id }) => !final.has(id))
  state.closedVisits = state.closedVisits.filter(({ id }) => !final.has(id))
  checkpoint.closedStays = []
  checkpoint.closedVisits = []
}

/** Indices of signals in the order of their times. Most batches are in order as they come. */
function inOrder(signals: readonly Signal[]): readonly number[] {
  const turn = signals.map((_signal, index) => index)
  for (let index = 1; index < signals.length; index += 1) {
    if (signalOrder(signals[index - 1] as Signal, signals[index] as Signal) > 0) {
      return turn.sort((one, other) =>
        signalOrder(signals[one] as Signal, signals[other] as Signal),
      )
    }
  }
  return turn
}

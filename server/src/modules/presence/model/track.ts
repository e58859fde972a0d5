/**
 * The track of one person: the signals of the last minutes, and the state they lead to.
 *
 * Signals that come late are put where they belong, and everything since the checkpoint is worked out
 * again. So the order of arrival does not matter within `SHUFFLE_MS_MAX` (PR14). Fixes stand in one
 * array of numbers: fifty thousand people with a hundred fixes each would otherwise be five million
 * objects for the garbage collector to walk.
 */
import { METERS_PER_DEGREE } from '../../../kernel/geo.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import { differencesBetween, spansOf, type Differences } from './differences.ts'
import { settle, stepFix, stepReading, type Happening } from './reducer.ts'
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
import { copyOf, emptyState, type State } from './state.ts'
import { metersPerDegreeLng, type Zones } from './zone.ts'

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
const COLUMNS = 6
const FIXES_AT_FIRST = 16

export class Track {
  readonly personId: string
  /** The state after all signals. */
  state: State
  /** The newest signal's time. */
  newestAt = -Infinity
  #fixes = new Float64Array(FIXES_AT_FIRST * COLUMNS)
  #count = 0
  #readings: Reading[] = []
  #base: Checkpoint
  #next: Checkpoint | null = null

  /** @param from what is known from before, all of it older than `settledAt` */
  constructor(personId: string, from: State = emptyState(), settledAt = -Infinity) {
    this.personId = personId
    this.state = from
    this.#base = { state: copyOf(from), at: settledAt, fixes: 0, readings: 0 }
  }

  /** How many fixes are remembered. */
  get fixes(): number {
    return this.#count
  }
  at(index: number): number {
    return this.#fixes[index * COLUMNS] as number
  }
  lng(index: number): number {
    return this.#fixes[index * COLUMNS + 1] as number
  }
  lat(index: number): number {
    return this.#fixes[index * COLUMNS + 2] as number
  }
  accuracyMeters(index: number): number {
    return this.#fixes[index * COLUMNS + 3] as number
  }
  /** Below nothing when the receiver did not measure it. */
  speedMps(index: number): number {
    return this.#fixes[index * COLUMNS + 4] as number
  }
  /** Lets a fix count. */
  take(index: number): void {
    this.#fixes[index * COLUMNS + 5] = 1
  }
  /** The last fix before this one that counts; -1 when there is none. */
  takenBefore(index: number): number {
    let before = index - 1
    while (before >= 0 && this.#fixes[before * COLUMNS + 5] !== 1) before -= 1
    return before
  }
  /** While a state is worked out again, fixes ahead of it do not exist yet. */
  lastTaken(): number {
    return this.takenBefore(this.#reached)
  }
  #reached = 0

  metersBetween(from: number, to: number): number {
    return this.metersTo(from, this.lng(to), this.lat(to))
  }
  metersTo(from: number, lng: number, lat: number): number {
    const x = (lng - this.lng(from)) * metersPerDegreeLng(lat)
    const y = (lat - this.lat(from)) * METERS_PER_DEGREE
    return Math.sqrt(x * x + y * y)
  }

  /** Takes signals in. They may be in any order, and may have come before. */
  receive(signals: readonly Signal[], zones: Zones): Receipt {
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

  /** Ends what has been silent, as seen from `at`. */
  settleAt(at: number): readonly Happening[] {
    const happenings: Happening[] = []
    settle(this, at, happenings)
    return happenings
  }

  /** The time before which nothing can be changed any more. */
  get settledAt(): number {
    return Math.max(this.#base.at, this.newestAt - SHUFFLE_MS_MAX)
  }

  #append(signal: Signal, zones: Zones, happenings: Happening[]): Outcome {
    if (signal.at < this.#base.at) return 'presence.too-late'
    if (this.#isKnown(signal)) return 'presence.duplicate'
    this.newestAt = Math.max(this.newestAt, signal.at)
    let outcome: Outcome
    if (signal.kind === 'fix') {
      this.#put(this.#count, signal)
      this.#reached = this.#count
      outcome = stepFix(this, this.#count - 1, zones, happenings)
    } else {
      this.#readings.push(signal)
      this.#reached = this.#count
      outcome = stepReading(this, signal, happenings)
    }
    this.#moveOn(signal.at)
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
    const fix = this.#fixAt(this.#count - 1)
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
    const there = this.#fixAt(index)
    return there !== null && fixOrder(there, signal) === 0
  }

  #insert(signal: Signal): void {
    if (signal.kind === 'fix') {
      this.#put(this.#placeOf(signal), signal)
      return
    }
    const at = this.#readings.findIndex((reading) => readingOrder(reading, signal) > 0)
    this.#readings.splice(at < 0 ? this.#readings.length : at, 0, signal)
  }

  /** Where a fix belongs: the first index whose fix is not before it. */
  #placeOf(fix: Fix): number {
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = this.#fixAt(middle)
      if (there !== null && fixOrder(there, fix) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #fixAt(index: number): Fix | null {
    if (index < 0 || index >= this.#count) return null
    const speed = this.speedMps(index)
    return {
      kind: 'fix',
      at: this.at(index),
      lng: this.lng(index),
      lat: this.lat(index),
      accuracyMeters: this.accuracyMeters(index),
      speedMps: speed < 0 ? null : speed,
    }
  }

  #put(index: number, fix: Fix): void {
    if ((this.#count + 1) * COLUMNS > this.#fixes.length) {
      const larger = new Float64Array(this.#fixes.length * 2)
      larger.set(this.#fixes)
      this.#fixes = larger
    }
    const offset = index * COLUMNS
    this.#fixes.copyWithin(offset + COLUMNS, offset, this.#count * COLUMNS)
    this.#fixes[offset] = fix.at
    this.#fixes[offset + 1] = fix.lng
    this.#fixes[offset + 2] = fix.lat
    this.#fixes[offset + 3] = fix.accuracyMeters
    this.#fixes[offset + 4] = fix.speedMps ?? -1
    this.#fixes[offset + 5] = 0
    this.#count += 1
  }

  #workOutAgain(zones: Zones): void {
    this.state = copyOf(this.#base.state)
    this.#next = null
    let fix = this.#base.fixes
    let reading = 0
    for (let at = fix; at < this.#count; at += 1) this.#fixes[at * COLUMNS + 5] = 0
    while (fix < this.#count || reading < this.#readings.length) {
      const next = this.#readings[reading]
      let at: number
      if (next === undefined || (fix < this.#count && this.at(fix) <= next.at)) {
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
  }

  #checkpoint(at: number, fixes: number, readings: number): Checkpoint {
    return { state: copyOf(this.state), at, fixes, readings }
  }

  /** Lets the checkpoint follow, at a distance of one to two shuffle windows. */
  #moveOn(at: number): void {
    const next = this.#next
    const isFull = this.#count - this.#base.fixes > TRACK_FIXES_MAX
    if (next !== null && (isFull || next.at <= at - SHUFFLE_MS_MAX)) {
      const final = new Set<string>(
        [...next.state.closedStays, ...next.state.closedVisits].map(({ id }) => id),
      )
      const { state } = this
      state.closedStays = state.closedStays.filter(({ id }) => !final.has(id))
      state.closedVisits = state.closedVisits.filter(({ id }) => !final.has(id))
      next.state.closedStays = []
      next.state.closedVisits = []
      this.#readings.splice(0, next.readings)
      this.#base = { ...next, readings: 0 }
      this.#next = null
      this.#forget()
    }
    this.#next ??= this.#checkpoint(at, this.#count, this.#readings.length)
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
    this.#fixes.copyWithin(0, drop * COLUMNS, this.#count * COLUMNS)
    this.#count -= drop
    this.#base = { ...this.#base, fixes: fixes - drop }
    for (const state of [this.state, this.#base.state]) {
      state.suspectIndex -= drop
      if (state.suspectIndex < 0) state.suspects = 0
    }
  }
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

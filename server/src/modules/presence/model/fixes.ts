/**
 * The fixes of one person, oldest first, as rows of one array of numbers.
 *
 * Fifty thousand people with a hundred fixes each would otherwise be five million objects for the garbage
 * collector to walk. At the head of the array stands what most fixes need to be done with: they touch
 * this array and nothing else.
 */
import { METERS_PER_DEGREE } from '../../../kernel/geo.ts'
import type { Fix } from './signal.ts'
import { metersPerDegreeLng } from './zone.ts'

/** Numbers about the whole, before the first row. */
export const HEAD = {
  newestAt: 0,
  fineAt: 1,
  quietLng: 2,
  quietLat: 3,
  quietPerLng: 4,
  quietMeters: 5,
  quietVersion: 6,
  quietUntil: 7,
} as const
const HEAD_SIZE = 8
const ROW = { at: 0, lng: 1, lat: 2, accuracy: 3, speed: 4, taken: 5 } as const
const ROW_SIZE = 6
const ROWS_AT_FIRST = 16

export class Fixes {
  protected numbers = new Float64Array(HEAD_SIZE + ROWS_AT_FIRST * ROW_SIZE)
  protected count = 0

  constructor() {
    this.numbers[HEAD.newestAt] = -Infinity
    this.numbers[HEAD.fineAt] = -Infinity
    this.numbers[HEAD.quietMeters] = -1
  }

  /** How many fixes are remembered. */
  get fixes(): number {
    return this.count
  }
  at(index: number): number {
    return this.#number(index, ROW.at)
  }
  lng(index: number): number {
    return this.#number(index, ROW.lng)
  }
  lat(index: number): number {
    return this.#number(index, ROW.lat)
  }
  accuracyMeters(index: number): number {
    return this.#number(index, ROW.accuracy)
  }
  /** Below nothing when the receiver did not measure it. */
  speedMps(index: number): number {
    return this.#number(index, ROW.speed)
  }
  isTaken(index: number): boolean {
    return this.#number(index, ROW.taken) === 1
  }
  /** Lets a fix count, or not count again. */
  take(index: number, isTaken = true): void {
    this.numbers[HEAD_SIZE + index * ROW_SIZE + ROW.taken] = isTaken ? 1 : 0
  }
  /** The last fix before this one that counts; -1 when there is none. */
  takenBefore(index: number): number {
    let before = index - 1
    while (before >= 0 && !this.isTaken(before)) before -= 1
    return before
  }

  metersBetween(from: number, to: number): number {
    return this.metersTo(from, this.lng(to), this.lat(to))
  }
  metersTo(from: number, lng: number, lat: number): number {
    const x = (lng - this.lng(from)) * metersPerDegreeLng(lat)
    const y = (lat - this.lat(from)) * METERS_PER_DEGREE
    return Math.sqrt(x * x + y * y)
  }

  protected fixAt(index: number): Fix | null {
    if (index < 0 || index >= this.count) return null
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

  protected put(index: number, fix: Fix): void {
    const end = HEAD_SIZE + this.count * ROW_SIZE
    if (end + ROW_SIZE > this.numbers.length) {
      const larger = new Float64Array(this.numbers.length * 2)
      larger.set(this.numbers)
      this.numbers = larger
    }
    const { numbers } = this
    const row = HEAD_SIZE + index * ROW_SIZE
    if (row < end) numbers.copyWithin(row + ROW_SIZE, row, end)
    numbers[row] = fix.at
    numbers[row + ROW.lng] = fix.lng
    numbers[row + ROW.lat] = fix.lat
    numbers[row + ROW.accuracy] = fix.accuracyMeters
    numbers[row + ROW.speed] = fix.speedMps ?? -1
    numbers[row + ROW.taken] = 0
    this.count += 1
  }

  /** Forgets the oldest ones. */
  protected dropFirst(drop: number): void {
    const rows = HEAD_SIZE + drop * ROW_SIZE
    this.numbers.copyWithin(HEAD_SIZE, rows, HEAD_SIZE + this.count * ROW_SIZE)
    this.count -= drop
  }

  #number(index: number, column: number): number {
    return this.numbers[HEAD_SIZE + index * ROW_SIZE + column] as number
  }
}

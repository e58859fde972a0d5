/** Distinct opening hours, each judged once and remembered until something changes. */
import { assert } from '../../../kernel/assert.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { openingAt, type OpeningException, type WeekHours } from '../model/hours.ts'

/** What a place says about its hours, as the database holds it. */
export type HoursText = {
  readonly timeZone: string
  /** JSON of `WeekHours`; null when nobody has told. */
  readonly week: string | null
  /** JSON of a list of `OpeningException`; null when there is none. */
  readonly exceptions: string | null
}

/** The members of a card behind those of the place; the number of meters comes next. */
const openingBytes = (isOpen: boolean | null, opensAt: Date | null, closesAt: Date | null) => {
  const text = JSON.stringify({ isOpen, opensAt, closesAt, distanceMeters: 0 })
  return Buffer.from(`,${text.slice(1, -'0}'.length)}`)
}
const unknown = openingBytes(null, null, null)
/** Longest opening: two instants and the words around them. */
const OPENING_BYTES = 128
/** Where nothing is known to change, it is looked at again after this time. */
const LOOK_AGAIN_MS = DAY_MS
/** So far the clock may step back, and what was judged still holds. */
const STEP_BACK_MS_MAX = 1_000

/** Many places keep the same hours: they share one entry, and one judgement. */
export class Openings {
  /** By zone and exceptions, then by week: texts that many places share are hashed once. */
  readonly #entries = new Map<string, Map<string | null, number>>()
  readonly #texts: HoursText[] = []
  /** Until when the judgement holds: negative where closed or not known, 0 before anybody asks. */
  #until = new Float64Array(1_024)
  #nowMs = 0
  /** The bytes of each entry, one beside the other, and how many they are. */
  #json = Buffer.alloc(1_024 * OPENING_BYTES)
  #lengths = new Uint8Array(1_024)

  /** The entry for these hours: the same for the same hours. */
  entryOf(text: HoursText): number {
    const { timeZone, week, exceptions } = text
    const key = exceptions === null ? timeZone : `${timeZone}\n${exceptions}`
    let alike = this.#entries.get(key)
    if (!alike) this.#entries.set(key, (alike = new Map()))
    const known = alike.get(week)
    if (known !== undefined) return known
    const entry = this.#texts.length
    alike.set(week, entry)
    this.#texts.push({ timeZone, week, exceptions })
    if (entry === this.#until.length) this.#grow()
    this.#keep(entry, unknown)
    return entry
  }

  get size(): number {
    return this.#texts.length
  }

  /** Sets the clock of the questions that follow. */
  startAt(nowMs: number): void {
    if (nowMs < this.#nowMs - STEP_BACK_MS_MAX) this.#until.fill(0)
    this.#nowMs = nowMs
  }

  /** Whether places of this entry are known to be open (PL7). */
  isOpen(entry: number): boolean {
    const until = this.#until[entry] ?? 0
    if (this.#nowMs < until) return true
    return this.#nowMs >= -until && this.#judge(entry)
  }

  /**
   * Writes `isOpen`, `opensAt`, `closesAt` as JSON, a comma before and `"distanceMeters":` behind.
   *
   * @returns where it ends
   */
  copy(entry: number, into: Buffer, at: number): number {
    this.isOpen(entry)
    const start = entry * OPENING_BYTES
    return at + this.#json.copy(into, at, start, start + (this.#lengths[entry] ?? 0))
  }

  #keep(entry: number, bytes: Buffer): void {
    assert(bytes.length <= OPENING_BYTES, 'an opening has room for its instants')
    this.#lengths[entry] = bytes.copy(this.#json, entry * OPENING_BYTES)
  }

  #judge(entry: number): boolean {
    const text = this.#texts[entry]
    const nowMs = this.#nowMs
    this.#until[entry] = -(nowMs + LOOK_AGAIN_MS)
    if (!text?.week) return false
    // The database holds only what was checked on its way in.
    const week = JSON.parse(text.week) as WeekHours
    const exceptions = text.exceptions
      ? (JSON.parse(text.exceptions) as readonly OpeningException[])
      : []
    const { isOpen, opensAt, closesAt } = openingAt(
      { week, exceptions },
      new Date(nowMs),
      text.timeZone,
    )
    const next = closesAt ?? opensAt
    const untilMs = next?.getTime() ?? nowMs + LOOK_AGAIN_MS
    this.#until[entry] = isOpen ? untilMs : -untilMs
    this.#keep(entry, openingBytes(isOpen, opensAt, closesAt))
    return isOpen
  }

  #grow(): void {
    const size = this.#until.length * 2
    const [until, lengths] = [new Float64Array(size), new Uint8Array(size)]
    until.set(this.#until)
    lengths.set(this.#lengths)
    this.#json = Buffer.concat([this.#json], size * OPENING_BYTES)
    this.#until = until
    this.#lengths = lengths
  }
}

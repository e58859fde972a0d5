/** Distinct opening hours, each judged once and remembered until something changes. */
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

const unknown = Buffer.from(',"isOpen":null,"opensAt":null,"closesAt":null')
/** Where nothing is known to change, it is looked at again after this time. */
const LOOK_AGAIN_MS = DAY_MS

/** Many places keep the same hours: they share one entry, and one judgement. */
export class Openings {
  /** By zone and exceptions, then by week: texts that many places share are hashed once. */
  readonly #entries = new Map<string, Map<string | null, number>>()
  readonly #texts: HoursText[] = []
  #from = new Float64Array(1_024)
  #until = new Float64Array(1_024)
  #open = new Uint8Array(1_024)
  readonly #json: Buffer[] = []

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
    this.#json.push(unknown)
    if (entry === this.#from.length) this.#grow()
    // Nothing is judged before somebody asks: the window of validity is empty.
    this.#until[entry] = -Infinity
    return entry
  }

  get size(): number {
    return this.#texts.length
  }

  /** Whether places of this entry are known to be open (PL7). */
  isOpen(entry: number, nowMs: number): boolean {
    if (nowMs < (this.#from[entry] ?? 0) || nowMs >= (this.#until[entry] ?? 0)) {
      this.#judge(entry, nowMs)
    }
    return this.#open[entry] === 1
  }

  /** The members `isOpen`, `opensAt`, `closesAt` as JSON bytes, with a comma before. */
  jsonOf(entry: number, nowMs: number): Buffer {
    this.isOpen(entry, nowMs)
    return this.#json[entry] ?? unknown
  }

  #judge(entry: number, nowMs: number): void {
    const text = this.#texts[entry]
    this.#from[entry] = nowMs
    this.#until[entry] = nowMs + LOOK_AGAIN_MS
    if (!text?.week) return
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
    if (next) this.#until[entry] = next.getTime()
    this.#open[entry] = isOpen ? 1 : 0
    const instantText = (at: Date | null) => (at ? `"${at.toISOString()}"` : 'null')
    this.#json[entry] = Buffer.from(
      `,"isOpen":${isOpen},"opensAt":${instantText(opensAt)},"closesAt":${instantText(closesAt)}`,
    )
  }

  #grow(): void {
    const size = this.#from.length * 2
    const [from, until, open] = [this.#from, this.#until, this.#open]
    this.#from = new Float64Array(size)
    this.#until = new Float64Array(size)
    this.#open = new Uint8Array(size)
    this.#from.set(from)
    this.#until.set(until)
    this.#open.set(open)
  }
}

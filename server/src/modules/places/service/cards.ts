/** Cards of places as ready JSON bytes, outside the heap: a million of them burden no collector. */
import { assert } from '../../../kernel/assert.ts'
import type { SearchRow } from '../store/search.ts'

const CHUNK_BYTES = 8 * 1_048_576
/** Records begin at multiples of this, so that 32 bits name a place in 32 GiB. */
const ALIGN_BYTES = 8
const CHUNK_STEPS = CHUNK_BYTES / ALIGN_BYTES
/** Longest card: names and address at their limits, each letter escaped, and the rest around them. */
const CARD_BYTES_MAX = 4_096

/** What a card shows that changes only with the place. */
type CardRow = Omit<SearchRow, 'timeZone' | 'week' | 'exceptions'>

/** Bytes that are only ever appended. A record never crosses a chunk. */
export class Cards {
  readonly #chunks: Buffer[] = []
  #used = CHUNK_BYTES
  /** Where each record begins, in steps of `ALIGN_BYTES` over all chunks. */
  #startOf = new Uint32Array(1_024)
  #lengthOf = new Uint16Array(1_024)
  #size = 0

  /** Keeps the card of a place; the answer is its number, counting from 0. */
  add(row: CardRow): number {
    if (this.#used + CARD_BYTES_MAX > CHUNK_BYTES) {
      this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES))
      this.#used = 0
    }
    const chunk = this.#chunks.length - 1
    const bytes = this.#chunks[chunk]?.write(cardText(row), this.#used) ?? 0
    assert(bytes < CARD_BYTES_MAX, 'a card has room for every name and address')
    if (this.#size === this.#startOf.length) this.#grow()
    this.#startOf[this.#size] = chunk * CHUNK_STEPS + this.#used / ALIGN_BYTES
    this.#lengthOf[this.#size] = bytes
    this.#used = Math.ceil((this.#used + bytes) / ALIGN_BYTES) * ALIGN_BYTES
    this.#size += 1
    return this.#size - 1
  }

  /** Copies a record into a buffer that has room; the answer is where it ends there. */
  copy(number: number, into: Buffer, at: number): number {
    const step = this.#startOf[number] ?? 0
    const start = (step % CHUNK_STEPS) * ALIGN_BYTES
    const end = start + (this.#lengthOf[number] ?? 0)
    const chunk = this.#chunks[Math.floor(step / CHUNK_STEPS)]
    return at + (chunk?.copy(into, at, start, end) ?? 0)
  }

  #grow(): void {
    const starts = new Uint32Array(this.#size * 2)
    const lengths = new Uint16Array(this.#size * 2)
    starts.set(this.#startOf)
    lengths.set(this.#lengthOf)
    this.#startOf = starts
    this.#lengthOf = lengths
  }
}

/** A card as JSON without its closing brace. Put together by hand, a million take a second less. */
function cardText(row: CardRow): string {
  const { id, merchantId, merchantName, name, category, address, lng, lat, color } = row
  return `{"id":"${id}","merchantId":"${merchantId}","merchantName":${quoted(merchantName)},"name":${quoted(
    name,
  )},"category":"${category}","address":${quoted(
    address,
  )},"lng":${lng},"lat":${lat},"color":"${color}"`
}

// oxlint-disable-next-line no-control-regex -- These are what JSON must escape.
const plain = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/
const quoted = (text: string) => (plain.test(text) ? `"${text}"` : JSON.stringify(text))

/** JSON text that stands in borrowed memory. */
export type Answer = {
  readonly bytes: Buffer
  /** Call once, when nobody reads `bytes` any more; who never does leaves them to the collector. */
  giveBack(): void
}

/** Writes one of its entries into a buffer that has room; the answer is where it ends there. */
type OpeningWriter = { copy(entry: number, into: Buffer, at: number): number }

/** Many answers share one piece of memory. */
const SLAB_BYTES = 1_048_576
/** So many are used again and again: fresh ones would call the collector every second. */
const SLABS_KEPT = 16
type Slab = { readonly bytes: Buffer; answers: number }
const comma = 0x2c
const zero = 0x30
const closingBrace = 0x7d

/** Puts cards together into one JSON text. What has been handed out is not written before it is back. */
export class CardWriter {
  readonly #free: Slab[] = []
  #slab: Slab = newSlab(SLAB_BYTES)
  #start = 0
  #at = 0
  #count = 0

  start(): void {
    this.#start = this.#at
    this.#count = 0
    this.#makeRoom()
    this.#at += this.#slab.bytes.write('{"items":[', this.#at, 'latin1')
  }

  /**
   * @param entry what changes by the clock, up to where the distance is told
   * @param meters how far away, rounded to whole meters; null when nobody said from where (PL14)
   */
  add(
    cards: Cards,
    number: number,
    openings: OpeningWriter,
    entry: number,
    meters: number | null,
  ): void {
    this.#makeRoom()
    const { bytes } = this.#slab
    if (this.#count > 0) bytes[this.#at++] = comma
    this.#count += 1
    let at = cards.copy(number, bytes, this.#at)
    at = openings.copy(entry, bytes, at)
    if (meters === null) at += bytes.write('null', at, 'latin1')
    else at = writeNumber(Math.round(meters), bytes, at)
    bytes[at] = closingBrace
    this.#at = at + 1
  }

  /** The whole text, with more members at its end: `,"isComplete":true`. */
  end(more: string): Answer {
    this.#makeRoom()
    const slab = this.#slab
    this.#at += slab.bytes.write(`]${more}}`, this.#at, 'latin1')
    slab.answers += 1
    return {
      bytes: slab.bytes.subarray(this.#start, this.#at),
      giveBack: () => {
        slab.answers -= 1
        if (slab.answers === 0 && slab !== this.#slab) this.#keep(slab)
      },
    }
  }

  /** Goes on in another slab when the next card might not fit, and takes what is begun along. */
  #makeRoom(): void {
    const full = this.#slab
    if (full.bytes.length - this.#at >= 2 * CARD_BYTES_MAX) return
    const begun = full.bytes.subarray(this.#start, this.#at)
    const needed = begun.length * 2 + 2 * CARD_BYTES_MAX
    this.#slab = (needed <= SLAB_BYTES && this.#free.pop()) || newSlab(Math.max(SLAB_BYTES, needed))
    this.#at = begun.copy(this.#slab.bytes)
    this.#start = 0
    if (full.answers === 0) this.#keep(full)
  }

  #keep(slab: Slab): void {
    if (this.#free.length < SLABS_KEPT && slab.bytes.length === SLAB_BYTES) this.#free.push(slab)
  }
}

function newSlab(bytes: number): Slab {
  return { bytes: Buffer.allocUnsafeSlow(bytes), answers: 0 }
}

/** Writes a whole number that is not negative. */
function writeNumber(value: number, into: Buffer, at: number): number {
  let digits = 1
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1
  let rest = value
  for (let place = at + digits - 1; place >= at; place -= 1) {
    into[place] = zero + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  return at + digits
}

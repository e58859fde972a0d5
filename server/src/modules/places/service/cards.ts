/** Cards of places as ready JSON bytes, outside the heap: a million of them burden no collector. */

const CHUNK_BYTES = 8 * 1_048_576

/** Bytes that are only ever appended. A record never crosses a chunk. */
export class Cards {
  readonly #chunks: Buffer[] = []
  #used = CHUNK_BYTES
  #chunkOf = new Uint32Array(1_024)
  #startOf = new Uint32Array(1_024)
  #lengthOf = new Uint32Array(1_024)
  #size = 0

  /** Keeps a text; the answer is its number, counting from 0. */
  add(text: string): number {
    const bytes = Buffer.byteLength(text)
    if (this.#used + bytes > CHUNK_BYTES) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, bytes)))
      this.#used = 0
    }
    const chunk = this.#chunks.length - 1
    this.#chunks[chunk]?.write(text, this.#used)
    if (this.#size === this.#chunkOf.length) this.#grow()
    this.#chunkOf[this.#size] = chunk
    this.#startOf[this.#size] = this.#used
    this.#lengthOf[this.#size] = bytes
    this.#used += bytes
    this.#size += 1
    return this.#size - 1
  }

  /** Copies a record into a buffer that has room; the answer is where it ends there. */
  copy(number: number, into: Buffer, at: number): number {
    const start = this.#startOf[number] ?? 0
    const end = start + (this.#lengthOf[number] ?? 0)
    return at + (this.#chunks[this.#chunkOf[number] ?? 0]?.copy(into, at, start, end) ?? 0)
  }

  #grow(): void {
    const larger = (old: Uint32Array) => {
      const fresh = new Uint32Array(old.length * 2)
      fresh.set(old)
      return fresh
    }
    this.#chunkOf = larger(this.#chunkOf)
    this.#startOf = larger(this.#startOf)
    this.#lengthOf = larger(this.#lengthOf)
  }
}

/** Longest card: names and address at their limits, each letter escaped, and the rest around them. */
const CARD_BYTES_MAX = 4_096

/** Many answers share one piece of memory: a piece for each would keep the collector busy. */
const SLAB_BYTES = 1_048_576

/** Puts cards together into one JSON text. What has been handed out is never written again. */
export class CardWriter {
  #slab = Buffer.allocUnsafeSlow(SLAB_BYTES)
  #start = 0
  #at = 0
  #count = 0

  start(): void {
    this.#start = this.#at
    this.#count = 0
    this.#makeRoom()
    this.#at += this.#slab.write('{"items":[', this.#at, 'latin1')
  }

  /** @param meters how far away, rounded to whole meters; null when nobody said from where (PL14) */
  add(cards: Cards, number: number, opening: Buffer, meters: number | null): void {
    this.#makeRoom()
    const slab = this.#slab
    if (this.#count > 0) slab[this.#at++] = 0x2c
    this.#count += 1
    this.#at = cards.copy(number, slab, this.#at)
    this.#at += opening.copy(slab, this.#at)
    const tail = meters === null ? 'null' : String(Math.round(meters))
    this.#at += slab.write(`,"distanceMeters":${tail}}`, this.#at, 'latin1')
  }

  /** The whole text, with more members at its end: `,"isComplete":true`. */
  end(more: string): Buffer {
    this.#makeRoom()
    this.#at += this.#slab.write(`]${more}}`, this.#at, 'latin1')
    return this.#slab.subarray(this.#start, this.#at)
  }

  /** Goes on in a fresh slab when the next card might not fit, and takes what is begun along. */
  #makeRoom(): void {
    if (this.#slab.length - this.#at >= CARD_BYTES_MAX) return
    const begun = this.#slab.subarray(this.#start, this.#at)
    this.#slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, begun.length * 2 + CARD_BYTES_MAX))
    this.#at = begun.copy(this.#slab)
    this.#start = 0
  }
}

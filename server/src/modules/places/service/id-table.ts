/** Ids of places and their slots, in flat memory: a million texts would keep the collector busy. */

const WORDS = 4
const WORD_DIGITS = 8
/** At most this share of the cells is taken, so that a search ends soon. */
const FULL_SHARE = 0.5
const DASH = 0x2d
const NINE = 0x39

/** Ids are UUIDs. Of each id the last slot counts; nothing is ever taken out. */
export class IdTable {
  /** Slot + 1 for each cell, 0 where it is empty. */
  #cells = new Uint32Array(4_096)
  /** The 128 bits of the id of each slot. */
  #words = new Uint32Array(1_024 * WORDS)
  readonly #asked = new Uint32Array(WORDS)
  #taken = 0

  /** The slot of an id; -1 when it has none. */
  get(id: string): number {
    this.#read(id)
    return (this.#cells[this.#cellOf(hashOf(this.#asked, 0))] ?? 0) - 1
  }

  /**
   * Gives an id its slot.
   *
   * @returns 32 bits that are scattered evenly, and the same for the same id everywhere
   */
  set(id: string, slot: number): number {
    this.#read(id)
    const hash = hashOf(this.#asked, 0)
    const cell = this.#cellOf(hash)
    if (this.#cells[cell] === 0) this.#taken += 1
    this.#cells[cell] = slot + 1
    if (slot * WORDS >= this.#words.length) {
      const larger = new Uint32Array(this.#words.length * 2)
      larger.set(this.#words)
      this.#words = larger
    }
    this.#words.set(this.#asked, slot * WORDS)
    if (this.#taken > this.#cells.length * FULL_SHARE) this.#grow()
    return hash
  }

  /** The cell that holds the id just read, or the empty one where it belongs. */
  #cellOf(hash: number): number {
    const cells = this.#cells
    const words = this.#words
    const [a, b, c, d] = this.#asked
    let cell = hash & (cells.length - 1)
    for (;;) {
      const at = ((cells[cell] ?? 0) - 1) * WORDS
      if (at < 0) return cell
      const isIt =
        words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d
      if (isIt) return cell
      cell = (cell + 1) & (cells.length - 1)
    }
  }

  #read(id: string): void {
    let word = 0
    let digits = 0
    for (let at = 0; at < id.length; at += 1) {
      const unit = id.charCodeAt(at)
      if (unit === DASH) continue
      word = (word << 4) | (unit <= NINE ? unit & 0xf : (unit & 0xf) + 9)
      digits += 1
      if (digits % WORD_DIGITS === 0) this.#asked[digits / WORD_DIGITS - 1] = word
    }
  }

  #grow(): void {
    const old = this.#cells
    const mask = old.length * 2 - 1
    const cells = new Uint32Array(mask + 1)
    for (let at = 0; at < old.length; at += 1) {
      const taken = old[at] ?? 0
      if (taken === 0) continue
      let cell = hashOf(this.#words, (taken - 1) * WORDS) & mask
      while (cells[cell] !== 0) cell = (cell + 1) & mask
      cells[cell] = taken
    }
    this.#cells = cells
  }
}

/** Stirs four words into one, as MurmurHash3 does. */
function hashOf(words: Uint32Array, from: number): number {
  let hash = 0
  for (let at = from; at < from + WORDS; at += 1) {
    let word = Math.imul(words[at] ?? 0, 0xcc9e2d51)
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593)
    hash ^= word
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** All names by their pairs of letters: which places may bear a name, without looking at all of them. */
import { initialUnit } from '../model/hangul.ts'
import { holds, pairOf, setBit } from './name-marks.ts'
import { rankOf, type NameQuery, type NameRank } from './name-query.ts'

/** A list that grows without boxing its numbers. */
class SlotList {
  slots = new Uint32Array(4)
  size = 0
  /** A bit for each slot, made when a search needs it. */
  #bits: Uint32Array | null = null

  add(slot: number): void {
    if (this.size > 0 && this.slots[this.size - 1] === slot) return
    if (this.size === this.slots.length) this.slots = grown(this.slots, this.size * 2)
    this.slots[this.size] = slot
    this.size += 1
    if (!this.#bits) return
    if (slot >>> 5 < this.#bits.length) setSlot(this.#bits, slot)
    else this.#bits = null
  }

  /** @param slotCount how many slots there are in all */
  bits(slotCount: number): Uint32Array {
    if (this.#bits) return this.#bits
    // Room for what is added next.
    const bits = new Uint32Array((slotCount >>> 5) + (slotCount >>> 8) + 2)
    for (let at = 0; at < this.size; at += 1) setSlot(bits, this.slots[at] ?? 0)
    return (this.#bits = bits)
  }
}

/** A list that holds one slot of so many, or more, is looked at by its bits. */
const BITS_SHARE = 64

type Lists = Map<number, SlotList>
/** The places with one pair of a query, in any of the alternatives of that pair. */
export type Group = { readonly lists: readonly SlotList[]; readonly size: number }

/** Slots are added once, in rising order, and never removed. */
export class NameIndex {
  readonly #names: string[] = []
  readonly #letters: Lists = new Map()
  readonly #initials: Lists = new Map()
  #letterMarks = new Uint32Array(2_048)
  #initialMarks = new Uint32Array(2_048)
  #found = new Uint32Array(1_024)
  #seen = new Uint8Array(0)

  /**
   * Takes the name of the next slot.
   *
   * @param name a `searchText`
   */
  add(name: string): void {
    const slot = this.#names.length
    this.#names.push(name)
    const word = slot * 2
    if (word === this.#letterMarks.length) {
      this.#letterMarks = grown(this.#letterMarks, word * 2)
      this.#initialMarks = grown(this.#initialMarks, word * 2)
    }
    let [before, initialBefore] = [0, 0]
    for (let at = 0; at < name.length; at += 1) {
      const unit = name.charCodeAt(at)
      const initial = initialUnit(unit)
      setBit(this.#letterMarks, word, unit)
      if (at > 0) {
        const pair = pairOf(before, unit)
        setBit(this.#letterMarks, word, pair)
        addTo(this.#letters, pair, slot)
      }
      if (initial !== 0 && initialBefore !== 0) {
        const pair = pairOf(initialBefore, initial)
        setBit(this.#initialMarks, word, pair)
        addTo(this.#initials, pair, slot)
      }
      before = unit
      initialBefore = initial
    }
  }

  /** How the name of a slot answers a query; null when it does not. */
  rankAt(query: NameQuery, slot: number): NameRank | null {
    return rankOf(query, this.#names[slot] ?? '')
  }

  /** The pairs of a query with their places, the rarest first. */
  groupsOf({ kind, pairs }: NameQuery): readonly Group[] {
    const known = kind === 'initials' ? this.#initials : this.#letters
    return pairs
      .map((alternatives): Group => {
        const lists = alternatives.flatMap((pair) => known.get(pair) ?? [])
        return { lists, size: lists.reduce((sum, list) => sum + list.size, 0) }
      })
      .toSorted((one, other) => one.size - other.size)
  }

  /**
   * The slots that hold the rarest pair, in any of its alternatives, and every pair that has none. Each
   * comes once; they hold until the next call.
   */
  candidates([rarest, ...others]: readonly Group[]): Uint32Array {
    if (!rarest) return new Uint32Array(0)
    if (this.#found.length < rarest.size) this.#found = new Uint32Array(rarest.size * 2)
    const found = this.#found
    const needed = others.flatMap(({ lists: [only, ...more] }) =>
      only && more.length === 0 ? [only] : [],
    )
    let count = 0
    for (const list of rarest.lists) {
      const from = count
      found.set(list.slots.subarray(0, list.size), from)
      count += list.size
      for (const other of needed) {
        const isCommon = other.size * BITS_SHARE > this.#names.length
        count = isCommon
          ? keepMarked(found, from, count, other.bits(this.#names.length))
          : keepCommon(found, from, count, other)
      }
    }
    return rarest.lists.length > 1 ? this.#once(count) : found.subarray(0, count)
  }

  /** A name may hold a pair in two of its alternatives. */
  #once(count: number): Uint32Array {
    if (this.#seen.length < this.#names.length) {
      this.#seen = new Uint8Array(this.#names.length * 2)
    }
    const found = this.#found
    const seen = this.#seen
    let kept = 0
    for (let at = 0; at < count; at += 1) {
      const slot = found[at] ?? 0
      if (seen[slot] === 1) continue
      seen[slot] = 1
      found[kept++] = slot
    }
    for (let at = 0; at < kept; at += 1) seen[found[at] ?? 0] = 0
    return found.subarray(0, kept)
  }

  /** False for most names that do not answer; costs next to nothing. */
  mayAnswer({ kind, marks }: NameQuery, slot: number): boolean {
    return holds(kind === 'initials' ? this.#initialMarks : this.#letterMarks, slot * 2, marks)
  }
}

/** Keeps of a run of `found` what is also among the bits; tells where the run ends then. */
function keepMarked(found: Uint32Array, from: number, until: number, bits: Uint32Array): number {
  let kept = from
  for (let at = from; at < until; at += 1) {
    const slot = found[at] ?? 0
    found[kept] = slot
    kept += ((bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1
  }
  return kept
}

/** Keeps of a rising run of `found` what is also in a rising list; tells where the run ends then. */
function keepCommon(found: Uint32Array, from: number, until: number, list: SlotList): number {
  const { slots, size } = list
  let kept = from
  let low = 0
  for (let at = from; at < until; at += 1) {
    const slot = found[at] ?? 0
    while (low < size && (slots[low] ?? 0) < slot) low += 1
    if (low < size && slots[low] === slot) found[kept++] = slot
  }
  return kept
}

function setSlot(bits: Uint32Array, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31))
}

function addTo(lists: Lists, pair: number, slot: number): void {
  let list = lists.get(pair)
  if (!list) lists.set(pair, (list = new SlotList()))
  list.add(slot)
}

function grown(old: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size)
  larger.set(old)
  return larger
}

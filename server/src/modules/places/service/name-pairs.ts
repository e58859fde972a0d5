/** Names by pairs of letters: which places may bear a name, without looking at all of them. */
import { initialsOf, isInitials, lettersOf, typedRanges } from '../model/hangul.ts'

/** How a name answers a search: the smaller, the better. */
export type NameRank = 0 | 1 | 2

/** A search made ready: which pairs of letters must occur, and how a name is judged. */
export type NameQuery = {
  readonly text: string
  /** Keys that must all occur, each as a choice of alternatives; empty when the text is too short. */
  readonly pairs: readonly (readonly number[])[]
  readonly kind: 'initials' | 'letters'
}

/** A text as a query. `text` comes from `searchText`, and is not empty. */
export function nameQuery(text: string): NameQuery {
  if (isInitials(text)) {
    return { text, kind: 'initials', pairs: pairsOf(text) }
  }
  // The last letter may still be growing: every pair it may end in counts.
  const whole = pairsOf(text.slice(0, -1))
  const growing = text.length < 2 ? [] : [endingsOf(text.charCodeAt(text.length - 2), text.slice(-1))]
  return { text: lettersOf(text), kind: 'letters', pairs: [...whole, ...growing] }
}

function endingsOf(before: number, last: string): readonly number[] {
  return typedRanges(last).flatMap(([first, end]) =>
    Array.from({ length: end - first + 1 }, (_none, at) => pairOf(before, first + at)),
  )
}

/** Two code units as one small integer, which costs the heap nothing. */
const pairOf = (one: number, other: number) => (one << 16) | other

function pairsOf(text: string): readonly (readonly number[])[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_none, at) => [
    pairOf(text.charCodeAt(at), text.charCodeAt(at + 1)),
  ])
}

/**
 * How a name answers a query; null when it does not.
 *
 * @param name a `searchText`
 */
export function rankOf({ text, kind }: NameQuery, name: string): NameRank | null {
  const row = kind === 'initials' ? initialsOf(name) : lettersOf(name)
  const at = row.indexOf(text)
  if (at === -1) return null
  if (at === 0) return row.length === text.length ? 0 : 1
  return 2
}

/** A list that grows without boxing its numbers. */
class SlotList {
  slots = new Uint32Array(4)
  size = 0

  add(slot: number): void {
    if (this.size > 0 && this.slots[this.size - 1] === slot) return
    if (this.size === this.slots.length) {
      const larger = new Uint32Array(this.size * 2)
      larger.set(this.slots)
      this.slots = larger
    }
    this.slots[this.size] = slot
    this.size += 1
  }
}

type Lists = Map<number, SlotList>

/** Which slots hold which pair of letters. Slots are added once, in rising order, and never removed. */
export class NamePairs {
  readonly #letters: Lists = new Map()
  readonly #initials: Lists = new Map()

  /** @param name a `searchText` */
  add(slot: number, name: string): void {
    addPairs(this.#letters, slot, name)
    const row = initialsOf(name)
    if (row !== name) addPairs(this.#initials, slot, row)
  }

  /**
   * The slots among which all answers are, as lists to look through; null when the query is too short
   * to tell.
   */
  candidates({ kind, pairs }: NameQuery): readonly Uint32Array[] | null {
    const known = kind === 'initials' ? this.#initials : this.#letters
    let best: readonly SlotList[] | null = null
    let bestSize = Infinity
    for (const alternatives of pairs) {
      const lists = alternatives.flatMap((pair) => known.get(pair) ?? [])
      const size = lists.reduce((sum, list) => sum + list.size, 0)
      if (size >= bestSize) continue
      best = lists
      bestSize = size
    }
    return best && best.map((list) => list.slots.subarray(0, list.size))
  }
}

function addPairs(lists: Lists, slot: number, text: string): void {
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = pairOf(text.charCodeAt(at), text.charCodeAt(at + 1))
    let list = lists.get(pair)
    if (!list) lists.set(pair, (list = new SlotList()))
    list.add(slot)
  }
}

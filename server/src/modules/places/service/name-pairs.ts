/** Names by pairs of letters: which places may bear a name, without looking at all of them. */
import { initialsOf, isInitials, lettersOf, typedRanges } from '../model/hangul.ts'

/** How a name answers a search: the smaller, the better. */
export type NameRank = 0 | 1 | 2

/** A search made ready: which pairs of letters must occur, and how a name is judged. */
export type NameQuery = {
  readonly asked: string
  /** What is asked, in the letters in which names are compared. */
  readonly text: string
  /** Keys that must all occur, each as a choice of alternatives; empty when the text is too short. */
  readonly pairs: readonly (readonly number[])[]
  readonly kind: 'initials' | 'letters'
}

/** A text as a query. `text` comes from `searchText`, and is not empty. */
export function nameQuery(text: string): NameQuery {
  if (isInitials(text)) {
    return { asked: text, text, kind: 'initials', pairs: pairsOf(text) }
  }
  // The last letter may still be growing: every pair it may end in counts.
  const whole = pairsOf(text.slice(0, -1))
  const growing =
    text.length < 2 ? [] : [endingsOf(text.charCodeAt(text.length - 2), text.slice(-1))]
  return { asked: text, text: lettersOf(text), kind: 'letters', pairs: [...whole, ...growing] }
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
export function rankOf({ asked, text, kind }: NameQuery, name: string): NameRank | null {
  // Most answers hold the very syllables; only the others are taken apart.
  if (kind === 'letters' && name.includes(asked)) {
    if (!name.startsWith(asked)) return 2
    return name.length === asked.length ? 0 : 1
  }
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
type Group = { readonly lists: readonly SlotList[]; readonly size: number }

/** Three pairs together are rare; the others are checked on the name itself. */
const GROUPS_MAX = 3
/** A pair in more names than this is common. */
const COMMON_MIN = 20_000

/** Which slots hold which pair of letters. Slots are added once, in rising order, and never removed. */
export class NamePairs {
  readonly #letters: Lists = new Map()
  readonly #initials: Lists = new Map()
  #marks = new Uint8Array(0)

  /** @param name a `searchText` */
  add(slot: number, name: string): void {
    addPairs(this.#letters, slot, name)
    const row = initialsOf(name)
    if (row !== name) addPairs(this.#initials, slot, row)
  }

  /** Whether even the rarest pair of the query is in very many names, or there is no pair at all. */
  isCommon(query: NameQuery): boolean {
    const [rarest] = this.#groupsOf(query)
    return rarest === undefined || rarest.size > COMMON_MIN
  }

  /**
   * The slots among which all answers are: those that hold the rarest pairs of the query. Only for
   * queries with pairs.
   */
  candidates(query: NameQuery): Uint32Array {
    const groups = this.#groupsOf(query).slice(0, GROUPS_MAX)
    const [first] = groups
    if (!first) return new Uint32Array(0)
    // A mark counts the groups in a row that a slot is in, so a slot in two lists of one counts once.
    const marks = this.#marksFor(groups.flatMap(({ lists }) => lists))
    const found = new Uint32Array(first.size)
    let count = 0
    for (const [turn, { lists }] of groups.entries()) {
      for (const { slots, size } of lists) {
        for (let at = 0; at < size; at += 1) {
          const slot = slots[at] ?? 0
          if (marks[slot] !== turn) continue
          marks[slot] = turn + 1
          if (turn + 1 === groups.length) found[count++] = slot
        }
      }
    }
    for (const { slots, size } of first.lists) {
      for (let at = 0; at < size; at += 1) marks[slots[at] ?? 0] = 0
    }
    return found.subarray(0, count)
  }

  /** The lists of each pair with its alternatives, the rarest first. */
  #groupsOf({ kind, pairs }: NameQuery): readonly Group[] {
    const known = kind === 'initials' ? this.#initials : this.#letters
    return pairs
      .map((alternatives): Group => {
        const lists = alternatives.flatMap((pair) => known.get(pair) ?? [])
        return { lists, size: lists.reduce((sum, list) => sum + list.size, 0) }
      })
      .toSorted((one, other) => one.size - other.size)
  }

  /** Room for every slot that the lists name; all zero. */
  #marksFor(lists: readonly SlotList[]): Uint8Array {
    const last = lists.reduce((max, { slots, size }) => Math.max(max, slots[size - 1] ?? 0), 0)
    if (last >= this.#marks.length) this.#marks = new Uint8Array(Math.max(1_024, last * 2))
    return this.#marks
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

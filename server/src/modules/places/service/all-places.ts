/** All visible places in memory: nearest, in a window, by name. Built from rows, changed row by row. */
import { assert } from '../../../kernel/assert.ts'
import { distanceMeters, type Box, type Point } from '../../../kernel/geo.ts'
import { categoryIds } from '../model/categories.ts'
import { searchText } from '../model/hangul.ts'
import type { SearchRow } from '../store/search.ts'
import { Cards, CardWriter, type Answer } from './cards.ts'
import { IdTable } from './id-table.ts'
import { NameIndex } from './name-index.ts'
import { nameQuery, type NameQuery } from './name-query.ts'
import { NearestSearch } from './nearest-search.ts'
import { Openings } from './openings.ts'
import {
  buildPointTree,
  layerOf,
  pointTreeSteps,
  rankBelow,
  type Points,
  type PointTree,
} from './point-tree.ts'
import { visitWindow } from './point-window.ts'
import { Smallest } from './smallest.ts'

/** What every search may ask besides where. */
export type Filter = {
  /** A position in `categoryIds`; null for all. */
  readonly category: number | null
  readonly openNow: boolean
  readonly nowMs: number
  readonly limit: number
}
export type NearbyQuery = Filter & { readonly from: Point | null; readonly metersMax: number }
export type WindowQuery = Filter & { readonly from: Point | null; readonly box: Box }
export type NameSearch = Filter & { readonly from: Point | null; readonly text: string }

export const LIMIT_MAX = 100
export const WINDOW_LIMIT_MAX = 500
/** How many places one search looks at before it answers with what it has. */
export const CANDIDATES_MAX = 20_000
/** Of a window that holds more, an even share is looked at. */
const WINDOW_VISITS_MAX = 5_000
/** So many names are judged and ranked one by one; of more, the near ones are taken. */
const NAMES_JUDGED_MAX = 1_500
/** Of even more, the nearest are looked for on the ground, unless they are too few around. */
const NAMES_MEASURED_MAX = 5_000
/** A pair of letters in more names than this is common. */
const COMMON_MIN = 30_000
/** Of a name that is common, or too short for pairs, the nearest are among so many around. */
const AROUND_JUDGED_MAX = 4_000
/** Without a given radius: further than this, nothing is near. */
export const METERS_MAX = 50_000
/** Nothing on earth is further. */
const METERS_ON_EARTH_MAX = 20_100_000
/** Edits that stand outside any tree, at most; then they get a tree of their own. */
const LOOSE_MAX = 512
/** A tree is merged with its elder when that is less than so many times larger. */
const MERGE_BELOW = 4
/** What is larger is merged step by step, so that nobody waits: this takes some ten milliseconds. */
const MERGED_AT_ONCE_MAX = 16_384
/** The category of what is there no more; none has this number. */
const GONE = 255
/** So many distinct weeks of hours have room; the bits above say the category. */
const ENTRY_BITS = 24
const ENTRY_MASK = 2 ** ENTRY_BITS - 1
/** Better names come first, and nothing on earth is so far that it would count for more. */
const RANK_METERS = 1e9

/** One generation of the index. A new one is built when too much of the old is dead. */
export class AllPlaces {
  readonly #ids = new IdTable()
  readonly #cards = new Cards()
  readonly #openings = new Openings()
  readonly #names = new NameIndex()
  #lngs = new Float64Array(1_024)
  #lats = new Float64Array(1_024)
  /** The position in `categoryIds`, or `GONE`, and below it the entry of the opening hours. */
  #kinds = new Uint32Array(1_024)
  /** Scattered by the id, so that every process chooses alike where it cannot show all. */
  #ranks = new Uint32Array(1_024)
  #trees: PointTree[] = []
  #loose: number[] = []
  #isLoading = false
  #size = 0
  #living = 0
  readonly #search = new NearestSearch(LIMIT_MAX)
  readonly #best = new Smallest(WINDOW_LIMIT_MAX)
  readonly #writer = new CardWriter()

  get placeCount(): number {
    return this.#living
  }
  /** How much of the memory is taken by rows that were replaced. */
  get deadShare(): number {
    return this.#size === 0 ? 0 : 1 - this.#living / this.#size
  }

  /** Puts a place in, in the stead of what was known of it. */
  put(row: SearchRow): void {
    // What is read in one go holds each place once.
    if (!this.#isLoading) this.remove(row.id)
    const slot = this.#size
    if (slot === this.#lngs.length) this.#grow()
    this.#size += 1
    this.#living += 1
    this.#lngs[slot] = row.lng
    this.#lats[slot] = row.lat
    const category = categoryIds.findIndex((id) => id === row.category)
    const entry = this.#openings.entryOf(row)
    assert(category !== -1 && entry <= ENTRY_MASK, 'a category and its hours fit one number')
    this.#kinds[slot] = (category << ENTRY_BITS) | entry
    this.#ranks[slot] = this.#ids.set(row.id, slot)
    this.#cards.add(row)
    const isNamedAfter = row.name.includes(row.merchantName)
    this.#names.add(searchText(isNamedAfter ? row.name : `${row.merchantName} ${row.name}`))
    this.#loose.push(slot)
    if (this.#loose.length > LOOSE_MAX && !this.#isLoading) this.#settle()
  }

  remove(id: string): void {
    const slot = this.#ids.get(id)
    if (slot === -1 || !this.#isThere(slot)) return
    this.#kinds[slot] = GONE << ENTRY_BITS
    this.#living -= 1
  }

  /** Says that many rows come next: one tree at the end is cheaper than many on the way. */
  startLoad(): void {
    this.#isLoading = true
  }
  /** Makes that tree, step by step; nothing may be put in before the last step. */
  *endLoad(): Generator<undefined, void, undefined> {
    const slots = Uint32Array.from(this.#loose)
    const tree = yield* pointTreeSteps(this.#livingOf(slots), this.#points)
    if (tree.size > 0) this.#trees.push(tree)
    this.#loose = []
    this.#isLoading = false
  }

  /** Merges trees of like size step by step; nothing may be put in before the last step. */
  *mergeTrees(): Generator<undefined, void, undefined> {
    for (;;) {
      const at = this.#trees.findLastIndex((elder, n) => {
        const younger = this.#trees[n + 1]
        return younger !== undefined && elder.size < younger.size * MERGE_BELOW
      })
      const [elder, younger] = this.#trees.slice(at, at + 2)
      if (at === -1 || !elder || !younger) return
      const slots = this.#livingOf(joined(elder.slots, younger.slots))
      const merged = yield* pointTreeSteps(slots, this.#points)
      this.#trees.splice(at, 2, ...(merged.size > 0 ? [merged] : []))
    }
  }

  /** The nearest places, as JSON text. Without `from`, those around the middle of all. */
  nearby(query: NearbyQuery): Answer {
    this.#openings.startAt(query.nowMs)
    const search = this.#nearest(query, query.metersMax, (slot) => this.#passes(slot, query))
    return this.#answer(search, query)
  }

  /** An even choice of the places in a window, as JSON text (PL24). */
  window(query: WindowQuery): Answer {
    this.#openings.startAt(query.nowMs)
    const best = this.#best
    // From the thinnest layer on, until one holds enough: the smallest ranks of all are among them.
    let level = Math.max(0, ...this.#trees.map(({ layers }) => layers.length))
    let matching = this.#choose(query, level)
    while (level > 0 && !best.isFull) {
      level -= 1
      matching = this.#choose(query, level)
    }
    this.#writer.start()
    for (let at = 0; at < best.count; at += 1) {
      const slot = best.slotAt(at)
      this.#write(slot, this.#metersFrom(query.from, slot))
    }
    const isComplete = matching <= query.limit
    return this.#writer.end(`,"matching":${matching},"isComplete":${isComplete}`)
  }

  /** Takes the smallest ranks of a layer in the window; tells how many match there and below. */
  #choose(query: WindowQuery, level: number): number {
    const { box } = query
    const below = rankBelow(level)
    const best = this.#best
    let matching = 0
    best.start(query.limit)
    const offer = (slot: number) => {
      const rank = this.#ranks[slot] ?? 0
      if (rank >= below || !this.#passes(slot, query)) return 0
      best.offer(slot, rank)
      return 1
    }
    for (const tree of this.#trees) {
      let found = 0
      const layer = layerOf(tree, level)
      const stride = visitWindow(layer, box, WINDOW_VISITS_MAX, (slot) => (found += offer(slot)))
      matching += found * stride
    }
    for (const slot of this.#loose) {
      const lng = this.#lngs[slot] ?? 0
      const lat = this.#lats[slot] ?? 0
      const isIn = lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north
      if (isIn) matching += offer(slot)
    }
    return Math.round((matching * rankBelow(0)) / below)
  }

  /** Places by name, best first, then the nearest first, as JSON text (PL15). */
  named(search: NameSearch): Answer {
    this.#openings.startAt(search.nowMs)
    const names = this.#names
    const query = nameQuery(search.text)
    const matches = (slot: number) =>
      names.mayAnswer(query, slot) &&
      this.#passes(slot, search) &&
      names.rankAt(query, slot) !== null
    const groups = names.groupsOf(query)
    const [rarest] = groups
    if (!rarest || rarest.size > COMMON_MIN) {
      const around = this.#nearest(search, METERS_ON_EARTH_MAX, matches, AROUND_JUDGED_MAX)
      if (!rarest || around.found === search.limit) return this.#answer(around, search)
    }
    const candidates = names.candidates(groups)
    if (candidates.length > NAMES_MEASURED_MAX) {
      const near = this.#nearest(search, METERS_ON_EARTH_MAX, matches)
      if (near.found === search.limit) return this.#answer(near, search)
    }
    return this.#bestNamed(search, query, candidates)
  }

  /** The best of some names, or of very many the nearest, which are judged from the nearest on. */
  #bestNamed(search: NameSearch, query: NameQuery, candidates: Uint32Array): Answer {
    const best = this.#best
    const rankMeters = candidates.length <= NAMES_JUDGED_MAX ? RANK_METERS : 0
    let matching = 0
    best.start(search.limit)
    for (const slot of candidates) {
      if (!this.#passes(slot, search)) continue
      const meters = this.#metersFrom(search.from, slot) ?? 0
      if (best.isFull && meters >= best.largest) {
        matching += 1
        continue
      }
      const rank = this.#names.rankAt(query, slot)
      if (rank === null) continue
      matching += 1
      best.offer(slot, rank * rankMeters + meters)
    }
    this.#writer.start()
    for (let at = 0; at < best.count; at += 1) {
      this.#write(best.slotAt(at), search.from && best.keyAt(at) % RANK_METERS)
    }
    return this.#writer.end(`,"isComplete":${matching <= search.limit}`)
  }

  #nearest(
    { limit, from }: Filter & { readonly from: Point | null },
    metersMax: number,
    accept: (slot: number) => boolean,
    offersMax = CANDIDATES_MAX,
  ): NearestSearch {
    const search = this.#search
    const center = from ?? this.#middle()
    search.start(center, { limit, metersMax, offersMax }, accept)
    for (const tree of this.#trees) search.visit(tree)
    for (const slot of this.#loose) {
      search.visitPoint(slot, this.#lngs[slot] ?? 0, this.#lats[slot] ?? 0)
    }
    return search
  }

  #answer(search: NearestSearch, query: Filter & { readonly from: Point | null }): Answer {
    this.#writer.start()
    for (let rank = 0; rank < search.found; rank += 1) {
      const meters = query.from ? search.metersAt(rank) : null
      this.#write(search.slotAt(rank), meters)
    }
    return this.#writer.end(`,"isComplete":${search.isComplete}`)
  }

  /** The clock of the search must have been set. */
  #write(slot: number, meters: number | null): void {
    const entry = (this.#kinds[slot] ?? 0) & ENTRY_MASK
    this.#writer.add(this.#cards, slot, this.#openings, entry, meters)
  }

  #passes(slot: number, { category, openNow }: Filter): boolean {
    const kind = this.#kinds[slot] ?? GONE
    const own = kind >>> ENTRY_BITS
    if (own === GONE || (category !== null && own !== category)) return false
    return !openNow || this.#openings.isOpen(kind & ENTRY_MASK)
  }

  #metersFrom(from: Point | null, slot: number): number | null {
    if (!from) return null
    return distanceMeters(from, { lng: this.#lngs[slot] ?? 0, lat: this.#lats[slot] ?? 0 })
  }

  /** A place in the midst of the others: where a search begins that says no point. */
  #middle(): Point {
    const tree = this.#trees[0]
    const slot = tree ? (tree.slots[tree.size >> 1] ?? 0) : (this.#loose[0] ?? 0)
    return { lng: this.#lngs[slot] ?? 0, lat: this.#lats[slot] ?? 0 }
  }

  /** Gives loose points a tree, together with small ones before it, so that there are never many. */
  #settle(): void {
    let slots = Uint32Array.from(this.#loose)
    this.#loose = []
    for (;;) {
      const elder = this.#trees.at(-1)
      if (!elder || elder.size >= slots.length * MERGE_BELOW) break
      if (elder.size + slots.length > MERGED_AT_ONCE_MAX) break
      this.#trees.pop()
      slots = joined(elder.slots, slots)
    }
    const tree = buildPointTree(this.#livingOf(slots), this.#points)
    if (tree.size > 0) this.#trees.push(tree)
  }

  get #points(): Points {
    return { lngs: this.#lngs, lats: this.#lats, ranks: this.#ranks }
  }

  #livingOf(slots: Uint32Array): Uint32Array {
    return slots.filter((slot) => this.#isThere(slot))
  }

  #isThere(slot: number): boolean {
    return (this.#kinds[slot] ?? 0) >>> ENTRY_BITS !== GONE
  }

  #grow(): void {
    const size = this.#lngs.length * 2
    this.#lngs = grown(this.#lngs, new Float64Array(size))
    this.#lats = grown(this.#lats, new Float64Array(size))
    this.#kinds = grown(this.#kinds, new Uint32Array(size))
    this.#ranks = grown(this.#ranks, new Uint32Array(size))
  }
}

function grown<Row extends Float64Array | Uint32Array | Uint8Array>(old: Row, larger: Row): Row {
  larger.set(old)
  return larger
}

function joined(one: Uint32Array, other: Uint32Array): Uint32Array<ArrayBuffer> {
  const both = new Uint32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

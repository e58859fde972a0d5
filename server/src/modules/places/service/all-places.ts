/** All visible places in memory: nearest, in a window, by name. Built from rows, changed row by row. */
import { distanceMeters, type Box, type Point } from '../../../kernel/geo.ts'
import { categoryIds } from '../model/categories.ts'
import { searchText } from '../model/hangul.ts'
import type { SearchRow } from '../store/search.ts'
import { Cards, CardWriter } from './cards.ts'
import { NamePairs, nameQuery, rankOf } from './name-pairs.ts'
import { Openings } from './openings.ts'
import { buildPointTree, NearestSearch, visitWindow, type PointTree } from './point-tree.ts'

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
const NAMES_JUDGED_MAX = 2_000
/** Of a name that is common, or too short for pairs, the nearest are among so many around. */
const AROUND_JUDGED_MAX = 3_000
/** Without a given radius: further than this, nothing is near. */
export const METERS_MAX = 50_000
/** Nothing on earth is further. */
const METERS_ON_EARTH_MAX = 20_100_000
/** Edits that stand outside any tree, at most; then they get a tree of their own. */
const LOOSE_MAX = 512
/** A tree is merged with its elder when that is less than so many times larger. */
const MERGE_BELOW = 4

/** One generation of the index. A new one is built when too much of the old is dead. */
export class AllPlaces {
  readonly #slots = new Map<string, number>()
  readonly #names: string[] = []
  readonly #cards = new Cards()
  readonly #openings = new Openings()
  readonly #pairs = new NamePairs()
  #lngs = new Float64Array(1_024)
  #lats = new Float64Array(1_024)
  #categories = new Uint8Array(1_024)
  #entries = new Uint32Array(1_024)
  #alive = new Uint8Array(1_024)
  /** Scattered by the id, so that every process chooses alike where it cannot show all. */
  #ranks = new Uint32Array(1_024)
  #trees: PointTree[] = []
  #loose: number[] = []
  #looseMax = LOOSE_MAX
  #size = 0
  readonly #search = new NearestSearch(WINDOW_LIMIT_MAX)
  readonly #writer = new CardWriter()

  get placeCount(): number {
    return this.#slots.size
  }
  /** How much of the memory is taken by rows that were replaced. */
  get deadShare(): number {
    return this.#size === 0 ? 0 : 1 - this.#slots.size / this.#size
  }

  /** Puts a place in, in the stead of what was known of it. */
  put(row: SearchRow): void {
    this.remove(row.id)
    const slot = this.#size
    if (slot === this.#lngs.length) this.#grow()
    this.#size += 1
    this.#slots.set(row.id, slot)
    this.#lngs[slot] = row.lng
    this.#lats[slot] = row.lat
    this.#categories[slot] = categoryIds.findIndex((id) => id === row.category)
    this.#entries[slot] = this.#openings.entryOf(row)
    this.#alive[slot] = 1
    this.#ranks[slot] = Number.parseInt(row.id.slice(-8), 16)
    this.#cards.add(cardText(row))
    const isNamedAfter = row.name.includes(row.merchantName)
    const name = searchText(isNamedAfter ? row.name : `${row.merchantName} ${row.name}`)
    this.#names.push(name)
    this.#pairs.add(slot, name)
    this.#loose.push(slot)
    if (this.#loose.length > this.#looseMax) this.#settle()
  }

  remove(id: string): void {
    const slot = this.#slots.get(id)
    if (slot === undefined) return
    this.#alive[slot] = 0
    this.#slots.delete(id)
  }

  /** Says that many rows come next: one tree at the end is cheaper than many on the way. */
  startLoad(): void {
    this.#looseMax = Infinity
  }
  endLoad(): void {
    this.#looseMax = LOOSE_MAX
    this.#settle()
  }

  /** The nearest places, as JSON text. Without `from`, those around the middle of all. */
  nearby(query: NearbyQuery): Buffer {
    const search = this.#nearest(query, query.metersMax, (slot) => this.#passes(slot, query))
    return this.#answer(search, query)
  }

  /** An even choice of the places in a window, as JSON text (PL24). */
  window(query: WindowQuery): Buffer {
    const { box, limit, from } = query
    const best = new SmallestRanks(limit)
    let matching = 0
    const offer = (slot: number, standsFor: number) => {
      if (!this.#passes(slot, query)) return
      matching += standsFor
      best.offer(slot, this.#ranks[slot] ?? 0)
    }
    for (const tree of this.#trees) {
      const slots: number[] = []
      const stride = visitWindow(tree, box, WINDOW_VISITS_MAX, (slot) => slots.push(slot))
      for (const slot of slots) offer(slot, stride)
    }
    for (const slot of this.#loose) {
      const lng = this.#lngs[slot] ?? 0
      const lat = this.#lats[slot] ?? 0
      const isIn = lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north
      if (isIn) offer(slot, 1)
    }
    this.#writer.start()
    for (const slot of best.slots) this.#write(slot, query.nowMs, this.#metersFrom(from, slot))
    return this.#writer.end(`,"matching":${matching},"isComplete":${matching <= limit}`)
  }

  /** Places by name, best first, then the nearest first, as JSON text (PL15). */
  named(search: NameSearch): Buffer {
    const { limit, from } = search
    const query = nameQuery(search.text)
    const matches = (slot: number) =>
      this.#passes(slot, search) && rankOf(query, this.#names[slot] ?? '') !== null
    if (this.#pairs.isCommon(query)) {
      const around = this.#nearest(search, METERS_ON_EARTH_MAX, matches, AROUND_JUDGED_MAX)
      if (around.found === limit || query.pairs.length === 0) return this.#answer(around, search)
    }
    const candidates = this.#pairs.candidates(query)
    if (candidates.length > NAMES_JUDGED_MAX) {
      const isAmong = new Uint8Array(this.#size)
      for (const slot of candidates) isAmong[slot] = 1
      const accept = (slot: number) => isAmong[slot] === 1 && matches(slot)
      return this.#answer(this.#nearest(search, METERS_ON_EARTH_MAX, accept, this.#size), search)
    }
    const found: { slot: number; rank: number; meters: number }[] = []
    for (const slot of candidates) {
      if (!this.#passes(slot, search)) continue
      const rank = rankOf(query, this.#names[slot] ?? '')
      if (rank !== null) found.push({ slot, rank, meters: this.#metersFrom(from, slot) ?? 0 })
    }
    found.sort((one, other) => one.rank - other.rank || one.meters - other.meters)
    this.#writer.start()
    for (const { slot, meters } of found.slice(0, limit)) {
      this.#write(slot, search.nowMs, from && meters)
    }
    return this.#writer.end(`,"isComplete":${found.length <= limit}`)
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

  #answer(search: NearestSearch, query: Filter & { readonly from: Point | null }): Buffer {
    this.#writer.start()
    for (let rank = 0; rank < search.found; rank += 1) {
      const meters = query.from ? search.metersAt(rank) : null
      this.#write(search.slotAt(rank), query.nowMs, meters)
    }
    return this.#writer.end(`,"isComplete":${search.isComplete}`)
  }

  #write(slot: number, nowMs: number, meters: number | null): void {
    const opening = this.#openings.jsonOf(this.#entries[slot] ?? 0, nowMs)
    this.#writer.add(this.#cards, slot, opening, meters)
  }

  #passes(slot: number, { category, openNow, nowMs }: Filter): boolean {
    if (this.#alive[slot] !== 1) return false
    if (category !== null && this.#categories[slot] !== category) return false
    return !openNow || this.#openings.isOpen(this.#entries[slot] ?? 0, nowMs)
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

  /** Gives loose points a tree, and merges trees of like size, so that there are never many. */
  #settle(): void {
    let slots = Uint32Array.from(this.#loose)
    this.#loose = []
    for (;;) {
      const elder = this.#trees.at(-1)
      if (!elder || elder.size >= slots.length * MERGE_BELOW) break
      this.#trees.pop()
      const both = new Uint32Array(elder.size + slots.length)
      both.set(elder.slots)
      both.set(slots, elder.size)
      slots = both
    }
    const living = slots.filter((slot) => this.#alive[slot] === 1)
    if (living.length > 0) this.#trees.push(buildPointTree(living, this.#lngs, this.#lats))
  }

  #grow(): void {
    const size = this.#lngs.length * 2
    this.#lngs = grown(this.#lngs, new Float64Array(size))
    this.#lats = grown(this.#lats, new Float64Array(size))
    this.#categories = grown(this.#categories, new Uint8Array(size))
    this.#entries = grown(this.#entries, new Uint32Array(size))
    this.#alive = grown(this.#alive, new Uint8Array(size))
    this.#ranks = grown(this.#ranks, new Uint32Array(size))
  }
}

function grown<Row extends Float64Array | Uint32Array | Uint8Array>(old: Row, larger: Row): Row {
  larger.set(old)
  return larger
}

/** The members of a card that change only with the place, without the closing brace. */
function cardText(row: SearchRow): string {
  const { id, merchantId, merchantName, name, category, address, lng, lat, color } = row
  const text = { id, merchantId, merchantName, name, category, address, lng, lat, color }
  return JSON.stringify(text).slice(0, -1)
}

/** Keeps the slots whose rank is smallest. Ranks are scattered, so the choice is even. */
class SmallestRanks {
  readonly #limit: number
  readonly #kept: { slot: number; rank: number }[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(slot: number, rank: number): void {
    const kept = this.#kept
    if (kept.length === this.#limit && rank >= (kept.at(-1)?.rank ?? 0)) return
    let low = 0
    let high = kept.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((kept[middle]?.rank ?? 0) < rank) low = middle + 1
      else high = middle
    }
    kept.splice(low, 0, { slot, rank })
    if (kept.length > this.#limit) kept.pop()
  }

  get slots(): readonly number[] {
    return this.#kept.map(({ slot }) => slot)
  }
}

/**
 * All zones of the market in memory, found by a point.
 *
 * The ground is cut into tiles; each has a flat tree of the zones that reach into it. A change costs
 * the rebuilding of the tiles it touches (a millisecond each), when they are next looked at: no
 * second tree for edits, and no pause for all.
 */
import Flatbush from 'flatbush'
import { METERS_PER_DEGREE } from '../../../kernel/geo.ts'
import { metersPerDegreeLng, PAD_METERS, type Zone, type Zones } from '../model/zone.ts'

const TILE_DEGREES = 0.02
const TILES_AROUND = 360 / TILE_DEGREES
/** Zones over more tiles than that (a province) are few; each look simply asks them all. */
const TILES_PER_ZONE_MAX = 400
const FEW = 8

type Tile = {
  readonly zones: Map<string, Zone>
  /** Null when the zones changed since it was built. */
  built: { readonly zones: readonly Zone[]; readonly tree: Flatbush | null } | null
}

export class ZoneIndex implements Zones {
  version = 0
  readonly #zones = new Map<string, Zone>()
  readonly #tiles = new Map<number, Tile>()
  readonly #wide = new Map<string, Zone>()

  get size(): number {
    return this.#zones.size
  }

  get(zoneId: string): Zone | undefined {
    return this.#zones.get(zoneId)
  }

  /** Adds a zone, or puts it in the place of what bore its id. */
  put(zone: Zone): void {
    this.remove(zone.id)
    this.#zones.set(zone.id, zone)
    this.version += 1
    const keys = tilesOf(zone)
    if (keys === null) {
      this.#wide.set(zone.id, zone)
      return
    }
    for (const key of keys) {
      const tile = this.#tiles.get(key) ?? { zones: new Map(), built: null }
      tile.zones.set(zone.id, zone)
      tile.built = null
      this.#tiles.set(key, tile)
    }
  }

  remove(zoneId: string): void {
    const zone = this.#zones.get(zoneId)
    if (zone === undefined) return
    this.#zones.delete(zoneId)
    this.#wide.delete(zoneId)
    this.version += 1
    for (const key of tilesOf(zone) ?? []) {
      const tile = this.#tiles.get(key)
      if (tile === undefined) continue
      tile.zones.delete(zoneId)
      tile.built = null
      if (tile.zones.size === 0) this.#tiles.delete(key)
    }
  }

  near(lng: number, lat: number, see: (zone: Zone) => void): void {
    for (const zone of this.#wide.values()) see(zone)
    const tile = this.#tiles.get(tileKey(column(lng), row(lat)))
    if (tile === undefined) return
    const { zones, tree } = (tile.built ??= built(tile))
    if (tree === null) {
      for (const zone of zones) see(zone)
      return
    }
    const y = PAD_METERS / METERS_PER_DEGREE
    const x = PAD_METERS / metersPerDegreeLng(lat)
    tree.search(lng - x, lat - y, lng + x, lat + y, (index) => {
      see(zones[index] as Zone)
      return false
    })
  }
}

function built({ zones }: Tile): NonNullable<Tile['built']> {
  const all = [...zones.values()]
  if (all.length <= FEW) return { zones: all, tree: null }
  const tree = new Flatbush(all.length)
  for (const { box } of all) tree.add(box.west, box.south, box.east, box.north)
  tree.finish()
  return { zones: all, tree }
}

/** Tiles a zone reaches into, the pad included, so that a look needs one tile only; null for too many. */
function tilesOf({ box }: Zone): readonly number[] | null {
  const y = PAD_METERS / METERS_PER_DEGREE
  const x =
    PAD_METERS /
    metersPerDegreeLng(Math.min(89, Math.max(Math.abs(box.north), Math.abs(box.south))))
  const [west, east] = [column(box.west - x), column(box.east + x)]
  const [south, north] = [row(box.south - y), row(box.north + y)]
  if ((east - west + 1) * (north - south + 1) > TILES_PER_ZONE_MAX) return null
  const keys: number[] = []
  for (let at = west; at <= east; at += 1) {
    for (let up = south; up <= north; up += 1) keys.push(tileKey(at, up))
  }
  return keys
}

const column = (lng: number) => Math.floor((lng + 180) / TILE_DEGREES)
const row = (lat: number) => Math.floor((lat + 90) / TILE_DEGREES)
const tileKey = (x: number, y: number) => y * TILES_AROUND + x

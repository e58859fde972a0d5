/**
 * All zones of the market in memory, found by a point.
 *
 * The ground is cut into tiles, and each tile into cells. A zone of a shop stands in the few cells it
 * reaches into, a district in its tiles. Boxes stand beside each other as bare numbers, so that a look
 * runs through memory that lies together, and touches only the zones it finds.
 */
import { METERS_PER_DEGREE, type Box } from '../../../kernel/geo.ts'
import { metersPerDegreeLng, PAD_METERS, type Zone, type Zones } from '../model/zone.ts'

const TILE_DEGREES = 0.02
const CELLS_ACROSS = 10
const CELL_DEGREES = TILE_DEGREES / CELLS_ACROSS
const TILES_AROUND = 360 / TILE_DEGREES
/** Zones over more cells than that stand in their tiles instead. */
const CELLS_PER_ZONE_MAX = 36
/** Zones over more tiles than that (a province) are few; each look simply asks them all. */
const TILES_PER_ZONE_MAX = 400

/** Zones, and their boxes with the pad around them: west, south, east, north of each in turn. */
type Cell = { readonly zones: Zone[]; readonly boxes: number[] }
type Tile = {
  readonly large: Cell
  readonly cells: (Cell | undefined)[]
}
type Span = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  readonly size: number
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
    const box = paddedBox(zone)
    const isPlaced = this.#eachCell(box, (cell) => add(cell, zone, box))
    if (!isPlaced) this.#wide.set(zone.id, zone)
  }

  remove(zoneId: string): void {
    const zone = this.#zones.get(zoneId)
    if (zone === undefined) return
    this.#zones.delete(zoneId)
    this.#wide.delete(zoneId)
    this.version += 1
    this.#eachCell(paddedBox(zone), (cell) => drop(cell, zone))
  }

  near(lng: number, lat: number, see: (zone: Zone) => void): void {
    for (const zone of this.#wide.values()) see(zone)
    const x = steps(lng + 180, CELL_DEGREES)
    const y = steps(lat + 90, CELL_DEGREES)
    const tile = this.#tiles.get(tileKey(tileOf(x), tileOf(y)))
    if (tile === undefined) return
    look(tile.large, lng, lat, see)
    const cell = tile.cells[cellIn(x, y)]
    if (cell !== undefined) look(cell, lng, lat, see)
  }

  /** Calls back for each cell a box stands in; false when it is too wide for that. */
  #eachCell(box: Box, see: (cell: Cell) => void): boolean {
    const cells = spanOf(box, CELL_DEGREES)
    if (cells.size <= CELLS_PER_ZONE_MAX) {
      each(cells, (x, y) => {
        const { cells: own } = this.#tile(tileOf(x), tileOf(y))
        see((own[cellIn(x, y)] ??= { zones: [], boxes: [] }))
      })
      return true
    }
    // Counted in cells, so that a cell and its tile agree on where the edge between tiles is.
    const tiles = {
      west: tileOf(cells.west),
      south: tileOf(cells.south),
      east: tileOf(cells.east),
      north: tileOf(cells.north),
    }
    const size = (tiles.east - tiles.west + 1) * (tiles.north - tiles.south + 1)
    if (size > TILES_PER_ZONE_MAX) return false
    each({ ...tiles, size }, (x, y) => see(this.#tile(x, y).large))
    return true
  }

  #tile(x: number, y: number): Tile {
    const key = tileKey(x, y)
    let tile = this.#tiles.get(key)
    if (tile === undefined) {
      const cells = Array.from<Cell | undefined>({ length: CELLS_ACROSS * CELLS_ACROSS })
      tile = { large: { zones: [], boxes: [] }, cells }
      this.#tiles.set(key, tile)
    }
    return tile
  }
}

function add({ zones, boxes }: Cell, zone: Zone, { west, south, east, north }: Box): void {
  zones.push(zone)
  boxes.push(west, south, east, north)
}

function drop({ zones, boxes }: Cell, { id }: Zone): void {
  const at = zones.findIndex((zone) => zone.id === id)
  if (at < 0) return
  zones.splice(at, 1)
  boxes.splice(at * 4, 4)
}

function look({ zones, boxes }: Cell, lng: number, lat: number, see: (zone: Zone) => void): void {
  for (let at = 0; at < zones.length; at += 1) {
    const box = at * 4
    const isIn =
      lng >= (boxes[box] as number) &&
      lat >= (boxes[box + 1] as number) &&
      lng <= (boxes[box + 2] as number) &&
      lat <= (boxes[box + 3] as number)
    if (isIn) see(zones[at] as Zone)
  }
}

/** The box of a zone with the pad around it, so that a look needs one cell only. */
function paddedBox({ box }: Zone): Box {
  const y = PAD_METERS / METERS_PER_DEGREE
  const lat = Math.min(89, Math.max(Math.abs(box.north), Math.abs(box.south)) + y)
  const x = PAD_METERS / metersPerDegreeLng(lat)
  return { west: box.west - x, south: box.south - y, east: box.east + x, north: box.north + y }
}

function spanOf(box: Box, degrees: number): Span {
  const west = steps(box.west + 180, degrees)
  const south = steps(box.south + 90, degrees)
  const east = steps(box.east + 180, degrees)
  const north = steps(box.north + 90, degrees)
  return { west, south, east, north, size: (east - west + 1) * (north - south + 1) }
}

function each({ west, south, east, north }: Span, see: (x: number, y: number) => void): void {
  for (let x = west; x <= east; x += 1) for (let y = south; y <= north; y += 1) see(x, y)
}

const steps = (from: number, degrees: number) => Math.floor(from / degrees)
const tileOf = (cell: number) => Math.floor(cell / CELLS_ACROSS)
const tileKey = (x: number, y: number) => y * TILES_AROUND + x
const cellIn = (x: number, y: number) =>
  (y - tileOf(y) * CELLS_ACROSS) * CELLS_ACROSS + (x - tileOf(x) * CELLS_ACROSS)

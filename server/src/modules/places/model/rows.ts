/** Rows of a file on their way to become places or zones: what each cell must be, and why it is not. */
import { isPoint } from '../../../kernel/geo.ts'
import {
  ADDRESS_LENGTH_MAX,
  DWELL_SECONDS,
  DWELL_SECONDS_MAX,
  NAME_LENGTH_MAX,
  PHONE_LENGTH_MAX,
  TIME_ZONE,
  type Place,
  type Zone,
  type ZoneShape,
} from '../model.ts'
import { categoryIds, parseCategory, type CategoryId } from './categories.ts'
import { checkGeoJson, shapeOf, type GeoJsonGeometry } from './geojson.ts'
import { parseHoursText } from './hours-text.ts'
import { shapeObjection } from './shapes.ts'

/** Cells as they come: text from a file, or JSON. `line` is where the row stands in its file. */
export type PlaceRow = {
  readonly line: number
  readonly externalId?: string | undefined
  readonly name?: string | undefined
  readonly address?: string | undefined
  readonly lng?: string | number | undefined
  readonly lat?: string | number | undefined
  readonly category?: string | undefined
  readonly phone?: string | undefined
  readonly merchant?: string | undefined
  readonly hours?: string | undefined
}
export type ZoneRow = {
  readonly line: number
  readonly externalId?: string | undefined
  readonly name?: string | undefined
  readonly dwellSeconds?: number | undefined
  readonly radiusMeters?: number | undefined
  /** A GeoJSON geometry. */
  readonly geometry?: unknown
}

/** What an import says about a row that is not taken (PL19). */
export type RowObjection = { readonly column: string; readonly why: string }
export type ReadRow<Thing> =
  | { readonly kind: 'read'; readonly thing: Thing }
  | ({ readonly kind: 'refused' } & RowObjection)

export type ImportedPlace = Omit<Place, 'id' | 'merchantId' | 'isVisible'> & {
  readonly externalId: string
  readonly merchantName: string
}
export type ImportedZone = Pick<Zone, 'name' | 'dwellSeconds' | 'shape'> & {
  readonly externalId: string
}

export const EXTERNAL_ID_LENGTH_MAX = 200

export type PlaceDefaults = {
  readonly merchant: string | null
  readonly category: CategoryId | null
}

/** Reads a row as a place; the first cell that is wrong is the answer. */
export function readPlaceRow(row: PlaceRow, defaults: PlaceDefaults): ReadRow<ImportedPlace> {
  const cell = (value: string | undefined) => value?.normalize('NFC').trim() ?? ''
  const name = cell(row.name)
  const address = cell(row.address)
  const merchantName = cell(row.merchant) || (defaults.merchant ?? name)
  const categoryText = cell(row.category).toLowerCase()
  const category = categoryText ? parseCategory(categoryText) : (defaults.category ?? 'other')
  const hoursText = cell(row.hours)
  const hours = hoursText ? parseHoursText(hoursText) : null
  const phone = cell(row.phone) || null
  const lng = numberOf(row.lng)
  const lat = numberOf(row.lat)
  const externalId = cell(row.externalId) || `${name}|${address}`.slice(0, EXTERNAL_ID_LENGTH_MAX)

  const objections: readonly (readonly [string, string | null])[] = [
    ['name', textObjection(name, NAME_LENGTH_MAX, 'needed')],
    ['externalId', textObjection(externalId, EXTERNAL_ID_LENGTH_MAX, 'needed')],
    ['address', textObjection(address, ADDRESS_LENGTH_MAX, 'may be empty')],
    ['lng', lng === null ? 'is not a number' : null],
    ['lat', lat === null ? 'is not a number' : null],
    ['lng', pointObjection(lng, lat)],
    ['category', category ? null : `"${short(categoryText)}" is none of ${categoryIds.join(', ')}`],
    ['phone', textObjection(phone ?? '', PHONE_LENGTH_MAX, 'may be empty')],
    ['merchant', textObjection(merchantName, NAME_LENGTH_MAX, 'needed')],
    ['hours', hoursText && !hours ? `"${short(hoursText)}" is not understood` : null],
  ]
  const broken = objections.find(([, why]) => why !== null)
  if (broken) return { kind: 'refused', column: broken[0], why: broken[1] ?? '' }
  const thing = {
    externalId,
    merchantName,
    name,
    address,
    phone,
    hours,
    timeZone: TIME_ZONE,
    lng: lng ?? 0,
    lat: lat ?? 0,
    category: category ?? 'other',
  }
  return { kind: 'read', thing }
}

function numberOf(cell: string | number | undefined): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  const text = cell?.trim() ?? ''
  // `Number` would read '' as 0, and '0x10' as 16.
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

function pointObjection(lng: number | null, lat: number | null): string | null {
  if (lng === null || lat === null) return null
  if (isPoint(lng, lat)) return lng === 0 && lat === 0 ? 'is the point 0, 0 in the sea' : null
  return isPoint(lat, lng)
    ? 'and lat are swapped, it seems'
    : 'and lat are not a point on the earth'
}

function textObjection(text: string, lengthMax: number, emptiness: 'needed' | 'may be empty') {
  if (text.length === 0) return emptiness === 'needed' ? 'is empty' : null
  if (text.length > lengthMax) return `is longer than ${lengthMax} letters`
  // Control characters come from broken exports, and the database refuses NUL.
  const isBroken = /\p{Cc}/u.test(text) || !text.isWellFormed() || text.includes('\ufffd')
  return isBroken ? 'has characters that are no letters: is the file UTF-8?' : null
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Reads a row as a zone: GeoJSON polygons, or a point with a radius. */
export function readZoneRow(row: ZoneRow): ReadRow<ImportedZone> {
  const refused = (column: string, why: string) => ({ kind: 'refused', column, why }) as const
  const name = row.name?.normalize('NFC').trim() ?? ''
  const nameWhy = textObjection(name, NAME_LENGTH_MAX, 'needed')
  if (nameWhy) return refused('name', nameWhy)
  const externalId = row.externalId?.trim() || name
  const idWhy = textObjection(externalId, EXTERNAL_ID_LENGTH_MAX, 'needed')
  if (idWhy) return refused('externalId', idWhy)
  const dwellSeconds = row.dwellSeconds ?? DWELL_SECONDS
  const isDwell =
    Number.isInteger(dwellSeconds) && dwellSeconds >= 0 && dwellSeconds <= DWELL_SECONDS_MAX
  if (!isDwell) return refused('dwellSeconds', `is not between 0 and ${DWELL_SECONDS_MAX}`)
  const read = readGeometry(row.geometry, row.radiusMeters ?? null)
  if (read.kind === 'refused') return read
  const thing = { externalId, name, dwellSeconds, shape: read.thing }
  return { kind: 'read', thing }
}

function readGeometry(geometry: unknown, radiusMeters: number | null): ReadRow<ZoneShape> {
  const column = 'geometry'
  const [broken] = checkGeoJson(geometry).errors
  if (broken) return { kind: 'refused', column: column + broken.path, why: broken.why }
  // Without errors it is an object with a known type.
  const shape = shapeOf(geometry as GeoJsonGeometry, radiusMeters)
  if (!shape) {
    return { kind: 'refused', column, why: 'is no polygon, and no point with radiusMeters' }
  }
  const objection = shapeObjection(shape)
  if (objection) {
    return { kind: 'refused', column: `${column}.${objection.path}`, why: objection.why }
  }
  return { kind: 'read', thing: shape }
}

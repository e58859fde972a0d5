/** GeoJSON, read strictly: what is broken is refused with its path, what is only odd is noted (PL25). */
import type { PolygonRings } from '../../../kernel/geo.ts'
import type { ZoneShape } from '../model.ts'
import { ringArea } from './shapes.ts'

/** `path` leads to the spot: `features[3].geometry.coordinates[0]`. */
export type GeoJsonNote = { readonly path: string; readonly why: string }
/** An error makes the text unusable; a warning does not. */
export type GeoJsonNotes = {
  readonly errors: readonly GeoJsonNote[]
  readonly warnings: readonly GeoJsonNote[]
}
export type GeoJsonFeature = {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: GeoJsonGeometry | null
}
/** Coordinates are checked by depth in `checkGeoJson` before anything reads them. */
export type GeoJsonGeometry = { readonly type: string; readonly coordinates?: unknown }

type Notes = { readonly errors: GeoJsonNote[]; readonly warnings: GeoJsonNote[] }
type Thing = Readonly<Record<string, unknown>>

/** How many arrays stand around one position, by type of geometry. */
const depths: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}
const collections = ['Feature', 'FeatureCollection', 'GeometryCollection']
const knownTypes = [...Object.keys(depths), ...collections]

/** Seven decimals of a degree are a centimeter; more is noise. */
const DECIMALS_MAX = 6
const PRECISION_NOTES_MAX = 10
const NOTES_MAX = 100
const NESTING_MAX = 20

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a text and tells all that is wrong or odd about it; at most NOTES_MAX of each. */
export function readGeoJson(text: string): GeoJsonNotes & { readonly value: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return { ...checkGeoJson(value), value }
  } catch (error) {
    const why = error instanceof Error ? `is not JSON: ${error.message}` : 'is not JSON'
    return { value: null, errors: [{ path: '', why }], warnings: [] }
  }
}

/** All that is wrong or odd about a parsed text (RFC 7946). */
export function checkGeoJson(value: unknown): GeoJsonNotes {
  const notes: Notes = { errors: [], warnings: [] }
  checkRoot(value, '', notes, 0)
  const { errors, warnings } = notes
  return { errors: errors.slice(0, NOTES_MAX), warnings: warnings.slice(0, NOTES_MAX) }
}

function checkRoot(value: unknown, path: string, notes: Notes, nesting: number): void {
  const { errors } = notes
  if (!isThing(value)) {
    errors.push({ path, why: 'is not an object' })
    return
  }
  const { type } = value
  if (type === undefined) errors.push({ path, why: 'has no "type"' })
  else if (typeof type !== 'string') errors.push({ path: `${path}.type`, why: 'is not a text' })
  else if (!knownTypes.includes(type)) {
    const meant = knownTypes.find((known) => known.toLowerCase() === type.toLowerCase())
    errors.push({
      path: `${path}.type`,
      why: meant ? `is "${type}", but should be "${meant}"` : `"${type}" is not known`,
    })
  } else if (nesting > NESTING_MAX) errors.push({ path, why: 'is nested too deeply' })
  else checkKnown(type, value, path, notes, nesting)
}

function checkKnown(type: string, value: Thing, path: string, notes: Notes, nesting: number): void {
  checkBox(value, path, notes)
  checkReference(value, path, notes)
  if (type === 'FeatureCollection') checkFeatureCollection(value, path, notes, nesting)
  else if (type === 'Feature') checkFeature(value, path, notes, nesting)
  else if (type === 'GeometryCollection') checkGeometries(value, path, notes, nesting)
  else checkGeometry(type, value, path, notes)
}

function checkFeatureCollection(value: Thing, path: string, notes: Notes, nesting: number): void {
  forbid(value, ['properties', 'coordinates', 'geometry', 'geometries'], path, notes)
  const { features } = value
  if (!Array.isArray(features)) {
    notes.errors.push({ path: `${path}.features`, why: missing(features, 'a list') })
    return
  }
  for (const [at, feature] of features.entries()) {
    const here = `${path}.features[${at}]`
    if (!isThing(feature)) notes.errors.push({ path: here, why: 'is not an object' })
    else {
      checkBox(feature, here, notes)
      checkReference(feature, here, notes)
      checkFeature(feature, here, notes, nesting + 1)
    }
  }
}

function checkFeature(value: Thing, path: string, notes: Notes, nesting: number): void {
  const { errors } = notes
  const { id, type, properties, geometry } = value
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    errors.push({ path: `${path}.id`, why: 'is neither a text nor a number' })
  }
  if (type !== 'Feature') errors.push({ path: `${path}.type`, why: 'is not "Feature"' })
  forbid(value, ['features', 'coordinates', 'geometries'], path, notes)
  if (properties === undefined || (properties !== null && !isThing(properties))) {
    errors.push({ path: `${path}.properties`, why: missing(properties, 'an object') })
  }
  if (geometry === undefined) errors.push({ path: `${path}.geometry`, why: 'is missing' })
  else if (geometry !== null) checkInner(geometry, `${path}.geometry`, notes, nesting)
}

/** A geometry inside something else: a feature may not stand there. */
function checkInner(value: unknown, path: string, notes: Notes, nesting: number): void {
  if (isThing(value) && (value['type'] === 'Feature' || value['type'] === 'FeatureCollection')) {
    notes.errors.push({ path: `${path}.type`, why: 'is not a geometry' })
  } else checkRoot(value, path, notes, nesting + 1)
}

function checkGeometries(value: Thing, path: string, notes: Notes, nesting: number): void {
  forbid(value, ['properties', 'geometry', 'features', 'coordinates'], path, notes)
  const { geometries } = value
  if (!Array.isArray(geometries)) {
    notes.errors.push({ path: `${path}.geometries`, why: missing(geometries, 'a list') })
    return
  }
  if (geometries.length === 1) {
    notes.warnings.push({ path, why: 'collects a single geometry: let it stand alone' })
  }
  for (const [at, geometry] of geometries.entries()) {
    const here = `${path}.geometries[${at}]`
    if (isThing(geometry) && geometry['type'] === 'GeometryCollection') {
      notes.warnings.push({ path: here, why: 'is a collection inside a collection' })
    }
    checkInner(geometry, here, notes, nesting)
  }
}

function checkGeometry(type: string, value: Thing, path: string, notes: Notes): void {
  forbid(value, ['properties', 'geometry', 'features', 'geometries'], path, notes)
  const here = `${path}.coordinates`
  const { coordinates } = value
  if (!Array.isArray(coordinates)) {
    notes.errors.push({ path: here, why: missing(coordinates, 'a list') })
    return
  }
  const errorsBefore = notes.errors.length
  const precision = { notes: 0 }
  checkDepth(type, coordinates, depths[type] ?? 0, here, notes, precision)
  if (notes.errors.length > errorsBefore) return
  // The walk above has made sure of these shapes.
  if (type === 'Polygon') noteTurns(coordinates, here, notes)
  if (type === 'MultiPolygon') {
    for (const [at, rings] of (coordinates as unknown as readonly PolygonRings[]).entries()) {
      noteTurns(rings, `${here}[${at}]`, notes)
    }
  }
}

function checkDepth(
  type: string,
  value: unknown,
  depth: number,
  path: string,
  notes: Notes,
  precision: { notes: number },
): void {
  const { errors } = notes
  if (!Array.isArray(value)) {
    errors.push({ path, why: 'is not a list: the coordinates need one more level' })
    return
  }
  if (depth === 0) {
    checkPosition(value, path, notes, precision)
    return
  }
  for (const [at, inner] of value.entries()) {
    checkDepth(type, inner, depth - 1, `${path}[${at}]`, notes, precision)
  }
  if (depth > 1) return
  if (type.endsWith('LineString') && value.length < 2) {
    errors.push({ path, why: 'is a line of fewer than two positions' })
  }
  if (!type.endsWith('Polygon')) return
  if (value.length < 4) errors.push({ path, why: 'is a ring of fewer than four positions' })
  if (JSON.stringify(value[0]) !== JSON.stringify(value.at(-1))) {
    errors.push({ path, why: 'is a ring that does not end where it begins' })
  }
}

function checkPosition(
  value: readonly unknown[],
  path: string,
  { errors, warnings }: Notes,
  precision: { notes: number },
): void {
  if (value.length < 2) errors.push({ path, why: 'is a position of fewer than two numbers' })
  if (value.length > 3) warnings.push({ path, why: 'is a position of more than three numbers' })
  if (!value.every((number) => typeof number === 'number' && Number.isFinite(number))) {
    errors.push({ path, why: 'is a position with something that is not a number' })
    return
  }
  const isTooFine = value.some(
    (number) => (String(number).split('.')[1] ?? '').length > DECIMALS_MAX,
  )
  if (!isTooFine || precision.notes >= PRECISION_NOTES_MAX) return
  precision.notes += 1
  warnings.push({ path, why: `has more than ${DECIMALS_MAX} decimals` })
}

/** Outer rings turn left, holes turn right. Older files do not know that, so it is only noted. */
function noteTurns(rings: PolygonRings, path: string, { warnings }: Notes): void {
  const isOdd = rings.some((ring, at) => (at === 0 ? ringArea(ring) < 0 : ringArea(ring) > 0))
  if (isOdd) warnings.push({ path, why: 'has rings that turn the other way (right-hand rule)' })
}

function checkBox({ bbox }: Thing, path: string, { errors }: Notes): void {
  if (bbox === undefined) return
  const here = `${path}.bbox`
  if (!Array.isArray(bbox)) errors.push({ path: here, why: 'is not a list' })
  else if (bbox.length !== 4 && bbox.length !== 6) {
    errors.push({ path: here, why: 'does not have four or six numbers' })
  } else if (!bbox.every((number) => typeof number === 'number')) {
    errors.push({ path: here, why: 'has something that is not a number' })
  }
}

const WGS84 = /CRS84$|EPSG:+4326$/

/** The old member `crs`: noted when it names the only system there is, refused when another. */
function checkReference({ crs }: Thing, path: string, { errors, warnings }: Notes): void {
  if (crs === undefined || crs === null) return
  const properties = isThing(crs) ? crs['properties'] : null
  const name = isThing(properties) ? properties['name'] : null
  const isUsual = typeof name === 'string' && WGS84.test(name)
  if (isUsual) warnings.push({ path: `${path}.crs`, why: 'is not needed: it is always WGS84' })
  else errors.push({ path: `${path}.crs`, why: 'names a system that is not WGS84' })
}

function forbid(value: Thing, members: readonly string[], path: string, { errors }: Notes): void {
  for (const member of members) {
    if (value[member] !== undefined) {
      errors.push({ path: `${path}.${member}`, why: `does not belong into a ${value['type']}` })
    }
  }
}

function missing(value: unknown, wanted: string): string {
  return value === undefined ? 'is missing' : `is not ${wanted}`
}

/**
 * The zone that a checked geometry describes: a polygon of one part or more, or a circle for a point
 * with a radius. Null when it is neither.
 */
export function shapeOf(geometry: GeoJsonGeometry, radiusMeters: number | null): ZoneShape | null {
  const { type, coordinates } = geometry
  // Only geometries without errors come here: `checkGeoJson` has looked at every level.
  const flat = (rings: PolygonRings): PolygonRings =>
    rings.map((ring) => ring.map(([lng, lat]) => [lng, lat] as const))
  if (type === 'Polygon') return { kind: 'polygon', polygons: [flat(coordinates as PolygonRings)] }
  if (type === 'MultiPolygon') {
    return { kind: 'polygon', polygons: (coordinates as readonly PolygonRings[]).map(flat) }
  }
  if (type !== 'Point' || radiusMeters === null) return null
  const [lng, lat] = coordinates as readonly [number, number]
  return { kind: 'circle', center: { lng, lat }, radiusMeters }
}

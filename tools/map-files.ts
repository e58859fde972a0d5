/**
 * Makes the map files that the project ships out of public data sets: districts and stations for drawing,
 * areas for the demo town. Run it again only when the sources change:
 *
 *     node tools/map-files.ts FOLDER_OF_DATA_SETS
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { distanceMeters, type Point } from '../server/src/kernel/geo.ts'

type Feature = {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, string | number>>
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}
type Station = Point & { readonly name: string; readonly lines: readonly string[] }

/** Rows of one name this near are one station with several lines; farther ones only share a name. */
const SAME_STATION_METERS = 800
/** Five decimals of a degree are about a meter. */
const DECIMALS = 5
/** Where the demo town lies: 연남동, 망원동, 성수동, 서촌. */
const demoDongs = ['연남동', '망원1동', '망원2동', '서교동', '청운효자동', '사직동']
const demoDongStart = '성수'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('say where the data sets lie')

const root = path.dirname(import.meta.dirname)
const gu = featuresOf('korea_boundaries/seoul_gu_2015_juso_simple.geojson.gz')
const dongs = featuresOf('korea_boundaries/dong_2021_seoul.geojson.gz')
const guAreas = gu.map((feature) => area(feature, nameIn(feature, ['name', 'SIG_KOR_NM']), 'gu'))
const dongAreas = dongs
  .map((feature) => [feature, nameIn(feature, ['adm_nm']).split(' ').at(-1) ?? ''] as const)
  .filter(([, name]) => demoDongs.includes(name) || name.startsWith(demoDongStart))
  .map(([feature, name]) => area(feature, name, 'dong'))

write('web/public/map/gu.geojson', collection(guAreas))
write('web/public/map/stations.json', stations())
write('server/sim/data/areas.geojson', collection([...guAreas, ...dongAreas]))

function featuresOf(file: string): readonly Feature[] {
  const text = gunzipSync(readFileSync(path.join(folder ?? '', file))).toString()
  return (JSON.parse(text) as { features: Feature[] }).features
}

function nameIn({ properties }: Feature, keys: readonly string[]): string {
  const found = keys.map((key) => properties[key]).find((value) => typeof value === 'string')
  if (typeof found !== 'string') throw new Error(`no name in ${JSON.stringify(properties)}`)
  return found
}

function area(feature: Feature, name: string, kind: 'gu' | 'dong'): Feature {
  const key = feature.properties['adm_cd2'] ?? name
  return {
    type: 'Feature',
    properties: { key, name, kind },
    geometry: { ...feature.geometry, coordinates: rounded(feature.geometry.coordinates) },
  }
}

function rounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rounded)
  return typeof value === 'number' ? Number(value.toFixed(DECIMALS)) : value
}

function collection(features: readonly Feature[]) {
  return { type: 'FeatureCollection', features }
}

function stations(): readonly Station[] {
  const lines = readFileSync(path.join(folder ?? '', 'seoul_subway/stations.csv'), 'utf8').trim()
  const found: Station[] = []
  for (const row of lines.split('\n').slice(1)) {
    const [, fullName = '', line = '', lat = '', lng = ''] = row.split(',')
    const name = fullName.replace(/\s*\(.*\)$/, '')
    const point = {
      lng: Number(Number(lng).toFixed(DECIMALS)),
      lat: Number(Number(lat).toFixed(DECIMALS)),
    }
    const at = found.findIndex(
      (known) => known.name === name && distanceMeters(known, point) < SAME_STATION_METERS,
    )
    const known = found[at]
    // "9호선(연장)" and "9호선" are one line to whoever takes it.
    const short = line.replace(/\(.*\)$/, '')
    if (!known) found.push({ name, lines: [short], ...point })
    else found[at] = { ...known, lines: [...new Set([...known.lines, short])] }
  }
  return found.toSorted((one, other) => one.name.localeCompare(other.name, 'ko'))
}

function write(file: string, content: unknown): void {
  writeFileSync(path.join(root, file), `${JSON.stringify(content)}\n`)
}

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readGeoJson, shapeOf, type GeoJsonFeature } from './geojson.ts'
import { shapeObjection } from './shapes.ts'

const shared = new URL('../../../../../../shared/', import.meta.url)
const vectorsFile = new URL('vectors/geojson/vectors.json', shared)
const hasVectors = existsSync(vectorsFile)

describe.skipIf(!hasVectors)('the vectors of geojsonhint (needs ../shared)', () => {
  type Vector = { id: string; clean: boolean; text: string; linter_messages?: string[] }
  const vectors = hasVectors ? (JSON.parse(readFileSync(vectorsFile, 'utf8')) as Vector[]) : []

  test.each(vectors)('PL25 $id', ({ clean, text, linter_messages }) => {
    const { errors, warnings } = readGeoJson(text)
    const notes = [...errors, ...warnings]
    expect(notes.length === 0, `${linter_messages} | ${JSON.stringify(notes)}`).toBe(clean)
  })
})

describe.skipIf(!hasVectors)('boundaries of Seoul (needs ../shared)', () => {
  test.each([
    ['seoul_gu_2015_juso_simple', 25],
    ['seoul_gu_2021_from_dong', 25],
    ['dong_2021_seoul', 425],
  ])('PL10 every district of %s is a shape', (name, count) => {
    const file = new URL(`data/korea_boundaries/${name}.geojson.gz`, shared)
    const { value, errors } = readGeoJson(gunzipSync(readFileSync(file)).toString())
    expect(errors).toEqual([])
    const { features } = value as { features: GeoJsonFeature[] }
    expect(features).toHaveLength(count)
    for (const { geometry, properties } of features) {
      const shape = geometry && shapeOf(geometry, null)
      expect(shape && shapeObjection(shape), JSON.stringify(properties)).toBeNull()
    }
  })
})

describe('readGeoJson', () => {
  test.each([
    ['not JSON', '{', ''],
    [
      'a ring left open',
      '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}',
      '.coordinates[0]',
    ],
    ['a level too few', '{"type":"Polygon","coordinates":[[0,0],[1,0]]}', '.coordinates[0][0]'],
    [
      'a feature in a feature',
      '{"type":"Feature","properties":{},"geometry":{"type":"Feature"}}',
      '.geometry.type',
    ],
  ])('PL25 refuses %s, and says where', (_name, text, path) => {
    expect(readGeoJson(text).errors[0]).toMatchObject({ path })
  })

  test('PL25 takes a ring that turns the other way, with a warning', () => {
    const text = '{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[1,0],[0,0]]]}'
    const { errors, warnings } = readGeoJson(text)
    expect(errors).toEqual([])
    expect(warnings).toHaveLength(1)
  })
})

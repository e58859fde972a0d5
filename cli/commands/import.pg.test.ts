import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pointInPolygon from 'point-in-polygon-hao'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Zone } from '../../server/src/modules/places/model.ts'
import { eachZoneBatch } from '../../server/src/modules/places/service/zones.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { runOn } from '../testing.ts'
import { command } from './import.ts'

const { platform, rows, clear } = await freshDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'golmok-import-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(clear)

const run = runOn(command, platform.database.url)

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

describe('golmok import', () => {
  const csv = fileOf(
    'shops.csv',
    [
      '\ufeffid,shop,where,y,x',
      '1,연남 커피,"동교로 200, 1층",37.56,126.92',
      '2,망원 빵집,망원로 1,삼십칠,126.9',
      '3,서촌 책방,자하문로 10,37.58',
      '4,"성수 ""꽃집""",성수이로 1,37.54,127.05',
      '',
    ].join('\n'),
  )
  const map = 'externalId=id,name=shop,address=where,lat=y,lng=x'

  test('takes the good rows, and tells the bad ones by line, column and reason', async () => {
    const report = path.join(folder, 'refused.csv')
    const { code, said, answer } = await run('places', csv, '--map', map, '--report', report)
    expect(code).toBe(1)
    expect(said).toEqual([
      'line 4: row has 4 cells, not 5',
      'line 3: lat is not a number',
      'places: 2 created, 0 updated, 0 unchanged, 2 refused',
    ])
    expect(answer).toMatchObject({ created: 2, refused: 2 })
    expect(readFileSync(report, 'utf8').split('\n')[1]).toBe('"4","row","has 4 cells, not 5"')
    expect((await rows('places.place')).map(({ name }) => name)).toEqual([
      '연남 커피',
      '성수 "꽃집"',
    ])
  })

  test('does nothing in a dry run, and nothing twice', async () => {
    await run('places', csv, '--map', map, '--dry-run')
    expect(await rows('places.place')).toEqual([])
    await run('places', csv, '--map', map)
    const { answer } = await run('places', csv, '--map', map)
    expect(answer).toMatchObject({ created: 0, unchanged: 2 })
  })

  test('reads places and zones from GeoJSON', async () => {
    const feature = (name: string, geometry: unknown) => ({
      type: 'Feature',
      properties: { name, radiusMeters: 100 },
      geometry,
    })
    const point = { type: 'Point', coordinates: [126.92, 37.56] }
    const line = { type: 'LineString', coordinates: [point.coordinates, [127, 38]] }
    const features = [feature('연남동', point), feature('금', line)]
    const text = JSON.stringify({ type: 'FeatureCollection', features }, null, 2)
    const file = fileOf('areas.geojson', text)
    expect((await run('zones', file)).said).toEqual([
      'line 2: geometry is no polygon, and no point with radiusMeters',
      'zones: 1 created, 0 updated, 0 unchanged, 1 refused',
    ])
    expect((await run('places', file)).answer).toMatchObject({ created: 1, refused: 1 })
  })

  test.each([
    ['neither places nor zones', ['shops', csv]],
    ['no file', ['places']],
    ['a column of its own', ['places', csv, '--map', 'colour=id']],
    ['columns the file lacks', ['places', csv, '--map', 'name=title']],
    ['a category of its own', ['places', csv, '--category', 'castle']],
  ])('says how, when asked for %s', async (_name, args) => {
    await expect(run(...args)).rejects.toThrow(/import takes|--map|--category/)
  })
})

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const boundaries = path.join(shared, 'korea_boundaries')
const truthFile = path.join(boundaries, 'seoul_store_geofence_truth.csv')

describe.skipIf(!existsSync(truthFile))('the real Seoul (needs ../shared)', () => {
  const isIn = ({ shape, box }: Zone, lng: number, lat: number) =>
    shape.kind === 'polygon' &&
    lng >= box.west &&
    lng <= box.east &&
    lat >= box.south &&
    lat <= box.north &&
    shape.polygons.some(
      (rings) => pointInPolygon([lng, lat], rings as unknown as number[][][]) !== false,
    )
  const zones = async () => {
    const all: Zone[] = []
    for await (const batch of eachZoneBatch(platform.database)) all.push(...batch)
    return all
  }

  test('2,114 stores go in, and again without doubles', async () => {
    const file = path.join(shared, 'starbucks_stores/korea_2026.csv.gz')
    const columns = 'lat=lat,lng=lng,externalId=store_code,phone=tel'
    const map = `name=name,address=road_address,${columns}`
    const args = ['--merchant', '스타벅스', '--category', 'cafe', '--map', map]
    expect((await run('places', file, ...args)).answer).toMatchObject({
      created: 2_114,
      refused: 0,
    })
    expect((await run('places', file, ...args)).answer).toMatchObject({ unchanged: 2_114 })
    expect(await rows('places.merchant')).toMatchObject([{ name: '스타벅스' }])
  })

  test('each of the 675 stores lies in the district of its address', async () => {
    const file = path.join(boundaries, 'seoul_gu_2021_from_dong.geojson.gz')
    expect((await run('zones', file, '--key', 'sgg')).answer).toMatchObject({ created: 25 })
    const gu = await zones()
    const stores = readFileSync(truthFile, 'utf8').trim().split('\n').slice(1)
    expect(stores).toHaveLength(675)
    for (const store of stores) {
      const [code = '', lat = '', lng = '', name = ''] = store.split(',')
      const around = gu.filter((zone) => isIn(zone, Number(lng), Number(lat)))
      expect([code, ...around.map((zone) => zone.name)]).toEqual([code, name])
    }
  })

  test('425 neighbourhoods go in, and each store lies in one of them', async () => {
    const file = path.join(boundaries, 'dong_2021_seoul.geojson.gz')
    const args = ['--name', 'adm_nm', '--key', 'adm_cd2']
    expect((await run('zones', file, ...args)).answer).toMatchObject({ created: 425, refused: 0 })
    const dong = await zones()
    for (const store of readFileSync(truthFile, 'utf8').trim().split('\n').slice(1)) {
      const [, lat = '', lng = ''] = store.split(',')
      expect(dong.filter((zone) => isIn(zone, Number(lng), Number(lat)))).toHaveLength(1)
    }
  })
})

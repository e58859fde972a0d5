import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import type { ImportOptions, RowReport } from './service/imports.ts'
import type { PlaceRow } from './model/rows.ts'
import {
  createMerchant,
  createPlace,
  placeInvariants,
  placeOf,
  updateMerchant,
  updatePlace,
} from './service.ts'
import {
  favouritesOf,
  forgetFavourite,
  keepFavourite,
  viewPlace,
  viewsOf,
} from './service/favourites.ts'
import { importPlaces, importZones } from './service/imports.ts'
import { removeZone, saveZone, zonesOf } from './service/zones.ts'
import { insertMerchant, insertPlace } from './store.ts'
import { aMerchant, aPlace, aZone } from './testing.ts'
import { verify } from '../../platform/invariants.ts'

const { inWork, rows, clear, platform } = await freshDatabase()
const merchantId = testId('merchant')
const placeId = testId('place')
const owner = aPerson({ number: 1, memberships: [{ merchantId, role: 'owner' }] })
const staff = aPerson({ number: 2, memberships: [{ merchantId, role: 'staff' }] })
const shopper = aPerson({ number: 3 })
const rival = aPerson({
  number: 4,
  memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
})
const operator = aPerson({ number: 5, isOperator: true })

beforeEach(async () => {
  await clear()
  await inWork(theSystem, async (work) => {
    await insertMerchant(work, aMerchant())
    await insertPlace(work, aPlace())
  })
})

describe('who may change what', () => {
  test.each([
    ['the owner', owner, null],
    ['the operator', operator, null],
    ['staff', staff, 'access.forbidden'],
    ['a shopper', shopper, 'access.forbidden'],
    ['the owner of another merchant', rival, 'access.forbidden'],
  ])('PL11 %s', async (_name, actor, code) => {
    const attempts = [
      () => inWork(actor, (work) => updateMerchant(work, merchantId, { color: '#111111' })),
      () => inWork(actor, (work) => updatePlace(work, placeId, { phone: null })),
      () => inWork(actor, (work) => createPlace(work, merchantId, aPlaceWanted())),
      () => inWork(actor, (work) => saveZone(work, aZoneWanted())),
    ]
    for (const attempt of attempts) {
      if (code) await expect(attempt()).rejects.toMatchObject({ code })
      else await attempt()
    }
  })

  test('PL11 areas are the operator’s', async () => {
    const area = { ...aZoneWanted(), placeId: null }
    const byOwner = inWork(owner, (work) => saveZone(work, area))
    await expect(byOwner).rejects.toMatchObject({ code: 'access.forbidden' })
    expect(await inWork(operator, (work) => saveZone(work, area))).toMatchObject({ placeId: null })
  })
})

function aPlaceWanted() {
  return { name: '2호점', address: '서울특별시 마포구 월드컵로 1', lng: 126.91, lat: 37.55 }
}
function aZoneWanted() {
  const { name, shape } = aZone()
  return { placeId, name, shape }
}

describe('places', () => {
  test('PL12 a hidden place is there for its own people only', async () => {
    await inWork(owner, (work) => updatePlace(work, placeId, { isVisible: false }))
    const seenBy = (actor: Parameters<typeof inWork>[0]) =>
      inWork(actor, (work) => placeOf(work, placeId))
    await expect(seenBy(shopper)).rejects.toMatchObject({ code: 'place.unknown' })
    await expect(seenBy({ kind: 'nobody' })).rejects.toMatchObject({ code: 'place.unknown' })
    expect(await seenBy(staff)).toMatchObject({ id: placeId, isVisible: false })
  })

  test('PL4 exceptions are kept and replaced as a whole', async () => {
    const closed = { spans: [], breaks: [] }
    const exceptions = [{ day: '2026-05-05', hours: closed, note: '가족 여행' }]
    await inWork(owner, (work) => updatePlace(work, placeId, { exceptions }))
    expect((await inWork(shopper, (work) => placeOf(work, placeId))).exceptions).toEqual(exceptions)
    await inWork(owner, (work) => updatePlace(work, placeId, { exceptions: [] }))
    expect(await rows('places.opening_exception')).toEqual([])
  })

  test('PL1 hours that cannot be are refused, with the day', async () => {
    const hours = { spans: [{ fromMinute: 600, untilMinute: 600 }], breaks: [] }
    const exceptions = [{ day: '2026-05-05', hours, note: null }]
    const attempt = inWork(owner, (work) => updatePlace(work, placeId, { exceptions }))
    await expect(attempt).rejects.toMatchObject({
      code: 'place.bad-hours',
      details: { day: '2026-05-05', why: 'ends before it starts' },
    })
  })

  test('PL17 a change is told', async () => {
    await inWork(owner, (work) => updatePlace(work, placeId, { name: '연남 커피 1호점' }))
    expect(await rows('platform.fact')).toMatchObject([
      { name: 'places.place-changed', data: { placeId, merchantId } },
    ])
  })

  test('PL9 a merchant without a colour gets one, the same each time', async () => {
    const wanted = { name: '망원 책방', category: 'books' } as const
    const one = await inWork(theSystem, (work) => createMerchant(work, wanted))
    const other = await inWork(theSystem, (work) => createMerchant(work, wanted))
    expect(one.color).toBe(other.color)
  })
})

describe('zones', () => {
  test('PL10 a zone is drawn, drawn anew, and removed', async () => {
    const drawn = await inWork(owner, (work) => saveZone(work, aZoneWanted()))
    const anew = { ...aZoneWanted(), id: drawn.id, name: '뒷마당' }
    await inWork(owner, (work) => saveZone(work, anew))
    expect(await inWork(shopper, (work) => zonesOf(work, [drawn.id]))).toEqual(
      new Map([[drawn.id, { ...drawn, name: '뒷마당' }]]),
    )
    await inWork(owner, (work) => removeZone(work, drawn.id))
    expect((await inWork(shopper, (work) => zonesOf(work, [drawn.id]))).size).toBe(0)
    expect((await rows('platform.fact')).map(({ data }) => data)).toMatchObject([
      { removed: false },
      { removed: false },
      { removed: true },
    ])
  })

  test('PL10 a shape that is none is refused', async () => {
    const shape = { kind: 'circle', center: { lng: 127, lat: 37 }, radiusMeters: 5 } as const
    const attempt = inWork(owner, (work) => saveZone(work, { ...aZoneWanted(), shape }))
    await expect(attempt).rejects.toMatchObject({ code: 'zone.bad-shape' })
  })
})

describe('favourites and views', () => {
  test('PL21 said twice, kept once; forgotten, gone', async () => {
    const favourite = { kind: 'place', placeId } as const
    for (let time = 0; time < 2; time += 1) {
      await inWork(shopper, (work) => keepFavourite(work, favourite))
    }
    await inWork(shopper, (work) => keepFavourite(work, { kind: 'merchant', merchantId }))
    const kept = await inWork(shopper, (work) => favouritesOf(work, [shopper.personId]))
    expect(kept.get(shopper.personId)).toEqual({
      placeIds: new Set([placeId]),
      merchantIds: new Set([merchantId]),
    })
    await inWork(shopper, (work) => forgetFavourite(work, favourite))
    expect(await rows('places.favourite')).toMatchObject([{ merchantId }])
    expect((await rows('platform.fact')).map(({ data }) => data)).toMatchObject([
      { isFavourite: true, placeId },
      { isFavourite: true, merchantId },
      { isFavourite: false, placeId },
    ])
  })

  test('PL21 two taps at once are one favourite', async () => {
    const bothAreOpen = startingLine(2)
    const tap = () =>
      inWork(shopper, async (work) => {
        await bothAreOpen()
        await keepFavourite(work, { kind: 'place', placeId })
      })
    await Promise.all([tap(), tap()])
    expect(await rows('places.favourite')).toHaveLength(1)
    expect(await rows('platform.fact')).toHaveLength(1)
  })

  test('PL22 within a minute it is the same look', async () => {
    const look = (second: number) =>
      inWork(shopper, (work) => viewPlace(work, placeId), {
        at: new Date(Date.UTC(2026, 3, 16, 6, 0, second)),
      })
    for (const second of [0, 59, 60]) await look(second)
    const views = await inWork(shopper, (work) =>
      viewsOf(work, [shopper.personId, owner.personId], merchantId, new Date(0)),
    )
    expect(views).toEqual(
      new Map([
        [shopper.personId, 2],
        [owner.personId, 0],
      ]),
    )
  })
})

const options = { source: 'test', dryRun: false, merchant: '스타벅스', category: 'cafe' } as const
const row = (change: Partial<PlaceRow> = {}): PlaceRow => ({
  line: 2,
  externalId: '10',
  name: '숭실대',
  address: '서울특별시 동작구 사당로 4',
  lat: '37.49538073',
  lng: '126.9548891',
  ...change,
})
const outcomes = (reports: readonly RowReport[]) =>
  reports.map(({ line, outcome, column }) => [line, outcome, column])

describe('imports', () => {
  const run = (given: readonly PlaceRow[], change: Partial<ImportOptions> = {}) =>
    inWork(theSystem, (work) => importPlaces(work, given, { ...options, ...change }))

  test('PL18 repeated, it changes nothing; changed, it changes that', async () => {
    const file = [row(), row({ line: 3, externalId: '11', name: '서래마을' })]
    expect(outcomes(await run(file))).toEqual([
      [2, 'created', null],
      [3, 'created', null],
    ])
    const facts = (await rows('platform.fact')).length
    expect(outcomes(await run(file))).toEqual([
      [2, 'unchanged', null],
      [3, 'unchanged', null],
    ])
    expect(await rows('platform.fact')).toHaveLength(facts)
    const [first, second] = await run([row(), row({ line: 3, externalId: '11', name: '서래' })])
    expect([first?.outcome, second?.outcome]).toEqual(['unchanged', 'updated'])
    expect(await rows('places.place')).toHaveLength(3)
    expect(await rows('places.merchant')).toHaveLength(2)
  })

  test('PL18 two imports of one source at once make no doubles', async () => {
    const bothAreOpen = startingLine(2)
    const go = () =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        return importPlaces(work, [row()], options)
      })
    const reports = (await Promise.all([go(), go()])).flat()
    expect(reports.map(({ outcome }) => outcome).toSorted()).toEqual(['created', 'unchanged'])
    expect(await rows('places.place')).toHaveLength(2)
  })

  test('PL18 what the owner told stands where the file is silent', async () => {
    const [report] = await run([row({ hours: '24/7' })])
    await run([row()])
    const kept = await inWork(theSystem, (work) => placeOf(work, report?.id as typeof placeId))
    expect(kept.hours?.days[0]?.spans).toEqual([{ fromMinute: 0, untilMinute: 1440 }])
  })

  test.each([
    ['name', { name: ' ' }, 'is empty'],
    ['name', { name: 'x'.repeat(81) }, 'is longer than 80 letters'],
    ['name', { name: 'a\0b' }, 'has characters that are no letters: is the file UTF-8?'],
    ['lat', { lat: 'abc' }, 'is not a number'],
    ['lat', { lat: '' }, 'is not a number'],
    ['lng', { lat: '126.9', lng: '37.5' }, 'and lat are swapped, it seems'],
    ['lng', { lat: '0', lng: '0' }, 'is the point 0, 0 in the sea'],
    ['category', { category: 'castle' }, expect.stringContaining('"castle" is none of cafe')],
    ['hours', { hours: 'always' }, '"always" is not understood'],
    ['externalId', { externalId: 'x'.repeat(201) }, 'is longer than 200 letters'],
  ])('PL19 a bad %s is told, and the others go in', async (column, change, why) => {
    const reports = await run([row({ line: 7, ...change }), row({ line: 8, externalId: 'good' })])
    expect(reports).toMatchObject([
      { line: 7, outcome: 'refused', column, why },
      { line: 8, outcome: 'created' },
    ])
  })

  test('PL19 an id that comes twice in one file is refused the second time', async () => {
    expect(await run([row(), row({ line: 3 })])).toMatchObject([
      { line: 2, outcome: 'created' },
      { line: 3, outcome: 'refused', column: 'externalId', why: 'is that of line 2' },
    ])
  })

  test('PL20 a dry run says the same, and does nothing', async () => {
    const file = [row(), row({ line: 3, externalId: '11', lat: 'x' })]
    expect(outcomes(await run(file, { dryRun: true }))).toEqual([
      [2, 'created', null],
      [3, 'refused', 'lat'],
    ])
    expect(await rows('places.import_key')).toEqual([])
    expect(await rows('places.place')).toHaveLength(1)
    expect(await rows('platform.fact')).toEqual([])
  })

  test('PL11 imports are the operator’s', async () => {
    const attempt = inWork(owner, (work) => importPlaces(work, [row()], options))
    await expect(attempt).rejects.toMatchObject({ code: 'access.forbidden' })
  })

  test('PL25 zones come from GeoJSON, and what is broken is refused with its path', async () => {
    const square = [
      [0, 0],
      [0.1, 0],
      [0.1, 0.1],
      [0, 0.1],
      [0, 0],
    ]
    const bowTie = [
      [0, 0],
      [0.1, 0.1],
      [0.1, 0],
      [0, 0.1],
      [0, 0],
    ]
    const zoneRows = [
      { line: 1, name: '가동', geometry: { type: 'Polygon', coordinates: [square] } },
      { line: 2, name: '나동', geometry: { type: 'Polygon', coordinates: [bowTie] } },
      { line: 3, name: '다동', geometry: { type: 'Polygon', coordinates: [square.slice(1)] } },
      { line: 4, name: '라동', geometry: { type: 'LineString', coordinates: square } },
      {
        line: 5,
        name: '마동',
        radiusMeters: 100,
        geometry: { type: 'Point', coordinates: [1, 2] },
      },
    ]
    const go = () =>
      inWork(operator, (work) => importZones(work, zoneRows, { source: 'dong', dryRun: false }))
    expect(await go()).toMatchObject([
      { line: 1, outcome: 'created' },
      { line: 2, outcome: 'refused', column: 'geometry.polygons[0]', why: 'crosses itself' },
      { line: 3, outcome: 'refused', column: 'geometry.coordinates[0]' },
      { line: 4, outcome: 'refused', why: 'is no polygon, and no point with radiusMeters' },
      { line: 5, outcome: 'created' },
    ])
    expect(await go()).toMatchObject([
      { outcome: 'unchanged' },
      {},
      {},
      {},
      { outcome: 'unchanged' },
    ])
    const verdicts = await verify(platform.database, placeInvariants)
    expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([])
  })
})

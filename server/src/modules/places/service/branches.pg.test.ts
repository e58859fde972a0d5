/** The places of one merchant on a real database: in order, whole, and only those people may see. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { distanceMeters, type Point } from '../../../kernel/geo.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { createMerchant } from '../service.ts'
import { aMerchant } from '../testing.ts'
import { branchCount, branchesNear } from './branches.ts'

const { inWork, db, clear } = await freshDatabase()
const merchantId = testId<'merchant'>('merchant')
const shopper = aPerson()
const station: Point = { lng: 126.9239, lat: 37.5572 }

beforeEach(async () => {
  await clear()
  await inWork(theSystem, (work) => createMerchant(work, aMerchant()))
})

type Branch = Point & { readonly name: string; readonly isVisible?: boolean }

async function branches(rows: readonly Branch[]): Promise<void> {
  const kept = rows.map((row, at) => ({ isVisible: true, ...row, id: testId('place', at + 1) }))
  await sql`
    insert into places.place (id, merchant_id, name, category, address, lng, lat, time_zone,
      is_visible, created_at, changed_at)
    select id, ${merchantId}, name, 'cafe', '', lng, lat, 'Asia/Seoul', "isVisible", now(), now()
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r
      (id uuid, name text, lng float8, lat float8, "isVisible" boolean)`.execute(db)
}

async function listed(
  from: Point | null,
  { limit = 100, placeIds = [] as readonly Id<'place'>[] } = {},
) {
  const found: { name: string; distanceMeters: number | null; isOpen: boolean | null }[] = []
  let after: string | null = null
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
    const page = await inWork(shopper, (work) =>
      branchesNear(work, { merchantId, placeIds, from }, { limit, after }),
    )
    found.push(...page.items)
    after = page.nextCursor
  } while (after !== null)
  return found
}

describe('PL27 the places of one merchant', () => {
  test('come nearest first, wherever they and the asker are, in pages of any size', async () => {
    const point = fc.record({
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(point, { minLength: 1, maxLength: 12 }),
        point,
        fc.integer({ min: 1, max: 5 }),
        async (points, from, limit) => {
          await sql`delete from places.place`.execute(db)
          await branches(points.map((at, n) => ({ ...at, name: `지점 ${n}` })))
          const found = await listed(from, { limit })
          const meters = points.map((at) => Math.round(distanceMeters(from, at)))
          expect(new Set(found.map(({ name }) => name)).size).toBe(points.length)
          expect(found.map((it) => it.distanceMeters)).toEqual(
            meters.toSorted((one, other) => one - other),
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  test('come by name for who does not say where they stand, without a distance', async () => {
    const names = ['홍대점', '가산점', '망원점']
    await branches(names.map((name) => ({ ...station, name })))
    expect(await listed(null, { limit: 2 })).toMatchObject(
      ['가산점', '망원점', '홍대점'].map((name) => ({ name, distanceMeters: null, isOpen: null })),
    )
  })

  test('are those named, if any are, and hidden ones never; also not at the seam of a page', async () => {
    const far = (n: number) => ({ lng: station.lng, lat: station.lat + n / 100 })
    await branches([
      { ...far(3), name: '셋' },
      { ...far(1), name: '하나' },
      { ...far(2), name: '둘', isVisible: false },
      { ...far(4), name: '넷' },
    ])
    const names = async (asked: Parameters<typeof listed>[1] = {}) =>
      (await listed(station, asked)).map(({ name }) => name)
    expect(await names()).toEqual(['하나', '셋', '넷'])
    const placeIds = [1, 3, 4].map((n) => testId<'place'>('place', n))
    expect(await names({ placeIds, limit: 1 })).toEqual(['셋', '넷'])
    expect(await inWork(shopper, (work) => branchCount(work, { merchantId, placeIds }))).toBe(2)
    const first = { limit: 1, after: null }
    const asked = { merchantId, placeIds: [], from: station }
    const page = await inWork(shopper, (work) => branchesNear(work, asked, first))
    // The last of the first page is hidden just before the second is asked for.
    await sql`update places.place set is_visible = false where name = '하나'`.execute(db)
    const next = await inWork(shopper, (work) =>
      branchesNear(work, asked, { limit: 5, after: page.nextCursor }),
    )
    expect(next.items.map(({ name }) => name)).toEqual(['셋', '넷'])
  })
})

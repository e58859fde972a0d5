/** Offers from files, on a real database: rows of one's own, and all of Ponpare's. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../../server/src/kernel/id.ts'
import { aPerson, testId, theSystem } from '../../server/src/kernel/testing.ts'
import { DAY_MS, instantOf, MARKET_TIME_ZONE } from '../../server/src/kernel/time.ts'
import { offerInvariants } from '../../server/src/modules/offers/service.ts'
import { codeOf } from '../../server/src/modules/offers/service/wallet.ts'
import { grantCoupons } from '../../server/src/modules/offers/service/grants.ts'
import { makeBill } from '../../server/src/modules/offers/service/bills.ts'
import { createPerson } from '../../server/src/modules/people/service.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { runOn } from '../testing.ts'
import { command } from './import.ts'

const { platform, inWork, rows, clear, db, at } = await freshDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'golmok-offers-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(clear)

const run = runOn(command, platform.database.url)

function fileOf(name: string, lines: readonly string[]): string {
  const file = path.join(folder, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

const year = new Date().getUTCFullYear() + 1
const columns = 'id,name,where,price,from,until,mon,sat'
const offers = [
  `1,쿠키 3000원,p1,3000,${year}-03-01,${year}-03-31,1,0`,
  `2,쿠키 2000원,p1;p2,2000,${year}-03-01,${year}-03-31,1,2`,
  `3,쿠키 1000원,p9,1000,${year}-03-01,${year}-03-31,1,1`,
]
const map = 'externalId=id,title=name,places=where,priceMinor=price,startsAt=from,usableUntil=until'

describe('golmok import offers', () => {
  const places = fileOf('places.csv', [
    'externalId,name,address,lng,lat,merchant',
    'p1,본점,서울 종로구,126.98,37.57,골목과자',
    'p2,2호점,서울 마포구,126.92,37.55,골목과자',
  ])
  const args = ['--source', 'cookies', '--map', `${map},mon=mon,sat=sat`]

  test('OF70 takes rows as offers, tells what cannot be said, and doubles nothing', async () => {
    const file = fileOf('offers.csv', [columns, ...offers])
    await run('places', places, '--source', 'cookies')
    const first = await run('offers', file, ...args)
    expect(first.said).toEqual([
      'line 4: places "p9" was not imported under this source',
      'offers: 2 created, 0 updated, 0 unchanged, 1 refused',
      '1 ask for what cannot be said: Good on some days under conditions that the file does not give.',
    ])
    expect(first.answer).toMatchObject({ created: 2, unsaid: { 'days-on-conditions': 1 } })
    expect(await rows('offers.offer_change')).toMatchObject([
      { changedBy: 'system/import' },
      { changedBy: 'system/import' },
    ])
    expect((await run('offers', file, ...args)).answer).toMatchObject({ created: 0, unchanged: 2 })
    const cheaper = fileOf('cheaper.csv', [columns, offers[0]?.replaceAll('3000', '2500') ?? ''])
    expect((await run('offers', cheaper, ...args)).answer).toMatchObject({ updated: 1, refused: 0 })
    expect(await rows('offers.offer')).toHaveLength(2)
  })

  test('OF70 takes back nothing that was promised, and does nothing in a dry run', async () => {
    const file = fileOf('one.csv', [columns, offers[0] ?? ''])
    await run('places', places, '--source', 'cookies')
    expect((await run('offers', file, ...args, '--dry-run')).answer).toMatchObject({ created: 1 })
    expect(await rows('offers.offer')).toEqual([])
    await run('offers', file, ...args)
    await sql`update offers.offer set granted = 1`.execute(db)
    const dearer = fileOf('dearer.csv', [columns, offers[0]?.replaceAll('3000', '3500') ?? ''])
    const { said, answer } = await run('offers', dearer, ...args)
    expect(answer).toMatchObject({ updated: 0, refused: 1 })
    expect(said[0]).toContain('line 2: endsAt')
  })

  test.each([
    ['a number of weeks', ['--weeks-later', 'soon']],
    ['columns of offers', ['--map', 'lng=x']],
  ])('says how, when not asked with %s', async (_name, wrong) => {
    const file = fileOf('one.csv', [columns, offers[0] ?? ''])
    await expect(run('offers', file, ...wrong)).rejects.toThrow(/--weeks-later|--map/)
  })
})

const ponpare = fileURLToPath(
  new URL('../../../shared/data/ponpare_coupons/coupons.csv.gz', import.meta.url),
)
/** The Monday on which the first of them was shown. */
const FIRST_DAY = Date.UTC(2011, 5, 27)

describe.skipIf(!existsSync(ponpare))("all of Ponpare's coupons (needs ../shared)", () => {
  // From the Monday after the next on, by the clock that the command goes by.
  const weeks = String(Math.ceil((Date.now() - FIRST_DAY) / (7 * DAY_MS)) + 1)
  const args = ['offers', ponpare, '--source', 'ponpare', '--weeks-later', weeks]

  test('OF70 go in, once, and are used at their price on their days', async () => {
    const dry = await run(...args, '--dry-run')
    expect(dry.answer).toMatchObject({ created: 19_638, refused: 85 })
    expect(await rows('offers.offer')).toEqual([])
    const { answer } = await run(...args)
    const unsaid = { 'days-on-conditions': 3_318 }
    expect(answer).toMatchObject({ created: 19_638, refused: 85, unsaid })
    expect((await run(...args)).answer).toMatchObject({ created: 0, unchanged: 19_638 })
    await useSome()
    for (const { id, query } of offerInvariants) {
      expect([id, (await sql.raw(query).execute(db)).rows]).toEqual([id, []])
    }
  }, 180_000)

  type Imported = {
    readonly id: Id<'offer'>
    readonly merchantId: Id<'merchant'>
    readonly placeId: Id<'place'>
    readonly itemId: string
    readonly priceMinor: number
    readonly startsAt: Date
    readonly first: string
    readonly weekday: number | null
  }

  /** Claims twenty coupons while they are given, and takes each to the counter on a good day. */
  async function useSome(): Promise<void> {
    const { rows: some } = await sql<Imported>`
      select id, merchant_id, place_ids[1] as place_id, starts_at, price as price_minor, item_id,
        dates ->> 'from' as first, (terms #>> '{conditions,1,0,weekdays,0}')::integer as weekday
      from offers.offer,
        jsonb_path_query_first(terms, '$.conditions[0][0]') as dates,
        lateral (select (terms #>> '{effects,0,tiers,steps,0,off,priceMinor}')::integer as price,
          terms #>> '{effects,0,of,itemIds,0}' as item_id) as effect
      where dates ->> 'kind' = 'dates' and jsonb_array_length(terms -> 'conditions') = 2
        and terms #>> '{conditions,1,0,kind}' = 'weekdays'
      order by md5(id::text) limit 20`.execute(db)
    expect(some).toHaveLength(20)
    const personId = testId<'person'>('person')
    await inWork(theSystem, (work) =>
      createPerson(work, {
        id: personId,
        name: '손님',
        email: null,
        phone: '+821012345678',
        passwordHash: null,
        locale: 'ko',
      }),
    )
    for (const [number, one] of some.entries()) await use(one, number + 1, personId)
    expect(await rows('offers.bill')).toHaveLength(20)
  }

  async function use(one: Imported, number: number, personId: Id<'person'>): Promise<void> {
    const couponId = testId<'coupon'>('coupon', number)
    const source = { kind: 'claim' } as const
    at(one.startsAt)
    const grant = { couponId, offerId: one.id, personId, source }
    const [granted] = await inWork(theSystem, (work) => grantCoupons(work, [grant]))
    expect(granted?.kind).toBe('granted')

    const noon = instantOf(one.first, 720, MARKET_TIME_ZONE)
    const ahead = ((one.weekday ?? 1) - (((noon.getUTCDay() + 6) % 7) + 1) + 7) % 7
    at(new Date(noon.getTime() + ahead * DAY_MS))
    const code = await inWork(aPerson(), (work) => codeOf(work, couponId))
    const line = { lineId: '1', itemId: one.itemId, categoryIds: [], unitMinor: 1_000_000 }
    const owner = aPerson({
      number: 90,
      memberships: [{ merchantId: one.merchantId, role: 'owner' }],
    })
    const { bill } = await inWork(owner, (work) =>
      makeBill(
        work,
        {
          placeId: one.placeId,
          codes: [code.text],
          cart: { lines: [{ ...line, quantity: 2 }], deliveryMinor: 0, isItemised: true },
          memberCode: null,
          channel: 'counter',
          paymentMethod: null,
          at: null,
        },
        { id: testId('bill', number), holdMinutes: null, isPartial: false, reference: null },
      ),
    )
    // One of the two at the price of the coupon.
    expect(bill.billMinor - bill.discountMinor).toBe(1_000_000 + one.priceMinor)
  }
})

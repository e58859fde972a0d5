/** Real invoices and baskets through the real use cases, and a recount of the files beside them. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readSaleFiles } from '../../../cli/files/sales.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openLogger } from '../../src/platform/logger.ts'
import { openPlatform } from '../../src/platform/platform.ts'
import { cloneDatabase } from '../../testing/pg.ts'
import { tickingClock } from './clock.ts'
import { differences, recountRetail } from './recount.ts'
import { replaySales, type SaleFiles } from './replay.ts'

type Row = Readonly<Record<string, unknown>>

const data = (name: string) =>
  fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url))
const retail = data('online_retail_uci/lines.csv.gz')
const journey = data('completejourney/transactions_sample.csv.gz')

const { url, drop } = await cloneDatabase()
const { clock, setClock } = tickingClock()
const config = readConfig({ GOLMOK_ROLE: 'http' })
const platform = await openPlatform({ config, url, clock, logger: openLogger('fatal', false) })
afterAll(async () => {
  await platform.stop()
  await drop()
})

const replay = (files: SaleFiles) =>
  replaySales(platform, files, setClock, { nowMs: () => performance.now(), onEvent: () => {} })

/** A file with some of the rows of another. */
function csvOf(rows: readonly Row[]): string {
  const cell = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`
  const lines = rows.map((row) => Object.values(row).map(cell).join(','))
  return `${[Object.keys(rows[0] ?? {}).join(','), ...lines].join('\n')}\n`
}

describe.skipIf(!existsSync(retail))('a slice of the invoices (needs ../shared)', () => {
  test('LO3, OF48: bills, points and lots are what the file says, with all that came back', async () => {
    const files = await readSaleFiles(retail)
    // Every 149th customer, and as few of those whom nobody knows.
    const rows = (files?.rows ?? []).filter((row) => {
      return row['customer_id'] === ''
        ? Number(String(row['invoice']).slice(-5)) % 1_999 === 0
        : Number(row['customer_id']) % 149 === 12
    })
    const text = csvOf(rows)
    const done = await replay({ kind: 'retail', rows, text })
    expect(done.wrong).toEqual([])
    expect(done.played).toMatchObject({ sales: done.bills })
    expect(done.played.returns).toBeGreaterThan(5)
    expect(done.played.spendings).toBeGreaterThan(10)
    expect(done.refundedMinor).toBeGreaterThan(0)
    expect(done.peopleByLots).toBeGreaterThan(done.people / 2)
  }, 180_000)
})

describe.skipIf(!existsSync(journey))('a slice of the baskets (needs ../shared)', () => {
  test('OF46, LO1: three discounts a basket, campaigns, points and returns are what the file says', async () => {
    const files = await readSaleFiles(journey)
    if (files?.kind !== 'journey') throw new Error('the file has lost its columns')
    const isIn = (row: Row) => Number(row['household_id']) % 211 === 6
    const rows = files.rows.filter(isIn)
    const redemptions = files.redemptions.filter(isIn)
    const done = await replay({
      kind: 'journey',
      rows,
      text: csvOf(rows),
      redemptions,
      redemptionsText: csvOf(redemptions),
    })
    expect(done.wrong).toEqual([])
    expect(done.played.earnedByCode).toBeGreaterThan(10)
    expect(done.played.returns).toBeGreaterThan(5)
    expect(done.discountMinor).toBeGreaterThan(0)
  }, 180_000)
})

describe('the recount', () => {
  const file = [
    'invoice,stock_code,description,quantity,time_local,unit_price_gbp,customer_id,country',
    '1,A,"TIN, ""RED""",3,2010-12-01T08:26,1.01,7,UK',
    '1,B,CUP,1,2010-12-01T08:26,2.00,7,UK',
    'C2,A,TIN,-2,2010-12-02T09:00,1.01,7,UK',
    'C3,A,TIN,-2,2010-12-03T09:00,1.01,7,UK',
    '',
  ].join('\n')

  test('is what one gets by hand', () => {
    // 503 less 3 % is 488: of each tin three pence, of the cup six. One tin and the cup stay.
    const books = recountRetail(file)
    expect(books.bills.get('1/0')).toEqual({
      billMinor: 503,
      discountMinor: 15,
      refundedMinor: 294,
    })
    // 1 % of 194, and 194 / 488 of 9 points.
    expect(books.people.get('7')).toEqual({ points: 4, owed: 0, lots: [4] })
    expect(books.uses).toEqual(new Map([['2010-12', 1]]))
  })

  test('tells where books differ', () => {
    const books = recountRetail(file)
    const people = new Map([['7', { points: 5, owed: 0, lots: [5] }]])
    expect(differences({ ...books, people, shopPoints: -5 }, books)).toEqual([
      'points of 7: [5,0] in the books, [4,0] recounted',
      'lots of 7: [5] in the books, [4] recounted',
      'points of the shop: -5 in the books, -4 recounted',
    ])
  })
})

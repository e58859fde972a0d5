/** What becomes of each of Ponpare's coupons, counted, and priced on days by an independent reading. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { instantOf, MARKET_TIME_ZONE } from '../../server/src/kernel/time.ts'
import { priceCart } from '../../server/src/modules/offers/model/pricing/price.ts'
import { nothingKnown } from '../../server/src/modules/offers/model/pricing/condition.ts'
import { readOfferCells, type ImportedOffer } from '../../server/src/modules/offers/model/rows.ts'
import { koreanHolidays } from '../../server/src/modules/places/model/holidays.ts'
import { readPonpare } from './ponpare.ts'

const folder = fileURLToPath(new URL('../../../shared/data/ponpare_coupons/', import.meta.url))
const file = path.join(folder, 'coupons.csv.gz')
/** From 2011 to 2026, on the same days of the week: the calendar of holidays reaches from 2024 to 2030. */
const WEEKS_LATER = 783
const DAYS_LATER = WEEKS_LATER * 7

const laterDay = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

describe.skipIf(!existsSync(file))("Ponpare's coupons (needs ../shared)", async () => {
  const rows = existsSync(file) ? await readPonpare(file) : { places: [], offers: [] }
  const answers = rows.offers.map((cells) => ({ cells, answer: readOfferCells(cells, DAYS_LATER) }))
  const page = readFileSync(
    fileURLToPath(new URL('../../docs/reference/ponpare-import.md', import.meta.url)),
    'utf8',
  )

  test('OF70 the page on them counts what the file holds', () => {
    const count = (is: (one: (typeof answers)[number]) => boolean) => answers.filter(is).length
    const said = (is: (cells: (typeof answers)[number]['cells']) => boolean) =>
      count(({ cells }) => is(cells))
    const refused = (why: string) =>
      count(({ answer }) => answer.kind === 'refused' && answer.why.includes(why))
    const counted = {
      'coupons in the file': answers.length,
      'become offers': count(({ answer }) => answer.kind === 'read'),
      'take nothing off': refused('takes nothing off'),
      'no day of the week is left': refused('no day of the week'),
      'a price for one thing': said(({ priceMinor }) => priceMinor !== ''),
      'given until an instant of their own': count(
        ({ answer }) => answer.kind === 'read' && answer.offer.claimsEndAt !== null,
      ),
      'a first and last day of use': said(({ usableFrom }) => usableFrom !== ''),
      'no days of use, and so good while they are given': said(
        ({ usableFrom }) => usableFrom === '',
      ),
      'not on every day of the week': said((it) =>
        weekOf(it).some((day) => ['0', '2'].includes(day)),
      ),
      'not on holidays': said(({ holiday }) => ['0', '2'].includes(holiday ?? '')),
      'not on the eves of holidays': said(({ holidayEve }) =>
        ['0', '2'].includes(holidayEve ?? ''),
      ),
      'days on conditions that the file does not give': said((it) =>
        [...weekOf(it), it.holiday, it.holidayEve].includes('2'),
      ),
      'places that are areas': rows.places.length,
    }
    const told = Object.keys(counted).map((name) => [name, numberIn(name)])
    expect(Object.fromEntries(told)).toEqual(counted)
  })

  const weekOf = ({ mon, tue, wed, thu, fri, sat, sun }: (typeof rows.offers)[number]) =>
    [mon, tue, wed, thu, fri, sat, sun].map((it) => it ?? '')

  /** The figure of a row of the page. */
  function numberIn(name: string): number {
    const [, figure = ''] = new RegExp(`^\\| ${name} +\\| ([\\d,]+) +\\|`, 'm').exec(page) ?? []
    return Number(figure.replaceAll(',', ''))
  }

  test('OF23, OF28: each is worth its price on the days that the file names, and on no other', () => {
    // Read again from the file itself: nothing here goes through the importer.
    const [head = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
    const names = head.split(',')
    const byHash = new Map(
      lines.map((line) => {
        const cells = Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell]))
        return [cells['coupon_id_hash'] ?? '', cells] as const
      }),
    )
    const columns = 'sun mon tue wed thu fri sat'.split(' ').map((day) => `usable_date_${day}`)
    const isGood = (cells: Readonly<Record<string, string>>, day: string) => {
      const may = (column: string) => ['', '1'].includes(cells[column] ?? '')
      const { validfrom: from = '', validend: to = '' } = cells
      const later = laterDay(day, DAYS_LATER)
      const isEve = koreanHolidays.has(laterDay(later, 1))
      return (
        (from === '' || (day >= from && day <= to)) &&
        may(columns[new Date(day).getUTCDay()] ?? '') &&
        (!koreanHolidays.has(later) || may('usable_date_holiday')) &&
        (!isEve || may('usable_date_before_holiday'))
      )
    }
    let [good, bad] = [0, 0]
    const wrong: unknown[] = []
    for (const [at, { cells, answer }] of answers.entries()) {
      if (answer.kind === 'refused') continue
      const raw = byHash.get(cells.externalId ?? '') ?? {}
      const first = raw['validfrom'] || (raw['dispfrom'] ?? '').slice(0, 10)
      for (const days of [-1, at % 7, 30 + (at % 97), 200]) {
        const day = laterDay(first, days)
        const isIn = isGood(raw, day)
        const paid = payOn(answer.offer, Number(raw['catalog_price']), laterDay(day, DAYS_LATER))
        const price = Number(raw[isIn ? 'discount_price' : 'catalog_price'])
        if (paid !== price) wrong.push([cells.line, day, paid, price])
        if (isIn) good += 1
        else bad += 1
      }
    }
    expect(wrong).toEqual([])
    expect(good).toBeGreaterThan(20_000)
    expect(bad).toBeGreaterThan(20_000)
  }, 60_000)
})

/** What one piece costs at noon of a day, bought with the coupon. */
function payOn({ terms }: ImportedOffer, unitMinor: number, day: string): number {
  const itemId = terms.effects.flatMap((it) => ('of' in it ? it.of.itemIds : []))[0] ?? ''
  const line = { lineId: '1', itemId, categoryIds: [], unitMinor, quantity: 1 }
  const { effects, conditions, stacking } = terms
  const budgets = { valueMinorMax: null, budgetMinor: null }
  const policy = {
    on: 'current',
    isOncePerPiece: false,
    order: 'best',
    offersMax: 1,
    basePointsOn: () => 0,
  } as const
  return priceCart(
    { lines: [line], deliveryMinor: 0, isItemised: true },
    [{ offerId: 'o', effects, conditions, stacking, rank: 0, ...budgets }],
    policy,
    { ...nothingKnown, at: instantOf(day, 720, MARKET_TIME_ZONE) },
  ).payMinor
}

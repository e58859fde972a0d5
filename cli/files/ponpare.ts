/**
 * The coupons of Ponpare, as the files of "Coupon Purchase Prediction" tell them: rows of places and
 * of offers. The shops have no names there: one of each genre stands for all of it.
 */
import path from 'node:path'
import type { PlaceRow } from '../../server/src/modules/places/model/rows.ts'
import type { OfferCells } from '../../server/src/modules/offers/model/rows.ts'
import { openRowFile } from './rows.ts'

type Cells = Readonly<Record<string, string>>

/** What becomes of a genre among the categories of places. */
const categoryOf: Readonly<Record<string, string>> = {
  グルメ: 'restaurant',
  宅配: 'grocery',
  'ホテル・旅館': 'lodging',
  ヘアサロン: 'beauty',
  エステ: 'beauty',
  ビューティー: 'beauty',
  'ネイル・アイ': 'beauty',
  リラクゼーション: 'beauty',
  '健康・医療': 'health',
  レッスン: 'learning',
  レジャー: 'culture',
  ギフトカード: 'gifts',
}

export const isPonpare = (columns: readonly string[]) =>
  columns.includes('capsule_text') && columns.includes('usable_date_mon')

export type Ponpare = {
  readonly places: readonly PlaceRow[]
  readonly offers: readonly OfferCells[]
}

/** Reads the coupons, and the areas and prefectures that lie beside them. */
export async function readPonpare(couponsFile: string): Promise<Ponpare> {
  const folder = path.dirname(couponsFile)
  const coupons = await cellsOf(couponsFile)
  const areas = await cellsOf(path.join(folder, 'coupon_areas.csv.gz'))
  const points = new Map(
    (await cellsOf(path.join(folder, 'prefecture_locations.csv'))).map(({ cells }) => {
      return [cells['pref_name'] ?? '', { lng: cells['longitude'], lat: cells['latitude'] }]
    }),
  )
  const listed = new Map<string, string[]>()
  for (const { cells } of areas) {
    const number = cells['coupon_no'] ?? ''
    const area = `${cells['prefecture']}/${cells['small_area']}`
    listed.set(number, [...(listed.get(number) ?? []), area])
  }
  const places = new Map<string, PlaceRow>()
  const offers = coupons.map(({ line, cells }): OfferCells => {
    const genre = cells['genre_name'] ?? ''
    const own = `${cells['ken_name']}/${cells['small_area_name']}`
    const found = listed.get(cells['coupon_no'] ?? '') ?? [own]
    const keys = found.map((area) => `${genre}/${area}`)
    for (const [at, key] of keys.entries()) {
      const [prefecture = '', area = ''] = (found[at] ?? '').split('/')
      if (places.has(key)) continue
      places.set(key, {
        line,
        externalId: key,
        name: `${genre} ${area}`,
        address: `${prefecture} ${area}`,
        ...points.get(prefecture),
        category: categoryOf[genre] ?? 'other',
        merchant: genre,
      })
    }
    return offerCells(line, cells, keys)
  })
  return { places: [...places.values()], offers }
}

function offerCells(line: number, cells: Cells, keys: readonly string[]): OfferCells {
  const { price_rate: percent = '', small_area_name: area = '', capsule_text: kind = '' } = cells
  return {
    line,
    externalId: cells['coupon_id_hash'],
    title: `${kind} ${percent}% ${area}`.slice(0, 60),
    places: keys.join(';'),
    itemId: cells['coupon_id_hash'],
    itemName: kind,
    wasMinor: cells['catalog_price'],
    priceMinor: cells['discount_price'],
    startsAt: cells['dispfrom'],
    claimsEndAt: cells['dispend'],
    usableFrom: cells['validfrom'],
    usableUntil: cells['validend'],
    mon: cells['usable_date_mon'],
    tue: cells['usable_date_tue'],
    wed: cells['usable_date_wed'],
    thu: cells['usable_date_thu'],
    fri: cells['usable_date_fri'],
    sat: cells['usable_date_sat'],
    sun: cells['usable_date_sun'],
    holiday: cells['usable_date_holiday'],
    holidayEve: cells['usable_date_before_holiday'],
  }
}

async function cellsOf(file: string) {
  const rows: { readonly line: number; readonly cells: Cells }[] = []
  const opened = await openRowFile(file)
  // Cells of a CSV are text.
  for await (const { line, cells } of opened.rows(() => {})) {
    rows.push({ line, cells: cells as Cells })
  }
  return rows
}

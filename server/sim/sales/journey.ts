/**
 * The baskets of `completejourney` as sales. Pure. Prices in cents.
 *
 * A line is one piece at its shelf price; what the shop's card, the shop's match of a coupon and the
 * maker's coupon took off a basket are three coupons of that amount, in this order. A basket without
 * any earns its points by the member code. The file knows no returns: of every twenty baskets one
 * comes back whole, and the first line of another.
 */
import { byDay, SPENDS_EVERY, type OfferWanted, type SaleEvent, type Sales } from './events.ts'

type Row = Readonly<Record<string, unknown>>

const PER_MILLE = 10
const CAMPAIGN_POINTS = 50
const RETURNED_EVERY = 20n

export const isJourney = (columns: readonly string[]) =>
  columns.includes('basket_id') && columns.includes('retail_disc')

const discounts = [
  ['card', 'retail_disc'],
  ['match', 'coupon_match_disc'],
  ['coupon', 'coupon_disc'],
] as const

const cents = (row: Row, column: string) => Math.round(Number(row[column]) * 100)

type Dated = { readonly day: string; readonly event: SaleEvent }
type Offers = Map<string, OfferWanted>

/** @param redemptions of campaigns, each a coupon on a bill of nothing that gives points */
export function journeySales(rows: readonly Row[], redemptions: readonly Row[]): Sales {
  const offers: Offers = new Map()
  const dated: Dated[] = []
  const salesOf = new Map<string, number>()
  for (const [key, lines] of basketsOf(rows)) {
    const person = String(lines[0]?.['household_id'])
    const before = salesOf.get(person) ?? 0
    salesOf.set(person, before + 1)
    const sale = {
      kind: 'sale',
      key,
      person,
      lines: lines.map(lineOf),
      coupons: couponsOf(lines, offers),
      isHeld: BigInt(key) % 3n === 0n,
      spends: before % SPENDS_EVERY === SPENDS_EVERY - 1,
    } as const
    const day = timeOf(lines).slice(0, 10)
    for (const event of [sale, ...returnsOf(key)]) dated.push({ day, event })
  }
  for (const [at, row] of redemptions.entries()) dated.push(redemptionOf(row, at, offers))
  return { days: byDay(dated), offers: [...offers.values()], perMille: PER_MILLE, leftOut: {} }
}

const timeOf = ([row]: readonly Row[]) => String(row?.['transaction_timestamp'])

/** In order of time. */
function basketsOf(rows: readonly Row[]): readonly (readonly [string, readonly Row[]])[] {
  const baskets = new Map<string, Row[]>()
  for (const row of rows) {
    const id = String(row['basket_id'])
    baskets.set(id, [...(baskets.get(id) ?? []), row])
  }
  return [...baskets].toSorted(([, one], [, other]) =>
    timeOf(one) < timeOf(other) ? -1 : timeOf(one) > timeOf(other) ? 1 : 0,
  )
}

/** A coupon for each kind of discount, of what it took off the basket. */
function couponsOf(lines: readonly Row[], offers: Offers) {
  return discounts.flatMap(([kind, column]) => {
    const minor = lines.reduce((sum, row) => sum + cents(row, column), 0)
    if (minor === 0) return []
    const name = `${kind}/${minor}`
    const gives = { kind: 'amount', categoryId: kind, minor } as const
    offers.set(name, { name, gives, usesMax: null })
    return [{ offer: name }]
  })
}

function returnsOf(saleKey: string): readonly SaleEvent[] {
  const turn = BigInt(saleKey) % RETURNED_EVERY
  if (turn === 0n) return [{ kind: 'return', saleKey, lines: null }]
  return turn === 1n ? [{ kind: 'return', saleKey, lines: [{ lineId: '0', units: 1 }] }] : []
}

function redemptionOf(row: Row, at: number, offers: Offers): Dated {
  const name = `campaign/${String(row['campaign_id'])}`
  const usesMax = (offers.get(name)?.usesMax ?? 0) + 1
  offers.set(name, { name, gives: { kind: 'points', points: CAMPAIGN_POINTS }, usesMax })
  const event = {
    kind: 'sale',
    key: `redemption/${at}`,
    person: String(row['household_id']),
    lines: [],
    coupons: [{ offer: name }],
    isHeld: false,
    spends: false,
  } as const
  return { day: String(row['redemption_date']), event }
}

function lineOf(row: Row, at: number) {
  const off = discounts.filter(([, column]) => cents(row, column) > 0)
  // What is paid, and what the shop itself took off before that; the maker's coupon is paid for.
  const unitMinor =
    cents(row, 'sales_value') + cents(row, 'retail_disc') + cents(row, 'coupon_match_disc')
  const itemId = String(row['product_id'])
  return {
    lineId: String(at),
    itemId,
    categoryIds: off.map(([kind]) => kind),
    unitMinor,
    quantity: 1,
  }
}

/** The invoices of `online_retail_uci` as sales and returns. Pure. Prices in pence. */
import {
  byDay,
  SPENDS_EVERY,
  type OfferWanted,
  type SaleEvent,
  type SaleLine,
  type Sales,
} from './events.ts'

type Row = Readonly<Record<string, unknown>>

/** As many as one bill takes; a longer invoice is several bills. */
const BILL_LINES_MAX = 200
const BILL_UNITS_MAX = 2_000
const OFF_PERCENT = 3
const POINTS_PERCENT = 2
const PER_MILLE = 10
const HELD_EVERY = 3

export const isRetail = (columns: readonly string[]) =>
  columns.includes('stock_code') && columns.includes('unit_price_gbp')

type Line = {
  readonly stockCode: string
  readonly quantity: number
  readonly pence: number
}
type Invoice = {
  readonly number: string
  readonly time: string
  readonly customer: string | null
  readonly lines: Line[]
}

/** A line as it was sold, with what has not come back. */
type Sold = {
  readonly saleKey: string
  readonly lineId: string
  readonly stockCode: string
  readonly pence: number
  left: number
}

/** What is known half-way through the file. */
type Reading = {
  readonly leftOut: Record<string, number>
  /** What each customer has bought, oldest first. */
  readonly sold: Map<string, Sold[]>
  readonly salesOf: Map<string, number>
  readonly dated: { readonly day: string; readonly event: SaleEvent }[]
  bills: number
}

/**
 * Reads invoices. A cancellation brings pieces back from the latest bills of its customer that have
 * the same article at the same price; what finds none is counted.
 */
export function retailSales(rows: readonly Row[]): Sales {
  const reading: Reading = {
    leftOut: {},
    sold: new Map(),
    salesOf: new Map(),
    dated: [],
    bills: 0,
  }
  for (const invoice of invoicesOf(rows)) {
    const isCancelled = invoice.number.startsWith('C')
    const isSale = (line: Line) => line.quantity > 0 && line.pence >= 0
    const isBack = (line: Line) => line.quantity < 0 && line.pence >= 0
    const lines = /^[C\d]/.test(invoice.number)
      ? invoice.lines.filter(isCancelled ? isBack : isSale)
      : []
    count(reading, 'lines that are neither sale nor return', invoice.lines.length - lines.length)
    if (lines.length === 0) continue
    if (isCancelled) bringBack(reading, { ...invoice, lines })
    else sell(reading, { ...invoice, lines })
  }
  const { dated, leftOut } = reading
  const sales = dated.filter(({ event }) => event.kind === 'sale')
  const months = new Set(sales.map(({ day }) => day.slice(0, 7)))
  const offers = [...months].map((name): OfferWanted => {
    const gives = { kind: 'percent', off: OFF_PERCENT, points: POINTS_PERCENT } as const
    return { name, gives, usesMax: null }
  })
  return { days: byDay(dated), offers, perMille: PER_MILLE, leftOut }
}

function count({ leftOut }: Reading, name: string, by = 1): void {
  leftOut[name] = (leftOut[name] ?? 0) + by
}

function sell(reading: Reading, { number, time, customer, lines }: Invoice): void {
  const { salesOf, sold, dated } = reading
  const day = time.slice(0, 10)
  for (const [part, chunk] of chunksOf(lines).entries()) {
    const key = `${number}/${part}`
    const before = salesOf.get(customer ?? '') ?? 0
    reading.bills += 1
    const event = {
      kind: 'sale',
      key,
      person: customer,
      lines: chunk,
      coupons: customer === null ? [] : [{ offer: day.slice(0, 7) }],
      isHeld: reading.bills % HELD_EVERY === 0,
      spends: customer !== null && before % SPENDS_EVERY === SPENDS_EVERY - 1,
    } as const
    dated.push({ day, event })
    if (customer === null) continue
    salesOf.set(customer, before + 1)
    const mine = sold.get(customer) ?? []
    for (const { lineId, itemId: stockCode, unitMinor: pence, quantity } of chunk) {
      mine.push({ saleKey: key, lineId, stockCode, pence, left: quantity })
    }
    sold.set(customer, mine)
  }
}

function bringBack(reading: Reading, { time, customer, lines }: Invoice): void {
  const back = new Map<string, Map<string, number>>()
  const mine = reading.sold.get(customer ?? '') ?? []
  for (const line of lines) {
    count(reading, 'returned pieces', -line.quantity)
    const missing = unitsWithoutSale(mine, line, back)
    const isMatched = missing === 0
    count(
      reading,
      isMatched ? 'return lines matched' : 'return lines without a sale, or of more than it',
    )
    count(reading, 'returned pieces without a sale', missing)
  }
  for (const [saleKey, ofSale] of back) {
    const returned = [...ofSale].map(([lineId, units]) => ({ lineId, units }))
    const event = { kind: 'return', saleKey, lines: returned } as const
    reading.dated.push({ day: time.slice(0, 10), event })
  }
}

/** Takes pieces from the latest sales that have them, and says how many none has. */
function unitsWithoutSale(
  mine: readonly Sold[],
  { stockCode, quantity, pence }: Line,
  back: Map<string, Map<string, number>>,
): number {
  let wanted = -quantity
  for (const it of mine.toReversed()) {
    if (wanted === 0) break
    if (it.left === 0 || it.stockCode !== stockCode || it.pence !== pence) continue
    const units = Math.min(wanted, it.left)
    it.left -= units
    wanted -= units
    const ofSale = back.get(it.saleKey) ?? new Map<string, number>()
    ofSale.set(it.lineId, (ofSale.get(it.lineId) ?? 0) + units)
    back.set(it.saleKey, ofSale)
  }
  return wanted
}

/** In the order of the file, which is that of time. */
function invoicesOf(rows: readonly Row[]): readonly Invoice[] {
  const invoices = new Map<string, Invoice>()
  for (const row of rows) {
    const number = String(row['invoice'])
    const known = invoices.get(number)
    const customer = String(row['customer_id']) || null
    const time = String(row['time_local'])
    const invoice = known ?? { number, time, customer, lines: [] }
    if (!known) invoices.set(number, invoice)
    const pence = Math.round(Number(row['unit_price_gbp']) * 100)
    const stockCode = String(row['stock_code']).trim()
    invoice.lines.push({ stockCode, quantity: Number(row['quantity']), pence })
  }
  return [...invoices.values()].toSorted((one, other) =>
    one.time < other.time ? -1 : one.time > other.time ? 1 : 0,
  )
}

/** Bills of an invoice: so many lines and pieces each, a large line on several of them. */
function chunksOf(lines: readonly Line[]): readonly (readonly SaleLine[])[] {
  const chunks: SaleLine[][] = [[]]
  let units = 0
  for (const [at, { stockCode, quantity, pence }] of lines.entries()) {
    let left = quantity
    while (left > 0) {
      let chunk = chunks.at(-1) as SaleLine[]
      if (chunk.length === BILL_LINES_MAX || units === BILL_UNITS_MAX) {
        chunk = []
        chunks.push(chunk)
        units = 0
      }
      const part = Math.min(left, BILL_UNITS_MAX - units)
      const line = { itemId: stockCode, categoryIds: [], unitMinor: pence, quantity: part }
      chunk.push({ lineId: String(at), ...line })
      units += part
      left -= part
    }
  }
  return chunks
}

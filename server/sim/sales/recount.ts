/**
 * A recount of files of sales by plain arithmetic, without a database and without anything of the
 * replay or of the house: what bills, points and lots must come to. Amounts in pence or cents.
 *
 * It knows the rules as they are told to people, and no more: 3 % off and 2 % in points with the
 * month's coupon, 1 % in points on what is paid, half of the points paid with on every fifth sale, and
 * what comes back brings back what was paid for it.
 */

export type BillBooks = {
  readonly billMinor: number
  readonly discountMinor: number
  readonly refundedMinor: number
}
export type PersonBooks = {
  readonly points: number
  /** Points that were spent and came back undone: owed until more is earned. */
  readonly owed: number
  /** What is left of each lot, oldest first; null where the order of spending was undone too. */
  readonly lots: readonly number[] | null
}
export type Books = {
  readonly bills: ReadonlyMap<string, BillBooks>
  readonly people: ReadonlyMap<string, PersonBooks>
  /** How many uses of each offer stand. */
  readonly uses: ReadonlyMap<string, number>
  /** What the shop owes in points, below zero. */
  readonly shopPoints: number
}

type Cells = Readonly<Record<string, string>>

/** Cells by column; quotes as in RFC 4180. */
function cellsIn(text: string): readonly Cells[] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"') isQuoted = true
    else if (letter === ',' || letter === '\n') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (letter === '\n') rows.push([])
    } else cell += letter
  }
  const [columns = [], ...lines] = rows.filter((row) => row.length > 0)
  return lines.map((line) => Object.fromEntries(columns.map((name, at) => [name, line[at] ?? ''])))
}

/** Hands a whole amount out by weight: rounded down, and the rest one by one to the largest remainders. */
function handOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (total === 0 || sum === 0) return weights.map(() => 0)
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight))
  const parts = exact.map((it) => Number(it / BigInt(sum)))
  const rest = total - parts.reduce((all, part) => all + part, 0)
  const byRemainder = exact
    .map((it, at) => ({ at, remainder: Number(it % BigInt(sum)) }))
    .toSorted((one, other) => other.remainder - one.remainder || one.at - other.at)
  for (const { at } of byRemainder.slice(0, rest)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}

type Lot = { standing: number; readonly at: number }

/** Somebody's points. */
class Purse {
  readonly lots: Lot[] = []
  readonly spent: { readonly amount: number; readonly at: number }[] = []
  bought = 0
  wasShort = false
  #now = 0

  get net(): number {
    const earned = this.lots.reduce((sum, lot) => sum + lot.standing, 0)
    return earned + this.bought - this.spent.reduce((sum, { amount }) => sum + amount, 0)
  }

  earn(points: number): Lot | null {
    if (points === 0) return null
    const lot = { standing: points, at: (this.#now += 1) }
    this.lots.push(lot)
    return lot
  }

  spendHalf(): void {
    const amount = Math.floor(Math.max(0, this.net) / 2)
    if (amount > 0) this.spent.push({ amount, at: (this.#now += 1) })
  }

  /** A lot is worth less now; points that are gone are kept from the money that goes back. */
  lessen(lot: Lot | null, standing: number, refundMinor: number): void {
    if (lot) lot.standing = standing
    const owed = Math.max(0, -this.net)
    if (owed > 0) this.wasShort = true
    this.bought += Math.min(owed, refundMinor)
  }

  books(): PersonBooks {
    const owed = Math.max(0, -this.net)
    return { points: Math.max(0, this.net), owed, lots: this.#left() }
  }

  /** Each spending takes the oldest points that were there when it was made. */
  #left(): readonly number[] | null {
    const left = this.lots.map(({ standing }) => standing)
    let isServed = !this.wasShort
    for (const { amount, at } of this.spent) {
      let rest = amount
      for (const [index, lot] of this.lots.entries()) {
        if (lot.at > at) break
        const part = Math.min(rest, left[index] ?? 0)
        left[index] = (left[index] ?? 0) - part
        rest -= part
      }
      if (rest > 0) isServed = false
    }
    return isServed ? left : null
  }
}

type Line = { readonly units: number; readonly price: number; off: number; back: number }
type Bill = {
  readonly lines: Line[]
  readonly purse: Purse | null
  readonly bonus: number
  readonly offers: readonly string[]
  lot: Lot | null
}

const paidFor = ({ units, price, off }: Line) => units * price - off
const sumOf = <Item>(items: readonly Item[], amount: (item: Item) => number) =>
  items.reduce((sum, item) => sum + amount(item), 0)
const backFor = (line: Line) => Math.floor((paidFor(line) * line.back) / line.units)

class Shop {
  readonly bills = new Map<string, Bill>()
  readonly purses = new Map<string, Purse>()

  purse(person: string): Purse {
    const purse = this.purses.get(person) ?? new Purse()
    this.purses.set(person, purse)
    return purse
  }

  sell(key: string, bill: Omit<Bill, 'lot'>): void {
    const paid = sumOf(bill.lines, paidFor)
    const points = Math.floor((paid * 10) / 1_000) + bill.bonus
    this.bills.set(key, { ...bill, lot: bill.purse?.earn(points) ?? null })
  }

  /** Pieces come back; what the rest of the bill earns is reckoned on what stays paid. */
  bringBack(key: string, units: ReadonlyMap<number, number> | null): void {
    const bill = this.bills.get(key)
    if (!bill) throw new Error(`${key} was never sold`)
    const before = sumOf(bill.lines, backFor)
    for (const [at, line] of bill.lines.entries()) {
      line.back += units === null ? line.units - line.back : (units.get(at) ?? 0)
    }
    const refund = sumOf(bill.lines, backFor) - before
    const paid = sumOf(bill.lines, paidFor)
    const stays = paid - before - refund
    const isAll = bill.lines.every(({ back, units: all }) => back === all)
    const kept = paid === 0 ? bill.bonus : Math.floor((bill.bonus * stays) / paid)
    const standing = isAll ? 0 : Math.floor((stays * 10) / 1_000) + kept
    bill.purse?.lessen(bill.lot, standing, refund)
  }

  books(): Books {
    const uses = new Map<string, number>()
    for (const { lines, offers } of this.bills.values()) {
      if (lines.length > 0 && lines.every(({ back, units }) => back === units)) continue
      for (const offer of offers) uses.set(offer, (uses.get(offer) ?? 0) + 1)
    }
    const people = new Map([...this.purses].map(([key, purse]) => [key, purse.books()]))
    const bills = new Map(
      [...this.bills].map(([key, { lines }]) => [
        key,
        {
          billMinor: sumOf(lines, ({ units, price }) => units * price),
          discountMinor: sumOf(lines, ({ off }) => off),
          refundedMinor: sumOf(lines, backFor),
        },
      ]),
    )
    return { bills, people, uses, shopPoints: -sumOf([...people.values()], ({ points }) => points) }
  }
}

type Sold = { readonly what: string; readonly key: string; readonly at: number; left: number }
type Taken = { readonly row: Cells; readonly units: number }

const penceOf = (row: Cells) => Math.round(Number(row['unit_price_gbp']) * 100)
const articleOf = (row: Cells) => `${(row['stock_code'] ?? '').trim()} at ${penceOf(row)}`
const invoiceTime = ([row]: readonly Cells[]) => row?.['time_local'] ?? ''

/** Recounts the invoices of `online_retail_uci`. */
export function recountRetail(text: string): Books {
  const shop = new Shop()
  const sales = new Map<string, number>()
  const ofCustomer = new Map<string, Sold[]>()
  const invoices = groupedBy(cellsIn(text), 'invoice')
  const inTime = [...invoices].toSorted(([, one], [, other]) =>
    compared(invoiceTime(one), invoiceTime(other)),
  )
  for (const [number, rows] of inTime) {
    const who = rows[0]?.['customer_id'] ?? ''
    if (number.startsWith('C')) {
      bringInvoiceBack(shop, rows, ofCustomer.get(who) ?? [])
      continue
    }
    if (!/^\d/.test(number)) continue
    for (const [part, taken] of billsOf(rows).entries()) {
      const key = `${number}/${part}`
      const nth = (sales.get(who) ?? 0) + 1
      sales.set(who, nth)
      sellInvoice(shop, { key, who, nth, month: invoiceTime(rows).slice(0, 7), taken })
      const bought = taken.map(({ row, units }, at) => {
        return { what: articleOf(row), key, at, left: units }
      })
      if (who !== '') ofCustomer.set(who, [...(ofCustomer.get(who) ?? []), ...bought])
    }
  }
  return shop.books()
}

function groupedBy(rows: readonly Cells[], column: string): ReadonlyMap<string, Cells[]> {
  const groups = new Map<string, Cells[]>()
  for (const row of rows) {
    const name = row[column] ?? ''
    const known = groups.get(name)
    if (known) known.push(row)
    else groups.set(name, [row])
  }
  return groups
}

const compared = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)

/** A bill takes 200 lines and 2,000 pieces. */
function billsOf(rows: readonly Cells[]): readonly (readonly Taken[])[] {
  const bills: Taken[][] = []
  let room = { lines: 0, units: 0 }
  for (const row of rows.filter((it) => Number(it['quantity']) > 0 && penceOf(it) >= 0)) {
    let units = Number(row['quantity'])
    while (units > 0) {
      if (room.lines === 0 || room.units === 0) {
        bills.push([])
        room = { lines: 200, units: 2_000 }
      }
      const some = Math.min(units, room.units)
      bills.at(-1)?.push({ row, units: some })
      room = { lines: room.lines - 1, units: room.units - some }
      units -= some
    }
  }
  return bills
}

type SoldInvoice = {
  readonly key: string
  readonly who: string
  /** Which purchase of this customer it is. */
  readonly nth: number
  readonly month: string
  readonly taken: readonly Taken[]
}

function sellInvoice(shop: Shop, { key, who, nth, month, taken }: SoldInvoice): void {
  const lines = taken.map(({ row, units }): Line => {
    return { units, price: penceOf(row), off: 0, back: 0 }
  })
  if (who === '') {
    shop.sell(key, { lines, purse: null, bonus: 0, offers: [] })
    return
  }
  const purse = shop.purse(who)
  if (nth % 5 === 0) purse.spendHalf()
  const pieces = lines.flatMap((line) => Array.from({ length: line.units }, () => line))
  const prices = pieces.map(({ price }) => price)
  const whole = sumOf(prices, (price) => price)
  const off = Math.floor((whole * 3) / 100)
  const parts = handOut(off, prices)
  for (const [at, piece] of pieces.entries()) piece.off += parts[at] ?? 0
  const bonus = off === 0 ? 0 : Math.floor(((whole - off) * 2) / 100)
  shop.sell(key, { lines, purse, bonus, offers: off === 0 ? [] : [month] })
}

/** Pieces come back from the latest bills that have them at their price. */
function bringInvoiceBack(shop: Shop, rows: readonly Cells[], sold: readonly Sold[]): void {
  const back = new Map<string, Map<number, number>>()
  for (const row of rows.filter((it) => Number(it['quantity']) < 0 && penceOf(it) >= 0)) {
    let units = -Number(row['quantity'])
    for (const it of sold.toReversed()) {
      if (it.what !== articleOf(row) || it.left === 0 || units === 0) continue
      const some = Math.min(units, it.left)
      it.left -= some
      units -= some
      const ofBill = back.get(it.key) ?? new Map<number, number>()
      ofBill.set(it.at, (ofBill.get(it.at) ?? 0) + some)
      back.set(it.key, ofBill)
    }
  }
  for (const [key, units] of back) shop.bringBack(key, units)
}

const centsOf = (row: Cells, column: string) => Math.round(Number(row[column]) * 100)
const basketTime = ([row]: readonly Cells[]) => row?.['transaction_timestamp'] ?? ''

/** Recounts the baskets and campaign redemptions of `completejourney`. */
export function recountJourney(text: string, redemptionsText: string): Books {
  const shop = new Shop()
  const visits = new Map<string, number>()
  const waiting = cellsIn(redemptionsText).map((row, at) => ({ row, key: `redemption/${at}` }))
  const redeemed = Object.groupBy(waiting, ({ row }) => row['redemption_date'] ?? '')
  const baskets = [...groupedBy(cellsIn(text), 'basket_id')]
  const days = Object.groupBy(baskets, ([, rows]) => basketTime(rows).slice(0, 10))
  for (const day of [...new Set([...Object.keys(days), ...Object.keys(redeemed)])].toSorted()) {
    const inTime = (days[day] ?? []).toSorted(([, one], [, other]) =>
      compared(basketTime(one), basketTime(other)),
    )
    for (const [key, rows] of inTime) {
      const who = rows[0]?.['household_id'] ?? ''
      const nth = (visits.get(who) ?? 0) + 1
      visits.set(who, nth)
      sellBasket(shop, key, rows, nth)
      if (BigInt(key) % 20n === 0n) shop.bringBack(key, null)
      if (BigInt(key) % 20n === 1n) shop.bringBack(key, new Map([[0, 1]]))
    }
    for (const { row, key } of redeemed[day] ?? []) {
      const purse = shop.purse(row['household_id'] ?? '')
      const offers = [`campaign/${row['campaign_id']}`]
      shop.sell(key, { lines: [], purse, bonus: 50, offers })
    }
  }
  return shop.books()
}

function sellBasket(shop: Shop, key: string, rows: readonly Cells[], nth: number): void {
  const purse = shop.purse(rows[0]?.['household_id'] ?? '')
  if (nth % 5 === 0) purse.spendHalf()
  const lines = rows.map((row): Line => {
    const paid = centsOf(row, 'sales_value')
    const price = paid + centsOf(row, 'retail_disc') + centsOf(row, 'coupon_match_disc')
    return { units: 1, price, off: 0, back: 0 }
  })
  const offers: string[] = []
  const kinds = { card: 'retail_disc', match: 'coupon_match_disc', coupon: 'coupon_disc' }
  for (const [kind, column] of Object.entries(kinds)) {
    const amount = sumOf(rows, (row) => centsOf(row, column))
    const meant = lines.filter((_line, at) => centsOf(rows[at] ?? {}, column) > 0)
    const off = Math.min(amount, sumOf(meant, paidFor))
    if (off === 0) continue
    const parts = handOut(off, meant.map(paidFor))
    for (const [at, line] of meant.entries()) line.off += parts[at] ?? 0
    offers.push(`${kind}/${amount}`)
  }
  shop.sell(key, { lines, purse, bonus: 0, offers })
}

/** Where two sets of books differ: what, and both figures; nothing when they agree. */
export function differences(ours: Books, theirs: Books, most = 20): readonly string[] {
  const found: string[] = []
  const compare = (what: string, one: unknown, other: unknown) => {
    const [a, b] = [JSON.stringify(one), JSON.stringify(other)]
    if (a !== b && found.length < most) found.push(`${what}: ${a} in the books, ${b} recounted`)
  }
  for (const name of ['bills', 'people', 'uses'] as const) {
    for (const key of new Set([...ours[name].keys(), ...theirs[name].keys()])) {
      if (name !== 'people') {
        compare(`${name} ${key}`, ours[name].get(key), theirs[name].get(key))
        continue
      }
      const [one, other] = [ours.people.get(key), theirs.people.get(key)]
      compare(`points of ${key}`, [one?.points, one?.owed], [other?.points, other?.owed])
      if (other?.lots) compare(`lots of ${key}`, one?.lots, other.lots)
    }
  }
  compare('points of the shop', ours.shopPoints, theirs.shopPoints)
  return found
}

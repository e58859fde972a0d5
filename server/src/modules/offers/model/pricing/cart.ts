/** What someone is about to buy. Pure. Amounts are whole minor units. */
import { assert } from '../../../../kernel/assert.ts'

/** So many pieces of one item. Ids are the till's or the catalog's own; prices are before any offer. */
export type CartLine = {
  /** Names the line within its cart, and in what is answered about it. */
  readonly lineId: string
  readonly itemId: string
  readonly categoryIds: readonly string[]
  readonly unitMinor: number
  readonly quantity: number
}

export type Cart = {
  readonly lines: readonly CartLine[]
  readonly deliveryMinor: number
  /** Whether the lines name items. A bill that was typed as one sum is not itemised. */
  readonly isItemised: boolean
}

export const LINES_MAX = 200
export const UNITS_MAX = 2_000
export const UNIT_MINOR_MAX = 1_000_000_000

/** A bill of which only the sum is known. */
export function cartOfBill(billMinor: number): Cart {
  const line = { lineId: 'bill', itemId: '', categoryIds: [], unitMinor: billMinor, quantity: 1 }
  return { lines: [line], deliveryMinor: 0, isItemised: false }
}

/** The bill before any discount, without delivery. */
export function billOf({ lines }: Cart): number {
  return lines.reduce((sum, { unitMinor, quantity }) => sum + unitMinor * quantity, 0)
}

/** Which lines something speaks of. Nothing named means all of them. */
export type Selector = {
  /** What people call them: `커피`, `모든 빵`. Empty where nothing is named. */
  readonly name: string
  readonly itemIds: readonly string[]
  readonly categoryIds: readonly string[]
  readonly exceptItemIds: readonly string[]
  readonly exceptCategoryIds: readonly string[]
}

export const everything: Selector = {
  name: '',
  itemIds: [],
  categoryIds: [],
  exceptItemIds: [],
  exceptCategoryIds: [],
}

export function matches(of: Selector, { itemId, categoryIds }: CartLine): boolean {
  const isNamed =
    of.itemIds.includes(itemId) || categoryIds.some((id) => of.categoryIds.includes(id))
  const isOut =
    of.exceptItemIds.includes(itemId) || categoryIds.some((id) => of.exceptCategoryIds.includes(id))
  return (isNamed || of.itemIds.length + of.categoryIds.length === 0) && !isOut
}

/**
 * The pieces of a cart, each with its price as the offers leave it. `lineOf` and `initialMinor` are
 * shared by all states of one cart; the others belong to one state.
 */
export type Pieces = {
  readonly cart: Cart
  readonly lineOf: Int32Array
  readonly initialMinor: Float64Array
  readonly currentMinor: Float64Array
  /** 1 for a piece that an offer has made cheaper. */
  readonly isTouched: Uint8Array
  /** Which pieces a selector means, once it was asked. */
  readonly fitting: Map<Selector | null, readonly number[]>
  deliveryMinor: number
}

export function piecesOf(cart: Cart): Pieces {
  const units = cart.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  assert(cart.lines.length <= LINES_MAX && units <= UNITS_MAX, 'a cart is within its limits')
  const lineOf = new Int32Array(units)
  const initialMinor = new Float64Array(units)
  let at = 0
  cart.lines.forEach(({ unitMinor, quantity }, line) => {
    assert(Number.isInteger(quantity) && quantity > 0, 'a line has whole pieces')
    assert(Number.isInteger(unitMinor) && unitMinor >= 0, 'a price is a whole amount')
    lineOf.fill(line, at, at + quantity)
    initialMinor.fill(unitMinor, at, at + quantity)
    at += quantity
  })
  const { deliveryMinor } = cart
  const currentMinor = initialMinor.slice()
  return {
    cart,
    lineOf,
    initialMinor,
    currentMinor,
    isTouched: new Uint8Array(units),
    fitting: new Map(),
    deliveryMinor,
  }
}

/** The same pieces at the same prices, to go on from in another way. */
export function copyOf(pieces: Pieces): Pieces {
  const { cart, lineOf, initialMinor, fitting, deliveryMinor } = pieces
  const currentMinor = pieces.currentMinor.slice()
  const isTouched = pieces.isTouched.slice()
  return { cart, lineOf, initialMinor, currentMinor, isTouched, fitting, deliveryMinor }
}

export function sumOf(amounts: Float64Array): number {
  let sum = 0
  for (let at = 0; at < amounts.length; at += 1) sum += amounts[at] ?? 0
  return sum
}

/**
 * The pieces, in order, that a selector means; null means the order as a whole. Of a bill of which
 * only the sum is known, no selector means anything.
 */
export function fittingIn(
  { cart, lineOf, fitting }: Pieces,
  of: Selector | null,
): readonly number[] {
  const known = fitting.get(of)
  if (known) return known
  const fits = cart.lines.map((line) => of === null || (cart.isItemised && matches(of, line)))
  const found: number[] = []
  lineOf.forEach((line, at) => {
    if (fits[line]) found.push(at)
  })
  fitting.set(of, found)
  return found
}

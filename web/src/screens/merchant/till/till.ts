/** The till as a state machine: a basket, a bill on its way, an answer. Pure: the screen asks the server. */
import type { Refusal } from '../../../parts/refusal-words.ts'
import type { MenuItem } from '../../../parts/till-menu.ts'
import type { ReplyTo } from '../../../shapes.ts'

export type Bill = ReplyTo<'POST /v1/bills/{billId}/release'>
export type BillQuote = ReplyTo<'POST /v1/places/{placeId}/bills/quote'>

export type CartLine = MenuItem & { readonly quantity: number }
export type Basket = {
  readonly lines: readonly CartLine[]
  readonly codes: readonly string[]
  readonly method: string
}
/** What is asked of the server. `key` is the bill's id and makes the asking safe to repeat. */
export type Making = {
  readonly key: string
  /** Null when it is paid at once. */
  readonly holdMinutes: number | null
  /** Whether coupons that do not count were seen not to, and are left out. */
  readonly isPartial: boolean
}

export type Till =
  | { readonly kind: 'open'; readonly basket: Basket; readonly refusal: Refusal | null }
  | { readonly kind: 'sending'; readonly basket: Basket; readonly making: Making }
  /** Nobody knows whether the bill was made: only the same key again can tell. */
  | { readonly kind: 'unanswered'; readonly basket: Basket; readonly making: Making }
  | { readonly kind: 'made'; readonly bill: Bill; readonly atMs: number }

export type TillEvent =
  | { readonly kind: 'add'; readonly item: MenuItem }
  | { readonly kind: 'less'; readonly name: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'uncode'; readonly code: string }
  | { readonly kind: 'method'; readonly method: string }
  | { readonly kind: 'make'; readonly making: Making }
  | { readonly kind: 'recover'; readonly basket: Basket; readonly making: Making }
  | { readonly kind: 'answer'; readonly bill: Bill; readonly atMs: number }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'silence' }
  | { readonly kind: 'again' }
  /** Another bill is looked at, or the same one after something was done with it. */
  | { readonly kind: 'look'; readonly bill: Bill }
  | { readonly kind: 'next' }

export const UNDO_MS = 10_000
export const UNITS_MAX = 99
const emptyBasket: Basket = { lines: [], codes: [], method: 'card' }
export const openTill: Till = { kind: 'open', basket: emptyBasket, refusal: null }

/** The till after an event; events that do not belong to a state change nothing. */
export function tillAfter(till: Till, event: TillEvent): Till {
  if (event.kind === 'recover') {
    return { kind: 'sending', basket: event.basket, making: event.making }
  }
  switch (till.kind) {
    case 'open':
      if (event.kind === 'make') {
        return till.basket.lines.length === 0
          ? till
          : { kind: 'sending', basket: till.basket, making: event.making }
      }
      if (event.kind === 'look') return { kind: 'made', bill: event.bill, atMs: -Infinity }
      if (event.kind === 'next') return openTill
      return { kind: 'open', basket: basketAfter(till.basket, event), refusal: null }
    case 'sending':
      if (event.kind === 'answer') return { kind: 'made', bill: event.bill, atMs: event.atMs }
      if (event.kind === 'silence') return { ...till, kind: 'unanswered' }
      if (event.kind !== 'refusal') return till
      return { kind: 'open', basket: till.basket, refusal: event.refusal }
    case 'unanswered':
      return event.kind === 'again' ? { ...till, kind: 'sending' } : till
    case 'made':
      if (event.kind === 'look') return { ...till, bill: event.bill }
      if (event.kind === 'next') return openTill
      // A tap on an item begins the next bill.
      if (event.kind !== 'add') return till
      return { kind: 'open', basket: basketAfter(emptyBasket, event), refusal: null }
  }
}

function basketAfter(basket: Basket, event: TillEvent): Basket {
  const { lines, codes } = basket
  switch (event.kind) {
    case 'add': {
      const { item } = event
      const isThere = lines.some(({ name }) => name === item.name)
      const more = (line: CartLine) =>
        line.name === item.name
          ? { ...line, quantity: Math.min(UNITS_MAX, line.quantity + 1) }
          : line
      return { ...basket, lines: isThere ? lines.map(more) : [...lines, { ...item, quantity: 1 }] }
    }
    case 'less': {
      const less = lines.map((line) =>
        line.name === event.name ? { ...line, quantity: line.quantity - 1 } : line,
      )
      return { ...basket, lines: less.filter(({ quantity }) => quantity > 0) }
    }
    case 'code':
      return codes.includes(event.code) ? basket : { ...basket, codes: [...codes, event.code] }
    case 'uncode':
      return { ...basket, codes: codes.filter((code) => code !== event.code) }
    case 'method':
      return { ...basket, method: event.method }
    case 'make':
    case 'recover':
    case 'answer':
    case 'refusal':
    case 'silence':
    case 'again':
    case 'look':
    case 'next':
      return basket
  }
}

/** A basket as the server asks for it. */
export function basketFields({ lines, codes, method }: Basket) {
  return {
    codes,
    lines: lines.map(({ name, kind, unitMinor, quantity }) => ({
      lineId: name,
      itemId: name,
      categoryIds: kind === '' ? [] : [kind],
      unitMinor,
      quantity,
    })),
    paymentMethod: method,
  }
}

/** Whether a coupon on the bill does not count: then the bill is made without it. */
export function leavesSomeOut({ offers }: Pick<BillQuote, 'offers'>): boolean {
  return offers.some(({ couponId, isUsed }) => couponId !== null && !isUsed)
}

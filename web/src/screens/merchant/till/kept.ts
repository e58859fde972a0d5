/** What this till keeps in its browser: a bill without an answer, held bills, and those of today. */
import type { Basket, Bill, Making } from './till.ts'

export type Sent = { readonly basket: Basket; readonly making: Making }
/** A bill, as far as a list tells it. */
export type KeptBill = {
  readonly id: string
  readonly at: string
  readonly payMinor: number
  readonly items: string
  readonly isHeld: boolean
}

const BILLS_MAX = 30
const sentKey = (placeId: string) => `golmok.till.sent.${placeId}`
const billsKey = (placeId: string) => `golmok.till.bills.${placeId}`
const returnKey = (billId: string) => `golmok.till.return.${billId}`

function read<Shape>(key: string, isOurs: (value: object) => boolean): Shape | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return typeof value === 'object' && value !== null && isOurs(value) ? (value as Shape) : null
  } catch {
    return null
  }
}

/** The bill that went out before this page was loaded and has no answer yet. */
export const keptSent = (placeId: string) =>
  read<Sent>(sentKey(placeId), (it) => 'basket' in it && 'making' in it)

export function keepSent(placeId: string, sent: Sent | null): void {
  if (sent === null) localStorage.removeItem(sentKey(placeId))
  else localStorage.setItem(sentKey(placeId), JSON.stringify(sent))
}

export const keptBills = (placeId: string): readonly KeptBill[] =>
  read<readonly KeptBill[]>(billsKey(placeId), Array.isArray) ?? []

/** Keeps a bill as it is now, newest first. */
export function keepBill(placeId: string, bill: Bill): readonly KeptBill[] {
  const items = bill.lines.map(({ itemId, quantity }) => `${itemId} ${quantity}`).join(', ')
  const isHeld = bill.state === 'held'
  const kept = { id: bill.id, at: bill.madeAt, payMinor: bill.payMinor, items, isHeld }
  const others = keptBills(placeId).filter(({ id }) => id !== bill.id)
  const isGone = bill.state === 'released' || bill.state === 'expired'
  const bills = [...(isGone ? [] : [kept]), ...others]
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, BILLS_MAX)
  localStorage.setItem(billsKey(placeId), JSON.stringify(bills))
  return bills
}

/** The key of a return: the same for the same pieces until an answer came, also after a reload. */
export function returnKeyFor(billId: string, pieces: string, fresh: () => string): string {
  const kept = read<{ readonly key: string; readonly pieces: string }>(returnKey(billId), (it) => {
    return 'key' in it && 'pieces' in it
  })
  if (kept?.pieces === pieces) return kept.key
  const key = fresh()
  localStorage.setItem(returnKey(billId), JSON.stringify({ key, pieces }))
  return key
}

export const forgetReturn = (billId: string) => localStorage.removeItem(returnKey(billId))

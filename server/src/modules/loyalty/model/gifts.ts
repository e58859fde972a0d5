/** Gift cards: which of them pay, and where money goes back. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS, type Day } from '../../../kernel/time.ts'
import { firstOfMonth, marketDay, midnight } from './validity.ts'

/** The most that one card may hold: market custom, and below what the law asks a name for. */
export const GIFT_MINOR_MAX = 500_000
/** Cards that one spending may draw on: a transfer has no more sides. */
export const GIFT_DRAWS_MAX = 15
/** How long before it runs out the holder hears of it. */
export const GIFT_NOTICE_DAYS = 30

export type GiftCard = {
  readonly id: Id<'gift-card'>
  readonly merchantId: Id<'merchant'>
  readonly amountMinor: number
  readonly boughtWith: Id<'purchase'> | null
  /** When it is good; null for at once. */
  readonly availableAt: Date | null
  readonly holderId: Id<'person'> | null
  readonly isDisabled: boolean
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** A card with what can be spent of it: what is there, less what is on hold. */
export type Purse = {
  readonly id: Id<'gift-card'>
  readonly availableMinor: number
  readonly availableAt: Date | null
  readonly expiresAt: Date
}
export type GiftDraw = { readonly giftCardId: Id<'gift-card'>; readonly amount: number }

/** When a card runs out: the midnight after the same day, so many months later (LO20). */
export function giftExpiry(issuedAt: Date, months: number): Date {
  const today = marketDay(issuedAt)
  const month = firstOfMonth(today, months)
  const next = Date.parse(`${firstOfMonth(month, 1)}T00:00:00Z`)
  // A day that the month does not have becomes the first of the next one: never earlier.
  const same = Date.parse(`${month}T00:00:00Z`) + Number(today.slice(8, 10)) * DAY_MS
  const end: Day = new Date(Math.min(same, next)).toISOString().slice(0, 10)
  return midnight(end)
}

/** Which cards pay an amount: what runs out first pays first (LO21). Null when they hold too little. */
export function drawsFor(
  purses: readonly Purse[],
  amount: number,
  at: Date,
): readonly GiftDraw[] | null {
  const draws: GiftDraw[] = []
  let left = amount
  const usable = purses.filter((it) => isGood(it, at) && it.availableMinor > 0)
  for (const { id, availableMinor } of usable.toSorted(byExpiry).slice(0, GIFT_DRAWS_MAX)) {
    const part = Math.min(left, availableMinor)
    if (part > 0) draws.push({ giftCardId: id, amount: part })
    left -= part
  }
  return left === 0 ? draws : null
}

/** Whether a card pays at an instant: it is good by then, and has not run out. */
export function isGood(
  { availableAt, expiresAt }: Pick<Purse, 'availableAt' | 'expiresAt'>,
  at: Date,
): boolean {
  return (availableAt === null || availableAt <= at) && expiresAt > at
}

/** Where an amount goes back: what was drawn last, first (LO22). */
export function returnsFor(
  draws: readonly (GiftDraw & { readonly returned: number })[],
  amount: number,
): readonly GiftDraw[] {
  let left = amount
  return draws.toReversed().flatMap(({ giftCardId, amount: drawn, returned }) => {
    const part = Math.min(left, drawn - returned)
    left -= part
    return part > 0 ? [{ giftCardId, amount: part }] : []
  })
}

function byExpiry(one: Purse, other: Purse): number {
  return one.expiresAt.getTime() - other.expiresAt.getTime() || (one.id < other.id ? -1 : 1)
}

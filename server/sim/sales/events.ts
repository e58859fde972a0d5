/**
 * What happens at a till, day by day, as files of sales tell it. Pure.
 *
 * Keys are the files' own names; whoever plays the events makes ids of them. Amounts are minor units
 * of the file's currency: pence and cents stand where the market has won.
 */

/** A coupon that is given on the day and shown with a sale; one of each name for each sale. */
export type Wanted = { readonly offer: string }

export type SaleLine = {
  readonly lineId: string
  readonly itemId: string
  readonly categoryIds: readonly string[]
  readonly unitMinor: number
  readonly quantity: number
}

export type Sale = {
  readonly kind: 'sale'
  readonly key: string
  /** Null for somebody nobody knows. */
  readonly person: string | null
  readonly lines: readonly SaleLine[]
  readonly coupons: readonly Wanted[]
  /** Whether the bill is held first, and paid then. */
  readonly isHeld: boolean
  /** Whether half of the points that can be spent pay first. */
  readonly spends: boolean
}

export type Return = {
  readonly kind: 'return'
  readonly saleKey: string
  /** Null for all that is left. */
  readonly lines: readonly { readonly lineId: string; readonly units: number }[] | null
}

export type SaleEvent = Sale | Return

export type Day = { readonly day: string; readonly events: readonly SaleEvent[] }

/** What an offer of the files does; its days are those of the whole replay. */
export type OfferWanted = {
  readonly name: string
  /** Percent off the order and percent in points; an amount off some lines; or points. */
  readonly gives:
    | { readonly kind: 'percent'; readonly off: number; readonly points: number }
    | { readonly kind: 'amount'; readonly categoryId: string; readonly minor: number }
    | { readonly kind: 'points'; readonly points: number }
  /** How many may be used in all; null for no end. */
  readonly usesMax: number | null
}

export type Sales = {
  readonly days: readonly Day[]
  readonly offers: readonly OfferWanted[]
  /** What the programme of the shop gives, in tenths of a percent. */
  readonly perMille: number
  /** What the file holds that is no sale or matches none, by name. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** So many sales of a person later, half of what can be spent pays. */
export const SPENDS_EVERY = 5

/** Groups events by their days, in order. */
export function byDay(
  dated: readonly { readonly day: string; readonly event: SaleEvent }[],
): readonly Day[] {
  const days = new Map<string, SaleEvent[]>()
  for (const { day, event } of dated) days.set(day, [...(days.get(day) ?? []), event])
  return [...days]
    .map(([day, events]) => ({ day, events }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
}

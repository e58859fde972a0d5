/** What an offer does to a cart. The words only; `apply.ts` does it. Pure. Amounts in minor units. */
import type { Selector } from './cart.ts'

/** What becomes of a price: so many percent less, so much less, or this price (when it is lower). */
export type Off =
  /** Whole percent, 1 to 100. */
  | { readonly kind: 'percent'; readonly percentOff: number }
  | { readonly kind: 'amount'; readonly amountOffMinor: number }
  | { readonly kind: 'price'; readonly priceMinor: number }

/**
 * The highest step that is reached counts. Measured in the sum, before any discount, or in the pieces
 * of what the effect is about; a reduction without steps has one, from 0.
 */
export type Tiers = {
  readonly by: 'amount' | 'quantity'
  readonly steps: readonly { readonly from: number; readonly off: Off }[]
}

export type Pick =
  | { readonly kind: 'all' }
  | { readonly kind: 'cheapest' | 'dearest'; readonly units: number }

export type Part = { readonly of: Selector; readonly units: number }
export type Item = {
  readonly itemId: string
  readonly itemName: string
  readonly unitMinor: number
}

export type Effect =
  | { readonly kind: 'order-discount'; readonly tiers: Tiers }
  /** `each`: of every piece; `across`: once, of all pieces together. */
  | {
      readonly kind: 'item-discount'
      readonly of: Selector
      readonly pick: Pick
      readonly spread: 'each' | 'across'
      readonly tiers: Tiers
    }
  /** For every `buy`, the cheapest `get` are reduced. A piece counts as bought or as got, not both. */
  | {
      readonly kind: 'buy-get'
      readonly buy: Part
      readonly get: Part
      readonly off: Off
      readonly timesMax: number | null
    }
  /** One price for pieces that fit the parts; the dearest that fit are taken. */
  | {
      readonly kind: 'bundle'
      readonly parts: readonly Part[]
      readonly priceMinor: number
      readonly timesMax: number | null
    }
  /** `in-cart`: pieces that are bought already become free; `added`: they come on top. */
  | {
      readonly kind: 'free-item'
      readonly item: Item
      readonly units: number
      readonly mode: 'in-cart' | 'added' | 'in-cart-or-added'
    }
  /** Pieces are handed over as something dearer, at the price of what was ordered. */
  | {
      readonly kind: 'upgrade'
      readonly of: Selector
      readonly to: Item
      readonly units: number
    }
  | { readonly kind: 'delivery-discount'; readonly off: Off }
  | { readonly kind: 'points'; readonly points: number }
  | { readonly kind: 'points-percent'; readonly percent: number }
  /** The points that the shop gives on any payment, times this. */
  | { readonly kind: 'points-times'; readonly times: number }
  | { readonly kind: 'gift-value'; readonly amountMinor: number }

export const flat = (off: Off): Tiers => ({ by: 'amount', steps: [{ from: 0, off }] })

/** What an offer makes of one piece's price: never less than nothing, never more than before. */
export function offOf(off: Off, priceMinor: number): number {
  switch (off.kind) {
    case 'percent':
      // Rounded down: nobody was promised a fraction of a unit (OF6).
      return Math.floor((priceMinor * off.percentOff) / 100)
    case 'amount':
      return Math.min(off.amountOffMinor, priceMinor)
    case 'price':
      return Math.max(0, priceMinor - off.priceMinor)
  }
}

/** The step that a measure reaches; null below the first. */
export function stepOf({ steps }: Tiers, measure: number): Off | null {
  let reached: Tiers['steps'][number] | null = null
  for (const step of steps) {
    if (step.from <= measure && (reached === null || step.from >= reached.from)) reached = step
  }
  return reached?.off ?? null
}

/**
 * Which effects come first where the best is looked for: those that choose among pieces, then each
 * piece by itself, then sums of some pieces, the order, the delivery, and the rest.
 */
export function phaseOf(effect: Effect): number {
  switch (effect.kind) {
    case 'item-discount':
      if (effect.pick.kind !== 'all') return 0
      return effect.spread === 'each' ? 1 : 2
    case 'buy-get':
    case 'bundle':
    case 'free-item':
    case 'upgrade':
      return 0
    case 'order-discount':
      return 3
    case 'delivery-discount':
      return 4
    case 'points':
    case 'points-percent':
    case 'points-times':
    case 'gift-value':
      return 5
  }
}

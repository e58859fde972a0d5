/**
 * What an offer promises and what it asks for: its terms. Pure. Amounts are whole minor units.
 *
 * They are the words of `pricing`, as the shop wrote them; an offer keeps them as they were once a
 * coupon is out (OF19).
 */
import type { Conditions } from './pricing/condition.ts'
import type { Effect } from './pricing/effect.ts'
import type { Stacking } from './pricing/stacking.ts'

export type Terms = {
  /** What it does to a cart, in this order; one or more. */
  readonly effects: readonly Effect[]
  /** The smallest bill, before any discount, that it covers. */
  readonly billMinorMin: number
  /** The most it takes off one bill; null when nothing but the bill bounds it. */
  readonly discountMinorMax: number | null
  /** What must hold besides; none for always. */
  readonly conditions: Conditions
  /** What it may be used together with. */
  readonly stacking: Stacking
}

export const EFFECTS_MAX = 5
export const CONDITIONS_MAX = 10
export const DEMANDS_MAX = 10
/** How many ids, steps or parts a list inside terms may have. */
export const TERM_LIST_MAX = 200
export const TERM_STEPS_MAX = 20
export const TERM_PARTS_MAX = 5
export const TERM_UNITS_MAX = 100
export const TERM_NAME_LENGTH_MAX = 60

/** Terms of one effect, and nothing asked. */
export function plainTerms(effect: Effect, more: Partial<Terms> = {}): Terms {
  return {
    effects: [effect],
    billMinorMin: 0,
    discountMinorMax: null,
    conditions: [],
    stacking: { kind: 'never' },
    ...more,
  }
}

/** Whether what it does is about items: of a bill that is one sum it can do nothing. */
export function needsItems({ effects }: Terms): boolean {
  return effects.some(({ kind }) => {
    return ['item-discount', 'buy-get', 'bundle', 'upgrade'].includes(kind)
  })
}

/** The most that one use can cost the shop: what it takes off, and gift value; null when only the bill bounds it. */
export function mostGiven(terms: Terms): number | null {
  const off = mostOff(terms)
  if (off === null) return null
  const gifts = terms.effects.map((it) => (it.kind === 'gift-value' ? it.amountMinor : 0))
  return gifts.reduce((sum, minor) => sum + minor, off)
}

/** The most that terms can take off any bill; null when only the bill bounds it. */
export function mostOff({ effects, discountMinorMax }: Terms): number | null {
  let sum = 0
  for (const effect of effects) {
    const most = mostOffBy(effect)
    if (most === null) return discountMinorMax
    sum += most
  }
  return Math.min(sum, discountMinorMax ?? Infinity)
}

function mostOffBy(effect: Effect): number | null {
  switch (effect.kind) {
    case 'order-discount': {
      const amounts = effect.tiers.steps.map(({ off }) => {
        return off.kind === 'amount' ? off.amountOffMinor : null
      })
      return amounts.includes(null) ? null : Math.max(...amounts.map((amount) => amount ?? 0))
    }
    case 'free-item':
      // What is handed over beside the bill takes nothing off it.
      return effect.mode === 'added' ? 0 : effect.item.unitMinor * effect.units
    case 'upgrade':
    case 'points':
    case 'points-percent':
    case 'points-times':
    case 'gift-value':
      return 0
    case 'item-discount':
    case 'buy-get':
    case 'bundle':
    case 'delivery-discount':
      return null
  }
}

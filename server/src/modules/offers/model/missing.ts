/**
 * What of a cart is missing for an offer to count, or to give more: "2,000 won more". Pure.
 *
 * Only what can be bought is missing; that it is the wrong day or place is said by the reason alone.
 */
import { isSame } from '../../../kernel/same.ts'
import { billOf, matches, type Cart, type Selector } from './pricing/cart.ts'
import { stepOf, type Effect, type Tiers } from './pricing/effect.ts'
import type { Demand } from './pricing/condition.ts'
import type { Terms } from './terms.ts'
import type { Reason } from './trace.ts'

export type Missing =
  /** So much more in money, of all or of some items. */
  | { readonly kind: 'money'; readonly minor: number; readonly of: Selector | null }
  /** So many more pieces. */
  | { readonly kind: 'units'; readonly units: number; readonly of: Selector | null }
  /** The very item that would be free. */
  | {
      readonly kind: 'item'
      readonly itemId: string
      readonly itemName: string
      readonly units: number
    }

/** What would have to be bought besides for an offer to be used at all; null where buying is no help. */
export function missingFor(terms: Terms, reason: Reason, cart: Cart): Missing | null {
  const { code, details } = reason
  if (code === 'offer.bill-too-small') return money(terms.billMinorMin - billOf(cart), null)
  if (code === 'offer.condition') return missingForDemand(details['demand'] as Demand, cart)
  if (code !== 'offer.no-effect') return null
  return terms.effects.map((effect) => missingForEffect(effect, cart)).find(Boolean) ?? null
}

/** What would have to be bought besides for the next step of an offer that is used; null for none. */
export function missingForMore({ effects }: Terms, cart: Cart): Missing | null {
  for (const effect of effects) {
    const next = isStepped(effect) ? nextStep(effect.tiers, selectorOf(effect), cart) : null
    if (next) return next
  }
  return null
}

function missingForDemand(demand: Demand, cart: Cart): Missing | null {
  if (demand.isNot) return null
  if (demand.kind === 'bill' && demand.when === 'before') {
    return money(demand.minorMin - billOf(cart), null)
  }
  if (demand.kind === 'items') return units(demand.unitsMin - unitsOf(demand.of, cart), demand.of)
  return null
}

function missingForEffect(effect: Effect, cart: Cart): Missing | null {
  if (isStepped(effect)) return nextStep(effect.tiers, selectorOf(effect), cart)
  switch (effect.kind) {
    case 'buy-get': {
      const { buy, get } = effect
      // A piece counts as bought or as got, not both.
      if (isSame(buy.of, get.of)) {
        return units(buy.units + get.units - unitsOf(buy.of, cart), buy.of)
      }
      const ofEither = cart.lines.filter((line) => matches(buy.of, line) || matches(get.of, line))
      const all = ofEither.reduce((sum, { quantity }) => sum + quantity, 0)
      return (
        units(buy.units - unitsOf(buy.of, cart), buy.of) ??
        units(get.units - unitsOf(get.of, cart), get.of) ??
        units(buy.units + get.units - all, get.of)
      )
    }
    case 'bundle': {
      const parts = effect.parts.map(({ of, units: wanted }) => {
        return units(wanted - unitsOf(of, cart), of)
      })
      return parts.find(Boolean) ?? null
    }
    case 'free-item': {
      const { item, units: wanted, mode } = effect
      const isThere = cart.lines.some(({ itemId }) => itemId === item.itemId)
      if (mode !== 'in-cart' || isThere) return null
      return { kind: 'item', itemId: item.itemId, itemName: item.itemName, units: wanted }
    }
    case 'upgrade':
      return units(1 - unitsOf(effect.of, cart), effect.of)
    case 'delivery-discount':
    case 'points':
    case 'points-percent':
    case 'points-times':
    case 'gift-value':
      return null
  }
}

type Stepped = Extract<Effect, { readonly tiers: Tiers }>
const isStepped = (effect: Effect): effect is Stepped => 'tiers' in effect
const selectorOf = (effect: Stepped): Selector | null =>
  effect.kind === 'item-discount' ? effect.of : null

/** What is missing for the lowest step that is not reached yet; null when all are. */
function nextStep(tiers: Tiers, of: Selector | null, cart: Cart): Missing | null {
  // Of a bill that is one sum nothing is known of its items.
  if (of !== null && !cart.isItemised) return null
  const measure = tiers.by === 'amount' ? sumOf(of, cart) : unitsOf(of, cart)
  const later = tiers.steps.map(({ from }) => from).filter((from) => from > measure)
  if (later.length > 0) {
    const missing = Math.min(...later) - measure
    return tiers.by === 'amount' ? money(missing, of) : units(missing, of)
  }
  // All steps are reached, and yet none of the pieces is there.
  const isVain = of !== null && unitsOf(of, cart) === 0 && stepOf(tiers, measure) !== null
  return isVain ? units(1, of) : null
}

const money = (minor: number, of: Selector | null): Missing | null =>
  minor > 0 ? { kind: 'money', minor, of } : null
const units = (count: number, of: Selector | null): Missing | null =>
  count > 0 ? { kind: 'units', units: count, of } : null

const fitting = (of: Selector | null, { lines }: Cart) =>
  lines.filter((line) => of === null || matches(of, line))
const unitsOf = (of: Selector | null, cart: Cart) =>
  fitting(of, cart).reduce((sum, { quantity }) => sum + quantity, 0)
const sumOf = (of: Selector | null, cart: Cart) =>
  fitting(of, cart).reduce((sum, { quantity, unitMinor }) => sum + quantity * unitMinor, 0)

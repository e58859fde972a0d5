/** What an offer that is still being written would do to an example bill. Pure. */
import { candidateOf } from './promise.ts'
import type { Offer } from './offer.ts'
import { billOf, type Cart } from './pricing/cart.ts'
import { nothingKnown, type Demand } from './pricing/condition.ts'
import type { Policy } from './pricing/offers.ts'
import { priceCart, type Priced } from './pricing/price.ts'
import { reasonOf, type Reason } from './trace.ts'

/** What a bill alone answers; the rest is about when, where and who. */
const kindsOfCart: readonly Demand['kind'][] = ['items', 'only-items', 'bill']

export type Example = {
  readonly priced: Priced
  /** Why it does nothing on this bill; null when it is used. */
  readonly reason: Reason | null
}

/**
 * Prices an example bill with one offer and no other, as if it came when, where and from whom the
 * offer asks for (OF50): an owner who writes on a Monday sees what comes on Tuesdays.
 */
export function exampleOf(
  offer: Pick<Offer, 'id' | 'terms' | 'rank'>,
  cart: Cart,
  policy: Policy,
  at: Date,
): Example {
  const { terms } = offer
  const conditions = terms.conditions.filter((row) => {
    return row.every(({ kind }) => kindsOfCart.includes(kind))
  })
  const moment = { ...nothingKnown, at }
  const missingMinor = terms.billMinorMin - billOf(cart)
  if (missingMinor > 0) {
    const details = { billMinorMin: terms.billMinorMin, missingMinor }
    const reason: Reason = { code: 'offer.bill-too-small', details }
    return { priced: priceCart(cart, [], policy, moment), reason }
  }
  const asked = candidateOf({ ...offer, terms: { ...terms, conditions } }, null)
  const priced = priceCart(cart, [asked], policy, moment)
  const why = priced.notUsed.get(offer.id)
  return { priced, reason: why ? reasonOf(why, terms, cart) : null }
}

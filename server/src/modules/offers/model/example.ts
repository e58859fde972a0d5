/** What an offer that is still being written would do to an example bill. Pure. */
import { candidateOf } from './promise.ts'
import type { Offer } from './offer.ts'
import { billOf, type Cart } from './pricing/cart.ts'
import { nothingKnown, type Demand } from './pricing/condition.ts'
import type { Policy } from './pricing/offers.ts'
import { priceCart, type Priced } from './pricing/price.ts'
import { reasonOf, type Reason } from './trace.ts'

/** How many offers one example bill shows together. */
export const EXAMPLE_OFFERS_MAX = 10

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
export function exampleOf(offer: ExampleOffer, cart: Cart, policy: Policy, at: Date): Example {
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

export type ExampleOffer = Pick<Offer, 'id' | 'terms' | 'rank'>
export type Together = {
  readonly priced: Priced
  /** As they were given: what each takes off, and why it does nothing on this bill, or null. */
  readonly offers: readonly {
    readonly discountMinor: number
    readonly extras: Priced['used'][number]['extras']
    readonly reason: Reason | null
  }[]
}

/**
 * Prices an example bill with several offers, taken in this order where it is theirs that counts, as
 * a policy that is being thought about would (OF50). Nothing is known but the bill.
 */
export function togetherOf(
  offers: readonly ExampleOffer[],
  cart: Cart,
  policy: Policy,
  at: Date,
): Together {
  const candidates = offers.map((offer) => candidateOf(offer, null))
  const priced = priceCart(cart, candidates, policy, { ...nothingKnown, at })
  const shown = offers.map(({ id, terms }) => {
    const use = priced.used.find(({ offerId }) => offerId === id)
    const why = priced.notUsed.get(id)
    const reason = why ? reasonOf(why, terms, cart) : null
    return { discountMinor: use?.discountMinor ?? 0, extras: use?.extras ?? [], reason }
  })
  return { priced, offers: shown }
}

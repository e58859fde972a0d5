/** Why an offer is not used on a bill, as a refusal that people can be told. Pure. */
import type { RefusalDetails } from '../../../kernel/refused.ts'
import type { Limit, Objection } from './limits.ts'
import type { Cart } from './pricing/cart.ts'
import type { NotUsed } from './pricing/search.ts'
import { needsItems, type Terms } from './terms.ts'
import type { OfferRefusal } from './refusals.ts'

export type Reason = { readonly code: OfferRefusal; readonly details: RefusalDetails }

/** What pricing said against an offer (OF28). */
export function reasonOf(why: NotUsed, terms: Terms, cart: Cart): Reason {
  switch (why.because) {
    case 'condition':
      return { code: 'offer.condition', details: { demand: why.demand } }
    case 'unknown': {
      const isOfItems = why.demand.kind === 'items' || why.demand.kind === 'only-items'
      const code = isOfItems ? 'offer.items-unknown' : 'offer.condition-unknown'
      return { code, details: { demand: why.demand } }
    }
    case 'does-not-stack':
      return { code: 'offer.does-not-stack', details: { otherOfferId: why.offerId } }
    case 'too-many':
      return { code: 'offer.too-many', details: {} }
    case 'budget':
      return { code: 'offer.limit-spent', details: { counts: 'discount' } }
    case 'no-effect': {
      const isBlind = !cart.isItemised && needsItems(terms)
      return { code: isBlind ? 'offer.items-unknown' : 'offer.no-effect', details: {} }
    }
    case 'better-without':
      return { code: 'offer.better-without', details: {} }
  }
}

/** What a limit said against an offer (OF45). */
export function limitReason({ limit, because }: Objection): Reason {
  const { counts, per, period }: Limit = limit
  const code = because === 'spent' ? 'offer.limit-spent' : 'offer.limit-unknown'
  return { code, details: { counts, per, period } }
}

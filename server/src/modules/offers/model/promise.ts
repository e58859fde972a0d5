/** What an offer promises, in the words of pricing. Pure. */
import type { Offer } from './offer.ts'
import type { Candidate } from './pricing/offers.ts'

/** @param leftMinor what is left of the offer's budgets; null for no end */
export function candidateOf({ id, terms, rank }: Offer, leftMinor: number | null): Candidate {
  const { effects, conditions, stacking, discountMinorMax } = terms
  const caps = [discountMinorMax, leftMinor].filter((cap) => cap !== null)
  const valueMinorMax = caps.length === 0 ? null : Math.min(...caps)
  return { offerId: id, effects, conditions, stacking, rank, valueMinorMax }
}

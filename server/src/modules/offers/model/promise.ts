/** What an offer promises, in the words of pricing. Pure. */
import type { Offer } from './offer.ts'
import type { Candidate } from './pricing/offers.ts'

/** @param budgetMinor what the limits of the offer leave; null for no end */
export function candidateOf(
  { id, terms, rank }: Pick<Offer, 'id' | 'terms' | 'rank'>,
  budgetMinor: number | null,
): Candidate {
  const { effects, conditions, stacking, discountMinorMax: valueMinorMax } = terms
  return { offerId: id, effects, conditions, stacking, rank, valueMinorMax, budgetMinor }
}

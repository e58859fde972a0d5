/** What an offer promises, in the words of pricing. Pure. */
import type { Candidate } from './pricing/offers.ts'
import { flat, type Effect } from './pricing/effect.ts'
import type { Benefit, Offer } from './offer.ts'

/** An offer that is used by itself, on a bill. */
export function candidateOf({ id, benefit, pointsPercent }: Offer): Candidate {
  const points: Effect = { kind: 'points-percent', percent: pointsPercent }
  return {
    offerId: id,
    effects: [effectOf(benefit), ...(pointsPercent > 0 ? [points] : [])],
    condition: null,
    stacking: { kind: 'never' },
    rank: 0,
    valueMinorMax: benefit.kind === 'percent' ? benefit.discountMinorMax : null,
  }
}

function effectOf(benefit: Benefit): Effect {
  switch (benefit.kind) {
    case 'percent': {
      const { percentOff } = benefit
      return { kind: 'order-discount', tiers: flat({ kind: 'percent', percentOff }) }
    }
    case 'amount': {
      const { amountOffMinor } = benefit
      return { kind: 'order-discount', tiers: flat({ kind: 'amount', amountOffMinor }) }
    }
    case 'item': {
      const { itemName, amountOffMinor } = benefit
      // On the bill it is taken off by its price; beside the bill its price is not known here.
      if (amountOffMinor !== null) {
        return { kind: 'order-discount', tiers: flat({ kind: 'amount', amountOffMinor }) }
      }
      const item = { itemId: '', itemName, unitMinor: 0 }
      return { kind: 'free-item', item, units: 1, mode: 'added' }
    }
  }
}

/** The points and the gift value that a cart earns. Pure. */
import type { Candidate } from './offers.ts'

export type Earned = { readonly points: number; readonly giftMinor: number }

/**
 * What one offer earns on what is paid for the goods. A fraction of a point stays with the shop (OF6).
 *
 * @param basePoints what the payment earns anyway
 */
export function earnedBy({ effects }: Candidate, payMinor: number, basePoints: number): Earned {
  let points = 0
  let giftMinor = 0
  for (const effect of effects) {
    if (effect.kind === 'points') points += effect.points
    if (effect.kind === 'points-percent') points += Math.floor((payMinor * effect.percent) / 100)
    if (effect.kind === 'points-times') points += Math.floor(basePoints * (effect.times - 1))
    if (effect.kind === 'gift-value') giftMinor += effect.amountMinor
  }
  return { points, giftMinor }
}

/** What offers promise besides a lower price; a point counts as one minor unit. */
export function promisedBy(
  offers: readonly Candidate[],
  payMinor: number,
  basePoints: number,
): number {
  return offers.reduce((sum, offer) => {
    const { points, giftMinor } = earnedBy(offer, payMinor, basePoints)
    return sum + points + giftMinor
  }, 0)
}

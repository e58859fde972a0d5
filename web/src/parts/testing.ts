/** Ready-made shapes for tests. */
import type { OfferTerms } from '../shapes.ts'

/** 20% off, and nothing asked. */
export function someTerms(change: Partial<OfferTerms> = {}): OfferTerms {
  const off = { kind: 'percent', percentOff: 20 } as const
  return {
    effects: [{ kind: 'order-discount', tiers: { by: 'amount', steps: [{ from: 0, off }] } }],
    billMinorMin: 0,
    discountMinorMax: null,
    conditions: [],
    stacking: { kind: 'never' },
    ...change,
  }
}

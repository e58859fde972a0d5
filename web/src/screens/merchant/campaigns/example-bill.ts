/** What an offer takes off an example bill, while its owner is still writing it. */

export type OfferTerms = {
  readonly kind: 'percent' | 'amount' | 'item'
  readonly percentOff: number
  readonly amountOffMinor: number
  readonly discountMinorMax: number | null
  readonly billMinorMin: number
}

export type Example = {
  readonly billMinor: number
  readonly discountMinor: number
  readonly payMinor: number
  /** Whether the cap, not the percentage, decided. */
  readonly isCapped: boolean
}

/** A bill people would believe: a coffee and a cake, or the minimum when that is more. */
const BILL_MINOR = 12_000

/**
 * The example beside the form. Only a preview: at the counter the server reckons.
 *
 * A fraction of a won stays with the shop, as it does there.
 */
export function exampleOf(terms: OfferTerms): Example {
  const billMinor = Math.max(BILL_MINOR, Math.ceil(terms.billMinorMin / 1_000) * 1_000)
  const full =
    terms.kind === 'percent'
      ? Math.floor((billMinor * terms.percentOff) / 100)
      : terms.kind === 'amount'
        ? terms.amountOffMinor
        : 0
  const cap = Math.min(
    billMinor,
    terms.kind === 'percent' ? (terms.discountMinorMax ?? Infinity) : Infinity,
  )
  const discountMinor = Math.min(full, cap)
  return { billMinor, discountMinor, payMinor: billMinor - discountMinor, isCapped: full > cap }
}

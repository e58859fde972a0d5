/** Which offers go together. Pure. */

export type Stacking =
  /** With anything that lets it. */
  | { readonly kind: 'always' }
  /** With nothing but what always goes. */
  | { readonly kind: 'exclusive' }
  /** With nothing at all. */
  | { readonly kind: 'never' }
  /** With anything that lets it, but for others of its category. */
  | { readonly kind: 'category'; readonly category: string }

export type Stackable = { readonly offerId: string; readonly stacking: Stacking }

/** Whether two offers may be used on one cart. */
export function goTogether({ stacking: one }: Stackable, { stacking: two }: Stackable): boolean {
  if (one.kind === 'never' || two.kind === 'never') return false
  if (one.kind === 'exclusive') return two.kind === 'always'
  if (two.kind === 'exclusive') return one.kind === 'always'
  if (one.kind === 'category' && two.kind === 'category') return one.category !== two.category
  return true
}

/** The first of those chosen that an offer does not go with; null when there is none. */
export function inTheWay<T extends Stackable>(offer: T, chosen: readonly T[]): T | null {
  return chosen.find((other) => !goTogether(offer, other)) ?? null
}

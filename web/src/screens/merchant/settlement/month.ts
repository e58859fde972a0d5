/** Months and amounts of a settlement, as they are shown. Pure. */

/** The parts of `2026-11`. */
export function monthParts(month: string): { readonly year: number; readonly month: number } {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return { year, month: number }
}

/** Who owes whom: above zero the market the shop. */
export function owing(closingMinor: number): 'gets' | 'pays' | 'even' {
  if (closingMinor === 0) return 'even'
  return closingMinor > 0 ? 'gets' : 'pays'
}

/** The sums of a month from the shop's side, in the order in which they are read: also the zeros. */
export function sumsOf(settlement: {
  readonly feeMinor: number
  readonly shareMinor: number
  readonly feeBackMinor: number
  readonly shareBackMinor: number
}): readonly {
  readonly name: 'fee' | 'share' | 'feeBack' | 'shareBack'
  readonly minor: number
}[] {
  const { feeMinor, shareMinor, feeBackMinor, shareBackMinor } = settlement
  return [
    { name: 'fee', minor: 0 - feeMinor },
    { name: 'share', minor: shareMinor },
    { name: 'feeBack', minor: feeBackMinor },
    { name: 'shareBack', minor: 0 - shareBackMinor },
  ]
}

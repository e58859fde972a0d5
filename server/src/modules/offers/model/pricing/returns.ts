/**
 * What comes back when pieces of a line are returned. Pure.
 *
 * The line keeps what each offer took off it at the sale; nothing is reckoned anew. Each piece of a
 * line bears the same part of its discount, so whoever returns one piece of a "2+1" gets back a
 * third of what was paid, and keeps no free one.
 */
import { assert } from '../../../../kernel/assert.ts'
import { splitMinor } from './split.ts'

export type Share = { readonly offerId: string; readonly discountMinor: number }

/** A line as it was sold, and what has come back of it. Amounts in minor units. */
export type SoldLine = {
  readonly quantity: number
  readonly billMinor: number
  /** By offer; what was paid is the bill less their sum. */
  readonly shares: readonly Share[]
  readonly unitsReturned: number
  /** What the offers got back so far, in the order of `shares`. */
  readonly sharesReturned: readonly Share[]
}

export type Returned = {
  readonly refundMinor: number
  /** What each offer gets back, in the order of `shares`. */
  readonly shares: readonly Share[]
}

/** @param units how many pieces come back now; not more than are out */
export function returnUnits(line: SoldLine, units: number): Returned {
  const { quantity, billMinor, shares, unitsReturned, sharesReturned } = line
  const after = unitsReturned + units
  assert(Number.isInteger(units) && units > 0, 'whole pieces come back')
  assert(after <= quantity, 'no more pieces come back than were sold')
  const discountMinor = shares.reduce((sum, share) => sum + share.discountMinor, 0)
  const paidMinor = billMinor - discountMinor
  // By what is back in all, so that the last piece brings the rest, whatever came before.
  const refundMinor = part(paidMinor, after, quantity) - part(paidMinor, unitsReturned, quantity)
  const backMinor = part(billMinor, after, quantity) - part(billMinor, unitsReturned, quantity)
  const left = shares.map((share, at) => {
    return share.discountMinor - (sharesReturned[at]?.discountMinor ?? 0)
  })
  const parts = splitMinor(backMinor - refundMinor, left)
  return {
    refundMinor,
    shares: shares.map(({ offerId }, at) => ({ offerId, discountMinor: parts[at] ?? 0 })),
  }
}

/** Rounded down: the rest comes back with the last piece. Exact for amounts up to UNIT_MINOR_MAX. */
const part = (amountMinor: number, units: number, quantity: number) =>
  Math.floor((amountMinor * units) / quantity)

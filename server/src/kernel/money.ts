/** Money: a whole number of the currency's minor unit. One currency a market. */
import { assert } from './assert.ts'

/** The largest amount we handle: 10^12 minor units. Products with a percentage stay exact integers. */
export const AMOUNT_MINOR_MAX = 1_000_000_000_000

/** Asserts a whole, non-negative amount in the currency's minor unit (won, cents). */
export function assertAmountMinor(amountMinor: number): void {
  assert(Number.isInteger(amountMinor), 'an amount is a whole number of minor units')
  assert(amountMinor >= 0, 'an amount is not negative')
  assert(amountMinor <= AMOUNT_MINOR_MAX, 'an amount is within AMOUNT_MINOR_MAX')
}

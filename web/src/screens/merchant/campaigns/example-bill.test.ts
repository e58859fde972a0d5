/** Tests of the example bill beside the offer form. */
import { describe, expect, test } from 'vitest'
import { exampleOf } from './example-bill.ts'

const terms = {
  kind: 'percent',
  percentOff: 10,
  amountOffMinor: 2_000,
  discountMinorMax: null,
  billMinorMin: 0,
} as const

describe('exampleOf', () => {
  test('takes the percentage off a believable bill', () => {
    expect(exampleOf(terms)).toEqual({
      billMinor: 12_000,
      discountMinor: 1_200,
      payMinor: 10_800,
      isCapped: false,
    })
  })
  test('stops at the cap, and says so', () => {
    expect(exampleOf({ ...terms, percentOff: 50, discountMinorMax: 3_000 })).toMatchObject({
      discountMinor: 3_000,
      isCapped: true,
    })
  })
  test('takes a larger bill where the minimum asks for it', () => {
    expect(exampleOf({ ...terms, kind: 'amount', billMinorMin: 15_500 })).toMatchObject({
      billMinor: 16_000,
      payMinor: 14_000,
    })
  })
  test('never takes off more than the bill', () => {
    expect(exampleOf({ ...terms, kind: 'amount', amountOffMinor: 50_000 }).payMinor).toBe(0)
  })
})

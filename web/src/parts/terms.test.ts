import { describe, expect, test } from 'vitest'
import type { OfferTerms } from '../shapes.ts'
import { conditions, gain } from './terms.ts'

const none: OfferTerms = {
  kind: 'percent',
  percentOff: null,
  amountOffMinor: null,
  itemName: null,
  billMinorMin: 0,
  discountMinorMax: null,
}

describe('a coupon in words', () => {
  test.each([
    [{ percentOff: 20 }, '20% 할인', '20% off'],
    [{ kind: 'amount', amountOffMinor: 3_000 }, '3,000원 할인', '₩3,000 off'],
    [{ kind: 'item', itemName: '소금빵' }, '소금빵 무료', 'Free 소금빵'],
  ] as const)('%o', (change, korean, english) => {
    expect(gain({ ...none, ...change }, 'ko')).toBe(korean)
    expect(gain({ ...none, ...change }, 'en')).toBe(english)
  })

  test('asks and caps are said, nothing is said about nothing', () => {
    expect(conditions(none, 'ko')).toBeNull()
    expect(conditions({ ...none, billMinorMin: 10_000, discountMinorMax: 3_000 }, 'ko')).toBe(
      '10,000원부터 · 최대 3,000원',
    )
  })
})

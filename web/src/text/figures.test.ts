/** Tests of numbers as people read them. */
import { describe, expect, test } from 'vitest'
import { counted, shareText } from './figures.ts'

describe('figures', () => {
  test('thousands are grouped', () => {
    expect(counted(1234567)).toBe('1,234,567')
  })
  test('small shares keep a digit, large ones do not', () => {
    expect([0, 0.004, 0.05, 0.123, 1].map(shareText)).toEqual(['0%', '0.4%', '5%', '12%', '100%'])
  })
})

/** Tests of what the counter says when it says no. */
import { describe, expect, test } from 'vitest'
import { counterRefusals as en } from '../text/en/merchant-counter-refusals.ts'
import { counterRefusals as ko } from '../text/ko/merchant-counter-refusals.ts'
import { refusalWords } from './refusal-words.ts'

const now = new Date('2026-11-22T03:00:00Z')

describe('refusalWords', () => {
  test('names the amount that is missing', () => {
    const more = { billMinorMin: 15_000, missingMinor: 3_000 }
    const words = refusalWords({ code: 'offer.bill-too-small', says: '', more }, now, 'ko')
    expect(words.says).toContain('15,000원')
    expect(words.todo).toContain('3,000원')
  })
  test('says when a coupon was used', () => {
    const more = { redeemedAt: '2026-11-22T01:30:00Z' }
    const words = refusalWords({ code: 'coupon.redeemed', says: '', more }, now, 'ko')
    expect(words.says).toContain('10:30')
  })
  test('keeps the server’s sentence for a code it does not know', () => {
    const words = refusalWords({ code: 'x.y', says: 'Because.', more: {} }, now, 'ko')
    expect(words.says).toBe('Because.')
    expect(words.todo).not.toBe('')
  })
  test('both languages know the same codes', () => {
    expect(Object.keys(en)).toEqual(Object.keys(ko))
  })
})

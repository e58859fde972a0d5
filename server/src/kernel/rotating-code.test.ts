/** How codes are written and read, and how long they count. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  codeText,
  HALF_CODE_VALUES,
  parseCode,
  qrText,
  SHARERS_MAX,
  stepAt,
  stepEnd,
  stepOf,
  STEPS_BESIDE,
  STEPS_REMEMBERED,
} from './rotating-code.ts'

const noon = new Date('2026-04-15T12:00:00Z')

describe('codes', () => {
  const half = fc.integer({ min: 0, max: HALF_CODE_VALUES - 1 })

  test('OF11 every code reads back, scanned or typed, in any case and spacing', () => {
    fc.assert(
      fc.property(half, half, (handle, number) => {
        const text = codeText({ handle, number })
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
        const typed = `${text.slice(0, 5)}-${text.slice(5)} `.toLowerCase()
        for (const form of [text, typed, qrText({ handle, number }), ` golmok:${typed}`]) {
          expect(parseCode(form)).toEqual({ handle, number })
        }
      }),
    )
  })

  test('OF11 letters that look like digits are taken for them', () => {
    expect(parseCode('OoIiLl0000')).toEqual(parseCode('0011110000'))
  })

  test.each([
    '',
    'GOLMOK:',
    '12345',
    '12345678901',
    'ABCDE-FGHJU',
    'https://example.com/',
    '한글코드열글자입니다요',
  ])('OF20 %j is no code', (text) => {
    expect(parseCode(text)).toBeNull()
  })

  test('OF11 a step lasts thirty seconds, from its first instant until just before the next', () => {
    const step = stepAt(noon)
    expect(stepEnd(step)).toEqual(new Date(noon.getTime() + 30_000))
    expect(stepAt(new Date(noon.getTime() + 29_999))).toBe(step)
    expect(stepAt(new Date(noon.getTime() + 30_000))).toBe(step + 1)
  })

  test.each([
    [0, { step: 1_000, isFresh: true }],
    [-1, { step: 999, isFresh: true }],
    [1, { step: 1_001, isFresh: true }],
    [-2, { step: 998, isFresh: false }],
    [-STEPS_REMEMBERED, { step: 1_000 - STEPS_REMEMBERED, isFresh: false }],
    [-STEPS_REMEMBERED - 1, null],
    [2, null],
  ])('OF11 a code of %i steps away is fresh, old or nothing', (away, answer) => {
    expect(stepOf(1_000 + away, 1_000, (step) => step)).toEqual(answer)
  })

  test('OF12 a guess at a known handle opens a coupon once in a million tries at most', () => {
    const chance = ((2 * STEPS_BESIDE + 1) * SHARERS_MAX) / HALF_CODE_VALUES
    expect(chance).toBeLessThan(1e-6)
  })
})

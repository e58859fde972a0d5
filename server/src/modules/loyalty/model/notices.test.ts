/** The words of notices, in both languages. */
import { expect, test } from 'vitest'
import { noticeText } from './notices.ts'

// Midnight in Seoul, as the first of December begins.
const expiresAt = new Date('2026-11-30T15:00:00Z')

test.each([
  ['points', 'ko', '1,200포인트, 11월 30일까지 쓸 수 있어요'],
  ['points', 'en', '1,200 points are good until November 30'],
  ['gift', 'ko', '선물 잔액 1,200원, 11월 30일까지 쓸 수 있어요'],
  ['gift', 'en', '₩1,200 of gift value is good until November 30'],
] as const)('LO25 %s in %s name the last day on which they are good', (of, locale, title) => {
  expect(noticeText({ of, amount: 1_200, expiresAt }, locale).title).toBe(title)
})

/** What is read of a settlement: months, who owes whom, and sums from the shop's side. */
import { expect, test } from 'vitest'
import { monthParts, owing, sumsOf } from './month.ts'

test('a month has a year and a number', () => {
  expect(monthParts('2026-03')).toEqual({ year: 2026, month: 3 })
})

test.each([
  [1, 'gets'],
  [0, 'even'],
  [-1, 'pays'],
])('with %d at the end the shop %s', (closing, answer) => {
  expect(owing(closing)).toBe(answer)
})

test('what the shop pays is below zero, and every sum is there, also the zeros', () => {
  const sums = sumsOf({ feeMinor: 400, shareMinor: 1_500, feeBackMinor: 0, shareBackMinor: 0 })
  expect(sums).toEqual([
    { name: 'fee', minor: -400 },
    { name: 'share', minor: 1_500 },
    { name: 'feeBack', minor: 0 },
    { name: 'shareBack', minor: 0 },
  ])
})

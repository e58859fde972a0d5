import { expect, test } from 'vitest'
import { isAskable, lastDays } from './statistics.ts'

test('the last days end with today, over the end of a month and a year', () => {
  expect(lastDays('2026-03-01', 7)).toEqual({ from: '2026-02-23', until: '2026-03-01' })
  expect(lastDays('2026-01-01', 1)).toEqual({ from: '2026-01-01', until: '2026-01-01' })
})

test('400 days may be looked at together, in their order', () => {
  expect(isAskable(lastDays('2026-03-01', 400))).toBe(true)
  expect(isAskable(lastDays('2026-03-01', 401))).toBe(false)
  expect(isAskable({ from: '2026-03-02', until: '2026-03-01' })).toBe(false)
  expect(isAskable({ from: '', until: '2026-03-01' })).toBe(false)
})

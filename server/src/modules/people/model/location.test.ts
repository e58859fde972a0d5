import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { isNoticeDue, isProvision, type NoticeMode } from './location.ts'

const since = new Date('2026-04-16T06:00:00.000Z')
const after = (days: number, ms = 0) => new Date(since.getTime() + days * 86_400_000 + ms)

describe('isNoticeDue', () => {
  const each: NoticeMode = { kind: 'each' }
  const tenTimes: NoticeMode = { kind: 'times', count: 10 }
  const twentyDays: NoticeMode = { kind: 'days', count: 20 }
  test.each([
    ['PE55 of each time at once', each, 1, since, true],
    ['PE55 not after nine times of ten', tenTimes, 9, after(29), false],
    ['PE55 after ten times of ten', tenTimes, 10, since, true],
    [
      'PE55 what is left of ten times not a second before 30 days',
      tenTimes,
      1,
      after(30, -1),
      false,
    ],
    ['PE55 what is left of ten times after 30 days', tenTimes, 1, after(30), true],
    ['PE55 not a second before twenty days', twentyDays, 99, after(20, -1), false],
    ['PE55 after twenty days', twentyDays, 1, after(20), true],
  ])('%s', (_name, mode, times, at, answer) => {
    expect(isNoticeDue(mode, { times, since }, at)).toBe(answer)
  })
})

test('PE55 a shop learns where a person is by a check-in and an offer, and by nothing else', () => {
  const use = { personId: testId('person'), count: 1 }
  const merchantId = testId('merchant')
  expect(isProvision({ ...use, merchantId, purpose: 'check-in' })).toBe(true)
  expect(isProvision({ ...use, merchantId, purpose: 'offer' })).toBe(true)
  expect(isProvision({ ...use, merchantId, purpose: 'campaign' })).toBe(false)
  expect(isProvision({ ...use, merchantId: null, purpose: 'check-in' })).toBe(false)
})

/** Tests of whether the market is well. */
import { describe, expect, test } from 'vitest'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { bytesText, durationText, troublesOf } from './health.ts'

const well = {
  log: { facts: 10, lastAt: null, deadFacts: 0, readers: [{ name: 'insight', behind: 3 }] },
  jobs: { waiting: 2, running: 1, failed: 0 },
}

describe('troublesOf', () => {
  test('a market that is well has none', () => {
    expect(troublesOf(well)).toEqual([])
  })
  test('dead facts come before failed jobs, and those before a slow reader', () => {
    const log = { ...well.log, deadFacts: 1, readers: [{ name: 'insight', behind: 5_000 }] }
    const troubles = troublesOf({ log, jobs: { ...well.jobs, failed: 2 } })
    expect(troubles.map(({ kind }) => kind)).toEqual(['dead-facts', 'failed-jobs', 'late'])
  })
})

describe('figures of the machine room', () => {
  test('bytes', () => {
    expect([0, 999, 12_000_000, 1_400_000_000].map(bytesText)).toEqual([
      '0 B',
      '999 B',
      '12.0 MB',
      '1.4 GB',
    ])
  })
  test('durations', () => {
    expect([0, 40, 725, 3_600, 273_600].map((seconds) => durationText(seconds, en.units))).toEqual([
      '0 s',
      '40 s',
      '12 min 5 s',
      '1 h',
      '3 d 4 h',
    ])
    expect([0, 206, 273_600].map((seconds) => durationText(seconds, ko.units))).toEqual([
      '0초',
      '3분 26초',
      '3일 4시간',
    ])
  })
})

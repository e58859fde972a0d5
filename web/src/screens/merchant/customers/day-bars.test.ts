/** Tests of days as bars. */
import { describe, expect, test } from 'vitest'
import { dayBars } from './day-bars.ts'

describe('dayBars', () => {
  test('the busiest day is as high as the chart, an empty one has no bar', () => {
    const bars = dayBars(
      [
        { day: '2026-11-20', visits: 0 },
        { day: '2026-11-21', visits: 500 },
        { day: '2026-11-22', visits: 1 },
      ],
      300,
      100,
    )
    expect(bars.map(({ height }) => height)).toEqual([0, 100, 3])
    expect(bars[1]).toMatchObject({ y: 0, width: 70 })
  })
  test('no days, no bars', () => {
    expect(dayBars([], 300, 100)).toEqual([])
  })
})

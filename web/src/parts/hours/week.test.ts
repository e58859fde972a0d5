/** Tests of the opening hours as a form. */
import { describe, expect, test } from 'vitest'
import {
  dayGroups,
  daysFrom,
  minuteOf,
  presetNames,
  presetOf,
  presets,
  spanOf,
  weekFrom,
  wrongDays,
} from './week.ts'

describe('presets', () => {
  test('are whole weeks without a wrong day, and know themselves', () => {
    for (const name of presetNames) {
      expect(presets[name]).toHaveLength(7)
      expect(wrongDays(presets[name])).toEqual([])
      expect(presetOf(presets[name])).toBe(name)
    }
    expect(presetOf(presets.cafe.with(0, null))).toBeNull()
  })
})

describe('a week', () => {
  test('is told in groups of days', () => {
    expect(dayGroups(presets.restaurant)).toEqual([
      { first: 0, last: 5, hours: { fromMinute: 660, untilMinute: 1320 } },
      { first: 6, last: 6, hours: null },
    ])
  })
  test('closing at two means two in the night', () => {
    expect(spanOf(17 * 60, 2 * 60)).toEqual({ fromMinute: 1020, untilMinute: 1560 })
    expect(spanOf(0, 0)).toEqual({ fromMinute: 0, untilMinute: 1440 })
  })
  test('knows a day that ends before it begins', () => {
    expect(wrongDays([{ fromMinute: 600, untilMinute: 600 }, null])).toEqual([0])
  })
})

describe('what the server holds', () => {
  test('goes there and back', () => {
    expect(weekFrom({ days: daysFrom(presets.night) })).toEqual(presets.night)
  })
  test('keeps the break of a day nobody touched', () => {
    const lunch = {
      spans: [{ fromMinute: 660, untilMinute: 1320 }],
      breaks: [{ fromMinute: 900, untilMinute: 1020 }],
    }
    const before = Array.from({ length: 7 }, () => lunch)
    const after = daysFrom(weekFrom({ days: before }).with(0, null), before)
    expect(after[0]).toEqual({ spans: [], breaks: [] })
    expect(after[1]).toEqual(lunch)
  })
})

describe('clocks', () => {
  test('are read', () => {
    expect(minuteOf('9:30')).toBe(570)
    expect(minuteOf('24:00')).toBe(1440)
    expect(minuteOf('24:01')).toBeNull()
    expect(minuteOf('09:60')).toBeNull()
  })
})

/** Tests of visitors in words and shares. */
import { describe, expect, test } from 'vitest'
import { busiestHour, hoursShown, partsOf } from './visitors.ts'

const hours = (counts: Readonly<Record<number, number>>) =>
  Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0)

describe('partsOf', () => {
  test('shares of the sum, in the order asked for', () => {
    expect(partsOf(['b', 'a'], { a: 1, b: 3 })).toEqual([
      { name: 'b', count: 3, share: 0.75 },
      { name: 'a', count: 1, share: 0.25 },
    ])
  })
  test('nothing at all is no share, not a broken one', () => {
    expect(partsOf(['a'], { a: 0 })).toEqual([{ name: 'a', count: 0, share: 0 }])
  })
})

describe('busiestHour', () => {
  test('the hour with the most visits', () => {
    expect(busiestHour(hours({ 12: 9, 18: 4 }))).toBe(12)
  })
  test('a handful of visits has none, and neither has a tie', () => {
    expect(busiestHour(hours({ 12: 5 }))).toBeNull()
    expect(busiestHour(hours({ 12: 8, 18: 8 }))).toBeNull()
  })
})

describe('hoursShown', () => {
  test('from the first hour with a visit to the last', () => {
    expect(hoursShown(hours({ 9: 1, 16: 2 }))).toEqual([9, 10, 11, 12, 13, 14, 15, 16])
  })
  test('a lone hour stands among others, also at the edge of the day', () => {
    expect(hoursShown(hours({ 12: 3 }))).toEqual([9, 10, 11, 12, 13, 14])
    expect(hoursShown(hours({ 23: 3 }))).toHaveLength(4)
    expect(hoursShown(hours({}))).toEqual([])
  })
})

/** Tests of how the lift is drawn and said. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headsOf, liftPicture, peopleMore, verdictOf } from './lift.ts'

const unsure = { difference: 0.04, low: -0.02, high: 0.1, conclusive: false, peopleMissing: 37 }

describe('verdictOf', () => {
  test('says nothing while the interval holds zero', () => {
    expect(verdictOf(unsure)).toBe('unknown')
  })
  test('says more, or less, once it does not', () => {
    const sure = { ...unsure, conclusive: true }
    expect(verdictOf({ ...sure, difference: 0.08, low: 0.01, high: 0.15 })).toBe('more')
    expect(verdictOf({ ...sure, difference: -0.08, low: -0.15, high: -0.01 })).toBe('less')
  })
})

describe('headsOf', () => {
  test('counts of a hundred people, the smaller number first', () => {
    expect(headsOf({ low: 0.227, high: 0.555 })).toEqual({ of: 100, low: 23, high: 56 })
    expect(headsOf({ low: -0.15, high: -0.02 })).toEqual({ of: 100, low: 2, high: 15 })
  })
  test('counts of a thousand where of a hundred it would be less than one, and never nobody', () => {
    expect(headsOf({ low: 0.004, high: 0.03 })).toEqual({ of: 1_000, low: 4, high: 30 })
    expect(headsOf({ low: 0.0001, high: 0.012 })).toEqual({ of: 1_000, low: 1, high: 12 })
  })
})

describe('peopleMore', () => {
  test('is rounded up to what one can say', () => {
    expect(peopleMore(unsure)).toBe(40)
    expect(peopleMore({ ...unsure, peopleMissing: 1 })).toBe(10)
    expect(peopleMore({ ...unsure, peopleMissing: 321 })).toBe(350)
    expect(peopleMore({ ...unsure, peopleMissing: 1_200 })).toBe(1_500)
  })
  test('names no number where nobody knows, or it is too far to go', () => {
    expect(peopleMore({ ...unsure, peopleMissing: null })).toBeNull()
    expect(peopleMore({ ...unsure, peopleMissing: 80_000 })).toBeNull()
  })
})

describe('liftPicture', () => {
  test('keeps the bar, its middle and zero on the line, in order', () => {
    const share = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        const [low = 0, difference = 0, high = 0] = [a, b, c].toSorted((x, y) => x - y)
        const drawn = liftPicture({ ...unsure, low, difference, high }, 320, 12)
        expect(drawn.lowX).toBeGreaterThanOrEqual(12 - 1e-4)
        expect(drawn.highX).toBeLessThanOrEqual(308 + 1e-4)
        expect(drawn.lowX).toBeLessThanOrEqual(drawn.pointX + 1e-9)
        expect(drawn.pointX).toBeLessThanOrEqual(drawn.highX + 1e-9)
        expect(drawn.ticks.some((tick) => tick.value === 0)).toBe(true)
        expect(drawn.ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

/** Tests of how the lift is drawn and said. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { liftPicture, peopleMore, verdictOf } from './lift.ts'

const unsure = { difference: 0.04, low: -0.02, high: 0.1, conclusive: false }

describe('verdictOf', () => {
  test('says nothing while the interval holds zero', () => {
    expect(verdictOf(unsure)).toBe('unknown')
  })
  test('says more, or less, once it does not', () => {
    expect(verdictOf({ difference: 0.08, low: 0.01, high: 0.15, conclusive: true })).toBe('more')
    expect(verdictOf({ difference: -0.08, low: -0.15, high: -0.01, conclusive: true })).toBe('less')
  })
})

describe('peopleMore', () => {
  test('four times the people halve the interval', () => {
    const lift = { difference: 0.03, low: -0.03, high: 0.09, conclusive: false }
    expect(peopleMore(lift, 100)).toBe(300)
  })
  test('names no number where there is no difference, nobody, or too far to go', () => {
    expect(peopleMore({ ...unsure, difference: 0 }, 100)).toBeNull()
    expect(peopleMore(unsure, 0)).toBeNull()
    expect(
      peopleMore({ difference: 0.002, low: -0.3, high: 0.3, conclusive: false }, 60),
    ).toBeNull()
  })
  test('is never less than ten', () => {
    expect(peopleMore({ difference: 0.05, low: -0.001, high: 0.101, conclusive: false }, 200)).toBe(
      10,
    )
  })
})

describe('liftPicture', () => {
  test('keeps the bar, its middle and zero on the line, in order', () => {
    const share = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        const [low, difference, high] = [a, b, c].toSorted((x, y) => x - y) as [
          number,
          number,
          number,
        ]
        const drawn = liftPicture({ low, difference, high, conclusive: false }, 320, 12)
        expect(drawn.lowX).toBeGreaterThanOrEqual(12 - 1e-6)
        expect(drawn.highX).toBeLessThanOrEqual(308 + 1e-6)
        expect(drawn.lowX).toBeLessThanOrEqual(drawn.pointX + 1e-9)
        expect(drawn.pointX).toBeLessThanOrEqual(drawn.highX + 1e-9)
        expect(drawn.ticks.some((tick) => tick.value === 0)).toBe(true)
        expect(drawn.ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

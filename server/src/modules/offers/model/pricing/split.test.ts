import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitMinor } from './split.ts'

const someWeights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), {
  minLength: 1,
  maxLength: 20,
})

test('OF25 parts are whole, add up, and are less than one from their share', () => {
  fc.assert(
    fc.property(someWeights, fc.double({ min: 0, max: 1, noNaN: true }), (weights, share) => {
      const sum = weights.reduce((one, two) => one + two, 0)
      fc.pre(sum > 0)
      const total = Math.floor(sum * share)
      const parts = splitMinor(total, weights)
      expect(parts.reduce((one, two) => one + two, 0)).toBe(total)
      parts.forEach((part, at) => {
        const weight = weights[at] ?? 0
        expect(part).toBeLessThanOrEqual(weight)
        expect(Math.abs(part - (total * weight) / sum)).toBeLessThan(1.001)
      })
    }),
  )
})

test('OF25 what cannot be shared evenly goes to the largest remainders, the first of equal ones', () => {
  expect([...splitMinor(100, [1, 1, 1])]).toEqual([34, 33, 33])
  expect([...splitMinor(10, [3, 3, 4])]).toEqual([3, 3, 4])
  expect([...splitMinor(11, [50, 30, 20])]).toEqual([6, 3, 2])
  expect([...splitMinor(0, [5, 5])]).toEqual([0, 0])
})

test('OF25 the fast way and the way for large amounts share alike', () => {
  const scale = 2 ** 40
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1 }), (weights) => {
      const sum = weights.reduce((one, two) => one + two, 0)
      fc.pre(sum > 0)
      // Weights all scaled alike mean the same shares, and products that no double holds.
      const large = weights.map((weight) => weight * scale)
      const total = Math.floor(sum / 3)
      expect(splitMinor(total, large)).toEqual(splitMinor(total, weights))
    }),
  )
})

/** Returns of parts: what others refunded wrongly. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnUnits, type Share, type SoldLine } from './returns.ts'

const soldLine: fc.Arbitrary<SoldLine> = fc
  .record({
    quantity: fc.integer({ min: 1, max: 9 }),
    unitMinor: fc.integer({ min: 0, max: 10_000 }),
    parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  })
  .map(({ quantity, unitMinor, parts }) => {
    let leftMinor = quantity * unitMinor
    const shares = parts.map((part, at): Share => {
      const discountMinor = Math.floor(leftMinor * part)
      leftMinor -= discountMinor
      return { offerId: `offer-${at}`, discountMinor }
    })
    const billMinor = quantity * unitMinor
    return { quantity, billMinor, shares, unitsReturned: 0, sharesReturned: [] }
  })

const add = (one: readonly Share[], two: readonly Share[]): readonly Share[] =>
  two.map(({ offerId, discountMinor }, at) => {
    return { offerId, discountMinor: discountMinor + (one[at]?.discountMinor ?? 0) }
  })

test('OF29 vendure#4811 vendure#2393 vendure#1795 in whatever parts a line comes back, all of it comes back and no more', () => {
  fc.assert(
    fc.property(soldLine, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), (sold, steps) => {
      let line = sold
      let refundMinor = 0
      for (const step of steps) {
        const units = Math.min(step, line.quantity - line.unitsReturned)
        if (units === 0) break
        const back = returnUnits(line, units)
        expect(back.refundMinor).toBeGreaterThanOrEqual(0)
        for (const share of back.shares) expect(share.discountMinor).toBeGreaterThanOrEqual(0)
        refundMinor += back.refundMinor
        const sharesReturned = add(line.sharesReturned, back.shares)
        line = { ...line, unitsReturned: line.unitsReturned + units, sharesReturned }
      }
      const discountMinor = sold.shares.reduce((sum, share) => sum + share.discountMinor, 0)
      expect(refundMinor).toBe(sold.billMinor - discountMinor)
      expect(line.sharesReturned).toEqual(sold.shares)
    }),
  )
})

test('OF29 vendure#890 solidus#512 a piece bears its part of the discount of its line', () => {
  const twoPlusOne: SoldLine = {
    quantity: 3,
    billMinor: 13_500,
    shares: [{ offerId: 'two-plus-one', discountMinor: 4_500 }],
    unitsReturned: 0,
    sharesReturned: [],
  }
  expect(returnUnits(twoPlusOne, 1)).toEqual({
    refundMinor: 3_000,
    shares: [{ offerId: 'two-plus-one', discountMinor: 1_500 }],
  })
})

test('OF29 more than was sold does not come back', () => {
  const line = { quantity: 1, billMinor: 10, shares: [], unitsReturned: 1, sharesReturned: [] }
  expect(() => returnUnits(line, 1)).toThrow('no more pieces')
})

/** What offers take off a bill, and the points that come back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { anOffer } from '../testing.ts'
import type { Benefit } from './offer.ts'
import { amountsOf } from './redemption.ts'

const noon = new Date('2026-04-15T12:00:00Z')

describe('what an offer promises', () => {
  const amountOff: Benefit = { kind: 'amount', amountOffMinor: 5_000 }
  const coffee: Benefit = { kind: 'item', itemName: '아메리카노', amountOffMinor: 4_500 }
  const biscuit: Benefit = { kind: 'item', itemName: '약과', amountOffMinor: null }
  const unbounded: Benefit = { kind: 'percent', percentOff: 50, discountMinorMax: null }

  test.each([
    ['OF6 rounds down', {}, 10_009, 1_000],
    ['OF5 stops at the cap', {}, 100_000, 3_000],
    ['OF5 takes half of any bill when there is no cap', { benefit: unbounded }, 90_001, 45_000],
    ['OF5 takes a fixed amount off', { benefit: amountOff }, 20_000, 5_000],
    ['OF5 takes no more than the bill off', { benefit: amountOff }, 4_999, 4_999],
    ['OF5 takes the price of a free item off', { benefit: coffee }, 20_000, 4_500],
    [
      'OF5 takes nothing off for what is handed over beside the bill',
      { benefit: biscuit },
      20_000,
      0,
    ],
    ['OF5 takes nothing off nothing', {}, 0, 0],
  ])('%s', (_name, change, billMinor, answer) => {
    expect(amountsOf(anOffer(change), billMinor, noon).discountMinor).toBe(answer)
  })

  const amount = fc.integer({ min: 0, max: AMOUNT_MINOR_MAX })
  const some = fc.integer({ min: 1, max: AMOUNT_MINOR_MAX })
  const benefit: fc.Arbitrary<Benefit> = fc.oneof(
    fc.record({
      kind: fc.constant('percent' as const),
      percentOff: fc.integer({ min: 1, max: 100 }),
      discountMinorMax: fc.option(some),
    }),
    fc.record({ kind: fc.constant('amount' as const), amountOffMinor: some }),
    fc.record({
      kind: fc.constant('item' as const),
      itemName: fc.constant('차'),
      amountOffMinor: fc.option(some),
    }),
  )

  test('OF5 is a whole amount between nothing and the bill and the cap, for any offer and any bill', () => {
    fc.assert(
      fc.property(benefit, amount, (promised, billMinor) => {
        const off = amountsOf(anOffer({ benefit: promised }), billMinor, noon).discountMinor
        const capMinor =
          promised.kind === 'percent' ? promised.discountMinorMax : promised.amountOffMinor
        const mostMinor = Math.min(billMinor, capMinor ?? billMinor)
        return Number.isInteger(off) && off >= 0 && off <= mostMinor
      }),
    )
  })

  test('OF13 discount and payment make the bill, and points are a whole share of the payment', () => {
    const percent = fc.integer({ min: 0, max: 50 })
    fc.assert(
      fc.property(benefit, percent, amount, (promised, pointsPercent, billMinor) => {
        const offer = anOffer({ benefit: promised, pointsPercent })
        const {
          discountMinor: offMinor,
          payMinor,
          pointsEarned: points,
        } = amountsOf(offer, billMinor, noon)
        const isWhole = Number.isInteger(points) && points >= 0 && points <= payMinor / 2
        return offMinor + payMinor === billMinor && isWhole
      }),
    )
  })

  test('OF6 a fraction of a point stays with the shop', () => {
    const pointsOn = (payMinor: number) =>
      amountsOf(anOffer({ benefit: biscuit, pointsPercent: 5 }), payMinor, noon).pointsEarned
    expect([pointsOn(19), pointsOn(20)]).toEqual([0, 1])
  })
})

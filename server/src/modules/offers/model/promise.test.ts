/** What offers take off a bill, and the points that come back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { anOffer, someTerms } from '../testing.ts'
import { flat, type Effect, type Off } from './pricing/effect.ts'
import type { Offer } from './offer.ts'
import { cartOfBill } from './pricing/cart.ts'
import { priceCart } from './pricing/price.ts'
import { best, nobodyAt } from './pricing/testing.ts'
import { candidateOf } from './promise.ts'
import { mostOff, plainTerms, type Terms } from './terms.ts'

const on = (offer: Offer, billMinor: number) =>
  priceCart(cartOfBill(billMinor), [candidateOf(offer, null)], best, nobodyAt)

describe('what an offer promises', () => {
  const order = (off: Off): Effect => ({ kind: 'order-discount', tiers: flat(off) })
  const free = (itemName: string, unitMinor: number): Effect => ({
    kind: 'free-item',
    item: { itemId: '', itemName, unitMinor },
    units: 1,
    mode: unitMinor === 0 ? 'added' : 'in-cart',
  })
  const amountOff = plainTerms(order({ kind: 'amount', amountOffMinor: 5_000 }))
  const coffee = plainTerms(free('아메리카노', 4_500))
  const biscuit = plainTerms(free('약과', 0))
  const unbounded = plainTerms(order({ kind: 'percent', percentOff: 50 }))
  const fixed = plainTerms(order({ kind: 'price', priceMinor: 9_900 }))

  test.each([
    ['OF6 rounds down', {}, 10_009, 1_000],
    ['OF5 stops at the cap', {}, 100_000, 3_000],
    ['OF5 takes half of any bill when there is no cap', { terms: unbounded }, 90_001, 45_000],
    ['OF5 takes a fixed amount off', { terms: amountOff }, 20_000, 5_000],
    ['OF5 takes no more than the bill off', { terms: amountOff }, 4_999, 4_999],
    ['OF5 takes the price of a free item off', { terms: coffee }, 20_000, 4_500],
    [
      'OF5 takes nothing off for what is handed over beside the bill',
      { terms: biscuit },
      20_000,
      0,
    ],
    ['OF5 makes the bill a fixed price', { terms: fixed }, 20_000, 10_100],
    ['OF5 does not raise a bill to a fixed price', { terms: fixed }, 9_000, 0],
    ['OF5 takes nothing off nothing', {}, 0, 0],
  ])('%s', (_name, change, billMinor, answer) => {
    expect(on(anOffer(change), billMinor).discountMinor).toBe(answer)
  })

  const amount = fc.integer({ min: 0, max: AMOUNT_MINOR_MAX })
  const some = fc.integer({ min: 1, max: AMOUNT_MINOR_MAX })
  const effect: fc.Arbitrary<Effect> = fc.oneof(
    fc.integer({ min: 1, max: 100 }).map((percentOff) => order({ kind: 'percent', percentOff })),
    some.map((amountOffMinor) => order({ kind: 'amount', amountOffMinor })),
    fc.option(some).map((unitMinor) => free('차', unitMinor ?? 0)),
  )
  const terms: fc.Arbitrary<Terms> = fc
    .record({
      effects: fc.array(effect, { minLength: 1, maxLength: 3 }),
      capMinor: fc.option(some),
    })
    .map(({ effects, capMinor }) => someTerms({ effects, discountMinorMax: capMinor }))

  test('OF5 is a whole amount between nothing and the bill and the cap, for any offer and any bill', () => {
    fc.assert(
      fc.property(terms, amount, (promised, billMinor) => {
        const off = on(anOffer({ terms: promised }), billMinor).discountMinor
        const mostMinor = Math.min(billMinor, mostOff(promised) ?? billMinor)
        return Number.isInteger(off) && off >= 0 && off <= mostMinor
      }),
    )
  })

  test('OF13 discount and payment make the bill, and points are a whole share of the payment', () => {
    const percent = fc.integer({ min: 1, max: 50 })
    fc.assert(
      fc.property(terms, percent, amount, (promised, pointsPercent, billMinor) => {
        const points: Effect = { kind: 'points-percent', percent: pointsPercent }
        const offer = anOffer({ terms: { ...promised, effects: [...promised.effects, points] } })
        const { discountMinor: offMinor, payMinor, points: earned } = on(offer, billMinor)
        const isWhole = Number.isInteger(earned) && earned >= 0 && earned <= payMinor / 2
        return offMinor + payMinor === billMinor && isWhole
      }),
    )
  })

  test('OF6 a fraction of a point stays with the shop', () => {
    const percent: Effect = { kind: 'points-percent', percent: 5 }
    const withPoints = { ...biscuit, effects: [...biscuit.effects, percent] }
    const pointsOn = (payMinor: number) => on(anOffer({ terms: withPoints }), payMinor).points
    expect([pointsOn(19), pointsOn(20)]).toEqual([0, 1])
  })
})

/** What offers take off, when they are open, and how they may change. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { testId } from '../../../kernel/testing.ts'
import { anOffer, anUntouchedOffer } from '../testing.ts'
import {
  closedAs,
  discountMinor,
  expiryOf,
  nextOfferStates,
  objectionToChange,
  objectionToOffer,
  pointsEarned,
  type Benefit,
  type Offer,
  type OfferState,
} from './offer.ts'
import { amountsOf } from './redemption.ts'

const noon = new Date('2026-04-15T12:00:00Z')

describe('discountMinor', () => {
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
    expect(discountMinor(anOffer(change), billMinor)).toBe(answer)
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
        const off = discountMinor(anOffer({ benefit: promised }), billMinor)
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
        } = amountsOf(offer, billMinor)
        const isWhole = Number.isInteger(points) && points >= 0 && points <= payMinor / 2
        return offMinor + payMinor === billMinor && isWhole
      }),
    )
  })

  test('OF6 a fraction of a point stays with the shop', () => {
    expect(pointsEarned(anOffer({ pointsPercent: 5 }), 19)).toBe(0)
    expect(pointsEarned(anOffer({ pointsPercent: 5 }), 20)).toBe(1)
  })
})

describe('the window of an offer', () => {
  test.each([
    ['OF3 before the start', '2026-03-31T23:59:59.999Z', 'offer.not-started'],
    ['OF3 the first instant', '2026-04-01T00:00:00.000Z', null],
    ['OF3 the last instant', '2026-04-30T23:59:59.999Z', null],
    ['OF3 the end itself', '2026-05-01T00:00:00.000Z', 'offer.ended'],
  ])('%s', (_name, at, answer) => {
    expect(closedAs(anOffer(), new Date(at))).toBe(answer)
  })

  test.each([
    ['OF3 a draft is not open', 'draft', 'offer.draft'],
    ['OF3 a paused offer is not open', 'paused', 'offer.paused'],
    ['OF3 an ended offer is not open', 'ended', 'offer.ended'],
    ['OF3 an open offer is open', 'open', null],
  ] as const)('%s', (_name, state, answer) => {
    expect(closedAs(anOffer({ state }), noon)).toBe(answer)
  })

  test('OF3 an offer that ends before it starts, or in the past, is not made', () => {
    expect(objectionToOffer(anOffer({ endsAt: anOffer().startsAt }), noon)).toBe(
      'offer.window-empty',
    )
    expect(objectionToOffer(anOffer({ endsAt: noon }), noon)).toBe('offer.window-empty')
    expect(objectionToOffer(anOffer(), noon)).toBeNull()
  })

  test('OF10 a coupon runs out after its days, and with its offer at the latest', () => {
    expect(expiryOf(anOffer(), noon)).toEqual(new Date('2026-05-01T00:00:00Z'))
    expect(expiryOf(anOffer({ validDays: 7 }), noon)).toEqual(new Date('2026-04-22T12:00:00Z'))
    expect(expiryOf(anOffer({ validDays: 30 }), noon)).toEqual(new Date('2026-05-01T00:00:00Z'))
  })
})

describe('changing an offer', () => {
  const states: readonly OfferState[] = ['draft', 'open', 'paused', 'ended']
  const pairs = states.flatMap((from) => states.map((to) => [from, to] as const))

  test.each(pairs)('OF19 from %s to %s only if the table says so', (from, to) => {
    const before = anUntouchedOffer({ state: from })
    const isAllowed = from === to || nextOfferStates[from].includes(to)
    expect(objectionToChange(before, { ...before, state: to }, noon) === null).toBe(isAllowed)
  })

  const worse: readonly (readonly [string, Partial<Offer>])[] = [
    ['less off', { benefit: { kind: 'percent', percentOff: 5, discountMinorMax: 3_000 } }],
    ['a higher minimum', { billMinorMin: 20_000 }],
    ['fewer places', { placeIds: [testId('place')] }],
    ['a later start', { startsAt: new Date('2026-04-20T00:00:00Z') }],
    ['an earlier end', { endsAt: new Date('2026-04-20T00:00:00Z') }],
    ['fewer points', { pointsPercent: 4 }],
    ['fewer for each', { couponsPerPersonMax: 1 }],
  ]
  const two = { couponsPerPersonMax: 2 }

  test.each(worse)(
    'OF19 with coupons out, %s is refused; before that it is fine',
    (_name, change) => {
      const out = anUntouchedOffer({ ...two, granted: 1 })
      expect(objectionToChange(out, { ...out, ...change }, noon)).toBe('offer.promised')
      const untouched = anUntouchedOffer(two)
      expect(objectionToChange(untouched, { ...untouched, ...change }, noon)).toBeNull()
    },
  )

  test.each([
    ['couponsMax', { couponsMax: 9 }, 'offer.cap-below-count'],
    ['couponsMax', { couponsMax: 10 }, null],
    ['couponsPerDayMax', { couponsPerDayMax: 4 }, 'offer.cap-below-count'],
    ['couponsPerDayMax', { couponsPerDayMax: 5 }, null],
    ['redemptionsMax', { redemptionsMax: 2 }, 'offer.cap-below-count'],
    ['redemptionsMax', { redemptionsMax: 3 }, null],
  ])('OF19 %s does not fall below what is out: %j', (_name, change, answer) => {
    const before = anUntouchedOffer({ granted: 10, grantedOnDay: 5, redeemed: 3 })
    expect(objectionToChange(before, { ...before, ...change }, noon)).toBe(answer)
  })

  test('OF19 an offer that has run out can still be ended', () => {
    const before = anUntouchedOffer({ granted: 1 })
    const after = { ...before, state: 'ended' as const }
    expect(objectionToChange(before, after, new Date('2026-06-01T00:00:00Z'))).toBeNull()
  })
})

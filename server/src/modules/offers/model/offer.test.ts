/** When offers are open, and how they may change. */
import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { anOffer, anUntouchedOffer, someTerms } from '../testing.ts'
import {
  closedAs,
  expiryOf,
  nextOfferStates,
  objectionToChange,
  objectionToOffer,
  type Offer,
  type OfferState,
} from './offer.ts'

const noon = new Date('2026-04-15T12:00:00Z')

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

  const fridays = { kind: 'weekdays', weekdays: [5], isNot: false } as const
  const worse: readonly (readonly [string, Partial<Offer>])[] = [
    ['less off', { terms: someTerms({ discountMinorMax: 2_000 }) }],
    ['a higher minimum', { terms: someTerms({ billMinorMin: 20_000 }) }],
    ['one more condition', { terms: someTerms({ conditions: [[fridays]] }) }],
    ['fewer places', { placeIds: [testId('place')] }],
    ['a later start', { startsAt: new Date('2026-04-20T00:00:00Z') }],
    ['an earlier end', { endsAt: new Date('2026-04-20T00:00:00Z') }],
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

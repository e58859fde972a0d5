/** The rules of offers, without a database. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AMOUNT_MINOR_MAX } from '../../kernel/money.ts'
import { testId } from '../../kernel/testing.ts'
import {
  codeText,
  HALF_CODE_VALUES,
  parseCode,
  qrText,
  SHARERS_MAX,
  stepAt,
  stepEnd,
  stepOf,
  STEPS_BESIDE,
  STEPS_REMEMBERED,
} from './model/code.ts'
import { holderKey, judgeGrants, type Grant, type Known } from './model/grant.ts'
import {
  closedAs,
  discountMinor,
  expiryOf,
  nextOfferStates,
  objectionToChange,
  objectionToOffer,
  pointsEarned,
  type Benefit,
  type Counts,
  type Offer,
  type OfferState,
} from './model/offer.ts'
import {
  amountsOf,
  couponState,
  detailsOf,
  maskedName,
  objectionTo,
  type Attempt,
} from './model/redemption.ts'
import { offerRefusals } from './model/refusals.ts'
import { aCoupon, aGrant, anAttempt, anOffer, anUntouchedOffer } from './testing.ts'

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
    ['OF5 takes nothing off for what is handed over beside the bill', { benefit: biscuit }, 20_000, 0],
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
        const capMinor = promised.kind === 'percent' ? promised.discountMinorMax : promised.amountOffMinor
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
        const { discountMinor: offMinor, payMinor, pointsEarned: points } = amountsOf(offer, billMinor)
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
    expect(objectionToOffer(anOffer({ endsAt: anOffer().startsAt }), noon)).toBe('offer.window-empty')
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

  test.each(worse)('OF19 with coupons out, %s is refused; before that it is fine', (_name, change) => {
    const out = anUntouchedOffer({ ...two, granted: 1 })
    expect(objectionToChange(out, { ...out, ...change }, noon)).toBe('offer.promised')
    const untouched = anUntouchedOffer(two)
    expect(objectionToChange(untouched, { ...untouched, ...change }, noon)).toBeNull()
  })

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

describe('judgeGrants', () => {
  const knownOf = (offer: Offer & Counts, more: Partial<Known> = {}): Known => {
    return { offers: new Map([[offer.id, offer]]), turns: new Map(), coupons: new Map(), ...more }
  }
  const answers = (known: Known, grants: readonly Grant[], at = noon) =>
    judgeGrants(known, grants, at).map((it) => (it.kind === 'refused' ? it.code : it.kind))
  const people = (count: number) => Array.from({ length: count }, (_, at) => aGrant({ number: at + 1 }))

  test('OF7 of three who ask for two coupons, the third goes without', () => {
    const known = knownOf(anUntouchedOffer({ couponsMax: 2 }))
    expect(answers(known, people(3))).toEqual(['granted', 'granted', 'offer.exhausted'])
  })

  test('OF7 the coupons of a day are counted by the clock of the market', () => {
    const today = { couponsPerDayMax: 2, grantedDay: '2026-04-15', grantedOnDay: 1, granted: 1 }
    const known = knownOf(anUntouchedOffer(today))
    expect(answers(known, people(2))).toEqual(['granted', 'offer.day-exhausted'])
    // Midnight in Seoul is 15:00 UTC.
    expect(answers(known, people(2), new Date('2026-04-15T14:59:59Z'))[1]).toBe('offer.day-exhausted')
    expect(answers(known, people(2), new Date('2026-04-15T15:00:00Z'))).toEqual(['granted', 'granted'])
  })

  test('OF8 nobody gets more than one person may have', () => {
    const known = knownOf(anUntouchedOffer({ couponsPerPersonMax: 2 }))
    const again = [1, 2, 3].map((number) => aGrant({ number, personId: testId('person') }))
    expect(answers(known, again)).toEqual(['granted', 'granted', 'coupon.person-limit'])
  })

  test('OF8 the turn of a cancelled coupon is given again', () => {
    const turns = new Map([[holderKey(testId('offer'), testId('person')), [1, 3]]])
    const known = knownOf(anUntouchedOffer({ couponsPerPersonMax: 3, granted: 2 }), { turns })
    expect(judgeGrants(known, [aGrant()], noon)).toMatchObject([{ kind: 'granted', turn: 2 }])
  })

  test('OF8 who has one is told so, even when there are none left', () => {
    const turns = new Map([[holderKey(testId('offer'), testId('person')), [1]]])
    const known = knownOf(anUntouchedOffer({ couponsMax: 1, granted: 1 }), { turns })
    expect(answers(known, [aGrant()])).toEqual(['coupon.person-limit'])
  })

  test('OF9 the same grant twice is one coupon; the id of another coupon is refused', () => {
    const known = knownOf(anUntouchedOffer({ couponsMax: 2 }))
    const stolen = aGrant({ number: 1, personId: testId('person', 2) })
    expect(answers(known, [aGrant(), aGrant(), stolen, aGrant({ number: 3 })])).toEqual([
      'granted',
      'repeated',
      'coupon.id-taken',
      'granted',
    ])
  })

  test('OF9 a repeat is answered even when the offer has ended since', () => {
    const coupons = new Map([[testId('coupon'), { ...aGrant(), expiresAt: noon }]])
    const known = knownOf(anUntouchedOffer({ state: 'ended' }), { coupons })
    expect(answers(known, [aGrant()])).toEqual(['repeated'])
  })

  test('OF16 each grant is answered in its place', () => {
    const known = knownOf(anUntouchedOffer())
    const lost = aGrant({ number: 2, offerId: testId('offer', 2) })
    expect(answers(known, [lost, aGrant()])).toEqual(['offer.unknown', 'granted'])
  })

  test('OF17 an offer that is not public is granted by campaigns and staff only', () => {
    const known = knownOf(anUntouchedOffer({ isPublic: false }))
    const campaignId = testId('campaign')
    expect(answers(known, [aGrant()])).toEqual(['offer.not-public'])
    expect(answers(known, [aGrant({ source: { kind: 'staff' } })])).toEqual(['granted'])
    const source = { kind: 'campaign', campaignId, decisionId: null } as const
    expect(answers(known, [aGrant({ source })])).toEqual(['granted'])
  })

  test('OF7 OF8 no row of grants goes over a cap, whoever asks how often', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 6 }))
    const wish = fc.record({
      number: fc.integer({ min: 1, max: 40 }),
      person: fc.integer({ min: 1, max: 4 }),
    })
    fc.assert(
      fc.property(limit, limit, fc.integer({ min: 1, max: 3 }), fc.array(wish), (all, day, each, wishes) => {
        const caps = { couponsMax: all, couponsPerDayMax: day, couponsPerPersonMax: each }
        const grants = wishes.map(({ number, person }) =>
          aGrant({ number, personId: testId('person', person) }),
        )
        const outcomes = judgeGrants(knownOf(anUntouchedOffer(caps)), grants, noon)
        const granted = grants.filter((_grant, at) => outcomes[at]?.kind === 'granted')
        const perPerson = Map.groupBy(granted, (grant) => grant.personId)
        return (
          granted.length <= Math.min(all ?? Infinity, day ?? Infinity) &&
          [...perPerson.values()].every((own) => own.length <= each)
        )
      }),
    )
  })
})

describe('objectionTo', () => {
  const other = testId('place', 2)
  const offer = (change: Partial<Offer & Counts>): Partial<Attempt> => ({
    offer: anUntouchedOffer({ granted: 1, ...change }),
  })
  const coupon = (change: Partial<Attempt['coupon']>) => ({ coupon: aCoupon(change) })

  test.each<readonly [string, Partial<Attempt>, string | null]>([
    ['OF20 nothing is wrong', {}, null],
    ['OF1 another shop', { place: { id: other, merchantId: testId('merchant', 2) } }, 'coupon.other-merchant'],
    ['OF1 another branch', offer({ placeIds: [other] }), 'coupon.other-place'],
    ['OF1 the right branch', offer({ placeIds: [testId('place')] }), null],
    ['OF2 a used coupon', coupon({ redeemedAt: noon }), 'coupon.redeemed'],
    ['OF3 before the start', { at: new Date('2026-03-31T23:59:59.999Z') }, 'offer.not-started'],
    ['OF3 the end itself', { at: new Date('2026-05-01T00:00:00Z') }, 'offer.ended'],
    ['OF3 a paused offer', offer({ state: 'paused' }), 'offer.paused'],
    ['OF3 an offer that was ended', offer({ state: 'ended' }), 'offer.ended'],
    ['OF3 an offer that went back to draft', offer({ state: 'draft' }), 'offer.draft'],
    ['OF4 the smallest bill', { billMinor: 10_000 }, null],
    ['OF4 one unit less', { billMinor: 9_999 }, 'offer.bill-too-small'],
    ['OF4 no bill yet', { billMinor: null }, null],
    ['OF8 a coupon that was called back', coupon({ cancelledAt: noon }), 'coupon.cancelled'],
    ['OF10 the instant it runs out', coupon({ expiresAt: noon }), 'coupon.expired'],
    ['OF10 just before', coupon({ expiresAt: new Date(noon.getTime() + 1) }), null],
    ['OF11 the code of the last use', coupon({ stepUsed: 59_208_480 }), 'code.used'],
    ['OF11 the code after it', coupon({ stepUsed: 59_208_479 }), null],
    ['OF15 the last redemption', offer({ redemptionsMax: 2, redeemed: 1 }), null],
    ['OF15 one more', offer({ redemptionsMax: 2, redeemed: 2 }), 'offer.redemptions-exhausted'],
  ])('%s', (_name, change, answer) => {
    expect(objectionTo(anAttempt(change))).toBe(answer)
  })

  test('OF20 every refusal says what to do, or that there is no such thing', () => {
    for (const [code, refusal] of Object.entries(offerRefusals)) {
      expect('todo' in refusal || refusal.kind === 'not-found', code).toBe(true)
    }
  })

  test('OF20 a refusal brings the figures that explain it', () => {
    const short = anAttempt({ billMinor: 9_000 })
    expect(detailsOf('offer.bill-too-small', short)).toEqual({ billMinorMin: 10_000, missingMinor: 1_000 })
    const used = anAttempt(coupon({ redeemedAt: noon }))
    expect(detailsOf('coupon.redeemed', used)).toEqual({ redeemedAt: noon.toISOString() })
    expect(detailsOf('offer.paused', used)).toEqual({})
  })

  test('OF21 the wallet says what became of a coupon', () => {
    expect(couponState(aCoupon(), anOffer(), noon)).toBe('active')
    expect(couponState(aCoupon({ redeemedAt: noon }), anOffer({ state: 'ended' }), noon)).toBe('redeemed')
    expect(couponState(aCoupon({ cancelledAt: noon }), anOffer(), noon)).toBe('cancelled')
    expect(couponState(aCoupon({ expiresAt: noon }), anOffer(), noon)).toBe('expired')
    expect(couponState(aCoupon(), anOffer({ state: 'ended' }), noon)).toBe('cancelled')
  })

  test.each([
    ['김민수', '김*수'],
    ['남궁민수', '남**수'],
    ['이산', '이*'],
    ['Jonathan Kim', 'J***'],
    ['금', '금'],
    ['', '*'],
  ])('OF21 the counter sees %s as %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked)
  })
})

describe('codes', () => {
  const half = fc.integer({ min: 0, max: HALF_CODE_VALUES - 1 })

  test('OF11 every code reads back, scanned or typed, in any case and spacing', () => {
    fc.assert(
      fc.property(half, half, (handle, number) => {
        const text = codeText({ handle, number })
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
        const typed = `${text.slice(0, 5)}-${text.slice(5)} `.toLowerCase()
        for (const form of [text, typed, qrText({ handle, number }), ` golmok:${typed}`]) {
          expect(parseCode(form)).toEqual({ handle, number })
        }
      }),
    )
  })

  test('OF11 letters that look like digits are taken for them', () => {
    expect(parseCode('OoIiLl0000')).toEqual(parseCode('0011110000'))
  })

  test.each(['', 'GOLMOK:', '12345', '12345678901', 'ABCDE-FGHJU', 'https://example.com/', '한글코드열글자입니다요'])(
    'OF20 %j is no code',
    (text) => {
      expect(parseCode(text)).toBeNull()
    },
  )

  test('OF11 a step lasts thirty seconds, from its first instant until just before the next', () => {
    const step = stepAt(noon)
    expect(stepEnd(step)).toEqual(new Date(noon.getTime() + 30_000))
    expect(stepAt(new Date(noon.getTime() + 29_999))).toBe(step)
    expect(stepAt(new Date(noon.getTime() + 30_000))).toBe(step + 1)
  })

  test.each([
    [0, { step: 1_000, isFresh: true }],
    [-1, { step: 999, isFresh: true }],
    [1, { step: 1_001, isFresh: true }],
    [-2, { step: 998, isFresh: false }],
    [-STEPS_REMEMBERED, { step: 1_000 - STEPS_REMEMBERED, isFresh: false }],
    [-STEPS_REMEMBERED - 1, null],
    [2, null],
  ])('OF11 a code of %i steps away is fresh, old or nothing', (away, answer) => {
    expect(stepOf(1_000 + away, 1_000, (step) => step)).toEqual(answer)
  })

  test('OF12 a guess at a known handle opens a coupon once in a million tries at most', () => {
    const chance = ((2 * STEPS_BESIDE + 1) * SHARERS_MAX) / HALF_CODE_VALUES
    expect(chance).toBeLessThan(1e-6)
  })
})

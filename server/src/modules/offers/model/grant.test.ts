/** Who gets a coupon, judged without a database. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { aGrant, anUntouchedOffer } from '../testing.ts'
import { holderKey, judgeGrants, type Grant, type Known } from './grant.ts'
import type { Counts, Offer } from './offer.ts'

const noon = new Date('2026-04-15T12:00:00Z')

describe('judgeGrants', () => {
  const knownOf = (offer: Offer & Counts, more: Partial<Known> = {}): Known => {
    const nothing = { turns: new Map(), coupons: new Map(), used: new Map(), phoneKeys: new Map() }
    return { offers: new Map([[offer.id, offer]]), ...nothing, ...more }
  }
  const answers = (known: Known, grants: readonly Grant[], at = noon) =>
    judgeGrants(known, grants, at).map((it) => (it.kind === 'refused' ? it.code : it.kind))
  const people = (count: number) =>
    Array.from({ length: count }, (_, at) => aGrant({ number: at + 1 }))

  test('OF7 of three who ask for two coupons, the third goes without', () => {
    const known = knownOf(anUntouchedOffer({ couponsMax: 2 }))
    expect(answers(known, people(3))).toEqual(['granted', 'granted', 'offer.exhausted'])
  })

  test('OF7 the coupons of a day are counted by the clock of the market', () => {
    const today = { couponsPerDayMax: 2, grantedDay: '2026-04-15', grantedOnDay: 1, granted: 1 }
    const known = knownOf(anUntouchedOffer(today))
    expect(answers(known, people(2))).toEqual(['granted', 'offer.day-exhausted'])
    // Midnight in Seoul is 15:00 UTC.
    expect(answers(known, people(2), new Date('2026-04-15T14:59:59Z'))[1]).toBe(
      'offer.day-exhausted',
    )
    expect(answers(known, people(2), new Date('2026-04-15T15:00:00Z'))).toEqual([
      'granted',
      'granted',
    ])
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
      fc.property(
        limit,
        limit,
        fc.integer({ min: 1, max: 3 }),
        fc.array(wish),
        (all, day, each, wishes) => {
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
        },
      ),
    )
  })
})

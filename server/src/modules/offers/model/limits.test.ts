/** OF45: limits, whom they count, and when they begin anew. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  keyOf,
  moneyLeft,
  nothingTaken,
  objectionToLimits,
  objectionToTaking,
  periodStart,
  takingOf,
  tallyText,
  type Limit,
  type Whose,
} from './limits.ts'

const noon = new Date('2026-11-19T03:00:00Z')
const whose: Whose = {
  offerId: 'o',
  campaignId: 'c',
  placeId: 'p',
  personId: 'me',
  phoneKey: 'my phone',
}
const limit = (change: Partial<Limit> = {}): Limit => ({
  counts: 'redemptions',
  per: 'person',
  period: 'day',
  max: 2,
  ...change,
})
const once = { ...nothingTaken, redemptions: 1 }
const usedBy = (limits: readonly Limit[], used: number, at = noon) =>
  new Map(
    limits.map((it) => {
      const key = keyOf(it, whose, at)
      return [key === null || key === 'unknown' ? '' : tallyText(key), used]
    }),
  )

describe('OF45 a period', () => {
  // 2026-11-19 is a Thursday; Seoul is nine hours ahead.
  test.each([
    ['day', '2026-11-19T14:59:59Z', '2026-11-19'],
    ['day', '2026-11-19T15:00:00Z', '2026-11-20'],
    ['week', '2026-11-19T03:00:00Z', '2026-11-16'],
    ['week', '2026-11-22T14:59:59Z', '2026-11-16'],
    ['week', '2026-11-22T15:00:00Z', '2026-11-23'],
    ['month', '2026-11-30T14:59:59Z', '2026-11-01'],
    ['month', '2026-11-30T15:00:00Z', '2026-12-01'],
    ['month', '2026-12-31T15:00:00Z', '2027-01-01'],
    ['week', '2027-01-01T03:00:00Z', '2026-12-28'],
    ['total', '2026-11-19T03:00:00Z', '0001-01-01'],
  ] as const)('%s at %s begins on %s', (period, at, since) => {
    expect(periodStart(period, new Date(at))).toBe(since)
  })
})

describe('OF45 a limit', () => {
  test('is kept to the last one', () => {
    const limits = [limit()]
    const after = (used: number) =>
      objectionToTaking(limits, whose, once, usedBy(limits, used), noon)
    expect(after(1)).toBeNull()
    expect(after(2)).toEqual({ limit: limits[0], because: 'spent' })
  })

  test('begins anew with its period', () => {
    const limits = [limit()]
    const used = usedBy(limits, 2)
    const tomorrow = new Date('2026-11-20T03:00:00Z')
    expect(objectionToTaking(limits, whose, once, used, tomorrow)).toBeNull()
  })

  test('medusa#3700 of each phone refuses whoever has none, since they cannot be counted', () => {
    const limits = [limit({ per: 'phone' })]
    const nobody = { ...whose, phoneKey: null }
    expect(objectionToTaking(limits, nobody, once, new Map(), noon)).toMatchObject({
      because: 'unknown',
    })
  })

  test('of each campaign leaves coupons without one alone', () => {
    const limits = [limit({ per: 'campaign', max: 1 })]
    const claimed = { ...whose, campaignId: null }
    expect(objectionToTaking(limits, claimed, once, new Map(), noon)).toBeNull()
    expect(takingOf(limits, claimed, once, noon)).toEqual([])
  })

  test('of money leaves what is left of it', () => {
    const limits = [
      limit({ counts: 'discount', per: 'offer', period: 'month', max: 10_000 }),
      limit({ counts: 'discount', per: 'place', period: 'day', max: 3_000 }),
    ]
    const [monthly] = limits
    const used = monthly ? usedBy([monthly], 8_500) : new Map()
    expect(moneyLeft(limits, whose, used, noon)).toBe(1_500)
    expect(moneyLeft([limit()], whose, used, noon)).toBeNull()
    expect(
      moneyLeft(
        [limit({ counts: 'discount', per: 'phone' })],
        { ...whose, phoneKey: null },
        used,
        noon,
      ),
    ).toBe(0)
  })

  test('is not set twice, nor where the offer has a field for it, nor in vain', () => {
    expect(objectionToLimits([limit(), limit({ max: 5 })])).toBe('offer.limits-twice')
    expect(objectionToLimits([limit({ per: 'offer', period: 'total' })])).toBe('offer.limits-twice')
    expect(objectionToLimits([limit({ counts: 'coupons', period: 'total' })])).toBe(
      'offer.limits-twice',
    )
    expect(objectionToLimits([limit({ counts: 'coupons', per: 'place' })])).toBe('offer.limit-vain')
    expect(objectionToLimits([limit(), limit({ period: 'week' })])).toBeNull()
  })

  test('whatever is taken in a row, none is ever over its limit, and what fits is let through', () => {
    const someLimit = fc.record<Limit>({
      counts: fc.constantFrom('redemptions', 'discount', 'points'),
      per: fc.constantFrom('offer', 'place', 'person'),
      period: fc.constantFrom('total', 'day', 'week', 'month'),
      max: fc.integer({ min: 1, max: 20 }),
    })
    const use = fc.record({
      person: fc.constantFrom('me', 'you'),
      day: fc.integer({ min: 0, max: 40 }),
      discountMinor: fc.integer({ min: 0, max: 9 }),
      points: fc.integer({ min: 0, max: 9 }),
    })
    fc.assert(
      fc.property(
        fc.array(someLimit, { maxLength: 4 }),
        fc.array(use, { maxLength: 30 }),
        (limits, uses) => {
          const used = new Map<string, number>()
          for (const { person, day, discountMinor, points } of uses) {
            const at = new Date(noon.getTime() + day * 86_400_000)
            const of = { ...whose, personId: person }
            const taken = { coupons: 0, redemptions: 1, discountMinor, points, giftMinor: 0 }
            const fits = takingOf(limits, of, taken, at).every(
              (it) => (used.get(tallyText(it)) ?? 0) + it.used <= it.max,
            )
            expect(objectionToTaking(limits, of, taken, used, at) === null).toBe(fits)
            if (!fits) continue
            for (const it of takingOf(limits, of, taken, at)) {
              used.set(tallyText(it), (used.get(tallyText(it)) ?? 0) + it.used)
            }
          }
        },
      ),
    )
  })
})

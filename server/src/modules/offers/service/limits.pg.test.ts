/** Limits and offers for everybody, on a real database. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { createPerson } from '../../people/service.ts'
import type { Limit } from '../model/limits.ts'
import { cancelCoupons } from './grants.ts'
import { aGrant } from '../testing.ts'
import { openStreet, openTill, percent, stacked } from './testing.ts'

const street = await openStreet()
const { inWork, reset, open, grant, brokenInvariants, setClock, db } = street
const { make, quote, openTwo, crowd } = openTill(street)
beforeEach(reset)

describe('OF49 an offer for everybody', () => {
  const automatic = { isAutomatic: true, isPublic: false }

  test('counts without a coupon, and beside one that goes with it', async () => {
    await open({ id: testId('offer', 3), terms: stacked([percent(10)]), ...automatic })
    const { bill, holderName } = await make([])
    expect(bill).toMatchObject({ discountMinor: 2_200, personId: null, points: 0 })
    expect(holderName).toBeNull()
    const codes = await openTwo()
    const both = await make(codes.slice(0, 1), { number: 2 })
    expect(both.bill.discountMinor).toBe(6_700)
    expect(await brokenInvariants()).toEqual([])
  })

  test('has no coupons', async () => {
    await expect(open({ isAutomatic: true, isPublic: true })).rejects.toMatchObject({
      code: 'offer.automatic',
    })
    await open({ ...automatic })
    expect(await grant(aGrant({ source: { kind: 'staff' } }))).toMatchObject([
      { kind: 'refused', code: 'offer.automatic' },
    ])
  })

  test('vendure#4353 vendure#4405 keeps to its limits like any other', async () => {
    const once: Limit = { counts: 'redemptions', per: 'offer', period: 'day', max: 2 }
    await open({
      id: testId('offer', 3),
      terms: stacked([percent(10)]),
      ...automatic,
      limits: [once],
    })
    for (const number of [1, 2]) {
      expect((await make([], { number })).bill.discountMinor).toBe(2_200)
    }
    expect((await make([], { number: 3 })).bill.discountMinor).toBe(0)
    setClock(new Date('2026-04-15T15:00:00Z'))
    expect((await make([], { number: 4 })).bill.discountMinor).toBe(2_200)
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('OF45 limits', () => {
  const budget = (max: number, change: Partial<Limit> = {}): Limit => ({
    counts: 'discount',
    per: 'offer',
    period: 'total',
    max,
    ...change,
  })

  test('vendure#4660 of many tills that use up a budget at once, none goes over', async () => {
    // Each use takes 2,200; ten fit.
    await open({ id: testId('offer', 1), terms: stacked([percent(10)]), limits: [budget(23_000)] })
    const codes = await crowd(24)
    const answers = await Promise.allSettled(
      codes.map((code, at) => make([code], { number: at + 1 })),
    )
    const lost = answers.flatMap((it) =>
      it.status === 'rejected' ? [(it.reason as { code: string }).code] : [],
    )
    expect(answers.length - lost.length).toBe(10)
    expect(new Set(lost)).toEqual(new Set(['offer.limit-spent']))
    expect(await street.rows('offers.tally')).toMatchObject([{ used: 22_000, max: 23_000 }])
    expect(await brokenInvariants()).toEqual([])
  })

  test('the database itself refuses what goes over a limit', async () => {
    await open({ id: testId('offer', 1), terms: stacked([percent(10)]), limits: [budget(5_000)] })
    await make([(await crowd(1))[0] ?? ''])
    const over = sql`update offers.tally set used = 5001`.execute(db)
    await expect(over).rejects.toThrow('tally_within_limit')
  })

  test('medusa#13451 medusa#13760 Sylius#6167 for each phone outlive the account', async () => {
    const perPhone: Limit = { counts: 'coupons', per: 'phone', period: 'total', max: 1 }
    await open({ id: testId('offer', 1), limits: [perPhone], couponsPerPersonMax: 5 })
    const phone = '+821012345678'
    const grantTo = async (number: number) => {
      const [outcome] = await grant(aGrant({ number, offerId: testId('offer', 1) }))
      return outcome?.kind === 'refused' ? outcome.code : outcome?.kind
    }
    expect(await grantTo(1)).toBe('granted')
    // The number moves on to a fresh account.
    await sql`update people.account set phone = '+821099999999'`.execute(db)
    await inWork(theSystem, (work) =>
      createPerson(work, {
        id: testId('person', 2),
        name: '새 계정',
        email: null,
        phone,
        passwordHash: null,
        locale: 'ko',
      }),
    )
    expect(await grantTo(2)).toBe('offer.limit-spent')
    expect(await grantTo(3)).toBe('offer.limit-unknown')
    // A coupon that is called back makes room again, once.
    await inWork(theSystem, (work) => cancelCoupons(work, [testId('coupon', 1)]))
    await inWork(theSystem, (work) => cancelCoupons(work, [testId('coupon', 1)]))
    expect(await grantTo(2)).toBe('granted')
    expect(await brokenInvariants()).toEqual([])
  })

  test('vendure#2330 a limit on points leaves out the offer that would break it', async () => {
    const fewPoints: Limit = { counts: 'points', per: 'person', period: 'month', max: 700 }
    const codes = await openTwo({ limits: [fewPoints] })
    const quoted = await quote(codes)
    expect(quoted.considered.map(({ reason }) => reason?.code ?? null)).toEqual([
      null,
      'offer.limit-spent',
    ])
    expect(quoted.priced).toMatchObject({ discountMinor: 5_000, points: 0 })
  })
})

/** Bills on a real database: stacked, held, paid, returned, raced for. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../../../kernel/id.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { pointsAt } from '../../loyalty/model/accounts.ts'
import { spend } from '../../ledger/service.ts'
import { writeProgramme } from '../../loyalty/service/programme.ts'
import { aProgramme } from '../../loyalty/testing.ts'
import type { Limit } from '../model/limits.ts'
import type { Effect } from '../model/pricing/effect.ts'
import { defaultPolicy } from '../store/policy.ts'
import { aGrant, someTerms } from '../testing.ts'
import { expireBills, payBill, releaseBill } from './bills.ts'
import { returnBill } from './returns.ts'
import {
  cart,
  merchantId,
  noon,
  openStreet,
  openTill,
  owner,
  percent,
  stacked,
  staff,
  till,
} from './testing.ts'
import { offerPolicy, setOfferPolicy } from './policy.ts'
import type { Whereabouts } from './whereabouts.ts'

const street = await openStreet()
const { inWork, reset, open, grant, codeNow, points, facts, brokenInvariants, setClock } = street
const { make, quote, takeBack, openTwo, crowd } = openTill(street)
beforeEach(reset)

describe('OF46 a bill with several offers', () => {
  test('keeps what each took off each line, and gives points on what is paid', async () => {
    const codes = await openTwo()
    const { bill, holderName } = await make(codes)
    // 22,000 less one latte of 5,000 is 17,000; less 10 % is 15,300; 5 % of that are 765 points.
    expect(bill).toMatchObject({ billMinor: 22_000, discountMinor: 6_700, points: 765 })
    expect(bill.lines.map(({ shares }) => shares.map((it) => it.discountMinor))).toEqual([
      [5_000, 1_000],
      [700],
    ])
    expect(holderName).toBe('김*수')
    expect(await points()).toBe(765)
    const redeemed = (await facts()).filter(({ name }) => name === 'offers.coupon-redeemed')
    expect(redeemed).toHaveLength(2)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF18 a quote says the same beforehand, for another moment too, and changes nothing', async () => {
    const fridays = { kind: 'weekdays', weekdays: [5], isNot: false } as const
    await open({
      id: testId('offer', 1),
      terms: stacked([percent(10)], { conditions: [[fridays]] }),
    })
    await grant(aGrant({ offerId: testId('offer', 1) }))
    const code = await codeNow()
    // The fifteenth of April 2026 is a Wednesday.
    expect((await quote([code])).considered[0]?.reason).toEqual({
      code: 'offer.condition',
      details: { demand: fridays },
    })
    const friday = await quote([code], { at: new Date('2026-04-17T03:00:00Z') })
    expect(friday.priced.discountMinor).toBe(2_200)
    expect(await street.rows('offers.bill')).toEqual([])
    await expect(make([code])).rejects.toMatchObject({
      code: 'offer.condition',
      details: { demand: { kind: 'weekdays' } },
    })
  })

  test('OF26 is refused when one of its coupons does not go, or goes without it where that is asked', async () => {
    await open({ id: testId('offer', 1), terms: stacked([percent(10)]) })
    await open({ id: testId('offer', 2), terms: someTerms({ stacking: { kind: 'never' } }) })
    await grant(aGrant({ offerId: testId('offer', 1) }))
    await grant(aGrant({ offerId: testId('offer', 2), couponId: testId('coupon', 2) }))
    const codes = [await codeNow(1), await codeNow(2)]
    await expect(make(codes)).rejects.toMatchObject({ code: 'offer.does-not-stack' })
    const { bill } = await make(codes, { making: { isPartial: true } })
    expect(bill.uses).toHaveLength(1)
    // The other coupon is not used up.
    const left = bill.uses[0]?.couponId === testId('coupon', 1) ? 2 : 1
    setClock(new Date(noon.getTime() + 60_000))
    await expect(make([await codeNow(left)], { number: 2 })).resolves.toBeDefined()
  })

  test('is of one holder', async () => {
    await open({ id: testId('offer', 1), terms: stacked([percent(10)]), couponsPerPersonMax: 2 })
    await grant(aGrant({ offerId: testId('offer', 1) }))
    const [foreign = ''] = await crowd(1)
    await expect(make([await codeNow(), foreign])).rejects.toMatchObject({
      code: 'bill.two-holders',
    })
  })

  test('OF45 uses one of two coupons of one offer', async () => {
    await open({ id: testId('offer', 1), terms: stacked([percent(10)]), couponsPerPersonMax: 2 })
    const mine = { offerId: testId<'offer'>('offer', 1), personId: testId<'person'>('person') }
    await grant(aGrant(mine))
    await grant(aGrant({ ...mine, couponId: testId('coupon', 2) }))
    const { bill } = await make([await codeNow(1), await codeNow(2)], {
      making: { isPartial: true },
    })
    expect(bill).toMatchObject({ discountMinor: 2_200, uses: [{}] })
  })

  test('OF26 only its owner sets the policy of a shop', async () => {
    const policy = { ...defaultPolicy, order: 'rank' as const }
    const set = inWork(staff, (work) => setOfferPolicy(work, merchantId, policy))
    await expect(set).rejects.toMatchObject({ code: 'access.forbidden' })
    expect(await inWork(staff, (work) => offerPolicy(work, merchantId))).toMatchObject({
      order: 'best',
    })
  })

  test('OF26 goes by the policy of the shop', async () => {
    await inWork(owner, (work) =>
      setOfferPolicy(work, merchantId, { ...defaultPolicy, order: 'requested', offersMax: 1 }),
    )
    const codes = await openTwo()
    const quoted = await quote(codes.toReversed())
    expect(quoted.priced.discountMinor).toBe(2_200)
    expect(quoted.considered.map(({ reason }) => reason?.code ?? null)).toEqual([
      null,
      'offer.too-many',
    ])
  })
})

test('OF24 a multiplier multiplies what the programme of the shop gives', async () => {
  const share = { kind: 'share', perMille: 50 } as const
  await inWork(owner, (work) => writeProgramme(work, merchantId, aProgramme({ earn: share })))
  const double: Effect = { kind: 'points-times', times: 3 }
  await open({ id: testId('offer', 1), terms: stacked([double]) })
  await grant(aGrant({ offerId: testId('offer', 1) }))
  // 5 % of 22,000 are 1,100; the offer adds twice as many, and the programme gives its own.
  const { bill } = await make([await codeNow()])
  expect(bill.points).toBe(2_200)
  expect(await points()).toBe(3_300)
  const { back } = await takeBack([{ lineId: '2', units: 1 }])
  expect(back).toMatchObject({ refundMinor: 7_000, pointsBack: 700 })
  expect(await points()).toBe(2_250)
  expect(await brokenInvariants()).toEqual([])
})

describe('OF47 a bill that is held', () => {
  const held = { holdMinutes: 10 }
  const later = (minutes: number) => setClock(new Date(noon.getTime() + minutes * 60_000))

  test('keeps its coupons from other bills, and gives nothing before it is paid', async () => {
    const codes = await openTwo()
    await make(codes, { making: held })
    expect(await points()).toBe(0)
    expect((await facts()).map(({ name }) => name)).not.toContain('offers.coupon-redeemed')
    later(1)
    await expect(make([await codeNow(1)], { number: 2 })).rejects.toMatchObject({
      code: 'coupon.held',
      details: { heldUntil: '2026-04-15T12:10:00.000Z' },
    })
    const paid = await inWork(till, (work) => payBill(work, testId('bill')))
    expect(paid.bill).toMatchObject({ state: 'paid', discountMinor: 6_700 })
    expect(await points()).toBe(765)
    expect(await brokenInvariants()).toEqual([])
    await expect(inWork(till, (work) => payBill(work, testId('bill')))).rejects.toMatchObject({
      code: 'bill.paid',
    })
  })

  test('saleor#18697 registrasion#1 is given up as if it had never been, once', async () => {
    const perDay: Limit = { counts: 'discount', per: 'person', period: 'day', max: 100_000 }
    const codes = await openTwo({ limits: [perDay] })
    await make(codes, { making: held })
    await inWork(till, (work) => releaseBill(work, testId('bill')))
    await expect(inWork(till, (work) => releaseBill(work, testId('bill')))).rejects.toMatchObject({
      code: 'bill.released',
    })
    later(1)
    await make([await codeNow(1), await codeNow(2)], { number: 2 })
    expect(await street.rows('offers.tally')).toMatchObject([{ used: 5_000 }, { used: 1_700 }])
    expect(await brokenInvariants()).toEqual([])
  })

  test('runs out: by the timer, and for whoever wants its coupon sooner', async () => {
    const codes = await openTwo()
    await make(codes, { making: held })
    later(10)
    await expect(inWork(till, (work) => payBill(work, testId('bill')))).rejects.toMatchObject({
      code: 'bill.expired',
    })
    const { bill } = await make([await codeNow(1)], { number: 2 })
    expect(bill.state).toBe('paid')
    await inWork(theSystem, expireBills)
    await inWork(theSystem, expireBills)
    expect(await street.rows('offers.bill')).toMatchObject([
      { state: 'expired' },
      { state: 'paid' },
    ])
    expect(await brokenInvariants()).toEqual([])
  })

  test('of two tills that pay and give up at once, one wins', async () => {
    const codes = await openTwo()
    await make(codes, { making: held })
    const { won, lost } = await street.race([till, till, till, till], async (work, lane) => {
      const id = testId<'bill'>('bill')
      await (lane % 2 === 0 ? payBill(work, id) : releaseBill(work, id))
    })
    expect([won.length, lost.length]).toEqual([1, 3])
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('OF48 what comes back', () => {
  test('vendure#1466 is what was paid for it; with the last piece all is as it was before', async () => {
    const perDay: Limit = { counts: 'discount', per: 'offer', period: 'day', max: 100_000 }
    const codes = await openTwo({ limits: [perDay] })
    await make(codes)
    // The lattes cost 15,000 less 6,000: a third of 9,000.
    const one = await takeBack([{ lineId: '1', units: 1 }])
    expect(one.back).toMatchObject({ refundMinor: 3_000, pointsBack: 150, isAll: false })
    expect(await points()).toBe(615)
    expect(await brokenInvariants()).toEqual([])
    await expect(takeBack([{ lineId: '1', units: 3 }], 2)).rejects.toMatchObject({
      code: 'bill.units-returned',
    })
    const rest = await takeBack(null, 3)
    expect(rest.back).toMatchObject({ refundMinor: 12_300, pointsBack: 615, isAll: true })
    expect(await points()).toBe(0)
    expect(await street.rows('offers.tally')).toMatchObject([{ used: 0 }, { used: 0 }])
    expect(await brokenInvariants()).toEqual([])
    setClock(new Date(noon.getTime() + 60_000))
    const again = await make([await codeNow(1), await codeNow(2)], { number: 2 })
    expect(again.bill.discountMinor).toBe(6_700)
  })

  test('FloCafe#720 a piece that was struck off, before paying or after, earns nothing', async () => {
    const codes = await openTwo()
    await make(codes, { making: { holdMinutes: 10 } })
    // The till strikes the second line off: it gives the bill up and makes it anew.
    await inWork(till, (work) => releaseBill(work, testId('bill')))
    setClock(new Date(noon.getTime() + 60_000))
    const { bill } = await make([await codeNow(1), await codeNow(2)], {
      number: 2,
      basket: { cart: { ...cart, lines: cart.lines.slice(0, 1) } },
    })
    expect(bill).toMatchObject({ billMinor: 15_000, discountMinor: 6_000, points: 450 })
    expect(await points()).toBe(450)
    await takeBack([{ lineId: '1', units: 1 }], 1, 2)
    expect(await points()).toBe(300)
    expect(await brokenInvariants()).toEqual([])
  })

  test('a dry run says it and changes nothing', async () => {
    await make(await openTwo())
    const id = testId<'bill'>('bill')
    const asked = { id: testId<'bill-return'>('bill-return'), lines: null, isDryRun: true }
    const { back } = await inWork(till, (work) => returnBill(work, id, asked))
    expect(back.refundMinor).toBe(15_300)
    expect(await points()).toBe(765)
    expect(await street.rows('offers.bill_return')).toEqual([])
  })

  test('odoo#257854 buy, earn, spend, refund, keep is impossible: the money pays for the points', async () => {
    await make(await openTwo())
    await inWork(theSystem, (work) =>
      spend(work, {
        id: testId('transfer', 77),
        from: pointsAt(testId('person'), merchantId),
        to: { key: 'test/sink', unit: 'points', guarded: false, keepsLots: false },
        amount: 765,
        because: 'test',
        memo: '',
      }),
    )
    expect(await takeBack(null)).toMatchObject({ back: { refundMinor: 15_300 }, keptMinor: 765 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('of two tills that take everything back at once, one does', async () => {
    await make(await openTwo())
    const { won, lost } = await street.race([till, staff], (work, lane) =>
      returnBill(work, testId('bill'), {
        id: testId('bill-return', lane + 1),
        lines: null,
        isDryRun: false,
      }),
    )
    expect([won.length, lost]).toEqual([1, ['bill.returned']])
    expect(await points()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('OF28 where a person is', () => {
  test('is asked only where an offer wants to know, and unknown is no', async () => {
    const inZone = { kind: 'zone', zoneIds: ['z1'], isNot: false } as const
    await open({
      id: testId('offer', 1),
      terms: stacked([percent(10)], { conditions: [[inZone]] }),
    })
    await grant(aGrant({ offerId: testId('offer', 1) }))
    const code = await codeNow()
    const at = (zoneIds: readonly string[] | null) => {
      const asked: Id<'person'>[] = []
      const whereabouts: Whereabouts = async (_work, personId) => {
        asked.push(personId)
        return zoneIds && { zoneIds, visitEvidence: 1, isFirstVisit: false }
      }
      return quote([code], {}, whereabouts).then(({ considered }) => [
        considered[0]?.reason?.code ?? null,
        asked.length,
      ])
    }
    expect(await at(null)).toEqual(['offer.condition-unknown', 1])
    expect(await at(['z2'])).toEqual(['offer.condition', 1])
    expect(await at(['z1'])).toEqual([null, 1])
  })
})

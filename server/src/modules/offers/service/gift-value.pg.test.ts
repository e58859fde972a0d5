/** Offers that give gift value, on a real database: counted, given, and back with what brought it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { myGiftCards } from '../../loyalty/service/gifts.ts'
import type { Limit } from '../model/limits.ts'
import { aGrant } from '../testing.ts'
import { openStreet, openTill, holder, percent, stacked } from './testing.ts'

const street = await openStreet()
const { inWork, reset, open, grant, codeNow, rows, facts, brokenInvariants } = street
const { make, quote, takeBack } = openTill(street)
beforeEach(reset)

const gift = { kind: 'gift-value', amountMinor: 3_000 } as const
const held = async () => {
  const cards = await inWork(holder, myGiftCards)
  return cards.map(({ availableMinor }) => availableMinor)
}
/** A coupon that gives 3,000 back, on a cart of 22,000. */
async function coupon(limits: readonly Limit[] = [], number = 1): Promise<string> {
  const offerId = testId<'offer'>('offer')
  if (number === 1) {
    await open({ id: offerId, terms: stacked([gift]), limits, couponsPerPersonMax: 2 })
  }
  const couponId = testId<'coupon'>('coupon', number)
  await grant(aGrant({ offerId, couponId, personId: testId('person') }))
  return codeNow(number)
}
const perPerson = (max: number): Limit => {
  return { counts: 'gift', per: 'person', period: 'day', max }
}

describe('OF63 gift value', () => {
  test('is promised by a quote and given with the payment, to the wallet of the holder', async () => {
    const code = await coupon()
    expect((await quote([code])).priced).toMatchObject({ discountMinor: 0, giftMinor: 3_000 })
    expect(await held()).toEqual([])
    const { bill } = await make([code])
    expect(bill).toMatchObject({ giftMinor: 3_000, uses: [{ giftMinor: 3_000 }] })
    expect(await held()).toEqual([3_000])
    const told = await facts()
    expect(told.find(({ name }) => name === 'offers.bill-paid')?.data).toMatchObject({
      giftMinor: 3_000,
    })
    expect(await brokenInvariants()).toEqual([])
  })

  test('is not given for a bill that is held, before it is paid', async () => {
    const code = await coupon()
    await make([code], { making: { holdMinutes: 10 } })
    expect(await held()).toEqual([])
  })

  test('counts towards its limit, and an offer that would go over it is not used', async () => {
    const code = await coupon([perPerson(5_000)])
    await make([code])
    expect(await rows('offers.tally')).toMatchObject([{ counts: 'gift', used: 3_000 }])
    const second = await coupon([], 2)
    await expect(make([second], { number: 2 })).rejects.toMatchObject({
      code: 'offer.limit-spent',
      details: { counts: 'gift', per: 'person', period: 'day' },
    })
    await takeBack(null)
    expect(await rows('offers.tally')).toMatchObject([{ used: 0 }])
    expect((await make([await codeNow(2)], { number: 2 })).bill.giftMinor).toBe(3_000)
  })

  test('goes back with the pieces that come back, by its part of what was paid', async () => {
    const code = await coupon([perPerson(5_000)])
    await make([code])
    // A latte of 5,000 of 22,000: 2,318 of 3,000 stay, rounded down.
    const { back, bill } = await takeBack([{ lineId: '1', units: 1 }])
    expect(back.giftBackMinor).toBe(682)
    expect(bill.giftReturnedMinor).toBe(682)
    expect(await held()).toEqual([2_318])
    expect(await rows('offers.tally')).toMatchObject([{ used: 2_318 }])
    const told = (await facts()).find(({ name }) => name === 'offers.bill-returned')
    expect(told?.data).toMatchObject({
      giftBackMinor: 682,
      returned: [{ billMinor: 5_000, discountMinor: 0, points: 0 }],
    })
    const rest = await takeBack(null, 2)
    expect(rest.back.giftBackMinor).toBe(2_318)
    expect(rest.keptMinor).toBe(0)
    expect(await held()).toEqual([])
    expect(await brokenInvariants()).toEqual([])
  })

  test('is given to nobody where nobody is known', async () => {
    await open({
      id: testId('offer'),
      terms: stacked([gift, percent(10)]),
      isAutomatic: true,
      isPublic: false,
    })
    const { bill } = await make([])
    expect(bill).toMatchObject({ giftMinor: 0, discountMinor: 2_200 })
    expect(await rows('loyalty.gift_card')).toEqual([])
  })
})

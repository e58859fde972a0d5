/** What a person could use on a cart, on a real database. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { testId } from '../../../kernel/testing.ts'
import { myMemberCode } from '../../loyalty/service/codes.ts'
import { cartOfBill } from '../model/pricing/cart.ts'
import { createOffer } from '../service.ts'
import { aGrant, anOffer } from '../testing.ts'
import type { Basket } from './basket.ts'
import { qualifyCart } from './qualify.ts'
import {
  cart,
  foreigner,
  holder,
  openStreet,
  openTill,
  otherPlaceId,
  percent,
  placeId,
  stacked,
  staff,
  till,
} from './testing.ts'

const street = await openStreet()
const { inWork, reset, open, grant, codeNow, rows } = street
const { make, quote } = openTill(street)
beforeEach(reset)

const basket: Basket = {
  placeId,
  codes: [],
  memberCode: null,
  cart,
  channel: 'till',
  paymentMethod: null,
  at: null,
}
const memberCode = async () => (await inWork(holder, myMemberCode)).text
const qualify = (change: Partial<Basket> = {}, code: string | null = null, as: Actor = till) =>
  inWork(as, (work) => qualifyCart(work, { ...basket, memberCode: code, ...change }))
const summary = ({ offers }: Awaited<ReturnType<typeof qualify>>) =>
  offers.map(({ offer, gives, reason }) => [offer.id, gives?.discountMinor ?? reason?.code ?? null])

const [ten, twenty, large, fridays, automatic] = [1, 2, 3, 4, 5].map((number) =>
  testId<'offer'>('offer', number),
) as [never, never, never, never, never]

/** Coupons of four offers for the holder, and an offer for everybody. The cart comes to 22,000. */
async function fill(): Promise<void> {
  const onFridays = { kind: 'weekdays', weekdays: [5], isNot: false } as const
  await open({ id: ten, terms: stacked([percent(10)]) })
  await open({ id: twenty, terms: stacked([percent(20)]) })
  await open({ id: large, terms: stacked([percent(50)], { billMinorMin: 24_000 }) })
  await open({ id: fridays, terms: stacked([percent(30)], { conditions: [[onFridays]] }) })
  await open({
    id: automatic,
    isAutomatic: true,
    isPublic: false,
    terms: stacked([percent(5)], { billMinorMin: 40_000 }),
  })
  for (const [at, offerId] of [ten, twenty, large, fridays].entries()) {
    const couponId = testId<'coupon'>('coupon', at + 1)
    await grant(aGrant({ offerId, couponId, personId: testId('person') }))
  }
}

describe('OF62 what a person could use', () => {
  test('is every coupon and every offer for everybody, best first, or the rule that spoke and what is missing', async () => {
    await fill()
    const all = await qualify({}, await memberCode())
    expect(all.holderName).toBe('김*수')
    expect(summary(all)).toEqual([
      [twenty, 4_400],
      [ten, 2_200],
      [large, 'offer.bill-too-small'],
      [automatic, 'offer.bill-too-small'],
      [fridays, 'offer.condition'],
    ])
    expect(all.offers.map(({ missing }) => missing)).toEqual([
      null,
      null,
      { kind: 'money', minor: 2_000, of: null },
      { kind: 'money', minor: 18_000, of: null },
      null,
    ])
    expect(await rows('offers.bill')).toEqual([])
  })

  test('is told for another day, and for a larger cart', async () => {
    await fill()
    const code = await memberCode()
    const friday = await qualify({ at: new Date('2026-04-17T03:00:00Z') }, code)
    expect(summary(friday)[0]).toEqual([fridays, 6_600])
    const larger = await qualify({ cart: cartOfBill(24_000) }, code)
    expect(summary(larger)[0]).toEqual([large, 12_000])
  })

  test('says of each what a quote of it alone says', async () => {
    await fill()
    const { offers } = await qualify({}, await memberCode())
    for (const { coupon, gives, reason } of offers) {
      if (coupon === null) continue
      const { priced, considered } = await quote([await codeNow(coupon.id)])
      expect(priced.discountMinor).toBe(gives?.discountMinor ?? 0)
      expect(considered.find((it) => it.coupon?.id === coupon.id)?.reason).toEqual(reason)
    }
  })

  test('needs the person: a code of one coupon is enough, and tells nothing of other shops', async () => {
    await fill()
    const elsewhere = testId<'offer'>('offer', 9)
    const foreign = { id: elsewhere, merchantId: testId<'merchant'>('merchant', 2) }
    await inWork(foreigner, (work) => createOffer(work, anOffer(foreign)))
    const couponId = testId<'coupon'>('coupon', 9)
    await grant(aGrant({ offerId: elsewhere, couponId, personId: testId('person') }))
    expect(summary(await qualify({ codes: [await codeNow(1)] }))).toHaveLength(5)
    expect(summary(await qualify())).toEqual([[automatic, 'offer.bill-too-small']])
  })

  test('leaves out what was used', async () => {
    await fill()
    await make([await codeNow(2)])
    const { offers } = await qualify({}, await memberCode())
    expect(offers.map(({ offer }) => offer.id)).not.toContain(twenty)
  })

  test('is told at the places of the shop alone, and to those who serve there', async () => {
    await open({ id: ten, terms: stacked([percent(10)]), placeIds: [placeId] })
    await grant(aGrant({ offerId: ten, personId: testId('person') }))
    const there = await qualify({ placeId: otherPlaceId }, await memberCode(), staff)
    expect(summary(there)).toEqual([[ten, 'coupon.other-place']])
    await expect(qualify({}, null, foreigner)).rejects.toMatchObject({
      code: 'access.forbidden',
    })
  })
})

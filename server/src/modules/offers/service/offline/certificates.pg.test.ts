/** Squares that phones sign, at a till that has a connection. */
import { beforeEach, describe, expect, test } from 'vitest'
import { newPhoneKey } from '../../../../kernel/signed-code.ts'
import { aPerson, testId } from '../../../../kernel/testing.ts'
import { cancelCoupons } from '../grants.ts'
import { aGrant } from '../../testing.ts'
import { placeRedemptions, quoteRedemption, redeemCoupon, reverseRedemption } from '../counter.ts'
import {
  firstPage,
  foreignPlaceId,
  foreigner,
  noon,
  openStreet,
  placeId,
  staff,
} from '../testing.ts'
import { certify, keyAt, keysBetween } from './certificates.ts'
import { openPhone } from './testing.ts'

const street = await openStreet()
const { inWork, setClock, reset, open, grant, redeem, race, brokenInvariants, codeNow } = street
const after = (seconds: number) => {
  const at = new Date(noon.getTime() + seconds * 1_000)
  setClock(at)
  return at
}
const refused = (code: string) => ({ code })

beforeEach(async () => {
  await reset()
  await open({ validDays: 7 })
  await grant(aGrant())
})

describe('certificates', () => {
  test('OF53 a phone gets one for a day, for its own usable coupons only', async () => {
    const { publicKey: phoneKey } = await newPhoneKey()
    const asked = [1, 2].map((number) => ({
      couponId: testId<'coupon'>('coupon', number),
      phoneKey,
    }))
    const mine = await inWork(aPerson(), (work) => certify(work, asked))
    expect(mine).toMatchObject([
      { couponId: testId('coupon'), expiresAt: new Date('2026-04-16T12:00:00Z') },
    ])
    expect(await inWork(aPerson({ number: 2 }), (work) => certify(work, asked))).toEqual([])
    await inWork(staff, (work) => cancelCoupons(work, [testId('coupon')]))
    expect(await inWork(aPerson(), (work) => certify(work, asked))).toEqual([])
  })

  test('OF53 one never outlives its coupon', async () => {
    after(6.5 * 86_400)
    const { expiresAt } = await openPhone(inWork)
    expect(expiresAt).toEqual(new Date('2026-04-22T12:00:00Z'))
  })

  test('OF53 each month has a key of its own, and around its end both count', async () => {
    const [april, late, may] = await inWork(staff, async (work) => {
      return ['2026-04-15T00:00:00Z', '2026-04-30T14:59:00Z', '2026-04-30T15:00:00Z'].map(
        (at) => keyAt(work, new Date(at)).keyId,
      )
    })
    expect(late).toBe(april)
    expect(may).not.toBe(april)
    await inWork(staff, async (work) => {
      const both = keysBetween(
        work,
        new Date('2026-04-30T00:00:00Z'),
        new Date('2026-05-01T00:00:00Z'),
      )
      expect(both.map(({ keyId }) => keyId)).toEqual([april, may])
    })
  })
})

describe('at the counter', () => {
  test.each([
    [-31, 'code.expired'],
    [-30, null],
    [0, null],
    [59, null],
    [60, 'code.expired'],
    [3_600, 'code.expired'],
  ])('OF53 a square of noon, %i seconds after noon: %s', async (seconds, refusal) => {
    const shown = await (await openPhone(inWork)).show(noon)
    after(seconds)
    const use = redeem(shown)
    if (refusal) await expect(use).rejects.toMatchObject(refused(refusal))
    else expect(await use).toMatchObject({ discountMinor: 2_000, holderName: '김*수' })
  })

  test('OF53 a phone without a connection shows for a day, and then no more', async () => {
    const phone = await openPhone(inWork)
    const late = after(24 * 3_600 - 30)
    expect(await redeem(await phone.show(late))).toMatchObject({ discountMinor: 2_000 })
    const over = after(24 * 3_600)
    await expect(redeem(await phone.show(over))).rejects.toMatchObject(refused('code.expired'))
  })

  test('OF11 no square counts twice, nor the letters of its step after it', async () => {
    const phone = await openPhone(inWork)
    const shown = await phone.show(noon)
    const { redemptionId } = await redeem(shown)
    await expect(redeem(shown)).rejects.toMatchObject(refused('coupon.redeemed'))
    await inWork(staff, (work) => reverseRedemption(work, redemptionId))
    await expect(redeem(shown)).rejects.toMatchObject(refused('code.used'))
    await expect(redeem(await codeNow())).rejects.toMatchObject(refused('code.used'))
    expect(await redeem(await phone.show(after(30)))).toMatchObject({ discountMinor: 2_000 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF22 a square that was quoted while fresh is good at that till for five minutes', async () => {
    const shown = await (await openPhone(inWork)).show(noon)
    const asked = { placeId, code: shown, billMinor: null }
    await inWork(staff, (work) => quoteRedemption(work, asked))
    after(300)
    expect(await redeem(shown)).toMatchObject({ discountMinor: 2_000 })
  })

  test('OF2 of four tills that race with one square, one wins', async () => {
    const shown = await (await openPhone(inWork)).show(noon)
    const { lost } = await race([staff, staff, staff, staff], (work) =>
      redeemCoupon(work, { placeId, code: shown, billMinor: 20_000 }),
    )
    expect(lost).toHaveLength(3)
    const page = await inWork(staff, (work) => placeRedemptions(work, placeId, firstPage))
    expect(page.items).toHaveLength(1)
  })

  test('OF12 a square that nobody signed is a guess, and one of another shop is told', async () => {
    const shown = await (await openPhone(inWork)).show(noon)
    const forged = `${shown.slice(0, 300)}${shown[300] === 'A' ? 'B' : 'A'}${shown.slice(301)}`
    await expect(redeem(forged)).rejects.toMatchObject(refused('code.unknown'))
    const elsewhere = redeem(shown, { as: foreigner, at: foreignPlaceId })
    await expect(elsewhere).rejects.toMatchObject(refused('coupon.other-merchant'))
  })
})

/** The counter on a real database: what is written and told, and what races do to it. */
import { sql } from 'kysely'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { pointsOfMerchant } from '../../ledger/model.ts'
import { changeOffer } from '../service.ts'
import { cancelCoupons } from './grants.ts'
import { codeOf } from './wallet.ts'
import { placeRedemptions, quoteRedemption, redeemCoupon, reverseRedemption } from './counter.ts'
import { noteMiss } from './showing.ts'
import {
  firstPage,
  foreigner,
  foreignPlaceId,
  holder,
  merchantId,
  noon,
  openStreet,
  otherPlaceId,
  owner,
  placeId,
  staff,
  till,
} from './testing.ts'
import { aGrant } from '../testing.ts'

const {
  inWork,
  rows,
  db,
  setClock,
  grant,
  reset,
  open,
  codeNow,
  redeem,
  points,
  facts,
  brokenInvariants,
  race,
} = await openStreet()

beforeEach(reset)

describe('redeemCoupon', () => {
  test('OF13 gives the discount, and points on what was paid, and says so', async () => {
    await open()
    await grant(aGrant())
    const answer = await redeem(await codeNow(), { billMinor: 20_000 })
    expect(answer).toMatchObject({
      offerTitle: '봄맞이 10% 할인',
      holderName: '김*수',
      billMinor: 20_000,
      discountMinor: 2_000,
      payMinor: 18_000,
      pointsEarned: 900,
    })
    expect(await points()).toBe(900)
    expect(await points(pointsOfMerchant(merchantId))).toBe(-900)
    expect((await facts()).at(-1)).toMatchObject({
      name: 'offers.coupon-redeemed',
      subjectId: testId('person'),
      data: { couponId: testId('coupon'), discountMinor: 2_000, pointsEarned: 900, placeId },
    })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF1 every till of the shop redeems, and no one else', async () => {
    await open({ placeIds: [placeId] })
    await grant(aGrant())
    const code = await codeNow()
    const elsewhere = redeem(code, { as: foreigner, at: foreignPlaceId })
    await expect(elsewhere).rejects.toMatchObject({ code: 'coupon.other-merchant' })
    await expect(redeem(code, { as: foreigner })).rejects.toMatchObject({
      code: 'access.forbidden',
    })
    await expect(redeem(code, { as: holder })).rejects.toMatchObject({ code: 'access.forbidden' })
    const unknown = redeem(code, { at: testId('place', 99) })
    await expect(unknown).rejects.toMatchObject({ code: 'access.forbidden' })
    const branch = redeem(code, { at: otherPlaceId })
    await expect(branch).rejects.toMatchObject({ code: 'coupon.other-place' })
    expect(await redeem(code, { as: till })).toMatchObject({ discountMinor: 2_000 })
  })

  test('OF2 of six tills that race for one coupon, one wins', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const { won, lost } = await race([staff, till, owner, staff, till, owner], (work) =>
      redeemCoupon(work, { placeId, code, billMinor: 20_000 }),
    )
    expect(won).toHaveLength(1)
    expect(lost).toEqual(Array.from({ length: 5 }, () => 'coupon.redeemed'))
    expect(await rows('offers.redemption')).toHaveLength(1)
    expect(await points()).toBe(900)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF2 a coupon is used or called back, whichever comes first, never both', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const { won } = await race([staff, theSystem, till, theSystem], async (work, lane) =>
      lane % 2
        ? (await cancelCoupons(work, [testId('coupon')])).length
        : (await redeemCoupon(work, { placeId, code, billMinor: 20_000 })).discountMinor / 2_000,
    )
    expect(won.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF2 the database itself refuses a second redemption', async () => {
    await open()
    await grant(aGrant())
    await redeem(await codeNow())
    const again = sql`
      insert into offers.redemption (id, bill_id, coupon_id, offer_id, merchant_id, place_id,
        person_id, bill_minor, discount_minor, points_earned, extras, taken, redeemed_at,
        redeemed_by)
      select gen_random_uuid(), bill_id, coupon_id, offer_id, merchant_id, place_id, person_id,
        bill_minor, discount_minor, points_earned, extras, taken, redeemed_at, redeemed_by
      from offers.redemption`.execute(db)
    await expect(again).rejects.toThrow('redemption_stands')
  })

  test('OF15 of two coupons that race for the last redemption, one wins', async () => {
    await open({ redemptionsMax: 1 })
    await grant(aGrant({ number: 1 }), aGrant({ number: 2 }))
    const codes = [await codeNow(1), await codeNow(2, aPerson({ number: 2 }))]
    const { won, lost } = await race([staff, till], (work, lane) =>
      redeemCoupon(work, { placeId, code: codes[lane] ?? '', billMinor: 20_000 }),
    )
    expect(won).toHaveLength(1)
    expect(lost).toEqual(['offer.redemptions-exhausted'])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF20 a refused code says why, and brings the figures', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const small = redeem(code, { billMinor: 9_000 })
    await expect(small).rejects.toMatchObject({
      code: 'offer.bill-too-small',
      details: { billMinorMin: 10_000, missingMinor: 1_000 },
    })
    await expect(redeem('nonsense')).rejects.toMatchObject({ code: 'code.malformed' })
    await inWork(owner, (work) => changeOffer(work, testId('offer'), { state: 'paused' }))
    await expect(redeem(code)).rejects.toMatchObject({ code: 'offer.paused' })
    await inWork(owner, (work) => changeOffer(work, testId('offer'), { state: 'open' }))
    await redeem(code)
    await expect(redeem(await codeNow())).rejects.toMatchObject({
      code: 'coupon.redeemed',
      details: { redeemedAt: noon.toISOString() },
    })
  })

  test('OF22 a code that was quoted while fresh is good at that till until the bill is typed', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const quote = (as: Actor, billMinor: number | null = null) =>
      inWork(as, (work) => quoteRedemption(work, { placeId, code, billMinor }))
    const later = (seconds: number) => setClock(new Date(noon.getTime() + seconds * 1_000))
    await quote(staff)
    later(200)
    // Another till did not see it fresh.
    await expect(redeem(code, { as: till })).rejects.toMatchObject({ code: 'code.expired' })
    expect((await quote(staff, 20_000)).amounts).toMatchObject({ discountMinor: 2_000 })
    const { won, lost } = await race([staff, staff], (work) =>
      redeemCoupon(work, { placeId, code, billMinor: 20_000 }),
    )
    expect([won.length, lost.length]).toEqual([1, 1])
    expect(await rows('offers.code_hold')).toEqual([])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF22 asking again holds a code no longer than five minutes', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const quote = () =>
      inWork(staff, (work) => quoteRedemption(work, { placeId, code, billMinor: null }))
    for (const seconds of [0, 250]) {
      setClock(new Date(noon.getTime() + seconds * 1_000))
      await quote()
    }
    setClock(new Date(noon.getTime() + 340_000))
    await expect(redeem(code)).rejects.toMatchObject({ code: 'code.expired' })
  })

  test('OF18 a quote answers the same, with or without a bill, and changes nothing', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const before = await facts()
    const quote = (billMinor: number | null) =>
      inWork(staff, (work) => quoteRedemption(work, { placeId, code, billMinor }))
    expect(await quote(null)).toMatchObject({ holderName: '김*수', amounts: null })
    expect((await quote(20_000)).amounts).toEqual({
      discountMinor: 2_000,
      payMinor: 18_000,
      pointsEarned: 900,
    })
    await expect(quote(9_999)).rejects.toMatchObject({ code: 'offer.bill-too-small' })
    expect(await facts()).toEqual(before)
    expect(await rows('offers.redemption')).toEqual([])
    expect(await redeem(code)).toMatchObject({ discountMinor: 2_000 })
  })
})

describe('codes', () => {
  const after = (seconds: number) => setClock(new Date(noon.getTime() + seconds * 1_000))

  test.each([
    [29, null],
    [59, null],
    [60, 'code.expired'],
    [3_600, 'code.expired'],
    [3_700, 'code.unknown'],
  ])('OF11 a code shown %i seconds ago', async (seconds, refusal) => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    after(seconds)
    const result = redeem(code)
    if (refusal) await expect(result).rejects.toMatchObject({ code: refusal })
    else expect(await result).toMatchObject({ discountMinor: 2_000 })
  })

  test('OF11 a code does not count twice, even when its use was reversed', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const { redemptionId } = await redeem(code)
    await inWork(staff, (work) => reverseRedemption(work, redemptionId))
    await expect(redeem(code)).rejects.toMatchObject({ code: 'code.used' })
    after(30)
    expect(await redeem(await codeNow())).toMatchObject({ discountMinor: 2_000 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF11 a code says until when it is shown', async () => {
    await open()
    await grant(aGrant())
    after(10)
    const shown = await inWork(holder, (work) => codeOf(work, testId('coupon')))
    expect(shown.validUntil).toEqual(new Date(noon.getTime() + 30_000))
    expect(shown.text).toBe(`GOLMOK:${shown.code}`)
  })

  test('OF12 after five misses in a minute a till waits, and other tills do not', async () => {
    await open()
    await grant(aGrant())
    const miss = (as: Actor) => inWork(as, (work) => noteMiss(work, placeId))
    for (let misses = 0; misses < 5; misses += 1) {
      await expect(redeem('00000-00000')).rejects.toMatchObject({ code: 'code.unknown' })
      await miss(staff)
    }
    const code = await codeNow()
    await expect(redeem(code)).rejects.toMatchObject({ code: 'code.locked' })
    await miss(till)
    expect(await redeem(code, { as: till })).toMatchObject({ discountMinor: 2_000 })
    after(60)
    await expect(redeem(await codeNow())).rejects.toMatchObject({ code: 'coupon.redeemed' })
  })
})

describe('reverseRedemption', () => {
  const redeemed = async () => {
    await open({ redemptionsMax: 1 })
    await grant(aGrant())
    return (await redeem(await codeNow())).redemptionId
  }
  const reverse = (id: Id<'redemption'>, as: Actor = staff) =>
    inWork(as, (work) => reverseRedemption(work, id))

  test('OF14 frees the coupon and the cap, takes the points back, and says so', async () => {
    const id = await redeemed()
    await reverse(id)
    expect(await rows('offers.offer')).toMatchObject([{ redeemed: 0 }])
    expect(await points()).toBe(0)
    expect(await points(pointsOfMerchant(merchantId))).toBe(0)
    expect((await facts()).at(-1)).toMatchObject({
      name: 'offers.redemption-reversed',
      data: { redemptionId: id, pointsEarned: 900 },
    })
    await expect(reverse(id)).rejects.toMatchObject({ code: 'redemption.reversed' })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF14 of four that race to reverse one redemption, one wins', async () => {
    const id = await redeemed()
    const { won, lost } = await race([staff, till, owner, staff], (work) =>
      reverseRedemption(work, id),
    )
    expect(won).toHaveLength(1)
    expect(lost).toEqual(Array.from({ length: 3 }, () => 'redemption.reversed'))
    expect(await rows('offers.offer')).toMatchObject([{ redeemed: 0 }])
    expect(await points()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF14 what belongs to another shop is not there', async () => {
    const id = await redeemed()
    await expect(reverse(id, foreigner)).rejects.toMatchObject({ code: 'redemption.unknown' })
    await expect(reverse(testId('redemption'))).rejects.toMatchObject({
      code: 'redemption.unknown',
    })
  })

  test('OF14 a redemption that races with its reversal leaves right counts', async () => {
    const id = await redeemed()
    setClock(new Date(noon.getTime() + 30_000))
    const code = await codeNow()
    await race([staff, till], async (work, lane): Promise<unknown> =>
      lane === 0
        ? reverseRedemption(work, id)
        : redeemCoupon(work, { placeId, code, billMinor: 20_000 }),
    )
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('looking back', () => {
  test('OF21 a shop sees its redemptions, with the names masked', async () => {
    await open()
    await grant(aGrant())
    await redeem(await codeNow())
    const list = (as: Actor) => inWork(as, (work) => placeRedemptions(work, placeId, firstPage))
    expect((await list(staff)).items).toMatchObject([{ holderName: '김*수', discountMinor: 2_000 }])
    await expect(list(foreigner)).rejects.toMatchObject({ code: 'access.forbidden' })
  })
})

test('OF7 OF14 after any row of grants, redemptions, reversals and call-backs, the counts are right', async () => {
  const step = fc.record({
    kind: fc.constantFrom('grant', 'redeem', 'reverse', 'cancel'),
    number: fc.integer({ min: 1, max: 4 }),
    person: fc.integer({ min: 1, max: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await sql`truncate offers.offer, offers.coupon, offers.bill, offers.redemption, offers.code_miss, offers.code_hold,
        ledger.account, ledger.transfer, ledger.entry, ledger.hold cascade`.execute(db)
      await open({ couponsMax: 3, couponsPerPersonMax: 2, couponsPerDayMax: 3, redemptionsMax: 2 })
      const done: Id<'redemption'>[] = []
      for (const [at, { kind, number, person }] of steps.entries()) {
        setClock(new Date(noon.getTime() + at * 60_000))
        const personId = testId<'person'>('person', person)
        const couponId = testId<'coupon'>('coupon', number)
        const act = async () => {
          if (kind === 'grant') await grant(aGrant({ couponId, personId }))
          if (kind === 'cancel') await inWork(theSystem, (work) => cancelCoupons(work, [couponId]))
          if (kind === 'reverse')
            await inWork(staff, (work) =>
              reverseRedemption(work, done[number - 1] ?? testId('redemption')),
            )
          if (kind === 'redeem')
            done.push(
              (await redeem(await codeNow(number, aPerson({ number: person })))).redemptionId,
            )
        }
        await act().catch((error: Error) => expect(error.name).toBe('Refused'))
      }
      expect(await brokenInvariants()).toEqual([])
    }),
    { numRuns: 15 },
  )
})

/** Whether a coupon may be used, and what is said when it may not. */
import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { aCoupon, anAttempt, anOffer, anUntouchedOffer } from '../testing.ts'
import type { Counts, Offer } from './offer.ts'
import { couponState, detailsOf, maskedName, objectionTo, type Attempt } from './redemption.ts'
import { offerRefusals } from './refusals.ts'

const noon = new Date('2026-04-15T12:00:00Z')

describe('objectionTo', () => {
  const other = testId('place', 2)
  const offer = (change: Partial<Offer & Counts>): Partial<Attempt> => ({
    offer: anUntouchedOffer({ granted: 1, ...change }),
  })
  const coupon = (change: Partial<Attempt['coupon']>) => ({ coupon: aCoupon(change) })

  test.each<readonly [string, Partial<Attempt>, string | null]>([
    ['OF20 nothing is wrong', {}, null],
    [
      'OF1 another shop',
      { place: { id: other, merchantId: testId('merchant', 2) } },
      'coupon.other-merchant',
    ],
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
    expect(detailsOf('offer.bill-too-small', short)).toEqual({
      billMinorMin: 10_000,
      missingMinor: 1_000,
    })
    const used = anAttempt(coupon({ redeemedAt: noon }))
    expect(detailsOf('coupon.redeemed', used)).toEqual({ redeemedAt: noon.toISOString() })
    expect(detailsOf('offer.paused', used)).toEqual({})
  })

  test('OF21 the wallet says what became of a coupon', () => {
    expect(couponState(aCoupon(), anOffer(), noon)).toBe('active')
    expect(couponState(aCoupon({ redeemedAt: noon }), anOffer({ state: 'ended' }), noon)).toBe(
      'redeemed',
    )
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

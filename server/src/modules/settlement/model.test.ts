/** What a use is charged, and when a month begins. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import { chargeOf, feeAt, netMinor, spanOf, type Fee } from './model.ts'

const noon = new Date('2026-04-15T03:00:00.000Z')
const aFee = (change: Partial<Fee> = {}): Fee => {
  return {
    redemptionMinor: 100,
    campaignSharePercent: 50,
    automaticSharePercent: 20,
    startsAt: noon,
    ...change,
  }
}
const campaignId = testId('campaign')

describe('fees', () => {
  test('SE3 until any are set they are zero', () => {
    expect(feeAt([], noon)).toMatchObject({ redemptionMinor: 0, campaignSharePercent: 0 })
    expect(feeAt([aFee()], new Date(noon.getTime() - 1))).toMatchObject({ redemptionMinor: 0 })
  })

  test('SE1 those count that had begun last', () => {
    const later = aFee({ redemptionMinor: 200, startsAt: new Date(noon.getTime() + 1) })
    expect(feeAt([later, aFee()], noon)).toMatchObject({ redemptionMinor: 100 })
    expect(feeAt([aFee(), later], later.startsAt)).toMatchObject({ redemptionMinor: 200 })
  })

  test.each([
    ['of a campaign', campaignId, 3_000, 1_500],
    ['with a fraction of a won, which stays with the market', campaignId, 3_001, 1_500],
    ['that nobody campaigned for', null, 3_000, 0],
    ['that took nothing off', campaignId, 0, 0],
  ])('SE1 the share of a discount %s', (_name, campaign, discountMinor, shareMinor) => {
    const charge = chargeOf(aFee(), { campaignId: campaign, discountMinor, giftMinor: 0 }, false)
    expect(charge).toEqual({ feeMinor: 100, shareMinor })
  })

  test('SE1 gift value is given away like a discount', () => {
    const use = { campaignId, discountMinor: 1_000, giftMinor: 3_000 }
    expect(chargeOf(aFee(), use, false)).toEqual({ feeMinor: 100, shareMinor: 2_000 })
  })

  test('SE9 an offer for everybody costs no fee, and the market may bear a share of it', () => {
    const use = { campaignId: null, discountMinor: 3_004, giftMinor: 0 }
    expect(chargeOf(aFee(), use, true)).toEqual({ feeMinor: 0, shareMinor: 600 })
    const none = aFee({ automaticSharePercent: 0 })
    expect(chargeOf(none, use, true)).toEqual({ feeMinor: 0, shareMinor: 0 })
  })

  test('SE1 the market bears no more than was given, SE2 and a reversal gives all of it back', () => {
    const percent = fc.integer({ min: 0, max: 100 })
    const amount = fc.integer({ min: 0, max: 1_000_000_000 })
    fc.assert(
      fc.property(percent, amount, amount, (campaignSharePercent, discountMinor, giftMinor) => {
        const use = { campaignId, discountMinor, giftMinor }
        const charge = chargeOf(aFee({ campaignSharePercent }), use, false)
        const [net, back] = [
          netMinor({ kind: 'use', ...charge }),
          netMinor({ kind: 'reversal', ...charge }),
        ]
        return charge.shareMinor <= discountMinor + giftMinor && net + back === 0
      }),
    )
  })
})

test.each([
  ['2026-11', '2026-10-31T15:00:00.000Z', '2026-11-30T15:00:00.000Z'],
  ['2026-12', '2026-11-30T15:00:00.000Z', '2026-12-31T15:00:00.000Z'],
  ['2028-02', '2028-01-31T15:00:00.000Z', '2028-02-29T15:00:00.000Z'],
])('SE6 the month %s', (month, from, until) => {
  const span = spanOf(month)
  expect([span.from.toISOString(), span.until.toISOString()]).toEqual([from, until])
})

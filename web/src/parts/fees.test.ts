import { expect, test } from 'vitest'
import { feesBy, feeSentence, type Fee } from './fees.ts'

const fee = (startsAt: string, redemptionMinor = 300, campaignSharePercent = 20): Fee => {
  return {
    redemptionMinor,
    campaignSharePercent,
    automaticSharePercent: 0,
    startsAt,
    setAt: startsAt,
    setByName: null,
  }
}

test('fees read as sentences in both languages', () => {
  expect(feeSentence(fee('', 300, 20), 'ko')).toBe(
    '쿠폰이 한 번 쓰일 때마다 가게가 300원을 내요. 캠페인 쿠폰의 할인은 골목이 20%를 나눠 내요.',
  )
  expect(feeSentence(fee('', 0, 100), 'en')).toBe(
    'Shops pay no fee when a coupon is used. Discounts by campaign coupons are borne by Golmok.',
  )
})

test('a share of offers for everybody is told beside', () => {
  expect(feeSentence({ ...fee('', 0, 0), automaticSharePercent: 30 }, 'ko')).toBe(
    '쿠폰이 쓰여도 가게가 내는 수수료는 없어요. 쿠폰 없이 모두에게 드리는 할인은 골목이 30%를 나눠 내요.',
  )
  expect(feeSentence(fee('', 0, 0), 'ko')).toBe(
    '쿠폰이 쓰여도 가게가 내는 수수료는 없어요. 할인은 가게가 모두 내요.',
  )
})

test('each fee holds from its instant on, until the next', () => {
  const [march, april, may] = ['2026-03-01', '2026-04-01', '2026-05-01'].map((day) => fee(day))
  const all = [march, april, may].filter((it) => it !== undefined)
  const at = new Date('2026-04-01T00:00:00Z')
  expect(feesBy(all, at)).toEqual({ present: april, coming: [may], past: [march] })
  expect(feesBy([], at)).toEqual({ present: null, coming: [], past: [] })
})

import { describe, expect, test } from 'vitest'
import { someTerms } from '../../../parts/testing.ts'
import type { Offer } from '../shapes.ts'
import { exampleCart } from './example-cart.ts'
import { firstForm, gifts, objectionTo, type OfferForm } from './offer-form.ts'
import { changesOf, copyOf, fieldsOf, formOf, termsOf } from './offer-request.ts'
import { rulesOf, sentenceOf } from './sentence.ts'

const now = new Date('2026-04-15T12:00:00+09:00')
const whole: OfferForm = {
  ...firstForm(now),
  items: ['커피'],
  otherItems: ['케이크'],
  itemName: '쿠키',
  weekdays: [2, 4],
  isOffHolidays: true,
  isOffEves: true,
  hours: { fromMinute: 840, toMinute: 1_020 },
  dates: { from: '2026-04-20', to: '2026-05-01' },
  isFirstVisit: true,
  segments: ['regular'],
  tags: ['동호회'],
  needItems: ['빵'],
  needUnits: 2,
  afterMinorMin: 8_000,
  methods: ['card'],
  isHolderOnly: true,
  billMinorMin: 10_000,
  discountMinorMax: 5_000,
  stacking: { kind: 'category', category: '음료' },
}
const offerOf = (form: OfferForm): Offer => ({
  ...fieldsOf(form, form.title ?? '이름'),
  id: 'o',
  merchantId: 'm',
  startsAt: '2026-04-01T00:00:00Z',
  couponsLeft: null,
  state: 'open',
  granted: 0,
  redeemed: 0,
})

describe('the editor of an offer', () => {
  test.each(gifts)('%s comes back from its terms as it was written', (gift) => {
    const form = { ...whole, gift }
    expect(objectionTo(form, now)).toBeNull()
    const offer = offerOf(form)
    const back = formOf(offer, now)
    expect(back.keptTerms).toBeNull()
    expect(termsOf(back)).toEqual(termsOf(form))
    expect(changesOf(back, offer, offer.title)).toEqual({})
  })

  test('larger discounts and alternatives come back as they were written', () => {
    for (const gift of ['percent', 'amount', 'price', 'item'] as const) {
      const steps = [
        { from: 2, worth: 15 },
        { from: 4, worth: 20 },
      ]
      const form: OfferForm = { ...whole, gift, steps, stepsBy: 'quantity' }
      expect(objectionTo(form, now)).toBeNull()
      const back = formOf(offerOf({ ...form, either: ['weekdays', 'first-visit'] }), now)
      expect(back).toMatchObject({ keptTerms: null, steps, stepsBy: 'quantity' })
      expect(back.either).toEqual(['weekdays', 'first-visit'])
      expect(termsOf(back).conditions[0]).toHaveLength(2)
    }
  })

  test('rows written in another order are not taken for others', () => {
    const offer = offerOf({ ...whole, gift: 'percent' })
    const terms = { ...offer.terms, conditions: offer.terms.conditions.toReversed() }
    const turned = { ...offer, terms }
    const form = formOf(turned, now)
    expect(form.keptTerms).toBeNull()
    expect(changesOf(form, turned, turned.title)).toEqual({})
  })

  test('terms it cannot say stay as they are', () => {
    const [effect] = someTerms().effects
    const terms = someTerms({ effects: effect ? [effect, { kind: 'points', points: 5 }] : [] })
    const form = formOf({ ...offerOf(whole), terms }, now)
    expect(form.keptTerms).toEqual(terms)
    expect(termsOf({ ...form, percentOff: 90 })).toEqual(terms)
  })

  test('a change names what moved, and the end only when its day moved', () => {
    const offer = { ...offerOf(whole), endsAt: '2026-05-15T03:00:00.000Z' }
    const form = formOf(offer, now)
    expect(form.lastDay).toBe('2026-05-15')
    expect(changesOf({ ...form, couponsMax: 300 }, offer, offer.title)).toEqual({ couponsMax: 300 })
    expect(changesOf({ ...form, lastDay: '2026-05-16' }, offer, offer.title)).toEqual({
      endsAt: '2026-05-16T15:00:00.000Z',
    })
  })

  test('a copy of an offer that is over may be saved at once', () => {
    const over = { ...offerOf(whole), endsAt: '2026-01-01T00:00:00Z' }
    expect(objectionTo(formOf(over, now), now)).toBe('last-day')
    expect(objectionTo(copyOf(over, now), now)).toBeNull()
  })

  test.each([
    [{ gift: 'percent', percentOff: 101 }, 'percent'],
    [{ gift: 'amount', amountOffMinor: 0 }, 'amount'],
    [{ gift: 'item', items: [] }, 'items'],
    [{ gift: 'bundle', otherItems: [] }, 'other-items'],
    [{ gift: 'free-item', itemName: ' ' }, 'item-name'],
    [{ gift: 'points', pointsBy: 'times', points: 1 }, 'points'],
    [{ gift: 'gift-value', giftMinor: 0 }, 'gift'],
    [{ steps: [{ from: 0, worth: 20 }] }, 'steps'],
    [{ steps: [{ from: 2, worth: 101 }] }, 'steps'],
    [{ hours: { fromMinute: 60, toMinute: 60 } }, 'hours'],
    [{ dates: { from: '2026-05-02', to: '2026-05-01' } }, 'dates'],
    [{ lastDay: '2026-04-14' }, 'last-day'],
    [{ claimsLastDay: '2027-01-01' }, 'claims-last-day'],
    [{ claimsLastDay: '' }, 'claims-last-day'],
    [{ limits: [{ counts: 'points', per: 'phone', period: 'day', max: 0 }] }, 'limit'],
  ] as const)('%o is not whole: %s', (part, objection) => {
    expect(objectionTo({ ...whole, ...part }, now)).toBe(objection)
  })
})

describe('the sentence of an offer', () => {
  const plain = firstForm(now)
  test('reads alike in both languages', () => {
    const terms = termsOf({
      ...plain,
      hours: { fromMinute: 840, toMinute: 1_020 },
      weekdays: [1, 2, 3, 4, 5],
      billMinorMin: 10_000,
      discountMinorMax: 5_000,
    })
    expect(sentenceOf(terms, 'ko')).toBe(
      '평일, 14:00~17:00, 10,000원 이상이면 10% 할인 (최대 5,000원)',
    )
    expect(sentenceOf(terms, 'en')).toBe(
      'Weekdays, 14:00 to 17:00, on bills from ₩10,000: 10% off (at most ₩5,000)',
    )
  })

  test('tells each step, and of what one is enough', () => {
    const terms = termsOf({
      ...plain,
      weekdays: [6, 7],
      isFirstVisit: true,
      methods: ['cash'],
      either: ['weekdays', 'first-visit'],
      steps: [{ from: 20_000, worth: 15 }],
    })
    expect(sentenceOf(terms, 'ko')).toBe(
      '주말 또는 첫 방문, 현금 결제 10% 할인, 20,000원부터 15% 할인',
    )
    expect(sentenceOf(terms, 'en')).toBe(
      'Weekends or first visit, paid by cash: 10% off, 15% off from ₩20,000 on',
    )
  })

  test('is the gift alone where nothing is asked', () => {
    expect(sentenceOf(termsOf(plain), 'ko')).toBe('10% 할인')
    expect(sentenceOf(termsOf({ ...plain, gift: 'buy-get', items: ['커피'] }), 'ko')).toBe(
      '커피 2개 사면 1개 더 (한 번에 1번까지)',
    )
  })

  test('says who gets it and until when', () => {
    expect(rulesOf(fieldsOf(plain, ''), now, 'ko')).toBe(
      '누구나 한 분에 1장 · 모두 200장 · 5월 15일까지',
    )
    expect(rulesOf(fieldsOf({ ...plain, to: 'everybody' }, ''), now, 'en')).toBe(
      'everybody, without a coupon · until 15 May',
    )
  })
})

describe('the example bill', () => {
  test('holds what the offer is about, and is as large as it asks', () => {
    const form: OfferForm = { ...firstForm(now), gift: 'buy-get', items: ['라테'] }
    const menu = [{ name: '라테', unitMinor: 5_500 }]
    expect(exampleCart(form, '다른 메뉴', menu, null).lines).toMatchObject([
      { itemId: '라테', unitMinor: 5_500, quantity: 3 },
    ])
    const large = exampleCart({ ...form, billMinorMin: 30_000 }, '다른 메뉴', menu, null)
    expect(large.lines.at(-1)).toMatchObject({ itemId: '다른 메뉴', unitMinor: 13_500 })
  })
})

import { describe, expect, test } from 'vitest'
import type { OfferTerms } from '../shapes.ts'
import { conditions, gain, handedOver } from './terms.ts'
import { someTerms } from './testing.ts'

type Effect = OfferTerms['effects'][number]
type Off = Extract<Effect, { kind: 'buy-get' }>['off']
type Conditions = OfferTerms['conditions']

const of = (name: string) => ({
  name,
  itemIds: ['1'],
  categoryIds: [],
  exceptItemIds: [],
  exceptCategoryIds: [],
})
const steps = (...offs: readonly Off[]) => ({
  by: 'amount' as const,
  steps: offs.map((off, at) => ({ from: at * 10_000, off })),
})
const percent = (percentOff: number): Off => ({ kind: 'percent', percentOff })
const coffee = { of: of('커피'), units: 2 }
const cake = { of: of('케이크'), units: 1 }
const cookie = { itemId: '', itemName: '쿠키', unitMinor: 0 }

describe('an offer in words', () => {
  test.each<readonly [Effect, string, string]>([
    [{ kind: 'order-discount', tiers: steps(percent(20)) }, '20% 할인', '20% off'],
    [
      { kind: 'order-discount', tiers: steps({ kind: 'amount', amountOffMinor: 3_000 }) },
      '3,000원 할인',
      '₩3,000 off',
    ],
    [
      { kind: 'order-discount', tiers: steps(percent(10), percent(20)) },
      '최대 20% 할인',
      'up to 20% off',
    ],
    [
      {
        kind: 'item-discount',
        of: of('케이크'),
        pick: { kind: 'cheapest', units: 1 },
        spread: 'each',
        tiers: steps(percent(50)),
      },
      '케이크 중 가장 싼 1개 50% 할인',
      'The cheapest 1 of 케이크 50% off',
    ],
    [
      {
        kind: 'buy-get',
        buy: coffee,
        get: { of: of('커피'), units: 1 },
        off: percent(100),
        timesMax: 1,
      },
      '커피 2개 사면 1개 더 (한 번에 1번까지)',
      'Buy 2 커피, get 1 more free (once a bill)',
    ],
    [
      { kind: 'buy-get', buy: coffee, get: cake, off: percent(50), timesMax: null },
      '커피 2개 사면 케이크 1개 50% 할인',
      'Buy 2 커피, get 1 케이크 50% off',
    ],
    [
      { kind: 'bundle', parts: [coffee, cake], priceMinor: 9_900, timesMax: null },
      '커피 2개 + 케이크 9,900원에',
      '2 × 커피 + 케이크 for ₩9,900',
    ],
    [
      { kind: 'free-item', item: cookie, units: 2, mode: 'added' },
      '쿠키 2개 무료',
      'Free 2 × 쿠키',
    ],
    [
      { kind: 'upgrade', of: of('커피'), to: { ...cookie, itemName: '큰 컵' }, units: 1 },
      '큰 컵 무료 업그레이드',
      'Free upgrade to 큰 컵',
    ],
    [{ kind: 'delivery-discount', off: percent(100) }, '배달비 무료', 'Free delivery'],
    [{ kind: 'points', points: 500 }, '500포인트 적립', '500 points on top'],
    [{ kind: 'points-times', times: 2 }, '포인트 2배', '2 times the points'],
    [
      { kind: 'gift-value', amountMinor: 3_000 },
      '3,000원 선물 잔액 적립',
      '₩3,000 back as gift value',
    ],
  ])('%j', (effect, korean, english) => {
    const terms = someTerms({ effects: [effect] })
    expect([gain(terms, 'ko'), gain(terms, 'en')]).toEqual([korean, english])
  })

  test('asks and caps are said, nothing is said about nothing', () => {
    expect(conditions(someTerms(), 'ko')).toBeNull()
    const asked = someTerms({ billMinorMin: 10_000, discountMinorMax: 3_000 })
    expect(conditions(asked, 'ko')).toBe('10,000원 이상 · 최대 3,000원 할인')
  })

  test('what comes besides is said after the first', () => {
    const [first] = someTerms().effects
    const points: Effect = { kind: 'points-percent', percent: 5 }
    const terms = someTerms({ effects: first ? [first, points] : [points] })
    expect(conditions(terms, 'ko')).toBe('낸 돈의 5% 포인트 적립')
  })

  test('only what is handed over beside the bill is named to the counter', () => {
    const free = (mode: 'added' | 'in-cart'): Effect => {
      return { kind: 'free-item', item: cookie, units: 1, mode }
    }
    expect(handedOver(someTerms({ effects: [free('added')] }), 'ko')).toBe('쿠키')
    expect(handedOver(someTerms({ effects: [free('in-cart')] }), 'ko')).toBeNull()
  })
})

describe('what is asked for', () => {
  test.each<readonly [Conditions, string, string]>([
    [[[{ kind: 'weekdays', weekdays: [1, 2, 3, 4, 5], isNot: false }]], '평일', 'weekdays'],
    [[[{ kind: 'weekdays', weekdays: [5], isNot: true }]], '금요일 제외', 'not: Fri'],
    [[[{ kind: 'holiday', which: 'day', isNot: true }]], '공휴일 제외', 'not: public holidays'],
    [[[{ kind: 'holiday', which: 'eve', isNot: false }]], '공휴일 전날', 'eves of public holidays'],
    [
      [[{ kind: 'hours', fromMinute: 840, toMinute: 1_020, isNot: false }]],
      '14:00~17:00',
      '14:00 to 17:00',
    ],
    [
      [
        [
          { kind: 'first-visit', isNot: false },
          { kind: 'tag', tags: ['학생'], isNot: false },
        ],
        [{ kind: 'items', of: of('커피'), unitsMin: 2, unitsMax: null, isNot: false }],
      ],
      '첫 방문 또는 학생 손님 · 커피 2개 이상',
      'first visit or for 학생 · 2 or more 커피',
    ],
    [
      [[{ kind: 'dates', from: '2026-11-20', to: '2026-11-30', isNot: false }]],
      '11월 20일~11월 30일',
      '20 November to 30 November',
    ],
    [
      [[{ kind: 'bill', when: 'after', minorMin: 9_000, minorMax: null, isNot: false }]],
      '할인 뒤 9,000원 이상',
      'from ₩9,000 after discounts',
    ],
    [
      [[{ kind: 'payment', methods: ['card', 'kakaopay'], isNot: false }]],
      '카드·kakaopay 결제',
      'paid by card, kakaopay',
    ],
  ])('%j', (asked, korean, english) => {
    const terms = someTerms({ conditions: asked })
    expect([conditions(terms, 'ko'), conditions(terms, 'en')]).toEqual([korean, english])
  })
})

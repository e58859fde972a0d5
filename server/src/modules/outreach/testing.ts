/** Ready-made messages for tests: each valid as it stands. Change only what the test is about. */
import { testId } from '../../kernel/testing.ts'
import type { Hearing, Message } from './model.ts'

/** A coupon of a café, to the first test person. */
export function aMessage(change: Partial<Message> = {}): Message {
  return {
    personId: testId('person'),
    merchantId: testId('merchant'),
    merchantName: '골목커피',
    purpose: 'marketing',
    title: '아메리카노 1,000원 할인',
    body: '지나가시는 길에 들러 주세요.',
    link: '/wallet',
    couponId: null,
    campaignId: null,
    decisionId: null,
    ...change,
  }
}

/** Marketing in the afternoon, to somebody who agreed and got nothing yet. */
export function aHearing(change: Partial<Hearing> = {}): Hearing {
  return {
    purpose: 'marketing',
    at: new Date('2026-04-16T15:00:00+09:00'),
    isKnown: true,
    consents: new Set(['marketing']),
    merchantConsents: new Set(),
    isBlocked: false,
    hasBoughtSince: false,
    timeZone: 'Asia/Seoul',
    sentToday: 0,
    sentThisWeek: 0,
    sentTodayByMerchant: 0,
    ...change,
  }
}

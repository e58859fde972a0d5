import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultSettings,
  gateDecision,
  isPushAddress,
  pushText,
  quietUntil,
  shownTitle,
} from './model.ts'
import type { Purpose } from '../people/model.ts'
import { aHearing, aMessage } from './testing.ts'

const inSeoul = (time: string) => new Date(`2026-04-16T${time}+09:00`)
const thisMorning = { kind: 'postponed', until: inSeoul('08:00:00') } as const
const tomorrow = { kind: 'postponed', until: new Date('2026-04-17T08:00:00+09:00') } as const
const refused = (code: string) => ({ kind: 'refused', code })
const sent = { kind: 'sent' } as const
const nights = new Set(['marketing', 'night-marketing'] as const)

describe('gateDecision', () => {
  test.each([
    ['OU1 with consent, in the afternoon', {}, sent],
    ['OU1 without consent', { consents: new Set<never>() }, refused('outreach.no-consent')],
    [
      'OU1 information needs no consent',
      { purpose: 'information' as const, consents: new Set<never>() },
      sent,
    ],
    ['OU2 at 20:59:59', { at: inSeoul('20:59:59') }, sent],
    ['OU2 just before 21:00', { at: inSeoul('20:59:59.999') }, sent],
    ['OU2 at 21:00', { at: inSeoul('21:00:00') }, tomorrow],
    ['OU2 before midnight', { at: inSeoul('23:59:59') }, tomorrow],
    ['OU2 after midnight', { at: inSeoul('00:00:00') }, thisMorning],
    ['OU2 at 07:59:59', { at: inSeoul('07:59:59') }, thisMorning],
    ['OU2 at 08:00', { at: inSeoul('08:00:00') }, sent],
    ['OU2 at night, with the consent to it', { at: inSeoul('23:00:00'), consents: nights }, sent],
    [
      'OU2 information goes at night',
      { purpose: 'information' as const, at: inSeoul('23:00:00') },
      sent,
    ],
    ['OU3 the third of a day', { sentToday: 2 }, sent],
    ['OU3 the fourth of a day', { sentToday: 3 }, refused('outreach.person-cap')],
    [
      'OU3 the second of a merchant',
      { sentToday: 1, sentTodayByMerchant: 1 },
      refused('outreach.merchant-cap'),
    ],
    ['OU4 of a blocked merchant', { isBlocked: true }, refused('outreach.blocked')],
    [
      'OU4 information of a blocked merchant',
      { isBlocked: true, purpose: 'information' as const },
      sent,
    ],
    ['nobody there', { isKnown: false }, refused('outreach.unknown-person')],
    [
      'OU15 at nine in the evening of Seoul, to somebody in London',
      { at: inSeoul('21:00:00'), timeZone: 'Europe/London' },
      sent,
    ],
    [
      'OU15 at noon of Seoul, to somebody in London',
      { at: inSeoul('12:00:00'), timeZone: 'Europe/London' },
      { kind: 'postponed', until: new Date('2026-04-16T08:00:00+01:00') },
    ],
    [
      'OU16 a yes to this merchant alone',
      { consents: new Set<Purpose>(), merchantConsents: new Set(['marketing' as const]) },
      sent,
    ],
    [
      'OU16 which is none to the night',
      {
        consents: new Set<Purpose>(),
        merchantConsents: new Set(['marketing' as const]),
        at: inSeoul('21:00:00'),
      },
      { kind: 'postponed', until: new Date('2026-04-17T08:00:00+09:00') },
    ],
    ['OU17 the last of a week', { sentThisWeek: 20 }, sent],
    ['OU17 the first too many', { sentThisWeek: 21 }, refused('outreach.week-cap')],
    ['OU18 who bought since', { hasBoughtSince: true }, refused('outreach.bought-since')],
  ])('%s', (_name, change, answer) => {
    expect(gateDecision(aHearing(change), defaultSettings)).toEqual(answer)
  })

  test('OU2 waiting ends at an instant that is not quiet, whatever the hours', () => {
    const minute = fc.integer({ min: 0, max: 1_440 })
    const at = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(minute, minute, at, (quietFromMinute, quietUntilMinute, instant) => {
        const settings = { ...defaultSettings, quietFromMinute, quietUntilMinute }
        const until = quietUntil(instant, settings, 'Asia/Seoul')
        if (until === null) return true
        const isAllDay = quietFromMinute % 1_440 === quietUntilMinute % 1_440
        const waitMs = until.getTime() - instant.getTime()
        if (waitMs <= 0 || waitMs > 86_400_000) return false
        return isAllDay || quietUntil(until, settings, 'Asia/Seoul') === null
      }),
    )
  })
})

describe('how marketing looks', () => {
  test.each([
    ['OU6 the label comes first', '봄맞이 할인', '(광고) 봄맞이 할인'],
    ['OU6 and once', '(광고)봄맞이 할인', '(광고) 봄맞이 할인'],
    ['OU6 and stays', '(광고) 봄맞이 할인', '(광고) 봄맞이 할인'],
  ])('%s', (_name, title, shown) => expect(shownTitle({ purpose: 'marketing', title })).toBe(shown))

  test('OU6 information bears no label', () => {
    expect(shownTitle({ purpose: 'information', title: '쿠폰을 썼어요' })).toBe('쿠폰을 썼어요')
  })

  test('OU6 a push ends with sender, contact and the way out, however long the body', () => {
    const message = { ...aMessage({ body: '가'.repeat(5_000) }), merchantContact: null }
    const text = pushText(message, '02-123-4567')
    expect(text).toMatch(/골목커피 · 02-123-4567\n무료 수신거부: .+$/)
    expect(Buffer.byteLength(text)).toBeLessThan(2_000)
  })
})

describe('addresses of push services', () => {
  test.each([
    ['OU13 a push service', 'https://fcm.googleapis.com/fcm/send/abc', true],
    ['OU13 without encryption', 'http://fcm.googleapis.com/fcm/send/abc', false],
    ['OU13 this machine', 'https://localhost/push', false],
    ['OU13 an address inside', 'https://10.0.0.1/push', false],
    ['OU13 an address in disguise', 'https://2130706433/push', false],
    ['OU13 an IPv6 address', 'https://[::1]/push', false],
    ['OU13 a name inside', 'https://router.local/push', false],
    ['OU13 another port', 'https://push.golmok.kr:5432/push', false],
    ['OU13 with a password', 'https://a:b@push.golmok.kr/push', false],
    ['OU13 no address', 'push', false],
  ])('%s', (_name, address, answer) => expect(isPushAddress(address)).toBe(answer))
})

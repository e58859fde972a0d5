import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inTime } from '../../../platform/in-time.ts'
import { defaultSettings } from '../model.ts'
import {
  DELIVERY_AGE_MS_MAX,
  KAKAO_QUIET_FROM_MINUTE,
  NO_TEMPLATE,
  TRIES_MAX,
  deadKind,
  deadKinds,
  deadStates,
  deliveryStates,
  handOverBefore,
  lastWord,
  maskedAddress,
  nextStates,
  retryAt,
  wayNames,
  type LastHearing,
} from './delivery.ts'

const manners = { ...defaultSettings, kakaoQuietFromMinute: KAKAO_QUIET_FROM_MINUTE }
const inSeoul = (time: string) => new Date(`2026-04-16T${time}+09:00`)
const morning = new Date('2026-04-17T08:00:00+09:00')
const go = { kind: 'go' } as const
const tomorrow = { kind: 'wait', until: morning } as const
const thisMorning = { kind: 'wait', until: inSeoul('08:00:00') } as const
const drop = (code: string) => ({ kind: 'drop', code })

const hearing = (change: Partial<LastHearing> = {}): LastHearing => {
  const at = change.at ?? inSeoul('15:00:00')
  const consents = new Set(['marketing', ...wayNames.map((way) => `marketing/${way}`)])
  const sms = { way: 'sms', purpose: 'marketing', isReachable: true } as const
  const open = { timeZone: 'Asia/Seoul', isBlocked: false, isMuted: false, hasBoughtSince: false }
  return { ...sms, ...open, isCancelled: false, at, queuedAt: at, consents, ...change }
}
const nights = new Set([
  'marketing/sms',
  'night-marketing/sms',
  'marketing/kakao',
  'night-marketing/kakao',
])

describe('deadKind', () => {
  const stop = AbortSignal.abort()
  const outOfTime = () =>
    inTime(() => Promise.resolve(''), stop).catch((error: unknown) =>
      error instanceof Error ? error.message : '',
    )
  const said = [
    ['nobody-there', 'bounced', '550 5.1.1 no such user'],
    ['no-template', 'failed', NO_TEMPLATE],
    ['mailbox-full', 'failed', '552 5.2.2 The mailbox is over quota'],
    ['quota-spent', 'failed', '429 You have reached your monthly limit.'],
    ['not-let-in', 'dead', '535 5.7.8 Authentication failed'],
    ['address-inside', 'dead', 'refused: the address leads inside'],
    ['no-answer', 'dead', 'connect ECONNREFUSED 127.0.0.1:25'],
    ['refused', 'failed', '554 5.7.1 looks like spam'],
    ['given-up', 'dead', 'the push service answered 503'],
  ] as const

  test.each(said)('OU89 %s, of what was %s with “%s”', (kind, state, words) => {
    expect(deadKind(state, words)).toBe(kind)
  })

  test('OU89 our own clock is understood, and each kind is told by something', async () => {
    expect(deadKind('dead', await outOfTime())).toBe('no-answer')
    expect(said.map(([kind]) => kind).toSorted()).toEqual(deadKinds.toSorted())
  })

  test('OU89 silence of a provider has a word of ours as well', () => {
    expect(deadStates.map((state) => deadKind(state, ''))).toEqual([
      'nobody-there',
      'refused',
      'given-up',
    ])
  })
})

describe('handOverBefore', () => {
  const night = inSeoul('21:00:00')
  test.each([
    ['in the afternoon, 45 s', {}, inSeoul('15:00:45')],
    ['just so long before the night', { at: inSeoul('20:59:14.999') }, inSeoul('20:59:59.999')],
    ['a text at 20:59:30', { at: inSeoul('20:59:30') }, night],
    ['a text at 20:59:59', { at: inSeoul('20:59:59') }, night],
    [
      'a text at 20:59:59 to who agreed to nights',
      { at: inSeoul('20:59:59'), consents: nights },
      inSeoul('21:00:44'),
    ],
    ['Kakao at 20:49:59', { way: 'kakao' as const, at: inSeoul('20:49:59') }, inSeoul('20:50:00')],
    ['e-mail at 20:59:59', { way: 'email' as const, at: inSeoul('20:59:59') }, inSeoul('21:00:44')],
    [
      'information at 20:59:59',
      { purpose: 'information' as const, at: inSeoul('20:59:59') },
      inSeoul('21:00:44'),
    ],
    [
      'by the clock of its reader',
      { timeZone: 'Asia/Tokyo', at: inSeoul('20:59:59') },
      inSeoul('21:00:00'),
    ],
  ])('OU85 %s', (_name, change, before) => {
    expect(handOverBefore(hearing(change), manners)).toEqual(before)
  })

  test('OU86 nothing is handed over a minute after it was judged', () => {
    const seconds = fc.integer({ min: 0, max: 86_400 })
    fc.assert(
      fc.property(seconds, fc.constantFrom(...wayNames), (second, way) => {
        const at = new Date(inSeoul('00:00:00').getTime() + second * 1_000)
        const asked = hearing({ at, way })
        fc.pre(lastWord(asked, manners).kind === 'go')
        const heldMs = handOverBefore(asked, manners).getTime() - at.getTime()
        expect(heldMs).toBeLessThanOrEqual(45_000)
      }),
    )
  })

  test('OU85 nothing that may go now is handed over in a night', () => {
    const minutes = fc.integer({ min: 0, max: 3 * 1_440 * 60_000 })
    const zones = fc.constantFrom('Asia/Seoul', 'America/New_York', 'Asia/Kolkata', 'UTC')
    fc.assert(
      fc.property(minutes, zones, fc.constantFrom(...wayNames), (ms, timeZone, way) => {
        const at = new Date(Date.parse('2026-03-07T00:00:00Z') + ms)
        const asked = hearing({ at, timeZone, way })
        fc.pre(lastWord(asked, manners).kind === 'go')
        const before = handOverBefore(asked, manners)
        expect(before > at).toBe(true)
        const last = new Date(before.getTime() - 1)
        expect(lastWord({ ...asked, at: last, queuedAt: at }, manners)).toEqual(go)
      }),
    )
  })
})

describe('lastWord', () => {
  test.each([
    ['OU42 a text in the afternoon', {}, go],
    ['OU42 a text at 20:59:59', { at: inSeoul('20:59:59') }, go],
    ['OU42 a text at 21:00:00', { at: inSeoul('21:00:00') }, tomorrow],
    ['OU42 a text at 07:59:59', { at: inSeoul('07:59:59') }, thisMorning],
    ['OU42 a text at 08:00:00', { at: inSeoul('08:00:00') }, go],
    ['OU42 a text at night, agreed to', { at: inSeoul('23:00:00'), consents: nights }, go],
    ['OU42 Kakao at 20:49:59', { way: 'kakao' as const, at: inSeoul('20:49:59') }, go],
    ['OU42 Kakao at 20:50:00', { way: 'kakao' as const, at: inSeoul('20:50:00') }, tomorrow],
    [
      'OU42 Kakao at 20:50:00, whatever was agreed to',
      { way: 'kakao' as const, at: inSeoul('20:50:00'), consents: nights },
      tomorrow,
    ],
    ['OU42 LINE at 21:00:00', { way: 'line' as const, at: inSeoul('21:00:00') }, tomorrow],
    ['OU42 e-mail knows no night', { way: 'email' as const, at: inSeoul('23:00:00') }, go],
    [
      'OU42 without the consent to this way',
      { consents: new Set(['marketing']) },
      drop('no-consent'),
    ],
    ['OU42 after a block', { isBlocked: true }, drop('blocked')],
    ['OU42 of a muted merchant', { isMuted: true }, drop('muted')],
    [
      'OU42 after a purchase that makes it of no use',
      { hasBoughtSince: true },
      drop('bought-since'),
    ],
    [
      'OU42 in the evening of Seoul, to somebody in Paris',
      { at: inSeoul('22:00:00'), timeZone: 'Europe/Paris' },
      go,
    ],
    ['OU42 to an address that is no good', { isReachable: false }, drop('unreachable')],
    [
      'OU42 information goes at night, to those who agreed to nothing',
      {
        purpose: 'information' as const,
        at: inSeoul('23:00:00'),
        consents: new Set<string>(),
        isBlocked: true,
      },
      go,
    ],
    [
      'OU42 what waited for longer than a day',
      { queuedAt: new Date(inSeoul('15:00:00').getTime() - DELIVERY_AGE_MS_MAX - 1) },
      drop('too-late'),
    ],
  ])('%s', (_name, change, word) => {
    expect(lastWord(hearing(change), manners)).toEqual(word)
  })
})

test('OU43 waits longer and longer, and ends after so many tries or a day', () => {
  const from = inSeoul('09:00:00')
  const waits = Array.from({ length: TRIES_MAX }, (_each, at) => retryAt(from, at + 1, from))
  const seconds = waits.map((next) => next && (next.getTime() - from.getTime()) / 1_000)
  expect(seconds).toEqual([30, 60, 120, 240, 480, 960, 1_920, null])
  expect(retryAt(new Date(from.getTime() + DELIVERY_AGE_MS_MAX), 1, from)).toBeNull()
})

test('OU45 what has arrived stays, and nothing settled moves but to be sent again', () => {
  for (const state of deliveryStates) {
    const next = nextStates[state]
    if (state === 'delivered' || state === 'dropped') expect(next).toEqual([])
    else if (state !== 'queued' && state !== 'taken') expect(next).toEqual(['queued'])
  }
})

test('OU49 a masked address never shows the whole of it', () => {
  const address = fc.stringMatching(/^[a-z\d]{3,12}@[a-z]{2,8}\.kr$/)
  fc.assert(
    fc.property(address, (each) => {
      expect(maskedAddress('email', each).split('@')[0]).not.toBe(each.split('@')[0])
    }),
  )
  expect(maskedAddress('sms', '+821012345678')).toBe('+8210****5678')
})

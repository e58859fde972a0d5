/** The rules of talks: who may write, what is found, what an order comes to, when nobody is there. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import { DAY_MS } from '../../kernel/time.ts'
import { allDay, type WeekHours } from '../places/model/hours.ts'
import { absenceUntil, attendanceAt, awayWords, objectionToDesk } from './model/desk.ts'
import { holdsTyped } from '../places/model/hangul.ts'
import { orderCard, soughtIn, wordsOf } from './model/message.ts'
import { newsText } from './model/telling.ts'
import {
  mayWriteUntil,
  objectionToHandingOver,
  objectionToPerson,
  objectionToShop,
  objectionToTaking,
} from './model/talk.ts'
import { aDesk, aTalk } from './testing.ts'

const me = testId<'person'>('person', 5)
const other = testId<'person'>('person', 6)
/** When the person of `aTalk` wrote last. */
const asked = new Date('2026-04-16T06:00:00Z')
const sixDaysOn = new Date(asked.getTime() + 6 * DAY_MS)

describe('who may write', () => {
  test.each([
    ['an open talk', {}, true, null],
    ['TA2 a closed talk', { state: 'closed' }, true, null],
    ['TA3 a talk that the shop blocked', { blockedBy: 'shop' }, true, 'talk.blocked'],
    ['TA3 a talk that they blocked themselves', { blockedBy: 'person' }, true, 'talk.blocked'],
    ['a shop that takes no talks', {}, false, 'talk.desk-closed'],
    ['TA15 the last that goes unanswered', { unanswered: 59 }, true, null],
    ['TA15 one more than that', { unanswered: 60 }, true, 'talk.unanswered'],
  ] as const)('the person: %s', (_name, change, isDeskOpen, code) => {
    expect(objectionToPerson(aTalk(change), isDeskOpen)).toBe(code)
  })

  test.each([
    ['TA7 a talk that nobody has', {}, null],
    ['TA7 their own', { assignedTo: me }, null],
    ['TA7 that of somebody else', { assignedTo: other }, 'talk.taken'],
    ['TA1 where nobody has written', { lastNumber: 0 }, 'talk.unknown'],
    ['TA2 a closed talk', { state: 'closed' }, 'talk.closed'],
    ['TA3 a blocked one', { state: 'closed', blockedBy: 'person' }, 'talk.blocked'],
  ] as const)('the shop: %s', (_name, change, code) => {
    expect(objectionToShop(aTalk(change), me, asked)).toBe(code)
  })

  test.each([
    ['in the last moment', 7 * DAY_MS - 1, {}, null],
    ['at seven days sharp', 7 * DAY_MS, {}, 'talk.waits-for-them'],
    ['also who has the talk', 7 * DAY_MS, { assignedTo: me }, 'talk.waits-for-them'],
    ['long after', 400 * DAY_MS, {}, 'talk.waits-for-them'],
    ['after an answer of its own', 7 * DAY_MS, { answeredAt: sixDaysOn }, 'talk.waits-for-them'],
    ['once the person wrote again', 7 * DAY_MS, { askedAt: sixDaysOn }, null],
    ['of a closed talk, that it is closed', 7 * DAY_MS, { state: 'closed' }, 'talk.closed'],
    ['where the person never wrote', 0, { askedAt: null }, 'talk.waits-for-them'],
  ] as const)('TA21 the shop, %s', (_name, afterMs, change, code) => {
    const at = new Date(asked.getTime() + afterMs)
    expect(objectionToShop(aTalk(change), me, at)).toBe(code)
  })

  test('TA21 it is told until when', () => {
    expect(mayWriteUntil(aTalk())).toEqual(new Date(asked.getTime() + 7 * DAY_MS))
    expect(mayWriteUntil(aTalk({ askedAt: null }))).toBe(null)
  })

  test('TA8 who has a talk hands it over, and an owner does', () => {
    expect(objectionToHandingOver(aTalk({ assignedTo: other }), me, false)).toBe('talk.not-yours')
    expect(objectionToHandingOver(aTalk({ assignedTo: other }), me, true)).toBe(null)
    expect(objectionToHandingOver(aTalk({ assignedTo: me }), me, false)).toBe(null)
    expect(objectionToTaking(aTalk({ assignedTo: null }), me)).toBe(null)
  })
})

test('TA11 an order comes to the sum of its items, for any items', () => {
  const item = fc.record({
    name: fc.constant('케이크'),
    quantity: fc.integer({ min: 1, max: 99 }),
    priceMinor: fc.nat(10_000_000),
  })
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 30 }), (items) => {
      let sum = 0
      for (const { quantity, priceMinor } of items) {
        for (let piece = 0; piece < quantity; piece += 1) sum += priceMinor
      }
      expect(orderCard(items).sumMinor).toBe(sum)
    }),
  )
})

test.each([
  ['케이크', true],
  ['이크 예', true],
  ['ㅋㅇㅋ', true],
  ['CAKE', false],
  ['ㅋㅇㅍ', false],
  ['?!', false],
] as const)('TA13 "내일 케이크 예약돼요?" is found by %s: %s', (typed, is) => {
  const text = '내일 케이크 예약돼요?'
  const sought = soughtIn(typed)
  expect(holdsTyped(text, typed)).toBe(is)
  // What the query of the store looks for says the same.
  expect(sought !== null && wordsOf(text).includes(sought)).toBe(is)
})

describe('TA9, chatwoot#11073 nobody is there', () => {
  const morning = new Date('2026-04-16T00:00:00Z')
  const nine = { spans: [{ fromMinute: 600, untilMinute: 1_200 }], breaks: [] }
  const week: WeekHours = { days: Array(7).fill(nine), holidays: { kind: 'as-usual' } }
  const zone = 'Asia/Seoul'

  test('by the hours of the place, by hours of their own, or never', () => {
    const place = { week, exceptions: [] }
    const closed = attendanceAt(aDesk({ attended: 'place-open' }), place, morning, zone)
    expect(closed).toMatchObject({ isOpen: false, opensAt: new Date('2026-04-16T01:00:00Z') })
    expect(attendanceAt(aDesk({ attended: 'place-open' }), null, morning, zone).isOpen).toBe(true)
    expect(attendanceAt(aDesk(), place, morning, zone).isOpen).toBe(true)
    const own = aDesk({ attended: 'hours', fromMinute: 540, untilMinute: 1_080, weekdays: [4] })
    // A Thursday, at nine sharp and a minute earlier.
    expect(attendanceAt(own, null, morning, zone).isOpen).toBe(true)
    expect(attendanceAt(own, null, new Date(morning.getTime() - 1), zone).isOpen).toBe(false)
    const open = {
      week: { ...week, days: Array(7).fill(allDay) as WeekHours['days'] },
      exceptions: [],
    }
    expect(attendanceAt(aDesk({ attended: 'place-open' }), open, morning, zone).isOpen).toBe(true)
  })

  const away = { isOpen: false, opensAt: new Date('2026-04-16T01:00:00Z'), closesAt: null }
  const quiet = { awayUntil: null, answeredAt: null }
  test.each([
    ['the first message', quiet, away.opensAt],
    ['the second of the same absence', { ...quiet, awayUntil: away.opensAt }, null],
    ['the first of the next absence', { ...quiet, awayUntil: morning }, away.opensAt],
    [
      'an answer a moment ago',
      { ...quiet, answeredAt: new Date(morning.getTime() - 299_999) },
      null,
    ],
    [
      'an answer long ago',
      { ...quiet, answeredAt: new Date(morning.getTime() - 300_000) },
      away.opensAt,
    ],
  ] as const)('is said once for each absence: %s', (_name, talk, until) => {
    expect(absenceUntil(talk, aDesk(), away, morning)).toEqual(until)
  })

  test('is not said by a shop that wants to say nothing, nor while somebody is there', () => {
    expect(absenceUntil(quiet, aDesk({ repliesWhenAway: false }), away, morning)).toBe(null)
    expect(absenceUntil(quiet, aDesk(), { ...away, isOpen: true }, morning)).toBe(null)
  })

  test('is said in the words of the shop, or in ours', () => {
    expect(awayWords(aDesk({ awayText: '열 시에 만나요' }), 'en')).toBe('열 시에 만나요')
    expect(awayWords(aDesk(), 'ko')).toContain('돌아오는 대로')
    expect(awayWords(aDesk(), 'en')).toContain('as soon as')
  })

  test('takes hours that are hours', () => {
    const hours = { attended: 'hours', fromMinute: 600, untilMinute: 600 } as const
    expect(objectionToDesk(aDesk(hours))).toBe('talk.hours-empty')
    expect(objectionToDesk(aDesk({ ...hours, untilMinute: 601 }))).toBe(null)
    expect(objectionToDesk(aDesk({ ...hours, untilMinute: 601, weekdays: [] }))).toBe(
      'talk.hours-empty',
    )
  })
})

test('TA17 the inbox says who answered, and how it begins', () => {
  const long = { kind: 'text', text: '네'.repeat(100) } as const
  expect(newsText('모퉁이 커피', long, 'ko')).toEqual({
    title: '모퉁이 커피에서 답이 왔어요',
    body: `${'네'.repeat(79)}…`,
  })
  expect(newsText('Corner', { kind: 'coupon', text: null }, 'en').body).toBe('They sent a coupon.')
})

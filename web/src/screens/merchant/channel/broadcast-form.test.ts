import { expect, test } from 'vitest'
import { audienceOf, contentOf, firstForm, objectionTo, timingOf } from './broadcast-form.ts'

const now = new Date('2026-04-16T06:00:00Z')

test('all friends are no conditions, whatever was narrowed before', () => {
  expect(audienceOf({ ...firstForm, segments: ['regular'] })).toEqual({})
  const narrowed = { ...firstForm, isForAll: false, since: 'old', isForRedeemers: true } as const
  expect(audienceOf(narrowed)).toMatchObject({
    friendDaysMin: 30,
    friendDaysMax: null,
    redeemedDays: 60,
    favouritesOnly: false,
    visitedDays: null,
    visitsMin: null,
  })
})

test('visits and languages narrow only where they are asked for', () => {
  const form = { ...firstForm, isForAll: false } as const
  const asked = { ...form, lastVisit: 'long-ago', visitsMin: 3, languages: ['en'] } as const
  expect(audienceOf(asked)).toMatchObject({
    visitedDays: null,
    notVisitedDays: 60,
    visitsMin: 3,
    languages: ['en'],
  })
  expect(audienceOf({ ...form, lastVisit: 'lately' })).toMatchObject({
    visitedDays: 30,
    notVisitedDays: null,
  })
})

test('a time is that of the market, or of each wall', () => {
  const form = { ...firstForm, day: '2026-04-17', time: '09:30' }
  expect(timingOf(form)).toEqual({ kind: 'now' })
  expect(timingOf({ ...form, when: 'at' })).toEqual({ kind: 'at', at: '2026-04-17T00:30:00.000Z' })
  expect(timingOf({ ...form, when: 'wall' })).toEqual({
    kind: 'wall',
    day: '2026-04-17',
    minuteOfDay: 570,
  })
})

test('a step is done when it says what it asks for', () => {
  expect(objectionTo('content', firstForm, now)).toBe('text')
  expect(objectionTo('content', { ...firstForm, title: 'a', body: 'b' }, now)).toBeNull()
  const at = (day: string) => objectionTo('timing', { ...firstForm, when: 'at', day }, now)
  expect([at(''), at('2026-04-16'), at('2026-04-17'), at('2027-04-17')]).toEqual([
    'time',
    'time',
    null,
    'time',
  ])
})

test('the button leads to the shop, or is not there', () => {
  const form = { ...firstForm, title: ' 제목 ' }
  expect(contentOf(form, '/places/1')).toMatchObject({ title: '제목', link: '/places/1' })
  expect(contentOf({ ...form, hasButton: false }, '/places/1').link).toBeNull()
})

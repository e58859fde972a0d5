import { expect, test } from 'vitest'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import {
  audienceOf,
  contentOf,
  firstForm,
  formOfDraft,
  formOfEvent,
  type BroadcastForm,
  mayBegin,
  objectionTo,
  timingOf,
} from './broadcast-form.ts'

const now = new Date('2026-04-16T06:00:00Z')

/** An audience without conditions, as the server keeps it. */
const nobodyIsKeptOut = {
  sources: [],
  friendDaysMin: null,
  friendDaysMax: null,
  segments: [],
  tags: [],
  redeemedDays: null,
  favouritesOnly: false,
  visitedDays: null,
  notVisitedDays: null,
  visitsMin: null,
  visitPlaceIds: [],
  languages: [],
}

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

test('ready words begin a broadcast, and never take the place of somebody’s own', () => {
  for (const { readyTexts } of [ko, en]) {
    expect(readyTexts.length).toBeGreaterThan(2)
    for (const { title, body } of readyTexts) {
      expect(objectionTo('content', { ...firstForm, title, body }, now)).toBeNull()
      expect(mayBegin({ title, body }, readyTexts)).toBe(true)
      expect(mayBegin({ title, body: `${body} 내일도요.` }, readyTexts)).toBe(false)
    }
    expect(mayBegin({ title: ' ', body: '' }, readyTexts)).toBe(true)
    expect(mayBegin({ title: '딸기 케이크', body: '' }, readyTexts)).toBe(false)
  }
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

test('the button leads where it was told to, or is not there', () => {
  const form = { ...firstForm, title: ' 제목 ' }
  expect(contentOf({ ...form, link: '/places/1' })).toMatchObject({
    title: '제목',
    link: '/places/1',
  })
  expect(contentOf(form).link).toBeNull()
})

test('news of an event lead to its page and go when it begins, to all friends', () => {
  const event = {
    slug: '봄-세일',
    title: '봄 세일',
    summary: '매장에서 만나요.',
    coverPictureId: 'picture',
    startsAt: '2026-04-17T01:00:00.000Z',
  }
  const form = formOfEvent(event, now)
  expect(contentOf(form)).toMatchObject({
    title: '봄 세일',
    body: '매장에서 만나요.',
    pictureId: 'picture',
    link: '/e/%EB%B4%84-%EC%84%B8%EC%9D%BC',
  })
  expect(timingOf(form)).toEqual({ kind: 'at', at: '2026-04-17T01:00:00.000Z' })
  expect([audienceOf(form), form.controlPercent]).toEqual([{}, 0])
  const seconds = formOfEvent({ ...event, startsAt: '2026-04-17T00:59:01.000Z' }, now)
  expect(timingOf(seconds)).toEqual(timingOf(form))
  expect(timingOf(formOfEvent({ ...event, startsAt: '2026-04-16T05:59:59.999Z' }, now))).toEqual({
    kind: 'now',
  })
})

test('a draft goes on as it was left: its words, whom it is for, and when it goes', () => {
  const left: BroadcastForm = {
    title: '딸기',
    body: '오늘부터예요.',
    pictureId: 'picture',
    offerId: 'offer',
    link: '/places/1',
    ways: ['email'],
    isForAll: false,
    segments: ['lapsed'],
    sources: ['qr', 'tag'],
    since: 'old',
    tags: ['빵'],
    isForRedeemers: true,
    isForFavourers: true,
    lastVisit: 'long-ago',
    visitsMin: 2,
    visitPlaceIds: ['place'],
    languages: ['en'],
    controlPercent: 0,
    when: 'wall',
    day: '2026-04-17',
    time: '09:05',
  }
  const kept = (form: BroadcastForm) => ({
    content: contentOf(form),
    audience: { ...nobodyIsKeptOut, ...audienceOf(form) },
    timing: timingOf(form),
    controlPercent: form.controlPercent,
  })
  expect(formOfDraft(kept(left))).toEqual(left)
  const lately = { ...left, since: 'new', lastVisit: 'lately', when: 'at' } as const
  expect(formOfDraft(kept(lately))).toEqual(lately)
  // What narrows nothing is for all, whichever was pressed.
  expect(formOfDraft(kept({ ...firstForm, isForAll: false }))).toEqual(firstForm)
})

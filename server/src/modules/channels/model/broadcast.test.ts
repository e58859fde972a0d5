import { describe, expect, test } from 'vitest'
import { blurred } from '../../../kernel/few.ts'
import {
  everyFriend,
  isChosen,
  isEveryone,
  isPathOfApp,
  mayMove,
  toldProgress,
  wavesOf,
  type BroadcastState,
  type Move,
} from './broadcast.ts'

const now = new Date('2026-04-16T06:00:00Z')

test.each<[BroadcastState, Move[]]>([
  ['draft', ['launch', 'cancel', 'change']],
  ['scheduled', ['pause', 'cancel']],
  ['sending', ['pause', 'cancel']],
  ['paused', ['resume', 'cancel']],
  ['sent', []],
  ['cancelled', []],
])('CH13 a broadcast that is %s may be: %j', (state, allowed) => {
  const moves: Move[] = ['launch', 'pause', 'resume', 'cancel', 'change']
  expect(moves.filter((move) => mayMove(state, move))).toEqual(
    moves.filter((move) => allowed.includes(move)),
  )
})

test.each([
  [0, 5, true],
  [4, 5, true],
  [5, 5, false],
  [7, 5, false],
  [8, 10, false],
  [998, 1_000, false],
  [1_234, 1_230, false],
])('CH14 of %i people a shop sees %i; few: %s', (people, seen, isFew) => {
  expect(blurred(people)).toEqual({ people: seen, isFew })
})

test('CH14 all friends together are nothing to hide, any narrowing is', () => {
  expect(isEveryone(everyFriend)).toBe(true)
  expect(isEveryone({ ...everyFriend, tags: ['VIP'] })).toBe(false)
  expect(isEveryone({ ...everyFriend, favouritesOnly: true })).toBe(false)
  expect(isEveryone({ ...everyFriend, friendDaysMax: 7 })).toBe(false)
})

describe('CH60 how far a broadcast is', () => {
  const some = { ...everyFriend, tags: ['VIP'] }
  test.each([
    ['to one chosen friend, got', some, [1, 1, 1], [5, 5, 5], [true, true]],
    ['to one chosen friend, refused', some, [1, 1, 0], [5, 5, 5], [true, true]],
    ['to one chosen friend, waiting', some, [1, 0, 0], [5, 0, 0], [true, false]],
    ['to four', some, [4, 4, 4], [5, 5, 5], [true, true]],
    ['to five', some, [5, 5, 5], [5, 5, 5], [false, false]],
    ['to nine, of whom few got it', some, [9, 9, 4], [9, 9, 5], [false, true]],
    ['to all friends, who are two', everyFriend, [2, 2, 1], [2, 2, 1], [false, false]],
  ] as const)('%s', (_name, audience, counted, told, flags) => {
    const [reach, done, sent] = counted
    const seen = toldProgress(isChosen(audience, {}), { reach, done, sent })
    expect([seen.reach, seen.done, seen.sent]).toEqual(told)
    expect([seen.isMeantForFew, seen.isSentToFew]).toEqual(flags)
  })
})

test('CH60 who writes to all others first chose the one who is left', () => {
  expect(isChosen(everyFriend, { sent: 2, 'outreach.no-consent': 90 })).toBe(false)
  for (const cap of ['merchant', 'person', 'week'] as const) {
    expect(isChosen(everyFriend, { sent: 1, [`outreach.${cap}-cap`]: 9 })).toBe(true)
  }
})

describe('CH15 waves', () => {
  test('are one for everybody, at once or at an instant', () => {
    expect(wavesOf({ kind: 'now' }, ['Asia/Seoul'], now)).toEqual([{ timeZone: '', startsAt: now }])
    const at = new Date('2026-04-17T00:00:00Z')
    expect(wavesOf({ kind: 'at', at }, [], now)).toEqual([{ timeZone: '', startsAt: at }])
    const past = { kind: 'at', at: new Date('2026-01-01T00:00:00Z') } as const
    expect(wavesOf(past, [], now)).toEqual([{ timeZone: '', startsAt: now }])
  })

  test('go by the clock on the wall of each zone, and at once where it has passed', () => {
    const timing = { kind: 'wall', day: '2026-04-16', minuteOfDay: 16 * 60 } as const
    expect(wavesOf(timing, ['Asia/Seoul', 'Pacific/Auckland', 'Europe/Paris'], now)).toEqual([
      { timeZone: 'Asia/Seoul', startsAt: new Date('2026-04-16T07:00:00Z') },
      { timeZone: 'Pacific/Auckland', startsAt: now },
      { timeZone: 'Europe/Paris', startsAt: new Date('2026-04-16T14:00:00Z') },
    ])
  })
})

test.each([
  ['/places/1', true],
  ['/wallet?from=news', true],
  ['//evil.example', false],
  ['/\\evil.example', false],
  ['https://evil.example', false],
  ['/a b', false],
])('CH16 %s leads within the app: %s', (path, isOurs) => {
  expect(isPathOfApp(path)).toBe(isOurs)
})

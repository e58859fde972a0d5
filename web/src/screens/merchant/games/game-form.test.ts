/** What the form of a game holds, and how it becomes a request. */
import { expect, test } from 'vitest'
import {
  freshPrize,
  missingIn,
  requestOf,
  restPercent,
  typedOf,
  type TypedGame,
} from './game-form.ts'

const typed: TypedGame = {
  title: ' 룰렛 ',
  intro: '',
  kind: 'wheel',
  stamps: 7,
  audience: 'everyone',
  needsNumber: true,
  startsOn: '2026-04-01',
  endsOn: '2026-04-30',
  consolation: '내일 또 만나요',
  prizes: [
    { ...freshPrize(1), offerId: 'coffee', title: '커피', percent: 0.35, stock: 3 },
    { ...freshPrize(2), offerId: 'bread', title: '빵', percent: 12.5 },
  ],
}

test('shares are hundredths of a per cent, and the consolation takes the rest', () => {
  expect(restPercent(typed.prizes)).toBe(87.15)
  expect(requestOf(typed)).toMatchObject({
    title: '룰렛',
    stampsToFill: 1,
    needsNumber: true,
    prizes: [{ share: 35, stock: 3 }, { share: 1_250 }],
  })
})

test('a game is whole with prizes, days and words, and chances of 100% at most', () => {
  const with51 = typed.prizes.map((it) => ({ ...it, percent: 51 }))
  expect(missingIn(typed)).toBeNull()
  expect(missingIn({ ...typed, title: ' ' })).toBe('title')
  expect(missingIn({ ...typed, endsOn: '2026-03-31' })).toBe('days')
  expect(missingIn({ ...typed, prizes: [] })).toBe('prizes')
  expect(missingIn({ ...typed, prizes: with51 })).toBe('share')
  expect(missingIn({ ...typed, consolation: '' })).toBe('consolation')
})

test('what was saved comes back into the form as it was', () => {
  const { prizes, consolation, ...rest } = requestOf(typed)
  const saved = [
    { number: 0, title: consolation, offerId: null, share: 8_715, stock: null },
    ...prizes.map((prize, at) => ({ ...prize, number: at + 1 })),
  ]
  const again = typedOf({ ...rest, prizes: saved } as never)
  expect(requestOf(again)).toEqual(requestOf(typed))
})

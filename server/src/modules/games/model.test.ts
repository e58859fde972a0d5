/** The rules of games that need no database: odds, days, draws. */
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import { hmacSha256 } from '../../platform/secrets.ts'
import {
  daysOf,
  drawText,
  endOf,
  fillsCard,
  numberOf,
  objectionToGame,
  phaseOf,
  prizeAt,
  prizesOf,
  sharesNow,
  WHOLE,
} from './model/game.ts'
import { aGame, aGamePlan } from './testing.ts'

const gameId = testId<'game'>('game')
const prize = (share: number) => ({
  title: '빵',
  offerId: testId<'offer'>('offer'),
  share,
  stock: 5,
})

describe('GA1 shares', () => {
  test('are the whole: the consolation takes what prizes leave', () => {
    const prizes = prizesOf(aGamePlan())
    expect(prizes.map(({ number, share }) => [number, share])).toEqual([
      [0, 8_900],
      [1, 100],
      [2, 1_000],
    ])
    expect(prizes.reduce((sum, { share }) => sum + share, 0)).toBe(WHOLE)
    const sure = aGamePlan({ prizes: [prize(WHOLE)] })
    expect(objectionToGame(sure, '2026-04-15')).toBeNull()
    expect(prizesOf(sure)[0]?.share).toBe(0)
    const tooMany = aGamePlan({ prizes: [prize(WHOLE), prize(1)] })
    expect(objectionToGame(tooMany, '2026-04-15')).toBe('game.odds')
  })

  test('stand beside days that make sense', () => {
    const on = (startsOn: string, endsOn: string) =>
      objectionToGame(aGamePlan({ startsOn, endsOn }), '2026-04-15')
    expect(on('2026-04-15', '2026-04-15')).toBeNull()
    expect(on('2026-04-15', '2026-07-15')).toBeNull()
    expect(on('2026-04-15', '2026-07-16')).toBe('game.window')
    expect(on('2026-04-16', '2026-04-15')).toBe('game.window')
    expect(on('2026-04-01', '2026-04-14')).toBe('game.window')
    expect(daysOf({ startsOn: '2026-04-29', endsOn: '2026-05-01' })).toEqual([
      '2026-04-29',
      '2026-04-30',
      '2026-05-01',
    ])
    expect(phaseOf(aGame(), '2026-04-30')).toBe('open')
    expect(phaseOf(aGame(), '2026-05-01')).toBe('ended')
    expect(phaseOf(aGame(), '2026-03-31')).toBe('coming')
  })
})

describe('GA5 a draw', () => {
  test('is the same for whoever works it out: a published example', () => {
    const hash = hmacSha256('seed', drawText(gameId, '2026-04-15', 'somebody'))
    expect(numberOf(hash)).toBe(Math.floor((Number(`0x${hash.slice(0, 12)}`) / 2 ** 48) * 10_000))
    expect(numberOf('000000000000ffff')).toBe(0)
    expect(numberOf('ffffffffffff0000')).toBe(9_999)
  })

  test('falls on prizes in the order of their numbers, and on the consolation for the rest', () => {
    const { prizes } = aGame()
    expect([0, 99, 100, 1_099, 1_100, 9_999].map((drawn) => prizeAt(prizes, drawn))).toEqual([
      1, 1, 2, 2, 0, 0,
    ])
  })
})

test('GA7 of 100,000 draws each prize comes as often as its share says', () => {
  const { prizes } = aGame()
  const counts = new Map<number, number>()
  const draws = 100_000
  for (let player = 0; player < draws; player += 1) {
    const hash = hmacSha256(
      `seed of day ${player % 30}`,
      drawText(gameId, '2026-04-15', `${player}`),
    )
    const number = prizeAt(prizes, numberOf(hash))
    counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  const chiSquare = prizes.reduce((sum, { number, share }) => {
    const expected = (draws * share) / WHOLE
    return sum + ((counts.get(number) ?? 0) - expected) ** 2 / expected
  }, 0)
  // Two degrees of freedom: 13.8 is exceeded once in a thousand honest wheels.
  expect(chiSquare).toBeLessThan(13.8)
})

test('GA8 the share of a prize that is used up goes to the consolation, for all to see', () => {
  const prizes = prizesOf(aGamePlan()).map((it) => (it.number === 1 ? { ...it, won: 10 } : it))
  expect([...sharesNow(prizes)]).toEqual([
    [0, 9_000],
    [1, 0],
    [2, 1_000],
  ])
})

test('GA9 a card is drawn for when it is full, again and again', () => {
  expect([1, 2, 3, 4, 5, 6].map((turn) => fillsCard(turn, 3))).toEqual([
    false,
    false,
    true,
    false,
    false,
    true,
  ])
  expect(fillsCard(1, 1)).toBe(true)
})

test('GA11 what is kept of numbers ends with the last day, by the clock of the market', () => {
  expect(endOf({ endsOn: '2026-04-30' })).toEqual(new Date('2026-04-30T15:00:00Z'))
})

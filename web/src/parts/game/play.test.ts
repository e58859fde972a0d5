/** What a play came to, and where the wheel stops. */
import { expect, test } from 'vitest'
import { endingOf, outline, piecesOf, standingAt, type Game } from './play.ts'

const prize = (number: number, share: number) => ({
  number,
  title: ['내일 또 만나요', '빵', '차'][number] ?? '',
  offerId: null,
  share,
  shareNow: share,
  stock: null,
  won: 0,
})
const game: Pick<Game, 'prizes'> = { prizes: [prize(0, 5_000), prize(1, 2_500), prize(2, 2_500)] }

test('the wheel shows the shares that are published, and stops in the middle of what was drawn', () => {
  const pieces = piecesOf(game)
  expect(pieces).toEqual([
    { number: 1, from: 0, to: 0.25 },
    { number: 2, from: 0.25, to: 0.5 },
    { number: 0, from: 0.5, to: 1 },
  ])
  expect(standingAt(pieces, 1)).toBe(315)
  expect(standingAt(pieces, 0)).toBe(90)
  expect(outline({ number: 0, from: 0, to: 1 }, 10)).not.toContain('L')
})

test('a play is told as what it is', () => {
  const draw = { drawn: 1, prize: 1, given: 1, because: null }
  expect(endingOf(game, { draw: null }).kind).toBe('stamped')
  expect(endingOf(game, { draw }).kind).toBe('won')
  expect(endingOf(game, { draw: { ...draw, prize: 0, given: 0 } }).kind).toBe('lost')
  expect(endingOf(game, { draw: { ...draw, given: 0, because: 'used-up' } }).kind).toBe('used-up')
  expect(endingOf(game, { draw: { ...draw, given: 0, because: 'coupon.person-limit' } }).kind).toBe(
    'held',
  )
  expect(endingOf(game, { draw: { ...draw, given: 0, because: 'offer.ended' } }).kind).toBe(
    'closed',
  )
})

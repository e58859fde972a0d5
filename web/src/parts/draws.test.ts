/** Draws made again in the browser come out as those of the server. */
import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isFairDraw, numberOf, prizeAt, sha256, wrongDraws } from './draws.ts'

const prizes = [
  { number: 0, share: 8_900 },
  { number: 1, share: 100 },
  { number: 2, share: 1_000 },
]
const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex')

test('a draw of a game comes out again, and a changed one is found', async () => {
  const draws = ['ann', 'bob', 'cho'].map((player) => {
    const drawn = numberOf(hmac('seed', `game:2026-04-15:${player}`))
    return { player, drawn, prize: prizeAt(prizes, drawn) }
  })
  const game = { id: 'game', prizes }
  expect(await wrongDraws(game, '2026-04-15', 'seed', draws)).toBe(0)
  const [first, ...rest] = draws
  const lied = [{ ...(first ?? draws[0]), drawn: 1 } as (typeof draws)[number], ...rest]
  expect(await wrongDraws(game, '2026-04-15', 'seed', lied)).toBe(1)
  expect(await wrongDraws(game, '2026-04-15', 'other', draws)).toBe(3)
})

test('winners of an event come out again, and others do not', async () => {
  const commitment = createHash('sha256').update('seed').digest('hex')
  expect(await sha256('seed')).toBe(commitment)
  const order = [1, 2, 3, 4].toSorted((one, other) =>
    hmac('seed', `page:${one}`) < hmac('seed', `page:${other}`) ? -1 : 1,
  )
  const event = { id: 'page', commitment }
  const draw = {
    seed: 'seed',
    numbers: 4,
    winners: [order[0] ?? 0, order[2] ?? 0],
    skipped: [order[1] ?? 0],
  }
  expect(await isFairDraw(event, draw)).toBe(true)
  expect(await isFairDraw(event, { ...draw, skipped: [] })).toBe(false)
  expect(await isFairDraw({ ...event, commitment: 'other' }, draw)).toBe(false)
})

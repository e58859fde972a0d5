/** The rules of event pages that need no database: addresses, times, draws. */
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import {
  codeKey,
  drawText,
  drawWinners,
  givesPrize,
  numbersKeptUntil,
  objectionToPage,
  phaseOf,
  slugFrom,
  slugsFor,
  turnOf,
} from './model/page.ts'
import { winnerText } from './model/telling.ts'
import { aPagePlan, anEventPage } from './testing.ts'

const now = new Date('2026-04-15T03:00:00Z')
const pageId = testId<'page'>('page')

describe('EV1 an address', () => {
  test('is made of a wish, whatever it was', () => {
    expect(slugFrom('봄 시음회 2026!')).toBe('봄-시음회-2026')
    expect(slugFrom('  Spring—Tasting ')).toBe('spring-tasting')
    expect(slugFrom('☕️')).toBe('event')
    expect(slugsFor('봄', 3)).toEqual(['봄', '봄-2', '봄-3'])
    fc.assert(
      fc.property(fc.string(), (wish) => {
        expect(slugFrom(wish)).toMatch(/^[a-z0-9가-힣]+(-[a-z0-9가-힣]+)*$/)
      }),
    )
  })
})

test('EV2 a page is sound, or says why not', () => {
  const objection = (change: object) => objectionToPage(aPagePlan(change), now)
  expect(objection({})).toBeNull()
  expect(objection({ endsAt: now })).toBe('page.window')
  expect(objection({ endsAt: new Date('2028-01-01') })).toBe('page.window')
  expect(objection({ choosing: 'draw' })).toBe('page.winners')
  expect(objection({ winnersMax: 3 })).toBe('page.winners')
  expect(objection({ audience: 'code' })).toBe('page.code-missing')
  expect(objection({ code: '봄' })).toBe('page.code-missing')
})

test('EV3, EV4: once, or once a day, from the start until just before the end', () => {
  expect(turnOf('once', '2026-04-15')).toBe('once')
  expect(turnOf('daily', '2026-04-15')).toBe('2026-04-15')
  const at = (text: string) => phaseOf(anEventPage(), new Date(text))
  expect(at('2026-03-31T23:59:59Z')).toBe('coming')
  expect(at('2026-04-30T23:59:59Z')).toBe('open')
  expect(at('2026-05-01T00:00:00Z')).toBe('ended')
})

test('EV5 a code is the same in small letters and with spaces', () => {
  expect(codeKey(' spring  Tea')).toBe('SPRINGTEA')
})

describe('EV7, EV8: a draw', () => {
  const hash = (number: number) =>
    createHmac('sha256', 'seed').update(drawText(pageId, number)).digest('hex')
  const tickets = (people: readonly number[]) =>
    people.map((person, at) => ({
      number: at + 1,
      personId: testId<'person'>('person', person),
      numberKey: null,
    }))

  test('takes numbers in the order of their hashes, each person once', () => {
    const draw = { numbers: 6, winnersMax: 2 }
    const { winners, skipped } = drawWinners(draw, tickets([1, 1, 1, 1, 1, 2]), hash)
    const order = [1, 2, 3, 4, 5, 6].toSorted((one, other) => (hash(one) < hash(other) ? -1 : 1))
    expect(winners[0]).toBe(order[0])
    expect(new Set(winners.map((number) => (number === 6 ? 2 : 1))).size).toBe(2)
    expect([...winners, ...skipped].every((number) => order.includes(number))).toBe(true)
  })

  test('passes over whoever has left, and ends when nobody is left', () => {
    const some = tickets([1, 2, 3]).filter(({ number }) => number !== 2)
    const { winners, skipped } = drawWinners({ numbers: 3, winnersMax: 9 }, some, hash)
    expect(winners.toSorted((one, other) => one - other)).toEqual([1, 3])
    expect(skipped).toEqual([2])
  })
})

describe('EV14 a phone number', () => {
  const hash = (number: number) => String(number)
  const ticket = (number: number, person: number, numberKey: string) => {
    return { number, personId: testId<'person'>('person', person), numberKey }
  }

  test('wins once, whichever accounts it was in; so does an account with two numbers', () => {
    const draw = { numbers: 4, winnersMax: 4 }
    const tickets = [ticket(1, 1, 'x'), ticket(2, 2, 'x'), ticket(3, 1, 'y'), ticket(4, 3, 'z')]
    expect(drawWinners(draw, tickets, hash)).toEqual({ winners: [1, 4], skipped: [2, 3] })
  })

  test('counts where there is something to win, until the draw or the end', () => {
    const offer = testId<'offer'>('offer')
    expect(givesPrize({ choosing: 'first-come', rewardOfferId: null })).toBe(false)
    expect(givesPrize({ choosing: 'draw', rewardOfferId: null })).toBe(true)
    expect(givesPrize({ choosing: 'first-come', rewardOfferId: offer })).toBe(true)
    const endsAt = new Date('2026-05-01T00:00:00Z')
    expect(numbersKeptUntil({ choosing: 'first-come', endsAt })).toEqual(endsAt)
    const late = new Date('2026-05-31T00:00:00Z')
    expect(numbersKeptUntil({ choosing: 'draw', endsAt })).toEqual(late)
  })
})

test('EV7 winners are told in their language', () => {
  expect(winnerText({ title: '봄', hasCoupon: true }, 'ko').body).toContain('지갑')
  expect(winnerText({ title: 'Spring', hasCoupon: false }, 'en').body).toContain('looking forward')
})

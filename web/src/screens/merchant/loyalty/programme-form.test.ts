import { describe, expect, test } from 'vitest'
import {
  exampleBill,
  examplePoints,
  gentleStart,
  inOrder,
  isComplete,
  nameIn,
  periods,
  validities,
  type Body,
} from './programme-form.ts'

const form = (change: Partial<Body> = {}): Body => ({ ...gentleStart, ...change })
const tier = (name: string, from: number) => ({ name, from, multiplierPercent: 150, benefits: '' })

describe('the example', () => {
  test.each([
    ['5 % of 10,000', form(), 10_000, 100, 500],
    ['half as much again', form(), 10_000, 150, 750],
    [
      'a fraction stays with the shop',
      form({ earn: { kind: 'share', perMille: 15 } }),
      999,
      100,
      14,
    ],
    [
      'by amount',
      form({ earn: { kind: 'per-amount', amountMinor: 3_000, points: 10 } }),
      10_000,
      100,
      30,
    ],
    ['by visit', form({ earn: { kind: 'per-visit', points: 70 } }), 10_000, 100, 70],
    ['below the minimum', form({ paidMinorMin: 20_000 }), 10_000, 100, 0],
    ['paused', form({ state: 'paused' }), 10_000, 100, 0],
    [
      'never more than one person may have a day',
      form({ personPointsPerDayMax: 300 }),
      10_000,
      100,
      300,
    ],
  ])('%s', (_name, body, bill, times, points) => {
    expect(examplePoints(body, bill, times)).toBe(points)
  })

  test('uses a bill that earns something', () => {
    expect(exampleBill(form())).toBe(10_000)
    expect(exampleBill(form({ paidMinorMin: 15_500 }))).toBe(16_000)
    expect(
      exampleBill(form({ earn: { kind: 'per-amount', amountMinor: 50_000, points: 1 } })),
    ).toBe(50_000)
  })
})

test('a value is found under its name, and one written elsewhere under none', () => {
  expect(nameIn(validities, { kind: 'month-end', months: 12 })).toBe('month12')
  expect(nameIn(validities, { kind: 'days', days: 3 })).toBeNull()
  expect(nameIn(periods, { kind: 'calendar', unit: 'year' })).toBe('year')
})

test('tiers are put in order, and must differ and have names', () => {
  const tiers = [tier('골드', 100), tier('실버', 50)]
  expect(inOrder(tiers).map(({ name }) => name)).toEqual(['실버', '골드'])
  expect(isComplete(form({ tiers }))).toBe(true)
  expect(isComplete(form({ tiers: [tier('골드', 50), tier('실버', 50)] }))).toBe(false)
  expect(isComplete(form({ tiers: [tier(' ', 50)] }))).toBe(false)
  expect(isComplete(form({ earn: { kind: 'share', perMille: 0 } }))).toBe(false)
})

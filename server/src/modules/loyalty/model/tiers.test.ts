/** Tiers, without a database. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../../kernel/time.ts'
import { aProgramme, aPurchase, aTierRule, twoTiers } from '../testing.ts'
import { worthOf } from './history.ts'
import { progressAt, tierAt, type TierRule } from './tiers.ts'

const noon = new Date('2026-04-15T03:00:00Z')
const later = (days: number, from = noon) => new Date(from.getTime() + days * DAY_MS)

describe('tiers', () => {
  const tier = (rule: Partial<TierRule>, days: readonly number[], at: Date) =>
    tierAt(
      aTierRule(rule),
      twoTiers,
      days.map((day) => ({ at: later(day), amount: 50_000 })),
      at,
    )

  test.each([
    ['nothing bought', {}, [], later(0), 0],
    ['at the purchase itself', {}, [0], later(0), 0],
    ['right after it', {}, [0], later(0.001), 1],
    ['after two', {}, [0, 1], later(2), 2],
    ['once the first is a year old', {}, [0, 1], later(365.5), 1],
    ['from the next day on: the same day', { startsOn: 'next-day' }, [0], later(0.3), 0],
    ['from the next day on: the next', { startsOn: 'next-day' }, [0], later(0.6), 1],
    ['from the next month on: in the month', { startsOn: 'next-month' }, [0], later(14), 0],
    ['from the next month on: in the next', { startsOn: 'next-month' }, [0], later(16), 1],
    [
      'kept 30 days longer',
      { period: { kind: 'rolling', days: 10 }, keeps: { kind: 'days', days: 30 } },
      [0],
      later(39),
      1,
    ],
    [
      'and no longer',
      { period: { kind: 'rolling', days: 10 }, keeps: { kind: 'days', days: 30 } },
      [0],
      later(41),
      0,
    ],
    [
      'kept to the last instant of those days',
      { period: { kind: 'rolling', days: 10 }, keeps: { kind: 'days', days: 30 } },
      [0],
      later(40),
      1,
    ],
    [
      'and not an instant longer',
      { period: { kind: 'rolling', days: 10 }, keeps: { kind: 'days', days: 30 } },
      [0],
      new Date(later(40).getTime() + 1),
      0,
    ],
    ['a new month begins anew', { period: { kind: 'calendar', unit: 'month' } }, [0], later(16), 0],
    [
      'kept through the next month',
      { period: { kind: 'calendar', unit: 'month' }, keeps: { kind: 'next-period' } },
      [0],
      later(45),
      1,
    ],
    [
      'and gone after it',
      { period: { kind: 'calendar', unit: 'month' }, keeps: { kind: 'next-period' } },
      [0],
      later(47),
      0,
    ],
    [
      'a quarter runs from April to June',
      { period: { kind: 'calendar', unit: 'quarter' } },
      [0],
      later(76),
      1,
    ],
    ['and no further', { period: { kind: 'calendar', unit: 'quarter' } }, [0], later(77), 0],
  ] as const)('LO7 %s', (_name, rule, days, at, answer) => {
    expect(tier(rule as Partial<TierRule>, days, at)).toBe(answer)
  })

  test('LO7 multiplies from the next purchase on, and the purchase that raised it counts as it was', () => {
    const programme = aProgramme({ tiers: twoTiers })
    const bought = [0, 1, 2].map((day) =>
      aPurchase({ number: day + 1, at: later(day), paidMinor: 50_000, programme }),
    )
    expect(worthOf(bought).map(({ points, tier: level }) => [points, level])).toEqual([
      [2_500, 0],
      [3_750, 1],
      [5_000, 2],
    ])
    expect(
      progressAt(
        aTierRule(),
        bought.map(({ at }) => ({ at, amount: 1 })),
        later(9),
      ),
    ).toBe(3)
  })

  test('LO7 agrees with looking at every moment, for any purchases and rule', () => {
    const rule = fc.record({
      measure: fc.constant('spent' as const),
      period: fc.oneof(
        fc.record({ kind: fc.constant('rolling' as const), days: fc.integer({ min: 1, max: 60 }) }),
        fc.record({
          kind: fc.constant('calendar' as const),
          unit: fc.constantFrom('month' as const, 'quarter' as const),
        }),
      ),
      startsOn: fc.constantFrom('next-purchase' as const, 'next-day' as const),
      keeps: fc.oneof(
        fc.constant({ kind: 'not' as const }),
        fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 40 }) }),
      ),
    })
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 6 })
    fc.assert(
      fc.property(rule, days, fc.integer({ min: 0, max: 150 }), (it, bought, day) => {
        const steps = bought
          .toSorted((a, b) => a - b)
          .map((d) => ({ at: later(d), amount: 30_000 }))
        const keptDays = it.keeps.kind === 'days' ? it.keeps.days : 0
        const kept = tierAt(it, twoTiers, steps, later(day))
        const plain = { ...it, keeps: { kind: 'not' as const } }
        // Purchases lie on noons: right after each noon every possible height is seen.
        const moments = Array.from({ length: keptDays }, (_none, ago) =>
          later(day - ago - 1 + 1e-6),
        )
        const heights = [later(day), ...moments, later(day - keptDays)].map((at) =>
          tierAt(plain, twoTiers, steps, at),
        )
        return it.startsOn === 'next-day'
          ? kept >= (heights[0] ?? 0)
          : kept === Math.max(...heights)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { invoiceOf } from './invoice.ts'
import {
  choiceStartsAt,
  daysOf,
  examplePlans,
  exampleStepFeeMinor,
  exampleSteps,
  hasRoom,
  nextFeeMinor,
  planAt,
  planObjection,
  plansAt,
  spanOf,
  stepFeeMinor,
  wayOn,
  type PlanChoice,
  type PlanFrom,
  type QuotaUse,
} from './plan.ts'

const [standard, promotion] = examplePlans as [PlanFrom, PlanFrom]
const seoul = (text: string) => new Date(`${text}+09:00`)
const uses = (count: number, friends: number): QuotaUse[] =>
  Array.from({ length: count }, () => ({ units: 1, friends }))
const chose = (planId: string, at: string, from = at): PlanChoice => ({
  planId,
  chosenAt: seoul(at),
  startsAt: seoul(from),
})

describe('CH8 plans', () => {
  test('start as the published example: one broadcast free, or any number for a fee', () => {
    expect(plansAt([], seoul('2026-04-16T12:00:00')).map((it) => it.id)).toEqual([
      'standard',
      'promotion',
    ])
    expect(standard).toMatchObject({ monthlyFeeMinor: 0, unitsMax: 1 })
    expect(promotion).toMatchObject({ unitsMax: null })
    expect(hasRoom(standard, 0, 1)).toBe(true)
    expect(hasRoom(standard, 1, 1)).toBe(false)
    expect(hasRoom(promotion, 1_000, 1)).toBe(true)
  })

  test('change from an instant on, and not before', () => {
    const dearer = { ...promotion, monthlyFeeMinor: 70_000, startsAt: seoul('2026-05-01T00:00:00') }
    const feeAt = (at: string) => plansAt([dearer], seoul(at)).at(-1)?.monthlyFeeMinor
    expect(feeAt('2026-04-30T23:59:59.999')).toBe(50_000)
    expect(feeAt('2026-05-01T00:00:00')).toBe(70_000)
  })

  test('have steps that rise', () => {
    expect(planObjection({ steps: exampleSteps })).toBeNull()
    expect(planObjection({ steps: [] })).toBeNull()
    const step = { friendsFrom: 10_000, feesMinor: [5, 4] }
    expect(planObjection({ steps: [step] })).toBe('plan.steps-wrong')
    const even = { friendsFrom: 10_000, feesMinor: [5] }
    expect(planObjection({ steps: [even, even] })).toBe('plan.steps-wrong')
    expect(planObjection({ steps: [{ ...even, feesMinor: [] }] })).toBe('plan.steps-wrong')
  })
})

describe('CH10 steps by number of friends', () => {
  // Published: the first and the last row. The others are ours.
  test.each([
    [10_000, 1, 500_000],
    [19_999, 1, 500_000],
    [100_000, 10, 16_400_000],
    [1_000_000, 10, 16_400_000],
    [9_999, 10, 0],
    [0, 1, 0],
    [10_000, 0, 0],
    [20_000, 1, 710_000],
    [10_000, 2, 890_000],
    [55_000, 5, 4_980_000],
    [100_000, 1, 2_410_000],
    [10_000, 10, 4_000_000],
    // The tenth added 1,554,444; rounded in the table, so 1,550,000 for each one more.
    [100_000, 11, 17_950_000],
  ])('at %i friends, %i broadcasts a month cost %i won', (friends, broadcasts, won) => {
    expect(stepFeeMinor(exampleSteps, uses(broadcasts, friends))).toBe(won)
  })

  test('never fall with more friends or more broadcasts', () => {
    for (let at = 0; at < 10; at += 1) {
      for (let broadcasts = 1; broadcasts <= 10; broadcasts += 1) {
        const here = exampleStepFeeMinor(at, broadcasts)
        if (at < 9) expect(exampleStepFeeMinor(at + 1, broadcasts)).toBeGreaterThan(here)
        if (broadcasts < 10) expect(exampleStepFeeMinor(at, broadcasts + 1)).toBeGreaterThan(here)
      }
    }
  })

  test('count at the most friends of the month, and each broadcast says what it adds', () => {
    const small = uses(1, 9_000)
    expect(nextFeeMinor(standard, small, { units: 1, friends: 9_500 })).toBe(0)
    // Two broadcasts in the month, the second at the first step: the price of two.
    expect(nextFeeMinor(standard, small, { units: 1, friends: 10_000 })).toBe(890_000)
    expect(nextFeeMinor(standard, uses(1, 10_000), { units: 1, friends: 10_000 })).toBe(390_000)
  })

  test('what each broadcast adds comes to what the month costs', () => {
    const friends = fc.integer({ min: 0, max: 200_000 })
    fc.assert(
      fc.property(fc.array(friends, { maxLength: 15 }), (counts) => {
        let sum = 0
        const sent: QuotaUse[] = []
        for (const count of counts) {
          sum += nextFeeMinor(promotion, sent, { units: 1, friends: count })
          sent.push({ units: 1, friends: count })
        }
        expect(sum).toBe(stepFeeMinor(promotion.steps, sent))
      }),
    )
  })
})

describe('CH11 the way on from a plan that is used up', () => {
  const plans = plansAt([], seoul('2026-04-16T12:00:00'))
  test.each([
    [500, 0],
    [10_000, 390_000],
  ])('of a shop with %i friends names the promotion plan, and %i won besides', (friends, won) => {
    expect(wayOn(plans, uses(1, friends), { units: 1, friends })).toMatchObject({
      plan: { id: 'promotion' },
      monthlyFeeMinor: 50_000,
      stepFeeMinor: won,
    })
  })

  test('is none where no plan on offer has room', () => {
    expect(wayOn([standard], uses(1, 5), { units: 1, friends: 5 })).toBeNull()
    const hidden = { ...promotion, isOffered: false }
    expect(wayOn([standard, hidden], uses(1, 5), { units: 1, friends: 5 })).toBeNull()
  })

  test('counts messages where a plan counts messages', () => {
    const small: PlanFrom = { ...standard, unit: 'messages', unitsMax: 1_000 }
    expect(hasRoom(small, 400, 600)).toBe(true)
    expect(hasRoom(small, 401, 600)).toBe(false)
  })
})

describe('CH9 a change of plan', () => {
  test('upwards counts at once, downwards with the next month', () => {
    const now = seoul('2026-04-16T15:00:00')
    expect(choiceStartsAt(now, standard, promotion)).toEqual(now)
    expect(choiceStartsAt(now, promotion, standard)).toEqual(seoul('2026-05-01T00:00:00'))
  })

  test('is taken back by a later word, as long as it has not begun', () => {
    const up = chose('promotion', '2026-04-10T10:00:00')
    const down = chose('standard', '2026-04-20T10:00:00', '2026-05-01T00:00:00')
    const again = chose('promotion', '2026-04-25T10:00:00', '2026-05-01T00:00:00')
    const planIn = (choices: PlanChoice[], at: string) => planAt([], choices, seoul(at)).id
    expect(planIn([up, down], '2026-04-30T12:00:00')).toBe('promotion')
    expect(planIn([up, down], '2026-05-01T00:00:00')).toBe('standard')
    expect(planIn([up, down, again], '2026-05-01T00:00:00')).toBe('promotion')
    expect(planIn([], '2026-05-01T00:00:00')).toBe('standard')
  })

  test.each<[string, PlanChoice[], number[]]>([
    ['a whole month', [chose('promotion', '2026-03-01T00:00:00')], [50_000]],
    // 15 of 30 days, the day itself among them.
    ['from the 16th on', [chose('promotion', '2026-04-16T23:59:59')], [25_000]],
    ['its last day', [chose('promotion', '2026-04-30T09:00:00')], [1_666]],
    ['none of it', [], []],
    ['none yet', [chose('promotion', '2026-05-01T00:00:00')], []],
  ])('costs by the day, a fraction staying with the shop: %s', (_what, choices, amounts) => {
    const { lines, netMinor } = invoiceOf('2026-04', [], choices, [])
    expect(lines.map(({ amountMinor }) => amountMinor)).toEqual(amounts)
    expect(netMinor).toBe(amounts.reduce((sum, each) => sum + each, 0))
  })

  test('of the price in the middle of a month makes two lines', () => {
    const dearer = { ...promotion, monthlyFeeMinor: 60_000, startsAt: seoul('2026-04-11T00:00:00') }
    const { lines } = invoiceOf(
      '2026-04',
      [dearer],
      [chose('promotion', '2026-03-01T00:00:00')],
      [],
    )
    expect(lines).toMatchObject([
      { days: 10, ofDays: 30, monthlyFeeMinor: 50_000, amountMinor: 16_666 },
      { days: 20, ofDays: 30, monthlyFeeMinor: 60_000, amountMinor: 40_000 },
    ])
  })
})

describe('CH12 an invoice', () => {
  test('is the plan, the steps, and a tenth of both as tax', () => {
    const choices = [chose('promotion', '2026-03-10T00:00:00')]
    expect(invoiceOf('2026-04', [], choices, uses(2, 10_000))).toEqual({
      lines: [
        {
          kind: 'plan',
          planId: 'promotion',
          monthlyFeeMinor: 50_000,
          days: 30,
          ofDays: 30,
          amountMinor: 50_000,
        },
        { kind: 'step', planId: 'promotion', broadcasts: 2, friends: 10_000, amountMinor: 890_000 },
      ],
      netMinor: 940_000,
      vatMinor: 94_000,
    })
  })

  test('of a shop on the free plan, below the first step, is nothing', () => {
    expect(invoiceOf('2026-04', [], [], uses(1, 9_999))).toEqual({
      lines: [],
      netMinor: 0,
      vatMinor: 0,
    })
  })

  test('a month is that of the market, also a leap February', () => {
    expect(spanOf('2026-12')).toEqual({
      from: seoul('2026-12-01T00:00:00'),
      until: seoul('2027-01-01T00:00:00'),
    })
    expect(daysOf('2028-02')).toHaveLength(29)
    expect(daysOf('2026-02')).toHaveLength(28)
  })

  test('never comes to more than the dearest plan for the whole month', () => {
    const days = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(fc.array(days, { maxLength: 6 }), (changes) => {
        const choices = changes.map((day, at) => {
          const when = `2026-04-${String(day).padStart(2, '0')}T12:00:0${at}`
          return chose(at % 2 === 0 ? 'promotion' : 'standard', when)
        })
        const { netMinor } = invoiceOf('2026-04', [], choices, [])
        expect(netMinor).toBeLessThanOrEqual(50_000)
        expect(netMinor).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

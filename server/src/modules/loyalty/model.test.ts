/** The rules of loyalty, without a database. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import { DAY_MS } from '../../kernel/time.ts'
import { memberCodeText, memberQrText, objectionToReading, parseMemberCode } from './model/codes.ts'
import { standing, worthOf, type Purchase } from './model/history.ts'
import { basePoints, objectionToProgramme, type EarnRule } from './model/programme.ts'
import { rewardChange, type Reward } from './model/rewards.ts'
import { keptFrom, movesOf } from './model/settling.ts'
import { cardAt } from './model/stamps.ts'
import { expiryOf } from './model/validity.ts'
import { aProgramme, aPurchase, aStampCard, aTierRule, twoTiers } from './testing.ts'

const noon = new Date('2026-04-15T03:00:00Z')
const later = (days: number, from = noon) => new Date(from.getTime() + days * DAY_MS)
const pointsOf = (purchases: readonly Purchase[]) => worthOf(purchases).map(({ points }) => points)

describe('what a purchase earns', () => {
  const rules: readonly [string, EarnRule, number, number][] = [
    ['5 % of 10,000', { kind: 'share', perMille: 50 }, 10_000, 500],
    ['a fraction stays with the shop', { kind: 'share', perMille: 15 }, 999, 14],
    [
      'a point for each full 1,000',
      { kind: 'per-amount', amountMinor: 1_000, points: 1 },
      2_999,
      2,
    ],
    ['the same for each visit', { kind: 'per-visit', points: 100 }, 1, 100],
  ]
  test.each(rules)('LO1 %s', (_name, earn, paidMinor, points) => {
    expect(basePoints(earn, paidMinor)).toBe(points)
    expect(pointsOf([aPurchase({ paidMinor, programme: aProgramme({ earn }) })])).toEqual([points])
  })

  test.each([
    ['below the minimum', { programme: aProgramme({ paidMinorMin: 10_001 }) }, 0],
    ['at the minimum', { programme: aProgramme({ paidMinorMin: 10_000 }) }, 500],
    ['while the programme is paused', { programme: aProgramme({ state: 'paused' }) }, 0],
    ['without a programme', { programme: null }, 0],
    ['with what an offer promised', { bonusPoints: 70 }, 570],
    ['half of it back', { refundedMinor: 5_000, bonusPoints: 35 }, 285],
  ] as const)('LO1 %s', (_name, change, points) => {
    expect(pointsOf([aPurchase(change)])).toEqual([points])
  })

  test('LO1 a visit that cost nothing earns nothing', () => {
    const earn = { kind: 'per-visit', points: 100 } as const
    expect(pointsOf([aPurchase({ paidMinor: 0, programme: aProgramme({ earn }) })])).toEqual([0])
  })
})

describe('caps', () => {
  const capped = aProgramme({ personPointsPerDayMax: 700, personPointsPerMonthMax: 1_000 })
  const on = (number: number, days: number, change: Partial<Purchase> = {}) =>
    aPurchase({ number, at: later(days), programme: capped, ...change })

  test('LO4 no more a day and a month than one person may have', () => {
    expect(pointsOf([on(1, 0), on(2, 0), on(3, 1), on(4, 2), on(5, 17)])).toEqual([
      500, 200, 300, 0, 500,
    ])
  })

  test('LO4, LO3: what came back makes room for what was bought besides', () => {
    const gone = { isGone: true, refundedMinor: 10_000 }
    expect(pointsOf([on(1, 0, gone), on(2, 0), on(3, 1)])).toEqual([500, 500])
  })

  test('LO4 what a cap over all people left is the most, and an offer gives besides', () => {
    expect(pointsOf([aPurchase({ pointsMax: 30, bonusPoints: 5 })])).toEqual([35])
  })
})

test.each([
  ['90 days, to the midnight after', { kind: 'days', days: 90 }, '2026-07-14T15:00:00Z'],
  ['the end of this month', { kind: 'month-end', months: 0 }, '2026-04-30T15:00:00Z'],
  ['the end of the month a year later', { kind: 'month-end', months: 12 }, '2027-04-30T15:00:00Z'],
  ['the end of the year', { kind: 'year-end', months: 0 }, '2026-12-31T15:00:00Z'],
  [
    'the end of the year that 12 months reach',
    { kind: 'year-end', months: 12 },
    '2027-12-31T15:00:00Z',
  ],
] as const)('LO6 points hold until %s', (_name, validity, end) => {
  expect(expiryOf(validity, noon)).toEqual(new Date(end))
})

test('LO6 some never run out', () => expect(expiryOf({ kind: 'never' }, noon)).toBeNull())

describe('programmes that contradict themselves', () => {
  test.each([
    [
      'points that run out while pending',
      { pendingDays: 30, validity: { kind: 'days', days: 30 } },
      'programme.validity-short',
    ],
    ['tiers out of order', { tiers: twoTiers.toReversed() }, 'programme.tiers-order'],
    [
      'a period to keep that does not exist',
      { tierRule: aTierRule({ keeps: { kind: 'next-period' } }) },
      'programme.tiers-keep',
    ],
    ['nothing wrong', { tiers: twoTiers }, null],
  ] as const)('LO2 %s', (_name, change, answer) => {
    expect(objectionToProgramme(aProgramme(change))).toBe(answer)
  })
})

describe('stamp cards', () => {
  const visits = (...days: number[]) =>
    days.map((day, at) => ({
      id: testId<'purchase'>('purchase', at + 1),
      at: later(day),
      paidMinor: 5_000,
    }))

  test('LO8 one a visit, none below the minimum, none for nothing', () => {
    const card = aStampCard({ paidMinorMin: 5_000 })
    expect(cardAt(card, visits(0, 1), later(2)).stamps).toBe(2)
    expect(cardAt({ ...card, paidMinorMin: 5_001 }, visits(0, 1), later(2)).stamps).toBe(0)
    const free = visits(0).map((it) => ({ ...it, paidMinor: 0 }))
    expect(cardAt(aStampCard(), free, later(2)).stamps).toBe(0)
  })

  test('LO8 by the amount of the bill, and at most so many a day', () => {
    const card = aStampCard({
      rule: { kind: 'per-amount', amountMinor: 2_000 },
      stampsPerDayMax: 3,
    })
    const { stamps, byPurchase } = cardAt(card, visits(0, 0.1, 1), later(2))
    expect(stamps).toBe(5)
    expect([...byPurchase.values()]).toEqual([2, 1, 2])
  })

  test('LO9 a full card counts, and what is over starts the next', () => {
    const card = aStampCard({ stampsToFill: 3, rule: { kind: 'per-amount', amountMinor: 1_000 } })
    expect(cardAt(card, visits(0), later(1))).toMatchObject({ filled: 1, stamps: 2 })
  })

  test('LO9 a card that is not full in time is gone', () => {
    const card = aStampCard({ stampsToFill: 3, validDays: 10 })
    expect(cardAt(card, visits(0, 1), later(5))).toMatchObject({ stamps: 2, expiresAt: later(10) })
    expect(cardAt(card, visits(0, 1), later(10))).toMatchObject({ stamps: 0, expiresAt: null })
    expect(cardAt(card, visits(0, 1, 10), later(11))).toMatchObject({ filled: 0, stamps: 1 })
  })
})

describe('rewards', () => {
  const reward = (turn: number, state: Reward['state'] = 'earned'): Reward => ({
    id: testId('reward', turn),
    merchantId: testId('merchant'),
    personId: testId('person'),
    kind: 'stamp-card',
    sourceId: testId('stamp-card'),
    turn,
    offerId: testId('offer'),
    state,
  })
  const due = (turns: number) => [{ ...reward(1), turns }]
  const turnsOf = (turns: number, ...had: Reward[]) => {
    const { earned, withdrawn } = rewardChange(due(turns), had)
    return [earned.map(({ turn }) => turn), withdrawn.map(({ turn }) => turn)]
  }

  test('LO10 what is due is earned once', () => {
    expect(turnsOf(2)).toEqual([[1, 2], []])
    expect(turnsOf(2, reward(1))).toEqual([[2], []])
    expect(turnsOf(2, reward(1), reward(2))).toEqual([[], []])
  })

  test('LO10 what is no longer due goes back, unless it has been used', () => {
    expect(turnsOf(1, reward(1), reward(2))).toEqual([[], [2]])
    expect(turnsOf(1, reward(1), reward(2, 'used'))).toEqual([[], []])
  })

  test('LO10 a turn that was used brings no second reward', () => {
    expect(turnsOf(2, reward(1), reward(2, 'used'))).toEqual([[], []])
    expect(turnsOf(3, reward(1), reward(2, 'used'))).toEqual([[3], []])
  })
})

describe('member codes', () => {
  test('LO13 are read as they were written, and are no coupon codes', () => {
    const code = { handle: 123, number: 456 }
    expect(parseMemberCode(memberQrText(code))).toEqual(code)
    expect(parseMemberCode(` m${memberCodeText(code).slice(1).toLowerCase()}`)).toEqual(code)
    expect(parseMemberCode(memberCodeText(code).slice(1))).toBeNull()
    expect(parseMemberCode('GOLMOK:M')).toBeNull()
  })

  const till = { placeId: testId<'place'>('place'), till: 'key/1' }
  const last = { ...till, step: 7, until: later(1) }
  test.each([
    ['a fresh one', { ...till, step: 8, isFresh: true }, null],
    ['the same at the same till', { ...till, step: 7, isFresh: false }, null],
    [
      'the same at another till',
      { ...till, till: 'key/2', step: 7, isFresh: true },
      'member.code-used',
    ],
    ['one older than the last', { ...till, step: 6, isFresh: true }, 'member.code-used'],
    ['an old one', { ...till, step: 8, isFresh: false }, 'member.code-expired'],
  ] as const)('LO13 %s', (_name, reading, answer) => {
    expect(objectionToReading(reading, last, noon)).toBe(answer)
  })

  test('LO13 after its time, not even at the same till', () => {
    const reading = { ...till, step: 7, isFresh: false }
    expect(objectionToReading(reading, last, later(1))).toBe('member.code-expired')
  })
})

describe('what is kept of a refund', () => {
  test.each([
    ['nothing owed', 10_000, 0, 1, 0, 0],
    ['what was spent', 10_000, 300, 1, 300, 300],
    ['points worth ten each', 10_000, 300, 10, 3_000, 300],
    ['never more than goes back', 100, 300, 1, 100, 100],
  ])('LO16 %s', (_name, back, owed, worth, keptMinor, pointsBought) => {
    expect(keptFrom(back, owed, worth)).toEqual({ keptMinor, pointsBought })
  })

  test('LO3 what differs is moved, and nothing else', () => {
    const moves = movesOf([
      { key: 'a', posted: 5, points: 8, isOver: false },
      { key: 'b', posted: 5, points: 5, isOver: false },
      { key: 'c', posted: 5, points: 0, isOver: true },
      { key: 'd', posted: 5, points: 9, isOver: true },
    ])
    expect(moves).toEqual({ give: [['a', 3]], take: [['c', 5]] })
  })
})

test('LO3 whatever came back leaves what would be there had it never been bought', () => {
  const card = aStampCard({ stampsToFill: 3, stampsPerDayMax: 2, validDays: 20 })
  const programme = aProgramme({
    tiers: twoTiers,
    tierRule: aTierRule({ measure: 'points', period: { kind: 'rolling', days: 30 } }),
    personPointsPerDayMax: 2_000,
    personPointsPerMonthMax: 6_000,
  })
  const history = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 60 }),
      paidMinor: fc.integer({ min: 0, max: 80_000 }),
      isGone: fc.boolean(),
      part: fc.integer({ min: 0, max: 100 }),
      bonusPoints: fc.constantFrom(0, 77),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(history, (rows) => {
      const bought = rows
        .toSorted((a, b) => a.day - b.day)
        .map(({ day, paidMinor, isGone, part, bonusPoints }, at) =>
          aPurchase({
            number: at + 1,
            at: later(day),
            paidMinor,
            bonusPoints,
            programme,
            isGone,
            refundedMinor: isGone ? paidMinor : Math.floor((paidMinor * Math.min(part, 99)) / 100),
          }),
        )
      const never = bought.filter(({ isGone }) => !isGone)
      const asStamps = (all: readonly Purchase[]) =>
        standing(all).map((it) => ({ ...it, paidMinor: it.paidMinor - it.refundedMinor }))
      expect(worthOf(bought)).toEqual(worthOf(never))
      expect(cardAt(card, asStamps(bought), later(61))).toEqual(
        cardAt(card, asStamps(never), later(61)),
      )
      // A part that came back leaves what a smaller purchase would have left.
      const smaller = never.map((it) => ({
        ...it,
        paidMinor: it.paidMinor - it.refundedMinor,
        refundedMinor: 0,
      }))
      expect(worthOf(never)).toEqual(worthOf(smaller))
    }),
  )
})

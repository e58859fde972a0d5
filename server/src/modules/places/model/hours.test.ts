import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayAfter, MINUTE_MS, wallTime } from '../../../kernel/time.ts'
import { isKoreanHoliday } from './holidays.ts'
import {
  allDay,
  closedDay,
  hoursObjection,
  hoursOn,
  openingAt,
  type DayHours,
  type Hours,
} from './hours.ts'

const seoul = 'Asia/Seoul'
const at = (text: string) => new Date(`${text}+09:00`)
const daily = (day: DayHours): Hours => ({
  week: { days: Array.from({ length: 7 }, () => day), holidays: { kind: 'as-usual' } },
  exceptions: [],
})
const span = (fromMinute: number, untilMinute: number) => ({ fromMinute, untilMinute })
const nineToSix: DayHours = { spans: [span(540, 1080)], breaks: [] }
const nightBar: DayHours = { spans: [span(1080, 1560)], breaks: [] }
const withBreak: DayHours = { spans: [span(660, 1260)], breaks: [span(900, 1020)] }

describe('openingAt', () => {
  test.each([
    [
      'PL1 a minute before opening',
      nineToSix,
      '2026-04-15T08:59:59.999',
      false,
      '2026-04-15T09:00:00',
    ],
    ['PL1 the opening itself', nineToSix, '2026-04-15T09:00:00', true, '2026-04-15T18:00:00'],
    ['PL1 the last instant', nineToSix, '2026-04-15T17:59:59.999', true, '2026-04-15T18:00:00'],
    ['PL1 the end itself', nineToSix, '2026-04-15T18:00:00', false, '2026-04-16T09:00:00'],
    ['PL2 a bar at one in the night', nightBar, '2026-04-16T01:00:00', true, '2026-04-16T02:00:00'],
    [
      'PL2 a bar at two in the night',
      nightBar,
      '2026-04-16T02:00:00',
      false,
      '2026-04-16T18:00:00',
    ],
    ['PL3 before the break', withBreak, '2026-04-15T14:59:59', true, '2026-04-15T15:00:00'],
    ['PL3 in the break', withBreak, '2026-04-15T15:00:00', false, '2026-04-15T17:00:00'],
    ['PL3 after the break', withBreak, '2026-04-15T17:00:00', true, '2026-04-15T21:00:00'],
  ])('%s', (_name, day, when, isOpen, next) => {
    const opening = openingAt(daily(day), at(when), seoul)
    expect(opening).toEqual({
      isOpen,
      opensAt: isOpen ? null : at(next),
      closesAt: isOpen ? at(next) : null,
    })
  })

  test('PL6 a place open around the clock never closes', () => {
    expect(openingAt(daily(allDay), at('2026-04-15T00:00:00'), seoul)).toEqual({
      isOpen: true,
      opensAt: null,
      closesAt: null,
    })
  })

  test('PL6 a place that never opens says so', () => {
    expect(openingAt(daily(closedDay), at('2026-04-15T00:00:00'), seoul)).toEqual({
      isOpen: false,
      opensAt: null,
      closesAt: null,
    })
  })

  test('PL2 what began yesterday holds although today is closed', () => {
    const hours: Hours = {
      ...daily(nightBar),
      exceptions: [{ day: '2026-04-16', hours: closedDay, note: null }],
    }
    expect(openingAt(hours, at('2026-04-16T01:00:00'), seoul).isOpen).toBe(true)
    expect(openingAt(hours, at('2026-04-16T19:00:00'), seoul)).toMatchObject({
      isOpen: false,
      opensAt: at('2026-04-17T18:00:00'),
    })
  })

  test.each(['2026-04-14T12:00:00', '2026-04-15T12:00:00', '2026-04-16T12:00:00'])(
    'PL6 what a day opens first stands above what the day before has left for it, asked at %s',
    (when) => {
      const late: DayHours = { spans: [span(1200, 1620)], breaks: [span(1200, 1560)] }
      const early: DayHours = { spans: [span(0, 60)], breaks: [] }
      const hours: Hours = {
        ...daily(closedDay),
        exceptions: [
          { day: '2026-04-16', hours: late, note: null },
          { day: '2026-04-17', hours: early, note: null },
        ],
      }
      expect(openingAt(hours, at(when), seoul).opensAt).toEqual(at('2026-04-17T00:00:00'))
    },
  )

  test('PL4, PL5 an exception stands above the holiday, that above the weekday', () => {
    const usual = daily(nineToSix)
    const hours: Hours = { week: { ...usual.week, holidays: { kind: 'closed' } }, exceptions: [] }
    const noon = at('2026-09-25T12:00:00')
    expect(openingAt(usual, noon, seoul).isOpen).toBe(true)
    expect(openingAt(hours, noon, seoul)).toMatchObject({
      isOpen: false,
      opensAt: at('2026-09-27T09:00:00'),
    })
    const exceptions = [{ day: '2026-09-25', hours: nineToSix, note: null }]
    expect(openingAt({ ...hours, exceptions }, noon, seoul).isOpen).toBe(true)
    const short: Hours = {
      week: {
        ...usual.week,
        holidays: { kind: 'hours', hours: { spans: [span(780, 900)], breaks: [] } },
      },
      exceptions: [],
    }
    expect(openingAt(short, noon, seoul).opensAt).toEqual(at('2026-09-25T13:00:00'))
  })

  test('PL1 summer time moves the clock, not the shop', () => {
    const opening = openingAt(daily(nineToSix), new Date('2026-03-29T06:30:00Z'), 'Europe/Berlin')
    expect(opening).toEqual({
      isOpen: false,
      opensAt: new Date('2026-03-29T07:00:00Z'),
      closesAt: null,
    })
  })
})

const minutes = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .map(([from, length]) => span(from * 15, from * 15 + length * 15))
const dayHours = fc
  .record({
    spans: fc.array(minutes, { maxLength: 3 }),
    breaks: fc.array(minutes, { maxLength: 2 }),
  })
  .filter((day) => hoursObjection(day) === null)
const holidays = fc.oneof(
  fc.constant({ kind: 'as-usual' } as const),
  fc.constant({ kind: 'closed' } as const),
  dayHours.map((hours) => ({ kind: 'hours', hours }) as const),
)
const anyHours: fc.Arbitrary<Hours> = fc
  .tuple(
    fc.array(dayHours, { minLength: 7, maxLength: 7 }),
    holidays,
    fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), dayHours), { maxLength: 3 }),
  )
  .map(([days, onHolidays, odd]) => ({
    week: { days, holidays: onHolidays },
    exceptions: odd.map(([ahead, hours]) => ({
      day: dayAfter('2026-09-15', ahead),
      hours,
      note: null,
    })),
  }))
const minuteOfMonth = fc.integer({ min: 0, max: 20 * 1440 })
const start = at('2026-09-15T00:00:00').getTime()

/** The same question answered without any cleverness: is there a span, of today or yesterday? */
function isOpenSimply(hours: Hours, instant: Date): boolean {
  const wall = wallTime(instant, seoul)
  return [0, 1].some((back) => {
    const { spans, breaks } = hoursOn(hours, dayAfter(wall.day, -back), isKoreanHoliday)
    const minute = wall.minuteOfDay + back * 1440
    const holds = (row: { fromMinute: number; untilMinute: number }) =>
      minute >= row.fromMinute && minute < row.untilMinute
    return spans.some(holds) && !breaks.some(holds)
  })
}

describe('openingAt, for any hours', () => {
  test('PL1 agrees with looking at every span', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyHours, minuteOfMonth, (hours, minute) => {
        const instant = new Date(start + minute * MINUTE_MS)
        expect(openingAt(hours, instant, seoul).isOpen).toBe(isOpenSimply(hours, instant))
      }),
      { numRuns: 500 },
    )
  })

  test(
    'PL6 nothing changes before the instant it names, and something does then',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(
          anyHours,
          minuteOfMonth,
          fc.double({ min: 0, max: 0.999, noNaN: true }),
          (hours, minute, share) => {
            const now = start + minute * MINUTE_MS
            const opening = openingAt(hours, new Date(now), seoul)
            const next = opening.closesAt ?? opening.opensAt
            if (next === null) return
            expect(next.getTime()).toBeGreaterThan(now)
            expect(openingAt(hours, next, seoul).isOpen).toBe(!opening.isOpen)
            const between = new Date(now + Math.floor((next.getTime() - now) * share))
            expect(openingAt(hours, between, seoul)).toEqual(opening)
          },
        ),
        { numRuns: 300 },
      )
    },
  )
})

describe('hoursObjection', () => {
  test.each([
    ['PL1 nothing', closedDay, null],
    ['PL2 until two in the night', nightBar, null],
    ['PL1 a whole day', allDay, null],
    ['PL1 ends as it starts', { spans: [span(60, 60)], breaks: [] }, 'ends before it starts'],
    ['PL1 longer than a day', { spans: [span(60, 1501)], breaks: [] }, 'lasts longer than a day'],
    ['PL1 starts tomorrow', { spans: [span(1440, 1500)], breaks: [] }, 'starts outside its day'],
    ['PL1 half a minute', { spans: [span(0.5, 10)], breaks: [] }, 'not whole minutes'],
    [
      'PL1 overlaps',
      { spans: [span(0, 100), span(99, 200)], breaks: [] },
      'overlaps another span of the day',
    ],
  ])('%s', (_name, day, answer) => {
    expect(hoursObjection(day)).toBe(answer)
  })
})

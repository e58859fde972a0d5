/** OF70: rows of a file become offers, or are told. */
import { describe, expect, test } from 'vitest'
import { readOfferCells, type OfferCells } from './rows.ts'

const cells: OfferCells = {
  line: 2,
  externalId: 'a1',
  title: '쿠키 반값',
  places: 'p1;p2',
  itemId: 'cookie',
  itemName: '쿠키',
  wasMinor: '3000',
  priceMinor: '1500',
  startsAt: '2026-05-01 12:00:00',
  claimsEndAt: '2026-05-03',
  usableFrom: '2026-05-04',
  usableUntil: '2026-05-31',
}
const read = (change: Partial<OfferCells> = {}, daysLater = 0) => {
  const answer = readOfferCells({ ...cells, ...change }, daysLater)
  return answer.kind === 'read' ? answer : `${answer.column} ${answer.why}`
}
const demands = (change: Partial<OfferCells>) => {
  const answer = read({ usableFrom: '', endsAt: '2026-06-01', usableUntil: '', ...change })
  return typeof answer === 'string' ? answer : answer.offer.terms.conditions.flat()
}

describe('OF70 a row', () => {
  test('is an offer with a price, days of claiming and days of use', () => {
    expect(read()).toMatchObject({
      unsaid: [],
      offer: {
        externalId: 'a1',
        placeKeys: ['p1', 'p2'],
        startsAt: new Date('2026-05-01T03:00:00Z'),
        claimsEndAt: new Date('2026-05-02T15:00:00Z'),
        // Until the last day is over.
        endsAt: new Date('2026-05-31T15:00:00Z'),
        terms: {
          effects: [{ kind: 'item-discount', tiers: { steps: [{ off: { priceMinor: 1_500 } }] } }],
          conditions: [[{ kind: 'dates', from: '2026-05-04', to: '2026-05-31', isNot: false }]],
        },
      },
    })
  })

  test('of the past can be read as of today, on the same days of the week', () => {
    expect(read({}, 7)).toMatchObject({
      offer: {
        startsAt: new Date('2026-05-08T03:00:00Z'),
        terms: { conditions: [[{ from: '2026-05-11', to: '2026-06-07' }]] },
      },
    })
  })

  test('is good on the days of the week, holidays and their eves that it names', () => {
    expect(demands({ mon: '0', sun: '0', holiday: '0', holidayEve: '1' })).toEqual([
      { kind: 'weekdays', weekdays: [2, 3, 4, 5, 6], isNot: false },
      { kind: 'holiday', which: 'day', isNot: true },
    ])
    expect(demands({ holidayEve: '0' })).toEqual([{ kind: 'holiday', which: 'eve', isNot: true }])
  })

  test('with days on conditions that nobody gives is told, and not good on those days', () => {
    expect(demands({ sat: '2' })).toEqual([
      { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 7], isNot: false },
    ])
    expect(read({ sat: '2' })).toMatchObject({ unsaid: ['days-on-conditions'] })
  })

  test.each<readonly [Partial<OfferCells>, string]>([
    [{ priceMinor: '3000' }, 'priceMinor takes nothing off'],
    [
      { priceMinor: '' },
      'priceMinor must be told by one of priceMinor, percentOff and amountOffMinor',
    ],
    [
      { percentOff: '10' },
      'priceMinor must be told by one of priceMinor, percentOff and amountOffMinor',
    ],
    [{ priceMinor: '1,500' }, 'priceMinor is not a whole amount'],
    [{ places: ' ' }, 'places is empty'],
    [{ title: '' }, 'title is empty'],
    [{ startsAt: 'tomorrow' }, 'startsAt is not a moment like 2026-05-01 09:00'],
    [{ usableUntil: '2026-02-31x' }, 'usableUntil is not a day like 2026-05-01'],
    [{ usableUntil: '2026-05-03' }, 'usableUntil is before usableFrom'],
    [{ startsAt: '2026-06-01' }, 'endsAt is not after the start'],
    [{ mon: 'x' }, 'mon is none of 1, 0 and 2'],
    [
      { mon: '0', tue: '0', wed: '0', thu: '0', fri: '2', sat: '0', sun: '0' },
      'mon no day of the week is left',
    ],
  ])('%j is refused', (change, why) => {
    expect(read(change)).toBe(why)
  })
})

import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../../kernel/time.ts'
import { isKoreanHoliday, koreanHolidays } from './holidays.ts'

const daysOf = (year: number) =>
  [...koreanHolidays.keys()].filter((day) => day.startsWith(`${year}`))

describe('koreanHolidays', () => {
  test.each([
    [
      2024,
      '01-01 02-09 02-10 02-11 02-12 03-01 04-10 05-05 05-06 05-15 06-06 08-15 09-16 09-17 09-18 10-01 10-03 10-09 12-25',
    ],
    [
      2025,
      '01-01 01-27 01-28 01-29 01-30 03-01 03-03 05-05 05-06 06-03 06-06 08-15 10-03 10-05 10-06 10-07 10-08 10-09 12-25',
    ],
    [
      2026,
      '01-01 02-16 02-17 02-18 03-01 03-02 05-01 05-05 05-24 05-25 06-03 06-06 07-17 08-15 08-17 09-24 09-25 09-26 10-03 10-05 10-09 12-25',
    ],
  ])('PL8 the calendar of %i', (year, days) => {
    expect(daysOf(year).map((day) => day.slice(5))).toEqual(days.split(' '))
  })

  test.each([
    ['PL8 the new year of 2027 begins on a Saturday', '2027-02-09', '대체공휴일(설날)'],
    ['PL8 Constitution Day of 2027 is a Saturday', '2027-07-19', '대체공휴일(제헌절)'],
    ['PL8 harvest and foundation day meet in 2028', '2028-10-05', '대체공휴일(추석)'],
    ['PL8 Memorial Day is never given again', '2027-06-07', undefined],
  ])('%s', (_name, day, name) => {
    expect(koreanHolidays.get(day)).toBe(name)
    expect(isKoreanHoliday(day)).toBe(name !== undefined)
  })

  test('PL8 the lunar days agree with the calendar of ICU', () => {
    const dangi = new Intl.DateTimeFormat('en-u-ca-dangi', {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    })
    const names = new Map([
      ['1/1', '설날'],
      ['4/8', '부처님오신날'],
      ['8/15', '추석'],
    ])
    let seen = 0
    for (let ms = Date.UTC(2024, 0, 1); ms < Date.UTC(2031, 0, 1); ms += DAY_MS) {
      const day = new Date(ms)
      const part = Object.fromEntries(dangi.formatToParts(day).map((p) => [p.type, p.value]))
      const name = names.get(`${part['month']}/${part['day']}`)
      if (!name) continue
      seen += 1
      expect(isKoreanHoliday(day.toISOString().slice(0, 10)), `${name} ${day.toISOString()}`).toBe(
        true,
      )
    }
    expect(seen).toBe(21)
  })
})

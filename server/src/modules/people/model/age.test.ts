import { describe, expect, test } from 'vitest'
import {
  ageObjection,
  birthdayAfter,
  isBirthday,
  isGuarded,
  isProtected,
  type Standing,
} from './age.ts'

const limits = { consentYears: 14, protectedYears: 8 }
const child: Standing = {
  age: 'child',
  bornOn: '2012-04-17',
  ofAgeOn: '2026-04-17',
  timeZone: 'Asia/Seoul',
  allowed: null,
}
const allowing = (...allowed: NonNullable<Standing['allowed']>): Standing => ({ ...child, allowed })

describe('days', () => {
  test.each([
    ['PE71 fourteen years later is the birthday', '2012-04-17', 14, '2026-04-17'],
    ['PE71 29 February has its birthday on 1 March', '2012-02-29', 14, '2026-03-01'],
    ['PE71 and on 29 February where there is one', '2012-02-29', 16, '2028-02-29'],
  ])('%s', (_name, bornOn, years, expected) => {
    expect(birthdayAfter(bornOn, years)).toBe(expected)
  })

  test.each([
    ['today', '2026-04-16', true],
    ['tomorrow', '2026-04-17', false],
    ['a day that is none', '2015-02-29', false],
    ['nobody is as old', '1890-01-01', false],
    ['no day at all', 'yesterday', false],
  ])('PE71 a birthday: %s', (_name, day, expected) => {
    expect(isBirthday(day, '2026-04-16')).toBe(expected)
  })

  test('PE71 the guardian answers in the place of a child until the ninth birthday', () => {
    expect(isProtected('2017-04-17', '2026-04-16', limits)).toBe(true)
    expect(isProtected('2017-04-17', '2026-04-17', limits)).toBe(false)
  })
})

describe('who may agree', () => {
  test.each([
    ['PE70 who never said', { ...child, age: 'unsaid' as const }, 'location', 'people.age-unsaid'],
    ['PE70 who is old enough', { ...child, age: 'of-age' as const }, 'location', null],
    ['PE72 a child on its own', child, 'location', 'people.guardian-needed'],
    ['PE72 a child on its own', child, 'marketing/sms', 'people.guardian-needed'],
    ['PE72 a child, to what the guardian allows', allowing('location'), 'location', null],
    ['PE72 and to nothing else', allowing('location'), 'marketing', 'people.guardian-needed'],
    ['PE72 at night', allowing('marketing'), 'night-marketing', 'people.too-young'],
  ] as const)('%s: %s', (_name, standing, purpose, expected) => {
    expect(ageObjection(standing, purpose, '2026-04-16')).toBe(expected)
  })

  test('PE76 a child may on the day itself, and not the day before', () => {
    expect(ageObjection(child, 'marketing', '2026-04-16')).toBe('people.guardian-needed')
    expect(ageObjection(child, 'marketing', '2026-04-17')).toBeNull()
    expect(isGuarded(child, '2026-04-17')).toBe(false)
  })
})

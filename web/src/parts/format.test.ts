import { describe, expect, test } from 'vitest'
import {
  dayAndClock,
  dayName,
  distance,
  lastMoment,
  minuteName,
  points,
  since,
  walkMinutes,
  won,
} from './format.ts'

const now = new Date('2026-04-15T12:00:00+09:00')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

describe('figures', () => {
  test('money and points have thousands', () => {
    expect(won(12_000, 'ko')).toBe('12,000원')
    expect(won(12_000, 'en')).toBe('₩12,000')
    expect(won(-1_200, 'ko')).toBe('-1,200원')
    expect(won(-1_200, 'en')).toBe('-₩1,200')
    expect(points(1_240, 'ko')).toBe('1,240포인트')
  })

  test.each([
    [3, '10m'],
    [124, '120m'],
    [996, '1000m'],
    [1_000, '1.0km'],
    [9_999, '10.0km'],
    [10_400, '10km'],
  ])('%i meters are told as %s', (meters, told) => {
    expect(distance(meters)).toBe(told)
  })

  test('nobody is told to walk for hours', () => {
    expect(walkMinutes(1)).toBe(1)
    expect(walkMinutes(600)).toBe(10)
    expect(walkMinutes(5_000)).toBeNull()
  })
})

describe('times', () => {
  test('what is still to come is told by its day and clock', () => {
    expect(dayAndClock(new Date('2026-04-15T18:30:00+09:00'), now, 'ko')).toBe('오늘 18:30')
    expect(dayAndClock(new Date('2026-04-16T07:30:00+09:00'), now, 'en')).toBe('tomorrow 07:30')
  })

  test.each([
    [0, '방금'],
    [5, '5분 전'],
    [59, '59분 전'],
    [60, '오늘 11:00'],
    [24 * 60, '어제 12:00'],
    [3 * 24 * 60, '4월 12일'],
  ])('%i minutes ago is %s', (minutes, told) => {
    expect(since(ago(minutes), now, 'ko')).toBe(told)
  })

  test('the next days have their names', () => {
    expect(dayName(now, now, 'ko')).toBe('오늘')
    expect(dayName(ago(-24 * 60), now, 'ko')).toBe('내일')
    expect(dayName(ago(-3 * 24 * 60), now, 'ko')).toBe('토요일')
    expect(dayName(ago(-8 * 24 * 60), now, 'en')).toBe('23 April')
  })

  test('a day ends at 24:00, and what comes after begins anew', () => {
    expect(minuteName(540)).toBe('09:00')
    expect(minuteName(1_440)).toBe('24:00')
    expect(minuteName(1_500)).toBe('01:00')
  })

  test('what ends at midnight is said to last its last day', () => {
    expect(lastMoment(new Date('2026-04-16T15:00:00Z'), now, 'ko')).toBe('4월 16일')
    expect(lastMoment(new Date('2026-04-16T09:00:00Z'), now, 'ko')).toBe('4월 16일 18:00')
  })
})

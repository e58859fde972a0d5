import { describe, expect, test } from 'vitest'
import { parts } from '../text/ko/parts.ts'
import { openingLine, openingTone, weekRows } from './opening.ts'

const now = new Date('2026-04-15T12:00:00+09:00')
const at = (clock: string) => `2026-04-15T${clock}:00+09:00`
const line = (isOpen: boolean | null, opensAt: string | null, closesAt: string | null) =>
  openingLine({ isOpen, opensAt, closesAt }, now, 'ko', parts.opening)

describe('openingLine', () => {
  test.each([
    ['open', true, null, at('22:00'), '영업 중 · 22:00까지'],
    ['closing soon', true, null, at('12:20'), '20분 뒤 닫아요'],
    ['open around the clock', true, null, null, '하루 종일 열어요'],
    ['opening later today', false, at('17:00'), null, '17:00에 열어요'],
    ['opening tomorrow', false, '2026-04-16T11:00:00+09:00', null, '내일 11:00에 열어요'],
    ['closed for long', false, null, null, '지금은 닫혀 있어요'],
    ['unknown', null, null, null, '여는 시간을 아직 몰라요'],
  ])('%s', (_name, isOpen, opensAt, closesAt, says) => {
    expect(line(isOpen, opensAt, closesAt)).toBe(says)
  })

  test('the last call begins half an hour before', () => {
    const tone = (closesAt: string) => openingTone({ isOpen: true, opensAt: null, closesAt }, now)
    expect(tone(at('12:30'))).toBe('soon')
    expect(tone(at('12:31'))).toBe('open')
  })
})

test('the week has seven rows, and knows today', () => {
  const open = { spans: [{ fromMinute: 540, untilMinute: 1_500 }], breaks: [] }
  const closed = { spans: [], breaks: [] }
  const days = [open, open, open, open, open, closed, closed]
  const rows = weekRows({ days, holidays: { kind: 'as-usual' } }, now)
  expect(rows.map(({ isToday }) => isToday)).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
    false,
  ])
  expect(rows[0]?.hours).toBe('09:00–01:00')
  expect(rows[6]?.hours).toBeNull()
})

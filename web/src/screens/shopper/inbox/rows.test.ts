import { expect, test } from 'vitest'
import { rowsOf, withoutCount } from './rows.ts'

const market = { merchantId: 'market', link: '/me/location' }
const at = (sentAt: string, isQuiet: boolean) => ({ ...market, sentAt, isQuiet })

test('OU70 quiet notices of one day are one row, where the newest stood; all else stands alone', () => {
  const messages = [
    at('2026-04-16T10:00:00Z', true),
    at('2026-04-16T09:00:00Z', false),
    at('2026-04-16T08:00:00Z', true),
    at('2026-04-15T08:00:00Z', true),
    at('2026-04-15T07:00:00Z', false),
  ]
  const rows = rowsOf(messages, (day) => day.toISOString().slice(0, 10))
  expect(rows).toEqual([[messages[0], messages[2]], [messages[1]], [messages[3]], [messages[4]]])
})

test('OU70 a row of several is not named after how often its newest tells of', () => {
  expect(withoutCount('가게가 내 위치를 확인했어요 (1번)')).toBe('가게가 내 위치를 확인했어요')
  expect(withoutCount('(광고) 오늘만')).toBe('(광고) 오늘만')
})

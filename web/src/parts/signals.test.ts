import { expect, test } from 'vitest'
import { isNews } from './signals.ts'

const at = (lng: number, ms: number) => ({ lng, lat: 37.55, accuracyMeters: 10, at: ms })

test('a position is sent when it says something new', () => {
  const first = at(126.9, 0)
  expect(isNews(null, first)).toBe(true)
  expect(isNews(first, at(126.9, 5_000))).toBe(false)
  expect(isNews(first, at(126.9003, 5_000))).toBe(true)
  expect(isNews(first, at(126.9, 20_000))).toBe(true)
})

import { expect, test } from 'vitest'
import { waitMs } from './live.ts'

test('each try waits longer, never beyond half a minute, and not all at once', () => {
  expect(waitMs(0, 0)).toBe(500)
  expect(waitMs(0, 1)).toBe(1_000)
  expect(waitMs(3, 1)).toBe(8_000)
  expect(waitMs(30, 1)).toBe(30_000)
})

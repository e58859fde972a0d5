import { expect, test } from 'vitest'
import { isTimeZone, keptTimeZone } from './time-zone.ts'

test.each([
  ['Asia/Seoul', true],
  ['Asia/Kolkata', true],
  ['Asia/Calcutta', true],
  ['UTC', true],
  ['Asia/Atlantis', false],
  ['+09:00', false],
  ['', false],
])('OU15 %s is a zone: %s', (name, answer) => {
  expect(isTimeZone(name)).toBe(answer)
})

test('OU15 all names of a zone are kept as one', () => {
  expect(keptTimeZone('Asia/Kolkata')).toBe(keptTimeZone('Asia/Calcutta'))
  expect(keptTimeZone('ROK')).toBe('Asia/Seoul')
})

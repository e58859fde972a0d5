import { expect, test } from 'vitest'
import { isPhone, spacedPhone } from './phone-number.ts'

test.each([
  ['010', '010'],
  ['0101234', '010-1234'],
  ['01012345678', '010-1234-5678'],
  ['0111234567', '011-123-4567'],
  ['+82 10 1234', '+82 10 1234'],
])('%s is spaced as %s', (typed, shown) => {
  expect(spacedPhone(typed)).toBe(shown)
})

test('a number has eight digits at least', () => {
  expect(isPhone('010-1234')).toBe(false)
  expect(isPhone('010-1234-5678')).toBe(true)
})

import { expect, test } from 'vitest'
import { isPhone, phoneNumber, spacedPhone } from './phone-number.ts'

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

test.each([
  ['+821012345678', '010-1234-5678'],
  ['+82111234567', '011-123-4567'],
  ['+8223001000', '+8223001000'],
  ['+14155550123', '+14155550123'],
])('the number %s is written %s', (phone, shown) => {
  expect(phoneNumber(phone)).toBe(shown)
})

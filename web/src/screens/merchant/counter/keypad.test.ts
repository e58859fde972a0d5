/** Tests of the big keys of the counter. */
import { describe, expect, test } from 'vitest'
import {
  amountAfter,
  amountTyped,
  codeOf,
  codeShown,
  memberCodeOf,
  mobileOf,
  phoneAfter,
  phoneHidden,
  phoneOf,
  phoneShown,
  phoneTyped,
} from './keypad.ts'

describe('amounts', () => {
  test('12,000 is one, two and three zeros', () => {
    expect(['1', '2', '000'].reduce((digits, key) => amountAfter(digits, key as '1'), '')).toBe(
      '12000',
    )
  })
  test('no zero leads, and no amount grows past what a counter takes', () => {
    expect(amountAfter('', '000')).toBe('')
    expect(amountAfter('1234567', '00')).toBe('1234567')
    expect(amountAfter('1234567', '0')).toBe('12345670')
  })
  test('a keyboard types figures and takes them back', () => {
    expect(amountTyped('1', ['2', 'Tab', '0', '0', 'Backspace', 'x'])).toBe('120')
  })
  test('back takes one digit, clear takes all', () => {
    expect(amountAfter('120', 'back')).toBe('12')
    expect(amountAfter('120', 'clear')).toBe('')
  })
})

describe('phone numbers', () => {
  test('are shown as people write them', () => {
    expect(phoneShown('01012345678')).toBe('010-1234-5678')
    expect(phoneShown('0212345678')).toBe('02-1234-5678')
    expect(phoneShown('0101234')).toBe('010-123-4')
    expect(phoneShown('010')).toBe('010')
  })
  test('are sent as the world writes them, once whole', () => {
    expect(phoneOf('01012345678')).toBe('+821012345678')
    expect(phoneOf('0101234')).toBeNull()
    expect(phoneAfter('01012345678', '9')).toBe('01012345678')
  })
  test('are typed on a keyboard, and hidden from the next guest', () => {
    expect(phoneTyped('010', ['1', 'x', '2', 'Backspace', '3'])).toBe('01013')
    expect(phoneHidden('01012345678')).toBe('010-····-5678')
    expect(phoneHidden('0111234567')).toBe('011-····-4567')
  })
  test('are mobiles, where points are kept for whoever gets a code there', () => {
    expect(mobileOf('01012345678')).toBe('+821012345678')
    expect(mobileOf('0111234567')).toBe('+82111234567')
    for (const other of ['0101234567', '0212345678', '0311234567', '']) {
      expect(mobileOf(other)).toBeNull()
    }
  })
})

describe('codes', () => {
  test('lose blanks and dashes, and gain capitals', () => {
    expect(codeOf('k7m2-pq4x ')).toBe('K7M2PQ4X')
    expect(codeShown('K7M2PQ4XA')).toBe('K7M2P Q4XA')
  })
})

test('a member code is found in what was scanned or typed, and a coupon is none', () => {
  expect(memberCodeOf('GOLMOK:M7K2QMX04TB')).toBe('M7K2QMX04TB')
  expect(memberCodeOf(' m7k2qm-x04tb ')).toBe('M7K2QMX04TB')
  expect(memberCodeOf('GOLMOK:7K2QMX04TB')).toBeNull()
})

/** What the big keys of the counter do to an amount, a coupon code or a phone number. */

import type { KeypadKey as Key } from '../../../ui/Keypad.tsx'

/** 99,999,990 won is more than any counter here takes at once. */
const AMOUNT_DIGITS_MAX = 8
const CODE_LENGTH_MAX = 12
const PHONE_DIGITS_MAX = 11

/** The digits after a key; leading zeros never stay. */
export function amountAfter(digits: string, key: Key): string {
  if (key === 'clear') return ''
  if (key === 'back') return digits.slice(0, -1)
  const next = (digits + key).replace(/^0+/, '')
  return next.length > AMOUNT_DIGITS_MAX ? digits : next
}

/** The digits after keys of a keyboard, of which only figures and Backspace count. */
export function amountTyped(digits: string, keys: readonly string[]): string {
  return keys.reduce((before, key) => {
    if (key === 'Backspace') return amountAfter(before, 'back')
    return /^\d$/.test(key) ? amountAfter(before, key as Key) : before
  }, digits)
}

/** The phone number after a key. */
export function phoneAfter(digits: string, key: Key): string {
  if (key === 'clear') return ''
  if (key === 'back') return digits.slice(0, -1)
  const next = digits + key
  return next.length > PHONE_DIGITS_MAX ? digits : next
}

/** The phone number after keys of a keyboard, of which only figures and Backspace count. */
export function phoneTyped(digits: string, keys: readonly string[]): string {
  return keys.reduce((before, key) => {
    if (key === 'Backspace') return phoneAfter(before, 'back')
    return /^\d$/.test(key) ? phoneAfter(before, key as Key) : before
  }, digits)
}

/** Enough of a number to tell two guests apart, for a screen that the next guest sees: 010-····-5678. */
export function phoneHidden(digits: string): string {
  const [first = '', ...rest] = phoneShown(digits).split('-')
  return [first, ...rest.slice(0, -1).map(() => '····'), ...rest.slice(-1)].join('-')
}

/** 010-1234-5678, as far as it is typed. */
export function phoneShown(digits: string): string {
  const seoul = digits.startsWith('02') ? 2 : 3
  const rest = digits.slice(seoul)
  if (rest.length === 0) return digits
  const cut = rest.length > 7 ? 4 : 3
  const parts = [digits.slice(0, seoul), rest.slice(0, cut), rest.slice(cut)]
  return parts.filter((part) => part !== '').join('-')
}

/** The number as the world writes it, or null while it is not whole: +821012345678. */
export function phoneOf(digits: string): string | null {
  return /^0\d{8,10}$/.test(digits) ? `+82${digits.slice(1)}` : null
}

/** The number of a Korean mobile, once whole: where a code can be sent. Null otherwise. */
export function mobileOf(digits: string): string | null {
  return /^01(0\d{8}|[16-9]\d{7,8})$/.test(digits) ? phoneOf(digits) : null
}

/** A code as people type it, without the blanks and dashes that only help reading. */
export function codeOf(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(0, CODE_LENGTH_MAX)
}

/** Groups of five, which the eye can hold. */
export function codeShown(code: string): string {
  return code.replaceAll(/(.{5})(?=.)/g, '$1 ')
}

const MEMBER_CODE = /^M[0-9A-Z]{10}$/

/** The member code in what was scanned or typed, without prefix and spaces; null when it is none. */
export function memberCodeOf(text: string): string | null {
  const bare = text
    .toUpperCase()
    .replace(/^\s*GOLMOK:/, '')
    .replaceAll(/[\s-]/g, '')
  return MEMBER_CODE.test(bare) ? bare : null
}

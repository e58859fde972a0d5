/** Plain values that say the same. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSame } from './same.ts'

test('what differs in the order of its fields only is the same', () => {
  expect(isSame({ a: 1, b: { c: [2], d: null } }, { b: { d: null, c: [2] }, a: 1 })).toBe(true)
  expect(isSame({ a: undefined }, {})).toBe(true)
})

test.each([
  [{ a: 1 }, { a: 2 }],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: null }, {}],
  [{}, []],
  ['1', 1],
])('%j is not %j', (one, two) => {
  expect(isSame(one, two)).toBe(false)
})

test('anything is the same as what came back from JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (it) =>
      isSame(it, JSON.parse(JSON.stringify(it))),
    ),
  )
})

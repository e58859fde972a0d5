import { describe, expect, test } from 'vitest'
import { isBusinessNumber, isPublicOrigin, items, missing, tidyDetails } from './model.ts'
import { allDetails } from './testing.ts'

describe('the details of a market', () => {
  test('MK2 are complete when every item is there', () => {
    expect(missing(allDetails)).toEqual([])
  })

  test.each(items)('MK2 miss %s when it is empty, or blank', (item) => {
    expect(missing(tidyDetails({ ...allDetails, [item]: '  ' }))).toEqual([item])
  })

  test.each([
    ['a number of nine digits', { businessNumber: '123-45-6789' }, 'businessNumber'],
    ['a number whose last digit is wrong', { businessNumber: '124-81-00999' }, 'businessNumber'],
    ['an address without @', { email: 'golmok.example' }, 'email'],
    ['a phone number that nobody can call', { phone: '물어보세요' }, 'phone'],
    ['a manager nobody reaches', { locationManagerContact: '-' }, 'locationManagerContact'],
  ])('MK2 do not take %s', (_name, wrong, item) => {
    expect(missing({ ...allDetails, ...wrong })).toEqual([item])
  })

  test('are written alike, however they were typed', () => {
    const typed = { ...allDetails, businessNumber: ' 1248100998 ' }
    expect(tidyDetails(typed).businessNumber).toBe('124-81-00998')
  })

  // Numbers of large companies, as on the foot of their pages.
  test.each(['124-81-00998', '120-81-47521', '220-81-62517', '2208162517'])(
    'a business number: %s',
    (number) => expect(isBusinessNumber(number)).toBe(true),
  )
})

test.each([
  [null, false],
  ['http://localhost:4700', false],
  ['http://127.0.0.1', false],
  ['http://[::1]:80', false],
  ['http://golmok.localhost', false],
  ['https://golmok.example', true],
  ['http://192.168.0.10:4700', true],
  ['http://127.golmok.example', true],
])('MK3 an address of %s is public: %s', (origin, isPublic) => {
  expect(isPublicOrigin(origin)).toBe(isPublic)
})

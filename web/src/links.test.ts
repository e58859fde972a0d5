import { expect, test } from 'vitest'
import { links, pathAfter } from './links.ts'

test.each([
  ['/wallet', '/wallet'],
  ['/t/abc', '/t/abc'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
  [undefined, '/'],
])('after signing in, %s leads to %s', (after, path) => {
  expect(pathAfter(after)).toBe(path)
})

test('what stands in a URL is escaped', () => {
  expect(links.signIn('/t/a?b')).toBe('/sign-in?after=%2Ft%2Fa%3Fb')
})

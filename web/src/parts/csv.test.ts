/** Tests of a CSV in the browser. */
import { describe, expect, test } from 'vitest'
import { readCsv, textOf } from './csv.ts'

describe('readCsv', () => {
  test('reads quotes, doubled quotes, line breaks in quotes and Windows line ends', () => {
    expect(readCsv('\ufeffa,b\r\n"x, y","say ""hi""\nthere"\r\n')).toEqual([
      ['a', 'b'],
      ['x, y', 'say "hi"\nthere'],
    ])
  })
  test('leaves out empty lines, keeps empty cells', () => {
    expect(readCsv('a,b\n\n1,\n')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
  })
})

test('a file of Korean Windows is read as it was written', () => {
  expect(textOf(new TextEncoder().encode('번호,전화'))).toBe('번호,전화')
  expect(textOf(new Uint8Array([0xb9, 0xf8, 0xc8, 0xa3]))).toBe('번호')
})

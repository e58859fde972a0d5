import { expect, test } from 'vitest'
import { codeRows, guessColumns } from './file.ts'

test('columns with a usual name are found, and lines count as an editor does', () => {
  const table = [
    ['이름', '전화번호', '쿠폰 번호'],
    ['김', '010-1234-5678', ' A-1 '],
    ['이', '', 'A-2'],
    ['', '', ''],
  ]
  const columns = guessColumns(table)
  expect(columns).toEqual({ hasHead: true, code: 2, phone: 1 })
  expect(codeRows(table, columns)).toEqual([
    { line: 2, code: 'A-1', phone: '010-1234-5678' },
    { line: 3, code: 'A-2', phone: null },
  ])
})

test('a bare list of numbers has no head', () => {
  const table = [['SPRING-1'], ['SPRING-2']]
  expect(guessColumns(table)).toEqual({ hasHead: false, code: 0, phone: null })
  expect(codeRows(table, guessColumns(table)).map(({ line }) => line)).toEqual([1, 2])
})

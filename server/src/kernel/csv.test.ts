/** CSV files: what is in a cell comes back as it was, and never runs. */
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvCell, csvLine } from './csv.ts'

test.each([
  ['김민수', '김민수'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+82 10', "'+82 10"],
  ['\tcmd', "'\tcmd"],
  ['-5', '-5'],
  ['-5+cmd', "'-5+cmd"],
  [-5, '-5'],
  [null, ''],
])('the cell of %j is %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})

describe('any text', () => {
  test('comes back, but for the quote before what would be calculated', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2 }), (cells) => {
        const [read] = parse(csvLine(cells), { relax_column_count: true })
        const plain = (read ?? []).map((cell, at) =>
          cell === cells[at] ? cell : cell.replace(/^'/, ''),
        )
        expect(plain).toEqual(cells)
      }),
    )
  })

  test('is no formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@'), fc.string(), (first, rest) => {
        const [read] = parse(csvLine([`${first}${rest}x`, 'end']))
        expect(read?.[0]).toMatch(/^'/)
      }),
    )
  })
})

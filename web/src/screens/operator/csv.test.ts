/** Tests of a CSV in the browser. */
import { describe, expect, test } from 'vitest'
import { guessColumns, placeRows, readCsv } from './csv.ts'

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

describe('placeRows', () => {
  test('finds the columns by their usual names, and counts lines like an editor', () => {
    const table = readCsv('Store_Number,이름,longitude,위도\n7,골목 커피,126.9,37.5\n')
    const columns = guessColumns(table[0] ?? [])
    expect(columns).toMatchObject({ externalId: 'Store_Number', name: '이름', address: null })
    expect(placeRows(table, columns)).toEqual([
      { line: 2, externalId: '7', name: '골목 커피', lng: '126.9', lat: '37.5' },
    ])
  })
})

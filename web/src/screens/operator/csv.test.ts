/** Tests of a CSV in the browser. */
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../parts/csv.ts'
import { guessColumns, placeRows } from './csv.ts'

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

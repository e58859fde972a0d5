/** The rules of surveys that need no database: ways through questions, answers, and what stays hidden. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswers } from './model/answers.ts'
import { hiddenCells, hiddenCounts, PEOPLE_SHOWN_MIN, type Table } from './model/hiding.ts'
import { shownCounts, shownTable, shownWords, type Category, type Topic } from './model/results.ts'
import { objectionToSurvey, phaseOf, questionAfter, type Question } from './model/survey.ts'
import { aSurvey, aSurveyPlan, fiveQuestions } from './testing.ts'

const now = new Date('2026-04-15T03:00:00Z')
const sum = (line: readonly number[]) => line.reduce((all, it) => all + it, 0)
const one = (skips: { answer: number; to: number | null }[]): Question => {
  return { kind: 'one', text: '?', isRequired: true, choices: ['가', '나'], skips }
}

test('SU13 how many words are shown never tells that one to four people wrote none', () => {
  for (let people = 0; people <= 40; people += 1) {
    const silentBy = Map.groupBy(Array(people + 1).keys(), (silent) =>
      shownWords(people - silent, people),
    )
    for (const [shown, silent] of silentBy) {
      const isAllFew = silent.every((count) => count > 0 && count < PEOPLE_SHOWN_MIN)
      expect([people, shown, isAllFew]).toEqual([people, shown, false])
      expect(shown === 0 || shown >= PEOPLE_SHOWN_MIN).toBe(true)
    }
  }
})

describe('SU1 what may be asked', () => {
  test('a sound survey, and the ways in which one is not', () => {
    const objection = (change: object) => objectionToSurvey(aSurveyPlan(change), now)
    expect(objection({})).toBeNull()
    expect(objection({ endsAt: now })).toBe('survey.window-empty')
    expect(objection({ endsAt: new Date('2028-01-01') })).toBe('survey.window-long')
    expect(objection({ questions: [one([{ answer: 0, to: 0 }]), one([])] })).toBe(
      'survey.skip-back',
    )
    expect(objection({ questions: [one([{ answer: 0, to: 2 }]), one([])] })).toBe(
      'survey.skip-back',
    )
    expect(objection({ questions: [one([{ answer: 5, to: 1 }]), one([])] })).toBe(
      'survey.skip-back',
    )
    expect(objection({ questions: [one([{ answer: 1, to: null }])] })).toBeNull()
    const twice = { ...one([]), choices: ['가', '가'] }
    expect(objection({ questions: [twice] })).toBe('survey.choice-twice')
  })

  test('whoever comes for the first time is asked the last question only', () => {
    expect(questionAfter(fiveQuestions, 0, 2)).toBe(4)
    expect(questionAfter(fiveQuestions, 0, 0)).toBe(1)
    expect(questionAfter(fiveQuestions, 4, 0)).toBeNull()
  })
})

describe('SU2 answers', () => {
  const read = (answers: readonly (readonly number[] | string | null)[]) =>
    readAnswers(fiveQuestions, answers)

  test('are kept in order, each once, without the spaces around words', () => {
    expect(read([[0], [2, 0, 2], [5], '  맛있어요 ', [0]])).toEqual({
      kind: 'read',
      answers: [[0], [0, 2], [5], '맛있어요', [0]],
    })
  })

  test('to questions that were skipped are dropped, and not asked for', () => {
    const answers = [[2], null, null, null, [1]]
    expect(read([[2], [0], [3], '앗', [1]])).toEqual({ kind: 'read', answers })
    expect(read([[2], null, null, null, [1]])).toEqual({ kind: 'read', answers })
  })

  test('that are missing or do not fit are told by the number of the question', () => {
    const missing = { kind: 'misfit', code: 'survey.answer-missing' }
    const misfit = { kind: 'misfit', code: 'survey.answer-misfit' }
    expect(read([])).toEqual({ ...missing, question: 0 })
    expect(read([[0], null, [], null, [0]])).toEqual({ ...missing, question: 2 })
    expect(read([[3]])).toEqual({ ...misfit, question: 0 })
    expect(read([[0, 1]])).toEqual({ ...misfit, question: 0 })
    expect(read([[0], [0, 1, 2], [1], null, [0]])).toEqual({ ...misfit, question: 1 })
    expect(read([[0], null, [0], null, [0]])).toEqual({ ...misfit, question: 2 })
    expect(read([[0], null, [1], [1], [0]])).toEqual({ ...misfit, question: 3 })
    expect(read([[0], null, [1], '가'.repeat(501), [0]])).toEqual({ ...misfit, question: 3 })
  })
})

test('SU4 a survey is open from its start until just before its end', () => {
  const at = (text: string) => phaseOf(aSurvey(), new Date(text))
  expect(at('2026-03-31T23:59:59Z')).toBe('coming')
  expect(at('2026-04-01T00:00:00Z')).toBe('open')
  expect(at('2026-04-30T23:59:59Z')).toBe('open')
  expect(at('2026-05-01T00:00:00Z')).toBe('ended')
  expect(phaseOf(aSurvey({ state: 'draft' }), now)).toBe('draft')
})

/** What is hidden of a table that may be shown; null where too few people stand in it. */
function published(cells: Table) {
  const rowTotals = cells.map(sum)
  const columnTotals = (cells[0] ?? []).map((_cell, at) => sum(cells.map((row) => row[at] ?? 0)))
  if (sum(rowTotals) < PEOPLE_SHOWN_MIN) return null
  const [hiddenRows, hiddenColumns] = [hiddenCounts(rowTotals), hiddenCounts(columnTotals)]
  return { hiddenRows, hiddenColumns, hidden: hiddenCells(cells, hiddenRows, hiddenColumns) }
}

/** Where somebody stands, but too few to be shown. */
const smallCells = (cells: Table) =>
  cells.flatMap((line, row) =>
    line.flatMap((count, column) =>
      count > 0 && count < PEOPLE_SHOWN_MIN ? [{ row, column }] : [],
    ),
  )

describe('SU8 small figures', () => {
  test('are hidden, with as many others as it takes that none follows from the total', () => {
    expect(hiddenCounts([20, 30, 0])).toEqual([false, false, false])
    expect(hiddenCounts([20, 30, 2])).toEqual([true, false, true])
    expect(hiddenCounts([20, 1, 2])).toEqual([true, true, true])
    expect(hiddenCounts([20, 3, 4])).toEqual([false, true, true])
  })

  test('of fewer than five people nothing is shown at all', () => {
    const topic: Topic = { kind: 'question', at: 0, question: one([]) }
    expect(shownCounts(topic, new Map([[0, 4]]), 4).map(({ people }) => people)).toEqual([
      null,
      null,
      null,
    ])
  })

  test('of many answers, a few who left one out are hidden like a few who gave it', () => {
    const [, many] = fiveQuestions
    const topic: Topic = { kind: 'question', at: 1, question: many as Question }
    const counts = new Map<Category, number>([
      [0, 38],
      [1, 20],
      [2, 2],
    ])
    expect(shownCounts(topic, counts, 40).map(({ people }) => people)).toEqual([null, 20, null, 0])
  })

  // Read off the sums themselves, by elimination: nothing of the graph of `hiding.ts`.
  test('cannot be worked out from a table with its totals, whatever its figures', () => {
    const figure = fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 5, max: 60 }),
    )
    const shape = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }))
    const tables = shape.chain(([rows, columns]) =>
      fc.array(fc.array(figure, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    )
    fc.assert(
      fc.property(tables, (cells) => {
        const shown = published(cells)
        if (!shown) return
        const { hidden, hiddenRows, hiddenColumns } = shown
        for (const { row, column } of smallCells(cells)) expect(hidden[row]?.[column]).toBe(true)
        expect(workedOut(hidden, hiddenRows, hiddenColumns)).toEqual([])
      }),
      { numRuns: 2_000, seed: 20_261_122 },
    )
  })

  // Every table that fits is tried; somebody with a pencil and the knowledge that nobody is less than nobody.
  test('nor by trying all tables without a figure below zero', () => {
    const tables = fc
      .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }))
      .chain(([rows, columns]) => {
        const figure = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 7 }))
        const line = fc.array(figure, { minLength: columns, maxLength: columns })
        return fc.array(line, { minLength: rows, maxLength: rows })
      })
    const found: Table = [
      [0, 0, 5],
      [0, 5, 0],
      [0, 3, 2],
    ]
    fc.assert(
      fc.property(tables, (cells) => {
        const shown = published(cells)
        if (!shown) return
        for (const cell of smallCells(cells)) {
          expect(couldBeAnother({ cells, ...shown }, cell)).toBe(true)
        }
      }),
      // The last was found by this test: a column of nobody tells more than its sum.
      { numRuns: 1_000, seed: 20_261_122, examples: [[found]] },
    )
  })

  test('in a table of many answers and one', () => {
    const [, many] = fiveQuestions
    const rows: Topic = { kind: 'question', at: 1, question: many as Question }
    const figures: Readonly<Record<string, number>> = { '0/0': 30, '0/1': 8, '1/0': 2, '1/1': 18 }
    const table = shownTable(
      rows,
      { kind: 'question', at: 0, question: one([]) },
      {
        people: 60,
        rowCounts: new Map<Category, number>([
          [0, 38],
          [1, 20],
          [2, 0],
        ]),
        columnCounts: new Map<Category, number>([
          [0, 32],
          [1, 28],
        ]),
        count: (row, column) => figures[`${row}/${column}`] ?? 0,
      },
    )
    // 2 of the 32 did not have the first: as few as the 2 who had the second.
    expect(table.figures[0]).toEqual([null, null, 0])
    expect(table.figures[1]).toEqual([null, null, 0])
  })
})

/** The hidden cells that follow from the sums: those whose unit vector is a combination of equations. */
function workedOut(
  hidden: readonly (readonly boolean[])[],
  hiddenRows: readonly boolean[],
  hiddenColumns: readonly boolean[],
): string[] {
  const names: string[] = []
  for (const [row, line] of hidden.entries()) {
    for (const [column, isHidden] of line.entries()) if (isHidden) names.push(`${row},${column}`)
  }
  for (const [row, isHidden] of hiddenRows.entries()) if (isHidden) names.push(`row ${row}`)
  for (const [column, isHidden] of hiddenColumns.entries())
    if (isHidden) names.push(`column ${column}`)
  const equation = (terms: (name: string) => number) => names.map(terms)
  const equations = [
    ...hidden.map((_line, row) =>
      equation((name) => (name === `row ${row}` ? -1 : Number(name.startsWith(`${row},`)))),
    ),
    ...hiddenColumns.map((_it, column) =>
      equation((name) => (name === `column ${column}` ? -1 : Number(name.endsWith(`,${column}`)))),
    ),
    equation((name) => Number(name.startsWith('row'))),
    equation((name) => Number(name.startsWith('column'))),
  ]
  return names.filter((_name, at) => {
    const unit = names.map((_each, place) => Number(place === at))
    return rankOf([...equations, unit]) === rankOf(equations)
  })
}

function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row])
  const width = rows[0]?.length ?? 0
  let rank = 0
  for (let column = 0; column < width; column += 1) {
    const found = rows.findIndex((row, at) => at >= rank && Math.abs(row[column] ?? 0) > 1e-9)
    const pivot = rows[found]
    if (!pivot) continue
    rows[found] = rows[rank] as number[]
    rows[rank] = pivot
    for (const [at, row] of rows.entries()) {
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
      if (at === rank || factor === 0) continue
      for (let place = 0; place < width; place += 1)
        row[place] = (row[place] ?? 0) - factor * (pivot[place] ?? 0)
    }
    rank += 1
  }
  return rank
}

type Seen = {
  readonly cells: Table
  readonly hidden: readonly (readonly boolean[])[]
  readonly hiddenRows: readonly boolean[]
  readonly hiddenColumns: readonly boolean[]
}
type Place = { readonly row: number; readonly column: number }

/** Whether a table with another figure at a place, and none below zero, shows the very same. */
function couldBeAnother({ cells, hidden, hiddenRows, hiddenColumns }: Seen, at: Place): boolean {
  const open = hidden.flatMap((line, row) =>
    line.flatMap((isHidden, column) => (isHidden ? [{ row, column }] : [])),
  )
  const figure = ({ row, column }: Place) => cells[row]?.[column] ?? 0
  // What is known of rows and columns: each total that is shown, and the sum of those that are not.
  const rowOf = ({ row }: Place) => (hiddenRows[row] ? 'rows' : `row ${row}`)
  const columnOf = ({ column }: Place) => (hiddenColumns[column] ? 'columns' : `column ${column}`)
  const left = new Map<string, number>()
  const waiting = new Map<string, number>()
  for (const place of open) {
    for (const line of [rowOf(place), columnOf(place)]) {
      left.set(line, (left.get(line) ?? 0) + figure(place))
      waiting.set(line, (waiting.get(line) ?? 0) + 1)
    }
  }
  const isAt = ({ row, column }: Place) => row === at.row && column === at.column
  const places = [...open.filter(isAt), ...open.filter((place) => !isAt(place))]
  const fits = (next: number): boolean => {
    const place = places[next]
    if (!place) return true
    const lines = [rowOf(place), columnOf(place)]
    const most = Math.min(...lines.map((line) => left.get(line) ?? 0))
    const tried = Array.from({ length: most + 1 }, (_each, value) => value)
    const near = tried.toSorted(
      (one, other) => Math.abs(one - figure(place)) - Math.abs(other - figure(place)),
    )
    for (const value of near) {
      if (next === 0 && value === figure(place)) continue
      for (const line of lines) {
        left.set(line, (left.get(line) ?? 0) - value)
        waiting.set(line, (waiting.get(line) ?? 0) - 1)
      }
      const isPossible = lines.every((line) => waiting.get(line) !== 0 || left.get(line) === 0)
      const isFound = isPossible && fits(next + 1)
      for (const line of lines) {
        left.set(line, (left.get(line) ?? 0) + value)
        waiting.set(line, (waiting.get(line) ?? 0) + 1)
      }
      if (isFound) return true
    }
    return false
  }
  return places.length > 0 && fits(0)
}

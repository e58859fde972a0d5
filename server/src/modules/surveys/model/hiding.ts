/**
 * Which figures of a table stay hidden, so that no small one is shown or can be worked out (SU8). Pure.
 *
 * The cells of a table and its totals hang together by sums: each row, and each column, adds up to its
 * total. Take rows and columns as nodes and hidden cells as edges: a hidden cell can be worked out
 * from the shown ones exactly if its edge lies on no circle (Gusfield, "A graph theoretic approach to
 * statistical data security", SIAM J. Comput. 17, 1988).
 *
 * Whoever knows that no figure is below zero knows more: where nobody is, nobody can be taken away. So a
 * small figure also has to lie on a ring around which somebody can be moved (`rings.ts`).
 */

import { hiddenFigures, mayDiffer } from './rings.ts'

/** Figures of fewer people than this are hidden; zero is nobody, and shown. */
export const PEOPLE_SHOWN_MIN = 5

const isSmall = (count: number) => count > 0 && count < PEOPLE_SHOWN_MIN

/**
 * Which of the counts that make up a known total are hidden.
 *
 * @param counts how many gave each answer; everybody gave exactly one
 */
export function hiddenCounts(counts: readonly number[]): readonly boolean[] {
  const hidden = counts.map(isSmall)
  hideMoreInLine(counts, hidden)
  return hidden
}

/** Hides more of a line until what is hidden of it is at least two cells of enough people together. */
function hideMoreInLine(counts: readonly number[], hidden: boolean[]): boolean {
  let isChanged = false
  for (;;) {
    const covered = counts.filter((_count, at) => hidden[at])
    const people = covered.reduce((sum, count) => sum + count, 0)
    if (covered.length === 0) return isChanged
    if (covered.length > 1 && people >= PEOPLE_SHOWN_MIN) return isChanged
    const next = smallestShown(counts, hidden)
    if (next === null) return isChanged
    hidden[next] = true
    isChanged = true
  }
}

/** The smallest shown figure that is somebody; nobody's only where there is no other. */
function smallestShown(counts: readonly number[], hidden: readonly boolean[]): number | null {
  const weight = (at: number) => counts[at] || Number.MAX_SAFE_INTEGER
  const shown = counts.map((_count, at) => at).filter((at) => !hidden[at])
  return shown.toSorted((one, other) => weight(one) - weight(other))[0] ?? null
}

export type Table = readonly (readonly number[])[]

/**
 * Which cells of a table are hidden, when its totals are shown but for those that are hidden.
 *
 * @param cells rows of the same length, at least two of each; everybody is in exactly one cell
 */
export function hiddenCells(
  cells: Table,
  hiddenRows: readonly boolean[],
  hiddenColumns: readonly boolean[],
): readonly (readonly boolean[])[] {
  const hidden = cells.map((row, at) =>
    row.map((count, column) => isSmall(count) || !!hiddenRows[at] || !!hiddenColumns[column]),
  )
  for (;;) {
    const isSettled =
      !hideMoreInRows(cells, hidden, hiddenRows) &&
      !hideMoreInColumns(cells, hidden, hiddenColumns) &&
      !hideForCircle(cells, hidden, hiddenRows, hiddenColumns) &&
      !hideForRing(cells, hidden, hiddenRows, hiddenColumns)
    if (isSettled) return hidden
  }
}

function hideMoreInRows(cells: Table, hidden: boolean[][], skip: readonly boolean[]): boolean {
  let isChanged = false
  for (const [at, row] of cells.entries()) {
    const line = hidden[at]
    if (line && !skip[at] && hideMoreInLine(row, line)) isChanged = true
  }
  return isChanged
}

function hideMoreInColumns(cells: Table, hidden: boolean[][], skip: readonly boolean[]): boolean {
  const turnedCells = turned(cells)
  const turnedHidden = turned(hidden).map((line) => [...line])
  const isChanged = hideMoreInRows(turnedCells, turnedHidden, skip)
  for (const [row, line] of hidden.entries()) {
    for (const column of line.keys()) line[column] = turnedHidden[column]?.[row] ?? true
  }
  return isChanged
}

function turned<T>(rows: readonly (readonly T[])[]): T[][] {
  return (rows[0] ?? []).map((_cell, at) => rows.map((row) => row[at] as T))
}

type Edge = { readonly row: number; readonly column: number }

/** Finds a hidden cell on no circle, and hides one more beside it. Answers whether there was one. */
function hideForCircle(
  cells: Table,
  hidden: boolean[][],
  hiddenRows: readonly boolean[],
  hiddenColumns: readonly boolean[],
): boolean {
  const rows = cells.length
  const columns = cells[0]?.length ?? 0
  const edges: Edge[] = []
  for (const [row, line] of hidden.entries()) {
    for (const [column, isHidden] of line.entries()) if (isHidden) edges.push({ row, column })
  }
  // The totals are one more row and one more column.
  for (const [row, isHidden] of hiddenRows.entries())
    if (isHidden) edges.push({ row, column: columns })
  for (const [column, isHidden] of hiddenColumns.entries()) {
    if (isHidden) edges.push({ row: rows, column })
  }
  for (const edge of edges) {
    if (isOnCircle(edges, edge)) continue
    const beside: Edge[] = []
    for (const [row, line] of cells.entries()) {
      for (const column of line.keys()) {
        const isBeside = row === edge.row || column === edge.column
        if (isBeside && !hidden[row]?.[column]) beside.push({ row, column })
      }
    }
    const weight = ({ row, column }: Edge) => cells[row]?.[column] || Number.MAX_SAFE_INTEGER
    const [next] = beside.toSorted((one, other) => weight(one) - weight(other))
    const line = next && hidden[next.row]
    if (!next || !line) continue
    line[next.column] = true
    return true
  }
  return false
}

/** Finds a small figure that could be no other, and hides one more. Answers whether there was one. */
function hideForRing(
  cells: Table,
  hidden: boolean[][],
  hiddenRows: readonly boolean[],
  hiddenColumns: readonly boolean[],
): boolean {
  const figures = hiddenFigures(cells, hidden, hiddenRows, hiddenColumns)
  const fixed = figures.find((it) => isSmall(it.people) && !mayDiffer(figures, it))
  if (!fixed) return false
  const columnTotals = turned(cells).map(sum)
  const shown: (Edge & { readonly weight: number })[] = []
  for (const [row, line] of cells.entries()) {
    for (const [column, people] of line.entries()) {
      // Where a whole line is nobody, everybody knows that its cells are.
      const isKnown = sum(line) === 0 || columnTotals[column] === 0
      if (hidden[row]?.[column] || isKnown) continue
      const isBeside = row === fixed.row || column === fixed.column
      const weight = (people || BIG) + (isBeside ? 0 : 2 * BIG)
      shown.push({ row, column, weight })
    }
  }
  const [next] = shown.toSorted((one, other) => one.weight - other.weight)
  const line = next && hidden[next.row]
  if (!next || !line) return false
  line[next.column] = true
  return true
}

/** More than a figure can be: no survey has so many sheets. */
const BIG = 1_000_000
const sum = (line: readonly number[]) => line.reduce((all, it) => all + it, 0)

/** Whether the two ends of an edge are joined without it. */
function isOnCircle(edges: readonly Edge[], edge: Edge): boolean {
  const others = edges.filter((it) => it !== edge)
  const rows = new Set([edge.row])
  const columns = new Set<number>()
  for (let seen = -1; seen < rows.size + columns.size;) {
    seen = rows.size + columns.size
    for (const { row, column } of others) {
      if (rows.has(row)) columns.add(column)
      if (columns.has(column)) rows.add(row)
    }
  }
  return columns.has(edge.column)
}

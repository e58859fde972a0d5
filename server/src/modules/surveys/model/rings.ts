/**
 * Whether a hidden figure could be another one, for somebody who sees the rest of a table and knows that no
 * figure is below zero (SU8). Pure.
 *
 * It could exactly if one person can be moved around a ring of hidden figures: added to one, taken from the
 * next of the same line, added to the next, and nothing taken from where nobody is. That is the residual
 * graph of a flow (Ahuja, Magnanti, Orlin, "Network Flows", 1993, chapter 3).
 */

/** A hidden figure, between its row and its column; one more row and column stand for the totals. */
export type Figure = {
  readonly row: number
  readonly column: number
  readonly people: number
  /** Whether there can be one more, and one less, in the sums of its lines. */
  readonly adds: boolean
  readonly takes: boolean
}

/** All hidden figures of a table. A total has a minus in its line: for it, more and less change places. */
export function hiddenFigures(
  cells: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  hiddenRows: readonly boolean[],
  hiddenColumns: readonly boolean[],
): readonly Figure[] {
  const sum = (line: readonly number[]) => line.reduce((all, it) => all + it, 0)
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0]
  const figures: Figure[] = []
  const addTotal = (row: number, column: number, people: number) =>
    figures.push({ row, column, people, adds: people > 0, takes: true })
  for (const [row, line] of cells.entries()) {
    for (const [column, people] of line.entries()) {
      if (hidden[row]?.[column])
        figures.push({ row, column, people, adds: true, takes: people > 0 })
    }
    if (hiddenRows[row]) addTotal(row, columns, sum(line))
  }
  for (const [column, isHidden] of hiddenColumns.entries()) {
    if (isHidden) addTotal(rows, column, sum(cells.map((line) => line[column] ?? 0)))
  }
  return figures
}

/** Whether some other table of whole people fits what is shown, and has another figure here. */
export function mayDiffer(figures: readonly Figure[], figure: Figure): boolean {
  return canMove(figures, figure, true) || canMove(figures, figure, false)
}

/** Whether one that is added to a figure, or taken from it, can be made good by the others. */
function canMove(figures: readonly Figure[], moved: Figure, isAdding: boolean): boolean {
  if (isAdding ? !moved.adds : !moved.takes) return false
  const others = figures.filter((it) => it !== moved)
  // Columns that are one off, and rows in which that was made good and is one off the other way.
  const off = new Set([moved.column])
  const settled = new Set<number>()
  for (let seen = -1; seen < off.size + settled.size;) {
    seen = off.size + settled.size
    for (const { row, column, adds, takes } of others) {
      if (off.has(column) && (isAdding ? takes : adds)) settled.add(row)
      if (settled.has(row) && (isAdding ? adds : takes)) off.add(column)
    }
  }
  return settled.has(moved.row)
}

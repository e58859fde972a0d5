/** A table of figures, and a line behind which it waits for those who want it. */
import type { ReactNode } from 'react'
import styles from './FigureTable.module.css'

/** The rows and columns are its children; wider than the screen, it scrolls by itself. */
export function FigureTable({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={`${styles.table} figures`}>{children}</table>
    </div>
  )
}

/** A table as rows and columns of words; wide ones stand a card a row on a phone. */
export type Grid = {
  readonly label: string
  /** What the rows are, above their names; null where that goes without saying. */
  readonly corner: string | null
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly key: string
    readonly name: string
    /** One for each column. */
    readonly figures: readonly ReactNode[]
  }[]
}

/** So many columns of figures stand beside the names on the smallest phone. */
const BESIDE_MAX = 3
/** Longer names of columns get room for a line of their own. */
const SHORT_NAME_CHARS = 8

/** Cards lose what browsers know of a table by its look, so each part says what it is. */
export function GridTable({ label, corner, columns, rows }: Grid) {
  const isWide = columns.length > BESIDE_MAX
  const hasLong = columns.some((name) => name.length > SHORT_NAME_CHARS)
  return (
    <div
      className={styles.scroll}
      tabIndex={0}
      role="group"
      aria-label={label}
      data-wide={isWide}
      data-long={hasLong}
    >
      <table role="table" aria-label={label} className={`${styles.table} figures`}>
        <thead role="rowgroup">
          <tr role="row">
            {corner === null ? (
              <td role="cell" />
            ) : (
              <th role="columnheader" scope="col">
                {corner}
              </th>
            )}
            {columns.map((name, at) => (
              <th key={at} role="columnheader" scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ key, name, figures }) => (
            <tr key={key} role="row">
              <th role="rowheader" scope="row">
                {name}
              </th>
              {figures.map((figure, at) => (
                <td key={at} role="cell" data-column={columns[at]}>
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A table behind a line to press. */
export function FoldedTable(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <details className={styles.details}>
      <summary>{props.label}</summary>
      <FigureTable {...props} />
    </details>
  )
}

export function FoldedGrid(props: Grid) {
  return (
    <details className={styles.details}>
      <summary>{props.label}</summary>
      <GridTable {...props} />
    </details>
  )
}

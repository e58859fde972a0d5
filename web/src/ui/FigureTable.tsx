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

/** The same behind a line to press. */
export function FoldedTable(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <details className={styles.details}>
      <summary>{props.label}</summary>
      <FigureTable {...props} />
    </details>
  )
}

/** A list of plain rows: things to open, to switch, to read. */
import { IconChevronRight, type TablerIcon } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import styles from './Rows.module.css'

export function Rows({
  label,
  children,
}: {
  readonly label?: string
  readonly children: ReactNode
}) {
  return (
    <ul className={styles.rows} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </ul>
  )
}

type RowProps = {
  readonly icon?: TablerIcon
  readonly title: ReactNode
  readonly detail?: ReactNode
  /** At the end of the row: a switch, a figure, a button. */
  readonly end?: ReactNode
  readonly href?: string
  readonly onGo?: () => void
  /** A button of its own, beside what is pressed. */
  readonly beside?: ReactNode
}

/** With `onGo` the whole row is pressed: a link when it has an `href`, else a button. */
export function Row({ icon: Icon, title, detail, end, href, onGo, beside }: RowProps) {
  const inside = (
    <>
      {Icon && <Icon className={styles.icon} size={22} stroke={1.7} aria-hidden />}
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        {detail && <span className={styles.detail}>{detail}</span>}
      </span>
      {end}
      {onGo && <IconChevronRight className={styles.go} size={20} aria-hidden />}
    </>
  )
  const go = (event: MouseEvent) => {
    if (href && (event.metaKey || event.ctrlKey || event.shiftKey)) return
    event.preventDefault()
    onGo?.()
  }
  return (
    <li className={styles.item} data-beside={beside ? true : undefined}>
      {onGo && href ? (
        <a className={styles.row} href={href} onClick={go}>
          {inside}
        </a>
      ) : onGo ? (
        <button type="button" className={styles.row} onClick={go}>
          {inside}
        </button>
      ) : (
        <div className={styles.row}>{inside}</div>
      )}
      {beside}
    </li>
  )
}

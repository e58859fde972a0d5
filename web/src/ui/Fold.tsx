/** A question that is folded into one line with what was answered, and opens when pressed. */
import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Fold.module.css'

/** Folds below each other, as one list. */
export function Folds({ children }: { readonly children: ReactNode }) {
  return <div className={styles.folds}>{children}</div>
}

export function Fold({
  title,
  says,
  isAnswered,
  children,
}: {
  readonly title: string
  /** What was answered, or that nothing was. */
  readonly says: string
  readonly isAnswered: boolean
  readonly children: ReactNode
}) {
  return (
    <details className={styles.fold}>
      <summary className={styles.line}>
        <span className={styles.words}>
          <span className={styles.title}>{title}</span>
          <span className={styles.says} data-answered={isAnswered}>
            {says}
          </span>
        </span>
        <IconChevronDown className={styles.arrow} size={20} aria-hidden />
      </summary>
      <div className={styles.inside}>{children}</div>
    </details>
  )
}

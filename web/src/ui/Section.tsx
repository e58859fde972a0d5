/** A part of a screen under its own heading. */
import { useId, type ReactNode } from 'react'
import styles from './Section.module.css'

export function Section({
  title,
  hint,
  action,
  children,
}: {
  readonly title: string
  readonly hint?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {action}
      </div>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
    </section>
  )
}

/** A soft card: what belongs together. */
export function Card({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'yes' | 'accent' | 'no'
  readonly children: ReactNode
}) {
  return (
    <div className={styles.card} data-tone={tone}>
      {children}
    </div>
  )
}

/** Figures side by side, each with its name below. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>
}

export function Figure({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd className="figures">{value}</dd>
    </div>
  )
}

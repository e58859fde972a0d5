/** Something a shop writes and saves: its fields, and a button that says what is still missing. */
import type { ReactNode } from 'react'
import { BigButton } from '../../ui/BigButton.tsx'
import styles from './SaveForm.module.css'

export function SaveForm({
  label,
  missing,
  isSaving,
  onSave,
  children,
}: {
  readonly label: string
  /** What has to be written first, in words; null when it may be saved. */
  readonly missing: string | null
  readonly isSaving: boolean
  readonly onSave: () => void
  readonly children: ReactNode
}) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (missing === null && !isSaving) onSave()
      }}
    >
      {children}
      <BigButton type="submit" loading={isSaving} whyNot={missing}>
        {label}
      </BigButton>
    </form>
  )
}

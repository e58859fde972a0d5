/** One purpose: its words, whether I agree and since when, and one switch for yes and for no. */
import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ConsentRow } from '../../../shapes.ts'
import { consents as en } from '../../../text/en/me.ts'
import { consents as ko } from '../../../text/ko/me.ts'
import { useText } from '../../../text/language.tsx'
import styles from './MeScreen.module.css'

type Purpose = ConsentRow['purpose']

/** The purpose of the day that one of the night belongs to; any other is its own. */
export const dayPurpose = (purpose: Purpose) => purpose.replace(/^night-/, '')

/** What a purpose stands on and is not agreed to; null where nothing is missing. */
export function missingBasis(
  purpose: Purpose,
  granted: ReadonlySet<Purpose>,
): Exclude<Purpose, 'location'> | null {
  if (purpose === 'location' || purpose === 'marketing') return null
  // A way needs marketing, and a night its day.
  const day = dayPurpose(purpose) as Exclude<Purpose, 'location'>
  const basis = day === purpose ? 'marketing' : day
  return granted.has(basis) ? null : basis
}

/** Purposes that belong together, one below the other in one card. */
export function ConsentGroup({ children }: { readonly children: ReactNode }) {
  return <div className={styles.group}>{children}</div>
}

export function ConsentCard({
  title,
  words,
  isOn,
  isBusy,
  needs,
  state,
  onAnswer,
}: {
  readonly title: string
  readonly words: string
  readonly isOn: boolean
  readonly isBusy: boolean
  /** The title of what it stands on, where that is missing. */
  readonly needs: string | null
  /** Since when, or that it was never; null where that is not known. */
  readonly state: string | null
  readonly onAnswer: (granted: boolean) => void
}) {
  const t = useText({ ko, en })
  return (
    <section className={styles.card}>
      <div className={styles.cardHead}>
        <h3>{title}</h3>
        <Switch
          size="lg"
          aria-label={title}
          checked={isOn}
          disabled={(needs !== null && !isOn) || isBusy}
          onChange={({ currentTarget }) => onAnswer(currentTarget.checked)}
        />
      </div>
      {/* What cannot be agreed to yet says what comes first; its words come with the choice. */}
      {needs === null && <p className={styles.wording}>{words}</p>}
      {(needs ?? state) !== null && (
        <p className={styles.state} data-on={isOn}>
          {needs === null ? state : t.needs(needs)}
        </p>
      )}
    </section>
  )
}

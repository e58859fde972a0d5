/** How far along a few questions one is, and the buttons to go on and back. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { merchantFrame as en } from '../text/en/merchant-frame.ts'
import { merchantFrame as ko } from '../text/ko/merchant-frame.ts'
import { useText } from '../text/language.tsx'
import styles from './StepBar.module.css'

export function StepBar({
  step,
  count,
  says,
}: {
  readonly step: number
  readonly count: number
  readonly says: string
}) {
  return (
    <div className={styles.steps} role="img" aria-label={says}>
      {Array.from({ length: count }, (_, at) => (
        <span key={at} className={styles.step} data-done={at <= step} />
      ))}
    </div>
  )
}

export function StepButtons({
  onBack,
  onNext,
  nextLabel,
  isBusy = false,
  why = null,
}: {
  readonly onBack: (() => void) | null
  readonly onNext: () => void
  readonly nextLabel?: ReactNode
  readonly isBusy?: boolean
  readonly why?: ReactNode
}) {
  const t = useText({ ko, en })
  return (
    <>
      {why && (
        <p className={styles.why} role="alert">
          {why}
        </p>
      )}
      <div className={styles.buttons}>
        {onBack && (
          <Button variant="default" size="lg" h={56} onClick={onBack} disabled={isBusy}>
            {t.back}
          </Button>
        )}
        <Button size="lg" h={56} onClick={onNext} loading={isBusy}>
          {nextLabel ?? t.next}
        </Button>
      </div>
    </>
  )
}

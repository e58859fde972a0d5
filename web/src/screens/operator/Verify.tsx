/** Asks the data itself whether every rule holds, and shows each answer. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { clock } from '../../parts/format.ts'
import { operator as en } from '../../text/en/operator.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { useRefusalText } from '../../text/refusal.ts'
import { Card } from '../../ui/Section.tsx'
import { useNames } from './names.ts'
import styles from './operator.module.css'
import type { VerdictRow } from './shapes.ts'

export function Verify() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const verify = useMutation({ mutationFn: () => call('POST /v1/operator/verify') })
  const verdicts = verify.data?.verdicts ?? []
  const broken = verdicts.filter(({ isHeld }) => !isHeld)
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t.verifyHint}</p>
      <Button size="lg" h={52} loading={verify.isPending} onClick={() => verify.mutate()}>
        {t.verifyRun}
      </Button>
      <div aria-live="polite">
        {verify.isPending && <p className={styles.soft}>{t.verifyRunning}</p>}
        {verify.isIdle && <p className={styles.soft}>{t.verifyNever}</p>}
        {verify.isError && <p className={styles.bad}>{says(verify.error)}</p>}
        {verify.data && (
          <Card tone={broken.length === 0 ? 'yes' : 'no'}>
            <p className={styles.sentence}>
              {broken.length === 0 ? (
                <IconCircleCheck size={30} aria-hidden />
              ) : (
                <IconCircleX size={30} aria-hidden />
              )}
              {broken.length === 0 ? t.verifyClean(verdicts.length) : t.verifyBroken(broken.length)}
            </p>
            <p className={styles.soft}>{t.healthAsOf(clock(new Date(verify.data.at), language))}</p>
          </Card>
        )}
      </div>
      {verdicts.length > 0 && (
        <ul className={styles.verdicts}>
          {[...broken, ...verdicts.filter(({ isHeld }) => isHeld)].map((verdict) => (
            <VerdictItem key={verdict.id} verdict={verdict} />
          ))}
        </ul>
      )}
    </div>
  )
}

const ROWS_SHOWN = 20

function VerdictItem({ verdict: { id, says, isHeld, rows } }: { readonly verdict: VerdictRow }) {
  const t = useText({ ko, en })
  const { areaOf, ruleOf } = useNames()
  return (
    <li className={styles.verdict} data-held={isHeld}>
      {isHeld ? <IconCircleCheck size={20} aria-hidden /> : <IconCircleX size={20} aria-hidden />}
      <span className={styles.verdictWords}>
        <b>{areaOf(id)}</b> {ruleOf(id, says)}
        <span className={styles.code}>{id}</span>
        {!isHeld && (
          <details>
            <summary>{t.verifyRows(rows.length)}</summary>
            <pre className={styles.rows} tabIndex={0}>
              {rows.slice(0, ROWS_SHOWN).map((row) => `${JSON.stringify(row)}\n`)}
            </pre>
          </details>
        )}
      </span>
      <span className={styles.verdictState}>{isHeld ? t.verifyOk : t.verifyRows(rows.length)}</span>
    </li>
  )
}

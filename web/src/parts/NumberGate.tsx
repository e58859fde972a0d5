/** Where each phone number counts once: asks for mine first, or says that it has had its turn. */
import type { ReactNode } from 'react'
import type { ReplyTo } from '../shapes.ts'
import { number as en } from '../text/en/number.ts'
import { number as ko } from '../text/ko/number.ts'
import { useText } from '../text/language.tsx'
import { Card } from '../ui/Section.tsx'
import styles from './number.module.css'
import { ProveNumber } from './ProveNumber.tsx'

export function NumberGate({
  standing,
  what,
  children,
}: {
  /** Null where numbers do not count. */
  readonly standing: ReplyTo<'GET /v1/games/{gameId}'>['myNumber']
  readonly what: keyof typeof ko.used
  /** Shown to whoever may go on. */
  readonly children: ReactNode
}) {
  const t = useText({ ko, en })
  if (standing === 'unproven') {
    return (
      <Card>
        <h2 className={styles.title}>{t.title}</h2>
        <p className={styles.plain}>{t.body}</p>
        <ProveNumber />
        <p className={styles.soft}>{t.kept}</p>
      </Card>
    )
  }
  if (standing === 'used') {
    const isDaily = what === 'game' || what === 'daily'
    return (
      <Card>
        <div role="status" className={styles.used}>
          <h2 className={styles.title}>{t.used[what]}</h2>
          <p className={styles.plain}>{isDaily ? `${t.usedBody} ${t.tomorrow}` : t.usedBody}</p>
        </div>
      </Card>
    )
  }
  return (
    <>
      {children}
      {standing === 'free' && <p className={styles.soft}>{t.kept}</p>}
    </>
  )
}

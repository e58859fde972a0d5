/** What is shown while the answer is on its way: the outline of what will come. */
import { Skeleton } from '@mantine/core'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import styles from './Loading.module.css'

export function Loading({
  kind = 'list',
  count = 4,
}: {
  readonly kind?: 'list' | 'tickets' | 'page'
  readonly count?: number
}) {
  const t = useText({ ko, en })
  return (
    <div className={styles.loading} data-kind={kind} role="status">
      <span className="only-heard">{t.loading}</span>
      {kind === 'page' ? (
        <>
          <Skeleton height={28} width="60%" radius="sm" />
          <Skeleton height={18} width="85%" radius="sm" />
          <Skeleton height={160} radius="md" />
          <Skeleton height={18} width="70%" radius="sm" />
        </>
      ) : (
        Array.from({ length: count }, (_, at) => (
          <Skeleton key={at} height={kind === 'tickets' ? 132 : 76} radius="md" />
        ))
      )}
    </div>
  )
}

/** How a till stands with the server: connected, or by itself since when and with how much left. */
import { IconCloudCheck, IconCloudOff } from '@tabler/icons-react'
import { offline as en } from '../text/en/offline.ts'
import { offline as ko } from '../text/ko/offline.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { clock, dateAndClock, won } from './format.ts'
import styles from './OfflineBar.module.css'
import { useNow } from './use-now.ts'
import type { OfflineTill } from './use-offline-till.ts'

export function OfflineBar({
  till: { isOnline, since, state },
  hint,
}: {
  readonly till: OfflineTill
  /** What else is to be said while nobody answers. */
  readonly hint?: string
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const waiting = state?.waiting ?? 0
  if (isOnline) {
    return (
      <p className={styles.online} role="status">
        <IconCloudCheck size={18} aria-hidden />
        {waiting > 0 ? t.sending(waiting) : state?.goodUntil ? t.ready : t.online}
      </p>
    )
  }
  return (
    <section className={styles.offline} role="status" aria-label={t.title}>
      <p className={styles.title}>
        <IconCloudOff size={22} aria-hidden />
        {since ? t.since(clock(since, language)) : t.title}
      </p>
      {state?.goodUntil ? (
        <>
          <p className={styles.line}>
            {t.left(
              won(Math.max(0, state.leftMinor), language),
              won(state.givenMinorMax, language),
            )}
          </p>
          <div className={styles.meter} aria-hidden>
            <div
              className={styles.bar}
              style={{ '--left': shareLeft(state.leftMinor, state.givenMinorMax) }}
            />
          </div>
          <p className={styles.line}>
            {waiting > 0 ? `${t.waiting(waiting)} · ` : ''}
            {t.until(dateAndClock(state.goodUntil, now, language))}
          </p>
          {(hint || waiting === 0) && <p className={styles.soft}>{hint ?? t.how}</p>}
        </>
      ) : (
        <p className={styles.line}>{t.notReady}</p>
      )}
    </section>
  )
}

const shareLeft = (left: number, max: number) => (max === 0 ? 0 : Math.max(0, left) / max)

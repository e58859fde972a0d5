/** The card: one place for each stamp, those that are in with a sign of their own. */
import { IconRosette } from '@tabler/icons-react'
import { useEffect } from 'react'
import { game as en } from '../../text/en/games.ts'
import { game as ko } from '../../text/ko/games.ts'
import { useText } from '../../text/language.tsx'
import styles from './game.module.css'

const STAMP_MS = 400

export function Stamps({
  all,
  now,
  isStamping,
  onStand,
}: {
  readonly all: number
  readonly now: number
  readonly isStamping: boolean
  readonly onStand: () => void
}) {
  const t = useText({ ko, en })
  useEffect(() => {
    if (!isStamping) return
    const timer = setTimeout(onStand, STAMP_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a stamp is set once a play
  }, [isStamping])
  const shown = isStamping ? now + 1 : now
  return (
    <div>
      <div className={styles.card} aria-hidden>
        {Array.from({ length: all }, (_each, at) => (
          <span key={at} className={styles.stamp} data-in={at < shown}>
            {at < shown ? <IconRosette size={26} /> : at + 1}
          </span>
        ))}
      </div>
      <p className={`${styles.plain} figures`}>
        <b>{t.stamps(now, all)}</b> · {t.stampsHint(all)}
      </p>
    </div>
  )
}

/** A stamp card as dots, with the same in words for those who do not see them. */
import { IconCheck, IconGift } from '@tabler/icons-react'
import type { MembershipShape } from '../../../shapes.ts'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { useText } from '../../../text/language.tsx'
import styles from './StampDots.module.css'

type Card = MembershipShape['cards'][number]

export function StampDots({ card }: { readonly card: Card }) {
  const t = useText({ ko, en })
  const { title, stamps, stampsToFill } = card
  return (
    <span className={styles.stamps}>
      <span className={styles.title}>
        {title} · {t.stampsLeft(stampsToFill - stamps)}
      </span>
      <span className={styles.dots} role="img" aria-label={t.stamps(stamps, stampsToFill)}>
        {Array.from({ length: stampsToFill }, (_none, at) => (
          <span key={at} className={styles.dot} data-full={at < stamps}>
            {at < stamps ? (
              <IconCheck size={14} stroke={3} aria-hidden />
            ) : (
              at === stampsToFill - 1 && <IconGift size={14} aria-hidden />
            )}
          </span>
        ))}
      </span>
    </span>
  )
}

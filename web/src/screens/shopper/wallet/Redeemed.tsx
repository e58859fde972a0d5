/** The coupon was used at the counter: a small celebration, and what it was worth. */
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { links } from '../../../links.ts'
import { points, won } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import type { CouponShape } from '../../../shapes.ts'
import { coupon as en } from '../../../text/en/wallet.ts'
import { coupon as ko } from '../../../text/ko/wallet.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import styles from './Redeemed.module.css'

/** What the live message tells, as far as it does. */
export type RedemptionNews = Readonly<Record<string, unknown>>

const PETALS = 14

export function Redeemed({
  coupon,
  news,
}: {
  readonly coupon: CouponShape
  readonly news: RedemptionNews
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const go = useGo()
  const title = useRef<HTMLHeadingElement>(null)
  const saved = news['discountMinor']
  const earned = news['pointsEarned']
  useEffect(() => {
    title.current?.focus()
    navigator.vibrate?.([60, 40, 120])
  }, [])
  return (
    <section className={styles.done} role="status">
      <div className={styles.petals} aria-hidden>
        {Array.from({ length: PETALS }, (_, at) => (
          <span key={at} style={{ '--turn': `${(360 / PETALS) * at}deg` }} />
        ))}
      </div>
      <span className={styles.check} aria-hidden>
        <IconCheck size={72} stroke={2.4} />
      </span>
      <h1 ref={title} tabIndex={-1} className={styles.title}>
        {t.done.title}
      </h1>
      {typeof saved === 'number' && saved > 0 && (
        <p className={styles.saved}>{t.done.saved(won(saved, language))}</p>
      )}
      {typeof earned === 'number' && earned > 0 && (
        <p className={styles.earned}>{t.done.points(points(earned, language))}</p>
      )}
      <p className={styles.thanks}>{t.done.thanks(coupon.merchantName)}</p>
      <div className={styles.close}>
        <BigButton onClick={() => go(links.wallet(), { replace: true })}>{t.done.close}</BigButton>
      </div>
    </section>
  )
}

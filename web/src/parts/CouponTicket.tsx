/** A coupon as a ticket one wants to keep: what, where, until when, how far, in the shop's colour. */
import { links } from '../links.ts'
import type { CouponShape } from '../shapes.ts'
import { parts as en } from '../text/en/parts.ts'
import { parts as ko } from '../text/ko/parts.ts'
import { useLanguage, useText, type Language } from '../text/language.tsx'
import { inkOn } from './colour.ts'
import styles from './CouponTicket.module.css'
import { date, dayName, dayOf, distance, dayAndClock } from './format.ts'
import { GoLink } from './go.tsx'
import { conditions, gain } from './terms.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** `오늘 21:00까지`, `내일까지`, `3월 5일까지`; in the last hours what is left. */
export function untilLine(
  expiresAt: string,
  now: Date,
  language: Language,
  words: typeof ko.ticket,
): string {
  const expires = new Date(expiresAt)
  const leftMs = expires.getTime() - now.getTime()
  if (leftMs <= 0) return words.expired
  if (leftMs < HOUR_MS) return words.minutesLeft(Math.max(1, Math.floor(leftMs / MINUTE_MS)))
  if (leftMs < 12 * HOUR_MS) return words.hoursLeft(Math.floor(leftMs / HOUR_MS))
  if (dayOf(expires) === dayOf(now)) {
    return words.until(dayAndClock(expires, now, language))
  }
  return words.until(dayName(expires, now, language))
}

export function CouponTicket({
  coupon,
  now,
  meters = null,
}: {
  readonly coupon: CouponShape
  readonly now: Date
  /** To the nearest place where it works; null when nobody knows where we are. */
  readonly meters?: number | null
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const asked = conditions(coupon.terms, language)
  const isActive = coupon.state === 'active' && Date.parse(coupon.expiresAt) > now.getTime()
  const isEnding = isActive && Date.parse(coupon.expiresAt) - now.getTime() < 24 * HOUR_MS
  return (
    <GoLink
      className={styles.ticket}
      href={links.coupon(coupon.id)}
      data-active={isActive}
      data-ink={inkOn(coupon.color)}
      style={{ '--shop': coupon.color }}
    >
      <span className={styles.stub}>
        <span className={styles.merchant}>{coupon.merchantName}</span>
        <span className={styles.gain}>{gain(coupon.terms, language)}</span>
      </span>
      <span className={styles.body}>
        <span className={styles.title}>{coupon.title}</span>
        {asked && <span className={styles.line}>{asked}</span>}
        <span className={styles.line} data-ending={isEnding}>
          {isActive
            ? untilLine(coupon.expiresAt, now, language, t.ticket)
            : stateLine(coupon, now, language, t.ticket)}
          {isActive && meters !== null && (
            <span className="figures"> · {t.away(distance(meters))}</span>
          )}
        </span>
      </span>
    </GoLink>
  )
}

function stateLine(coupon: CouponShape, now: Date, language: Language, words: typeof ko.ticket) {
  if (coupon.state === 'redeemed') {
    return words.redeemed(coupon.redeemedAt ? date(new Date(coupon.redeemedAt), now, language) : '')
  }
  return coupon.state === 'cancelled' ? words.cancelled : words.expired
}

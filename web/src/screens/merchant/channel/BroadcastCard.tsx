/** A broadcast as it will look on a phone: (광고), sender, picture, text, what can be pressed. */
import { links } from '../../../links.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useText } from '../../../text/language.tsx'
import { Logo } from '../../../ui/Logo.tsx'
import { useShop } from '../shop.tsx'
import styles from './BroadcastCard.module.css'

export function BroadcastCard({
  content,
}: {
  readonly content: {
    readonly title: string
    readonly body: string
    readonly pictureId: string | null
    readonly offerId: string | null
    readonly link: string | null
  }
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const { title, body, pictureId, offerId, link } = content
  return (
    <figure className={styles.phone}>
      <figcaption className={styles.caption}>{t.preview}</figcaption>
      <div className={styles.card}>
        <p className={styles.from}>
          <Logo size={20} /> {shop.name} <span className={styles.now}>{t.now}</span>
        </p>
        <p className={styles.title}>
          {t.ad} {title || t.titleExample}
        </p>
        {pictureId && (
          <img className={styles.picture} src={`/v1/pictures/${pictureId}`} alt={t.pictureShown} />
        )}
        <p className={styles.body}>{body || t.bodyExample}</p>
        {offerId && <span className={styles.press}>{t.takeCoupon}</span>}
        {link && <span className={styles.press}>{links.isEvent(link) ? t.seeEvent : t.see}</span>}
        <p className={styles.foot}>{t.foot([shop.name, shop.contact].filter(Boolean).join(' '))}</p>
      </div>
    </figure>
  )
}

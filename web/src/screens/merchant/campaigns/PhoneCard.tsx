/** A message as it will look on a phone: (광고), sender, title, text, the free way out. */
import { Logo } from '../../../ui/Logo.tsx'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { useText } from '../../../text/language.tsx'
import { useShop } from '../shop.tsx'
import styles from './PhoneCard.module.css'

export function PhoneCard({
  message,
  placeName,
}: {
  readonly message: { readonly title: string; readonly body: string }
  readonly placeName: string
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const filled = (text: string) =>
    text
      .replaceAll('{place}', placeName)
      .replaceAll('{offer}', message.title)
      .replaceAll('{name}', t.exampleName)
      .replaceAll('{distance}', '150m')
  return (
    <figure className={styles.phone}>
      <figcaption className={styles.caption}>{t.preview}</figcaption>
      <div className={styles.card}>
        <p className={styles.from}>
          <Logo size={20} /> {shop.name} <span className={styles.now}>{t.previewNow}</span>
        </p>
        <p className={styles.title}>(광고) {filled(message.title)}</p>
        <p className={styles.body}>{filled(message.body)}</p>
        <p className={styles.foot}>
          {[shop.name, shop.contact].filter(Boolean).join(' ')} · {t.previewOptOut}
        </p>
      </div>
    </figure>
  )
}

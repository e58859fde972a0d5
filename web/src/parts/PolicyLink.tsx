/** The way to who runs the market, and what it does with locations and personal data. */
import { links } from '../links.ts'
import { market as en } from '../text/en/market.ts'
import { market as ko } from '../text/ko/market.ts'
import { useText } from '../text/language.tsx'
import { GoLink } from './go.tsx'
import styles from './PolicyLink.module.css'

export function PolicyLink() {
  const t = useText({ ko, en })
  return (
    <p className={styles.line}>
      <GoLink className={styles.link} href={links.policy()}>
        {t.policyTitle}
      </GoLink>
    </p>
  )
}

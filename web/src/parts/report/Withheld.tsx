/** Said in place of figures that would tell what single people did. */
import { merchantCampaigns as en } from '../../text/en/merchant-campaigns.ts'
import { merchantCampaigns as ko } from '../../text/ko/merchant-campaigns.ts'
import { useText } from '../../text/language.tsx'
import { Card, Section } from '../../ui/Section.tsx'
import styles from './report.module.css'

export function Withheld({ says }: { readonly says: string }) {
  const t = useText({ ko, en })
  return (
    <Section title={t.withheld}>
      <Card>
        <p className={styles.extra}>{says}</p>
        <p className={styles.soft}>{t.withheldUntil}</p>
      </Card>
    </Section>
  )
}

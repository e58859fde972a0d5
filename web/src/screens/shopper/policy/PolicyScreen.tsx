/** Who runs the market, and what it does with locations and personal data: for everybody to read. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGoBack } from '../../../parts/go.tsx'
import { market as en } from '../../../text/en/market.ts'
import { market as ko } from '../../../text/ko/market.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import styles from './PolicyScreen.module.css'

export function PolicyScreen() {
  const t = useText({ ko, en })
  const details = useQuery(ask('GET /v1/market/details'))
  const back = useGoBack(links.home())
  return (
    <main id="main">
      <Page title={t.policyTitle} lead={t.policyIntro} onBack={back}>
        <Section title={t.locationTitle}>
          <Sentences of={t.location} />
        </Section>
        <Section title={t.personalTitle}>
          <Sentences of={t.personal} />
        </Section>
        <Section title={t.whoTitle}>
          <Answer query={details}>
            {({ said, version }) =>
              version === 0 ? (
                <Card>{t.tryOut}</Card>
              ) : (
                <Rows label={t.whoTitle}>
                  {(Object.keys(t.items) as (keyof typeof said)[]).map((item) => (
                    <Row key={item} title={said[item] || t.notYet} detail={t.items[item]} />
                  ))}
                </Rows>
              )
            }
          </Answer>
        </Section>
      </Page>
    </main>
  )
}

function Sentences({ of }: { readonly of: readonly string[] }) {
  return (
    <ul className={styles.list}>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

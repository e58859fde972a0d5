/** What came of a broadcast on each way beside the inbox, and its proof. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { wayChoice as en } from '../../../text/en/way-choice.ts'
import { ways as namesEn } from '../../../text/en/ways.ts'
import { counted } from '../../../text/figures.ts'
import { wayChoice as ko } from '../../../text/ko/way-choice.ts'
import { ways as namesKo } from '../../../text/ko/ways.ts'
import { useText } from '../../../text/language.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import styles from './channel.module.css'
import { TakeWithReason } from './TakeWithReason.tsx'

const LOOK_MS = 10_000
/** Why some were not written to on a way, in the order told; what did not occur is left out. */
const kept = ['noConsent', 'nowhere', 'overLimit', 'waiting', 'dropped'] as const

export function WayReport({ broadcastId }: { readonly broadcastId: string }) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: namesKo, en: namesEn })
  const shop = useShop()
  const params = { merchantId: shop.id, broadcastId }
  const ways = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}/ways', { params }),
    refetchInterval: LOOK_MS,
  })
  return (
    <Section title={t.report}>
      <Answer query={ways}>
        {({ items }) => (
          <Card>
            <ul className={styles.rows}>
              {items.map((it) => (
                <li key={it.way} className={styles.way}>
                  <b>{names[it.way]}</b>
                  <b className="figures">
                    {t.goes} {counted(it.goes)} · {t.delivered} {counted(it.delivered)} · {t.failed}{' '}
                    {counted(it.failed)}
                  </b>
                  <span className={styles.soft}>
                    {kept
                      .filter((why) => it[why] > 0)
                      .map((why) => t[why](counted(it[why])))
                      .join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Answer>
    </Section>
  )
}

/** The decisions behind a broadcast, as a file to show. */
export function ProofLink({ mailingId }: { readonly mailingId: string }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const file = `/v1/merchants/${shop.id}/gate-decisions.csv`
  return (
    <>
      <p className={styles.soft}>{t.proofHint}</p>
      <TakeWithReason
        label={t.proof}
        addressOf={(reason) => `${file}?${new URLSearchParams({ mailingId, reason }).toString()}`}
      />
    </>
  )
}

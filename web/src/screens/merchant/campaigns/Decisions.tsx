/** One by one: what was decided about whom, and why. People are masked. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantCampaigns as en } from '../../../text/en/merchant-campaigns.ts'
import { campaignReasons as reasonsEn } from '../../../text/en/merchant-reasons.ts'
import { merchantCampaigns as ko } from '../../../text/ko/merchant-campaigns.ts'
import { campaignReasons as reasonsKo } from '../../../text/ko/merchant-reasons.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import type { CampaignDecision } from '../shapes.ts'
import styles from './CampaignScreen.module.css'
import { reasonText } from './reasons.ts'

const PAGE = 20

export function Decisions({ campaignId }: { readonly campaignId: string }) {
  const t = useText({ ko, en })
  const decisions = useInfiniteQuery({
    queryKey: ['GET /v1/campaigns/{campaignId}/decisions', { campaignId }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/campaigns/{campaignId}/decisions', {
        params: { campaignId },
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    ...byCursor,
  })
  return (
    <Section title={t.decisions} hint={t.decisionsHint}>
      <Endless
        query={decisions}
        loading={<Loading count={3} />}
        empty={<p className={styles.soft}>{t.decisionsEmpty}</p>}
      >
        {(rows) => (
          <Rows label={t.decisions}>
            {rows.map((row) => (
              <DecisionRow key={row.id} row={row} />
            ))}
          </Rows>
        )}
      </Endless>
    </Section>
  )
}

function DecisionRow({ row }: { readonly row: CampaignDecision }) {
  const t = useText({ ko, en })
  const reasons = useText({ ko: reasonsKo, en: reasonsEn })
  const { language } = useLanguage()
  const now = useNow(60)
  const outcomes = {
    sent: t.outcomeSent,
    control: t.outcomeControl,
    refused: t.outcomeRefused,
    postponed: t.outcomePostponed,
  }
  const no = row.reasons.find(({ ok }) => !ok)
  const code = no?.params['code']
  const why =
    row.outcome === 'refused' && no
      ? reasonText(no.rule, reasons, typeof code === 'string' ? code : null)
      : ''
  return (
    <Row
      title={
        <span className={styles.decision} data-outcome={row.outcome}>
          {[outcomes[row.outcome], row.person, row.count > 1 && t.times(row.count)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      }
      detail={[why, dateAndClock(new Date(row.lastAt), now, language)].filter(Boolean).join(' · ')}
    />
  )
}

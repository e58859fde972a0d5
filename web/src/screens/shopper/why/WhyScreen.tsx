/** 왜 나에게?: the reasons of a decision in words, those about me first. */
import { Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { useGo, useGoBack, usePathPart } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { DecisionReason, DecisionShape } from '../../../shapes.ts'
import { why as en } from '../../../text/en/why.ts'
import { why as ko } from '../../../text/ko/why.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { aboutMe } from './reasons.ts'
import styles from './WhyScreen.module.css'

export function WhyScreen() {
  const decisionId = usePathPart('decisionId')
  const t = useText({ ko, en })
  const back = useGoBack(links.inbox())
  const query = useQuery(ask('GET /v1/me/decisions/{decisionId}', { params: { decisionId } }))
  const isGone = query.error instanceof ApiProblem && query.error.status === 404
  return (
    <Page title={isGone ? t.gone : t.title} lead={isGone ? undefined : t.lead} onBack={back}>
      <Answer query={query} loading={<Loading kind="page" />}>
        {(decision) => <Reasons decision={decision} />}
      </Answer>
    </Page>
  )
}

function Reasons({ decision }: { readonly decision: DecisionShape }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const go = useGo()
  const [showsAll, setShowsAll] = useState(false)
  const { merchantName, campaignName, outcome, at, reasons } = decision
  const shown = showsAll ? reasons : reasons.filter(aboutMe)
  const sender = merchantName ?? campaignName
  return (
    <>
      <div className={styles.verdict} data-outcome={outcome}>
        <p className={styles.outcome}>{t[outcome]}</p>
        {sender && (
          <p className={styles.from}>{t.from(sender, dateAndClock(new Date(at), now, language))}</p>
        )}
      </div>
      <h2 className={styles.title}>{t.steps}</h2>
      <ol className={styles.steps}>
        {shown.map((reason) => (
          <Step key={reason.rule} reason={reason} />
        ))}
      </ol>
      {(showsAll || shown.length < reasons.length) && (
        <Button variant="subtle" color="gray" mih={48} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t.less : t.more}
        </Button>
      )}
      <Button variant="default" mih={48} onClick={() => go(links.consents())}>
        {t.settings}
      </Button>
    </>
  )
}

type Say = (params: DecisionReason['params'], ok: boolean) => string

function Step({ reason }: { readonly reason: DecisionReason }) {
  const t = useText({ ko, en })
  const rules: Readonly<Record<string, Say>> = t.rules
  const says = rules[reason.rule]?.(reason.params, reason.ok) ?? t.unknown
  return (
    <li className={styles.step} data-ok={reason.ok}>
      <span className={styles.sign} role="img" aria-label={reason.ok ? t.yes : t.no}>
        {reason.ok ? <IconCheck size={18} stroke={2.4} /> : <IconX size={18} stroke={2.4} />}
      </span>
      <span>{says}</span>
    </li>
  )
}

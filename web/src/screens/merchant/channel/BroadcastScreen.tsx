/** One broadcast: how far it is, what came of it, and what can still be done. */
import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { calendarDay, dateAndClock } from '../../../parts/format.ts'
import { useGo, useGoBack, usePathPart } from '../../../parts/go.tsx'
import { FunnelChart } from '../../../parts/report/FunnelChart.tsx'
import { LiftSection } from '../../../parts/report/LiftSection.tsx'
import { Withheld } from '../../../parts/report/Withheld.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { counted } from '../../../text/figures.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { DayBars } from '../../../parts/DayBars.tsx'
import { FigureTable } from '../../../ui/FigureTable.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Figure, Figures, Section } from '../../../ui/Section.tsx'
import type { Broadcast } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { audienceLine } from './audience-words.ts'
import { BroadcastCard } from './BroadcastCard.tsx'
import { ProofLink, WayReport } from './WayReport.tsx'
import styles from './channel.module.css'
import { useAudienceWording } from './use-audience-wording.ts'

const ONE = 'GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}'
const REPORT = 'GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}/report'
type Report = ReplyTo<typeof REPORT>

export function BroadcastScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.broadcasts(shop.id))
  const params = { merchantId: shop.id, broadcastId: usePathPart('broadcastId') }
  const one = useQuery(ask(ONE, { params }))
  const report = useQuery(ask(REPORT, { params }))
  const look = () => void refresh(ONE, REPORT)
  useLive({ merchantId: shop.id }, { broadcast: look, report: look, today: look, back: look })
  return (
    <Page title={one.data?.content.title ?? t.report} onBack={back} width="wide">
      <Answer query={one} loading={<Loading kind="page" />}>
        {(broadcast) => (
          <>
            <Answer query={report} loading={<Loading kind="page" />}>
              {(it) => (
                <>
                  <Standing broadcast={broadcast} report={it} />
                  {broadcast.isSentToFew && <Withheld says={t.withheldSays} />}
                  {it.funnel && it.funnel.eligible > 0 && (
                    <Outcome report={it} funnel={it.funnel} />
                  )}
                  {it.outcomes.length > 0 && <Outcomes outcomes={it.outcomes} />}
                </>
              )}
            </Answer>
            {broadcast.mailingId !== null &&
              broadcast.content.ways.length > 0 &&
              !broadcast.isSentToFew && <WayReport broadcastId={broadcast.id} />}
            <ToWhom broadcast={broadcast} />
            <BroadcastCard content={broadcast.content} />
            {broadcast.mailingId !== null && shop.role === 'owner' && (
              <ProofLink mailingId={broadcast.mailingId} />
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}

function Standing({
  broadcast,
  report,
}: {
  readonly broadcast: Broadcast
  readonly report: Report
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { state, done, reach, startsAt, isMeantForFew } = broadcast
  const waiting = report.outcomes.find(({ outcome }) => outcome === 'postponed')?.people ?? 0
  const people = (count: number) => t.people(counted(count))
  const sent = broadcast.isSentToFew ? t.fewPeople : people(broadcast.sent)
  const says = {
    draft: t.sentence.draft,
    scheduled: t.sentence.scheduled(dateAndClock(new Date(startsAt ?? now), now, language)),
    sending: t.sentence.sending(people(done), isMeantForFew ? t.fewPeople : people(reach ?? 0)),
    paused:
      done === 0 ? t.sentence.held : t.sentence.paused(isMeantForFew ? t.fewPeople : people(done)),
    sent: t.sentence.sent(sent),
    cancelled: t.sentence.cancelled(sent),
  }[state]
  const isUnderWay = state === 'sending' || state === 'paused'
  return (
    <Card tone={state === 'sent' ? 'yes' : 'plain'}>
      <p className={styles.sentence} aria-live="polite">
        {says}
      </p>
      {waiting > 0 && <p className={styles.plain}>{t.waiting(people(waiting))}</p>}
      {isUnderWay && reach !== null && (
        <Progress
          aria-label={t.progressLabel}
          value={(done / Math.max(1, reach)) * 100}
          size="lg"
          radius="md"
        />
      )}
      <Moves broadcast={broadcast} />
    </Card>
  )
}

function ToWhom({ broadcast: { audience } }: { readonly broadcast: Broadcast }) {
  const t = useText({ ko, en })
  const only = audienceLine(audience, useAudienceWording())
  return (
    <Rows>
      <Row title={only ?? t.everyone} detail={t.check.audience} />
    </Rows>
  )
}

/** What was not sent goes on where it was left, or goes away. */
function DraftMoves({ broadcast }: { readonly broadcast: Broadcast }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const { id, content, audience, timing, controlPercent } = broadcast
  const params = { merchantId: shop.id, broadcastId: id }
  const discard = useSave({
    run: async () => {
      await call('DELETE /v1/merchants/{merchantId}/broadcasts/{broadcastId}', { params })
      go(links.broadcasts(shop.id), { replace: true })
    },
    done: t.discarded,
    undo: async () => {
      const body = { id, content, audience, timing, controlPercent }
      await call('POST /v1/merchants/{merchantId}/broadcasts', { params, body })
    },
    after: () => refresh('GET /v1/merchants/{merchantId}/broadcasts'),
  })
  return (
    <div className={styles.pair}>
      <Button h={48} onClick={() => go(links.draftBroadcast(shop.id, id))}>
        {t.goOn}
      </Button>
      <Button variant="default" h={48} loading={discard.isPending} onClick={() => discard.mutate()}>
        {t.discard}
      </Button>
    </div>
  )
}

function Moves({ broadcast }: { readonly broadcast: Broadcast }) {
  const { id, state } = broadcast
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id, broadcastId: id }
  const after = () => refresh(ONE, REPORT, 'GET /v1/merchants/{merchantId}/broadcasts')
  const path = '/v1/merchants/{merchantId}/broadcasts/{broadcastId}'
  const pause = useSave({
    run: () => call(`POST ${path}/pause`, { params }),
    done: t.paused,
    after,
  })
  const resume = useSave({
    run: () => call(`POST ${path}/resume`, { params }),
    done: t.resumed,
    after,
  })
  const cancel = useSave({
    run: () => call(`DELETE ${path}`, { params }),
    done: t.cancelled,
    after,
  })
  const isGoing = state === 'scheduled' || state === 'sending'
  if (shop.role !== 'owner') return null
  if (state === 'draft') return <DraftMoves broadcast={broadcast} />
  if (!isGoing && state !== 'paused') return null
  return (
    <div className={styles.pair}>
      {isGoing ? (
        <Button variant="default" h={48} loading={pause.isPending} onClick={() => pause.mutate()}>
          {t.pause}
        </Button>
      ) : (
        <Button h={48} loading={resume.isPending} onClick={() => resume.mutate()}>
          {t.resume}
        </Button>
      )}
      <Button variant="default" h={48} loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t.cancel}
      </Button>
    </div>
  )
}

function Outcome({
  report,
  funnel,
}: {
  readonly report: Report
  readonly funnel: NonNullable<Report['funnel']>
}) {
  const t = useText({ ko, en })
  const people = (count: number) => t.people(counted(count))
  const { controlPercent } = report
  return (
    <>
      <Section title={t.figures}>
        <Figures>
          <Figure name={t.opened} value={people(funnel.seen)} />
          <Figure name={t.clicked} value={people(funnel.clicked)} />
          <Figure name={t.visited} value={people(funnel.visited)} />
          <Figure name={t.redeemed} value={people(funnel.redeemed)} />
        </Figures>
      </Section>
      <LiftSection report={report} controlPercent={controlPercent} />
      <Section title={t.funnel}>
        <Card>
          <FunnelChart funnel={funnel} />
        </Card>
      </Section>
      {report.days.length > 0 && <Days days={report.days} />}
    </>
  )
}

/** Who got it, and who did not and why. */
function Outcomes({ outcomes }: { readonly outcomes: Report['outcomes'] }) {
  const t = useText({ ko, en })
  return (
    <Section title={t.outcomes}>
      <Card>
        <ul className={styles.rows}>
          {outcomes
            .toSorted((one, other) => other.people - one.people)
            .map(({ outcome, people: count }) => (
              <li key={outcome}>
                <span>{t.outcomePast[outcome] ?? t.outcome[outcome] ?? outcome}</span>
                <b className="figures">{t.people(counted(count))}</b>
              </li>
            ))}
        </ul>
      </Card>
    </Section>
  )
}

/** When they came: a picture once there is something to draw, and all of it as a table. */
function Days({ days }: { readonly days: Report['days'] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const bars = days.map(({ day, visited }) => ({ day, figure: visited }))
  return (
    <Section title={t.days}>
      <Card>
        {bars.length > 1 && bars.some(({ figure }) => figure > 0) && (
          <DayBars days={bars} label={t.daysLabel} />
        )}
        <FigureTable label={t.days}>
          <thead>
            <tr>
              <th scope="col">{t.day}</th>
              <th scope="col">{t.opened}</th>
              <th scope="col">{t.clicked}</th>
              <th scope="col">{t.visited}</th>
              <th scope="col">{t.redeemed}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, seen, clicked, visited, redeemed }) => (
              <tr key={day}>
                <th scope="row">{calendarDay(day, language)}</th>
                <td>{counted(seen)}</td>
                <td>{counted(clicked)}</td>
                <td>{counted(visited)}</td>
                <td>{counted(redeemed)}</td>
              </tr>
            ))}
          </tbody>
        </FigureTable>
      </Card>
    </Section>
  )
}

/** One campaign, live: a sentence, the funnel, the lift, the money, and why some got nothing. */
import { Button } from '@mantine/core'
import { IconHash, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { clock, date, won } from '../../../parts/format.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { codes as codesEn } from '../../../text/en/codes.ts'
import { merchantCampaignNew as newEn } from '../../../text/en/merchant-campaign-new.ts'
import { NotHere } from '../../../parts/NotHere.tsx'
import { merchantCampaigns as en } from '../../../text/en/merchant-campaigns.ts'
import { merchantFrame as frameEn } from '../../../text/en/merchant-frame.ts'
import { campaignReasons as reasonsEn } from '../../../text/en/merchant-reasons.ts'
import { codes as codesKo } from '../../../text/ko/codes.ts'
import { merchantCampaignNew as newKo } from '../../../text/ko/merchant-campaign-new.ts'
import { merchantCampaigns as ko } from '../../../text/ko/merchant-campaigns.ts'
import { merchantFrame as frameKo } from '../../../text/ko/merchant-frame.ts'
import { campaignReasons as reasonsKo } from '../../../text/ko/merchant-reasons.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Figure, Figures, Section } from '../../../ui/Section.tsx'
import { toast } from '../../../ui/Toast.tsx'
import type { Campaign, Report } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import styles from './CampaignScreen.module.css'
import { Decisions } from './Decisions.tsx'
import { FunnelChart } from '../../../parts/report/FunnelChart.tsx'
import { Withheld } from '../../../parts/report/Withheld.tsx'
import { LiftSection } from '../../../parts/report/LiftSection.tsx'
import { reasonText } from './reasons.ts'
import { audienceOf } from './requests.ts'
import { StateBadge } from './StateBadge.tsx'
import { audienceTitle, timesText, triggerTitle } from './words.ts'

const END_WAIT_SECONDS = 6

export function CampaignScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const campaignId = usePathPart('campaignId')
  const params = { campaignId }
  const campaign = useQuery(ask('GET /v1/campaigns/{campaignId}', { params }))
  const report = useQuery({
    ...ask('GET /v1/campaigns/{campaignId}/report', { params }),
    refetchInterval: 60_000,
  })
  const look = () => {
    void refresh(
      'GET /v1/campaigns/{campaignId}/report',
      'GET /v1/campaigns/{campaignId}/decisions',
    )
  }
  useLive(
    { merchantId: shop.id },
    {
      report: (data) => {
        if (data['campaignId'] === campaignId) look()
      },
      back: look,
    },
  )
  const toList = () => go(links.campaigns(shop.id))
  return (
    <Page title={campaign.data?.name ?? t.title} onBack={toList}>
      <Answer
        query={campaign}
        loading={<Loading kind="page" />}
        refused={
          <NotHere
            title={t.notFoundTitle}
            body={t.notFoundBody}
            onward={t.toList}
            href={links.campaigns(shop.id)}
          />
        }
      >
        {(found) => (
          <>
            <Answer query={report} loading={<Loading kind="page" />}>
              {(figures) => <Figured campaign={found} report={figures} />}
            </Answer>
            {report.data?.isWithheld && found.state !== 'draft' && (
              <Withheld says={t.withheldSays} />
            )}
            <Moves campaign={found} />
            <What campaign={found} />
            <ToCodes offerId={found.offerId} />
            {!report.data?.isWithheld && <Decisions campaignId={campaignId} />}
          </>
        )}
      </Answer>
    </Page>
  )
}

function Figured({ campaign, report }: { readonly campaign: Campaign; readonly report: Report }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { funnel } = report
  return (
    <>
      <Card>
        <div className={styles.top}>
          <StateBadge state={campaign.state} />
          <span className={styles.soft}>{t.updatedAt(clock(new Date(report.at), language))}</span>
        </div>
        {(funnel || campaign.state === 'draft') && (
          <p className={styles.sentence} aria-live="polite">
            {funnel ? sentenceOf(campaign, funnel, t) : t.saysDraft}
          </p>
        )}
      </Card>
      {funnel && <Measured funnel={funnel} report={report} percent={campaign.controlPercent} />}
      {!report.isWithheld && <Refused reasons={report.refusedByReason} />}
    </>
  )
}

/** Who got nothing, by what spoke against it. */
function Refused({ reasons: refused }: { readonly reasons: Report['refusedByReason'] }) {
  const t = useText({ ko, en })
  const reasons = useText({ ko: reasonsKo, en: reasonsEn })
  return (
    <Section title={t.refused}>
      {refused.length === 0 ? (
        <p className={styles.soft}>{t.refusedEmpty}</p>
      ) : (
        <Rows label={t.refused}>
          {refused.map(({ rule, code, people }) => (
            <Row
              key={`${rule}/${code}`}
              title={reasonText(rule, reasons, code)}
              end={<b className="figures">{t.people(people)}</b>}
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

type Funnel = NonNullable<Report['funnel']>

/** How far people went, whether it was the campaign, and what it brought and cost. */
function Measured({
  funnel,
  report,
  percent,
}: {
  readonly funnel: Funnel
  readonly report: Report
  readonly percent: number
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { extraVisits, lift } = report
  const [sales, cost] = [report.salesMinor ?? 0, report.costMinor ?? 0]
  const more = lift?.visits.conclusive ? (extraVisits?.estimate ?? 0) : 0
  return (
    <>
      <Section title={t.funnel}>
        <Card>
          <FunnelChart funnel={funnel} />
        </Card>
      </Section>
      <LiftSection report={report} controlPercent={percent} />
      <Section title={t.money}>
        <Figures>
          <Figure name={t.sales} value={won(sales, language)} />
          <Figure name={t.cost} value={won(cost, language)} />
        </Figures>
        {more > 0 && (
          <p className={styles.soft}>{t.perVisit(won(Math.round(cost / more), language))}</p>
        )}
      </Section>
    </>
  )
}

function sentenceOf(campaign: Campaign, funnel: Funnel, t: typeof ko): string {
  const { sent, visited, redeemed } = funnel
  if (campaign.state === 'draft') return t.saysDraft
  if (sent === 0) return t.saysNothing
  if (visited === 0 && redeemed > 0) return t.saysUsed({ sent, redeemed })
  if (visited === 0) return t.saysSent(sent)
  if (redeemed === 0) return t.saysVisited({ sent, visited })
  return t.saysRedeemed({ sent, visited, redeemed })
}

/** Ends after a few seconds in which one can think again; whoever leaves the screen meant it. */
function useEnding(end: () => void) {
  const [endsIn, setEndsIn] = useState<number | null>(null)
  const latest = useRef({ end, isEnding: false })
  useEffect(() => {
    latest.current = { end, isEnding: endsIn !== null }
  })
  useEffect(() => {
    if (endsIn === null) return
    const timer = setTimeout(() => {
      if (endsIn > 1) return setEndsIn(endsIn - 1)
      setEndsIn(null)
      latest.current.end()
    }, 1_000)
    return () => clearTimeout(timer)
  }, [endsIn])
  useEffect(
    () => () => {
      if (latest.current.isEnding) latest.current.end()
    },
    [],
  )
  return {
    endsIn,
    endSoon: () => setEndsIn(END_WAIT_SECONDS),
    stay: () => setEndsIn(null),
  }
}

/** Start, rest, go on, end. Ending waits a moment so that it can be undone: it is for good. */
function Moves({ campaign }: { readonly campaign: Campaign }) {
  const t = useText({ ko, en })
  const frame = useText({ ko: frameKo, en: frameEn })
  const says = useRefusalText()
  const move = useMutation({
    mutationFn: (to: 'start' | 'pause' | 'end') =>
      call(`POST /v1/campaigns/{campaignId}/${to}` as const, {
        params: { campaignId: campaign.id },
        idempotencyKey: newId(),
      }),
    onSettled: () =>
      refresh('GET /v1/campaigns/{campaignId}', 'GET /v1/merchants/{merchantId}/campaigns'),
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  const { endsIn, endSoon, stay } = useEnding(() => move.mutate('end'))
  if (campaign.state === 'ended') return null
  if (endsIn !== null) {
    return (
      <Card tone="accent">
        <p className={styles.ending} role="status">
          {t.ended}
        </p>
        <Button variant="default" h={52} onClick={stay}>
          <span aria-hidden>
            {frame.undo} · {t.endsSoon(endsIn)}
          </span>
          <span className="only-heard">{frame.undo}</span>
        </Button>
      </Card>
    )
  }
  const run = (to: 'start' | 'pause', done: string, back: 'start' | 'pause') => {
    move.mutate(to, {
      onSuccess: () => toast({ says: done, tone: 'yes', onUndo: () => move.mutate(back) }),
    })
  }
  return (
    <div className={styles.moves}>
      {campaign.state === 'running' ? (
        <Button
          variant="default"
          h={52}
          loading={move.isPending}
          leftSection={<IconPlayerPause size={20} aria-hidden />}
          onClick={() => run('pause', t.paused, 'start')}
        >
          {t.pause}
        </Button>
      ) : (
        <Button
          h={52}
          loading={move.isPending}
          leftSection={<IconPlayerPlay size={20} aria-hidden />}
          onClick={() => run('start', t.started, 'pause')}
        >
          {campaign.state === 'draft' ? t.start : t.resume}
        </Button>
      )}
      <Button
        variant="default"
        h={52}
        leftSection={<IconPlayerStop size={20} aria-hidden />}
        onClick={endSoon}
      >
        {t.end}
      </Button>
    </div>
  )
}

function What({ campaign }: { readonly campaign: Campaign }) {
  const t = useText({ ko, en })
  const examples = useText({ ko: newKo, en: newEn })
  const { language } = useLanguage()
  const [now] = useState(() => new Date())
  const { schedule, trigger, audience, budget, message } = campaign
  const known = audienceOf(audience)
  const shop = useShop()
  const place = shop.places.find(({ id }) => trigger.placeIds.includes(id))
  const placeName = place?.name ?? shop.name
  const filled = (text: string) =>
    text.replaceAll('{place}', placeName).replaceAll('{name}', examples.exampleName)
  const period = [schedule.startsAt, schedule.endsAt].map((at) => date(new Date(at), now, language))
  const rows: readonly (readonly [string, string])[] = [
    [
      t.whatTrigger,
      [triggerTitle(trigger.kind, language), timesText({ schedule, trigger }, language)]
        .filter(Boolean)
        .join(' · '),
    ],
    [
      t.whatAudience,
      known ? audienceTitle(known, language) : audience.map((one) => one.kind).join(', '),
    ],
    [t.whatPeriod, period.join(' – ')],
    ...(budget.couponsMax === null
      ? []
      : [[t.whatLimit, t.limitCoupons(budget.couponsMax)] as const]),
    [t.whatMessage, `${filled(message.title)} — ${filled(message.body)}`],
  ]
  return (
    <Section title={t.what}>
      <dl className={styles.what}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

/** The coupon of a campaign can also be given by numbers on paper. */
function ToCodes({ offerId }: { readonly offerId: string }) {
  const t = useText({ ko: codesKo, en: codesEn })
  const shop = useShop()
  const go = useGo()
  if (shop.role !== 'owner') return null
  const href = links.offerCodes(shop.id, offerId)
  return (
    <Rows>
      <Row
        icon={IconHash}
        title={t.fromCampaign}
        detail={t.fromCampaignDetail}
        href={href}
        onGo={() => go(href)}
      />
    </Rows>
  )
}

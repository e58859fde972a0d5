/** 통계: friends and news of any days, in a sentence first, then drawn, then as tables. */
import { Chip, Group, SegmentedControl, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dayOf } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { statistics as en } from '../../../text/en/statistics.ts'
import { counted } from '../../../text/figures.ts'
import { statistics as ko } from '../../../text/ko/statistics.ts'
import { useText } from '../../../text/language.tsx'
import { FigureTable } from '../../../ui/FigureTable.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Figure, Figures, Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import styles from './channel.module.css'
import { FigureDays } from './FigureDays.tsx'
import {
  charted,
  isAskable,
  lastDays,
  spans,
  STATISTICS,
  type Charted,
  type Days,
  type Span,
  type Statistics,
} from './statistics.ts'
import { StatisticsMessages } from './StatisticsMessages.tsx'

export function StatisticsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.channel(shop.id))
  const today = dayOf(useNow(60))
  const [span, setSpan] = useState<Span>('30')
  const [own, setOwn] = useState<Days>(() => lastDays(today, 30))
  const days = span === 'own' ? own : lastDays(today, Number(span))
  const isAsked = isAskable(days)
  const query = useQuery({
    ...ask(STATISTICS, { params: { merchantId: shop.id }, query: days }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  const look = () => void refresh(STATISTICS)
  useLive({ merchantId: shop.id }, { today: look, report: look, broadcast: look, back: look })
  return (
    <Page title={t.title} lead={t.privacy} onBack={back} width="wide">
      <div className={styles.form}>
        <SegmentedControl
          fullWidth
          size="md"
          aria-label={t.range}
          value={span}
          onChange={setSpan}
          data={spans.map((value) => ({ value, label: t.ranges[value] }))}
        />
        {span === 'own' && <OwnDays days={own} onChange={setOwn} today={today} />}
      </div>
      {isAsked && (
        <Answer query={query} loading={<Loading kind="page" />}>
          {(it) => (
            <>
              <Standing statistics={it} />
              {it.campaigns.length > 0 && <Parts days={it.days} />}
              <Charts days={it.days} />
              <StatisticsMessages statistics={it} />
            </>
          )}
        </Answer>
      )}
    </Page>
  )
}

function OwnDays({
  days,
  today,
  onChange,
}: {
  readonly days: Days
  readonly today: string
  readonly onChange: (days: Days) => void
}) {
  const t = useText({ ko, en })
  const why = isAskable(days) ? null : t.badRange
  return (
    <div className={styles.pair}>
      <TextInput
        type="date"
        size="md"
        label={t.from}
        max={today}
        value={days.from}
        error={why}
        onChange={({ currentTarget }) => onChange({ ...days, from: currentTarget.value })}
      />
      <TextInput
        type="date"
        size="md"
        label={t.until}
        max={today}
        value={days.until}
        onChange={({ currentTarget }) => onChange({ ...days, until: currentTarget.value })}
      />
    </div>
  )
}

function Standing({ statistics: { friends, days, extra } }: { readonly statistics: Statistics }) {
  const t = useText({ ko, en })
  const people = (count: number) => t.people(counted(count))
  const sum = (key: Charted) => days.reduce((total, day) => total + day[key], 0)
  const more = sum('followed') - sum('left')
  const words = more > 0 ? t.says : t.saysLess
  return (
    <>
      <Card>
        <p className={styles.sentence} aria-live="polite">
          {more === 0
            ? t.saysSame(counted(friends))
            : words(counted(friends), counted(Math.abs(more)))}
        </p>
        <p className={styles.plain}>
          {extra && extra.low > 0
            ? t.extra({
                people: counted(extra.estimate),
                low: counted(extra.low),
                high: counted(extra.high),
              })
            : t.extraUnknown}
        </p>
      </Card>
      <Section title={t.glance} hint={t.glanceHint}>
        <Figures>
          {charted
            .filter((key) => key !== 'friends')
            .map((key) => (
              <Figure key={key} name={t.figures[key]} value={people(sum(key))} />
            ))}
        </Figures>
      </Section>
    </>
  )
}

const parted = ['sent', 'seen', 'clicked', 'visited', 'redeemed'] as const

/** Which part came from broadcasts, and which from campaigns; a row a figure, so that a phone has room. */
function Parts({ days }: { readonly days: Statistics['days'] }) {
  const t = useText({ ko, en })
  const sum = (of: (day: Statistics['days'][number]) => number) =>
    days.reduce((total, day) => total + of(day), 0)
  return (
    <Section title={t.parts} hint={t.partsHint}>
      <Card>
        <FigureTable label={t.parts}>
          <thead>
            <tr>
              <th scope="col">
                <span className="only-heard">{t.part}</span>
              </th>
              <th scope="col">{t.byBroadcasts}</th>
              <th scope="col">{t.byCampaigns}</th>
            </tr>
          </thead>
          <tbody>
            {parted.map((key) => (
              <tr key={key}>
                <th scope="row">{t.figures[key]}</th>
                <td>{counted(sum((day) => day[key] - day.byCampaigns[key]))}</td>
                <td>{counted(sum((day) => day.byCampaigns[key]))}</td>
              </tr>
            ))}
          </tbody>
        </FigureTable>
      </Card>
    </Section>
  )
}

function Charts({ days }: { readonly days: Statistics['days'] }) {
  const t = useText({ ko, en })
  const [shown, setShown] = useState<Charted>('friends')
  return (
    <Section title={t.chart}>
      <div className={styles.form}>
        <Chip.Group value={shown} onChange={setShown}>
          <Group gap="xs" role="radiogroup" aria-label={t.chartOf}>
            {charted.map((key) => (
              <Chip key={key} value={key} size="md">
                {t.figures[key]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Card>
          <FigureDays days={days} shown={shown} />
        </Card>
      </div>
    </Section>
  )
}

/** 손님: how many came, how it was noticed, and who came back; honest and anonymous. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconHeartHandshake, IconShieldCheck, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { won } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { merchantChannel as channelEn } from '../../../text/en/merchant-channel.ts'
import { merchantCustomers as en } from '../../../text/en/merchant-customers.ts'
import { merchantChannel as channelKo } from '../../../text/ko/merchant-channel.ts'
import { merchantCustomers as ko } from '../../../text/ko/merchant-customers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Figure, Figures, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import { UnreadBadge } from '../UnreadBadge.tsx'
import { DayChart } from './DayChart.tsx'
import { Evidence, Hours, Methods, Returning } from './Shares.tsx'
import styles from './CustomersScreen.module.css'
import { periods, VISITS_FOR_SHARES_MIN, type Period, type Visitors } from './visitors.ts'

const PATH = 'GET /v1/merchants/{merchantId}/visitors'

export function CustomersScreen() {
  const t = useText({ ko, en })
  const channel = useText({ ko: channelKo, en: channelEn })
  const shop = useShop()
  const go = useGo()
  const [days, setDays] = useState<Period>(30)
  const visitors = useQuery({
    ...ask(PATH, { params: { merchantId: shop.id }, query: { days } }),
    placeholderData: keepPreviousData,
  })
  const look = () => void refresh(PATH)
  useLive({ merchantId: shop.id }, { report: look, today: look, back: look })
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      <Rows>
        <Row
          icon={IconHeartHandshake}
          title={channel.open}
          detail={channel.openHint}
          end={<UnreadBadge />}
          href={links.channel(shop.id)}
          onGo={() => go(links.channel(shop.id))}
        />
      </Rows>
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.period}
        value={String(days)}
        onChange={(value) => setDays(periods.find((each) => String(each) === value) ?? 30)}
        data={periods.map((each) => ({ value: String(each), label: t.periodDays(each) }))}
      />
      <Answer query={visitors} loading={<Loading kind="page" />}>
        {(figures) => <Figured figures={figures} />}
      </Answer>
      <Card>
        <p className={styles.privacy}>
          <IconShieldCheck size={22} aria-hidden /> <b>{t.privacyTitle}</b>
        </p>
        <p className={styles.plain}>{t.privacyBody}</p>
      </Card>
    </Page>
  )
}

function Figured({ figures }: { readonly figures: Visitors }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { days, visits, before } = figures
  const sum = (key: 'redemptions' | 'salesMinor') =>
    days.reduce((total, day) => total + day[key], 0)
  const isEmpty = visits === 0 && sum('redemptions') === 0
  if (isEmpty && before.visits === 0) return <Nobody favourites={figures.favourites} />
  return (
    <>
      <Card>
        <div className={styles.first}>
          <div className={styles.says}>
            <p className={styles.sentence} aria-live="polite">
              {visits > 0 ? t.says({ ...figures, days: days.length }) : t.quiet}
            </p>
            {visits > 0 && before.visits > 0 && <Compared visits={visits} before={before.visits} />}
          </div>
          <DayChart days={days} />
        </div>
      </Card>
      {visits > 0 && (
        <div className={styles.parts}>
          {visits >= VISITS_FOR_SHARES_MIN && (
            <>
              <Returning figures={figures} />
              <Hours byHour={figures.byHour} />
            </>
          )}
          <Methods counts={figures.byMethod} />
          {visits >= VISITS_FOR_SHARES_MIN && <Evidence counts={figures.byEvidence} />}
        </div>
      )}
      <Section title={t.others}>
        <Figures>
          <Figure name={t.favourites} value={t.people(figures.favourites)} />
          <Figure name={t.redemptions} value={t.redemptionsValue(sum('redemptions'))} />
          <Figure name={t.sales} value={won(sum('salesMinor'), language)} />
        </Figures>
      </Section>
    </>
  )
}

function Compared({ visits, before }: { readonly visits: number; readonly before: number }) {
  const t = useText({ ko, en })
  const more = visits - before
  const says = more > 0 ? t.more(more) : more < 0 ? t.fewer(-more) : t.same
  return <p className={styles.compared}>{says}</p>
}

/** No visit yet: what to do about it, and who is looking forward to come. */
function Nobody({ favourites }: { readonly favourites: number }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  return (
    <>
      <EmptyState
        icon={IconUsers}
        title={t.emptyTitle}
        action={
          shop.role === 'owner' && (
            <Button h={48} onClick={() => go(links.settings(shop.id))}>
              {t.emptyAction}
            </Button>
          )
        }
      >
        {t.emptyBody}
      </EmptyState>
      {favourites > 0 && (
        <Figures>
          <Figure name={t.favourites} value={t.people(favourites)} />
        </Figures>
      )}
    </>
  )
}

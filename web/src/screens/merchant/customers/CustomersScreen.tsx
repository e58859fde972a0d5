/** 손님: how many came, honest and anonymous. */
import { Button } from '@mantine/core'
import { IconShieldCheck, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date, won } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { merchantCustomers as en } from '../../../text/en/merchant-customers.ts'
import { merchantCustomers as ko } from '../../../text/ko/merchant-customers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Figure, Figures } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import type { DayFigures } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { dayBars } from './day-bars.ts'
import styles from './CustomersScreen.module.css'

export function CustomersScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  const today = useQuery(ask('GET /v1/merchants/{merchantId}/today', { params }))
  return (
    <Page title={t.title} lead={t.lead}>
      <Answer query={today} loading={<Loading kind="page" />}>
        {({ days }) => <Figured days={days} />}
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

function Figured({ days }: { readonly days: readonly DayFigures[] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const sum = (key: 'visits' | 'redemptions' | 'salesMinor') =>
    days.reduce((total, day) => total + day[key], 0)
  const visits = sum('visits')
  if (visits === 0 && sum('redemptions') === 0) {
    return (
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
    )
  }
  return (
    <>
      <Card>
        <p className={styles.sentence}>{t.says({ days: days.length, visits })}</p>
        <Days days={days} />
      </Card>
      <Figures>
        <Figure name={t.redemptions} value={t.redemptionsValue(sum('redemptions'))} />
        <Figure name={t.sales} value={won(sum('salesMinor'), language)} />
      </Figures>
    </>
  )
}

const WIDTH = 420
const HEIGHT = 120

function Days({ days }: { readonly days: readonly DayFigures[] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const nameOf = (day: string) => date(new Date(`${day}T12:00:00+09:00`), now, language)
  const bars = dayBars(days, WIDTH, HEIGHT)
  const [first] = days
  const last = days.at(-1)
  return (
    <figure className={styles.days}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 2}`} role="img" aria-label={t.daysLabel}>
        <line x1={0} x2={WIDTH} y1={HEIGHT + 1} y2={HEIGHT + 1} className={styles.axis} />
        {bars.map(({ day, visits, ...box }, at) => (
          <rect
            key={day}
            {...box}
            rx={4}
            className={styles.bar}
            data-today={at === bars.length - 1}
          >
            <title>{t.daysLabelOn({ day: nameOf(day), visits })}</title>
          </rect>
        ))}
      </svg>
      <figcaption className={styles.ends}>
        <span>{first && nameOf(first.day)}</span>
        <span>{last && nameOf(last.day)}</span>
      </figcaption>
      <ul className="only-heard">
        {days.map(({ day, visits }) => (
          <li key={day}>{t.daysLabelOn({ day: nameOf(day), visits })}</li>
        ))}
      </ul>
    </figure>
  )
}

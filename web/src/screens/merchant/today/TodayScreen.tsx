/** 오늘: one sentence, then the picture, then what waits. */
import { Button } from '@mantine/core'
import { IconScan } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { clock, dateAndClock } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { Price } from '../../../parts/Price.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { merchantToday as en } from '../../../text/en/merchant-today.ts'
import { merchantToday as ko } from '../../../text/ko/merchant-today.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Figure, Figures, Section } from '../../../ui/Section.tsx'
import type { Today } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { ShopName } from '../ShopFrame.tsx'
import { PeoplePicture } from './PeoplePicture.tsx'
import styles from './TodayScreen.module.css'
import { Waiting } from './Waiting.tsx'

export function TodayScreen() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const now = useNow()
  const today = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/today', { params: { merchantId: shop.id } }),
    refetchInterval: 60_000,
  })
  const look = () => void refresh('GET /v1/merchants/{merchantId}/today')
  useLive({ merchantId: shop.id }, { report: look, today: look, redemption: look, back: look })
  return (
    <Page title={dateAndClock(now, now, language).split(' ').slice(0, -1).join(' ')}>
      <div className={styles.name}>
        <ShopName />
      </div>
      <Answer query={today} loading={<Loading kind="page" />}>
        {(figures) => (
          <>
            <Card>
              <p className={styles.sentence} aria-live="polite">
                <Sentence today={figures} />
              </p>
              <PeoplePicture visits={figures.visits} ours={figures.visitsByCampaigns} />
              <p className={styles.asOf}>
                <span className={styles.pulse} aria-hidden /> {t.live} ·{' '}
                {t.asOf(clock(new Date(today.dataUpdatedAt), language))}
              </p>
            </Card>
            <Button
              size="lg"
              h={56}
              leftSection={<IconScan aria-hidden />}
              onClick={() => go(links.counter(shop.id))}
            >
              {t.toCounter}
            </Button>
            <Waiting today={figures} now={now} />
            <Section title={t.numbers}>
              <Figures>
                <Figure name={t.checkIns} value={t.checkInsValue(figures.visits)} />
                <Figure name={t.redemptions} value={t.redemptionsValue(figures.redemptions)} />
                <Figure name={t.sales} value={<Price minor={figures.salesMinor} />} />
                <Figure name={t.discount} value={<Price minor={discountOf(figures)} />} />
              </Figures>
            </Section>
          </>
        )}
      </Answer>
    </Page>
  )
}

const discountOf = (today: Today) => today.discountMinor

function Sentence({ today }: { readonly today: Today }) {
  const t = useText({ ko, en })
  if (today.visits === 0) return <>{t.nobody}</>
  if (today.visitsByCampaigns === 0) return <>{t.visitsOnly(today.visits)}</>
  return <>{t.both({ visits: today.visits, ours: today.visitsByCampaigns })}</>
}

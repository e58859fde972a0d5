/** What waits for the owner, and the campaigns that run. */
import { Button } from '@mantine/core'
import {
  IconCalendarClock,
  IconPencil,
  IconPlayerPause,
  IconSpeakerphone,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { merchantToday as en } from '../../../text/en/merchant-today.ts'
import { merchantToday as ko } from '../../../text/ko/merchant-today.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import type { Campaign, Today } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import styles from './Waiting.module.css'
import { errandsOf, type Errand } from './waiting.ts'

export function Waiting({ now }: { readonly today: Today; readonly now: Date }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const campaigns = useQuery(
    ask('GET /v1/merchants/{merchantId}/campaigns', { params: { merchantId: shop.id } }),
  )
  if (shop.role !== 'owner') return null
  return (
    <Section title={t.waiting}>
      <Answer query={campaigns} loading={<Loading count={1} />}>
        {({ items }) => (
          <>
            <Errands errands={errandsOf(items, now)} now={now} />
            <Running campaigns={items.filter(({ state }) => state === 'running')} now={now} />
          </>
        )}
      </Answer>
    </Section>
  )
}

const icons = { draft: IconPencil, paused: IconPlayerPause, ends: IconCalendarClock } as const

function Errands({ errands, now }: { readonly errands: readonly Errand[]; readonly now: Date }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  if (errands.length === 0) return <p className={styles.none}>{t.nothingWaits}</p>
  if (errands[0]?.kind === 'first') {
    return (
      <Card tone="accent">
        <h3 className={styles.firstTitle}>{t.waitFirstTitle}</h3>
        <p className={styles.firstBody}>{t.waitFirstBody}</p>
        <Button h={48} onClick={() => go(links.newCampaign(shop.id))}>
          {t.waitFirstAction}
        </Button>
      </Card>
    )
  }
  const titleOf = (errand: Exclude<Errand, { kind: 'first' }>) => {
    const { name, schedule } = errand.campaign
    if (errand.kind === 'draft') return t.waitDraftTitle(name)
    if (errand.kind === 'paused') return t.waitPausedTitle(name)
    return t.waitEndsTitle({ name, when: date(new Date(schedule.endsAt), now, language) })
  }
  return (
    <Rows label={t.waiting}>
      {errands.map((errand) => {
        if (errand.kind === 'first') return null
        const href = links.campaign(shop.id, errand.campaign.id)
        return (
          <Row
            key={errand.campaign.id}
            icon={icons[errand.kind]}
            title={titleOf(errand)}
            href={href}
            onGo={() => go(href)}
          />
        )
      })}
    </Rows>
  )
}

function Running({
  campaigns,
  now,
}: {
  readonly campaigns: readonly Campaign[]
  readonly now: Date
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  if (campaigns.length === 0) return null
  return (
    <>
      <h3 className={styles.running}>{t.running}</h3>
      <Rows label={t.running}>
        {campaigns.map((campaign) => (
          <Row
            key={campaign.id}
            icon={IconSpeakerphone}
            title={campaign.name}
            detail={t.until(date(new Date(campaign.schedule.endsAt), now, language))}
            href={links.campaign(shop.id, campaign.id)}
            onGo={() => go(links.campaign(shop.id, campaign.id))}
          />
        ))}
      </Rows>
    </>
  )
}

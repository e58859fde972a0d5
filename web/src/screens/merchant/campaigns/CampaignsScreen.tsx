/** 캠페인: what runs, what waits, what is over. */
import { Button } from '@mantine/core'
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { merchantCampaigns as en } from '../../../text/en/merchant-campaigns.ts'
import { merchantCampaigns as ko } from '../../../text/ko/merchant-campaigns.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import type { Campaign } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { StateBadge } from './StateBadge.tsx'

const order = ['running', 'draft', 'paused', 'ended'] as const

export function CampaignsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const campaigns = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/campaigns', { params: { merchantId: shop.id } }),
    enabled: shop.role === 'owner',
  })
  const hasSome = (campaigns.data?.items.length ?? 0) > 0
  return (
    <Page
      title={t.title}
      action={
        hasSome && (
          <Button
            h={48}
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => go(links.newCampaign(shop.id))}
          >
            {t.create}
          </Button>
        )
      }
    >
      <OwnerOnly>
        <Answer query={campaigns}>{({ items }) => <CampaignList campaigns={items} />}</Answer>
      </OwnerOnly>
    </Page>
  )
}

function CampaignList({ campaigns }: { readonly campaigns: readonly Campaign[] }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  if (campaigns.length === 0) {
    return (
      <EmptyState
        icon={IconSpeakerphone}
        title={t.emptyTitle}
        action={
          <Button size="lg" h={56} onClick={() => go(links.newCampaign(shop.id))}>
            {t.emptyAction}
          </Button>
        }
      >
        {t.emptyBody}
      </EmptyState>
    )
  }
  const sorted = campaigns.toSorted(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  )
  return (
    <Rows label={t.listLabel}>
      {sorted.map((campaign) => (
        <CampaignRow key={campaign.id} campaign={campaign} />
      ))}
    </Rows>
  )
}

function CampaignRow({ campaign: { id, name, state, schedule } }: { readonly campaign: Campaign }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const now = useNow()
  const report = useQuery({
    ...ask('GET /v1/campaigns/{campaignId}/report', { params: { campaignId: id } }),
    enabled: state !== 'draft',
  })
  const href = links.campaign(shop.id, id)
  const until = t.untilDay(date(new Date(schedule.endsAt), now, language))
  const funnel = report.data?.funnel
  const told = funnel && funnel.sent > 0 ? t.result(funnel) : null
  const result = report.data?.isWithheld ? t.withheldRow : told
  return (
    <Row
      title={name}
      detail={
        <>
          {result && (
            <>
              <span className="figures">{result}</span>
              <br />
            </>
          )}
          {until}
        </>
      }
      end={<StateBadge state={state} />}
      href={href}
      onGo={() => go(href)}
    />
  )
}

/** 이벤트 페이지: the events of the shop, and the way to a new one. */
import { Button } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { events as en } from '../../../text/en/events.ts'
import { counted } from '../../../text/figures.ts'
import { events as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PlayRows } from '../PlayRows.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

export function EventsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const create = (
    <Button h={52} fullWidth onClick={() => go(links.newEvent(shop.id))}>
      {t.create}
    </Button>
  )
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={() => go(links.channel(shop.id))}
      foot={shop.role === 'owner' ? create : undefined}
    >
      <OwnerOnly>
        <Events />
      </OwnerOnly>
    </Page>
  )
}

function Events() {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  const found = useQuery(ask('GET /v1/merchants/{merchantId}/pages', { params }))
  return (
    <Answer query={found}>
      {({ items }) => (
        <PlayRows
          icon={IconCalendarEvent}
          words={t}
          rows={items.map(({ id, slug, title, phase, views, entries }) => ({
            id,
            title,
            phase,
            detail: t.row(counted(views), counted(entries)),
            href: links.shopEvent(shop.id, slug),
          }))}
        />
      )}
    </Answer>
  )
}

/** 이벤트 페이지: the events of the shop, and the way to a new one. */
import { IconCalendarEvent } from '@tabler/icons-react'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { events as en } from '../../../text/en/events.ts'
import { counted } from '../../../text/figures.ts'
import { events as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { PlayListScreen } from '../PlayListScreen.tsx'
import { useShop } from '../shop.tsx'

export function EventsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  return (
    <PlayListScreen
      icon={IconCalendarEvent}
      words={t}
      newHref={links.newEvent(shop.id)}
      question={ask('GET /v1/merchants/{merchantId}/pages', { params })}
      rowsOf={({ items }) =>
        items.map(({ id, slug, title, phase, views, entries }) => ({
          id,
          title,
          phase,
          detail: t.row(counted(views), counted(entries)),
          href: links.shopEvent(shop.id, slug),
        }))
      }
    />
  )
}

/** How much in the talks of the shop nobody has read: on the way that leads there, step by step. */
import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api.ts'
import { shopTalk as en } from '../../text/en/talk.ts'
import { counted } from '../../text/figures.ts'
import { shopTalk as ko } from '../../text/ko/talk.ts'
import { useText } from '../../text/language.tsx'
import { useShop } from './shop.tsx'

export const TALK_COUNTS = 'GET /v1/merchants/{merchantId}/talk-counts'

/** Kept fresh by the menu of the shop, which asks the same. */
export function UnreadBadge() {
  const t = useText({ ko, en })
  const { id: merchantId } = useShop()
  const { data } = useQuery(ask(TALK_COUNTS, { params: { merchantId } }))
  if (!data || data.unread === 0) return null
  return (
    <Badge size="lg" circle={data.unread < 10}>
      <span aria-hidden>{counted(data.unread)}</span>
      <span className="only-heard">{t.unreadBadge(data.unread)}</span>
    </Badge>
  )
}

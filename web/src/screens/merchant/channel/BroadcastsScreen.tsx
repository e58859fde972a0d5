/** 소식: what was sent and what is on its way, newest first, and the way to write another. */
import { Button } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { since } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { counted } from '../../../text/figures.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/broadcasts'
const SHOWN = 50

export function BroadcastsScreen() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const now = useNow(60)
  const back = useGoBack(links.channel(shop.id))
  const params = { merchantId: shop.id }
  const query = useQuery(ask(PATH, { params, query: { limit: SHOWN } }))
  const look = () => void refresh(PATH)
  useLive({ merchantId: shop.id }, { broadcast: look, back: look })
  const write = (
    <Button h={52} fullWidth onClick={() => go(links.newBroadcast(shop.id))}>
      {t.write}
    </Button>
  )
  return (
    <Page title={t.title} onBack={back} foot={shop.role === 'owner' ? write : undefined}>
      <OwnerOnly>
        <Answer query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={IconSpeakerphone} title={t.empty.title}>
                {t.empty.body}
              </EmptyState>
            ) : (
              <Rows label={t.list}>
                {items.map((item) => (
                  <Row
                    key={item.id}
                    title={item.content.title}
                    detail={t.rowAt(
                      t.states[item.state],
                      since(new Date(item.startsAt ?? item.createdAt), now, language),
                    )}
                    end={item.reach !== null && <b className="figures">{howMany(item, t)}</b>}
                    href={links.broadcast(shop.id, item.id)}
                    onGo={() => go(links.broadcast(shop.id, item.id))}
                  />
                ))}
              </Rows>
            )
          }
        </Answer>
      </OwnerOnly>
    </Page>
  )
}

/** How many it is to reach while it waits, and how many got it from then on. */
function howMany(item: ReplyTo<typeof PATH>['items'][number], t: typeof ko): string {
  const { state, reach, sent, isMeantForFew, isSentToFew } = item
  const isAhead = state === 'scheduled'
  if (isAhead ? isMeantForFew : isSentToFew) return t.few
  return t.people(counted(isAhead ? (reach ?? 0) : sent))
}

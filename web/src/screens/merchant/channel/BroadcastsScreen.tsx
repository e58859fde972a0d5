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
                {items.map(({ id, content, state, sent, reach, startsAt, createdAt }) => (
                  <Row
                    key={id}
                    title={content.title}
                    detail={t.rowAt(
                      t.states[state],
                      since(new Date(startsAt ?? createdAt), now, language),
                    )}
                    end={
                      reach !== null && (
                        <b className="figures">
                          {t.people(counted(state === 'scheduled' ? reach : sent))}
                        </b>
                      )
                    }
                    href={links.broadcast(shop.id, id)}
                    onGo={() => go(links.broadcast(shop.id, id))}
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

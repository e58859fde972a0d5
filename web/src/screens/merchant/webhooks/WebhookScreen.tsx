/** One address of a shop that is told what happens. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { ENDPOINT, EndpointDesk } from '../../../parts/webhooks/EndpointDesk.tsx'
import { webhooks as en } from '../../../text/en/webhooks.ts'
import { webhooks as ko } from '../../../text/ko/webhooks.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

export function WebhookScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const params = { endpointId: usePathPart('endpointId') }
  const found = useQuery(ask(ENDPOINT, { params }))
  return (
    <Page
      title={found.data?.description || t.title}
      lead={found.data?.url}
      onBack={() => go(links.webhooks(shop.id))}
    >
      <OwnerOnly>
        <Answer query={found} loading={<Loading kind="page" />}>
          {(endpoint) => (
            <EndpointDesk
              endpoint={endpoint}
              list="GET /v1/merchants/{merchantId}/webhooks"
              onRemoved={() => go(links.webhooks(shop.id), { replace: true })}
            />
          )}
        </Answer>
      </OwnerOnly>
    </Page>
  )
}

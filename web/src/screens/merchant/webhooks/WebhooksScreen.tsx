/** 알림 받을 주소: where other programs of the shop are told what happens. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../../links.ts'
import { useGo } from '../../../parts/go.tsx'
import { EndpointRows, NewEndpoint } from '../../../parts/webhooks/EndpointRows.tsx'
import { webhooks as en } from '../../../text/en/webhooks.ts'
import { webhooks as ko } from '../../../text/ko/webhooks.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

const LIST = 'GET /v1/merchants/{merchantId}/webhooks'

export function WebhooksScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const params = { merchantId: shop.id }
  const [isAdding, setAdding] = useState(false)
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={() => go(links.settings(shop.id))}
      foot={
        shop.role === 'owner' && (
          <Button
            fullWidth
            h={52}
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t.add}
          </Button>
        )
      }
    >
      <OwnerOnly>
        <EndpointRows
          list={LIST}
          params={params}
          hrefOf={(endpointId) => links.webhook(shop.id, endpointId)}
          onGo={(endpointId) => go(links.webhook(shop.id, endpointId))}
        />
        <NewEndpoint
          list={LIST}
          params={params}
          isOpen={isAdding}
          onClose={() => setAdding(false)}
        />
      </OwnerOnly>
    </Page>
  )
}

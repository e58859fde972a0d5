/** Which coupon the numbers are of: the first step on the way to a batch. */
import { Button } from '@mantine/core'
import { IconTicket } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { conditions, gain } from '../../../parts/terms.ts'
import { codes as en } from '../../../text/en/codes.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'

const OFFERS_SHOWN_MAX = 100

export function CodeOffersScreen() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const offers = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/offers', {
      params: { merchantId: shop.id },
      query: { limit: OFFERS_SHOWN_MAX },
    }),
    enabled: shop.role === 'owner',
  })
  return (
    <Page title={t.title} lead={t.lead} onBack={() => go(links.campaigns(shop.id))}>
      <OwnerOnly>
        <Answer query={offers}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState
                icon={IconTicket}
                title={t.offersEmptyTitle}
                action={
                  <Button size="lg" h={56} onClick={() => go(links.newCampaign(shop.id))}>
                    {t.toCampaigns}
                  </Button>
                }
              >
                {t.offersEmptyBody}
              </EmptyState>
            ) : (
              <Rows label={t.offers}>
                {items.map(({ id, title, terms }) => (
                  <Row
                    key={id}
                    icon={IconTicket}
                    title={title}
                    detail={[gain(terms, language), conditions(terms, language)]
                      .filter(Boolean)
                      .join(' · ')}
                    href={links.offerCodes(shop.id, id)}
                    onGo={() => go(links.offerCodes(shop.id, id))}
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

/** 선물 카드: sold at the counter, and taken for a bill. */
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api.ts'
import { Price } from '../../../parts/Price.tsx'
import { merchantGifts as en } from '../../../text/en/merchant-gifts.ts'
import { merchantGifts as ko } from '../../../text/ko/merchant-gifts.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { AtPlace } from '../AtPlace.tsx'
import { CounterLinks } from '../CounterLinks.tsx'
import { useShop } from '../shop.tsx'
import { SellGift } from './SellGift.tsx'
import { TakeGift } from './TakeGift.tsx'

export function GiftCardsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const [mode, setMode] = useState<'sell' | 'take'>('sell')
  return (
    <AtPlace title={t.title}>
      {({ id: placeId }, chooser) => (
        <Page title={t.title} action={chooser}>
          <SegmentedControl
            size="md"
            fullWidth
            aria-label={t.title}
            value={mode}
            onChange={setMode}
            data={[
              { value: 'sell', label: t.sell },
              { value: 'take', label: t.pay },
            ]}
          />
          {mode === 'sell' ? (
            <SellGift key={placeId} placeId={placeId} />
          ) : (
            <TakeGift key={placeId} placeId={placeId} />
          )}
          {shop.role === 'owner' && <Owed />}
          <CounterLinks here="gifts" />
        </Page>
      )}
    </AtPlace>
  )
}

/** What the shop owes on cards; nothing is said where it cannot be known just now. */
function Owed() {
  const t = useText({ ko, en })
  const shop = useShop()
  const { data } = useQuery(
    ask('GET /v1/merchants/{merchantId}/gift-float', { params: { merchantId: shop.id } }),
  )
  if (!data) return null
  return (
    <Rows>
      <Row title={t.owed} detail={t.owedHint} end={<Price minor={data.owedMinor} />} />
    </Rows>
  )
}

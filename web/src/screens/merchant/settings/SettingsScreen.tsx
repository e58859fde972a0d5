/** 가게: what guests see of the shop, where it notices them, and who and what works here. */
import { Button, Select } from '@mantine/core'
import {
  IconHeartHandshake,
  IconPlugConnected,
  IconPlus,
  IconReceipt,
  IconStar,
  IconUserCircle,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { merchantChannel as channelEn } from '../../../text/en/merchant-channel.ts'
import { merchantFrame as frameEn } from '../../../text/en/merchant-frame.ts'
import { merchantLoyalty as loyaltyEn } from '../../../text/en/merchant-loyalty.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantSettlement as settlementEn } from '../../../text/en/merchant-settlement.ts'
import { merchantChannel as channelKo } from '../../../text/ko/merchant-channel.ts'
import { webhooks as webhooksEn } from '../../../text/en/webhooks.ts'
import { webhooks as webhooksKo } from '../../../text/ko/webhooks.ts'
import { merchantFrame as frameKo } from '../../../text/ko/merchant-frame.ts'
import { merchantLoyalty as loyaltyKo } from '../../../text/ko/merchant-loyalty.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { merchantSettlement as settlementKo } from '../../../text/ko/merchant-settlement.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { UnreadBadge } from '../UnreadBadge.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { ApiKeys } from '../../../parts/ApiKeys.tsx'
import { Devices } from './Devices.tsx'
import { Exceptions } from './Exceptions.tsx'
import { HoursSection } from './HoursSection.tsx'
import { OfflineSection } from './OfflineSection.tsx'
import { PlaceForm } from './PlaceForm.tsx'
import { Staff } from './Staff.tsx'
import { ZoneSection } from './ZoneSection.tsx'

export function SettingsScreen() {
  const t = useText({ ko, en })
  const frame = useText({ ko: frameKo, en: frameEn })
  const channel = useText({ ko: channelKo, en: channelEn })
  const loyalty = useText({ ko: loyaltyKo, en: loyaltyEn })
  const settlement = useText({ ko: settlementKo, en: settlementEn })
  const hooks = useText({ ko: webhooksKo, en: webhooksEn })
  const shop = useShop()
  const go = useGo()
  const [chosen, setChosen] = useState<string | null>(null)
  const [isAdding, setAdding] = useState(shop.places.length === 0)
  const placeId = chosen ?? shop.places[0]?.id ?? null
  return (
    <Page title={shop.name}>
      <OwnerOnly>
        <Rows>
          <Row
            icon={IconHeartHandshake}
            title={channel.open}
            detail={channel.openHint}
            end={<UnreadBadge />}
            href={links.channel(shop.id)}
            onGo={() => go(links.channel(shop.id))}
          />
          <Row
            icon={IconStar}
            title={loyalty.open}
            detail={loyalty.openHint}
            href={links.loyalty(shop.id)}
            onGo={() => go(links.loyalty(shop.id))}
          />
          <Row
            icon={IconReceipt}
            title={settlement.open}
            detail={settlement.openHint}
            href={links.settlement(shop.id)}
            onGo={() => go(links.settlement(shop.id))}
          />
        </Rows>
        {shop.places.length > 1 && (
          <Select
            label={t.place}
            allowDeselect={false}
            data={shop.places.map(({ id, name }) => ({ value: id, label: name }))}
            value={placeId}
            onChange={setChosen}
          />
        )}
        {placeId && <PlaceSections key={placeId} placeId={placeId} />}
        {isAdding ? (
          <Section title={t.addPlace}>
            <PlaceForm place={null} onDone={() => setAdding(false)} />
          </Section>
        ) : (
          <Button
            variant="default"
            h={48}
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t.addPlace}
          </Button>
        )}
        <OfflineSection />
        <Staff />
        <ApiKeys
          list="GET /v1/merchants/{merchantId}/api-keys"
          add="POST /v1/merchants/{merchantId}/api-keys"
          remove="DELETE /v1/merchants/{merchantId}/api-keys/{keyId}"
          params={{ merchantId: shop.id }}
          scopes={['till']}
        />
        <Rows>
          <Row
            icon={IconPlugConnected}
            title={hooks.open}
            detail={hooks.openHint}
            href={links.webhooks(shop.id)}
            onGo={() => go(links.webhooks(shop.id))}
          />
        </Rows>
      </OwnerOnly>
      <Rows>
        <Row
          icon={IconUserCircle}
          title={t.account}
          detail={t.accountHint}
          href={links.me()}
          onGo={() => go(links.me())}
        />
        <Row
          icon={IconPlus}
          title={frame.newShop}
          href={links.newShop()}
          onGo={() => go(links.newShop())}
        />
      </Rows>
    </Page>
  )
}

function PlaceSections({ placeId }: { readonly placeId: string }) {
  const t = useText({ ko, en })
  const place = useQuery(ask('GET /v1/places/{placeId}', { params: { placeId } }))
  return (
    <Answer query={place} loading={<Loading kind="page" />}>
      {(found) => (
        <>
          <Section title={t.placeData}>
            <PlaceForm place={found} />
          </Section>
          <HoursSection place={found} />
          <Exceptions place={found} />
          <ZoneSection place={found} />
          <Devices placeId={placeId} />
        </>
      )}
    </Answer>
  )
}

/** What I agreed to with single shops: each opens to its own switches. */
import { Stack, Text } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { ItemOf, MerchantConsents, ReplyTo } from '../../../shapes.ts'
import { consents as en } from '../../../text/en/me.ts'
import { consents as ko } from '../../../text/ko/me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { ConsentCard, ConsentGroup, dayPurpose, missingBasis } from './ConsentCard.tsx'

const PATH = 'GET /v1/me/merchant-consents'

export function ShopConsents() {
  const t = useText({ ko, en })
  const query = useQuery(ask(PATH))
  return (
    <Section title={t.ofShops} hint={t.ofShopsLead}>
      <Answer query={query}>
        {({ items }) => (
          <Rows label={t.ofShops}>
            {items.length === 0 && <Row title={t.noShops} />}
            {items.map((shop) => (
              <Shop key={shop.merchantId} shop={shop} />
            ))}
          </Rows>
        )}
      </Answer>
    </Section>
  )
}

function Shop({ shop: { merchantId, purposes } }: { readonly shop: MerchantConsents }) {
  const t = useText({ ko, en })
  const [isOpen, setOpen] = useState(false)
  // Names of shops are public; one that cannot be had is still a shop.
  const merchant = useQuery({
    ...ask('GET /v1/merchants/{merchantId}', { params: { merchantId } }),
    staleTime: 3_600_000,
    retry: false,
  })
  const name = merchant.data?.name ?? t.shop
  return (
    <>
      <Row
        icon={IconBuildingStore}
        title={name}
        detail={
          purposes.length === 0
            ? t.nothingAgreed
            : purposes.map((purpose) => t.shopPurposes[purpose]).join(' · ')
        }
        onGo={() => setOpen(true)}
      />
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={name}>
        <Switches merchantId={merchantId} held={new Set(purposes)} name={name} />
      </Sheet>
    </>
  )
}

type SwitchesProps = {
  readonly merchantId: string
  readonly name: string
  readonly held: ReadonlySet<MerchantConsents['purposes'][number]>
}

function Switches({ merchantId, name, held }: SwitchesProps) {
  const t = useText({ ko, en })
  const wordings = useQuery(ask('GET /v1/consent-wordings', { query: { of: 'merchant' } }))
  return (
    <Stack gap="md">
      <Text size="sm">{t.handledByShop(name)}</Text>
      <Answer query={wordings}>
        {({ items }) =>
          [...Map.groupBy(items, ({ purpose }) => dayPurpose(purpose))].map(([day, group]) => (
            <ConsentGroup key={day}>
              {group.map((wording) => (
                <ShopConsent
                  key={wording.purpose}
                  merchantId={merchantId}
                  held={held}
                  wording={wording}
                />
              ))}
            </ConsentGroup>
          ))
        }
      </Answer>
    </Stack>
  )
}

function ShopConsent({
  merchantId,
  wording,
  held,
}: Pick<SwitchesProps, 'merchantId' | 'held'> & {
  readonly wording: ItemOf<ReplyTo<'GET /v1/consent-wordings'>>
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { purpose, version: wordingVersion } = wording
  const set = useSave<boolean>({
    run: (granted) =>
      call('POST /v1/me/merchant-consents', {
        body: { merchantId, purpose, granted, wordingVersion },
      }),
    done: null,
    after: () => refresh(PATH, 'GET /v1/me/friends'),
  })
  if (purpose === 'location') return null
  const isOn = held.has(purpose)
  const missing = missingBasis(purpose, held)
  return (
    <ConsentCard
      title={t.shopPurposes[purpose]}
      words={wording[language]}
      isOn={set.isPending ? set.variables : isOn}
      isBusy={set.isPending}
      needs={missing && t.shopPurposes[missing]}
      state={null}
      onAnswer={(granted) => set.mutate(granted)}
    />
  )
}

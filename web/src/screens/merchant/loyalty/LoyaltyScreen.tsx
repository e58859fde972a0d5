/** 단골 혜택: points, tiers, invitations and stamp cards, as sentences with a live example. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGoBack } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { merchantLoyalty as en } from '../../../text/en/merchant-loyalty.ts'
import { merchantLoyalty as ko } from '../../../text/ko/merchant-loyalty.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { EarnSection } from './EarnSection.tsx'
import { InviteSection } from './InviteSection.tsx'
import { bodyOf, gentleStart, inOrder, isComplete, type Body } from './programme-form.ts'
import { RefusedRewards } from './RefusedRewards.tsx'
import { StampCards } from './StampCards.tsx'
import { TiersSection } from './TiersSection.tsx'

export function LoyaltyScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.settings(shop.id))
  const params = { merchantId: shop.id }
  const query = useQuery(ask('GET /v1/merchants/{merchantId}/programme', { params }))
  return (
    <Page title={t.title} onBack={back}>
      <OwnerOnly>
        <Answer query={query} loading={<Loading kind="page" />}>
          {({ programme }) => (
            <Programme
              key={programme?.version ?? 0}
              start={programme ? bodyOf(programme) : gentleStart}
            />
          )}
        </Answer>
        <RefusedRewards />
        <StampCards />
      </OwnerOnly>
    </Page>
  )
}

function Programme({ start }: { readonly start: Body }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [form, setForm] = useState(start)
  const onChange = (part: Partial<Body>) => setForm((before) => ({ ...before, ...part }))
  const save = useSave({
    run: () =>
      call('PUT /v1/merchants/{merchantId}/programme', {
        params: { merchantId: shop.id },
        body: { ...form, tiers: inOrder(form.tiers) },
      }),
    done: t.saved,
    after: () => refresh('GET /v1/merchants/{merchantId}/programme'),
  })
  return (
    <>
      <EarnSection form={form} onChange={onChange} />
      <TiersSection form={form} onChange={onChange} />
      <InviteSection form={form} onChange={onChange} />
      <Button
        h={52}
        disabled={!isComplete(form)}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {t.save}
      </Button>
    </>
  )
}

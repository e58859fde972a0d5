/** Rewards that were earned and could not be given yet, and why: what an owner can do something about. */
import { IconGift } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useGo } from '../../../parts/go.tsx'
import { refusalWords } from '../../../parts/refusal-words.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantLoyalty as en } from '../../../text/en/merchant-loyalty.ts'
import { merchantLoyalty as ko } from '../../../text/ko/merchant-loyalty.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'

const SHOWN_MAX = 20

/** Not shown while there are none, as there should be. */
export function RefusedRewards() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const now = useNow(60)
  const query = useQuery(
    ask('GET /v1/merchants/{merchantId}/refused-rewards', {
      params: { merchantId: shop.id },
      query: { limit: SHOWN_MAX },
    }),
  )
  const items = query.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t.refusedRewards} hint={t.refusedRewardsHint}>
      <Rows label={t.refusedRewards}>
        {items.map(({ rewardId, offerId, offerTitle, holderName, code }) => (
          <Row
            key={rewardId}
            icon={IconGift}
            title={`${holderName} · ${offerTitle}`}
            detail={refusalWords({ code, says: '', more: {} }, now, language).says}
            href={links.offer(shop.id, offerId)}
            onGo={() => go(links.offer(shop.id, offerId))}
          />
        ))}
      </Rows>
    </Section>
  )
}

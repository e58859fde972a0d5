/** Which coupon is given: the offers of the shop that can still be, or none. */
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api.ts'
import { useShop } from './shop.tsx'

const OFFERS_SHOWN_MAX = 100

/** The offers of this shop of which coupons can be given. */
export function useGivableOffers() {
  const shop = useShop()
  const offers = useQuery(
    ask('GET /v1/merchants/{merchantId}/offers', {
      params: { merchantId: shop.id },
      query: { limit: OFFERS_SHOWN_MAX },
    }),
  )
  return {
    isKnown: offers.data !== undefined,
    offers: (offers.data?.items ?? []).filter(
      ({ state, isAutomatic }) => state !== 'ended' && !isAutomatic,
    ),
  }
}

export function PickOffer({
  label,
  none,
  value,
  onChoose,
}: {
  readonly label: string
  /** What the way without a coupon is called; null where there has to be one. */
  readonly none: string | null
  readonly value: string | null
  readonly onChoose: (offerId: string | null, title: string) => void
}) {
  const { offers } = useGivableOffers()
  const titles = new Map(offers.map(({ id, title }) => [id, title]))
  return (
    <Select
      label={label}
      size="md"
      allowDeselect={false}
      data={[
        ...(none === null ? [] : [{ value: '', label: none }]),
        ...offers.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      value={value ?? (none === null ? null : '')}
      onChange={(next) => onChoose(next || null, titles.get(next ?? '') ?? '')}
    />
  )
}

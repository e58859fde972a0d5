/** What insight hears of, as tests of it tell it. */
import type { Platform } from '../../platform/platform.ts'

type Till = {
  readonly shop: { readonly merchantId: string; readonly placeId: string }
  readonly offerId: string
}

/** A coupon used at the till of a world, as a fact tells it: 9,000 won, 1,000 of them off. */
export const aRedemption = (
  { newId }: Pick<Platform, 'newId'>,
  { shop: { merchantId, placeId }, offerId }: Till,
  personId: string,
) => ({
  personId,
  merchantId,
  placeId,
  redemptionId: newId('redemption'),
  couponId: newId('coupon'),
  offerId,
  campaignId: null,
  billMinor: 9_000,
  discountMinor: 1_000,
  pointsEarned: 0,
})

/** The facts that offers announce. Amounts in minor units. */
import { z } from 'zod'
import { defineEvent, publish } from '../../kernel/event.ts'

const amountMinor = z.int().nonnegative()

export const offerChanged = defineEvent(
  'offers.offer-changed',
  1,
  'An offer was made or changed.',
  z.object({
    offerId: z.uuid(),
    merchantId: z.uuid(),
    state: z.enum(['draft', 'open', 'paused', 'ended']),
  }),
)

export const couponGranted = defineEvent(
  'offers.coupon-granted',
  1,
  'A person got a coupon.',
  z.object({
    couponId: z.uuid(),
    offerId: z.uuid(),
    merchantId: z.uuid(),
    personId: z.uuid(),
    source: z.enum(['campaign', 'claim', 'staff', 'voucher']),
    campaignId: z.uuid().nullable(),
    decisionId: z.uuid().nullable(),
  }),
)

export const couponCancelled = defineEvent(
  'offers.coupon-cancelled',
  1,
  'A coupon that was not used was called back.',
  z.object({
    couponId: z.uuid(),
    offerId: z.uuid(),
    merchantId: z.uuid(),
    personId: z.uuid(),
    campaignId: z.uuid().nullable(),
  }),
)

export const rewardRefused = defineEvent(
  'offers.reward-refused',
  1,
  'A reward was earned, and its offer refused the coupon; it is given once the offer allows it.',
  z.object({
    rewardId: z.uuid(),
    merchantId: z.uuid(),
    personId: z.uuid(),
    offerId: z.uuid(),
    code: z.string(),
  }),
)

const redemption = {
  redemptionId: z.uuid(),
  couponId: z.uuid(),
  offerId: z.uuid(),
  campaignId: z.uuid().nullable(),
  personId: z.uuid(),
  placeId: z.uuid(),
  merchantId: z.uuid(),
  billMinor: amountMinor,
  discountMinor: amountMinor,
  pointsEarned: amountMinor,
  giftMinor: amountMinor.default(0),
}

/** Uses of offers that count for everybody. */
const automaticUses = z
  .array(
    z.object({
      redemptionId: z.uuid(),
      offerId: z.uuid(),
      billMinor: amountMinor,
      discountMinor: amountMinor,
      giftMinor: amountMinor,
    }),
  )
  .default([])

export const billPaid = defineEvent(
  'offers.bill-paid',
  1,
  'A bill was paid, with or without coupons.',
  z.object({
    billId: z.uuid(),
    merchantId: z.uuid(),
    placeId: z.uuid(),
    personId: z.uuid().nullable(),
    channel: z.enum(['counter', 'till', 'online']),
    offerIds: z.array(z.uuid()),
    billMinor: amountMinor,
    discountMinor: amountMinor,
    points: amountMinor,
    giftMinor: amountMinor.default(0),
    automaticUses,
  }),
)

export const billReturned = defineEvent(
  'offers.bill-returned',
  1,
  'Pieces of a bill came back, or all that was left of it.',
  z.object({
    billId: z.uuid(),
    merchantId: z.uuid(),
    placeId: z.uuid(),
    personId: z.uuid().nullable(),
    refundMinor: amountMinor,
    pointsBack: amountMinor,
    giftBackMinor: amountMinor.default(0),
    isAll: z.boolean(),
    /** Those that are undone, once all came back. */
    automaticUses,
    /** Of each use of a coupon, what has come back so far, with this return. */
    returned: z
      .array(
        z.object({
          redemptionId: z.uuid(),
          billMinor: amountMinor,
          discountMinor: amountMinor,
          points: amountMinor,
        }),
      )
      .default([]),
  }),
)

export const couponRedeemed = defineEvent(
  'offers.coupon-redeemed',
  1,
  'A coupon was used at a counter.',
  z.object(redemption),
)

export const redemptionReversed = defineEvent(
  'offers.redemption-reversed',
  1,
  'The use of a coupon was undone: the coupon is good again, and its points are taken back.',
  z.object(redemption),
)

export const acceptanceFlagged = defineEvent(
  'offers.acceptance-flagged',
  1,
  'A till accepted a coupon without a connection, and it does not count.',
  z.object({
    acceptanceId: z.uuid(),
    merchantId: z.uuid(),
    placeId: z.uuid(),
    tillId: z.uuid(),
    /** A code of the refusals. */
    reason: z.string(),
    billMinor: amountMinor,
    discountMinor: amountMinor,
  }),
)

const redemptionTold = z.object({
  redemptionId: z.uuid(),
  couponId: z.uuid(),
  offerId: z.uuid(),
  placeId: z.uuid(),
  billMinor: amountMinor,
  discountMinor: amountMinor,
  pointsEarned: amountMinor,
  giftMinor: amountMinor,
})

/** What of these facts other programs of the shop may hear. */
export const offerPublicEvents = [
  publish(
    offerChanged,
    'offer.changed',
    'An offer was made or changed.',
    z.object({ offerId: z.uuid(), state: z.enum(['draft', 'open', 'paused', 'ended']) }),
  ),
  publish(
    couponGranted,
    'coupon.granted',
    'A customer got a coupon.',
    z.object({
      couponId: z.uuid(),
      offerId: z.uuid(),
      source: z.enum(['campaign', 'claim', 'staff', 'voucher']),
      campaignId: z.uuid().nullable(),
    }),
  ),
  publish(
    couponCancelled,
    'coupon.cancelled',
    'A coupon that was not used was called back.',
    z.object({ couponId: z.uuid(), offerId: z.uuid(), campaignId: z.uuid().nullable() }),
  ),
  publish(couponRedeemed, 'coupon.redeemed', 'A coupon was used at a counter.', redemptionTold),
  publish(
    redemptionReversed,
    'coupon.redemption-reversed',
    'The use of a coupon was undone: the coupon is good again.',
    redemptionTold,
  ),
  publish(
    billPaid,
    'bill.paid',
    'A bill was paid, with or without coupons.',
    z.object({
      billId: z.uuid(),
      placeId: z.uuid(),
      channel: z.enum(['counter', 'till', 'online']),
      billMinor: amountMinor,
      discountMinor: amountMinor,
      points: amountMinor,
      giftMinor: amountMinor,
    }),
  ),
  publish(
    billReturned,
    'bill.returned',
    'Pieces of a bill came back, or all that was left of it.',
    z.object({
      billId: z.uuid(),
      placeId: z.uuid(),
      refundMinor: amountMinor,
      pointsBack: amountMinor,
      giftBackMinor: amountMinor,
      isAll: z.boolean(),
    }),
  ),
]

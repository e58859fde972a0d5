/** How offers and coupons look in requests and answers. */
import { z } from 'zod'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { idOf, instant, instantIn, listQuery } from '../../../platform/http.ts'
import type { ShownCode, WalletCoupon } from '../service.ts'
import {
  COUPONS_MAX,
  COUPONS_PER_PERSON_MAX,
  PLACES_MAX,
  POINTS_PERCENT_MAX,
  TITLE_LENGTH_MAX,
  VALID_DAYS_MAX,
  type Benefit,
  type Counts,
  type Offer,
} from '../model/offer.ts'
import { couponState } from '../model/redemption.ts'
import { STEP_SECONDS } from '../../../kernel/rotating-code.ts'

const amountMinor = z.int().nonnegative()
const amountIn = z.int().positive().max(AMOUNT_MINOR_MAX)
const countIn = z.int().positive().max(COUPONS_MAX)

/** A bill at a counter, in minor units. */
export const billIn = z.int().nonnegative().max(AMOUNT_MINOR_MAX)
export const codeIn = z.string().min(1).max(100)

/** A page of a list in order of time: an instant and an id, as `nextCursor` gives them. */
export const momentQuery = z.strictObject({
  ...listQuery,
  cursor: z
    .string()
    .regex(/^\d{1,14}_[0-9a-f-]{36}$/)
    .optional(),
})

const benefitIn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percent'),
    percentOff: z.int().min(1).max(100),
    discountMinorMax: amountIn.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('amount'), amountOffMinor: amountIn }),
  z.strictObject({
    kind: z.literal('item'),
    itemName: z.string().trim().min(1).max(TITLE_LENGTH_MAX),
    amountOffMinor: amountIn.nullable().default(null),
  }),
])

const offerFields = {
  title: z.string().trim().min(1).max(TITLE_LENGTH_MAX),
  benefit: benefitIn,
  billMinorMin: z.int().nonnegative().max(AMOUNT_MINOR_MAX),
  placeIds: z.array(idOf('place')).max(PLACES_MAX),
  startsAt: instantIn,
  endsAt: instantIn,
  validDays: z.int().min(1).max(VALID_DAYS_MAX).nullable(),
  couponsMax: countIn.nullable(),
  couponsPerDayMax: countIn.nullable(),
  couponsPerPersonMax: z.int().min(1).max(COUPONS_PER_PERSON_MAX),
  redemptionsMax: countIn.nullable(),
  pointsPercent: z.int().min(0).max(POINTS_PERCENT_MAX),
  isPublic: z.boolean(),
}

/** A new offer: what is not said takes the gentlest value. */
export const newOffer = z.strictObject({
  ...offerFields,
  id: idOf('offer').optional(),
  billMinorMin: offerFields.billMinorMin.default(0),
  placeIds: offerFields.placeIds.default([]),
  startsAt: instantIn.optional(),
  validDays: offerFields.validDays.default(null),
  couponsMax: offerFields.couponsMax.default(null),
  couponsPerDayMax: offerFields.couponsPerDayMax.default(null),
  couponsPerPersonMax: offerFields.couponsPerPersonMax.default(1),
  redemptionsMax: offerFields.redemptionsMax.default(null),
  pointsPercent: offerFields.pointsPercent.default(0),
  isPublic: offerFields.isPublic.default(false),
  state: z.enum(['draft', 'open']).default('open'),
})

export const offerChange = z
  .strictObject({ ...offerFields, state: z.enum(['open', 'paused', 'ended']) })
  .partial()

const terms = z.object({
  kind: z.enum(['percent', 'amount', 'item']),
  percentOff: z.int().nullable(),
  amountOffMinor: amountMinor.nullable(),
  itemName: z.string().nullable(),
  billMinorMin: amountMinor,
  discountMinorMax: amountMinor.nullable(),
})

/** An offer as anyone may see it. */
export const publicOffer = z.object({
  id: idOf('offer'),
  merchantId: idOf('merchant'),
  title: z.string(),
  terms,
  placeIds: z.array(idOf('place')),
  startsAt: instant,
  endsAt: instant,
  validDays: z.int().nullable(),
  pointsPercent: z.int(),
  couponsPerPersonMax: z.int(),
  /** How many coupons are left; null when there is no limit. */
  couponsLeft: z.int().nullable(),
  isPublic: z.boolean(),
  state: z.enum(['draft', 'open', 'paused', 'ended']),
})

/** An offer as its shop sees it. */
export const ownOffer = publicOffer.extend({
  couponsMax: z.int().nullable(),
  couponsPerDayMax: z.int().nullable(),
  redemptionsMax: z.int().nullable(),
  granted: z.int(),
  redeemed: z.int(),
})

export const walletCoupon = z.object({
  id: idOf('coupon'),
  offerId: idOf('offer'),
  merchantId: idOf('merchant'),
  merchantName: z.string(),
  color: z.string(),
  title: z.string(),
  terms,
  pointsPercent: z.int(),
  placeIds: z.array(idOf('place')),
  grantedAt: instant,
  /** Not good before this instant. */
  startsAt: instant,
  expiresAt: instant,
  state: z.enum(['active', 'redeemed', 'expired', 'cancelled']),
  /** Whether the shop has paused the offer: an active coupon is not taken meanwhile. */
  isPaused: z.boolean(),
  redeemedAt: instant.nullable(),
  source: z.enum(['campaign', 'claim', 'staff']),
  decisionId: idOf('decision').nullable(),
})

export const shownCode = z.object({
  code: z.string(),
  text: z.string(),
  stepSeconds: z.int(),
  validUntil: instant,
})

export const claimed = z.object({
  couponId: idOf('coupon'),
  offerId: idOf('offer'),
  expiresAt: instant,
})

const amounts = {
  discountMinor: amountMinor,
  payMinor: amountMinor,
  pointsEarned: z.int().nonnegative(),
}

export const redeemed = z.object({
  redemptionId: idOf('redemption'),
  offerTitle: z.string(),
  holderName: z.string(),
  billMinor: amountMinor,
  ...amounts,
})

/** What a redemption would come to. Amounts are null while the bill is not known. */
export const quote = z.object({
  offerId: idOf('offer'),
  offerTitle: z.string(),
  terms,
  holderName: z.string(),
  billMinor: amountMinor.nullable(),
  discountMinor: amountMinor.nullable(),
  payMinor: amountMinor.nullable(),
  pointsEarned: z.int().nonnegative().nullable(),
})

export const placeRedemption = redeemed.extend({
  offerId: idOf('offer'),
  campaignId: idOf('campaign').nullable(),
  redeemedAt: instant,
  reversedAt: instant.nullable(),
})

/** What an offer promises, flat: what its kind does not have is null. */
export function termsOf({ benefit, billMinorMin }: Offer): z.input<typeof terms> {
  const none = { percentOff: null, amountOffMinor: null, itemName: null, discountMinorMax: null }
  const { kind, ...promise }: Benefit = benefit
  return { ...none, ...promise, kind, billMinorMin }
}

export function publicView(offer: Offer & Counts): z.input<typeof publicOffer> {
  const { id, merchantId, title, placeIds, startsAt, endsAt, validDays, pointsPercent } = offer
  const { couponsMax, couponsPerPersonMax, isPublic, state, granted } = offer
  const said = { id, merchantId, title, startsAt, endsAt, validDays, pointsPercent }
  const limits = { couponsPerPersonMax, isPublic, state }
  return {
    ...said,
    ...limits,
    terms: termsOf(offer),
    placeIds: [...placeIds],
    couponsLeft: couponsMax === null ? null : couponsMax - granted,
  }
}

export function ownView(offer: Offer & Counts): z.input<typeof ownOffer> {
  const { couponsMax, couponsPerDayMax, redemptionsMax, granted, redeemed: used } = offer
  const counts = { couponsMax, couponsPerDayMax, redemptionsMax, granted, redeemed: used }
  return { ...publicView(offer), ...counts }
}

export function walletView(item: WalletCoupon, now: Date): z.input<typeof walletCoupon> {
  const { coupon, offer, merchantName, color } = item
  const { id, offerId, grantedAt, expiresAt, redeemedAt, decisionId } = coupon
  const { merchantId, title, pointsPercent, startsAt } = offer
  const what = { id, offerId, merchantId, merchantName, color, title, pointsPercent }
  const when = { grantedAt, startsAt, expiresAt, redeemedAt, decisionId }
  return {
    ...what,
    ...when,
    terms: termsOf(offer),
    placeIds: [...offer.placeIds],
    source: coupon.sourceKind,
    state: couponState(coupon, offer, now),
    isPaused: offer.state === 'paused',
  }
}

export function codeView(code: ShownCode): z.input<typeof shownCode> {
  return { ...code, stepSeconds: STEP_SECONDS }
}

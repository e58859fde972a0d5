/** How offers and coupons look in requests and answers. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { idOf, instant, instantIn, listQuery } from '../../../platform/http.ts'
import type { ShownCode, WalletCoupon } from '../service/wallet.ts'
import {
  COUPONS_MAX,
  COUPONS_PER_PERSON_MAX,
  PLACES_MAX,
  RANK_MAX,
  TITLE_LENGTH_MAX,
  VALID_DAYS_MAX,
  type Counts,
  type Offer,
} from '../model/offer.ts'
import { LIMITS_MAX } from '../model/limits.ts'
import { couponState } from '../model/redemption.ts'
import { STEP_SECONDS } from '../../../kernel/rotating-code.ts'
import { termsIn, termsView } from './terms.ts'

const amountMinor = z.int().nonnegative()
/** A signed code has 383 letters; scanners may add a line end. */
const CODE_LENGTH_MAX = 400
const countIn = z.int().positive().max(COUPONS_MAX)

/** A bill at a counter, in minor units. */
export const billIn = z.int().nonnegative().max(AMOUNT_MINOR_MAX)
/** Letters that were typed, or what a square holds. */
export const codeIn = z.string().min(1).max(CODE_LENGTH_MAX)

/** A page of a list in order of time: an instant and an id, as `nextCursor` gives them. */
export const momentQuery = z.strictObject({
  ...listQuery,
  cursor: z
    .string()
    .regex(/^\d{1,14}_[0-9a-f-]{36}$/)
    .optional(),
})

const limit = z.strictObject({
  counts: z.enum(['coupons', 'redemptions', 'discount', 'points', 'gift']),
  per: z.enum(['offer', 'campaign', 'place', 'person', 'phone']),
  period: z.enum(['total', 'day', 'week', 'month']),
  max: z.int().positive().max(AMOUNT_MINOR_MAX),
})

const offerFields = {
  title: z.string().trim().min(1).max(TITLE_LENGTH_MAX),
  terms: termsIn,
  rank: z.int().min(0).max(RANK_MAX),
  placeIds: z.array(idOf('place')).max(PLACES_MAX),
  startsAt: instantIn,
  endsAt: instantIn,
  claimsEndAt: instantIn.nullable(),
  validDays: z.int().min(1).max(VALID_DAYS_MAX).nullable(),
  couponsMax: countIn.nullable(),
  couponsPerDayMax: countIn.nullable(),
  couponsPerPersonMax: z.int().min(1).max(COUPONS_PER_PERSON_MAX),
  redemptionsMax: countIn.nullable(),
  limits: z.array(limit).max(LIMITS_MAX),
  isAutomatic: z.boolean(),
  isPublic: z.boolean(),
}

/** A new offer: what is not said takes the gentlest value. */
export const newOffer = z.strictObject({
  ...offerFields,
  id: idOf('offer').optional(),
  rank: offerFields.rank.default(0),
  placeIds: offerFields.placeIds.default([]),
  startsAt: instantIn.optional(),
  claimsEndAt: offerFields.claimsEndAt.default(null),
  validDays: offerFields.validDays.default(null),
  couponsMax: offerFields.couponsMax.default(null),
  couponsPerDayMax: offerFields.couponsPerDayMax.default(null),
  couponsPerPersonMax: offerFields.couponsPerPersonMax.default(1),
  redemptionsMax: offerFields.redemptionsMax.default(null),
  limits: offerFields.limits.default([]),
  isAutomatic: offerFields.isAutomatic.default(false),
  isPublic: offerFields.isPublic.default(false),
  state: z.enum(['draft', 'open']).default('open'),
})

export const offerChange = z
  .strictObject({ ...offerFields, state: z.enum(['open', 'paused', 'ended']) })
  .partial()

/** An offer as anyone may see it. */
export const publicOffer = z.object({
  id: idOf('offer'),
  merchantId: idOf('merchant'),
  title: z.string(),
  terms: termsIn,
  placeIds: z.array(idOf('place')),
  startsAt: instant,
  endsAt: instant,
  /** Until when coupons are granted; null means until the offer ends. */
  claimsEndAt: instant.nullable(),
  validDays: z.int().nullable(),
  couponsPerPersonMax: z.int(),
  /** How many coupons are left; null when there is no limit. */
  couponsLeft: z.int().nullable(),
  isPublic: z.boolean(),
  /** Whether it counts for every bill at its places, without a coupon. */
  isAutomatic: z.boolean(),
  state: z.enum(['draft', 'open', 'paused', 'ended']),
})

/** An offer as its shop sees it. */
export const ownOffer = publicOffer.extend({
  rank: z.int(),
  couponsMax: z.int().nullable(),
  couponsPerDayMax: z.int().nullable(),
  redemptionsMax: z.int().nullable(),
  limits: z.array(limit),
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
  terms: termsIn,
  placeIds: z.array(idOf('place')),
  grantedAt: instant,
  /** Not good before this instant. */
  startsAt: instant,
  expiresAt: instant,
  state: z.enum(['active', 'redeemed', 'expired', 'cancelled']),
  /** Whether the shop has paused the offer: an active coupon is not taken meanwhile. */
  isPaused: z.boolean(),
  redeemedAt: instant.nullable(),
  source: z.enum(['campaign', 'claim', 'staff', 'voucher']),
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
  terms: termsIn,
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

nameShapes({ Limit: limit, PublicOffer: publicOffer, Coupon: walletCoupon })

export function publicView(offer: Offer & Counts): z.input<typeof publicOffer> {
  const { id, merchantId, title, placeIds, startsAt, endsAt, claimsEndAt, validDays } = offer
  const { couponsMax, couponsPerPersonMax, isPublic, isAutomatic, state, granted } = offer
  const said = { id, merchantId, title, startsAt, endsAt, claimsEndAt, validDays }
  const limits = { couponsPerPersonMax, isPublic, isAutomatic, state }
  return {
    ...said,
    ...limits,
    terms: termsView(offer.terms),
    placeIds: [...placeIds],
    couponsLeft: couponsMax === null ? null : couponsMax - granted,
  }
}

export function ownView(offer: Offer & Counts): z.input<typeof ownOffer> {
  const { rank, couponsMax, couponsPerDayMax, redemptionsMax, granted, redeemed: used } = offer
  const counts = { rank, couponsMax, couponsPerDayMax, redemptionsMax, granted, redeemed: used }
  return { ...publicView(offer), ...counts, limits: offer.limits.map((it) => ({ ...it })) }
}

export function walletView(item: WalletCoupon, now: Date): z.input<typeof walletCoupon> {
  const { coupon, offer, merchantName, color } = item
  const { id, offerId, grantedAt, expiresAt, redeemedAt, decisionId } = coupon
  const { merchantId, title, startsAt } = offer
  const what = { id, offerId, merchantId, merchantName, color, title }
  const when = { grantedAt, startsAt, expiresAt, redeemedAt, decisionId }
  return {
    ...what,
    ...when,
    terms: termsView(offer.terms),
    placeIds: [...offer.placeIds],
    source: coupon.sourceKind,
    state: couponState(coupon, offer, now),
    isPaused: offer.state === 'paused',
  }
}

export function codeView(code: ShownCode): z.input<typeof shownCode> {
  return { ...code, stepSeconds: STEP_SECONDS }
}

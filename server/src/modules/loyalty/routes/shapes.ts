/** How loyalty looks in requests and answers. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { idOf, instant } from '../../../platform/http.ts'
import {
  GIFT_VALID_MONTHS,
  GIFT_VALID_MONTHS_MAX,
  GIFT_VALID_MONTHS_MIN,
  PENDING_DAYS_MAX,
  PER_MILLE_MAX,
  POINTS_MAX,
  TIERS_MAX,
} from '../model/programme.ts'
import { STAMPS_TO_FILL_MAX } from '../model/stamps.ts'
import { PERIOD_DAYS_MAX } from '../model/tiers.ts'
import { VALID_DAYS_MAX, VALID_MONTHS_MAX } from '../model/validity.ts'

export const amountIn = z.int().nonnegative().max(AMOUNT_MINOR_MAX)
export const pointsIn = z.int().positive().max(POINTS_MAX)
export const codeIn = z.string().min(1).max(100)
const amount = z.int().nonnegative()

const earnRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), perMille: z.int().min(1).max(PER_MILLE_MAX) }),
  z.strictObject({
    kind: z.literal('per-amount'),
    amountMinor: z.int().positive().max(AMOUNT_MINOR_MAX),
    points: z.int().positive().max(1_000_000),
  }),
  z.strictObject({ kind: z.literal('per-visit'), points: z.int().positive().max(1_000_000) }),
])

const months = z.int().min(0).max(VALID_MONTHS_MAX)
const validity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(VALID_DAYS_MAX) }),
  z.strictObject({ kind: z.literal('month-end'), months }),
  z.strictObject({ kind: z.literal('year-end'), months }),
  z.strictObject({ kind: z.literal('never') }),
])

const tierRule = z.strictObject({
  measure: z.enum(['points', 'spent', 'visits']),
  period: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rolling'), days: z.int().min(1).max(PERIOD_DAYS_MAX) }),
    z.strictObject({
      kind: z.literal('calendar'),
      unit: z.enum(['month', 'quarter', 'year']),
    }),
  ]),
  startsOn: z.enum(['next-purchase', 'next-day', 'next-month']),
  keeps: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('not') }),
    z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(PERIOD_DAYS_MAX) }),
    z.strictObject({ kind: z.literal('next-period') }),
  ]),
})

const tier = z.strictObject({
  name: z.string().trim().min(1).max(30),
  from: amountIn,
  multiplierPercent: z.int().min(100).max(1_000),
  benefits: z.string().trim().max(200),
})

const inviteReward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('points'), points: pointsIn }),
  z.strictObject({ kind: z.literal('coupon'), offerId: idOf('offer') }),
])
export const invite = z.strictObject({
  inviter: inviteReward.nullable(),
  friend: inviteReward.nullable(),
  paidMinorMin: amountIn,
  withinDays: z.int().min(1).max(365),
  friendsMax: z.int().min(1).max(1_000),
})

const cap = pointsIn.nullable()

/** A programme as an owner writes it: what is not said takes the gentlest value. */
export const programmeIn = z.strictObject({
  state: z.enum(['open', 'paused']).default('open'),
  earn: earnRule,
  paidMinorMin: amountIn.default(0),
  pendingDays: z.int().min(0).max(PENDING_DAYS_MAX).default(0),
  validity: validity.default({ kind: 'never' }),
  personPointsPerDayMax: cap.default(null),
  personPointsPerMonthMax: cap.default(null),
  pointsPerDayMax: cap.default(null),
  pointsPerMonthMax: cap.default(null),
  spendPointsMin: z.int().min(1).max(POINTS_MAX).default(1),
  pointMinor: z.int().min(1).max(10_000).default(1),
  isTransferable: z.boolean().default(false),
  tiers: z.array(tier).max(TIERS_MAX).default([]),
  tierRule: tierRule.default({
    measure: 'spent',
    period: { kind: 'rolling', days: 365 },
    startsOn: 'next-purchase',
    keeps: { kind: 'not' },
  }),
  invite: invite.nullable().default(null),
  giftValidMonths: z
    .int()
    .min(GIFT_VALID_MONTHS_MIN)
    .max(GIFT_VALID_MONTHS_MAX)
    .default(GIFT_VALID_MONTHS),
})

export const programme = z.object({
  ...programmeIn.shape,
  state: z.enum(['open', 'paused']),
  paidMinorMin: amount,
  pendingDays: amount,
  validity,
  personPointsPerDayMax: cap,
  personPointsPerMonthMax: cap,
  pointsPerDayMax: cap,
  pointsPerMonthMax: cap,
  spendPointsMin: amount,
  pointMinor: amount,
  isTransferable: z.boolean(),
  tiers: z.array(tier),
  tierRule,
  invite: invite.nullable(),
  giftValidMonths: z.int(),
  version: z.int(),
  since: instant,
})

const stampRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('per-visit') }),
  z.strictObject({
    kind: z.literal('per-amount'),
    amountMinor: z.int().positive().max(AMOUNT_MINOR_MAX),
  }),
])

export const stampCardIn = z.strictObject({
  id: idOf('stamp-card').optional(),
  title: z.string().trim().min(1).max(60),
  stampsToFill: z.int().min(2).max(STAMPS_TO_FILL_MAX),
  rule: stampRule,
  paidMinorMin: amountIn.default(0),
  stampsPerDayMax: z.int().positive().max(1_000).nullable().default(null),
  validDays: z.int().positive().max(VALID_DAYS_MAX).nullable().default(null),
  rewardOfferId: idOf('offer'),
})

export const stampCard = z.object({
  id: z.string(),
  merchantId: z.string(),
  title: z.string(),
  stampsToFill: z.int(),
  rule: stampRule,
  paidMinorMin: amount,
  stampsPerDayMax: z.int().nullable(),
  validDays: z.int().nullable(),
  rewardOfferId: z.string(),
  state: z.enum(['open', 'ended']),
})

export const bought = z.object({
  purchaseId: z.string(),
  personId: idOf('person'),
  paidMinor: amount,
  points: amount,
  availableAt: instant.nullable(),
  tier: amount,
  tierName: z.string(),
  stamps: z.array(
    z.object({
      stampCardId: z.string(),
      title: z.string(),
      given: amount,
      stamps: amount,
      stampsToFill: amount,
      filled: amount,
    }),
  ),
})

export const refunded = z.object({
  purchaseId: z.string(),
  refundMinor: amount,
  keptMinor: amount,
  pointsOwed: amount,
  leftMinor: amount,
})

export const spent = z.object({
  spendingId: z.string(),
  kind: z.enum(['points', 'gift']),
  amount,
  paysMinor: amount,
  availableAfter: amount,
})

export const membership = z.object({
  merchantId: z.string(),
  merchantName: z.string(),
  color: z.string(),
  joinedAt: instant,
  points: amount,
  available: amount,
  upcoming: amount,
  expiring: z.object({ points: amount, expiresAt: instant }).nullable(),
  pointMinor: amount,
  spendPointsMin: amount,
  isTransferable: z.boolean(),
  tier: z.object({ name: z.string(), benefits: z.string(), multiplierPercent: z.int() }).nullable(),
  nextTier: z
    .object({
      name: z.string(),
      measure: z.enum(['points', 'spent', 'visits']),
      reached: amount,
      from: amount,
    })
    .nullable(),
  cards: z.array(
    z.object({
      stampCardId: z.string(),
      title: z.string(),
      stamps: amount,
      stampsToFill: amount,
      filled: amount,
      expiresAt: instant.nullable(),
      rewardOfferId: z.string(),
    }),
  ),
  tags: z.array(z.string()),
})

export const heldGift = z.object({
  giftCardId: z.string(),
  merchantId: z.string(),
  merchantName: z.string(),
  color: z.string(),
  amountMinor: amount,
  availableMinor: amount,
  /** What can be spent from `availableAt` on. */
  upcomingMinor: amount,
  availableAt: instant.nullable(),
  expiresAt: instant,
})

nameShapes({
  Programme: programme,
  StampCard: stampCard,
  Membership: membership,
  InviteTerms: invite,
  GiftCard: heldGift,
})

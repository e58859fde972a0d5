/** What a shop gives for buying, and why a programme may not be as it is written. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { Validity } from './validity.ts'
import type { Tier, TierRule } from './tiers.ts'
import type { LoyaltyRefusal } from './refusals.ts'

/** How a purchase earns points. Fractions of a point stay with the shop (LO1). */
export type EarnRule =
  /** Tenths of a percent of what is paid: 50 gives 500 points on 10,000. */
  | { readonly kind: 'share'; readonly perMille: number }
  /** So many points for each full amount: 1 point for each 1,000. */
  | { readonly kind: 'per-amount'; readonly amountMinor: number; readonly points: number }
  | { readonly kind: 'per-visit'; readonly points: number }

/** What an invitation brings to one side. */
export type InviteReward =
  | { readonly kind: 'points'; readonly points: number }
  | { readonly kind: 'coupon'; readonly offerId: Id<'offer'> }

/** What the friend's first purchase brings, to whom, and to how many. */
export type InviteRule = {
  readonly inviter: InviteReward | null
  readonly friend: InviteReward | null
  /** Smaller purchases do not count as the first. */
  readonly paidMinorMin: number
  /** So long after the friend accepted, the purchase must come. */
  readonly withinDays: number
  /** So many friends bring one inviter something. */
  readonly friendsMax: number
}

/** The rules of one shop. `null` for a cap is no cap. */
export type Programme = {
  readonly state: 'open' | 'paused'
  readonly earn: EarnRule
  /** Purchases of less earn nothing. */
  readonly paidMinorMin: number
  /** Days until points can be spent: as long as things may come back. */
  readonly pendingDays: number
  readonly validity: Validity
  readonly personPointsPerDayMax: number | null
  readonly personPointsPerMonthMax: number | null
  /** Over all people. */
  readonly pointsPerDayMax: number | null
  readonly pointsPerMonthMax: number | null
  readonly spendPointsMin: number
  /** What a point is worth at the counter. */
  readonly pointMinor: number
  readonly isTransferable: boolean
  /** From the lowest up; none when the shop has no tiers. */
  readonly tiers: readonly Tier[]
  readonly tierRule: TierRule
  readonly invite: InviteRule | null
  /** How long gift cards of the shop hold; the law asks for a year at least. */
  readonly giftValidMonths: number
}

/** The rules of a shop as they stood from `since` on. */
export type Terms = Programme & {
  readonly merchantId: Id<'merchant'>
  readonly version: number
  readonly since: Date
}

export const POINTS_MAX = 1_000_000_000
export const PER_MILLE_MAX = 500
export const PENDING_DAYS_MAX = 180
export const TIERS_MAX = 8
/** Where a shop says nothing: five years, as claims last. */
export const GIFT_VALID_MONTHS = 60
export const GIFT_VALID_MONTHS_MIN = 12
export const GIFT_VALID_MONTHS_MAX = 120

/** Why a programme may not be as it is written; null when nothing speaks against it (LO2). */
export function objectionToProgramme(programme: Programme): LoyaltyRefusal | null {
  const { tiers, tierRule, validity, pendingDays } = programme
  if (validity.kind === 'days' && validity.days <= pendingDays) return 'programme.validity-short'
  const isRising = tiers.every(({ from }, at) => at === 0 || from > (tiers[at - 1]?.from ?? 0))
  if (!isRising) return 'programme.tiers-order'
  const isWithoutPeriods = tierRule.period.kind !== 'calendar'
  if (tierRule.keeps.kind === 'next-period' && isWithoutPeriods) return 'programme.tiers-keep'
  return null
}

/** The points that a purchase is worth before tiers and caps (LO1). */
export function basePoints(earn: EarnRule, paidMinor: number): number {
  switch (earn.kind) {
    case 'share':
      return Math.floor((paidMinor * earn.perMille) / 1_000)
    case 'per-amount':
      return Math.floor(paidMinor / earn.amountMinor) * earn.points
    case 'per-visit':
      return earn.points
  }
}

/**
 * How much of an offer may be given away, to whom, and in which time. Pure.
 *
 * A limit counts something for each of those it is `per`, in each of its periods; what was counted
 * is a tally. The limits that every offer has (its coupons in all, on a day and for a person, and
 * its redemptions) have fields of their own on the offer; these are the others (OF45).
 */
import { MARKET_TIME_ZONE, wallTime, type Day } from '../../../kernel/time.ts'
import type { OfferRefusal } from './refusals.ts'

export type Limit = {
  readonly counts: 'coupons' | 'redemptions' | 'discount' | 'points' | 'gift'
  readonly per: 'offer' | 'campaign' | 'place' | 'person' | 'phone'
  /** Weeks begin on Monday, by the clock of the market. */
  readonly period: 'total' | 'day' | 'week' | 'month'
  /** In pieces, minor units, or points. */
  readonly max: number
}

export const LIMITS_MAX = 20

/** Whether two uses of an offer could both take the last of something. */
export function isLimited(offer: {
  readonly limits: readonly Limit[]
  readonly redemptionsMax: number | null
}): boolean {
  return offer.limits.length > 0 || offer.redemptionsMax !== null
}

/** Whom a use is counted for. Null: not known, or there is none. */
export type Whose = {
  readonly offerId: string
  readonly campaignId: string | null
  readonly placeId: string | null
  readonly personId: string | null
  /** Stands for a verified phone number, also after the account that had it is gone. */
  readonly phoneKey: string | null
}

/** What one use takes from its limits. */
export type Amounts = {
  readonly coupons: number
  readonly redemptions: number
  readonly discountMinor: number
  readonly points: number
  /** Gift value. */
  readonly giftMinor: number
}

export const nothingTaken: Amounts = {
  coupons: 0,
  redemptions: 0,
  discountMinor: 0,
  points: 0,
  giftMinor: 0,
}

/** A row of what was counted: one limit, one of those it is per, one period. */
export type TallyKey = {
  readonly offerId: string
  readonly counts: Limit['counts']
  readonly per: Limit['per']
  readonly period: Limit['period']
  readonly whose: string
  /** The first day of the period; the first of all days for `total`. */
  readonly since: Day
}
export type Tally = TallyKey & { readonly used: number; readonly max: number }

const ALWAYS: Day = '0001-01-01'

export function tallyText({ offerId, counts, per, period, whose, since }: TallyKey): string {
  return [offerId, counts, per, period, whose, since].join('/')
}

/** The first day of the period that an instant falls into. */
export function periodStart(period: Limit['period'], at: Date): Day {
  const { day, weekday } = wallTime(at, MARKET_TIME_ZONE)
  switch (period) {
    case 'total':
      return ALWAYS
    case 'day':
      return day
    case 'week':
      return daysBefore(day, weekday - 1)
    case 'month':
      return `${day.slice(0, 8)}01`
  }
}

function daysBefore(day: Day, days: number): Day {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - days)
  return at.toISOString().slice(0, 10)
}

const whoseOf: Readonly<Record<Limit['per'], (whose: Whose) => string | null>> = {
  offer: ({ offerId }) => offerId,
  campaign: ({ campaignId }) => campaignId,
  place: ({ placeId }) => placeId,
  person: ({ personId }) => personId,
  phone: ({ phoneKey }) => phoneKey,
}

/**
 * Where a limit counts a use; null where it does not bear on it: a limit of each campaign leaves
 * coupons without a campaign alone.
 */
export function keyOf(limit: Limit, whose: Whose, at: Date): TallyKey | 'unknown' | null {
  const { counts, per, period } = limit
  const one = whoseOf[per](whose)
  // Who cannot be told from others cannot be counted, and gets nothing (fail closed).
  if (one === null) return per === 'campaign' ? null : 'unknown'
  const since = periodStart(period, at)
  return { offerId: whose.offerId, counts, per, period, whose: one, since }
}

/** What a use takes from a limit. */
export function amountOf({ counts }: Pick<Limit, 'counts'>, taken: Amounts): number {
  if (counts === 'discount') return taken.discountMinor
  return counts === 'gift' ? taken.giftMinor : taken[counts]
}

export type Objection = { readonly limit: Limit; readonly because: 'spent' | 'unknown' }

/**
 * The first limit that a use would break; null when it fits them all.
 *
 * @param usedOf what was counted so far, by `tallyText`
 */
export function objectionToTaking(
  limits: readonly Limit[],
  whose: Whose,
  taken: Amounts,
  usedOf: ReadonlyMap<string, number>,
  at: Date,
): Objection | null {
  for (const limit of limits) {
    const amount = amountOf(limit, taken)
    if (amount === 0) continue
    const key = keyOf(limit, whose, at)
    if (key === null) continue
    if (key === 'unknown') return { limit, because: 'unknown' }
    if ((usedOf.get(tallyText(key)) ?? 0) + amount > limit.max) return { limit, because: 'spent' }
  }
  return null
}

/** What a use adds to each tally it bears on, with the limit as it is now. */
export function takingOf(
  limits: readonly Limit[],
  whose: Whose,
  taken: Amounts,
  at: Date,
): readonly Tally[] {
  return limits.flatMap((limit) => {
    const used = amountOf(limit, taken)
    const key = keyOf(limit, whose, at)
    if (used === 0 || key === null || key === 'unknown') return []
    return [{ ...key, used, max: limit.max }]
  })
}

/** The most that limits leave of money; null for no end. */
export function moneyLeft(
  limits: readonly Limit[],
  whose: Whose,
  usedOf: ReadonlyMap<string, number>,
  at: Date,
): number | null {
  const left = limits.flatMap((limit) => {
    if (limit.counts !== 'discount') return []
    const key = keyOf(limit, whose, at)
    if (key === null) return []
    if (key === 'unknown') return [0]
    return [Math.max(0, limit.max - (usedOf.get(tallyText(key)) ?? 0))]
  })
  return left.length === 0 ? null : Math.min(...left)
}

/** Why limits may not be set; null when nothing speaks against them. */
export function objectionToLimits(limits: readonly Limit[]): OfferRefusal | null {
  // Where a coupon is granted, nobody stands at a place.
  const isVain = limits.some(({ counts, per }) => counts === 'coupons' && per === 'place')
  if (isVain) return 'offer.limit-vain'
  return isSaidTwice(limits) ? 'offer.limits-twice' : null
}

/** Whether a limit says what a field of the offer says already, or the same is limited twice. */
function isSaidTwice(limits: readonly Limit[]): boolean {
  const own = ['coupons/offer/total', 'coupons/offer/day', 'coupons/person/total']
  const said = limits.map(({ counts, per, period }) => `${counts}/${per}/${period}`)
  return (
    new Set(said).size < said.length ||
    said.some((it) => own.includes(it) || it === 'redemptions/offer/total')
  )
}

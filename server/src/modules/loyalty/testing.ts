/** Ready-made programmes, cards and purchases for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import type { Purchase } from './model/history.ts'
import type { Programme } from './model/programme.ts'
import type { StampCard } from './model/stamps.ts'
import type { Tier, TierRule } from './model/tiers.ts'

/** 5 % of what is paid, at once, for ever; no caps, no tiers. */
export function aProgramme(change: Partial<Programme> = {}): Programme {
  return {
    state: 'open',
    earn: { kind: 'share', perMille: 50 },
    paidMinorMin: 0,
    pendingDays: 0,
    validity: { kind: 'never' },
    personPointsPerDayMax: null,
    personPointsPerMonthMax: null,
    pointsPerDayMax: null,
    pointsPerMonthMax: null,
    spendPointsMin: 1,
    pointMinor: 1,
    isTransferable: false,
    tiers: [],
    tierRule: aTierRule(),
    invite: null,
    giftValidMonths: 60,
    ...change,
  }
}

/** By money spent within a year, from the next purchase on, kept no longer than earned. */
export function aTierRule(change: Partial<TierRule> = {}): TierRule {
  return {
    measure: 'spent',
    period: { kind: 'rolling', days: 365 },
    startsOn: 'next-purchase',
    keeps: { kind: 'not' },
    ...change,
  }
}

/** Silver from 50,000 with half as many points again, gold from 100,000 with twice as many. */
export const twoTiers: readonly Tier[] = [
  { name: '실버', from: 50_000, multiplierPercent: 150, benefits: '생일 쿠폰' },
  { name: '골드', from: 100_000, multiplierPercent: 200, benefits: '무료 음료 한 잔' },
]

/** Ten stamps, one a visit, for ever. */
export function aStampCard(change: Partial<StampCard> = {}): StampCard {
  return {
    id: testId('stamp-card'),
    merchantId: testId('merchant'),
    title: '커피 10잔',
    stampsToFill: 10,
    rule: { kind: 'per-visit' },
    paidMinorMin: 0,
    stampsPerDayMax: null,
    validDays: null,
    rewardOfferId: testId('offer'),
    state: 'open',
    ...change,
  }
}

/** 10,000 at noon of a day in April 2026, with nothing back. */
export function aPurchase(change: Partial<Purchase> & { readonly number?: number } = {}): Purchase {
  const { number = 1, ...rest } = change
  return {
    id: testId('purchase', number),
    at: new Date('2026-04-15T03:00:00Z'),
    paidMinor: 10_000,
    refundedMinor: 0,
    isGone: false,
    bonusPoints: 0,
    pointsMax: null,
    programme: aProgramme(),
    stampCardIds: [],
    ...rest,
  }
}

/** Ready-made offers, coupons and grants for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import type { Grant } from './model/grant.ts'
import type { Counts, Offer } from './model/offer.ts'
import { flat } from './model/pricing/effect.ts'
import { plainTerms, type Terms } from './model/terms.ts'
import type { Attempt, Coupon } from './model/redemption.ts'

/** 10% off, at most 3,000, from 10,000 on, and 5% of what is paid in points. */
export function someTerms(change: Partial<Terms> = {}): Terms {
  const off = { kind: 'percent', percentOff: 10 } as const
  return {
    ...plainTerms({ kind: 'order-discount', tiers: flat(off) }),
    effects: [
      { kind: 'order-discount', tiers: flat(off) },
      { kind: 'points-percent', percent: 5 },
    ],
    billMinorMin: 10_000,
    discountMinorMax: 3_000,
    ...change,
  }
}

/** 10% off bills from 10,000, at most 3,000 off, through April 2026 (UTC); anyone may claim one. */
export function anOffer(change: Partial<Offer> = {}): Offer {
  return {
    id: testId('offer'),
    merchantId: testId('merchant'),
    placeIds: [],
    title: '봄맞이 10% 할인',
    terms: someTerms(),
    rank: 0,
    startsAt: new Date('2026-04-01T00:00:00Z'),
    endsAt: new Date('2026-05-01T00:00:00Z'),
    claimsEndAt: null,
    validDays: null,
    couponsMax: null,
    couponsPerDayMax: null,
    couponsPerPersonMax: 1,
    redemptionsMax: null,
    limits: [],
    isPublic: true,
    isAutomatic: false,
    state: 'open',
    ...change,
  }
}

/** `anOffer` with nothing of it out yet. */
export function anUntouchedOffer(change: Partial<Offer & Counts> = {}): Offer & Counts {
  const counts = { granted: 0, grantedDay: null, grantedOnDay: 0, redeemed: 0 }
  return { ...anOffer(), ...counts, ...change }
}

/** The first person's claim of `anOffer`. */
export function aGrant(change: Partial<Grant> & { readonly number?: number } = {}): Grant {
  const { number = 1, ...rest } = change
  return {
    couponId: testId('coupon', number),
    offerId: testId('offer'),
    personId: testId('person', number),
    source: { kind: 'claim' },
    ...rest,
  }
}

/** The first person's coupon of `anOffer`, granted on the tenth, not used yet. */
export function aCoupon(change: Partial<Coupon> = {}): Coupon {
  return {
    id: testId('coupon'),
    offerId: testId('offer'),
    personId: testId('person'),
    sourceKind: 'claim',
    campaignId: null,
    decisionId: null,
    grantedAt: new Date('2026-04-10T12:00:00Z'),
    expiresAt: new Date('2026-05-01T00:00:00Z'),
    cancelledAt: null,
    redeemedAt: null,
    heldUntil: null,
    stepUsed: null,
    ...change,
  }
}

/** The coupon, at its shop in mid-April, with a bill of 20,000. */
export function anAttempt(change: Partial<Attempt> = {}): Attempt {
  return {
    coupon: aCoupon(),
    offer: anUntouchedOffer({ granted: 1 }),
    place: { id: testId('place'), merchantId: testId('merchant') },
    billMinor: 20_000,
    at: new Date('2026-04-15T12:00:00Z'),
    step: 59_208_480,
    ...change,
  }
}

import { describe, expect, test } from 'vitest'
import type { CouponShape } from '../../../shapes.ts'
import { someTerms } from '../../../parts/testing.ts'
import { sorted } from './order.ts'

const now = new Date('2026-04-15T12:00:00+09:00')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString()

function aCoupon(id: string, change: Partial<CouponShape> = {}): CouponShape {
  return {
    id,
    offerId: 'o',
    merchantId: id,
    merchantName: '온기',
    color: '#7a4a2b',
    title: '',
    terms: someTerms(),
    placeIds: [],
    grantedAt: later(-1),
    startsAt: later(-1),
    expiresAt: later(72),
    state: 'active',
    isPaused: false,
    redeemedAt: null,
    source: 'claim',
    decisionId: null,
    ...change,
  }
}

const ids = (held: readonly { readonly coupon: CouponShape }[]) => held.map((one) => one.coupon.id)

describe('a wallet', () => {
  test('shows what ends within a day first, the soonest before all', () => {
    const coupons = [
      aCoupon('a', { expiresAt: later(20) }),
      aCoupon('b'),
      aCoupon('c', { expiresAt: later(2) }),
    ]
    const wallet = sorted(coupons, { now, here: null, places: [] })
    expect(ids(wallet.ending)).toEqual(['c', 'a'])
    expect(ids(wallet.ready)).toEqual(['b'])
  })

  test('shows the nearest first, and those of unknown distance by their end', () => {
    const places = [
      { id: 'p1', merchantId: 'far', lng: 126.95, lat: 37.55 },
      { id: 'p2', merchantId: 'near', lng: 126.901, lat: 37.55 },
    ]
    const coupons = [
      aCoupon('late', { expiresAt: later(99) }),
      aCoupon('far'),
      aCoupon('early', { expiresAt: later(48) }),
      aCoupon('near'),
    ]
    const wallet = sorted(coupons, { now, here: { lng: 126.9, lat: 37.55 }, places })
    expect(ids(wallet.ready)).toEqual(['near', 'far', 'early', 'late'])
  })

  test('a coupon at its very end is past', () => {
    const coupons = [
      aCoupon('over', { expiresAt: now.toISOString() }),
      aCoupon('used', { state: 'redeemed' }),
    ]
    const wallet = sorted(coupons, { now, here: null, places: [] })
    expect(ids(wallet.past)).toEqual(['used', 'over'])
    expect(wallet.ready).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import type { CouponShape, PlaceCardShape } from '../../../shapes.ts'
import { someTerms } from '../../../parts/testing.ts'
import { nearby } from '../../../text/ko/nearby.ts'
import { around, noFilters } from './around.ts'

const here = { lng: 126.9, lat: 37.55 }

function aPlace(id: string, change: Partial<PlaceCardShape> = {}): PlaceCardShape {
  return {
    id,
    merchantId: `m-${id}`,
    merchantName: '온기',
    name: id,
    category: 'cafe',
    address: '',
    ...here,
    color: '#7a4a2b',
    isOpen: true,
    opensAt: null,
    closesAt: null,
    distanceMeters: null,
    ...change,
  }
}

const terms = someTerms()

function aCoupon(change: Partial<CouponShape>): CouponShape {
  return {
    id: 'c',
    offerId: 'o',
    merchantId: 'm',
    merchantName: '온기',
    color: '#7a4a2b',
    title: '',
    terms,
    placeIds: [],
    grantedAt: '',
    startsAt: '',
    expiresAt: '',
    state: 'active',
    isPaused: false,
    redeemedAt: null,
    source: 'claim',
    decisionId: null,
    ...change,
  }
}

const asked = {
  coupons: [] as readonly CouponShape[],
  offers: [],
  here: null,
  middle: here,
  filters: noFilters,
  language: 'ko' as const,
  words: nearby,
}
const names = (places: readonly { readonly id: string }[]) => places.map(({ id }) => id)

describe('around', () => {
  const far = aPlace('far', { lng: 126.95 })
  const near = aPlace('near')
  const shut = aPlace('shut', { isOpen: false })

  test('open comes before closed, near before far', () => {
    expect(names(around([shut, far, near], asked))).toEqual(['near', 'far', 'shut'])
  })

  test('what has a coupon comes first, but not when it is closed', () => {
    const coupons = [aCoupon({ merchantId: 'm-far' }), aCoupon({ merchantId: 'm-shut' })]
    const shown = around([shut, near, far], { ...asked, coupons })
    expect(names(shown)).toEqual(['far', 'near', 'shut'])
    expect(shown[0]?.worth).toBe('내 쿠폰 · 20% 할인')
  })

  test('a coupon for one branch says nothing about the others', () => {
    const branch = aPlace('branch', { merchantId: 'm-near' })
    const coupons = [aCoupon({ merchantId: 'm-near', placeIds: ['near'] })]
    const shown = around([branch, near], { ...asked, coupons })
    expect(shown.map(({ hasCoupon }) => hasCoupon)).toEqual([true, false])
  })

  test('a used coupon is worth nothing', () => {
    const coupons = [aCoupon({ merchantId: 'm-near', state: 'redeemed' })]
    expect(around([near], { ...asked, coupons })[0]?.worth).toBeNull()
  })

  test('no distance is told unless the person is known to be somewhere', () => {
    expect(around([near], asked)[0]?.distanceMeters).toBeNull()
    expect(around([far], { ...asked, here })[0]?.distanceMeters).toBeGreaterThan(4_000)
  })

  test('filters leave out what does not fit', () => {
    const filters = { openNow: true, withCoupon: false, category: null }
    expect(names(around([shut, near], { ...asked, filters }))).toEqual(['near'])
  })
})

import { expect, test } from 'vitest'
import type { MembershipShape } from '../../../shapes.ts'
import { inOrder, isExpiringSoon } from './member-order.ts'

const now = new Date('2026-04-15T03:00:00Z')
const held = (merchantId: string, change: Partial<MembershipShape> = {}) =>
  ({
    merchantId,
    available: 100,
    expiring: null,
    cards: [],
    ...change,
  }) as unknown as MembershipShape
const inDays = (days: number) => ({
  points: 50,
  expiresAt: new Date(now.getTime() + days * 86_400_000).toISOString(),
})
const names = (items: readonly MembershipShape[], here: { lng: number; lat: number } | null) =>
  inOrder(items, {
    here,
    now,
    places: [
      { merchantId: 'far', lng: 127.2, lat: 37.5 },
      { merchantId: 'near', lng: 127.001, lat: 37.5 },
    ],
  }).map(({ merchantId }) => merchantId)

test('the nearest that can be used comes first', () => {
  const items = [held('unknown'), held('far'), held('near'), held('empty', { available: 0 })]
  expect(names(items, { lng: 127, lat: 37.5 })).toEqual(['near', 'far', 'unknown', 'empty'])
})

test('without a location, what runs out first', () => {
  const items = [
    held('never'),
    held('late', { expiring: inDays(9) }),
    held('soon', { expiring: inDays(2) }),
  ]
  expect(names(items, null)).toEqual(['soon', 'late', 'never'])
})

test('what runs out within a month is told', () => {
  expect(isExpiringSoon(held('a', { expiring: inDays(29) }), now)).toBe(true)
  expect(isExpiringSoon(held('a', { expiring: inDays(31) }), now)).toBe(false)
  expect(isExpiringSoon(held('a'), now)).toBe(false)
})

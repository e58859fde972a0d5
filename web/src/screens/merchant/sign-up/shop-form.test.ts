/** Tests of opening a shop. */
import { describe, expect, test } from 'vitest'
import { firstShopForm, shopObjection, shopSteps } from './shop-form.ts'

const whole = {
  ...firstShopForm,
  name: '골목 커피',
  category: 'cafe',
  at: { lng: 126.9, lat: 37.5 },
  address: '서울 마포구 1',
  phone: '02-123-4567',
}

describe('shopObjection', () => {
  test('a whole form objects to nothing', () => {
    expect(shopSteps.map((step) => shopObjection(step, whole))).toEqual([null, null, null, null])
  })
  test('each step asks for its own', () => {
    expect(shopObjection('name', { ...whole, name: ' ' })).toBe('name')
    expect(shopObjection('name', { ...whole, category: null })).toBe('category')
    expect(shopObjection('place', { ...whole, address: '' })).toBe('address')
    expect(shopObjection('phone', { ...whole, phone: 'none' })).toBe('phone')
    const week = whole.week.with(0, { fromMinute: 600, untilMinute: 600 })
    expect(shopObjection('hours', { ...whole, week })).toBe('hours')
  })
})

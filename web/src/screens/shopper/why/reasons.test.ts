import { expect, test } from 'vitest'
import { aboutMe } from './reasons.ts'

const reason = (rule: string, ok: boolean, params = {}) => ({ rule, ok, params })

test('what is about the person is shown, the planning of the shop is not', () => {
  expect(aboutMe(reason('location-consent', true))).toBe(true)
  expect(aboutMe(reason('budget-coupons', true))).toBe(false)
})

test('whatever said no is shown', () => {
  expect(aboutMe(reason('budget-coupons', false))).toBe(true)
})

test('a comparison that nobody is part of says nothing', () => {
  expect(aboutMe(reason('control-group', true, { percent: 0 }))).toBe(false)
  expect(aboutMe(reason('control-group', true, { percent: 10 }))).toBe(true)
})

import { expect, test } from 'vitest'
import { plans as ko } from '../text/ko/plans.ts'
import {
  leftOf,
  monthName,
  planSentence,
  totalMinor,
  wayLineWords,
  type Invoice,
  type Plan,
} from './plan-words.ts'

const standard: Plan = {
  id: 'standard',
  nameKo: '스탠다드',
  nameEn: 'Standard',
  monthlyFeeMinor: 0,
  unit: 'broadcasts',
  unitsMax: 1,
  steps: [],
  isOffered: true,
}
const promotion = { ...standard, monthlyFeeMinor: 50_000, unitsMax: null }

test('a plan is what it costs and what it holds', () => {
  expect(planSentence(standard, ko, 'ko')).toBe('월 요금 없음 · 한 달에 1번')
  expect(planSentence(promotion, ko, 'ko')).toBe('한 달 50,000원 · 얼마든지')
})

test('what is left of a plan is never below nothing', () => {
  expect([leftOf(standard, 0), leftOf(standard, 1), leftOf(standard, 3)]).toEqual([1, 0, 0])
  expect(leftOf(promotion, 100)).toBeNull()
})

test('an invoice adds its tax, and a credit note gives both back', () => {
  const invoice = { kind: 'invoice', netMinor: 915_000, vatMinor: 91_500 } as Invoice
  expect(totalMinor(invoice)).toBe(1_006_500)
  expect(totalMinor({ ...invoice, kind: 'credit-note' })).toBe(-1_006_500)
  expect(monthName('2026-04', ko)).toBe('2026년 4월')
})

test('pieces beside the inbox say how many got through, and what came back after all', () => {
  expect(wayLineWords({ pieces: 1_200, priceMinor: 15 }, '문자', ko, 'ko')).toBe(
    '문자 1,200통 · 한 통 15원',
  )
  expect(wayLineWords({ pieces: -2, priceMinor: 15 }, '문자', ko, 'ko')).toBe(
    '문자 2통 돌려받음 · 한 통 15원',
  )
})

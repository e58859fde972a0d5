/** Tests of what the five steps hold. */
import { describe, expect, test } from 'vitest'
import {
  campaignSteps,
  costMinorMax,
  firstForm,
  keptForm,
  objectionTo,
  openStep,
} from './campaign-form.ts'

const placed = { ...firstForm, placeId: '01920000-0000-7000-8000-000000000001' }

describe('the first form', () => {
  test('pressing next five times is enough, once the shop has a place', () => {
    expect(campaignSteps.map((step) => objectionTo(step, placed))).toEqual(Array(5).fill(null))
    expect(openStep(placed)).toBeNull()
  })
  test('keeps a tenth of people aside for comparison', () => {
    expect(firstForm.controlPercent).toBe(10)
  })
  test('knows what it can cost at most', () => {
    expect(costMinorMax(placed)).toBe(200_000)
    expect(costMinorMax({ ...placed, kind: 'percent', discountMinorMax: 3_000 })).toBe(600_000)
    expect(costMinorMax({ ...placed, kind: 'percent', discountMinorMax: null })).toBeNull()
    expect(costMinorMax({ ...placed, kind: 'item' })).toBeNull()
  })
})

describe('objectionTo', () => {
  test('asks for what an offer needs', () => {
    expect(objectionTo('offer', { ...placed, kind: 'percent', percentOff: 0 })).toBe('percent')
    expect(objectionTo('offer', { ...placed, kind: 'percent', percentOff: 101 })).toBe('percent')
    expect(objectionTo('offer', { ...placed, kind: 'amount', amountOffMinor: 0 })).toBe('amount')
    expect(objectionTo('offer', { ...placed, kind: 'item', itemName: ' ' })).toBe('item')
  })
  test('asks for a place, a day and hours that do not end before they begin', () => {
    expect(objectionTo('trigger', firstForm)).toBe('place')
    expect(objectionTo('trigger', { ...placed, weekdays: [] })).toBe('weekdays')
    const late = { ...placed, hours: 'chosen', fromMinute: 600, untilMinute: 600 } as const
    expect(objectionTo('trigger', late)).toBe('hours')
  })
  test('an untouched title follows the offer, an emptied one is missing', () => {
    expect(objectionTo('message', placed)).toBeNull()
    expect(objectionTo('message', { ...placed, title: '  ' })).toBe('title')
  })
})

describe('keptForm', () => {
  test('takes back what it kept, and nothing else', () => {
    expect(keptForm(JSON.stringify(placed))).toEqual(placed)
    expect(keptForm('{"kind":"amount"}')).toBeNull()
    expect(keptForm('not json')).toBeNull()
    expect(keptForm(null)).toBeNull()
  })
})

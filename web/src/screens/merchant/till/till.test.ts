import { describe, expect, test } from 'vitest'
import { menuIn, namesIn } from '../../../parts/till-menu.ts'
import {
  basketFields,
  leavesSomeOut,
  openTill,
  tillAfter,
  type Bill,
  type Till,
  type TillEvent,
} from './till.ts'

const latte = { name: '라테', kind: '커피', unitMinor: 5_000 }
const cake = { name: '케이크', kind: '', unitMinor: 7_000 }
const making = { key: 'k', holdMinutes: null, isPartial: false }
const bill = { id: 'k', state: 'paid' } as Bill
const after = (till: Till, ...events: readonly TillEvent[]) => events.reduce(tillAfter, till)
const add = (item: typeof latte): TillEvent => ({ kind: 'add', item })

describe('the till', () => {
  test('counts what is tapped, and forgets a line without pieces', () => {
    const till = after(openTill, add(latte), add(latte), add(cake), {
      kind: 'less',
      name: '케이크',
    })
    expect(till).toMatchObject({ basket: { lines: [{ ...latte, quantity: 2 }] } })
    if (till.kind !== 'open') throw new Error('the till is open')
    expect(basketFields(till.basket)).toEqual({
      codes: [],
      paymentMethod: 'card',
      lines: [
        { lineId: '라테', itemId: '라테', categoryIds: ['커피'], unitMinor: 5_000, quantity: 2 },
      ],
    })
  })

  test('takes each coupon once, and off again', () => {
    const code: TillEvent = { kind: 'code', code: 'A' }
    expect(after(openTill, code, code)).toMatchObject({ basket: { codes: ['A'] } })
    expect(after(openTill, code, { kind: 'uncode', code: 'A' })).toEqual(openTill)
  })

  test('an empty basket is not paid', () => {
    expect(after(openTill, { kind: 'make', making })).toEqual(openTill)
  })

  test('what went out keeps its key until an answer came', () => {
    const sending = after(openTill, add(latte), { kind: 'make', making })
    const silent = after(sending, { kind: 'silence' })
    expect(silent).toMatchObject({ kind: 'unanswered', making })
    // Nothing else may begin meanwhile: the guest may have paid.
    expect(after(silent, add(cake), { kind: 'next' })).toEqual(silent)
    expect(after(silent, { kind: 'again' })).toEqual(sending)
    const made = after(sending, { kind: 'answer', bill, atMs: 5 })
    expect(made).toEqual({ kind: 'made', bill, atMs: 5 })
  })

  test('a refusal gives the basket back as it was', () => {
    const refusal = { code: 'coupon.held', says: '', more: {} }
    const till = after(openTill, add(latte), { kind: 'make', making }, { kind: 'refusal', refusal })
    expect(till).toMatchObject({ kind: 'open', refusal, basket: { lines: [{ name: '라테' }] } })
  })

  test('the next tap after a bill begins a new one', () => {
    const made: Till = { kind: 'made', bill, atMs: 0 }
    expect(after(made, add(cake))).toMatchObject({
      kind: 'open',
      basket: { lines: [{ name: '케이크', quantity: 1 }], codes: [] },
    })
  })

  test('leaves coupons out only where one does not count', () => {
    const one = (couponId: string | null, isUsed: boolean) =>
      leavesSomeOut({ offers: [{ couponId, isUsed }] } as never)
    expect([one('c', true), one('c', false), one(null, false)]).toEqual([false, true, false])
  })
})

describe('the menu a browser kept', () => {
  test('is taken as far as it is one', () => {
    expect(menuIn(null)).toBeNull()
    expect(menuIn('{')).toBeNull()
    expect(menuIn(JSON.stringify([latte, { name: 1 }]))).toEqual([latte])
    expect(namesIn([latte, cake, latte])).toEqual(['커피', '라테', '케이크'])
  })
})

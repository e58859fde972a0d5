/** Tests of the counter as a state machine. */
import { describe, expect, test } from 'vitest'
import type { Counter, CounterEvent } from './counter.ts'
import { counterAfter, openCounter, unansweredOf } from './counter.ts'

const terms = {
  offerTitle: '커피 1,000원',
  billMinor: 12_000,
  discountMinor: 1_000,
  payMinor: 11_000,
  holderName: '김*수',
  isOffline: false,
  promised: null,
}
const redemption = { ...terms, redemptionId: 'r1', pointsEarned: 110 }

const refusal = { code: 'coupon.expired', says: '', more: {} }

const after = (...events: readonly CounterEvent[]): Counter =>
  events.reduce(counterAfter, openCounter as Counter)

const amount = { kind: 'amount', digits: '12000' } as const
const code = { kind: 'code', code: 'K7M2PQ4X', key: 'k1' } as const
const quote = { kind: 'quote', terms } as const
const redeem = { kind: 'redeem' } as const
const silence = { kind: 'silence' } as const

describe('the counter', () => {
  test('asks for the price once it has both, whichever came first', () => {
    const asking = { code: 'K7M2PQ4X', billMinor: 12_000, key: 'k1' }
    expect(after(amount, code)).toEqual({ kind: 'quoting', asking })
    expect(after(code, amount, { kind: 'ask', key: 'k1' })).toEqual({ kind: 'quoting', asking })
  })
  test('asks nothing without an amount', () => {
    expect(after(code, { kind: 'ask', key: 'k1' })).toMatchObject({
      kind: 'open',
      code: 'K7M2PQ4X',
    })
  })
  test('shows the price, redeems, and can be undone', () => {
    const done = after(amount, code, quote, redeem, { kind: 'answer', redemption, atMs: 5 })
    expect(done).toEqual({ kind: 'redeemed', redemption, atMs: 5 })
    expect(counterAfter(done, { kind: 'undone' })).toEqual({ kind: 'undone', redemption })
  })
  test('keeps the same key until the answer came', () => {
    const unanswered = after(amount, code, quote, redeem, silence)
    expect(unanswered.kind).toBe('unanswered')
    expect(unansweredOf(unanswered)?.key).toBe('k1')
    const again = counterAfter(unanswered, { kind: 'again' })
    expect(unansweredOf(again)?.key).toBe('k1')
    expect(unansweredOf(counterAfter(again, { kind: 'refusal', refusal }))).toBeNull()
  })
  test('a quote that does not come redeems nothing', () => {
    const unreached = after(amount, code, silence)
    expect(unreached.kind).toBe('unreached')
    expect(unansweredOf(unreached)).toBeNull()
  })
  test('the next guest cannot push away an answer that is still out', () => {
    const out = after(amount, code, quote, redeem)
    expect(counterAfter(out, { kind: 'next' })).toBe(out)
    expect(counterAfter(out, { ...code, code: 'OTHER123' })).toBe(out)
  })
  test('after a refusal the next code needs no new amount', () => {
    const refused = after(amount, code, { kind: 'refusal', refusal })
    expect(counterAfter(refused, { kind: 'code', code: 'OTHER123', key: 'k2' })).toEqual({
      kind: 'quoting',
      asking: { code: 'OTHER123', billMinor: 12_000, key: 'k2' },
    })
  })
  test('a scan after an answer begins with the next guest', () => {
    const done = after(amount, code, quote, redeem, { kind: 'answer', redemption, atMs: 5 })
    expect(counterAfter(done, code)).toEqual({ kind: 'open', digits: '', code: 'K7M2PQ4X' })
  })
})

/** OF28: conditions, and what is not known. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cartOfBill, everything } from './cart.ts'
import { verdictOn, type Circumstances, type Condition, type Leaf } from './condition.ts'
import { cartOf, category, line, nobodyAt } from './testing.ts'

const cart = cartOf(line('latte', 4_500, 2, ['drinks']))
const on = (condition: Condition, moment: Partial<Circumstances> = {}) =>
  verdictOn(condition, cart, { ...nobodyAt, ...moment }, 8_000)

const place: Leaf = { kind: 'place', placeIds: ['here'] }
const isTrue: Leaf = { kind: 'channel', channels: ['counter'] }
const isFalse: Leaf = { kind: 'channel', channels: ['online'] }

describe('OF28 what is not known', () => {
  test('is no, and says what would have to be known', () => {
    expect(on(place)).toEqual({ is: 'unknown', because: place, isNegated: false })
    expect(on({ kind: 'segment', segmentIds: ['vip'] }).is).toBe('unknown')
    expect(on({ kind: 'first-visit' }).is).toBe('unknown')
    expect(on({ kind: 'holder' }, { personId: 'me' }).is).toBe('unknown')
  })
  test('is no yes when it is turned round', () => {
    expect(on({ kind: 'not', of: place }).is).toBe('unknown')
    expect(on({ kind: 'not', of: place }, { placeId: 'there' }).is).toBe('true')
  })
  test('does not matter where the answer stands without it', () => {
    expect(on({ kind: 'any', of: [place, isTrue] }).is).toBe('true')
    expect(on({ kind: 'all', of: [place, isFalse] })).toMatchObject({
      is: 'false',
      because: isFalse,
    })
  })
  test('items of a bill that was typed as one sum', () => {
    const leaf: Leaf = { kind: 'items', of: category('drinks'), unitsMin: 1, unitsMax: null }
    expect(verdictOn(leaf, cartOfBill(9_000), nobodyAt, 9_000).is).toBe('unknown')
    expect(on(leaf).is).toBe('true')
  })
  test('turning a condition round twice changes nothing', () => {
    const leaf = fc.constantFrom<Leaf>(place, isTrue, isFalse)
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.record({
          kind: fc.constantFrom('all', 'any'),
          of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
        }),
        fc.record({ kind: fc.constant('not'), of: tie('condition') }),
      ),
    }))
    fc.assert(
      fc.property(condition, (it) => {
        expect(on({ kind: 'not', of: { kind: 'not', of: it } })).toEqual(on(it))
        const turned = { true: 'false', false: 'true', unknown: 'unknown' }[on(it).is]
        expect(on({ kind: 'not', of: it }).is).toBe(turned)
      }),
    )
  })
})

describe('OF28 a condition', () => {
  const at = (iso: string) => ({ at: new Date(iso) })
  test('of hours goes over midnight, by the clock of the market', () => {
    const night: Leaf = { kind: 'hours', fromMinute: 22 * 60, toMinute: 2 * 60 }
    // Seoul is nine hours ahead.
    expect(on(night, at('2026-11-20T13:00:00Z')).is).toBe('true')
    expect(on(night, at('2026-11-20T16:59:59Z')).is).toBe('true')
    expect(on(night, at('2026-11-20T17:00:00Z')).is).toBe('false')
  })
  test('of weekdays and dates', () => {
    const friday: Leaf = { kind: 'weekdays', weekdays: [5] }
    expect(on(friday, at('2026-11-19T15:00:00Z')).is).toBe('true')
    expect(on(friday, at('2026-11-20T15:00:00Z')).is).toBe('false')
    const day: Leaf = { kind: 'dates', from: '2026-11-20', to: '2026-11-20' }
    expect(on(day, at('2026-11-20T14:59:59Z')).is).toBe('true')
    expect(on(day, at('2026-11-20T15:00:00Z')).is).toBe('false')
  })
  test('of the bill, before and after discounts', () => {
    const bill = (when: 'before' | 'after'): Leaf => ({
      kind: 'bill',
      when,
      minorMin: 9_000,
      minorMax: null,
    })
    expect([on(bill('before')).is, on(bill('after')).is]).toEqual(['true', 'false'])
  })
  test('of items', () => {
    expect(on({ kind: 'items', of: category('drinks'), unitsMin: 3, unitsMax: null }).is).toBe(
      'false',
    )
    expect(on({ kind: 'only-items', of: category('drinks') }).is).toBe('true')
    expect(on({ kind: 'items', of: everything, unitsMin: 0, unitsMax: 1 }).is).toBe('false')
  })
  test('of the visit: evidence that is too weak is no', () => {
    const visit: Leaf = { kind: 'visit', evidenceMin: 2 }
    expect(on(visit).is).toBe('unknown')
    expect(on(visit, { visitEvidence: 1 }).is).toBe('false')
    expect(on(visit, { visitEvidence: 3 }).is).toBe('true')
  })
  test('of the holder', () => {
    expect(on({ kind: 'holder' }, { personId: 'me', holderId: 'me' }).is).toBe('true')
    expect(on({ kind: 'holder' }, { personId: 'you', holderId: 'me' }).is).toBe('false')
  })
})

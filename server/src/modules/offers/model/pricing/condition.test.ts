/** OF28: conditions, and what is not known. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cartOfBill, everything } from './cart.ts'
import {
  verdictOn,
  type Circumstances,
  type Conditions,
  type Demand,
  type Leaf,
} from './condition.ts'
import { cartOf, category, line, nobodyAt } from './testing.ts'

const cart = cartOf(line('latte', 4_500, 2, ['drinks']))
const demanded = (leaf: Leaf): Demand => ({ ...leaf, isNot: false })
const not = (leaf: Leaf): Demand => ({ ...leaf, isNot: true })
const onAll = (conditions: Conditions, moment: Partial<Circumstances> = {}) =>
  verdictOn(conditions, cart, { ...nobodyAt, ...moment }, 8_000)
const on = (leaf: Leaf, moment: Partial<Circumstances> = {}) => onAll([[demanded(leaf)]], moment)

const place: Leaf = { kind: 'place', placeIds: ['here'] }
const isTrue: Leaf = { kind: 'channel', channels: ['counter'] }
const isFalse: Leaf = { kind: 'channel', channels: ['online'] }

describe('OF28 what is not known', () => {
  test('is no, and says what would have to be known', () => {
    expect(on(place)).toEqual({ is: 'unknown', because: demanded(place) })
    expect(on({ kind: 'segment', segmentIds: ['vip'] }).is).toBe('unknown')
    expect(on({ kind: 'first-visit' }).is).toBe('unknown')
    expect(on({ kind: 'holder' }, { personId: 'me' }).is).toBe('unknown')
  })
  test('is no yes when it is turned round', () => {
    expect(onAll([[not(place)]]).is).toBe('unknown')
    expect(onAll([[not(place)]], { placeId: 'there' }).is).toBe('true')
  })
  test('does not matter where the answer stands without it', () => {
    expect(onAll([[demanded(place), demanded(isTrue)]]).is).toBe('true')
    expect(onAll([[demanded(place)], [demanded(isFalse)]])).toEqual({
      is: 'false',
      because: demanded(isFalse),
    })
    expect(onAll([]).is).toBe('true')
  })
  test('items of a bill that was typed as one sum', () => {
    const leaf: Leaf = { kind: 'items', of: category('drinks'), unitsMin: 1, unitsMax: null }
    expect(verdictOn([[demanded(leaf)]], cartOfBill(9_000), nobodyAt, 9_000).is).toBe('unknown')
    expect(on(leaf).is).toBe('true')
  })
  test('turning a demand round turns its answer round, and leaves what is not known', () => {
    const leaf = fc.constantFrom<Leaf>(place, isTrue, isFalse)
    fc.assert(
      fc.property(leaf, (it) => {
        const turned = { true: 'false', false: 'true', unknown: 'unknown' }[on(it).is]
        expect(onAll([[not(it)]]).is).toBe(turned)
      }),
    )
  })
  test('rows and demands come to what three-valued logic says, in any order', () => {
    const demand = fc.record({
      leaf: fc.constantFrom<Leaf>(place, isTrue, isFalse),
      isNot: fc.boolean(),
    })
    const rows = fc.array(fc.array(demand, { minLength: 1, maxLength: 3 }), { maxLength: 3 })
    const value = { false: 0, unknown: 1, true: 2 } as const
    fc.assert(
      fc.property(rows, (conditions) => {
        const alone = conditions.map((row) => {
          return Math.max(...row.map(({ leaf, isNot }) => value[onAll([[{ ...leaf, isNot }]]).is]))
        })
        const said = conditions.map((row) => row.map(({ leaf, isNot }) => ({ ...leaf, isNot })))
        expect(value[onAll(said).is]).toBe(Math.min(2, ...alone))
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
  test('of public holidays and their eves', () => {
    const day: Leaf = { kind: 'holiday', which: 'day' }
    const eve: Leaf = { kind: 'holiday', which: 'eve' }
    const when = (leaf: Leaf, today: string, isNot = false) =>
      onAll([[{ ...leaf, isNot }]], at(`${today}T12:00:00Z`)).is
    // Children's Day of 2026 is a Tuesday; of the year 2031 nothing is known yet.
    expect([when(day, '2026-05-05'), when(day, '2026-05-04')]).toEqual(['true', 'false'])
    expect([when(eve, '2026-05-05'), when(eve, '2026-05-04')]).toEqual(['false', 'true'])
    expect([when(day, '2031-05-05'), when(eve, '2030-12-31')]).toEqual(['unknown', 'unknown'])
    expect([when(day, '2026-05-05', true), when(day, '2031-05-05', true)]).toEqual([
      'false',
      'unknown',
    ])
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

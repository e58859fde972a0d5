/** What of a cart is missing: buying just that helps. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { exampleOf } from './example.ts'
import { missingFor, missingForMore, type Missing } from './missing.ts'
import { everything, type Cart, type Selector } from './pricing/cart.ts'
import type { Demand } from './pricing/condition.ts'
import { flat, type Effect, type Tiers } from './pricing/effect.ts'
import { aCart, best, cartOf, items, line } from './pricing/testing.ts'
import { plainTerms, type Terms } from './terms.ts'

const at = new Date('2026-11-20T03:00:00Z')
const tryOn = (terms: Terms, cart: Cart) =>
  exampleOf({ id: testId('offer'), terms, rank: 0 }, cart, best, at)

/** The cart with what was missing bought as well. */
function withMore(cart: Cart, missing: Missing): Cart {
  if (missing.kind === 'item') {
    return { ...cart, lines: [...cart.lines, line(missing.itemId, 1_000, missing.units)] }
  }
  const itemId = missing.of?.itemIds[0] ?? 'filler'
  const { categoryIds = [] } = missing.of ?? {}
  const [unitMinor, quantity] =
    missing.kind === 'money' ? [missing.minor, 1] : [1_000, missing.units]
  const more = { ...line(itemId, unitMinor, quantity, categoryIds), lineId: 'more' }
  return { ...cart, lines: [...cart.lines, more] }
}

const percentOff = (percent: number): Effect => ({
  kind: 'order-discount',
  tiers: flat({ kind: 'percent', percentOff: percent }),
})
const free = { kind: 'percent', percentOff: 100 } as const
const steps: Tiers = {
  by: 'amount',
  steps: [
    { from: 20_000, off: { kind: 'percent', percentOff: 10 } },
    { from: 30_000, off: { kind: 'percent', percentOff: 20 } },
  ],
}
const latte = items('latte')
const cake = items('cake')

describe('OF62 what is missing', () => {
  test('for any smallest bill or condition of a cart is what, bought as well, silences that rule', () => {
    const amount = fc.integer({ min: 1, max: 60_000 })
    const units = fc.integer({ min: 1, max: 9 })
    const aDemand: fc.Arbitrary<Demand> = fc.oneof(
      amount.map((minorMin) => {
        return { kind: 'bill', when: 'before', minorMin, minorMax: null, isNot: false } as const
      }),
      units.map((unitsMin) => {
        return { kind: 'items', of: latte, unitsMin, unitsMax: null, isNot: false } as const
      }),
    )
    const someTerms = fc.record({ billMinorMin: amount, demand: aDemand })
    fc.assert(
      fc.property(aCart, someTerms, (cart, { billMinorMin, demand }) => {
        const terms = plainTerms(percentOff(10), { billMinorMin, conditions: [[demand]] })
        let bought = cart
        // Two rules may speak, one after the other.
        for (const _rule of [1, 2]) {
          const { reason } = tryOn(terms, bought)
          if (reason === null || reason.code === 'offer.no-effect') return
          const missing = missingFor(terms, reason, bought)
          expect(missing).not.toBeNull()
          if (missing) bought = withMore(bought, missing)
        }
        expect(tryOn(terms, bought).reason).toBeNull()
      }),
    )
  })

  const buyGet = (buy: Selector, buyUnits: number, get: Selector): Effect => ({
    kind: 'buy-get',
    buy: { of: buy, units: buyUnits },
    get: { of: get, units: 1 },
    off: free,
    timesMax: null,
  })
  const espresso = { itemId: 'espresso', itemName: '에스프레소', unitMinor: 3_000 }
  test.each<[string, Effect, Cart, Missing]>([
    [
      'the first step',
      { kind: 'order-discount', tiers: steps },
      cartOf(line('latte', 18_000)),
      { kind: 'money', minor: 2_000, of: null },
    ],
    [
      'a third piece of a 2+1',
      buyGet(latte, 2, latte),
      cartOf(line('latte', 5_000, 2)),
      { kind: 'units', units: 1, of: latte },
    ],
    [
      'what is bought, and what comes with it after that',
      buyGet(latte, 2, cake),
      cartOf(line('latte', 5_000, 2)),
      { kind: 'units', units: 1, of: cake },
    ],
    [
      'a part of a set',
      {
        kind: 'bundle',
        parts: [
          { of: latte, units: 1 },
          { of: cake, units: 1 },
        ],
        priceMinor: 100,
        timesMax: null,
      },
      cartOf(line('cake', 6_000)),
      { kind: 'units', units: 1, of: latte },
    ],
    [
      'the item that would be free',
      { kind: 'free-item', item: espresso, units: 1, mode: 'in-cart' },
      cartOf(line('cake', 6_000)),
      { kind: 'item', itemId: 'espresso', itemName: '에스프레소', units: 1 },
    ],
    [
      'any of the items that it is about',
      {
        kind: 'item-discount',
        of: latte,
        pick: { kind: 'all' },
        spread: 'each',
        tiers: flat(free),
      },
      cartOf(line('cake', 6_000)),
      { kind: 'units', units: 1, of: latte },
    ],
  ])('is %s, and buying it helps', (_name, effect, cart, missing) => {
    const terms = plainTerms(effect)
    const { reason } = tryOn(terms, cart)
    expect(reason?.code).toBe('offer.no-effect')
    expect(reason && missingFor(terms, reason, cart)).toEqual(missing)
    expect(tryOn(terms, withMore(cart, missing)).reason).toBeNull()
  })

  test('is told for the next step of an offer that counts, and not for the last', () => {
    const terms = plainTerms({ kind: 'order-discount', tiers: steps })
    const [some, all] = [cartOf(line('latte', 26_500)), cartOf(line('latte', 30_000))]
    expect(missingForMore(terms, some)).toEqual({ kind: 'money', minor: 3_500, of: null })
    expect(missingForMore(terms, all)).toBeNull()
  })

  test('is nothing where buying does not help: a day, a place, or that something is not there', () => {
    const cart = cartOf(line('latte', 5_000))
    const not: Demand[] = [
      { kind: 'weekdays', weekdays: [1], isNot: false },
      { kind: 'items', of: everything, unitsMin: 1, unitsMax: null, isNot: true },
      { kind: 'bill', when: 'before', minorMin: 0, minorMax: 1_000, isNot: false },
    ]
    for (const demand of not) {
      const reason = { code: 'offer.condition', details: { demand } } as const
      expect(missingFor(plainTerms(percentOff(10)), reason, cart)).toBeNull()
    }
  })
})

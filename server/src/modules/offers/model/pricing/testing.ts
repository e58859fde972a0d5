/** Random carts and offers, small enough to try every combination. */
import fc from 'fast-check'
import { everything, type Cart, type CartLine, type Selector } from './cart.ts'
import { nothingKnown, type Circumstances, type Conditions } from './condition.ts'
import type { Effect, Off, Tiers } from './effect.ts'
import type { Candidate, Policy } from './offers.ts'
import type { Stacking } from './stacking.ts'

export const nobodyAt: Circumstances = { ...nothingKnown, at: new Date('2026-11-20T03:00:00Z') }

export const best: Policy = {
  on: 'current',
  isOncePerPiece: false,
  order: 'best',
  offersMax: 30,
  basePointsOn: () => 0,
}

export const line = (
  itemId: string,
  unitMinor: number,
  quantity = 1,
  categoryIds: readonly string[] = [],
): CartLine => ({ lineId: itemId, itemId, categoryIds, unitMinor, quantity })

export const cartOf = (...lines: readonly CartLine[]): Cart => ({
  lines,
  deliveryMinor: 0,
  isItemised: true,
})

export const items = (...itemIds: readonly string[]): Selector => ({ ...everything, itemIds })
export const category = (...categoryIds: readonly string[]): Selector => ({
  ...everything,
  categoryIds,
})

export const offer = (
  offerId: string,
  effects: readonly Effect[],
  more: Partial<Candidate> = {},
): Candidate => ({
  offerId,
  effects,
  conditions: [],
  stacking: { kind: 'always' },
  rank: 0,
  valueMinorMax: null,
  budgetMinor: null,
  ...more,
})

const itemIds = ['latte', 'cake', 'tea', 'bagel'] as const
const anItem = fc.constantFrom(...itemIds)
const aCategory = fc.constantFrom('drinks', 'food')
const categoriesOf: Readonly<Record<string, readonly string[]>> = {
  latte: ['drinks'],
  tea: ['drinks'],
  cake: ['food'],
  bagel: [],
}

const aLine = fc.record({
  itemId: anItem,
  // Odd amounts show what rounding does.
  unitMinor: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12_000 })),
  quantity: fc.integer({ min: 1, max: 3 }),
})

export const aCart: fc.Arbitrary<Cart> = fc
  .record({
    lines: fc.array(aLine, { minLength: 1, maxLength: 4 }),
    deliveryMinor: fc.constantFrom(0, 0, 3_000),
  })
  .map(({ lines, deliveryMinor }) => ({
    lines: lines.map((one, at) => {
      return { ...one, lineId: `line-${at}`, categoryIds: categoriesOf[one.itemId] ?? [] }
    }),
    deliveryMinor,
    isItemised: true,
  }))

const aSelector: fc.Arbitrary<Selector> = fc.oneof(
  fc.constant(everything),
  anItem.map((id) => items(id)),
  aCategory.map((id) => category(id)),
  anItem.map((id) => ({ ...everything, exceptItemIds: [id] })),
)
const anOff: fc.Arbitrary<Off> = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((percentOff) => ({ kind: 'percent', percentOff }) as const),
  fc
    .integer({ min: 1, max: 9_000 })
    .map((amountOffMinor) => ({ kind: 'amount', amountOffMinor }) as const),
  fc.integer({ min: 0, max: 9_000 }).map((priceMinor) => ({ kind: 'price', priceMinor }) as const),
)
const someTiers: fc.Arbitrary<Tiers> = fc.oneof(
  {
    weight: 3,
    arbitrary: anOff.map((off) => ({ by: 'amount', steps: [{ from: 0, off }] }) as const),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constantFrom('amount', 'quantity'),
      steps: fc.array(fc.record({ from: fc.integer({ min: 0, max: 9_000 }), off: anOff }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
)
const units = fc.integer({ min: 1, max: 2 })
const timesMax = fc.constantFrom(null, 1, 2)
const aPart = fc.record({ of: aSelector, units })
const freeItem = fc.record({
  itemId: anItem,
  itemName: fc.constant('something'),
  unitMinor: fc.integer({ min: 0, max: 6_000 }),
})

const anEffectOf: { readonly [K in Effect['kind']]: fc.Arbitrary<Effect> } = {
  'order-discount': fc.record({ kind: fc.constant('order-discount'), tiers: someTiers }),
  'item-discount': fc.record({
    kind: fc.constant('item-discount'),
    of: aSelector,
    pick: fc.oneof(
      fc.constant({ kind: 'all' } as const),
      fc.record({ kind: fc.constantFrom('cheapest', 'dearest'), units }),
    ),
    spread: fc.constantFrom('each', 'across'),
    tiers: someTiers,
  }),
  'buy-get': fc.record({
    kind: fc.constant('buy-get'),
    buy: aPart,
    get: aPart,
    off: anOff,
    timesMax,
  }),
  bundle: fc.record({
    kind: fc.constant('bundle'),
    parts: fc.array(aPart, { minLength: 1, maxLength: 3 }),
    priceMinor: fc.integer({ min: 0, max: 9_000 }),
    timesMax,
  }),
  'free-item': fc.record({
    kind: fc.constant('free-item'),
    item: freeItem,
    units,
    mode: fc.constantFrom('in-cart', 'added', 'in-cart-or-added'),
  }),
  upgrade: fc.record({ kind: fc.constant('upgrade'), of: aSelector, to: freeItem, units }),
  'delivery-discount': fc.record({ kind: fc.constant('delivery-discount'), off: anOff }),
  points: fc.record({ kind: fc.constant('points'), points: fc.integer({ min: 1, max: 500 }) }),
  'points-percent': fc.record({
    kind: fc.constant('points-percent'),
    percent: fc.integer({ min: 1, max: 20 }),
  }),
  'points-times': fc.record({
    kind: fc.constant('points-times'),
    times: fc.constantFrom(2, 3),
  }),
  'gift-value': fc.record({
    kind: fc.constant('gift-value'),
    amountMinor: fc.integer({ min: 1, max: 5_000 }),
  }),
}
const kinds = Object.keys(anEffectOf) as readonly Effect['kind'][]
const anEffectAmong = (some: readonly Effect['kind'][]) =>
  fc.oneof(...some.map((kind) => anEffectOf[kind]))

const aStacking: fc.Arbitrary<Stacking> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'always' } as const) },
  { weight: 2, arbitrary: aCategory.map((id) => ({ kind: 'category', category: id }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'exclusive' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'never' } as const) },
)

const someConditions: fc.Arbitrary<Conditions> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        isNot: fc.boolean(),
        kind: fc.constant('bill'),
        when: fc.constantFrom('before', 'after'),
        minorMin: fc.integer({ min: 0, max: 20_000 }),
        minorMax: fc.constantFrom(null, 15_000),
      })
      .map((demand) => [[demand]]),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        isNot: fc.boolean(),
        kind: fc.constant('items'),
        of: aSelector,
        unitsMin: fc.integer({ min: 0, max: 3 }),
        unitsMax: fc.constantFrom(null, 3),
      })
      .map((demand) => [[demand]]),
  },
)

const offersWith = (
  maxLength: number,
  anEffect: fc.Arbitrary<Effect>,
  stacking: fc.Arbitrary<Stacking>,
): fc.Arbitrary<readonly Candidate[]> =>
  fc
    .array(
      fc.record({
        effects: fc.array(anEffect, { minLength: 1, maxLength: 2 }),
        conditions: someConditions,
        stacking,
        rank: fc.integer({ min: 0, max: 3 }),
        valueMinorMax: fc.constantFrom(null, null, 1_500),
        budgetMinor: fc.constantFrom(null, null, null, 2_500),
      }),
      { minLength: 1, maxLength },
    )
    .map((offers) => offers.map((one, at) => ({ ...one, offerId: `offer-${at}` })))

/**
 * So many offers at most, each with an id and a rank of its own. Half of them are of one or two kinds
 * that go together: among many kinds two that bear on each other would meet too seldom.
 */
export const someOffers = (maxLength: number): fc.Arbitrary<readonly Candidate[]> =>
  fc.oneof(
    offersWith(maxLength, anEffectAmong(kinds), aStacking),
    fc
      .uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 2 })
      .chain((some) =>
        offersWith(maxLength, anEffectAmong(some), fc.constant({ kind: 'always' } as const)),
      ),
  )

export const aPolicy: fc.Arbitrary<Policy> = fc.record({
  on: fc.constantFrom('initial', 'current'),
  isOncePerPiece: fc.boolean(),
  order: fc.constant('best'),
  offersMax: fc.constantFrom(30, 30, 2),
  basePointsOn: fc.constantFrom(
    () => 0,
    (payMinor: number) => Math.floor((payMinor * 3) / 100),
  ),
})

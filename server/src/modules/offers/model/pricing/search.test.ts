/** The best set of offers: what is found equals what trying everything finds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everything, type Cart } from './cart.ts'
import { flat, type Off } from './effect.ts'
import { byPhase, type Candidate, type Policy } from './offers.ts'
import { priceCart, type Priced } from './price.ts'
import { aCart, aPolicy, best, cartOf, line, nobodyAt, offer, someOffers } from './testing.ts'

const RUNS = 3_000
const PATIENCE_MS = 60_000

const valueOf = ({ used, basePoints, points, giftMinor }: Priced) => ({
  minor: used.reduce(
    (sum, { discountMinor, extras }) =>
      sum + discountMinor + extras.reduce((value, extra) => value + extra.valueMinor, 0),
    0,
  ),
  promised: points - basePoints + giftMinor,
})

/** Every set of the offers, each applied in turn; a set counts when each of its offers is used. */
function tryAll(cart: Cart, offers: readonly Candidate[], policy: Policy): Priced {
  const inOrder = offers.toSorted(byPhase)
  const sets = Array.from({ length: 2 ** offers.length }, (_, bits) =>
    inOrder.filter((__, at) => (bits >> at) % 2 === 1),
  )
  const priced = sets.flatMap((set) => {
    const one = priceCart(cart, set, { ...policy, order: 'requested' }, nobodyAt)
    return one.used.length === set.length ? [one] : []
  })
  return priced.reduce((most, one) => {
    const [more, less] = [valueOf(one), valueOf(most)]
    const isMore =
      more.minor > less.minor || (more.minor === less.minor && more.promised > less.promised)
    return isMore ? one : most
  })
}

test(
  'OF27 no set of offers is better than the one that is found',
  () => {
    fc.assert(
      fc.property(aCart, someOffers(7), aPolicy, (cart, offers, policy) => {
        const found = priceCart(cart, offers, policy, nobodyAt)
        expect(found.isProvenBest).toBe(true)
        expect(valueOf(found)).toEqual(valueOf(tryAll(cart, offers, policy)))
      }),
      { numRuns: RUNS },
    )
  },
  PATIENCE_MS,
)

test('OF27 a piece is handed over as the dearest that is offered, whichever offer comes first', () => {
  const upgrade = (unitMinor: number) =>
    ({
      kind: 'upgrade',
      of: everything,
      to: { itemId: 'latte', itemName: 'latte', unitMinor },
      units: 1,
    }) as const
  const offers = [5_000, 6_000, 5_500].map((minor) => offer(`to-${minor}`, [upgrade(minor)]))
  const { used } = priceCart(cartOf(line('tea', 4_000)), offers, best, nobodyAt)
  expect(used.map(({ offerId }) => offerId)).toEqual(['to-6000'])
})

test('OF27 a percentage after one price for the order counts, though before it it would be lost', () => {
  const off = (tierOff: Off) => [{ kind: 'order-discount', tiers: flat(tierOff) }] as const
  const stacking = { kind: 'category', category: 'drinks' } as const
  const freePiece = {
    kind: 'bundle',
    parts: [{ of: everything, units: 1 }],
    priceMinor: 0,
  } as const
  const offers = [
    offer('one-free', [{ ...freePiece, timesMax: 1 }], { stacking }),
    offer('percent', off({ kind: 'percent', percentOff: 1 }), { stacking, rank: 1 }),
    offer('price', off({ kind: 'price', priceMinor: 100 })),
  ]
  const cart = cartOf(line('latte', 48, 3), { ...line('latte', 4), lineId: 'small' })
  const { used, payMinor } = priceCart(cart, offers, best, nobodyAt)
  expect([used.map(({ offerId }) => offerId), payMinor]).toEqual([['price', 'percent'], 99])
})

test('OF27 no offer is used that could be left out at no loss', () => {
  fc.assert(
    fc.property(aCart, someOffers(6), aPolicy, (cart, offers, policy) => {
      const found = priceCart(cart, offers, policy, nobodyAt)
      const used = found.used.map(({ offerId }) => offers.find((it) => it.offerId === offerId))
      for (const left of used) {
        const fewer = used.flatMap((it) => (it && it !== left ? [it] : []))
        const without = priceCart(cart, fewer, { ...policy, order: 'requested' }, nobodyAt)
        expect(valueOf(without)).not.toEqual(valueOf(found))
      }
    }),
    { numRuns: RUNS / 3 },
  )
})

test('OF25 lines, offers and totals tell the same money, and nothing costs less than nothing', () => {
  fc.assert(
    fc.property(
      aCart,
      someOffers(6),
      aPolicy,
      fc.constantFrom('requested', 'rank', 'best'),
      (cart, offers, policy, order) => {
        const priced = priceCart(cart, offers, { ...policy, order }, nobodyAt)
        const parts = [...priced.lines, priced.delivery]
        const sum = (amounts: readonly number[]) => amounts.reduce((one, two) => one + two, 0)
        expect(sum(parts.map((it) => it.discountMinor))).toBe(priced.discountMinor)
        expect(sum(parts.map((it) => it.billMinor))).toBe(priced.billMinor)
        expect(priced.payMinor).toBe(priced.billMinor - priced.discountMinor)
        for (const { billMinor, discountMinor } of parts) {
          expect(Number.isInteger(discountMinor)).toBe(true)
          expect(discountMinor).toBeGreaterThanOrEqual(0)
          expect(discountMinor).toBeLessThanOrEqual(billMinor)
        }
        for (const { offerId, discountMinor, extras } of priced.used) {
          const shares = parts.flatMap((it) => it.shares).filter((it) => it.offerId === offerId)
          expect(sum(shares.map((it) => it.discountMinor))).toBe(discountMinor)
          const { valueMinorMax } = offers.find((it) => it.offerId === offerId) ?? {}
          const value = discountMinor + sum(extras.map((it) => it.valueMinor))
          expect(value).toBeLessThanOrEqual(valueMinorMax ?? Infinity)
        }
        expect(priced.used.length + priced.notUsed.size).toBe(offers.length)
      },
    ),
    { numRuns: RUNS / 3 },
  )
})

import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { someTerms } from '../testing.ts'
import { exampleOf, togetherOf } from './example.ts'
import { cartOfBill, everything, type Cart } from './pricing/cart.ts'
import { flat } from './pricing/effect.ts'
import type { Policy } from './pricing/offers.ts'
import { plainTerms, type Terms } from './terms.ts'

const policy: Policy = {
  on: 'current',
  isOncePerPiece: false,
  order: 'best',
  offersMax: 30,
  basePointsOn: () => 0,
}
const monday = new Date('2026-04-13T03:00:00Z')
const of = (terms: Terms, cart: Cart) =>
  exampleOf({ id: testId('offer'), terms, rank: 0 }, cart, policy, monday)
const lines = [
  { lineId: '1', itemId: 'latte', categoryIds: [], unitMinor: 5_000, quantity: 3 },
  { lineId: '2', itemId: 'cake', categoryIds: [], unitMinor: 7_000, quantity: 1 },
]
const cart: Cart = { lines, deliveryMinor: 0, isItemised: true }

describe('OF50 an example bill', () => {
  test('is priced as at a time and for a person the offer is for', () => {
    const terms = someTerms({
      conditions: [
        [{ kind: 'weekdays', weekdays: [2], isNot: false }],
        [{ kind: 'first-visit', isNot: false }],
      ],
    })
    const { priced, reason } = of(terms, cartOfBill(20_000))
    expect(priced).toMatchObject({ discountMinor: 2_000, payMinor: 18_000, points: 900 })
    expect(reason).toBeNull()
  })

  test('says what is missing, by the bill itself', () => {
    expect(of(someTerms(), cartOfBill(8_000)).reason).toEqual({
      code: 'offer.bill-too-small',
      details: { billMinorMin: 10_000, missingMinor: 2_000 },
    })
    const cakes = { ...everything, name: '케이크', itemIds: ['cake'] }
    const two = { kind: 'items', of: cakes, unitsMin: 2, unitsMax: null, isNot: false } as const
    expect(of(someTerms({ conditions: [[two]] }), cart).reason).toMatchObject({
      code: 'offer.condition',
      details: { demand: two },
    })
  })

  test('shows each line what was taken off it', () => {
    const lattes = { ...everything, itemIds: ['latte'] }
    const terms = plainTerms({
      kind: 'item-discount',
      of: lattes,
      pick: { kind: 'all' },
      spread: 'each',
      tiers: flat({ kind: 'amount', amountOffMinor: 500 }),
    })
    expect(of(terms, cart).priced.lines).toMatchObject([
      { lineId: '1', discountMinor: 1_500 },
      { lineId: '2', discountMinor: 0 },
    ])
  })

  test('shows what offers come to together, under a policy that is thought about', () => {
    const cakes = { ...everything, itemIds: ['cake'] }
    const always = {
      stacking: { kind: 'always' },
      billMinorMin: 0,
      discountMinorMax: null,
    } as const
    const off = (percentOff: number) => flat({ kind: 'percent', percentOff })
    const [half, fifth] = [
      plainTerms({
        kind: 'item-discount',
        of: cakes,
        pick: { kind: 'all' },
        spread: 'each',
        tiers: off(50),
      }),
      plainTerms({ kind: 'order-discount', tiers: off(20) }),
    ].map((terms, rank) => ({ id: testId(`offer`, rank), rank, terms: { ...terms, ...always } }))
    const under = (part: Partial<Policy>) => {
      const offers = half && fifth ? [half, fifth] : []
      return togetherOf(offers, cart, { ...policy, ...part }, monday)
    }
    // 22,000: half a cake is 3,500, and a fifth is of what is left.
    expect(under({}).priced.payMinor).toBe(14_800)
    expect(under({ on: 'initial' }).priced.payMinor).toBe(14_100)
    const one = under({ offersMax: 1, order: 'requested' })
    expect(one.priced.payMinor).toBe(18_500)
    expect(one.offers.map(({ reason }) => reason?.code)).toEqual([undefined, 'offer.too-many'])
    expect(under({ offersMax: 1 }).priced.payMinor).toBe(17_600)
  })
})

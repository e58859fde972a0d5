/** The life of a bill, without a database: states, parts, and what comes back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import {
  allLeft,
  linesOf,
  nextBillStates,
  objectionToReturn,
  objectionToState,
  paidFor,
  partsOf,
  returned,
  type Bill,
  type BillState,
  type BillUse,
} from './bill.ts'
import { takingOf, type Limit } from './limits.ts'
import { aCart, best, nobodyAt, someOffers } from './pricing/testing.ts'
import { priceCart } from './pricing/price.ts'
import type { Cart } from './pricing/cart.ts'
import type { Candidate } from './pricing/offers.ts'

const threePercent = (payMinor: number) => Math.floor((payMinor * 3) / 100)
const noon = new Date('2026-11-19T03:00:00Z')
const limits: readonly Limit[] = [
  { counts: 'redemptions', per: 'person', period: 'day', max: 9 },
  { counts: 'discount', per: 'offer', period: 'month', max: 1_000_000 },
  { counts: 'points', per: 'place', period: 'total', max: 1_000_000 },
  { counts: 'gift', per: 'offer', period: 'total', max: 1_000_000_000 },
]

/** A paid bill of a cart, with every offer limited. */
function billFrom(cart: Cart, offers: readonly Candidate[]): Bill {
  const priced = priceCart(cart, offers, { ...best, basePointsOn: threePercent }, nobodyAt)
  const idOf = (offerId: string) => testId<'redemption'>('redemption', Number(offerId.slice(6)) + 1)
  const parts = partsOf(priced.billMinor, priced.used)
  const uses = priced.used.map((used, at): BillUse => {
    const { offerId, discountMinor, points, giftMinor, extras } = used
    const whose = { offerId, campaignId: null, placeId: 'p', personId: 'me', phoneKey: null }
    const valueMinor = discountMinor + extras.reduce((sum, it) => sum + it.valueMinor, 0)
    const taken = { coupons: 0, redemptions: 1, discountMinor: valueMinor, points, giftMinor }
    return {
      id: idOf(offerId),
      couponId: null,
      offerId: testId('offer', at + 1),
      campaignId: null,
      billMinor: parts[at] ?? 0,
      discountMinor,
      pointsEarned: points,
      pointsReturned: 0,
      giftMinor,
      giftReturnedMinor: 0,
      extras,
      taken: takingOf(limits, whose, taken, noon),
    }
  })
  return {
    id: testId('bill'),
    merchantId: testId('merchant'),
    placeId: testId('place'),
    personId: testId('person'),
    state: 'paid',
    channel: 'till',
    paymentMethod: null,
    reference: null,
    isItemised: true,
    billMinor: priced.billMinor,
    discountMinor: priced.discountMinor,
    refundedMinor: 0,
    points: priced.points,
    pointsReturned: 0,
    giftMinor: priced.giftMinor,
    giftReturnedMinor: 0,
    madeAt: noon,
    madeBy: 'key/1',
    heldUntil: null,
    paidAt: noon,
    closedAt: null,
    lines: linesOf(cart, priced, idOf),
    uses,
  }
}

const aBill = fc.tuple(aCart, someOffers(4)).map(([cart, offers]) => billFrom(cart, offers))

function after(bill: Bill, back: ReturnType<typeof returned>): Bill {
  return {
    ...bill,
    state: back.isAll ? 'returned' : 'paid',
    refundedMinor: bill.refundedMinor + back.refundMinor,
    pointsReturned: bill.pointsReturned + back.pointsBack,
    giftReturnedMinor: bill.giftReturnedMinor + back.giftBackMinor,
    lines: back.lines,
    uses: back.uses,
  }
}

describe('OF48 what comes back', () => {
  test('solidus#512 saleor#16664 in whatever pieces, in the end nothing is left: money, points, gifts, limits', () => {
    fc.assert(
      fc.property(aBill, fc.infiniteStream(fc.nat()), (sold, picks) => {
        let bill = sold
        const freed = new Map<string, number>()
        for (const pick of picks) {
          const left = allLeft(bill)
          if (left.length === 0) break
          const one = left[pick % left.length] ?? left[0]
          if (!one) break
          const coming = [{ lineId: one.lineId, units: 1 + (pick % one.units) }]
          expect(objectionToReturn(bill, coming)).toBeNull()
          const back = returned(bill, coming)
          expect(back.refundMinor).toBeGreaterThanOrEqual(0)
          expect(back.pointsBack).toBeGreaterThanOrEqual(0)
          expect(back.giftBackMinor).toBeGreaterThanOrEqual(0)
          for (const { offerId, counts, used } of back.freed) {
            const key = `${offerId}/${counts}`
            freed.set(key, (freed.get(key) ?? 0) + used)
          }
          bill = after(bill, back)
        }
        expect(bill.state).toBe('returned')
        expect(bill.refundedMinor).toBe(paidFor(sold))
        expect(bill.pointsReturned).toBe(sold.points)
        expect(bill.giftReturnedMinor).toBe(sold.giftMinor)
        expect(bill.uses.flatMap(({ taken }) => taken)).toEqual([])
        for (const { offerId, counts, used } of sold.uses.flatMap(({ taken }) => taken)) {
          expect(freed.get(`${offerId}/${counts}`)).toBe(used)
        }
      }),
    )
  })

  test('medusa#13497 no piece brings back more than was paid for its line', () => {
    fc.assert(
      fc.property(aBill, (bill) => {
        for (const { lineId, units } of allLeft(bill)) {
          const line = bill.lines.find((it) => it.lineId === lineId)
          const off = line?.shares.reduce((sum, it) => sum + it.discountMinor, 0) ?? 0
          const paidMinor = (line?.unitMinor ?? 0) * units - off
          expect(returned(bill, [{ lineId, units }]).refundMinor).toBe(paidMinor)
        }
      }),
    )
  })

  test('pieces that are not there do not come back', () => {
    const cart: Cart = {
      lines: [{ lineId: 'a', itemId: 'tea', categoryIds: [], unitMinor: 4_000, quantity: 2 }],
      deliveryMinor: 0,
      isItemised: true,
    }
    const bill = billFrom(cart, [])
    expect(objectionToReturn(bill, [{ lineId: 'b', units: 1 }])).toBe('bill.line-unknown')
    expect(objectionToReturn(bill, [{ lineId: 'a', units: 3 }])).toBe('bill.units-returned')
    const twice = [
      { lineId: 'a', units: 1 },
      { lineId: 'a', units: 1 },
    ]
    expect(objectionToReturn(bill, twice)).toBe('bill.line-unknown')
    const gone = after(bill, returned(bill, allLeft(bill)))
    expect(objectionToReturn(gone, [{ lineId: 'a', units: 1 }])).toBe('bill.returned')
  })
})

describe('OF47 the states of a bill', () => {
  const states: readonly BillState[] = ['held', 'paid', 'returned', 'released', 'expired']
  const cart: Cart = { lines: [], deliveryMinor: 0, isItemised: true }
  const bill = billFrom(cart, [])

  test.each(states.flatMap((from) => states.map((to) => [from, to] as const)))(
    'from %s to %s only if the table says so',
    (from, to) => {
      const isAllowed = nextBillStates[from].includes(to)
      const heldUntil = from === 'held' ? new Date(noon.getTime() + 60_000) : null
      const objection = objectionToState({ ...bill, state: from, heldUntil }, to, noon)
      expect(objection === null).toBe(isAllowed)
    },
  )

  test('a bill that was held too long is not paid any more', () => {
    const held = { ...bill, state: 'held' as const, heldUntil: noon }
    expect(objectionToState(held, 'paid', noon)).toBe('bill.expired')
    expect(objectionToState(held, 'paid', new Date(noon.getTime() - 1))).toBeNull()
  })
})

test('OF46 the parts that uses stand for add up to the bill, and none is below its discount', () => {
  fc.assert(
    fc.property(aCart, someOffers(5), (cart, offers) => {
      const priced = priceCart(cart, offers, best, nobodyAt)
      const parts = Array.from(partsOf(priced.billMinor, priced.used))
      if (priced.used.length === 0) return
      expect(parts.reduce((one, two) => one + two, 0)).toBe(priced.billMinor)
      priced.used.forEach(({ discountMinor }, at) => {
        expect(parts[at]).toBeGreaterThanOrEqual(discountMinor)
      })
    }),
  )
})

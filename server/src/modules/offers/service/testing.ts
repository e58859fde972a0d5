/** A street with two shops on a real database, for tests: who is there, and what they mostly do. */
import { sql } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { freshDatabase } from '../../../../testing/pg.ts'
import { racing } from '../../../../testing/race.ts'
import { balanceOf, ledgerInvariants } from '../../ledger/service.ts'
import { pointsAt } from '../../loyalty/model/accounts.ts'
import { createPerson } from '../../people/service.ts'
import { createMerchant, createPlace } from '../../places/service.ts'
import type { Coming } from '../model/bill.ts'
import type { Grant, GrantOutcome } from '../model/grant.ts'
import type { Limit } from '../model/limits.ts'
import type { Offer } from '../model/offer.ts'
import { everything, type Cart } from '../model/pricing/cart.ts'
import { flat, type Effect } from '../model/pricing/effect.ts'
import { createOffer, offerInvariants } from '../service.ts'
import { codeOf } from './wallet.ts'
import { grantCoupons } from './grants.ts'
import { aGrant, anOffer, someTerms } from '../testing.ts'
import type { Basket } from './basket.ts'
import { makeBill, quoteBill, type Making } from './bills.ts'
import { returnBill } from './returns.ts'
import { redeemCoupon } from './counter.ts'
import type { Whereabouts } from './whereabouts.ts'

export const noon = new Date('2026-04-15T12:00:00.000Z')
export const merchantId = testId<'merchant'>('merchant')
export const placeId = testId<'place'>('place')
export const otherPlaceId = testId<'place'>('place', 2)
export const foreignPlaceId = testId<'place'>('place', 3)
export const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
export const staff = aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] })
export const foreigner = aPerson({
  number: 92,
  memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
})
export const till: Actor = { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['till'] }
export const holder = aPerson()
export const firstPage = { limit: 30, after: null }

/** What became of each grant, in one word. */
export const kindsOf = (outcomes: readonly GrantOutcome[]) =>
  outcomes.map((it) => (it.kind === 'refused' ? it.code : it.kind))

// oxlint-disable-next-line max-lines-per-function -- one short function a thing tests do
export async function openStreet() {
  const database = await freshDatabase()
  const { inWork, rows, clear, db, at: setClock } = database

  const grant = (...grants: Grant[]) => inWork(theSystem, (work) => grantCoupons(work, grants))
  return {
    ...database,
    setClock,
    grant,

    /** Two shops, the first with two places, and one customer with a name. */
    async reset(): Promise<void> {
      await clear()
      setClock(noon)
      await inWork(theSystem, async (work) => {
        for (const [at, name] of ['골목커피', '옆집빵집'].entries()) {
          const id = testId<'merchant'>('merchant', at + 1)
          await createMerchant(work, { id, name, category: 'cafe', color: '#123456' })
        }
        const spot = { name: '본점', address: '서울 종로구', lng: 126.98, lat: 37.57 }
        await createPlace(work, merchantId, { ...spot, id: placeId })
        await createPlace(work, merchantId, { ...spot, id: otherPlaceId, name: '2호점' })
        await createPlace(work, testId('merchant', 2), { ...spot, id: foreignPlaceId })
        const person = { email: null, passwordHash: null, locale: 'ko', name: '김민수' } as const
        await createPerson(work, { ...person, id: testId('person'), phone: '+821012345678' })
      })
    },

    open: (change: Partial<Offer> = {}) =>
      inWork(owner, (work) => createOffer(work, anOffer(change))),

    codeNow: async (coupon: number | Id<'coupon'> = 1, as: Actor = holder) => {
      const id = typeof coupon === 'number' ? testId<'coupon'>('coupon', coupon) : coupon
      return (await inWork(as, (work) => codeOf(work, id))).text
    },

    redeem: (code: string, change: { as?: Actor; at?: Id<'place'>; billMinor?: number } = {}) => {
      const { as = staff, at = placeId, billMinor = 20_000 } = change
      return inWork(as, (work) => redeemCoupon(work, { placeId: at, code, billMinor }))
    },

    points: (account = pointsAt(testId('person'), merchantId)) =>
      inWork(theSystem, async (work) => (await balanceOf(work, account)).balance),

    /** The facts of offers, in the order in which they were written. */
    async facts() {
      const all = (await rows('platform.fact')) as { name: string; data: object }[]
      return all.filter((fact) => fact.name.startsWith('offers.'))
    },

    async brokenInvariants(): Promise<readonly string[]> {
      const broken: string[] = []
      for (const { id, query } of [...offerInvariants, ...ledgerInvariants]) {
        const { rows: found } = await sql.raw(query).execute(db)
        if (found.length > 0) broken.push(id)
      }
      return broken
    },

    race: racing(inWork),
  }
}

const latte = { lineId: '1', itemId: 'latte', categoryIds: ['drinks'], unitMinor: 5_000 }
const cake = { lineId: '2', itemId: 'cake', categoryIds: ['food'], unitMinor: 7_000 }
const lines = [
  { ...latte, quantity: 3 },
  { ...cake, quantity: 1 },
]
export const cart: Cart = { lines, deliveryMinor: 0, isItemised: true }
export const percent = (percentOff: number): Effect => ({
  kind: 'order-discount',
  tiers: flat({ kind: 'percent', percentOff }),
})
const drinks = { ...everything, name: '음료', categoryIds: ['drinks'] }
const twoPlusOne: Effect = {
  kind: 'buy-get',
  buy: { of: drinks, units: 2 },
  get: { of: drinks, units: 1 },
  off: { kind: 'percent', percentOff: 100 },
  timesMax: 1,
}
export const stacked = (effects: readonly Effect[], more = {}) =>
  someTerms({
    effects,
    billMinorMin: 0,
    discountMinorMax: null,
    stacking: { kind: 'always' },
    ...more,
  })

const basketOf = (codes: readonly string[], change: Partial<Basket> = {}): Basket => ({
  placeId,
  codes,
  memberCode: null,
  cart,
  channel: 'till',
  paymentMethod: null,
  at: null,
  ...change,
})
const makingOf = (number: number, change: Partial<Making> = {}): Making => ({
  id: testId('bill', number),
  holdMinutes: null,
  isPartial: false,
  reference: null,
  ...change,
})
type Street = Awaited<ReturnType<typeof openStreet>>

/** A till that makes bills of `cart`, and people with coupons for it. */
// oxlint-disable-next-line max-lines-per-function -- one short function a thing tests do
export function openTill({ inWork, open, grant, codeNow }: Street) {
  const make = (
    codes: readonly string[],
    {
      number = 1,
      as = till,
      making = {},
      basket = {},
    }: { number?: number; as?: Actor; making?: Partial<Making>; basket?: Partial<Basket> } = {},
  ) => inWork(as, (work) => makeBill(work, basketOf(codes, basket), makingOf(number, making)))
  const quote = (
    codes: readonly string[],
    basket: Partial<Basket> = {},
    whereabouts?: Whereabouts,
  ) => inWork(till, (work) => quoteBill(work, basketOf(codes, basket), whereabouts))
  const takeBack = (coming: readonly Coming[] | null, number = 1, billNumber = 1) =>
    inWork(till, (work) =>
      returnBill(work, testId('bill', billNumber), {
        id: testId('bill-return', number),
        lines: coming,
        isDryRun: false,
      }),
    )
  /** Both offers, and the person's coupons of them: a "2+1" on drinks, and 10 % and 5 % in points. */
  async function openTwo(change: { readonly limits?: readonly Limit[] } = {}): Promise<string[]> {
    const both = [twoPlusOne]
    const off = [percent(10), { kind: 'points-percent', percent: 5 } as const]
    await open({ id: testId('offer', 1), terms: stacked(both), ...change })
    await open({ id: testId('offer', 2), terms: stacked(off), ...change })
    await grant(aGrant({ offerId: testId('offer', 1) }))
    await grant(aGrant({ offerId: testId('offer', 2), couponId: testId('coupon', 2) }))
    return [await codeNow(1), await codeNow(2)]
  }

  /** People with a phone and a coupon of the first offer each. */
  async function crowd(count: number): Promise<readonly string[]> {
    const codes: string[] = []
    for (let at = 0; at < count; at += 1) {
      const number = 500 + at
      await inWork(theSystem, (work) =>
        createPerson(work, {
          id: testId('person', number),
          name: '손님',
          email: null,
          phone: `+8210${20_000_000 + at}`,
          passwordHash: null,
          locale: 'ko',
        }),
      )
      await grant(aGrant({ number, offerId: testId('offer', 1) }))
      codes.push(await codeNow(number, aPerson({ number })))
    }
    return codes
  }
  return { make, quote, takeBack, openTwo, crowd }
}

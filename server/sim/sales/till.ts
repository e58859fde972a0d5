/** Plays sales and returns through the real use cases: coupons, held and paid bills, points, returns. */
import type { Actor } from '../../src/kernel/actor.ts'
import { assert } from '../../src/kernel/assert.ts'
import type { Id } from '../../src/kernel/id.ts'
import { pointsAt } from '../../src/modules/loyalty/model/accounts.ts'
import { myMemberCode } from '../../src/modules/loyalty/service/codes.ts'
import { earn } from '../../src/modules/loyalty/service/purchases.ts'
import { refund } from '../../src/modules/loyalty/service/refunds.ts'
import { spend } from '../../src/modules/loyalty/service/spendings.ts'
import { balanceOf } from '../../src/modules/ledger/service.ts'
import { cartOfBill, type Cart } from '../../src/modules/offers/model/pricing/cart.ts'
import { GRANTS_MAX, type Grant } from '../../src/modules/offers/model/grant.ts'
import { grantCoupons } from '../../src/modules/offers/service/grants.ts'
import { codeOf } from '../../src/modules/offers/service/wallet.ts'
import { makeBill, payBill } from '../../src/modules/offers/service/bills.ts'
import { returnBill } from '../../src/modules/offers/service/returns.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { Return, Sale, SaleEvent, Sales } from './events.ts'
import { noonOf, openShop, system, type Door, type Shop } from './shop.ts'

/** What is done at once: people are served side by side, and each of them in order. */
const LANES = 4
const HOLD_MINUTES = 10

export type Played = {
  readonly sales: number
  readonly held: number
  readonly coupons: number
  readonly earnedByCode: number
  readonly spendings: number
  readonly spentPoints: number
  readonly returns: number
  /** Of refunds, for points that were spent meanwhile. */
  readonly keptMinor: number
}

/** What the files call things, and what they became. */
export type Names = {
  readonly merchantId: Id<'merchant'>
  readonly people: ReadonlyMap<string, Id<'person'>>
  readonly bills: ReadonlyMap<string, Id<'bill'>>
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
/**
 * Opens a shop and plays all days, one after the other.
 *
 * @param setClock puts the clock of the platform to an instant; it goes on from there
 */
export async function playSales(
  platform: Pick<Platform, 'inWork' | 'newId'>,
  sales: Sales,
  setClock: (at: Date) => void,
  onEvent: () => void,
): Promise<{ readonly played: Played; readonly names: Names }> {
  const [first] = sales.days
  assert(first, 'the files tell of a day')
  setClock(noonOf(first.day))
  const shop = await openShop(platform, sales)
  const till = openTill(platform, shop)
  for (const { day, events } of sales.days) {
    setClock(noonOf(day))
    const coupons = await grantAll(platform, shop, events)
    const lanes = lanesOf(events, (key) => till.laneOf(key))
    await Promise.all(
      lanes.map(async (lane) => {
        for (const event of lane) {
          if (event.kind === 'sale') await till.sell(event, coupons.get(event.key) ?? [])
          else await till.takeBack(event)
          onEvent()
        }
      }),
    )
    till.count(
      'coupons',
      [...coupons.values()].reduce((sum, all) => sum + all.length, 0),
    )
  }
  const { merchantId, people } = shop
  return { played: till.played, names: { merchantId, people, bills: till.bills } }
}

/** One person's events of a day stay together, and in order. */
function lanesOf(
  events: readonly SaleEvent[],
  ownerOf: (saleKey: string) => string | null,
): readonly (readonly SaleEvent[])[] {
  const lanes: SaleEvent[][] = Array.from({ length: LANES }, () => [])
  const lane = new Map<string, number>()
  const ownersToday = new Map<string, string>()
  let next = 0
  for (const event of events) {
    if (event.kind === 'sale') ownersToday.set(event.key, event.person ?? event.key)
    const owner =
      event.kind === 'sale'
        ? (event.person ?? event.key)
        : (ownersToday.get(event.saleKey) ?? ownerOf(event.saleKey) ?? event.saleKey)
    const at = lane.get(owner) ?? next % LANES
    if (!lane.has(owner)) next += 1
    lane.set(owner, at)
    lanes[at]?.push(event)
  }
  return lanes
}

/** Gives the coupons that the sales of a day show; by the key of the sale, in its order. */
async function grantAll(
  { inWork, newId }: Door,
  { offers, people }: Shop,
  events: readonly SaleEvent[],
): Promise<ReadonlyMap<string, readonly Id<'coupon'>[]>> {
  const coupons = new Map<string, Id<'coupon'>[]>()
  const grants: Grant[] = []
  for (const event of events) {
    if (event.kind === 'return' || event.person === null) continue
    const personId = people.get(event.person)
    assert(personId, 'everybody in the files has joined')
    for (const { offer } of event.coupons) {
      const [couponId, offerId] = [newId('coupon'), offers.get(offer)]
      assert(offerId, 'every offer of the files is open')
      grants.push({ couponId, offerId, personId, source: { kind: 'staff' } })
      coupons.set(event.key, [...(coupons.get(event.key) ?? []), couponId])
    }
  }
  for (let at = 0; at < grants.length; at += GRANTS_MAX) {
    const batch = grants.slice(at, at + GRANTS_MAX)
    const outcomes = await inWork(system, (work) => grantCoupons(work, batch))
    const refused = outcomes.find(({ kind }) => kind !== 'granted')
    assert(refused === undefined, `a coupon was not given: ${JSON.stringify(refused)}`)
  }
  return coupons
}

type Made = {
  readonly billId: Id<'bill'>
  readonly person: string | null
  /** Where points were earned by the member code, and not by the bill. */
  readonly purchaseId: Id<'purchase'> | null
}

// oxlint-disable-next-line max-lines-per-function -- one short function a thing tills do
function openTill({ inWork, newId }: Door, shop: Shop) {
  const { merchantId, placeId, owner, people } = shop
  const made = new Map<string, Made>()
  const played: Mutable<Played> = {
    sales: 0,
    held: 0,
    coupons: 0,
    earnedByCode: 0,
    spendings: 0,
    spentPoints: 0,
    returns: 0,
    keptMinor: 0,
  }
  const count = (what: keyof Played, by = 1) => void (played[what] += by)
  const shopper = (person: string): Extract<Actor, { kind: 'person' }> => {
    const personId = people.get(person)
    assert(personId, 'everybody in the files has joined')
    const sessionId = personId as string as Id<'session'>
    return { kind: 'person', personId, sessionId, isOperator: false, memberships: [] }
  }
  const memberCode = async (person: string) => {
    return (await inWork(shopper(person), myMemberCode)).text
  }

  const payWithPoints = async (person: string) => {
    const { personId } = shopper(person)
    const { available } = await inWork(system, (work) => {
      return balanceOf(work, pointsAt(personId, merchantId))
    })
    const amount = Math.floor(available / 2)
    if (amount === 0) return
    const code = await memberCode(person)
    const order = { id: newId('spending'), placeId, purchaseId: null, kind: 'points' } as const
    await inWork(owner, (work) => spend(work, { ...order, code, amount }, { isDryRun: false }))
    count('spendings')
    count('spentPoints', amount)
  }

  const sell = async (sale: Sale, coupons: readonly Id<'coupon'>[]) => {
    const { person, lines } = sale
    if (person !== null && sale.spends) await payWithPoints(person)
    const codes: string[] = []
    for (const couponId of coupons) {
      const { text } = await inWork(shopper(person ?? ''), (work) => codeOf(work, couponId))
      codes.push(text)
    }
    const cart: Cart =
      lines.length === 0 ? cartOfBill(0) : { lines, deliveryMinor: 0, isItemised: true }
    const who = { codes, memberCode: null } as const
    const basket = {
      placeId,
      ...who,
      cart,
      channel: 'till',
      paymentMethod: null,
      at: null,
    } as const
    const billId = newId('bill')
    const holdMinutes = sale.isHeld ? HOLD_MINUTES : null
    const making = { id: billId, holdMinutes, isPartial: true, reference: sale.key }
    const { bill } = await inWork(owner, (work) => makeBill(work, basket, making))
    if (sale.isHeld) {
      await inWork(owner, (work) => payBill(work, billId))
      count('held')
    }
    let purchaseId: Id<'purchase'> | null = null
    if (person !== null && coupons.length === 0) {
      purchaseId = newId('purchase')
      const paidMinor = bill.billMinor - bill.discountMinor
      const purchase = { id: purchaseId, placeId, paidMinor, code: await memberCode(person) }
      await inWork(owner, (work) => earn(work, purchase, { isDryRun: false }))
      count('earnedByCode')
    }
    made.set(sale.key, { billId, person, purchaseId })
    count('sales')
  }

  const takeBack = async ({ saleKey, lines }: Return) => {
    const sale = made.get(saleKey)
    assert(sale, 'what comes back was sold')
    const { back, keptMinor } = await inWork(owner, (work) =>
      returnBill(work, sale.billId, { id: newId('bill-return'), lines, isDryRun: false }),
    )
    count('returns')
    count('keptMinor', keptMinor)
    if (sale.purchaseId === null || (back.refundMinor === 0 && !back.isAll)) return
    const order = {
      id: newId('refund'),
      purchaseId: sale.purchaseId,
      refundMinor: back.isAll ? null : back.refundMinor,
    }
    const done = await inWork(owner, (work) => refund(work, order, { isDryRun: false }))
    count('keptMinor', done.keptMinor)
  }

  return {
    sell,
    takeBack,
    count,
    played: played as Played,
    laneOf: (saleKey: string) => made.get(saleKey)?.person ?? null,
    get bills() {
      return new Map([...made].map(([key, { billId }]) => [key, billId]))
    },
  }
}

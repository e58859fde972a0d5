/** Shoppers at tills who make, pay, give up and return bills, and ask again until they are answered. */
import { setTimeout as pause } from 'node:timers/promises'
import { ask, type Asked, type Reply } from './server-process.ts'
import type { Shop, Walker } from './street.ts'

/** A coupon in somebody's hand. */
export type HeldCoupon = {
  readonly couponId: string
  readonly offerId: string
  readonly campaignId: string | null
}
export type Shopper = { readonly walker: Walker; readonly coupons: readonly HeldCoupon[] }

/** What somebody was told of a bill, when all was over. */
export type AckedBill = HeldCoupon & {
  readonly billId: string
  readonly personId: string
  readonly state: 'paid' | 'released' | 'returned'
  /** What of it stands. */
  readonly discountMinor: number
  readonly points: number
}
/** A question and its one answer. */
export type Kept = {
  readonly url: string
  readonly as: string
  readonly key: string
  readonly body: object | undefined
  readonly text: string
}

const UNIT_MINOR = 10_001
/** Two hundred who knock at a closed door leave it no air. */
const AGAIN_MS = 500
/** Whoever goes away and comes back stands in the queue twice: better to wait. */
export const PATIENCE_MS = 90_000
/** Another code, and so another question: the code of the moment has run out, or a till must wait. */
const OTHER_CODE = ['code.expired', 'code.used', 'code.locked']
const LOCKED_MS = 5_000
/** An answer that says the offer has given all it may. */
const SPENT = /^(offer\.(limit-spent|redemptions-exhausted|no-effect)|coupon\.)/

/**
 * Opens the shoppers: each takes their coupons to the tills one after the other, all at once.
 *
 * @param addresses the servers, of which each question takes the next
 */
// oxlint-disable-next-line max-lines-per-function -- one short function a thing shoppers do
export function openShoppers(
  addresses: readonly [string, ...string[]],
  shop: Shop,
  tills: readonly [string, ...string[]],
  shoppers: readonly Shopper[],
) {
  const bills: AckedBill[] = []
  const kept: Kept[] = []
  const refused = new Map<string, number>()
  let asked = 0
  let answered = 0
  let isAbandoned = false

  const insist = async (method: 'GET' | 'POST', url: string, how: Asked): Promise<Reply> => {
    for (;;) {
      if (isAbandoned) throw new Error('given up')
      asked += 1
      const address = addresses[asked % addresses.length] ?? addresses[0]
      const patient = { ...how, patienceMs: PATIENCE_MS }
      const reply = await ask(address, method, url, patient).catch(() => null)
      const isRunning = reply?.body?.code === 'request.key-running'
      if (reply && reply.status < 500 && !isRunning) {
        answered += 1
        return reply
      }
      await pause(AGAIN_MS)
    }
  }
  const write = async (url: string, as: string, body?: object): Promise<Reply> => {
    const key = crypto.randomUUID()
    const reply = await insist('POST', url, { as, key, body })
    if (reply.status < 300) kept.push({ url, as, key, body, text: reply.text })
    return reply
  }
  const mustBe = ({ status, text }: Reply): void => {
    if (status >= 300) throw new Error(`${status}: ${text}`)
  }

  /** Null where the offer has nothing more to give. */
  const makeBill = async (
    { walker }: Shopper,
    coupon: HeldCoupon,
    till: string,
    holdMinutes: number | null,
  ): Promise<Reply | null> => {
    for (;;) {
      const url = `/v1/me/coupons/${coupon.couponId}/code`
      const shown = await insist('GET', url, { as: walker.token })
      mustBe(shown)
      const line = { lineId: '1', itemId: 'tea', unitMinor: UNIT_MINOR, quantity: 2 }
      const body = { codes: [shown.body.code as string], lines: [line], holdMinutes }
      const reply = await write(`/v1/places/${shop.placeId}/bills`, till, body)
      const code = String(reply.body?.code)
      if (reply.status < 300) return reply
      if (OTHER_CODE.includes(code)) {
        await pause(LOCKED_MS)
        continue
      }
      if (!SPENT.test(code)) throw new Error(`${reply.status}: ${reply.text}`)
      refused.set(code, (refused.get(code) ?? 0) + 1)
      return null
    }
  }

  const use = async (shopper: Shopper, coupon: HeldCoupon, turn: number): Promise<void> => {
    const till = tills[turn % tills.length] ?? tills[0]
    const isHeld = turn % 2 === 0
    const made = await makeBill(shopper, coupon, till, isHeld ? 60 : null)
    if (made === null) return
    const { id: billId, discountMinor, points } = made.body
    const end = (state: AckedBill['state'], discountLeft: number, pointsLeft: number) => {
      const { personId } = shopper.walker
      const left = { discountMinor: discountLeft, points: pointsLeft }
      bills.push({ ...coupon, billId, personId, state, ...left })
    }
    if (isHeld && turn % 6 === 0) {
      mustBe(await write(`/v1/bills/${billId}/release`, till))
      return end('released', 0, 0)
    }
    if (isHeld) mustBe(await write(`/v1/bills/${billId}/payment`, till))
    if (turn % 5 === 0) {
      mustBe(await write(`/v1/bills/${billId}/returns`, till, {}))
      return end('returned', 0, 0)
    }
    if (turn % 7 !== 0) return end('paid', discountMinor, points)
    // One of the two: half of what was paid comes back, and the discount that it bore.
    mustBe(await write(`/v1/bills/${billId}/returns`, till, { lines: [{ lineId: '1', units: 1 }] }))
    const paidMinor = 2 * UNIT_MINOR - discountMinor
    const refundMinor = Math.floor(paidMinor / 2)
    const pointsLeft = Math.floor((points * (paidMinor - refundMinor)) / paidMinor)
    end('paid', discountMinor - (UNIT_MINOR - refundMinor), pointsLeft)
  }

  const going = Promise.all(
    shoppers.map(async (shopper, number) => {
      for (const [at, coupon] of shopper.coupons.entries()) await use(shopper, coupon, number + at)
    }),
  )
  // Whoever waits for `going` hears of a failure; nobody else has to.
  going.catch(() => undefined)

  return {
    going,
    bills: bills as readonly AckedBill[],
    kept: kept as readonly Kept[],
    refused: refused as ReadonlyMap<string, number>,
    answered: () => answered,
    async abandon() {
      isAbandoned = true
      await going.catch(() => undefined)
    },
  }
}

/** Clients that ask again, by the same ids, until they are answered; and what they were answered. */
import { setTimeout as pause } from 'node:timers/promises'
import { ask, type Asked, type Reply } from './server-process.ts'
import { awayFrom, stayFrom, type Shop, type Walker } from './street.ts'

/** An answer, or that there was none (`status` null). Times by `performance.now()`. */
export type Note = {
  readonly status: number | null
  readonly retryAfter: string | null
  readonly text: string
  readonly askedAt: number
  readonly tookMs: number
}
export type AckedCoupon = { readonly couponId: string; readonly holder: Walker }
export type AckedRedemption = AckedCoupon & {
  readonly redemptionId: string
  readonly till: string
  readonly url: string
  readonly key: string
  readonly body: object
  readonly pointsEarned: number
  /** The bytes of the answer. */
  readonly text: string
}
export type StubbornNeeds = {
  /** Where to ask: each client at its own, as a phone keeps its connection. */
  readonly addresses: readonly string[]
  readonly shop: Shop
  readonly offerId: string
  readonly holders: readonly Walker[]
  readonly walkers: readonly Walker[]
}

const CLAIMERS = 3
const AGAIN_MS = 40
const PACE_MS = 25
/** A walker has 300 steps: then it is now. */
const STEP_PACE_MS = 300
const HOUR_MS = 3_600_000
const STEP_MS = 4 * 60_000
const BILL_MINOR = 10_000

/** Opens the crowd. It runs until `finish`, which waits for every answer that is still due. */
export function openStubbornClients(needs: StubbornNeeds) {
  const { addresses, shop, offerId, holders, walkers } = needs
  const notes: Note[] = []
  const coupons: AckedCoupon[] = []
  const redemptions: AckedRedemption[] = []
  /** Of each walker, the stays and departures that were answered. */
  const walked = new Map(walkers.map((walker) => [walker.personId, { stays: 0, departures: 0 }]))
  const unused: AckedCoupon[] = []
  let isOver = false
  let isAbandoned = false

  const once = async (method: 'GET' | 'POST', url: string, asked: Asked): Promise<Reply | null> => {
    const askedAt = performance.now()
    const address = addressOf(addresses, asked.as ?? '')
    try {
      const reply = await ask(address, method, url, asked)
      const { status, retryAfter, tookMs } = reply
      const text = status < 300 ? '' : reply.text
      notes.push({ status, retryAfter, text, askedAt, tookMs })
      return reply
    } catch (error) {
      const tookMs = performance.now() - askedAt
      notes.push({ status: null, retryAfter: null, text: String(error), askedAt, tookMs })
      return null
    }
  }
  const insist = async (method: 'GET' | 'POST', url: string, asked: Asked): Promise<Reply> => {
    for (;;) {
      if (isAbandoned) throw new Error('given up')
      const reply = await once(method, url, asked)
      const isRunning = reply?.body?.code === 'request.key-running'
      if (reply && reply.status < 500 && !isRunning) return reply
      await pause(AGAIN_MS)
    }
  }
  const whileOpen = async (body: () => Promise<void>, paceMs = PACE_MS) => {
    while (!isOver) {
      await body()
      await pause(paceMs)
    }
  }

  const claim = async (holder: Walker) => {
    const couponId = crypto.randomUUID()
    const url = `/v1/offers/${offerId}/claims`
    const reply = await insist('POST', url, { as: holder.token, body: { couponId } })
    expectStatus(reply, 201)
    coupons.push({ couponId, holder })
    unused.push({ couponId, holder })
  }
  const redeem = async (till: string) => {
    const coupon = unused.shift()
    if (!coupon) return
    const { couponId, holder } = coupon
    for (;;) {
      const shown = await insist('GET', `/v1/me/coupons/${couponId}/code`, { as: holder.token })
      expectStatus(shown, 200)
      const body = { code: shown.body.code as string, billMinor: BILL_MINOR }
      const key = crypto.randomUUID()
      const url = `/v1/places/${shop.placeId}/redemptions`
      const reply = await insist('POST', url, { as: till, key, body })
      // Refused, so nothing was done under this key: the holder shows the code of the moment.
      if (reply.body?.code === 'code.expired') continue
      expectStatus(reply, 201)
      const { redemptionId, pointsEarned } = reply.body
      const { text } = reply
      redemptions.push({ ...coupon, redemptionId, till, url, key, body, pointsEarned, text })
      return
    }
  }
  // Twenty hours by event time: as from a phone that had no network all day.
  const startedAt = Date.now() - 20 * HOUR_MS
  const walk = async (walker: Walker, step: number) => {
    const at = startedAt + step * STEP_MS
    const isStay = step % 2 === 0
    const signals = isStay ? stayFrom(at) : awayFrom(at)
    const reply = await insist('POST', '/v1/signals', { as: walker.token, body: { signals } })
    expectStatus(reply, 200)
    const count = walked.get(walker.personId)
    if (count) count[isStay ? 'stays' : 'departures'] += 1
  }

  let claims = 0
  const nextHolder = () => holders[(claims += 1) % holders.length] as Walker
  const going = Promise.all([
    ...Array.from({ length: CLAIMERS }, () => whileOpen(() => claim(nextHolder()))),
    ...[shop.owner, shop.till].map((till) => whileOpen(() => redeem(till))),
    ...walkers.map((walker) => {
      let step = -1
      return whileOpen(() => walk(walker, (step += 1)), STEP_PACE_MS)
    }),
  ])
  // Whoever waits for `finish` hears of a failure; nobody else has to.
  going.catch(() => undefined)

  return {
    notes: notes as readonly Note[],
    coupons: coupons as readonly AckedCoupon[],
    redemptions: redemptions as readonly AckedRedemption[],
    walked: walked as ReadonlyMap<string, { readonly stays: number; readonly departures: number }>,
    /** What was answered well so far. */
    answered: () => coupons.length + redemptions.length,
    /** The first good answer to a question that was asked after a moment. */
    firstGoodAfter: (moment: number) =>
      notes.find(({ status, askedAt }) => askedAt > moment && status !== null && status < 300),
    async finish() {
      isOver = true
      await going
    },
    going,
    /** Goes home without an answer: for tests that failed. */
    async abandon() {
      isOver = true
      isAbandoned = true
      await going.catch(() => undefined)
    },
  }
}

function addressOf(addresses: readonly string[], token: string): string {
  return addresses[token.charCodeAt(token.length - 1) % addresses.length] as string
}

function expectStatus(reply: Reply, status: number): void {
  if (reply.status !== status)
    throw new Error(`${reply.status} instead of ${status}: ${reply.text}`)
}

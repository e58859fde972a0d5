/** Two hundred shoppers at once, servers that are killed under them: no limit is ever gone over. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFailed, onTestFinished, test } from 'vitest'
import type { Id } from '../server/src/kernel/id.ts'
import { grantCoupons } from '../server/src/modules/offers/service/grants.ts'
import type { Grant } from '../server/src/modules/offers/model/grant.ts'
import type { Limit } from '../server/src/modules/offers/model/limits.ts'
import { cloneDatabase } from '../server/testing/pg.ts'
import { ask, freePort, startServerProcess } from '../server/testing/server-process.ts'
import {
  openShoppers,
  PATIENCE_MS,
  type AckedBill,
  type HeldCoupon,
  type Shopper,
} from '../server/testing/shoppers.ts'
import {
  makeOffer,
  openShop,
  openStreet,
  type Street,
  type Walker,
} from '../server/testing/street.ts'

const SHOPPERS = 200
/** Of the answers that are given in all, so many lie between two kills. */
const ANSWERS_BETWEEN = 300
const KILLS = 4
const TILLS = 8
const MINUTE_MS = 60_000
const POLL_MS = 500
const LOG_LETTERS = 4_000

const counted = ['redemptions', 'discount', 'points'] as const
const pers = ['offer', 'campaign', 'place', 'person', 'phone'] as const
const periods = ['total', 'day', 'week', 'month'] as const

type Kind = {
  readonly name: string
  readonly limits: readonly Limit[]
  /** For one person, or for everybody: what a shopper can use up alone needs several coupons. */
  readonly isShared: boolean
}

/** An offer for each thing that is counted and each of those it is per, with all four periods. */
const kinds: readonly Kind[] = counted.flatMap((counts, row) =>
  pers.map((per, column): Kind => {
    const isShared = per === 'offer' || per === 'campaign' || per === 'place'
    const tight = {
      redemptions: isShared ? 17 : 1,
      discount: isShared ? 20_000 : 1_500,
      points: isShared ? 19_000 : 2_500,
    }
    const limits = periods.flatMap((period, at): Limit[] => {
      // Said by a field of its own.
      if (counts === 'redemptions' && per === 'offer' && period === 'total') return []
      // Another period is the tightest in each offer.
      const isTightest = (row + column) % periods.length === at
      const max = isTightest ? tight[counts] : tight[counts] * 2
      return [{ counts, per, period, max }]
    })
    return { name: `${counts}/${per}`, limits, isShared }
  }),
)

test(
  'OF45, OF47, vendure#4660: two hundred shoppers, kills in between, and never over any limit',
  { timeout: 15 * MINUTE_MS },
  async () => {
    const { url, drop } = await cloneDatabase()
    onTestFinished(drop)
    const street = await openStreet(url)
    onTestFinished(() => street.close())
    const ports = [await freePort(), await freePort()] as const
    const servers = await Promise.all(ports.map((port) => startServerProcess({ url, port })))
    onTestFinished(async () => void (await Promise.all(servers.map((it) => it.kill()))))
    onTestFailed(() => {
      for (const server of servers) console.log(server.log().slice(-LOG_LETTERS))
    })
    const addresses = servers.map(({ address }) => address) as [string, string]

    const [owner] = (await street.people(1)) as [Walker]
    const shop = await openShop(addresses[0], owner.token)
    const tills = await moreTills(addresses[0], shop)
    const offers = await openOffers(addresses[0], shop)
    const claimed = await claimed40(addresses[0], shop)
    const shoppers = await openCrowd(street, offers)
    const crowd = openShoppers(addresses, shop, tills, shoppers)
    onTestFinished(() => crowd.abandon())
    const claims = claimAll(addresses, claimed, shoppers)

    for (let kill = 0; kill < KILLS; kill += 1) {
      const goal = crowd.answered() + ANSWERS_BETWEEN
      await until(() => crowd.answered() >= goal, crowd.going)
      const at = kill % servers.length
      await servers[at]?.kill()
      servers[at] = await startServerProcess({ url, port: ports[at] ?? ports[0] })
    }
    await crowd.going
    const granted = await claims
    await until(async () => (await street.waiting()) === 0)

    await expectWithinLimits(street, offers, crowd.bills)
    await expectClaims(street, claimed, granted)
    await expectOneOutcome(addresses[1], street, crowd)
    expect(await street.broken()).toEqual([])
    console.log(
      `${crowd.bills.length} bills, refused ${JSON.stringify([...crowd.refused])}, ` +
        `${granted} of ${SHOPPERS} claims`,
    )
    // The limits were reached, or this has shown nothing.
    expect(crowd.refused.get('offer.limit-spent')).toBeGreaterThan(50)
  },
)

async function until(
  is: () => boolean | Promise<boolean>,
  unless: Promise<unknown> = new Promise(() => {}),
): Promise<void> {
  let isOver = false
  unless.then(
    () => (isOver = true),
    () => (isOver = true),
  )
  const deadline = performance.now() + 10 * MINUTE_MS
  while (!(await is()) && !isOver) {
    if (performance.now() > deadline) throw new Error('it took too long')
    await pause(POLL_MS)
  }
  // Where somebody failed, this says why.
  if (isOver) await unless
}

type Shop = Awaited<ReturnType<typeof openShop>>

async function moreTills(address: string, { owner, merchantId, till }: Shop) {
  const keys = [till]
  for (let at = 1; at < TILLS; at += 1) {
    const body = { name: `계산대 ${at}`, scopes: ['till'] }
    const url = `/v1/merchants/${merchantId}/api-keys`
    const reply = await ask(address, 'POST', url, { as: owner, key: crypto.randomUUID(), body })
    keys.push(reply.body.key as string)
  }
  return keys as [string, ...string[]]
}

type OpenOffer = Kind & { readonly offerId: string; readonly campaignId: string | null }

async function openOffers(address: string, shop: Shop): Promise<readonly OpenOffer[]> {
  const open: OpenOffer[] = []
  for (const kind of kinds) {
    const isByCampaign = kind.name.endsWith('campaign')
    const redemptionsMax = kind.name === 'redemptions/offer' ? 15 : null
    const offerId = await makeOffer(address, shop, {
      title: kind.name,
      limits: kind.limits,
      redemptionsMax,
      isPublic: false,
    })
    open.push({ ...kind, offerId, campaignId: isByCampaign ? crypto.randomUUID() : null })
  }
  return open
}

/** An offer of which coupons are limited: in all, a day, a week, and for each phone. */
const claimLimits: readonly Limit[] = [
  { counts: 'coupons', per: 'offer', period: 'week', max: 42 },
  { counts: 'coupons', per: 'person', period: 'day', max: 1 },
  { counts: 'coupons', per: 'phone', period: 'month', max: 1 },
]
const claimed40 = (address: string, shop: Shop) =>
  makeOffer(address, shop, {
    title: 'claims',
    limits: claimLimits,
    couponsMax: 41,
    couponsPerDayMax: 40,
  })

/** Everybody with a phone, and with coupons that were given by hand, for the offers in turn. */
async function openCrowd(
  street: Street,
  offers: readonly OpenOffer[],
): Promise<readonly Shopper[]> {
  const walkers = await street.people(SHOPPERS, [], { havePhones: true })
  const { platform } = street
  const shoppers = walkers.map((walker, number): Shopper => {
    const coupons: HeldCoupon[] = []
    const take = ({ offerId, campaignId }: OpenOffer) => {
      coupons.push({ couponId: platform.newId('coupon'), offerId, campaignId })
    }
    const shared = offers.filter(({ isShared }) => isShared)
    const own = offers.filter(({ isShared }) => !isShared)
    const mine = own[number % own.length]
    for (const offer of [shared[number % shared.length], mine, mine]) if (offer) take(offer)
    return { walker, coupons }
  })
  const grants = shoppers.flatMap(({ walker, coupons }) =>
    coupons.map((it): Grant => {
      const campaignId = it.campaignId as Id<'campaign'> | null
      return {
        couponId: it.couponId as Id<'coupon'>,
        offerId: it.offerId as Id<'offer'>,
        personId: walker.personId,
        source: campaignId ? { kind: 'campaign', campaignId, decisionId: null } : { kind: 'staff' },
      }
    }),
  )
  const given = await platform.inWork({ kind: 'system', name: 'test' }, (work) =>
    grantCoupons(work, grants),
  )
  expect(given.filter(({ kind }) => kind !== 'granted')).toEqual([])
  return shoppers
}

/** Everybody claims at once, twice, and asks again until there is an answer. */
async function claimAll(
  addresses: readonly [string, string],
  offerId: string,
  shoppers: readonly Shopper[],
): Promise<number> {
  const claim = async ({ walker }: Shopper, number: number): Promise<boolean> => {
    const couponId = crypto.randomUUID()
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const address = addresses[(number + attempt) % 2] ?? addresses[0]
      const how = { as: walker.token, body: { couponId }, patienceMs: PATIENCE_MS }
      const reply = await ask(address, 'POST', `/v1/offers/${offerId}/claims`, how).catch(
        () => null,
      )
      if (reply && reply.status < 500) return reply.status < 300
      await pause(POLL_MS)
    }
    throw new Error('a claim was never answered')
  }
  const twice = [...shoppers, ...shoppers]
  const granted = await Promise.all(twice.map(claim))
  return granted.filter(Boolean).length
}

type Counted = { readonly whose: string; readonly used: number; readonly max: number }

/** No tally is above its limit, and each is what those who were answered say it must be. */
async function expectWithinLimits(
  street: Street,
  offers: readonly OpenOffer[],
  bills: readonly AckedBill[],
): Promise<void> {
  const { pool } = street.platform.database
  for (const { offerId, name, limits } of offers) {
    const standing = bills.filter((it) => it.offerId === offerId && it.state === 'paid')
    for (const { counts, per, period, max } of limits) {
      const { rows } = await pool.query<Counted>(
        `select whose, used, max from offers.tally
         where offer_id = $1 and counts = $2 and per = $3 and period = $4 and used > 0`,
        [offerId, counts, per, period],
      )
      const sums = new Map<string, number>()
      for (const bill of standing) {
        const whose = whoseOf(per, bill)
        const taken = {
          redemptions: 1,
          discount: bill.discountMinor,
          points: bill.points,
          gift: 0,
          coupons: 0,
        }
        sums.set(whose, (sums.get(whose) ?? 0) + taken[counts])
      }
      const about = `${name} a ${period}`
      expect([about, ...rows.filter(({ used }) => used > max)]).toEqual([about])
      const told = [...sums.values()].filter((it) => it > 0).toSorted((a, b) => a - b)
      const there = rows.map(({ used }) => used).toSorted((a, b) => a - b)
      expect([about, there]).toEqual([about, told])
    }
    const redeemed = 'select redeemed as count from offers.offer where id = $1'
    expect([name, await street.count(redeemed, [offerId])]).toEqual([name, standing.length])
  }
}

/** For whom a use counts; a phone is one person's. */
function whoseOf(per: Limit['per'], bill: AckedBill): string {
  if (per === 'campaign') return bill.campaignId ?? ''
  return per === 'person' || per === 'phone' ? bill.personId : ''
}

async function expectClaims(street: Street, offerId: string, granted: number): Promise<void> {
  expect(granted).toBe(40)
  const coupons = 'select count(*) from offers.coupon where offer_id = $1'
  expect(await street.count(coupons, [offerId])).toBe(40)
  const people = 'select count(distinct person_id) as count from offers.coupon where offer_id = $1'
  expect(await street.count(people, [offerId])).toBe(40)
}

/** Each question had one outcome, which is there, and is told again byte for byte; nothing is held. */
async function expectOneOutcome(
  address: string,
  street: Street,
  { bills, kept }: ReturnType<typeof openShoppers>,
): Promise<void> {
  const { count } = street
  expect(await count('select count(*) from offers.bill')).toBe(bills.length)
  const same = `select count(*) from offers.bill b
    join unnest($1::uuid[], $2::text[]) as told (id, state) on told.id = b.id and told.state = b.state`
  const told = [bills.map(({ billId }) => billId), bills.map(({ state }) => state)]
  expect(await count(same, told)).toBe(bills.length)
  expect(await count(`select count(*) from offers.bill where state = 'held'`)).toBe(0)
  const points = `select coalesce(sum(balance), 0) as count from ledger.account
    where key like 'person/%/points/%'`
  expect(await count(points)).toBe(bills.reduce((sum, it) => sum + it.points, 0))
  for (const { url, as, key, body, text } of kept.filter((_it, at) => at % 25 === 0)) {
    expect((await ask(address, 'POST', url, { as, key, body })).text).toBe(text)
  }
}

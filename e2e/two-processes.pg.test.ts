/** Two servers on one database, as people meet them: whichever answers, the street is the same. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../server/testing/pg.ts'
import {
  ask,
  freePort,
  listen,
  startServerProcess,
  type ServerProcess,
} from '../server/testing/server-process.ts'
import {
  awayFrom,
  drawZone,
  makeOffer,
  openShop,
  openStreet,
  stayFrom,
  type Shop,
  type Street,
  type Walker,
} from '../server/testing/street.ts'

const ROUNDS = 20
const CLAIMERS = 200
const COUPONS = 10
const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const POLL_MS = 50
/** As often a process looks for facts without being woken. */
const FOLLOW_MS = 250
// On a busy machine one second may pass for nothing at all; what never comes in time is broken.
const patient = { retry: 2, timeout: 60_000 }

let database: Awaited<ReturnType<typeof cloneDatabase>>
let street: Street
let one: ServerProcess
let other: ServerProcess
let owner: Walker
let shop: Shop

beforeAll(async () => {
  database = await cloneDatabase()
  const { url } = database
  street = await openStreet(url)
  const settings = { GOLMOK_CONNECTIONS_MAX: '8' }
  const start = async () => startServerProcess({ url, port: await freePort(), settings })
  ;[one, other] = await Promise.all([start(), start()])
  ;[owner] = (await street.people(1)) as [Walker]
  shop = await openShop(one.address, owner.token)
}, 180_000)

afterAll(async () => {
  const codes = await Promise.all([one?.stop(), other?.stop()])
  await street?.close()
  await database?.drop()
  expect(codes).toEqual([0, 0])
})

const settled = () => expect.poll(() => street.waiting(), { timeout: 30_000 }).toBe(0)

describe('a race', () => {
  test('of two tills for one coupon has one winner, twenty times', async () => {
    const [holder] = (await street.people(1)) as [Walker]
    const offerId = await makeOffer(one.address, shop)
    const url = `/v1/places/${shop.placeId}/redemptions`
    for (let round = 0; round < ROUNDS; round += 1) {
      const couponId = crypto.randomUUID()
      const as = holder.token
      await ask(one.address, 'POST', `/v1/offers/${offerId}/claims`, { as, body: { couponId } })
      const shown = await ask(other.address, 'GET', `/v1/me/coupons/${couponId}/code`, { as })
      const body = { code: shown.body.code, billMinor: 5_000 }
      const replies = await Promise.all([
        ask(one.address, 'POST', url, { as: shop.till, key: crypto.randomUUID(), body }),
        ask(other.address, 'POST', url, { as: owner.token, key: crypto.randomUUID(), body }),
      ])
      const outcomes = replies.map(({ status, body: told }) => String(told.code ?? status))
      expect(outcomes.toSorted()).toEqual(['201', 'coupon.redeemed'])
    }
    const count = 'select count(*) from offers.redemption where offer_id = $1'
    expect(await street.count(count, [offerId])).toBe(ROUNDS)
    const points = `select sum(balance) as count from ledger.account where key like $1`
    expect(await street.count(points, [`person/${holder.personId}/points%`])).toBe(ROUNDS * 400)
  })

  test('of two hundred for ten coupons ends with ten, and the others hear why', async () => {
    const people = await street.people(CLAIMERS)
    const offerId = await makeOffer(one.address, shop, { couponsMax: COUPONS })
    const replies = await Promise.all(
      people.map(({ token }, at) =>
        ask((at % 2 === 0 ? one : other).address, 'POST', `/v1/offers/${offerId}/claims`, {
          as: token,
          body: { couponId: crypto.randomUUID() },
        }),
      ),
    )
    const tally = Object.groupBy(replies, ({ status, body }) => `${status} ${body.code ?? ''}`)
    expect(Object.entries(tally).map(([outcome, all]) => [outcome, all?.length])).toEqual(
      expect.arrayContaining([
        ['201 ', COUPONS],
        ['409 offer.exhausted', CLAIMERS - COUPONS],
      ]),
    )
    const count = 'select count(*) from offers.coupon where offer_id = $1'
    expect(await street.count(count, [offerId])).toBe(COUPONS)
  })

  test('of a request with its own repeat, at both servers, makes one thing', async () => {
    const url = `/v1/merchants/${shop.merchantId}/offers`
    const body = {
      title: '한 번만',
      terms: {
        effects: [
          {
            kind: 'order-discount',
            tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 500 } }] },
          },
        ],
      },
      endsAt: '2099-12-31T15:00:00Z',
    }
    const made = new Set<string>()
    for (let round = 0; round < ROUNDS; round += 1) {
      const asked = { as: shop.owner, key: crypto.randomUUID(), body }
      const replies = await Promise.all([
        ask(one.address, 'POST', url, asked),
        ask(other.address, 'POST', url, asked),
      ])
      for (const { status, body: told, text } of replies) {
        if (status === 201) made.add(text)
        else expect(told.code).toBe('request.key-running')
      }
    }
    // The bytes of each answer, told twice or not: one offer a round.
    expect(made.size).toBe(ROUNDS)
    const count = `select count(*) from offers.offer where title = '한 번만'`
    expect(await street.count(count)).toBe(ROUNDS)
  })

  test('leaves every total as its parts say, each effect once', async () => {
    await settled()
    expect(await street.broken()).toEqual([])
    const facts = `select count(*) from platform.fact where name = 'offers.coupon-redeemed'`
    const told = 'select coalesce(sum(redemptions), 0) as count from insight.merchant_day'
    expect(await street.count(told)).toBe(await street.count(facts))
  })
})

describe('what one process did, the other knows within a second:', () => {
  test('a zone that was drawn', patient, async () => {
    const [walker] = (await street.people(1, ['location'])) as [Walker]
    const as = walker.token
    const startedAt = Date.now() - 60 * MINUTE_MS
    await ask(other.address, 'POST', '/v1/signals', { as, body: { signals: stayFrom(startedAt) } })
    const zoneId = await drawZone(one.address, shop)
    const drawnAt = performance.now()
    let step = 0
    const zones = async (): Promise<string[]> => {
      const signals = stayFrom(startedAt + (step += 1) * 2 * MINUTE_MS)
      await ask(other.address, 'POST', '/v1/signals', { as, body: { signals } })
      const { body } = await ask(other.address, 'GET', '/v1/me/presence', { as })
      return (body.stays as { zoneId: string }[]).map((stay) => stay.zoneId)
    }
    await expect.poll(zones, { interval: POLL_MS, timeout: 10_000 }).toContain(zoneId)
    expect(performance.now() - drawnAt).toBeLessThan(SECOND_MS)
    await ask(one.address, 'DELETE', `/v1/zones/${zoneId}`, { as: shop.owner })
  })

  test('a session that was ended', patient, async () => {
    const [person] = (await street.people(1)) as [Walker]
    const as = person.token
    const status = async () => (await ask(other.address, 'GET', '/v1/me', { as })).status
    expect(await status()).toBe(200)
    const ended = await ask(one.address, 'DELETE', '/v1/sessions/current', { as })
    expect(ended.status).toBeLessThan(300)
    const endedAt = performance.now()
    await expect.poll(status, { interval: POLL_MS, timeout: 10_000 }).toBe(401)
    expect(performance.now() - endedAt).toBeLessThan(SECOND_MS)
  })

  test('a message to an open stream', patient, async () => {
    const [person] = (await street.people(1)) as [Walker]
    const offerId = await makeOffer(one.address, shop)
    const stream = await listen(other.address, person.token)
    const couponId = crypto.randomUUID()
    const claimed = await ask(one.address, 'POST', `/v1/offers/${offerId}/claims`, {
      as: person.token,
      body: { couponId },
    })
    const claimedAt = performance.now()
    expect(claimed.status).toBe(201)
    const heard = () => stream.events.filter(({ text }) => text.includes(couponId)).length
    await expect.poll(heard, { interval: POLL_MS, timeout: 10_000 }).toBe(1)
    expect(performance.now() - claimedAt).toBeLessThan(SECOND_MS)
    await stream.close()
  })
})

test('one who is heard by both in turn is on one visit, and enters and leaves in turn', async () => {
  const [walker] = (await street.people(1, ['location'])) as [Walker]
  const zoneId = await drawZone(one.address, shop)
  const startedAt = Date.now() - 120 * MINUTE_MS
  const as = walker.token
  const stays = 8
  // Both know the zone before the walk begins.
  await settled()
  for (let step = 0; step < 2 * stays; step += 1) {
    const at = startedAt + step * 4 * MINUTE_MS
    const signals = step % 2 === 0 ? stayFrom(at) : awayFrom(at)
    // First in turn of each signal, a moment apart, so that word of it has come; then in turn of a
    // stay and its end, at once.
    const isSlow = step < stays
    const { address } = (isSlow ? step % 2 === 0 : step % 4 < 2) ? one : other
    const reply = await ask(address, 'POST', '/v1/signals', { as, body: { signals } })
    expect(reply.body).toEqual({ taken: signals.length, refused: [] })
    if (isSlow) await heardByBoth()
  }
  await settled()
  expect(await crossings(walker, zoneId)).toEqual(Array(stays).fill(inTurn).flat())
  const { body } = await ask(other.address, 'GET', '/v1/me/visits', { as })
  expect(body.items).toHaveLength(1)
  expect(await street.broken()).toEqual([])
})

test('one who is heard by both at the same time enters once, and leaves once', async () => {
  const walkers = await street.people(10, ['location'])
  const zoneId = await drawZone(one.address, shop)
  const startedAt = Date.now() - 120 * MINUTE_MS
  await settled()
  for (const signals of [stayFrom(startedAt), awayFrom(startedAt + 4 * MINUTE_MS)]) {
    await Promise.all(
      walkers.flatMap(({ token: as }) =>
        [one, other].map(({ address }) =>
          ask(address, 'POST', '/v1/signals', { as, body: { signals } }),
        ),
      ),
    )
    await settled()
  }
  for (const walker of walkers) expect(await crossings(walker, zoneId)).toEqual(inTurn)
  expect(await street.broken()).toEqual([])
})

/** Followers of the log hear of a fact as fast as live messages, or with the next poll. */
async function heardByBoth(): Promise<void> {
  await settled()
  await pause(2 * FOLLOW_MS)
}

const inTurn = ['presence.zone-entered', 'presence.zone-left']

/** In the order of the log. */
async function crossings(walker: Walker, zoneId: string): Promise<readonly string[]> {
  const { rows } = await street.platform.database.pool.query<{ name: string }>(
    `select name from platform.fact
     where subject_id = $1 and name = any($2) and data->>'zoneId' = $3 order by id`,
    [walker.personId, inTurn, zoneId],
  )
  return rows.map(({ name }) => name)
}

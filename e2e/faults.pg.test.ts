/** Bad luck: the server is killed, the database restarts, and what was promised still holds. */
import { mkdtemp, rm } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFailed, onTestFinished, test } from 'vitest'
import { startEmbeddedPostgres } from '../server/src/platform/embedded-postgres.ts'
import { underLock } from '../server/src/platform/process-lock.ts'
import { cloneDatabase } from '../server/testing/pg.ts'
import {
  ANSWER_MS_MAX,
  ask,
  freePort,
  listen,
  startServerProcess,
} from '../server/testing/server-process.ts'
import {
  drawZone,
  makeOffer,
  openShop,
  openStreet,
  type Street,
  type Walker,
} from '../server/testing/street.ts'
import { openStubbornClients } from '../server/testing/stubborn-clients.ts'

type Clients = ReturnType<typeof openStubbornClients>

const KILLS = 10
/** What is answered between two kills. */
const ANSWERS_BETWEEN = 15
/** From the kill, with the start of a new process in it, to the first good answer. */
const BACK_MS_MAX = 15_000
/** From when the database takes connections again. */
const RECOVERY_MS_MAX = 10_000
const OUTAGE_MS = 4_000
const LEASE_MS = 30_000
const POLL_MS = 50
const MINUTE_MS = 60_000
/** Of the end of a server's log, shown when a test fails. */
const LOG_LETTERS = 4_000

test(
  'ten times kill -9: nothing that was answered is lost, nothing is done twice',
  { timeout: 10 * MINUTE_MS },
  async () => {
    const { url, drop } = await cloneDatabase()
    onTestFinished(drop)
    const street = await openStreet(url)
    onTestFinished(() => street.close())
    const port = await freePort()
    let server = await startServerProcess({ url, port })
    onTestFinished(() => server.kill())
    onTestFailed(() => console.log(server.log().slice(-LOG_LETTERS)))
    const { clients } = await openCrowd(street, [server.address])

    const jobId = street.platform.newId('job')
    const release = await stuckJob(url, street, jobId)
    const backMs: number[] = []
    for (let kill = 0; kill < KILLS; kill += 1) {
      await answersMore(clients, ANSWERS_BETWEEN)
      const killedAt = performance.now()
      await server.kill()
      if (kill === 0) await release()
      server = await startServerProcess({ url, port })
      await expect
        .poll(() => clients.firstGoodAfter(killedAt), { interval: POLL_MS, timeout: MINUTE_MS })
        .toBeDefined()
      const first = clients.firstGoodAfter(killedAt)
      backMs.push(Math.round((first?.askedAt ?? NaN) + (first?.tookMs ?? NaN) - killedAt))
    }
    await answersMore(clients, ANSWERS_BETWEEN)
    await clients.finish()

    console.log(`from kill to the first good answer: ${backMs.join(', ')} ms`)
    const slow = clients.notes.filter(({ status }) => status !== null && status >= 500)
    expect(slow.filter(({ status }) => status !== 503)).toEqual([])
    // The lease of the job that died with the first process runs out by itself.
    await expect
      .poll(() => street.waiting(), { interval: 4 * POLL_MS, timeout: 2 * LEASE_MS })
      .toBe(0)
    const job = 'select attempt as count from platform.job where id = $1 and state = $2'
    expect(await street.count(job, [jobId, 'done'])).toBe(2)
    await expectAllKept(street, clients)
    await expectSameAnswers(server.address, clients)
    expect(await street.broken()).toEqual([])
    expect(Math.min(...backMs)).toBeLessThan(BACK_MS_MAX)
  },
)

test(
  'PostgreSQL restarts under load: 503 meanwhile, and all goes on by itself',
  { timeout: 5 * MINUTE_MS },
  async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'golmok-faults-'))
    // Durable: an immediate stop of the database must not take back what it had committed.
    const postgres = await startEmbeddedPostgres({
      dataDir,
      profile: 'durable',
      log: () => undefined,
    })
    onTestFinished(async () => {
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    })
    const { url } = postgres
    const street = await openStreet(url)
    onTestFinished(() => street.close())
    const one = await startServerProcess({ url, port: await freePort() })
    const other = await startServerProcess({ url, port: await freePort() })
    onTestFinished(async () => {
      await Promise.all([one.kill(), other.kill()])
    })
    onTestFailed(() => console.log(one.log().slice(-LOG_LETTERS), other.log().slice(-LOG_LETTERS)))
    const addresses = [one.address, other.address] as const
    const { clients, offerId } = await openCrowd(street, addresses)
    const [listener] = (await street.people(1)) as [Walker]
    const stream = await listen(other.address, listener.token)
    onTestFinished(() => stream.close())

    for (const signal of ['SIGQUIT', 'SIGINT'] as const) {
      await answersMore(clients, ANSWERS_BETWEEN)
      await underLock(path.join(dataDir, 'lock'), async () => {
        process.kill(postmasterOf(dataDir), signal)
        // The launcher cannot bring it back before this lock is free.
        await pause(OUTAGE_MS)
      })
      await takesConnections(url)
      const readyAt = performance.now()
      await expect
        .poll(() => clients.firstGoodAfter(readyAt), { interval: POLL_MS, timeout: MINUTE_MS })
        .toBeDefined()
      const recoveryMs = Math.round(performance.now() - readyAt)
      console.log(`${signal}: good answers ${recoveryMs} ms after the database is back`)
      expect(recoveryMs).toBeLessThan(RECOVERY_MS_MAX)
    }
    await answersMore(clients, ANSWERS_BETWEEN)
    await clients.finish()

    const outcomes = Object.groupBy(clients.notes, ({ status }) => String(status))
    const counts = Object.entries(outcomes).map(([status, all]) => [status, all?.length])
    console.log(`answers by status: ${JSON.stringify(counts)}`)
    expect(Object.keys(outcomes).filter((status) => !/^(20\d|503|409)$/.test(status))).toEqual([])
    const unavailable = outcomes['503'] ?? []
    expect(unavailable.length).toBeGreaterThan(0)
    expect(unavailable.filter(({ retryAfter }) => !(Number(retryAfter) > 0))).toEqual([])
    expect(clients.notes.filter(({ tookMs }) => tookMs > ANSWER_MS_MAX)).toEqual([])

    // Live messages cross again, each once: one connection a process listens, not one a try.
    const listeners = `select count(*) from pg_stat_activity
      where application_name = 'golmok live' and datname = current_database()`
    // Two servers and this test, once each has found its way back.
    const isBack = { interval: POLL_MS, timeout: RECOVERY_MS_MAX }
    await expect.poll(() => street.count(listeners), isBack).toBe(3)
    const couponId = crypto.randomUUID()
    const body = { couponId }
    const as = listener.token
    await ask(one.address, 'POST', `/v1/offers/${offerId}/claims`, { as, body })
    const heard = () => stream.events.filter(({ text }) => text.includes(couponId)).length
    await expect.poll(heard, { interval: POLL_MS, timeout: RECOVERY_MS_MAX }).toBe(1)
    expect(await street.count(listeners)).toBe(3)
    const jobId = street.platform.newId('job')
    await insertJob(street, jobId)
    await expect.poll(() => street.waiting(), { interval: POLL_MS, timeout: MINUTE_MS }).toBe(0)
    const done = `select count(*) from platform.job where id = $1 and state = 'done'`
    expect(await street.count(done, [jobId])).toBe(1)
    expect(heard()).toBe(1)
    await expectAllKept(street, clients, 1)
    await expectSameAnswers(other.address, clients)
    expect(await street.broken()).toEqual([])
  },
)

/** A shop with an offer and a zone, and a crowd that will not take silence for an answer. */
async function openCrowd(street: Street, addresses: readonly [string, ...string[]]) {
  const [address] = addresses
  const [owner] = (await street.people(1)) as [Walker]
  const shop = await openShop(address, owner.token)
  await drawZone(address, shop)
  const offerId = await makeOffer(address, shop, { couponsMax: 100_000 })
  const holders = await street.people(60)
  const walkers = await street.people(5, ['location'])
  const clients = openStubbornClients({ addresses, shop, offerId, holders, walkers })
  onTestFailed(() => console.log(JSON.stringify(clients.notes.slice(-8))))
  onTestFinished(() => clients.abandon())
  return { clients, offerId }
}

/** Waits until the crowd has been answered so many times more; hears of what goes wrong in it. */
async function answersMore(clients: Clients, count: number): Promise<void> {
  const goal = clients.answered() + count
  const reached = expect
    .poll(() => clients.answered(), { interval: POLL_MS, timeout: MINUTE_MS })
    .toBeGreaterThanOrEqual(goal)
  await Promise.race([reached, clients.going])
}

/** Of all that was acknowledged, every piece is there, and there is nothing else. */
async function expectAllKept(street: Street, clients: Clients, othersClaims = 0): Promise<void> {
  const { coupons, redemptions, walked } = clients
  const { count } = street
  const couponIds = coupons.map(({ couponId }) => couponId)
  const holders = coupons.map(({ holder }) => holder.personId)
  const kept = `select count(*) from offers.coupon c
    join unnest($1::uuid[], $2::uuid[]) as acked (id, person_id) using (id, person_id)`
  expect(await count(kept, [couponIds, holders])).toBe(coupons.length)
  const granted = `select count(*) from platform.fact where name = 'offers.coupon-granted'`
  expect(await count('select count(*) from offers.coupon')).toBe(coupons.length + othersClaims)
  expect(await count(granted)).toBe(coupons.length + othersClaims)

  const used = `select count(*) from offers.redemption r
    join unnest($1::uuid[], $2::uuid[]) as acked (id, coupon_id) using (id, coupon_id)`
  const redemptionIds = redemptions.map(({ redemptionId }) => redemptionId)
  const usedIds = redemptions.map(({ couponId }) => couponId)
  expect(await count(used, [redemptionIds, usedIds])).toBe(redemptions.length)
  expect(await count('select count(*) from offers.redemption')).toBe(redemptions.length)
  const redeemed = `select count(*) from platform.fact where name = 'offers.coupon-redeemed'`
  expect(await count(redeemed)).toBe(redemptions.length)
  const told = 'select coalesce(sum(redemptions), 0) as count from insight.merchant_day'
  expect(await count(told)).toBe(redemptions.length)
  const points = `select coalesce(sum(balance), 0) as count from ledger.account
    where key like 'person/%/points/%'`
  const earned = redemptions.reduce((sum, { pointsEarned }) => sum + pointsEarned, 0)
  expect(await count(points)).toBe(earned)

  for (const [personId, { stays, departures }] of walked) {
    const entered = 'select count(*) from presence.zone_stay where person_id = $1'
    expect(await count(entered, [personId])).toBe(stays)
    const fact = 'select count(*) from platform.fact where subject_id = $1 and name = $2'
    expect(await count(fact, [personId, 'presence.zone-entered'])).toBe(stays)
    expect(await count(fact, [personId, 'presence.zone-left'])).toBe(departures)
    expect(await count(fact, [personId, 'presence.visit-started'])).toBe(1)
  }
}

/** The same key and the same request once more get the bytes of the first answer. */
async function expectSameAnswers(address: string, { redemptions }: Clients): Promise<void> {
  for (const { till, key, body, url, text } of redemptions.slice(-30)) {
    expect((await ask(address, 'POST', url, { as: till, key, body })).text).toBe(text)
  }
}

/** A job that is being run and cannot end before `release`. */
async function stuckJob(url: string, street: Street, jobId: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  await holder.query('begin')
  await holder.query('lock table outreach.push_subscription in access exclusive mode')
  await insertJob(street, jobId)
  const running = `select count(*) from platform.job where id = $1 and state = 'running'`
  await expect
    .poll(() => street.count(running, [jobId]), { interval: POLL_MS, timeout: MINUTE_MS })
    .toBe(1)
  return () => holder.end()
}

/** A push to a device that is gone: it looks, finds nothing to do, and is done. */
async function insertJob(street: Street, jobId: string): Promise<void> {
  const payload = { messageId: crypto.randomUUID(), subscriptionId: crypto.randomUUID() }
  await street.platform.database.pool.query(
    `insert into platform.job (id, name, payload, run_at, created_at)
     values ($1, 'outreach.push', $2, now(), now())`,
    [jobId, payload],
  )
}

function postmasterOf(dataDir: string): number {
  const note = path.join(dataDir, 'cluster-is-at')
  const cluster = existsSync(note) ? readFileSync(note, 'utf8').trim() : `${dataDir}/cluster`
  return Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function takesConnections(url: string): Promise<void> {
  const isTaken = async () => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  await expect.poll(isTaken, { interval: POLL_MS, timeout: MINUTE_MS }).toBe(true)
}

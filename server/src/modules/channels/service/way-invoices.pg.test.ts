/** What ways beside the inbox cost a shop: terms, charges, and the lines of its invoices. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { startingLine } from '../../../../testing/race.ts'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import { outreachInvariants } from '../../outreach/service/invariants.ts'
import { applyReceipts } from '../../outreach/service/receipts.ts'
import { channelInvariants } from '../service.ts'
import { invoices, issueDue } from './invoices.ts'
import { befriend, somePeople } from './testing.ts'

const server = await freshServer({ GOLMOK_STAND_INS: 'true' })
const { call, settle, platform } = server
const { db } = platform.database
const afternoon = new Date('2026-04-16T06:00:00Z')
let world: Awaited<ReturnType<typeof aWorld>>
let base: string

beforeAll(async () => {
  world = await aWorld(server)
  base = `/v1/merchants/${world.shop.merchantId}`
  server.at(afternoon)
  const ids = await somePeople(db, 20, ['marketing', 'marketing/email', 'marketing/sms'])
  await befriend(db, world.shop.merchantId, ids)
  await sql`insert into outreach.address (person_id, way, address, verified_at)
    select id, 'email', id || '@golmok.test', ${afternoon} from unnest(${ids}::uuid[]) id`.execute(
    db,
  )
  await call('PUT', `${base}/plan`, { as: world.owner.token, body: { planId: 'promotion' } })
})

const terms = (as: string, way: string, change: object = {}) =>
  call('PUT', `/v1/operator/way-terms/${way}`, {
    as,
    body: { priceMinor: 15, perMonthMax: 100, isOpen: true, ...change },
  })
async function drafts(ways: readonly string[]) {
  const id = platform.newId('broadcast')
  const content = { title: '봄 라떼', body: '이번 주말까지 만나요.', ways }
  const body = { id, content, controlPercent: 0 }
  return call('POST', `${base}/broadcasts`, { as: world.owner.token, body })
}
async function sends(at: Date, ways: readonly string[]): Promise<void> {
  server.at(at)
  const { body } = await drafts(ways)
  await call('POST', `${base}/broadcasts/${body.id}/launch`, { as: world.owner.token })
  for (const seconds of [0, 10]) {
    server.at(new Date(at.getTime() + seconds * 1_000))
    await settle()
  }
}
/** What the provider says later of so many that it had taken. */
async function reports(state: 'delivered' | 'failed', count: number): Promise<void> {
  const { rows } = await sql<{ id: Id<'delivery'> }>`
    select id from outreach.delivery where state = 'taken' order by id limit ${count}`.execute(db)
  const receipts = rows.map(({ id: deliveryId }) => {
    return { way: 'email' as const, deliveryId, providerId: null, state, reason: null }
  })
  // Twice: a receipt that is repeated does no harm.
  for (let time = 0; time < 2; time += 1) {
    await platform.inWork(theSystem, (work) => applyReceipts(work, receipts, false))
  }
}
const operator = aPerson({ number: 91, isOperator: true })
/** As the operator, whose session outlives the months of this test. */
const issued = async () => {
  const page = { limit: 20, after: null }
  const { merchantId } = world.shop
  return (await platform.inWork(operator, (work) => invoices(work, merchantId, page))).items
}
const wayLines = async (month: string) =>
  (await issued()).find((each) => each.month === month)?.lines.filter(({ kind }) => kind === 'way')
const charges = async () =>
  (await call('GET', `${base}/plan`, { as: world.owner.token })).body.wayCharges as unknown
async function expectAllHeld(): Promise<void> {
  const all = [...outreachInvariants, ...channelInvariants]
  expect((await verify(platform.database, all)).filter(({ isHeld }) => !isHeld)).toEqual([])
}

describe('what ways cost', () => {
  test('CH55 the operator says, and every version is kept with who set it and when', async () => {
    expect((await terms(world.owner.token, 'email')).status).toBe(403)
    expect((await terms(world.operator.token, 'email', { priceMinor: 12 })).status).toBe(200)
    expect((await terms(world.operator.token, 'email')).body).toMatchObject({ isSetUp: true })
    await terms(world.operator.token, 'email')
    const { body } = await call('GET', '/v1/operator/way-terms', { as: world.operator.token })
    expect(body.items).toMatchObject([
      { way: 'email', priceMinor: 15, perMonthMax: 100, isOpen: true },
      { way: 'sms', priceMinor: 0 },
      { way: 'kakao' },
      { way: 'line' },
    ])
    // The same again is no change.
    expect(body.set).toMatchObject([{ priceMinor: 15, setByName: '운영자' }, { priceMinor: 12 }])
    expect(body.set[0].setAt).toBe(afternoon.toISOString())
    const change = sql`update outreach.way_terms set price_minor = 1`.execute(db)
    await expect(change).rejects.toThrow()
  })

  test('CH53 a piece is charged once it is taken; what fails costs nothing', async () => {
    await sends(afternoon, ['email', 'sms'])
    expect(await charges()).toEqual([{ way: 'email', priceMinor: 15, pieces: 20 }])
    await reports('failed', 3)
    await reports('delivered', 10)
    expect(await charges()).toEqual([{ way: 'email', priceMinor: 15, pieces: 17 }])
    await expectAllHeld()
  })

  test('CH53 what was queued before a price changed keeps it', async () => {
    const as = world.operator.token
    await terms(as, 'email', { priceMinor: 30 })
    const body = { way: 'email', state: 'failed' }
    const replayed = await call('POST', '/v1/operator/dead-letters/replay', { as, body })
    expect(replayed.body).toEqual({ replayed: 3 })
    server.at(new Date(afternoon.getTime() + 60_000))
    await settle()
    expect(await charges()).toEqual([{ way: 'email', priceMinor: 15, pieces: 20 }])
    await reports('failed', 3)
    await expectAllHeld()
  })

  test('CH55 a way that is closed cannot be chosen, and goes no more', async () => {
    const at = new Date(afternoon.getTime() + 24 * 3_600_000)
    server.at(at)
    const drafted = await drafts(['email'])
    await terms(world.operator.token, 'email', { isOpen: false })
    expect((await drafts(['email'])).body.code).toBe('delivery.way-off')
    const reach = { as: world.owner.token, body: { audience: {} } }
    const { body } = await call('POST', `${base}/way-reach`, reach)
    expect((body.items as { way: string }[]).map(({ way }) => way)).not.toContain('email')
    // What was chosen before it was closed reaches inboxes only.
    const url = `${base}/broadcasts/${drafted.body.id}`
    await call('POST', `${url}/launch`, { as: world.owner.token })
    server.at(new Date(at.getTime() + 10_000))
    await settle()
    const ways = await call('GET', `${url}/ways`, { as: world.owner.token })
    expect(ways.body.items).toMatchObject([{ way: 'email', goes: 0, overLimit: 20 }])
    await terms(world.operator.token, 'email', { priceMinor: 30 })
  })

  test('CH54 the invoice has a line for it, once, whoever runs, equal to a recount', async () => {
    server.at(new Date('2026-05-02T01:00:00Z'))
    const { rows } = await sql<{ pieces: number }>`
      select count(*)::integer as pieces from outreach.delivery
      where state in ('taken', 'delivered') and price_minor = 15`.execute(db)
    const pieces = rows[0]?.pieces ?? 0
    const line = startingLine(3)
    await Promise.all(
      [1, 2, 3].map(async () => {
        await line()
        await issueDue(platform.inWork, platform.clock(), AbortSignal.timeout(20_000))
      }),
    )
    expect(pieces).toBe(17)
    const amountMinor = pieces * 15
    expect(await wayLines('2026-04')).toEqual([
      { kind: 'way', way: 'email', priceMinor: 15, pieces, amountMinor },
    ])
    const all = await issued()
    expect(all).toHaveLength(1)
    const sum = all[0]?.lines.reduce((total, each) => total + each.amountMinor, 0)
    expect(all[0]?.netMinor).toBe(sum)
    expect(await charges()).toEqual([])
    await expectAllHeld()
  })

  test('CH53 what comes back after its invoice is taken off the next', async () => {
    server.at(new Date('2026-05-03T06:00:00Z'))
    await reports('failed', 2)
    expect(await charges()).toEqual([{ way: 'email', priceMinor: 15, pieces: -2 }])
    await sends(new Date('2026-05-04T06:00:00Z'), ['email'])
    server.at(new Date('2026-06-02T01:00:00Z'))
    await issueDue(platform.inWork, platform.clock(), AbortSignal.timeout(20_000))
    expect(await wayLines('2026-05')).toEqual([
      { kind: 'way', way: 'email', priceMinor: 15, pieces: -2, amountMinor: -30 },
      { kind: 'way', way: 'email', priceMinor: 30, pieces: 20, amountMinor: 600 },
    ])
    await expectAllHeld()
  })
})

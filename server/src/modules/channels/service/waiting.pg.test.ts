/** Broadcasts that wait: what they took of the plan is judged once more, and waiting saves nothing up. */
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import { channelInvariants } from '../service.ts'
import { sendDue } from './sending.ts'
import { befriend, somePeople } from './testing.ts'

const server = await freshServer()
const { call, platform } = server
const { db } = platform.database
let world: Awaited<ReturnType<typeof aWorld>>
let merchantId: string
/** Thursday, 15:00 in Seoul. */
const april = new Date('2026-04-16T06:00:00Z')
const may = new Date('2026-05-06T03:00:00Z')
const send = () => sendDue(platform.inWork, new AbortController().signal)
const hourAfter = (at: Date, hours = 1) => new Date(at.getTime() + hours * 3_600_000)

beforeAll(async () => {
  world = await aWorld(server)
  merchantId = world.shop.merchantId
})
beforeEach(async () => {
  server.at(april)
  await sql`truncate channels.friend, channels.broadcast, channels.broadcast_wave, channels.quota,
    channels.quota_use, outreach.mailing, outreach.recipient,
    channels.plan_choice`.execute(db)
})

const as = () => world.owner.token
const list = () => `/v1/merchants/${merchantId}/broadcasts`
const planUrl = () => `/v1/merchants/${merchantId}/plan`
const choose = (planId: string) => call('PUT', planUrl(), { as: as(), body: { planId } })
const planOf = async () => {
  const { body } = await call('GET', planUrl(), { as: as() })
  return body as { readonly used: number; readonly plan: { readonly id: string } }
}
const move = (id: string, what: string) => call('POST', `${list()}/${id}/${what}`, { as: as() })
const launch = async (at: Date | null, audience: object = {}) => {
  const id = platform.newId('broadcast')
  const timing = at ? { kind: 'at', at } : { kind: 'now' }
  const content = { title: '소식이 있어요', body: '만나요.' }
  const body = { id, content, controlPercent: 0, timing, audience }
  await call('POST', list(), { as: as(), body })
  const answer = await move(id, 'launch')
  return { id, code: answer.body.code as unknown }
}
const states = async (ids: readonly string[]) => {
  const found = await Promise.all(ids.map((id) => call('GET', `${list()}/${id}`, { as: as() })))
  return found.map(({ body }) => body.state as unknown)
}
async function friends(count: number, purposes = ['marketing']): Promise<readonly string[]> {
  const ids = await somePeople(db, count, purposes)
  await befriend(db, merchantId, ids)
  return ids
}
const itAddsUp = async () => {
  for (const { id, query } of channelInvariants) {
    const { rows } = await sql.raw(query).execute(db)
    expect([id, rows]).toEqual([id, []])
  }
}

describe('CH61 a broadcast that waited', () => {
  test('goes by the plan of its day, not by a dearer one that was left behind it', async () => {
    await friends(4)
    await choose('promotion')
    const ids: string[] = []
    for (const day of [0, 1, 2]) {
      server.at(hourAfter(april, day))
      ids.push((await launch(hourAfter(may, 24 * day))).id)
    }
    // From May on, the shop pays for one a month.
    await choose('standard')
    server.at(hourAfter(may))
    await send()
    server.at(hourAfter(may, 49))
    await send()
    expect(await states(ids)).toEqual(['sent', 'paused', 'paused'])
    expect(await planOf()).toMatchObject({ used: 1, plan: { id: 'standard' } })
    expect((await move(ids[1] ?? '', 'resume')).body).toMatchObject({
      code: 'plan.quota-spent',
      nextPlan: 'promotion',
    })
    await choose('promotion')
    expect((await move(ids[1] ?? '', 'resume')).status).toBe(200)
    server.at(hourAfter(may, 50))
    await send()
    expect(await states(ids)).toEqual(['sent', 'sent', 'paused'])
    await itAddsUp()
  })

  test('takes what it sends, and is priced by the friends of its day', async () => {
    const { token } = world.operator
    const plan = { id: 'counted', nameKo: '건수', nameEn: 'Counted', monthlyFeeMinor: 1_000 }
    const counted = { ...plan, unit: 'messages', unitsMax: 30, steps: [], isOffered: true }
    const startsAt = hourAfter(april)
    const body = { ...counted, startsAt }
    expect((await call('POST', '/v1/operator/channel-plans', { as: token, body })).status).toBe(201)
    server.at(hourAfter(april, 2))
    await choose('counted')
    await friends(1)
    const { id } = await launch(may)
    await friends(19)
    server.at(hourAfter(may))
    await send()
    expect(await states([id])).toEqual(['sent'])
    const { rows } = await sql`select units, friends from channels.quota_use`.execute(db)
    expect(rows).toEqual([{ units: 20, friends: 20 }])
    const { body: seen } = await call('GET', `${list()}/${id}`, { as: as() })
    expect(seen).toMatchObject({ reach: 20, done: 20 })
    const another = await launch(hourAfter(may, 24), { sources: ['receipt'] })
    expect(another.code).toBe('broadcast.nobody')
    await sql`update channels.friend set source = 'receipt'
      where person_id in (select person_id from channels.friend limit 2)`.execute(db)
    const small = await launch(hourAfter(may, 24), { sources: ['receipt'] })
    await sql`update channels.friend set source = 'receipt'`.execute(db)
    server.at(hourAfter(may, 25))
    await send()
    expect(await states([small.id])).toEqual(['paused'])
    expect((await move(small.id, 'resume')).body.code).toBe('plan.quota-spent')
    expect(await planOf()).toMatchObject({ used: 20 })
    await itAddsUp()
  })

  test('and was meant for who visited is not sent to the one who still fits', async () => {
    await choose('promotion')
    const ids = await friends(6, ['marketing', 'location'])
    await sql`
      insert into presence.person (person_id, version, settled_at, heard_at, seen_at)
      select id, 1, ${april}, ${april}, ${april} from unnest(${ids}::uuid[]) as id`.execute(db)
    const visit = (people: readonly string[], at: Date) =>
      sql`
        insert into presence.visit
          (id, person_id, place_id, merchant_id, started_at, heard_at, ended_at, evidence, method)
        select gen_random_uuid(), id, ${world.shop.placeId}, ${merchantId}, ${at}, ${at}, ${at}, 1,
          'position' from unnest(${people}::uuid[]) as id`.execute(db)
    await visit(ids, april)
    const { id, code } = await launch(may, { visitedDays: 2 })
    expect(code).toBeUndefined()
    await visit(ids.slice(0, 1), may)
    server.at(hourAfter(may))
    await send()
    expect(await states([id])).toEqual(['paused'])
    const { rows } = await sql`select from outreach.recipient`.execute(db)
    expect(rows).toHaveLength(0)
    expect((await move(id, 'resume')).body.code).toBe('broadcast.too-few')
    expect(await planOf()).toMatchObject({ used: 0 })
  })
})

describe('CH62 a paused broadcast', () => {
  test('saves no month up for a later one', async () => {
    await friends(3)
    const { id } = await launch(hourAfter(april))
    await move(id, 'pause')
    expect(await planOf()).toMatchObject({ used: 0 })
    server.at(may)
    const now = await launch(null)
    expect(now.code).toBeUndefined()
    expect((await move(id, 'resume')).body.code).toBe('plan.quota-spent')
    // The owner looked in meanwhile.
    await sql`update people.session set last_seen_at = ${may}`.execute(db)
    server.at(new Date('2026-06-02T03:00:00Z'))
    await send()
    expect((await move(id, 'resume')).status).toBe(200)
    expect((await launch(null)).code).toBe('plan.quota-spent')
    server.at(new Date('2026-06-02T04:00:00Z'))
    await send()
    expect(await states([id, now.id])).toEqual(['sent', 'sent'])
    await itAddsUp()
  })

  test('that is half-way keeps what it took', async () => {
    await friends(3)
    const { id } = await launch(null)
    await sql`update channels.broadcast_wave set people = 1`.execute(db)
    await move(id, 'pause')
    expect(await planOf()).toMatchObject({ used: 1 })
    expect((await move(id, 'resume')).status).toBe(200)
    expect(await planOf()).toMatchObject({ used: 1 })
  })
})

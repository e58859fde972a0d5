/** Broadcasts on a whole server: written, tried, sent in steps, raced for, stopped and called off. */
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startingLine } from '../../../../testing/race.ts'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import type { Id } from '../../../kernel/id.ts'
import { channelInvariants } from '../service.ts'
import { befriend, somePeople } from './testing.ts'
import { sendDue } from './sending.ts'

const server = await freshServer()
const { call, settle, platform } = server
const { db } = platform.database
let world: Awaited<ReturnType<typeof aWorld>>
let merchantId: Id<'merchant'>
/** Thursday, 15:00 in Seoul. */
const afternoon = new Date('2026-04-16T06:00:00Z')

beforeAll(async () => {
  world = await aWorld(server)
  merchantId = world.shop.merchantId
})
beforeEach(async () => {
  server.at(afternoon)
  await sql`truncate channels.friend, channels.broadcast, channels.broadcast_wave, channels.quota,
    channels.quota_use, outreach.mailing, outreach.recipient, channels.plan_choice`.execute(db)
  await call('PUT', `/v1/merchants/${merchantId}/plan`, {
    as: world.owner.token,
    body: { planId: 'promotion' },
  })
})

const list = () => `/v1/merchants/${merchantId}/broadcasts`
const as = () => world.owner.token
const content = { title: '봄 라떼가 나왔어요', body: '이번 주말까지 만나요.' }
const draft = async (change: object = {}) => {
  const id = platform.newId('broadcast')
  const body = { id, content, controlPercent: 0, ...change }
  return { id, ...(await call('POST', list(), { as: as(), body })) }
}
const move = (id: string, what: string) => call('POST', `${list()}/${id}/${what}`, { as: as() })
const launch = async (change: object = {}) => {
  const { id } = await draft(change)
  return { id, ...(await move(id, 'launch')) }
}
const shown = async (id: string) => {
  const { body } = await call('GET', `${list()}/${id}`, { as: as() })
  return body as Readonly<Record<string, unknown>>
}
const send = (peopleAtOnce: number, signal = new AbortController().signal) =>
  sendDue(platform.inWork, signal, peopleAtOnce)
const recipients = async () => {
  const { rows } = await sql<{ personId: string; outcome: number; isControl: boolean }>`
    select person_id, outcome, is_control from outreach.recipient order by person_id`.execute(db)
  return rows
}
const reachOf = async (audience: object) => {
  const url = `/v1/merchants/${merchantId}/reach`
  const { body } = await call('POST', url, { as: as(), body: { audience } })
  return body as unknown
}
async function friends(count: number, purposes = ['marketing']): Promise<readonly string[]> {
  const ids = await somePeople(db, count, purposes)
  await befriend(db, merchantId, ids)
  return ids
}

describe('CH13 a broadcast', () => {
  test('is written, changed and launched by the owner only', async () => {
    await friends(3)
    const { id, status, body } = await draft()
    expect([status, body.state]).toEqual([201, 'draft'])
    const change = { content: { ...content, title: '다시' }, controlPercent: 0 }
    const put = (token: string) => call('PUT', `${list()}/${id}`, { as: token, body: change })
    expect((await put(world.staff.token)).status).toBe(403)
    expect((await put(as())).body.content.title).toBe('다시')
    const other = `/v1/merchants/${world.otherShop.merchantId}/broadcasts/${id}/launch`
    expect((await call('POST', other, { as: world.otherOwner.token })).body.code).toBe(
      'broadcast.unknown',
    )
    expect((await move(id, 'launch')).body).toMatchObject({ state: 'scheduled', reach: 3 })
    expect((await put(as())).body.code).toBe('broadcast.wrong-state')
    expect((await move(id, 'launch')).body.code).toBe('broadcast.wrong-state')
    server.at(new Date(afternoon.getTime() + 10_000))
    await settle()
    expect(await shown(id)).toMatchObject({ state: 'sent', done: 3 })
    expect((await move(id, 'pause')).body.code).toBe('broadcast.wrong-state')
  })

  test('to nobody is refused, and a draft is deleted as if it had not been', async () => {
    const { id } = await draft()
    expect((await move(id, 'launch')).body.code).toBe('broadcast.nobody')
    expect((await call('DELETE', `${list()}/${id}`, { as: as() })).body).toEqual({
      broadcast: null,
    })
    expect((await shown(id)).code).toBe('broadcast.unknown')
  })
})

test('CH16 a broadcast bears an offer of its own shop, and leads within the app', async () => {
  await friends(1)
  const codeWith = async (change: object) => {
    const { body } = await draft({ content: { ...content, ...change } })
    return body.code as unknown
  }
  expect(await codeWith({ link: '//evil.example' })).toBe('broadcast.link-elsewhere')
  expect(await codeWith({ offerId: platform.newId('offer') })).toBe('broadcast.offer-closed')
  expect(await codeWith({ pictureId: platform.newId('picture') })).toBe('picture.unknown')
  expect(await codeWith({ offerId: world.offerId, link: '/places/1' })).toBeUndefined()
})

describe('CH14 narrowing', () => {
  test('tells about how many are left, and hides few', async () => {
    const ids = await friends(23)
    expect(await reachOf({})).toEqual({ people: 23, isFew: false })
    await sql`update channels.friend set source = 'receipt' where person_id = any(${ids.slice(0, 12)}::uuid[])`.execute(
      db,
    )
    await sql`update channels.friend set since = ${new Date('2026-01-01T00:00:00Z')}
      where person_id = ${ids[0]}`.execute(db)
    expect(await reachOf({ sources: ['receipt'] })).toEqual({ people: 10, isFew: false })
    expect(await reachOf({ sources: ['tag'] })).toEqual({ people: 5, isFew: true })
    expect(await reachOf({ friendDaysMin: 60 })).toEqual({ people: 5, isFew: true })
    expect(await reachOf({ friendDaysMax: 60 })).toEqual({ people: 20, isFew: false })
    expect(await reachOf({ segments: ['new'] })).toEqual({ people: 25, isFew: false })
    expect(await reachOf({ segments: ['regular'] })).toEqual({ people: 5, isFew: true })
    for (const narrow of [{ tags: ['VIP'] }, { redeemedDays: 30 }, { favouritesOnly: true }]) {
      expect(await reachOf(narrow)).toEqual({ people: 5, isFew: true })
    }
  })

  test('sends to those it counted, and to no others', async () => {
    const ids = await friends(9)
    const some = ids.slice(2, 5)
    await sql`update channels.friend set source = 'receipt' where person_id = any(${some}::uuid[])`.execute(
      db,
    )
    await launch({ audience: { sources: ['receipt'] } })
    await send(2)
    expect((await recipients()).map(({ personId }) => personId)).toEqual(some)
  })
})

describe('CH15 the time', () => {
  test('of an instant is waited for, and a pause holds what is due', async () => {
    await friends(4)
    const at = new Date('2026-04-17T03:00:00Z')
    const { id } = await launch({ timing: { kind: 'at', at: at.toISOString() } })
    await settle()
    expect(await recipients()).toEqual([])
    await move(id, 'pause')
    server.at(at)
    await settle()
    expect(await recipients()).toEqual([])
    await move(id, 'resume')
    await send(3)
    expect(await shown(id)).toMatchObject({ state: 'sent', done: 4 })
  })

  test('on the wall comes to each by their own clock', async () => {
    const ids = await friends(3)
    await sql`update people.account set time_zone = 'Asia/Tokyo' where id = ${ids[0]}`.execute(db)
    await sql`update people.account set time_zone = 'Europe/Paris' where id = ${ids[1]}`.execute(db)
    const timing = { kind: 'wall', day: '2026-04-16', minuteOfDay: 18 * 60 }
    const { id, body } = await launch({ timing })
    expect(body.startsAt).toBe('2026-04-16T09:00:00.000Z')
    server.at(new Date('2026-04-16T09:00:00Z'))
    await send(10)
    expect(await recipients()).toHaveLength(2)
    expect(await shown(id)).toMatchObject({ state: 'sending', done: 2 })
    server.at(new Date('2026-04-16T16:00:00Z'))
    await send(10)
    expect(await shown(id)).toMatchObject({ state: 'sent', done: 3 })
  })
})

describe('CH17 exactly one outcome each', () => {
  test('when three runners race, step by step', async () => {
    await friends(40)
    const { id } = await launch()
    const allAreReady = startingLine(3)
    await Promise.all(
      [1, 2, 3].map(async () => {
        await allAreReady()
        await send(3)
      }),
    )
    const rows = await recipients()
    expect(new Set(rows.map(({ personId }) => personId)).size).toBe(40)
    expect(rows).toHaveLength(40)
    expect(await shown(id)).toMatchObject({ state: 'sent', done: 40, reach: 40 })
  })

  test('and the control group is the same whoever draws it, and gets nothing', async () => {
    await friends(200)
    const { id } = await launch({ controlPercent: 50 })
    await send(37)
    const control = (await recipients()).filter(({ isControl }) => isControl)
    expect(control.length).toBeGreaterThan(60)
    expect(control.length).toBeLessThan(140)
    const { rows } = await sql<{ personId: string }>`
      select person_id from channels.friend
      where (uuid_hash_extended(person_id, hashtextextended(${id}::text, 0)) & 2147483647) % 100 < 50
      order by person_id`.execute(db)
    expect(control.map(({ personId }) => ({ personId }))).toEqual(rows)
  })
})

test('CH18 a dry run says what the gate would say, and changes nothing', async () => {
  await friends(12)
  await friends(8, [])
  const url = `/v1/merchants/${merchantId}/broadcast-trial`
  const trial = await call('POST', url, { as: as(), body: { controlPercent: 0 } })
  expect(trial.body).toEqual({
    isFew: false,
    outcomes: [
      { outcome: 'sent', people: 10, isFew: false },
      { outcome: 'outreach.no-consent', people: 10, isFew: false },
    ],
    isWhole: true,
  })
  expect(await recipients()).toEqual([])
  expect((await call('POST', url, { as: world.staff.token, body: {} })).status).toBe(403)
})

test('CH18 a dry run of fewer than five does not tell what became of single ones', async () => {
  await friends(4, [])
  const url = `/v1/merchants/${merchantId}/broadcast-trial`
  const trial = async () => (await call('POST', url, { as: as(), body: {} })).body as unknown
  const nothing = { isFew: true, outcomes: [], isWhole: true }
  expect(await trial()).toEqual(nothing)
  await sql`truncate channels.friend`.execute(db)
  expect(await trial()).toEqual(nothing)
})

describe('CH19 called off', () => {
  const planUsed = async () => {
    const { body } = await call('GET', `/v1/merchants/${merchantId}/plan`, { as: as() })
    return body.used as unknown
  }

  test('before anybody was reached, it gives back what it took', async () => {
    await friends(5)
    const at = '2026-04-20T03:00:00Z'
    const { id } = await launch({ timing: { kind: 'at', at } })
    expect(await planUsed()).toBe(1)
    const { body } = await call('DELETE', `${list()}/${id}`, { as: as() })
    expect(body.broadcast.state).toBe('cancelled')
    expect(await planUsed()).toBe(0)
    server.at(new Date(at))
    await settle()
    expect(await recipients()).toEqual([])
  })

  test('half-way, it reaches nobody more, and what it took is taken', async () => {
    await friends(9)
    const { id } = await launch()
    const stopped = new AbortController()
    const inWork: typeof platform.inWork = async (actor, body) => {
      const result = await platform.inWork(actor, body)
      if ((await recipients()).length > 0) stopped.abort()
      return result
    }
    await sendDue(inWork, stopped.signal, 4)
    expect(await shown(id)).toMatchObject({ state: 'sending', done: 8 })
    await call('DELETE', `${list()}/${id}`, { as: as() })
    await send(4)
    expect(await recipients()).toHaveLength(8)
    expect(await shown(id)).toMatchObject({ state: 'cancelled', done: 8 })
    expect(await planUsed()).toBe(1)
    for (const { id: name, query } of channelInvariants) {
      const { rows } = await sql.raw(query).execute(db)
      expect([name, rows]).toEqual([name, []])
    }
  })
})

test('CH11 a second broadcast on the standard plan is refused with the next plan and its price', async () => {
  await sql`truncate channels.plan_choice`.execute(db)
  await friends(3)
  await launch()
  const { status, body } = await launch()
  expect(status).toBe(409)
  expect(body).toMatchObject({
    code: 'plan.quota-spent',
    nextPlan: 'promotion',
    nextMonthlyFeeMinor: 50_000,
    nextStepFeeMinor: 0,
  })
})

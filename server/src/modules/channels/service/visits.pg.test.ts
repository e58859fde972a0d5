/** Audiences by visits and language: of those only who allow that use of where they were. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import { befriend, somePeople } from './testing.ts'

const server = await freshServer()
const { call, settle, platform } = server
const { db } = platform.database
/** Thursday, 15:00 in Seoul. */
const afternoon = new Date('2026-04-16T06:00:00Z')
const daysAgo = (days: number) => new Date(afternoon.getTime() - days * 86_400_000)
let world: Awaited<ReturnType<typeof aWorld>>
let merchantId: string
let otherPlaceId: string
let lately: readonly string[]
let longAgo: readonly string[]
let silent: readonly string[]
let secondsOn = 0

async function visits(ids: readonly string[], placeId: string, days: readonly number[]) {
  await sql`
    insert into presence.person (person_id, version, settled_at, heard_at, seen_at)
    select id, 1, ${afternoon}, ${afternoon}, ${afternoon} from unnest(${ids}::uuid[]) as id
    on conflict do nothing`.execute(db)
  for (const ago of days) {
    await sql`
      insert into presence.visit
        (id, person_id, place_id, merchant_id, started_at, heard_at, ended_at, evidence, method)
      select gen_random_uuid(), id, ${placeId}, ${merchantId}, ${daysAgo(ago)}, ${daysAgo(ago)},
        ${daysAgo(ago)}, 1, 'position' from unnest(${ids}::uuid[]) as id`.execute(db)
  }
}

beforeAll(async () => {
  world = await aWorld(server)
  merchantId = world.shop.merchantId
  otherPlaceId = platform.newId('place')
  server.at(afternoon)
  const allowing = ['marketing', 'location']
  lately = await somePeople(db, 20, allowing)
  longAgo = await somePeople(db, 15, allowing)
  silent = await somePeople(db, 10, ['marketing'])
  const never = await somePeople(db, 5, allowing)
  await befriend(db, merchantId, [...lately, ...longAgo, ...silent, ...never])
  await visits(lately, world.shop.placeId, [3, 40, 80])
  await visits(longAgo, otherPlaceId, [70])
  // Kept before they took the consent back, say: nothing may come of it.
  await visits(silent, world.shop.placeId, [3, 70])
  await sql`update people.account set locale = 'en' where id = any(${lately.slice(0, 10)}::uuid[])`.execute(
    db,
  )
})

const people = async (audience: object): Promise<unknown> => {
  const body = { audience }
  const url = `/v1/merchants/${merchantId}/reach`
  return (await call('POST', url, { as: world.owner.token, body })).body as unknown
}
const about = (count: number) => ({ people: count, isFew: false })
const few = { people: 5, isFew: true }

async function launched(audience: object) {
  const list = `/v1/merchants/${merchantId}/broadcasts`
  const id = platform.newId('broadcast')
  const body = { id, content: { title: '소식', body: '만나요' }, audience, controlPercent: 0 }
  const as = world.owner.token
  await call('PUT', `/v1/merchants/${merchantId}/plan`, { as, body: { planId: 'promotion' } })
  await call('POST', list, { as, body })
  const answer = await call('POST', `${list}/${id}/launch`, { as })
  // Sending is looked for every few seconds.
  secondsOn += 10
  server.at(new Date(afternoon.getTime() + secondsOn * 1_000))
  await settle()
  return answer
}

describe('CH20 an audience', () => {
  test('is narrowed by the last visit, how often, where, and by language', async () => {
    expect(await people({ visitedDays: 30 })).toEqual(about(20))
    expect(await people({ notVisitedDays: 60 })).toEqual(about(15))
    expect(await people({ visitsMin: 3 })).toEqual(about(20))
    expect(await people({ visitsMin: 1 })).toEqual(about(35))
    expect(await people({ visitPlaceIds: [otherPlaceId] })).toEqual(about(15))
    expect(await people({ visitPlaceIds: [otherPlaceId], visitsMin: 2 })).toEqual(few)
    expect(await people({ languages: ['en'] })).toEqual(about(10))
    expect(await people({ languages: ['en'], visitedDays: 30 })).toEqual(about(10))
    expect(await people({ languages: ['en'], notVisitedDays: 60 })).toEqual(few)
  })

  test('leaves out who does not allow that use of where they were, also for not having come', async () => {
    const off = async (change: ReturnType<typeof sql>) => {
      await sql`update people.consent_now set ${change}
        where person_id = any(${lately.slice(0, 10)}::uuid[])`.execute(db)
      return people({ visitedDays: 30 })
    }
    expect(await off(sql`location_off = '{campaign}'`)).toEqual(about(10))
    expect(await off(sql`location_off = '{report}'`)).toEqual(about(20))
    expect(await off(sql`location_off = '{}', location_paused_at = now()`)).toEqual(about(10))
    expect(await off(sql`location_paused_at = null, purposes = '{marketing}'`)).toEqual(about(10))
    expect(await off(sql`purposes = '{marketing,location}'`)).toEqual(about(20))
  })

  test('of fewer than five by their visits is not written to', async () => {
    const three = await somePeople(db, 3, ['marketing', 'location'])
    await befriend(db, merchantId, three)
    await visits(three, platform.newId('place'), [1, 2, 3, 4])
    expect(await people({ visitsMin: 4 })).toEqual(few)
    expect((await launched({ visitsMin: 4 })).body.code).toBe('broadcast.too-few')
    // Whether it is one of them or nobody is not told: one who is tagged could be asked after.
    expect((await launched({ visitsMin: 900 })).body.code).toBe('broadcast.too-few')
    await sql`delete from channels.friend where person_id = any(${three}::uuid[])`.execute(db)
  })

  test('reaches those only, and each finds the use in their record', async () => {
    expect((await launched({ notVisitedDays: 60 })).body.reach).toBe(15)
    const { rows } = await sql<{ personId: string }>`
      select person_id from people.location_use
      where purpose = 'campaign' and merchant_id = ${merchantId}
      order by person_id`.execute(db)
    expect(rows.map(({ personId }) => personId)).toEqual(longAgo)
    const sent = await sql<{ personId: string }>`
      select person_id from outreach.recipient order by person_id`.execute(db)
    expect(sent.rows.map(({ personId }) => personId)).toEqual(longAgo)
  })
})

/** What the law says of personal data, through the whole house: what must go is looked for everywhere. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshServer, type Answer } from '../testing/server.ts'
import { aWorld, corner, type Who } from '../testing/world.ts'
import { invariants, personMaps } from './main.ts'
import { wordingOf, type Purpose } from './modules/people/model.ts'
import { verify } from './platform/invariants.ts'

const server = await freshServer()
const { call, settle, start } = server
const world = await aWorld(server)
const { shop, owner } = world
const { db } = server.platform.database

const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
const key = () => crypto.randomUUID()
const ok = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
const answer = async (as: Who, purpose: Purpose, granted: boolean) => {
  const { version: wordingVersion } = wordingOf(purpose)
  ok(
    await call('POST', '/v1/me/consents', {
      as: as.token,
      body: { purpose, granted, wordingVersion },
    }),
  )
}
const steer = async (as: Who, body: object): Promise<void> => {
  ok(await call('PATCH', '/v1/me/location-controls', { as: as.token, body }))
}

/** Stands at the corner for two minutes, and is heard every ten seconds. */
async function linger(as: Who, from: Date): Promise<void> {
  const signals = Array.from({ length: 13 }, (_none, step) => ({
    kind: 'position',
    at: new Date(from.getTime() + step * 10_000).toISOString(),
    ...corner,
    accuracyMeters: 8,
  }))
  server.at(new Date(from.getTime() + 130_000))
  ok(await call('POST', '/v1/signals', { as: as.token, body: { signals } }))
  await settle()
}

/** How many rows of each table are of a person and would have to go with their location. */
async function whereIs({ personId }: Who): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [table, entry] of personMaps.flatMap((map) => Object.entries(map))) {
    if (entry.kind === 'nobody' || entry.withoutLocation?.kind !== 'gone') continue
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from ${sql.table(table)} t
      where to_jsonb(t)::text like ${`%${personId}%`}`.execute(db)
    if ((rows[0]?.count ?? 0) > 0) found[table] = rows[0]?.count ?? 0
  }
  const { rows: read } = await sql<{ table: string; count: number }>`
    select 'insight.visit' as "table", count(*)::integer as count from insight.visit
      where person_id = ${personId}
    union all select 'insight.campaign_person', count(*)::integer from insight.campaign_person
      where person_id = ${personId}
    union all select 'campaigns.decision', count(*)::integer from campaigns.decision
      where person_id = ${personId} and (place_id is not null or zone_id is not null)
    union all select 'presence.person', count(*)::integer from presence.person
      where person_id = ${personId} and settled_at < seen_at
    union all select 'platform.fact', count(*)::integer from platform.fact
      where (name like 'presence.%' or name = 'campaigns.decided')
        and (subject_id = ${personId} or data::text like ${`%${personId}%`})`.execute(db)
  for (const { table, count } of read) if (count > 0) found[table] = count
  return found
}

const broken = async () =>
  (await verify(server.platform.database, invariants)).filter(({ isHeld }) => !isHeld)

beforeAll(async () => {
  const { merchantId } = shop
  const plan = {
    name: '지나가는 손님',
    offerId: world.offerId,
    trigger: { kind: 'entered' },
    schedule: { startsAt: '2026-04-01T00:00:00Z', endsAt: '2026-05-01T00:00:00Z' },
    budget: { couponsMax: 100, discountMinorMax: 100_000 },
    controlPercent: 0,
    message: { title: '{place} 앞이시네요', body: '{name}님, {offer} 쿠폰이에요. {distance}' },
  }
  const url = `/v1/merchants/${merchantId}/campaigns`
  const { id } = ok(await call('POST', url, { as: owner.token, key: key(), body: plan }))
  ok(await call('POST', `/v1/campaigns/${id}/start`, { as: owner.token }))
  await settle()
})

/** Somebody new who agrees, lingers at the shop and gets its coupon. */
async function aGuest(name: string, from: Date): Promise<Who> {
  server.at(from)
  const guest: Who = (await server.signUp(name)) as Who
  await answer(guest, 'location', true)
  await answer(guest, 'marketing', true)
  await linger(guest, from)
  return guest
}

describe('location', () => {
  test('PE54 what is taken back is destroyed in every table, with all that was derived from it', async () => {
    const guest = await aGuest('거둔 손님', start)
    expect(Object.keys(await whereIs(guest))).toEqual(
      expect.arrayContaining([
        'people.location_use',
        'presence.zone_stay',
        'presence.visit',
        'campaigns.near',
        'campaigns.decision',
        'insight.visit',
        'insight.campaign_person',
        'platform.fact',
      ]),
    )
    await answer(guest, 'location', false)
    await settle()
    server.at(minutes(3))
    await settle()
    expect(await whereIs(guest)).toEqual({})
    expect(await broken()).toEqual([])
    // Whoever only passed by keeps the coupon: it is theirs.
    const coupons = ok(await call('GET', '/v1/me/coupons', { as: guest.token }))
    expect(coupons.items).toHaveLength(1)
  })

  test('PE52 what is sent while it is paused is neither used nor kept', async () => {
    const guest = await aGuest('멈춘 손님', minutes(10))
    await answer(guest, 'location', false)
    await settle()
    server.at(minutes(14))
    await settle()
    await answer(guest, 'location', true)
    await steer(guest, { isPaused: true })
    await linger(guest, minutes(20))
    const { 'people.location_use': _before, ...kept } = await whereIs(guest)
    expect(kept).toEqual({})
    const { rows } = await sql`
      select from people.location_use
      where person_id = ${guest.personId} and minute >= ${minutes(20)}`.execute(db)
    expect(rows).toEqual([])
  })

  test('PE53 a use that is switched off loses what was kept for it, and keeps nothing new', async () => {
    const guest = await aGuest('따로 끈 손님', minutes(30))
    expect(await whereIs(guest)).toMatchObject({ 'insight.visit': 1, 'campaigns.near': 1 })
    await steer(guest, { off: ['report', 'campaign'] })
    const after = await whereIs(guest)
    expect(after['insight.visit']).toBeUndefined()
    expect(after['campaigns.near']).toBeUndefined()
    expect(after['campaigns.decision']).toBeUndefined()
    expect(after['presence.visit']).toBe(1)
    await linger(guest, minutes(200))
    const later = await whereIs(guest)
    expect(later['insight.visit']).toBeUndefined()
    expect(later['campaigns.near']).toBeUndefined()
    expect(later['presence.visit']).toBe(2)
    expect(await broken()).toEqual([])
  })

  test('PE14 a use stands or falls with what it was used for', async () => {
    const guest = await aGuest('기록 손님', minutes(400))
    const { rows } = await sql<{ visits: string[]; uses: string[] }>`
      select
        (select array_agg(distinct xmin::text) from presence.visit
          where person_id = ${guest.personId}) as visits,
        (select array_agg(distinct xmin::text) from people.location_use
          where person_id = ${guest.personId} and purpose = 'visit') as uses`.execute(db)
    // The very same transaction wrote both.
    expect(rows[0]?.uses).toEqual(rows[0]?.visits)
  })
})

/** What the law says of personal data, through the whole house: what must go is looked for everywhere. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshServer, type Answer } from '../testing/server.ts'
import { aWorld, corner, type Who } from '../testing/world.ts'
import { HOUR_MS } from './kernel/time.ts'
import { invariants, personMaps } from './main.ts'
import { wordingOf, type Purpose } from './modules/people/model.ts'
import { forgetOldLocation } from './modules/people/service/location-controls.ts'
import { verify } from './platform/invariants.ts'
import { placesOfText } from './platform/person-map.ts'

const server = await freshServer()
const { call, settle, start } = server
const world = await aWorld(server)
const { shop, owner } = world
const { db } = server.platform.database

const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
const system = { kind: 'system', name: 'test' } as const
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

async function usesOf({ personId }: { readonly personId: string }, purpose: string) {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from people.location_use
    where person_id = ${personId} and purpose = ${purpose}`.execute(db)
  return rows[0]?.count
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
  const guest = (await server.signUp(name)) as Who
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
    expect(await usesOf(guest, 'report')).toBe(0)
    expect(await broken()).toEqual([])
  })

  test('PE14, IN18 a use stands or falls with what it was used for', async () => {
    const guest = await aGuest('기록 손님', minutes(400))
    const { rows } = await sql<Record<string, string[]>>`
      select
        (select array_agg(distinct xmin::text) from presence.visit
          where person_id = ${guest.personId}) as visits,
        (select array_agg(distinct xmin::text) from people.location_use
          where person_id = ${guest.personId} and purpose = 'visit') as uses,
        (select array_agg(distinct xmin::text) from insight.visit
          where person_id = ${guest.personId}) as counted,
        (select array_agg(distinct xmin::text) from people.location_use
          where person_id = ${guest.personId} and purpose = 'report') as counts`.execute(db)
    // The very same transaction wrote both.
    expect(rows[0]?.['uses']).toEqual(rows[0]?.['visits'])
    expect(rows[0]?.['counts']).toEqual(rows[0]?.['counted'])
    expect(rows[0]?.['counts']).toHaveLength(1)
  })

  test('PR27 a position itself is in no table, from the first moment on', async () => {
    const at = minutes(500)
    server.at(at)
    const guest = (await server.signUp('지나간 손님')) as Who
    await answer(guest, 'location', true)
    const spot = { lng: corner.lng + 0.000_013_7, lat: corner.lat + 0.000_027_3 }
    const signal = { kind: 'position', at: at.toISOString(), ...spot, accuracyMeters: 8 }
    ok(await call('POST', '/v1/signals', { as: guest.token, body: { signals: [signal] } }))
    await settle()
    const digits = [spot.lng.toFixed(7), spot.lat.toFixed(7)]
    const found = await server.platform.inWork(system, (work) => placesOfText(work.tx, digits))
    expect(found).toEqual(new Map())
  })
})

describe('all that is kept of a person', () => {
  const planted = { name: '심어둔이름', email: 'planted-7e1@test.local', phone: '+821087654321' }
  const password = 'a long enough password'

  /** Somebody whose traces are in as many tables as a test can reach. */
  async function aRegular(): Promise<Who> {
    const joined = ok(
      await call('POST', '/v1/people', {
        body: { name: planted.name, email: planted.email, password, locale: 'ko' },
      }),
    )
    const who: Who = { token: joined.token, personId: joined.person.id }
    ok(await call('PUT', '/v1/me/age', { as: who.token, body: { kind: 'of-age' } }))
    await sql`update people.account set phone = ${planted.phone} where id = ${who.personId}`.execute(
      db,
    )
    await answer(who, 'location', true)
    await answer(who, 'marketing', true)
    await linger(who, minutes(600))
    const { items } = ok(await call('GET', '/v1/me/coupons', { as: who.token }))
    const url = `/v1/me/coupons/${items[0].id}/code`
    const { code } = ok(await call('GET', url, { as: who.token }))
    ok(
      await call('POST', `/v1/places/${shop.placeId}/redemptions`, {
        as: owner.token,
        key: key(),
        body: { code, billMinor: 6_000 },
      }),
    )
    await call('PUT', `/v1/me/favourites/merchants/${shop.merchantId}`, { as: who.token })
    await settle()
    return who
  }
  const tags = (who: Who) => `/v1/merchants/${shop.merchantId}/members/${who.personId}/tags`
  const traces = async (texts: readonly string[]) =>
    server.platform.inWork(system, (work) => placesOfText(work.tx, texts))

  test('PE61, PE62, PE63, PE64 it is shown, its readers are known, and it goes for good', async () => {
    const who = await aRegular()
    // Staff look, and are seen looking.
    ok(await call('GET', tags(who), { as: owner.token }))
    ok(await call('GET', tags(who), { as: owner.token }))
    const facts = `/v1/operator/facts?subjectId=${who.personId}`
    ok(await call('GET', facts, { as: world.operator.token }))
    const readers = ok(await call('GET', '/v1/me/readers', { as: who.token }))
    expect(readers.items).toHaveLength(2)
    expect(readers.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'tags', merchantId: shop.merchantId, count: 2 }),
        expect.objectContaining({ what: 'facts', merchantId: null, count: 1 }),
      ]),
    )
    await call('GET', '/v1/me/export', { as: who.token })
    const exported = ok(await call('GET', '/v1/me/export', { as: who.token }))
    expect(Object.keys(exported.tables)).toEqual(
      expect.arrayContaining([
        'people.account',
        'people.consent',
        'people.look',
        'places.favourite',
        'outreach.message',
        'offers.coupon',
        'offers.redemption',
        'loyalty.member',
        'ledger.entry',
        'presence.visit',
        'campaigns.decision',
        'insight.visit',
      ]),
    )
    expect(JSON.stringify(exported)).not.toMatch(/argon2id|token_hash|"secret"/)

    const before = await traces(Object.values(planted))
    expect(before.size).toBeGreaterThan(2)
    const wrong = await call('DELETE', '/v1/me', { as: who.token, body: { password: 'guessed' } })
    expect(wrong.body).toMatchObject({ code: 'people.sign-in-wrong' })
    const unproven = await call('DELETE', '/v1/me', { as: who.token, body: {} })
    expect(unproven.body).toMatchObject({ code: 'people.proof-needed' })

    const gone = await call('DELETE', '/v1/me', { as: who.token, body: { password } })
    expect(gone.status).toBe(204)
    expect((await call('GET', '/v1/me', { as: who.token })).status).toBe(401)
    await settle()
    server.at(minutes(610))
    await settle()
    expect(await traces(Object.values(planted))).toEqual(new Map())
    // What the law wants kept is there, of nobody.
    const { rows } = await sql<{ bills: number; entries: number; account: string }>`
      select (select count(*)::integer from offers.redemption where person_id = ${who.personId})
          as bills,
        (select count(*)::integer from ledger.account
          where key like ${`%${who.personId}%`}) as entries,
        (select name from people.account where id = ${who.personId}) as account`.execute(db)
    expect(rows[0]).toMatchObject({ bills: 1, entries: 1, account: '-' })
    expect(await whereIs(who)).toEqual({})
    expect(await broken()).toEqual([])
    // The address is free for somebody new.
    const again = await call('POST', '/v1/people', {
      body: { name: '새 손님', email: planted.email, password, locale: 'ko' },
    })
    expect(again.status).toBe(201)
  })

  test('PE62 the only owner of a shop has to hand it over first', async () => {
    const refused = await call('DELETE', '/v1/me', { as: owner.token, body: { password } })
    expect(refused.body).toMatchObject({ code: 'people.last-owner' })
    expect((await call('GET', '/v1/me', { as: owner.token })).status).toBe(200)
  })

  test('PE62 of two requests to be erased at once, one erases, and both are fine', async () => {
    const who = (await server.signUp('두 번 누른 손님')) as Who
    const erase = () => call('DELETE', '/v1/me', { as: who.token, body: { password } })
    const answers = await Promise.all([erase(), erase()])
    expect(answers.map(({ status }) => status).filter((status) => status === 204)).not.toEqual([])
    const { rows } = await sql`
      select from people.erasure where person_id = ${who.personId}`.execute(db)
    expect(rows).toHaveLength(1)
  })
})

describe('notices', () => {
  test('PE55, PE56 stand in the inbox, as information of the market, in the words of the reader', async () => {
    server.at(minutes(3_000))
    const guest = (await server.signUp('알림 손님')) as Who
    await answer(guest, 'location', true)
    await answer(guest, 'marketing', true)
    await sql`update people.account set phone = '+821055556666' where id = ${guest.personId}`.execute(
      db,
    )
    ok(
      await call('POST', `/v1/places/${shop.placeId}/check-ins`, {
        as: owner.token,
        body: { phone: '010-5555-6666' },
        key: key(),
      }),
    )
    server.at(minutes(3_000 + 25 * 60))
    await settle()
    const { items } = ok(await call('GET', '/v1/me/inbox', { as: guest.token }))
    const titles = (items as { title: string }[]).map(({ title }) => title).toSorted()
    expect(titles).toEqual(['가게가 내 위치를 확인했어요 (1번)', '골목 광고 수신 동의 처리 결과'])
  })
})

describe('where somebody was a year ago', () => {
  const hours = (count: number) => new Date(minutes(4 * 1_440).getTime() + count * HOUR_MS)
  const YEAR_HOURS = 363 * 24
  /** Lingers, and is seen elsewhere so many hours later. */
  async function passer(name: string, from: number, until: number): Promise<Who> {
    const guest = await aGuest(name, hours(from))
    const away = { lng: corner.lng + 0.02, lat: corner.lat }
    // Seen again once the visit is over: nothing is left to end by itself, whenever that would be.
    for (const at of [hours(until), hours(until + 0.4)]) {
      server.at(at)
      const signals = [{ kind: 'position', at: at.toISOString(), ...away, accuracyMeters: 8 }]
      ok(await call('POST', '/v1/signals', { as: guest.token, body: { signals } }))
    }
    await settle()
    return guest
  }
  const tablesWith = async (who: Who) => Object.keys(await whereIs(who)).toSorted()
  const forgets = async (at: Date) => {
    server.at(at)
    await server.platform.inWork(system, (work) => forgetOldLocation(work, personMaps))
    expect(await broken()).toEqual([])
  }

  test('PE98 is forgotten in every table and in the log, and who was there later is not', async () => {
    const old = await passer('작년 손님', 0, 0.2)
    const later = await passer('그 뒤에 온 손님', 3, 3.2)
    const lingering = await passer('머문 손님', 5, 5.3)
    await forgets(hours(8))
    expect(await whereIs(old)).toMatchObject({ 'presence.zone_stay': 1, 'presence.visit': 1 })

    // What a stay was for is told by then.
    await forgets(hours(3 * 24))
    const kept = [
      'campaigns.decision',
      'campaigns.near',
      'insight.campaign_person',
      'insight.visit',
      'people.location_use',
      'platform.fact',
      'presence.visit',
    ]
    expect(await tablesWith(old)).toEqual(kept)
    await forgets(hours(YEAR_HOURS - 0.1))
    expect(await tablesWith(old)).toEqual(kept)

    await forgets(hours(YEAR_HOURS + 1))
    expect(await tablesWith(old)).toEqual([])
    expect(await tablesWith(later)).toEqual(kept)
    // Of whoever was just there, the coming is nobody's yet and the going is theirs.
    await forgets(hours(YEAR_HOURS + 5.2))
    expect(await tablesWith(lingering)).toEqual(['people.location_use', 'platform.fact'])
    // By itself, every quarter of a day.
    server.at(hours(YEAR_HOURS + 8))
    await settle()
    expect(await tablesWith(lingering)).toEqual([])
    expect(await broken()).toEqual([])
    // The coupon, and that it was sent, are theirs; the shop keeps its counts.
    const { rows } = await sql<{ visits: number; coupons: number }>`
      select (select count(*)::integer from insight.visit where person_id = id and at >= ${hours(0)}) as visits,
        (select count(*)::integer from offers.coupon where person_id = ${old.personId}) as coupons`.execute(
      db,
    )
    expect(rows[0]).toEqual({ visits: 3, coupons: 1 })
  }, 120_000)
})

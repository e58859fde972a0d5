/** The report of a broadcast, recounted from the log and from what was written for each person. */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import type { Id } from '../../../kernel/id.ts'
import { theSystem } from '../../../kernel/testing.ts'
import { befriend, somePeople } from '../../channels/service/testing.ts'
import { couponRedeemed, redemptionReversed } from '../../offers/events.ts'
import { visitStarted } from '../../presence/events.ts'
import { aRedemption } from '../testing.ts'

const server = await freshServer()
const { call, settle, platform } = server
const { db } = platform.database
const start = new Date('2026-04-16T06:00:00Z')
const DAY_MS = 86_400_000
let world: Awaited<ReturnType<typeof aWorld>>
let url: string

beforeAll(async () => {
  world = await aWorld(server)
  const { merchantId, placeId } = world.shop
  const ids = await somePeople(db, 120, ['marketing'])
  const shopper = world.shopper.personId
  await sql`
    insert into people.consent_now (person_id, purposes) values (${shopper}, '{marketing}')
    on conflict (person_id) do update set purposes = excluded.purposes`.execute(db)
  await befriend(db, merchantId, [...ids, shopper])
  await befriend(db, world.otherShop.merchantId, ids)
  const list = `/v1/merchants/${merchantId}/broadcasts`
  const id = platform.newId('broadcast')
  const content = { title: '봄 소식', body: '만나요' }
  const as = world.owner.token
  await call('POST', list, { as, body: { id, content, controlPercent: 30 } })
  await call('POST', `${list}/${id}/launch`, { as })
  server.at(new Date(start.getTime() + 10_000))
  await settle()
  url = `${list}/${id}/report`

  const visit = (personId: string, at: number, change: object = {}) => ({
    personId,
    merchantId,
    placeId,
    visitId: platform.newId('visit'),
    at: new Date(start.getTime() + at).toISOString(),
    evidence: 1 as const,
    method: 'position' as const,
    ...change,
  })
  const redemption = (personId: string) => aRedemption(platform, world, personId)
  server.at(new Date(start.getTime() + DAY_MS))
  await platform.inWork(theSystem, async (work) => {
    for (const personId of ids.slice(0, 40)) {
      work.announce(visitStarted, visit(personId, DAY_MS))
      work.announce(visitStarted, visit(personId, 2 * DAY_MS))
    }
    // Before it went, after the days that count, and at another shop.
    for (const personId of ids.slice(40, 60)) {
      work.announce(visitStarted, visit(personId, -DAY_MS))
      work.announce(visitStarted, visit(personId, 8 * DAY_MS))
      const elsewhere = { merchantId: world.otherShop.merchantId, placeId: world.otherShop.placeId }
      work.announce(visitStarted, visit(personId, DAY_MS, elsewhere))
    }
    for (const personId of ids.slice(30, 50)) work.announce(couponRedeemed, redemption(personId))
    const undone = redemption(ids[60] ?? '')
    work.announce(couponRedeemed, undone)
    work.announce(redemptionReversed, undone)
    return Promise.resolve()
  })
  await settle()
})

async function recounted(isControl: boolean) {
  const outcome = isControl ? 2 : 0
  const { rows } = await sql<{ people: number; visited: number; redeemed: number }>`
    with p as (
      select person_id, at from outreach.recipient
      where mailing_id is not null and outcome = ${outcome}
    ), f as (
      select name, data ->> 'personId' as person_id, data ->> 'redemptionId' as redemption_id,
        case when name = 'presence.visit-started' then (data ->> 'at')::timestamptz else at end as at
      from platform.fact where data ->> 'merchantId' = ${world.shop.merchantId}
    ), near as (
      select f.name, f.redemption_id, p.person_id from f join p on p.person_id::text = f.person_id
      where f.at >= p.at and f.at < p.at + interval '7 days'
    )
    select (select count(*)::integer from p) as people,
      (select count(distinct person_id)::integer from near where name = 'presence.visit-started')
        as visited,
      (select count(distinct person_id)::integer from near n where name = 'offers.coupon-redeemed'
        and not exists (
          select from f where f.name = 'offers.redemption-reversed'
            and f.redemption_id = n.redemption_id
        )) as redeemed`.execute(db)
  return rows[0]
}

test('IN11 the report of a broadcast is what the log comes to, both arms alike', async () => {
  const { body } = await call('GET', url, { as: world.owner.token })
  expect(body.arms.treated).toMatchObject({ ...(await recounted(false)) })
  expect(body.arms.control).toMatchObject({ ...(await recounted(true)) })
  const { treated, control } = body.arms
  expect(treated.people + control.people).toBe(121)
  expect(treated.visited + control.visited).toBe(40)
  expect(treated.redeemed + control.redeemed).toBe(20)
  expect(treated.salesMinor + control.salesMinor).toBe(180_000)
  expect(body.lift.visits.low).toBeLessThanOrEqual(body.lift.visits.difference)
  // Those who used a coupon without being noticed were there as well (IN9).
  expect(body.funnel.visited).toBeGreaterThanOrEqual(treated.visited)
  expect(body.funnel.visited).toBeGreaterThanOrEqual(body.funnel.redeemed)
  expect(body.funnel.visited).toBeLessThanOrEqual(treated.visited + treated.redeemed)
  expect(body.funnel).toMatchObject({ eligible: 121, sent: treated.people, seen: 0, clicked: 0 })
})

test('CH52 the list says of each how many got it, as its report does', async () => {
  const as = world.owner.token
  const { body } = await call('GET', url.replace(/\/[^/]+\/report$/, ''), { as })
  const { body: report } = await call('GET', url, { as })
  expect(body.items).toMatchObject([{ done: 121, sent: (await recounted(false))?.people }])
  expect(body.items[0].sent).toBe(report.funnel.sent)
  expect(body.items[0].sent).toBeLessThan(121)
})

test('IN11 opens and clicks are those of each person, once, and by day', async () => {
  const { shopper } = world
  const { body: inbox } = await call('GET', '/v1/me/inbox', { as: shopper.token })
  const message = (inbox.items as { id: Id<'message'>; title: string }[]).find(({ title }) =>
    title.includes('봄 소식'),
  )
  const isReached = message !== undefined
  for (const what of ['read', 'click', 'read', 'click']) {
    if (!isReached) break
    await call('POST', `/v1/me/inbox/${message.id}/${what}`, { as: shopper.token, body: {} })
  }
  await settle()
  const { body } = await call('GET', url, { as: world.owner.token })
  const one = isReached ? 1 : 0
  expect(body.funnel).toMatchObject({ seen: one, clicked: one })
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from platform.fact
    where name = 'outreach.message-read'`.execute(db)
  expect(body.funnel.seen).toBe(rows[0]?.count)
  const sum = (key: string) =>
    (body.days as Record<string, number>[]).reduce((total, day) => total + (day[key] ?? 0), 0)
  expect([sum('seen'), sum('clicked')]).toEqual([one, one])
  expect(sum('redeemed')).toBe(body.arms.treated.redeemed)
})

test('IN11 it is seen by those who work at the shop only', async () => {
  for (const { token } of [world.shopper, world.otherOwner]) {
    expect((await call('GET', url, { as: token })).status).toBe(403)
  }
  expect((await call('GET', url, { as: world.staff.token })).status).toBe(200)
})

test('IN14 a report is made of sums: nobody is counted for it', async () => {
  const before = await call('GET', url, { as: world.owner.token })
  // Who is looked up are those who used a coupon, for what they spent.
  await sql`
    delete from outreach.recipient r where not exists (
      select from insight.message_act a where a.person_id = r.person_id and a.what = 'redeemed'
    )`.execute(db)
  const { body } = await call('GET', url, { as: world.owner.token })
  expect({ ...body, at: null }).toEqual({ ...before.body, at: null })
  expect((body.days as { visited: number }[]).reduce((sum, day) => sum + day.visited, 0)).toBe(
    body.funnel.visited,
  )
})

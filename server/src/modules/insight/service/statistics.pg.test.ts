/** The statistics of a shop: sums kept by facts, recounted from the log, in any order and twice. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import { seededChance } from '../../../kernel/chance.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import type { LoggedFact } from '../../../platform/news.ts'
import { befriend, somePeople } from '../../channels/service/testing.ts'
import { aCampaign, saveCampaignAsIs } from '../../campaigns/testing.ts'
import { couponRedeemed, redemptionReversed } from '../../offers/events.ts'
import { sendMessages } from '../../outreach/service.ts'
import { aMessage } from '../../outreach/testing.ts'
import { visitEnded, visitStarted } from '../../presence/events.ts'
import { absorb, insightFacts, insightInvariants, rebuild } from '../service.ts'
import { forgetAll } from '../store.ts'
import { aRedemption } from '../testing.ts'

const server = await freshServer()
const { call, settle, platform } = server
const { db } = platform.database
const DAY_MS = 86_400_000
const start = new Date('2026-04-16T06:00:00Z')
const range = { from: '2026-04-10', until: '2026-04-30' }
let world: Awaited<ReturnType<typeof aWorld>>
type Figures = Record<'clicked' | 'redeemed' | 'seen' | 'sent' | 'visited', number>
type Day = Figures &
  Record<'friends' | 'followed' | 'muted' | 'blocked', number> & {
    day: string
    byCampaigns: Figures
  }
type Message = Figures & { broadcastId: string; held: number; extra: object | null }
type Statistics = {
  friends: number
  days: readonly Day[]
  messages: readonly Message[]
  campaigns: readonly Figures[]
}
let ids: readonly string[]
const operator = aPerson({ number: 91, isOperator: true })

const url = (query = `from=${range.from}&until=${range.until}`) =>
  `/v1/merchants/${world.shop.merchantId}/statistics?${query}`
const look = async (): Promise<Statistics> =>
  (await call('GET', url(), { as: world.owner.token })).body as Statistics

async function sends(title: string, at: Date, controlPercent: number): Promise<void> {
  server.at(at)
  const list = `/v1/merchants/${world.shop.merchantId}/broadcasts`
  const id = platform.newId('broadcast')
  const body = { id, content: { title, body: '만나요' }, controlPercent }
  await call('POST', list, { as: world.owner.token, body })
  await call('POST', `${list}/${id}/launch`, { as: world.owner.token })
  server.at(new Date(at.getTime() + 10_000))
  await settle()
}

const redemptions = new Map<string, object>()

function redemption(personId: string) {
  const made = aRedemption(platform, world, personId)
  redemptions.set(personId, made)
  return made
}

/** People open, click, come and buy on three days; some of it is taken back. */
async function doings(): Promise<void> {
  const { merchantId, placeId } = world.shop
  const visit = (personId: string, at: Date) => ({
    personId,
    merchantId,
    placeId,
    visitId: platform.newId('visit'),
    at: at.toISOString(),
    evidence: 1 as const,
    method: 'position' as const,
  })
  for (const day of [0, 1, 2]) {
    const at = new Date(start.getTime() + day * DAY_MS + 60_000)
    server.at(at)
    const some = ids.filter((_, nr) => nr % 5 === day)
    await platform.inWork(theSystem, async (work) => {
      await Promise.resolve()
      for (const personId of some) {
        const came = visit(personId, at)
        work.announce(visitStarted, came)
        work.announce(visitStarted, visit(personId, new Date(at.getTime() + DAY_MS)))
        if (personId.endsWith('a')) {
          work.announce(visitEnded, { ...came, isWithdrawn: true })
        }
      }
      for (const personId of some.slice(0, 6)) work.announce(couponRedeemed, redemption(personId))
    })
  }
  await platform.inWork(theSystem, async (work) => {
    await Promise.resolve()
    const [first] = redemptions.values()
    work.announce(redemptionReversed, first as ReturnType<typeof redemption>)
  })
  await settle()
}

beforeAll(async () => {
  world = await aWorld(server)
  const { merchantId } = world.shop
  server.at(start)
  ids = await somePeople(db, 90, ['marketing'])
  await sql`
    insert into people.consent_now (person_id, purposes)
    values (${world.shopper.personId}, '{marketing}')
    on conflict (person_id) do update set purposes = excluded.purposes`.execute(db)
  await befriend(db, merchantId, ids)
  const as = world.shopper.token
  await call('PUT', `/v1/me/friends/${merchantId}`, { as, body: { source: 'app' } })
  await call('PUT', `/v1/me/mutes/${merchantId}`, { as })
  await call('PUT', `/v1/me/mutes/${merchantId}`, { as })
  const choice = { as: world.owner.token, body: { planId: 'promotion' } }
  await call('PUT', `/v1/merchants/${merchantId}/plan`, choice)
  await sends('봄 소식', start, 30)
  await sends('둘째 소식', new Date(start.getTime() + 3_600_000), 0)
  const { body } = await call('GET', '/v1/me/inbox', { as })
  for (const { id } of body.items as readonly { id: string }[]) {
    await call('POST', `/v1/me/inbox/${id}/read`, { as, body: {} })
    await call('POST', `/v1/me/inbox/${id}/click`, { as, body: {} })
  }
  await campaign()
  await doings()
})

const campaignId = testId<'campaign'>('campaign')

/** Messages of a campaign: one person gets two on two days, some wait for the morning or are refused. */
async function campaign(): Promise<void> {
  const { merchantId } = world.shop
  await platform.inWork(theSystem, (work) =>
    saveCampaignAsIs(work, aCampaign({ id: campaignId, merchantId, name: '지나는 분께' })),
  )
  const message = (personId: string) =>
    aMessage({ personId: personId as Id<'person'>, merchantId, campaignId })
  const people = [...ids.slice(0, 12), world.shopper.personId]
  for (const day of [1, 2]) {
    server.at(new Date(start.getTime() + day * DAY_MS))
    await platform.inWork(theSystem, (work) =>
      sendMessages(work, people.slice(day === 1 ? 0 : 8).map(message)),
    )
    await settle()
  }
  const as = world.shopper.token
  const { body } = await call('GET', '/v1/me/inbox', { as })
  for (const { id, campaignId: of } of body.items as { id: string; campaignId: string | null }[]) {
    if (of === null) continue
    for (const what of ['read', 'click', 'read']) {
      await call('POST', `/v1/me/inbox/${id}/${what}`, { as, body: {} })
    }
  }
  await settle()
}

type Counted = { readonly day: string; readonly what: string; readonly count: number }

/** Each thing once a person and message, on the day they first did it: from facts and recipients alone. */
async function recounted(of: 'broadcasts' | 'campaigns'): Promise<readonly Counted[]> {
  const broadcasts = sql`
    select person_id, mailing_id, at from outreach.recipient
    where mailing_id is not null and outcome = 0`
  // Of the log alone: each message by itself.
  const campaigns = sql`
    select (data ->> 'personId')::uuid as person_id, (data ->> 'messageId')::uuid as mailing_id, at
    from platform.fact where name = 'outreach.message-sent'
      and data ->> 'merchantId' = ${world.shop.merchantId} and data ->> 'campaignId' is not null`
  const { rows } = await sql<Counted>`
    with r as (${of === 'broadcasts' ? broadcasts : campaigns}), f as (
      select name, data ->> 'personId' as person, data, case when name = 'presence.visit-started'
        then (data ->> 'at')::timestamptz else at end as at
      from platform.fact where data ->> 'merchantId' = ${world.shop.merchantId}
    ), good as (
      select * from f where not exists (
        select from f bad
        where bad.name = 'presence.visit-ended' and (bad.data ->> 'isWithdrawn')::boolean
            and bad.data ->> 'visitId' = f.data ->> 'visitId'
          or bad.name = 'offers.redemption-reversed'
            and bad.data ->> 'redemptionId' = f.data ->> 'redemptionId'
      )
    ), did as (
      select r.mailing_id, r.person_id, what.what, min(good.at) as at
      from r join good on good.person = r.person_id::text
      cross join lateral (
        select 'visited' as what
          where good.name in ('presence.visit-started', 'offers.coupon-redeemed')
        union all select 'redeemed' where good.name = 'offers.coupon-redeemed'
      ) what
      where good.at >= r.at and good.at < r.at + interval '7 days'
      group by 1, 2, 3
      union all
      select mailing_id, person_id, 'sent', at from r
      union all
      select r.mailing_id, r.person_id, 'seen', f.at from r join f on f.person = r.person_id::text
        and f.name = 'outreach.message-read' and f.data ->> 'messageId' = r.mailing_id::text
      union all
      select r.mailing_id, r.person_id, 'clicked', f.at
      from r join f on f.person = r.person_id::text
        and f.name = 'outreach.message-clicked' and f.data ->> 'messageId' = r.mailing_id::text
    )
    select to_char((at at time zone 'Asia/Seoul')::date, 'YYYY-MM-DD') as day, what,
      count(*)::integer as count
    from did group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

const kinds = ['clicked', 'redeemed', 'seen', 'sent', 'visited'] as const
const shown = (days: readonly (Figures & { readonly day: string })[]) =>
  days.flatMap((each) =>
    kinds.flatMap((what) => (each[what] > 0 ? [{ day: each.day, what, count: each[what] }] : [])),
  )
const byCampaigns = (days: readonly Day[]) =>
  days.map((each) => ({ day: each.day, ...each.byCampaigns }))
/** What of each day came by broadcasts. */
const byBroadcasts = (days: readonly Day[]) =>
  days.map((each) => {
    const rest = kinds.map((what) => [what, each[what] - each.byCampaigns[what]])
    return { day: each.day, ...(Object.fromEntries(rest) as Figures) }
  })

describe('statistics', () => {
  test('IN13 by day they are what the log comes to', async () => {
    const { days } = await look()
    expect(shown(byBroadcasts(days))).toEqual(await recounted('broadcasts'))
    expect(days).toHaveLength(21)
    expect(shown(days).map(({ what }) => what)).toEqual(expect.arrayContaining([...kinds]))
  })

  test('IN13 by message they add up to the same, and are those of its own report', async () => {
    const { days, messages } = await look()
    const sum = (rows: readonly Figures[], what: (typeof kinds)[number]) =>
      rows.reduce((total, each) => total + each[what], 0)
    for (const what of kinds) expect(sum(messages, what)).toBe(sum(byBroadcasts(days), what))
    expect(messages).toHaveLength(2)
    for (const { broadcastId, sent, held, seen, clicked, visited, redeemed, extra } of messages) {
      const one = `/v1/merchants/${world.shop.merchantId}/broadcasts/${broadcastId}/report`
      const { body } = await call('GET', one, { as: world.owner.token })
      const { control } = body.arms
      const funnel = { eligible: sent + held, sent, seen, clicked, visited, redeemed }
      expect(body.funnel).toEqual(funnel)
      expect(held).toBe(control.people)
      expect(extra).toEqual(held > 0 ? body.extraVisits : null)
    }
  })

  test('IN15 messages of campaigns are a part of it, each piece once, as the log comes to', async () => {
    const { days, campaigns } = await look()
    const counted = await recounted('campaigns')
    expect(shown(byCampaigns(days))).toEqual(counted)
    expect(new Set(counted.map(({ what }) => what))).toEqual(new Set(kinds))
    const sum = (what: string) =>
      counted.filter((each) => each.what === what).reduce((all, each) => all + each.count, 0)
    // Two pieces to some; both are counted, though it is one campaign.
    expect(sum('sent')).toBe(18)
    expect(campaigns).toEqual([
      {
        campaignId,
        name: '지나는 분께',
        ...Object.fromEntries(kinds.map((what) => [what, sum(what)])),
      },
    ])
    const broken = await verify(platform.database, insightInvariants)
    expect(broken.filter(({ isHeld }) => !isHeld)).toEqual([])
  })

  test('IN13 friends are counted back from today, with who came, left and muted', async () => {
    const { days, friends } = await look()
    const on = (day: string) => days.find((each) => each.day === day)
    expect(friends).toBe(91)
    expect(on('2026-04-16')).toMatchObject({ friends: 91, followed: 1, muted: 1, blocked: 0 })
    expect(on('2026-04-15')).toMatchObject({ friends: 90, followed: 0 })
  })

  test('IN13 any days up to 400, in their order, for the people of the shop only', async () => {
    const status = async (query: string, token = world.owner.token) =>
      (await call('GET', url(query), { as: token })).status
    expect(await status('from=2025-04-01&until=2026-05-05')).toBe(200)
    expect(await status('from=2025-04-01&until=2026-05-06')).toBe(400)
    expect(await status('from=2026-04-02&until=2026-04-01')).toBe(400)
    const usual = 'from=2026-04-01&until=2026-04-30'
    for (const { token } of [world.shopper, world.otherOwner]) {
      expect(await status(usual, token)).toBe(403)
    }
  })

  test('IN13 the table for a spreadsheet says the same', async () => {
    const as = world.owner.token
    const csv = url().replace('statistics?', 'statistics.csv?')
    const { body: text } = await call('GET', `${csv}&language=en`, { as })
    expect(text).toContain('Day,Friends,New,Left,Blocked,Muted,Reached')
    expect(String(text).trim().split('\r\n')).toHaveLength(22)
    const messages = await call('GET', `${csv}&of=messages`, { as })
    expect(messages.body).toContain('둘째 소식')
  })
})

describe('sums', () => {
  test('IN12 made again from the log they are the same', async () => {
    const before = await look()
    await platform.inWork(operator, (work) => rebuild(work))
    await settle()
    expect(await look()).toEqual(before)
  })

  test('IN12 facts that are shuffled, and come twice, give the same', async () => {
    const before = await look()
    const names = insightFacts.map(({ name }) => name)
    const undoing = new Set<string>([visitEnded.name, redemptionReversed.name])
    const { rows } = await sql<LoggedFact & { id: number }>`
      select id as fact_id, name, at, subject_id, data from platform.fact
      where name = any(${names}::text[]) order by id`.execute(db)
    const chance = seededChance(3)
    const shuffled = [...rows, ...rows]
      // That something was none is never told before it.
      .map((fact) => ({ fact, place: chance() + (undoing.has(fact.name) ? 1 : 0) }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ fact }) => fact)
    await platform.inWork(theSystem, (work) => forgetAll(work))
    for (let at = 0; at < shuffled.length; at += 17) {
      await platform.inWork(theSystem, (work) => absorb(work, shuffled.slice(at, at + 17)))
    }
    expect(await look()).toEqual(before)
  })

  test('IN12 who takes back the consent to location stays counted, as nobody', async () => {
    const before = await look()
    const [personId] = [...redemptions.keys()].slice(-1) as Id<'person'>[]
    const { rows } = await sql`
      select 1 from insight.message_visit where person_id = ${personId}`.execute(db)
    expect(rows.length).toBeGreaterThan(0)
    await sql`
      update insight.message_visit set person_id = gen_random_uuid()
      where person_id = ${personId}`.execute(db)
    await sql`
      update insight.visit set person_id = id where person_id = ${personId}`.execute(db)
    await platform.inWork(theSystem, async (work) => {
      await Promise.resolve()
      const again = redemptions.get(personId ?? '') as ReturnType<typeof redemption>
      work.announce(couponRedeemed, { ...again, redemptionId: platform.newId('redemption') })
    })
    await settle()
    expect((await look()).days).toEqual(before.days)
  })
})

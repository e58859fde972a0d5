/** The attack on IN16 and IN17: a shop writes to one person it chose, and looks whether they come. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { operationsOf, spelledOut, type OpenApi } from '../../../../../tools/sdk.ts'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld, type Who } from '../../../../testing/world.ts'
import { FEW } from '../../../kernel/few.ts'
import type { Id } from '../../../kernel/id.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import type { LoggedFact } from '../../../platform/news.ts'
import { decided } from '../../campaigns/events.ts'
import { aCampaign, saveCampaignAsIs } from '../../campaigns/testing.ts'
import { befriend, somePeople } from '../../channels/service/testing.ts'
import { couponRedeemed, redemptionReversed } from '../../offers/events.ts'
import { visitEnded, visitStarted } from '../../presence/events.ts'
import { absorb, insightInvariants } from '../service.ts'
import { aRedemption } from '../testing.ts'

const server = await freshServer({ GOLMOK_STAND_INS: 'true' })
const { call, settle, platform } = server
const { db } = platform.database
/** Thursday, 15:00 in Seoul. */
const start = new Date('2026-04-16T06:00:00Z')
let now = start
const world = await aWorld(server)
const { owner, shopper, bystander } = world
const merchantId = world.shop.merchantId as Id<'merchant'>
const placeId = world.shop.placeId as Id<'place'>
const shop = `/v1/merchants/${merchantId}`
const list = `${shop}/broadcasts`
const as = owner.token
const document = spelledOut((await call('GET', '/v1/openapi.json')).body as OpenApi)
let broadcastId: string
type Report = Readonly<Record<string, unknown>> & {
  readonly funnel: object | null
  readonly arms: object | null
}
type Statistics = {
  readonly days: readonly { readonly sent: number; readonly seen: number }[]
  readonly messages: readonly {
    readonly broadcastId: string
    readonly isWithheld: boolean
    readonly sent: number | null
  }[]
  readonly campaigns: readonly object[]
  readonly extra: object | null
}
let ids: readonly string[]

async function tag(personId: string, word: string): Promise<void> {
  await sql`
    insert into loyalty.member (merchant_id, person_id, joined_at, tier_judged_at)
    values (${merchantId}, ${personId}, ${start}, ${start}) on conflict do nothing`.execute(db)
  const body = { tags: [word] }
  const { status } = await call('PUT', `${shop}/members/${personId}/tags`, { as, body })
  expect(status).toBe(200)
}

/** A minute later, with all done that was due. */
async function soon(): Promise<void> {
  now = new Date(now.getTime() + 60_000)
  server.at(now)
  await settle()
}

/** Sends to whom the shop chose by a tag. */
async function send(
  word: string,
  {
    id = platform.newId('broadcast'),
    controlPercent = 0,
  }: { readonly id?: string; readonly controlPercent?: number } = {},
) {
  const audience = { tags: [word] }
  const content = { title: `소식 ${word}`, body: '만나요', ways: ['email'] }
  const body = { id, content, audience, controlPercent }
  expect((await call('POST', list, { as, body })).status).toBe(201)
  const launched = await call('POST', `${list}/${id}/launch`, { as })
  expect(launched.status).toBe(200)
  await soon()
  return launched.body as Readonly<Record<string, unknown>>
}
const report = async (id: string) =>
  (await call('GET', `${list}/${id}/report`, { as })).body as Report
const range = { from: '2026-04-10', until: '2026-04-30' }
const days = new URLSearchParams(range).toString()
const statistics = async () =>
  (await call('GET', `${shop}/statistics?${days}`, { as })).body as Statistics

beforeAll(async () => {
  server.at(start)
  ids = await somePeople(db, 17, ['marketing'])
  const people = [shopper.personId, bystander.personId]
  for (const personId of people) {
    await sql`
      insert into people.consent_now (person_id, purposes) values (${personId}, '{marketing,marketing/email,location}')
      on conflict (person_id) do update set purposes = excluded.purposes`.execute(db)
  }
  await sql`
    insert into outreach.address (person_id, way, address, verified_at)
    select id, 'email', id || '@golmok.test', ${start} from unnest(${people}::uuid[]) as id
    on conflict do nothing`.execute(db)
  await befriend(db, merchantId, [...people, ...ids])
  await call('PUT', `${shop}/plan`, { as, body: { planId: 'promotion' } })
  await tag(shopper.personId, '그분')
  const launched = await send('그분')
  broadcastId = String(launched['id'])
  expect(launched).toMatchObject({ reach: FEW, isMeantForFew: true, sent: 0 })
})

const fills: Readonly<Record<string, () => string>> = {
  merchantId: () => merchantId,
  broadcastId: () => broadcastId,
  placeId: () => placeId,
  offerId: () => String(world.offerId),
  batchId: () => String(world.batchId),
  deviceId: () => String(world.device.id),
  personId: () => shopper.personId,
  month: () => '2026-04',
  source: () => 'qr',
  days: () => '30',
  reason: () => '누구에게 갔는지 봐요',
  ...Object.fromEntries(Object.entries(range).map(([key, day]) => [key, () => day])),
}

/** Every address with figures that a shop may look at, filled in. */
const addresses = () =>
  operationsOf(document).flatMap(([name, it]) => {
    const [method, template = ''] = name.split(' ')
    if (method !== 'GET' || it['x-access'] !== 'merchant') return []
    const path = template.replaceAll(/\{(\w+)\}/g, (_, key: string) => fills[key]?.() ?? '{}')
    const asked = (it.parameters ?? []).flatMap(({ name: key, in: where }) => {
      const fill = where === 'query' ? fills[key] : undefined
      return fill ? [[key, fill()] as [string, string]] : []
    })
    if (path.includes('{}')) return []
    const url = `${path}?${new URLSearchParams(asked).toString()}`
    const tables = ['days', 'messages', 'campaigns'].map((of) => `${url}&of=${of}`)
    return template.endsWith('/statistics.csv') ? tables : [url]
  })

/** What the shop sees, wherever it looks; the clock stands, so that nothing else changes. */
async function look(): Promise<Readonly<Record<string, unknown>>> {
  const seen: Record<string, unknown> = {}
  for (const url of addresses()) {
    const { status, body } = await call('GET', url, { as })
    seen[url] = status === 200 ? (body as unknown) : status
  }
  return seen
}

const visitOf = ({ personId }: Who) => ({
  personId,
  merchantId,
  placeId,
  visitId: platform.newId('visit'),
  at: now.toISOString(),
  evidence: 1 as const,
  method: 'position' as const,
})
const redemptionOf = ({ personId }: Who) => aRedemption(platform, world, personId)

/** Somebody comes by and buys; the shop looks; then it was nothing after all. */
async function seenWhenComes(who: Who) {
  const [visit, redemption] = [visitOf(who), redemptionOf(who)]
  const bought = (name: string): LoggedFact => {
    return { factId: 0, seq: 0, name, at: now, subjectId: who.personId, data: redemption }
  }
  await platform.inWork(theSystem, async (work) => {
    work.announce(visitStarted, visit)
    // To insight alone: the till is not asked, which cannot take back all that a purchase leaves.
    await absorb(work, [bought(couponRedeemed.name)])
  })
  await settle()
  const seen = await look()
  await platform.inWork(theSystem, async (work) => {
    work.announce(visitEnded, { ...visit, isWithdrawn: true })
    await absorb(work, [bought(redemptionReversed.name)])
  })
  await settle()
  return seen
}

describe('IN17 whom a shop chose alone', () => {
  test('opens and presses what it sent, and nowhere a number changes', async () => {
    const before = await look()
    expect(Object.values(before).filter((seen) => typeof seen === 'object').length).toBeGreaterThan(
      25,
    )
    const { body } = await call('GET', '/v1/me/inbox', { as: shopper.token })
    const [message] = body.items as readonly { id: string; title: string }[]
    expect(message?.title).toContain('소식 그분')
    for (const what of ['read', 'click']) {
      await call('POST', `/v1/me/inbox/${message?.id}/${what}`, { as: shopper.token, body: {} })
    }
    await settle()
    const { rows } = await sql`
      select 1 from insight.message_act where what in ('seen', 'clicked')`.execute(db)
    expect(rows).toHaveLength(2)
    expect(await look()).toEqual(before)
  })

  test('comes by and buys, and it looks the same as when somebody else does', async () => {
    const before = await look()
    const theOne = await seenWhenComes(shopper)
    expect(theOne).not.toEqual(before)
    expect(await look()).toEqual(before)
    expect(await seenWhenComes(bystander)).toEqual(theOne)
  })

  test('is in the statistics as news to few, without a number, and the table says so', async () => {
    const { messages, days: byDay, extra } = await statistics()
    expect(messages).toMatchObject([
      { broadcastId, isWithheld: true, sent: null, seen: null, visited: null, held: null },
    ])
    expect(extra).toBe(null)
    const all = byDay.map((each) => [each.sent, each.seen])
    expect(all.flat().every((figure) => figure === 0)).toBe(true)
    const csv = async (query: string) =>
      String((await call('GET', `${shop}/statistics.csv?${days}&${query}`, { as })).body)
    expect(await csv('of=messages')).toContain('2026-04-16,소식 그분,5명보다 적음,,,,,,,,')
    expect(await csv('of=messages&language=en')).toContain(',Fewer than 5,,,,,,,,')
  })
})

describe('IN16 the report', () => {
  test('of news to one chosen person tells nothing but that they were few', async () => {
    const { state, attributionDays, title, at, ...rest } = await report(broadcastId)
    expect([state, title, attributionDays, typeof at]).toEqual(['sent', '소식 그분', 7, 'string'])
    expect(rest).toEqual({
      broadcastId,
      isWithheld: true,
      reach: FEW,
      done: FEW,
      controlPercent: 0,
      outcomes: [],
      funnel: null,
      arms: null,
      lift: null,
      extraVisits: null,
      days: [],
    })
  })

  test('of all friends is told, however few they are', async () => {
    const { otherShop, otherOwner } = world
    await befriend(db, otherShop.merchantId, [shopper.personId])
    const others = `/v1/merchants/${otherShop.merchantId}/broadcasts`
    const id = platform.newId('broadcast')
    const body = { id, content: { title: '모두께', body: '만나요' }, controlPercent: 0 }
    const asOther = { as: otherOwner.token }
    await call('POST', others, { ...asOther, body })
    await call('POST', `${others}/${id}/launch`, asOther)
    await soon()
    const { body: told } = await call('GET', `${others}/${id}/report`, asOther)
    expect(told).toMatchObject({ isWithheld: false, reach: 1, outcomes: [{ people: 1 }] })
    expect(told.arms.treated.people).toBe(1)
    expect(told.lift.visits.conclusive).toBe(false)
  })

  test('from five chosen people on it is told, and is in the sums', async () => {
    for (const personId of ids.slice(0, FEW)) await tag(personId, '다섯')
    const { id } = await send('다섯')
    expect((await report(String(id))).funnel).toMatchObject({ sent: FEW, seen: 0 })
    const { days: byDay, messages } = await statistics()
    expect(byDay.reduce((sum, { sent }) => sum + sent, 0)).toBe(FEW)
    expect(messages).toHaveLength(2)
    expect(messages).toContainEqual(expect.objectContaining({ isWithheld: false, sent: FEW }))
    expect(messages).toContainEqual(expect.objectContaining({ isWithheld: true, sent: null }))
  })

  test('does not compare with a control group of few chosen people', async () => {
    // Who heard from the shop today hears no more.
    const twelve = ids.slice(FEW)
    for (const personId of twelve) await tag(personId, '열둘')
    const id = await drawing(twelve, 2)
    await send('열둘', { id, controlPercent: 20 })
    const told = await report(id)
    expect(told).toMatchObject({ isWithheld: false, lift: null, extraVisits: null })
    expect(told.arms).toMatchObject({ treated: { people: 10 }, control: null })
    const { messages } = await statistics()
    const row = messages.find((each) => each.broadcastId === id)
    expect(row).toMatchObject({ isWithheld: false, held: 2, extra: null })
  })

  test('of all friends is withheld where all but few had been written to before', async () => {
    const id = platform.newId('broadcast')
    const body = { id, content: { title: '나머지 한 분', body: '만나요' }, controlPercent: 0 }
    const rest = await sql<{ left: number }>`
      select count(*)::integer as left from channels.friend f
      where merchant_id = ${merchantId} and not exists (
        select from outreach.recipient r where r.person_id = f.person_id and r.outcome = 0
      )`.execute(db)
    expect(rest.rows[0]?.left).toBeLessThan(FEW)
    await call('POST', list, { as, body })
    await call('POST', `${list}/${id}/launch`, { as })
    await soon()
    expect(await report(id)).toMatchObject({ isWithheld: true, funnel: null, outcomes: [] })
    const { messages } = await statistics()
    expect(messages.find((each) => each.broadcastId === id)).toMatchObject({ isWithheld: true })
  })

  test('and what is kept below it is whole', async () => {
    const broken = await verify(platform.database, insightInvariants)
    expect(broken.filter(({ isHeld }) => !isHeld)).toEqual([])
  })
})

/** The id of a broadcast that draws so many of these people into the control group. */
async function drawing(people: readonly string[], held: number): Promise<string> {
  const drawn = Array.from({ length: 200 }, () => platform.newId('broadcast'))
  const { rows } = await sql<{ id: string }>`
    select b.id from unnest(${drawn}::uuid[]) as b (id)
    cross join unnest(${people}::uuid[]) as person (id)
    group by b.id having count(*) filter (where
      (uuid_hash_extended(person.id, hashtextextended(b.id::text, 0)) & 2147483647) % 100 < 20
    ) = ${held} limit 1`.execute(db)
  return String(rows[0]?.id)
}

test('CH60 the list and the ways tell no number below five of whom a shop chose', async () => {
  const { body } = await call('GET', list, { as })
  const one = (body.items as { id: string }[]).find(({ id }) => id === broadcastId)
  expect(one).toMatchObject({ reach: FEW, done: FEW, sent: FEW, isMeantForFew: true })
  expect(one).toMatchObject({ isSentToFew: true })
  const ways = await call('GET', `${list}/${broadcastId}/ways`, { as })
  expect(ways.body).toEqual({ isWithheld: true, items: [] })
})

describe('IN16, IN17 a campaign that chose its people', () => {
  const campaignId = testId<'campaign'>('campaign')
  const look = async () => {
    const report = await call('GET', `/v1/campaigns/${campaignId}/report`, { as })
    const today = await call('GET', `${shop}/today`, { as })
    return { report: report.body as Report, today: today.body as Readonly<Record<string, number>> }
  }
  const reached = async (people: readonly string[], arm: 'treated' | 'control') => {
    await platform.inWork(theSystem, (work) => {
      for (const personId of people) {
        const outcome = arm === 'treated' ? 'sent' : 'control'
        const none = { rule: null, code: null, couponId: null, messageId: null, visitId: null }
        const decisionId = platform.newId('decision')
        const decision = { decisionId, campaignId, personId, merchantId, at: now.toISOString() }
        work.announce(decided, { ...decision, ...none, outcome, arm })
      }
      return Promise.resolve()
    })
    await settle()
  }
  const comes = async (personId: string) => {
    await platform.inWork(theSystem, async (work) => {
      const who = { personId: personId as Id<'person'>, token: '' }
      // Noticed before the till: a visit known by a coupon alone is none between the arms (IN9).
      const at = new Date(now.getTime() - 10_000).toISOString()
      work.announce(visitStarted, { ...visitOf(who), at })
      const data = { ...redemptionOf(who), campaignId }
      await absorb(work, [
        { factId: 0, seq: 0, name: couponRedeemed.name, at: now, subjectId: null, data },
      ])
    })
    await settle()
  }

  beforeAll(async () => {
    await platform.inWork(theSystem, (work) =>
      saveCampaignAsIs(
        work,
        aCampaign({ id: campaignId, merchantId, audience: [{ kind: 'favourite' }] }),
      ),
    )
  })

  test('tells nothing while fewer than five got it, not in its report and not today', async () => {
    await reached(ids.slice(0, 4), 'treated')
    await reached(ids.slice(9, 10), 'control')
    await soon()
    const before = await look()
    await comes(ids[0] ?? '')
    const { report: told, today } = await look()
    expect(told).toEqual(before.report)
    expect(told).toMatchObject({ isWithheld: true, funnel: null, arms: null, lift: null })
    expect(told).toMatchObject({ extraVisits: null, salesMinor: null, costMinor: null })
    expect(told).toMatchObject({ discountMinor: null, points: null, refusedByReason: [] })
    // What the till saw is counted; by which message it came, is not.
    expect([today['visits'], today['redemptions']]).toEqual([1, 1])
    expect(today).toMatchObject({ visitsByCampaigns: 0, visitorsByCampaigns: 0 })
    expect(today['bestCampaign']).toBe(null)
    expect((await statistics()).campaigns).toEqual([])
  })

  test('tells of five, and compares with five', async () => {
    await reached(ids.slice(4, 5), 'treated')
    const { report: told, today } = await look()
    expect(told).toMatchObject({ isWithheld: false, funnel: { sent: 5 }, lift: null })
    expect(told.arms).toMatchObject({ treated: { visited: 1, redeemed: 1 }, control: null })
    expect(today).toMatchObject({ visitsByCampaigns: 1, bestCampaign: { campaignId } })
    await reached(ids.slice(10, 14), 'control')
    expect((await look()).report.arms).toMatchObject({ control: { people: 5, visited: 0 } })
  })
})

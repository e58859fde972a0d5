/** Insight on a real database: facts in any order and batches give the same figures. */
import { beforeEach, describe, expect, test } from 'vitest'
import { seededChance } from '../../kernel/chance.ts'
import type { EventKind } from '../../kernel/event.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { verify } from '../../platform/invariants.ts'
import type { LiveMessage } from '../../platform/live.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { decided } from '../campaigns/events.ts'
import { saveCampaignAsIs } from '../campaigns/testing.ts'
import { billReturned, couponRedeemed, redemptionReversed } from '../offers/events.ts'
import { messageRead, messageSent } from '../outreach/events.ts'
import { visitConfirmed, visitEnded, visitStarted } from '../presence/events.ts'
import { insightReactions } from './reactions.ts'
import { insightInvariants, openBell, rebuild, reportOf, todayOf } from './service.ts'
import { visitorsOf } from './service/visitors.ts'

const { inWork, rows, clear, platform, runReactions, at: setClock } = await freshDatabase()
/** 2026-04-16, 15:00 in Seoul. */
const now = new Date('2026-04-16T06:00:00Z')
const merchantId = testId<'merchant'>('merchant')
const placeId = testId<'place'>('place')
const campaignId = testId<'campaign'>('campaign')
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
const published: [string, LiveMessage][] = []
const live = { publish: (topic: string, message: LiveMessage) => published.push([topic, message]) }

beforeEach(async () => {
  await clear()
  setClock(now)
  published.length = 0
  await inWork(theSystem, (work) => saveCampaignAsIs(work))
})

type Fact = readonly [kind: EventKind, data: object]
const minutes = (count: number) => new Date(now.getTime() + count * 60_000).toISOString()
const who = (number: number) => ({ personId: testId('person', number), merchantId })

const decision = (number: number, change: object = {}): Fact => [
  decided,
  {
    ...who(number),
    decisionId: testId('decision', number),
    campaignId,
    at: minutes(0),
    outcome: 'sent',
    arm: 'treated',
    rule: null,
    code: null,
    couponId: testId('coupon', number),
    messageId: testId('message', number),
    visitId: null,
    ...change,
  },
]
const control = (number: number) =>
  decision(number, { outcome: 'control', arm: 'control', couponId: null, messageId: null })
const visit = (number: number, change: object = {}): Fact => [
  visitStarted,
  {
    ...who(number),
    visitId: testId('visit', number),
    placeId,
    at: minutes(10),
    evidence: 1,
    method: 'position',
    ...change,
  },
]
const withdrawn = (number: number): Fact => [visitEnded, { ...visit(number)[1], isWithdrawn: true }]
const redemption = (number: number, change: object = {}): object => ({
  ...who(number),
  redemptionId: testId('redemption', number),
  couponId: testId('coupon', number),
  offerId: testId('offer'),
  campaignId,
  placeId,
  billMinor: 10_000,
  discountMinor: 1_000,
  pointsEarned: 450,
  ...change,
})
/** So much of a redemption has come back so far. */
function cameBack(number: number, billMinor: number, used = number): Fact {
  const redemptionId = testId('redemption', used)
  const returned = [{ redemptionId, billMinor, discountMinor: billMinor / 10, points: 0 }]
  const bill = { billId: testId('bill', number), placeId, refundMinor: billMinor, pointsBack: 0 }
  return [billReturned, { ...who(number), ...bill, isAll: false, returned }]
}
const message = (number: number) => ({
  ...who(number),
  messageId: testId('message', number),
  purpose: 'marketing',
  couponId: testId('coupon', number),
  campaignId,
  decisionId: testId('decision', number),
})

/** Tells facts, each in a work of its own unless together. */
const tell = (...facts: readonly Fact[]) =>
  inWork(theSystem, async (work) => {
    for (const [kind, data] of facts) work.announce(kind, data)
    return Promise.resolve()
  })
const settle = () => runReactions([insightReactions(live)])
const report = () => inWork(owner, (work) => reportOf(work, campaignId))
const today = () => inWork(owner, (work) => todayOf(work, merchantId))
const broken = async () =>
  (await verify(platform.database, insightInvariants)).filter(({ isHeld }) => !isHeld)

/** Everything the read models hold, in an order of its own. */
async function allRows() {
  const tables = ['campaign_person', 'campaign_refusal', 'visit', 'redemption', 'merchant_day']
  const found = await Promise.all(tables.map((table) => rows(`insight.${table}`)))
  return found.map((list) => list.map((row) => JSON.stringify(row)).toSorted())
}

describe('absorb', () => {
  test('IN3 a visit and a redemption after the message count, the visit that set it off does not', async () => {
    await tell(
      decision(1, { visitId: testId('visit', 1) }),
      visit(1, { at: minutes(0) }),
      decision(2),
      visit(2),
      [messageRead, message(2)],
      [couponRedeemed, redemption(2)],
      control(3),
      visit(3),
      decision(4),
      visit(4, { at: minutes(-1) }),
      decision(5),
      visit(5, { at: minutes(7 * 1_440) }),
    )
    await settle()
    expect(await report()).toMatchObject({
      funnel: { eligible: 5, sent: 4, seen: 1, visited: 1, redeemed: 1 },
      arms: {
        treated: { people: 4, visited: 1, redeemed: 1, salesMinor: 10_000 },
        control: { people: 1, visited: 1, redeemed: 0 },
      },
      salesMinor: 10_000,
      costMinor: 1_450,
    })
  })

  test('IN3 the control group’s redemptions of other coupons of the shop count for its arm', async () => {
    const other = { campaignId: null, redemptionId: testId('redemption', 9) }
    await tell(control(1), [couponRedeemed, redemption(1, other)])
    await settle()
    expect(await report()).toMatchObject({
      arms: { control: { people: 1, redeemed: 1, salesMinor: 10_000 } },
      funnel: { redeemed: 0 },
      salesMinor: 0,
    })
  })

  test('IN9 a visit that only a coupon told of counts in the funnel, not in the lift', async () => {
    await tell(decision(1), decision(2))
    await tell([couponRedeemed, redemption(1)], [couponRedeemed, redemption(2)])
    // Presence dates a visit known by a coupon to the moment of its use; the phone told of the other.
    await tell(visit(1, { at: minutes(0), evidence: 3, method: 'staff' }), visit(2))
    await settle()
    expect(await report()).toMatchObject({
      funnel: { visited: 2, redeemed: 2 },
      arms: { treated: { people: 2, visited: 1, redeemed: 2 } },
    })
  })

  test('IN6 a withdrawn visit and a reversed redemption leave no trace', async () => {
    await tell(decision(1), visit(1), [couponRedeemed, redemption(1)])
    await settle()
    expect(await today()).toMatchObject({ visits: 1, redemptions: 1, salesMinor: 10_000 })
    await tell(withdrawn(1), [redemptionReversed, redemption(1)])
    await tell([redemptionReversed, redemption(1)])
    await settle()
    expect(await today()).toMatchObject({ visits: 0, redemptions: 0, salesMinor: 0 })
    expect((await report()).funnel).toMatchObject({ visited: 0, redeemed: 0 })
    expect(await broken()).toEqual([])
  })

  test('IN4 refusals count people, however often each is refused', async () => {
    const no = { outcome: 'refused', arm: null, rule: 'gate', code: 'outreach.blocked' }
    await tell(
      decision(1, no),
      decision(1, no),
      decision(2, no),
      decision(3, { ...no, rule: 'viewed' }),
    )
    await settle()
    expect((await report()).refusedByReason).toMatchObject([
      { rule: 'gate', code: 'outreach.blocked', people: 2 },
      { rule: 'viewed', people: 1 },
    ])
  })

  test('IN4 a message that waited for the morning counts as sent once it is', async () => {
    await tell(decision(1, { outcome: 'postponed' }))
    await settle()
    expect((await report()).funnel).toMatchObject({ eligible: 1, sent: 0 })
    await tell([messageSent, message(1)])
    await settle()
    expect((await report()).funnel).toMatchObject({ eligible: 1, sent: 1 })
  })
})

describe('rebuild', () => {
  test('IN4 read models made again from the log are the very same, whatever the batches were', async () => {
    const chance = seededChance(5)
    const pick = (count: number) => 1 + Math.floor(chance() * count)
    for (let round = 0; round < 60; round += 1) {
      const number = pick(12)
      const id = { visitId: testId('visit', round), at: minutes(pick(200)) }
      const used = { redemptionId: testId('redemption', round), billMinor: pick(9) * 1_000 }
      const facts: readonly Fact[] = [
        chance() < 0.2 ? control(number + 20) : decision(number),
        visit(number, id),
        [couponRedeemed, redemption(number, used)],
        [messageRead, message(number)],
      ]
      await tell(...facts.filter(() => chance() < 0.7))
      if (chance() < 0.2) await tell([visitEnded, { ...visit(number, id)[1], isWithdrawn: true }])
      const some = [cameBack(number, 500, round), cameBack(number, 1_000, round)]
      if (chance() < 0.3) await tell(...some)
      if (chance() < 0.2) await tell([redemptionReversed, redemption(number, used)])
      if (chance() < 0.1) await tell(...some)
      if (chance() < 0.3) await settle()
    }
    await settle()
    const before = await allRows()
    expect(before.flat().length).toBeGreaterThan(40)
    expect(await broken()).toEqual([])

    await inWork(theSystem, rebuild)
    expect((await allRows()).flat()).toEqual([])
    await settle()
    expect(await allRows()).toEqual(before)
  })

  test('IN4 facts that come twice change nothing', async () => {
    const facts = [decision(1), visit(1), [couponRedeemed, redemption(1)]] as const
    await tell(...facts)
    await settle()
    const before = await allRows()
    await tell(...facts)
    await settle()
    expect(await allRows()).toEqual(before)
  })

  test('IN7 only the operator rebuilds, and only the people of a shop see its figures', async () => {
    const stranger = aPerson({ number: 5 })
    await expect(inWork(owner, rebuild)).rejects.toMatchObject({ code: 'access.forbidden' })
    const look = inWork(stranger, (work) => reportOf(work, campaignId))
    await expect(look).rejects.toMatchObject({ code: 'campaign.unknown' })
    const peek = inWork(stranger, (work) => todayOf(work, merchantId))
    await expect(peek).rejects.toMatchObject({ code: 'access.forbidden' })
  })
})

describe('IN10 pieces that come back', () => {
  const sold = async () => {
    const { salesMinor, discountMinor } = await today()
    const { funnel } = await report()
    return [salesMinor, discountMinor, funnel?.redeemed]
  }

  test('take their part out of sales and discount, however often and in whatever order it is told', async () => {
    await tell(decision(1), [couponRedeemed, redemption(1)])
    await settle()
    expect(await sold()).toEqual([10_000, 1_000, 1])
    // The second return comes first, and then twice.
    for (const facts of [[cameBack(1, 6_000)], [cameBack(1, 2_000)], [cameBack(1, 6_000)]]) {
      await tell(...facts)
      await settle()
      expect(await sold()).toEqual([4_000, 400, 1])
    }
    expect(await report()).toMatchObject({ salesMinor: 4_000, discountMinor: 400 })
    expect(await broken()).toEqual([])
  })

  test.each([
    ['before it', [cameBack(1, 6_000), [redemptionReversed, redemption(1)]]],
    ['after it', [[redemptionReversed, redemption(1)], cameBack(1, 6_000)]],
  ] as [string, Fact[]][])(
    'leave nothing once the use is reversed, told %s',
    async (_name, facts) => {
      await tell(decision(1), [couponRedeemed, redemption(1)])
      for (const fact of facts) {
        await settle()
        await tell(fact)
      }
      await settle()
      expect(await sold()).toEqual([0, 0, 0])
      expect(await broken()).toEqual([])
    },
  )
})

describe('today', () => {
  test('IN3 says how many came, and how many of them a campaign had reached', async () => {
    await tell(decision(1), visit(1), visit(2), visit(3, { at: '2026-04-15T14:59:00.000Z' }))
    await tell([couponRedeemed, redemption(1)])
    await settle()
    const page = await today()
    expect(page).toMatchObject({
      day: '2026-04-16',
      visits: 2,
      visitors: 2,
      visitsByCampaigns: 1,
      redemptions: 1,
      salesMinor: 10_000,
      bestCampaign: { campaignId, name: '봄 손님', redemptions: 1 },
    })
    expect(page.days).toHaveLength(14)
    expect(page.days.slice(-2)).toMatchObject([{ visits: 1 }, { visits: 2 }])
  })
})

describe('visitors', () => {
  const visitors = (days: number) => inWork(owner, (work) => visitorsOf(work, merchantId, days))
  const daysAgo = (days: number, minute = 0) => minutes(minute - days * 1_440)

  test('IN8 counts visits and people, and tells who came for the first time', async () => {
    await tell(
      visit(1, { visitId: testId('visit', 11), at: daysAgo(9) }),
      visit(1, { visitId: testId('visit', 12), at: daysAgo(2) }),
      visit(1, { visitId: testId('visit', 13), at: daysAgo(1) }),
      visit(2, { at: daysAgo(6) }),
      visit(3, { at: daysAgo(0, 5) }),
      visit(4, { at: daysAgo(8) }),
    )
    await settle()
    const week = await visitors(7)
    expect(week).toMatchObject({
      fromDay: '2026-04-10',
      untilDay: '2026-04-16',
      visits: 4,
      visitors: 3,
      newVisitors: 2,
      returningVisitors: 1,
      before: { visits: 2, visitors: 2 },
      favourites: 0,
    })
    expect(week.days.map(({ visits }) => visits)).toEqual([1, 0, 0, 0, 1, 1, 1])
    expect(week.byHour[15]).toBe(4)
    expect(await visitors(30)).toMatchObject({ visits: 6, newVisitors: 3, returningVisitors: 1 })
  })

  test('IN8 a visit counts once, by its best proof', async () => {
    const better = (number: number, change: object): Fact => [
      visitConfirmed,
      { ...visit(number)[1], ...change },
    ]
    await tell(
      visit(1),
      better(1, { evidence: 2, method: 'qr' }),
      better(1, { evidence: 3, method: 'staff' }),
      visit(2, { evidence: 0, method: 'beacon' }),
      visit(3, { evidence: 2, method: 'nfc' }),
      visit(4),
      withdrawn(4),
    )
    // Told again, an older word takes nothing back.
    await tell(better(1, { evidence: 2, method: 'qr' }))
    await settle()
    expect(await visitors(7)).toMatchObject({
      visits: 3,
      byMethod: { position: 0, beacon: 1, tag: 1, staff: 1 },
      byEvidence: { cloneable: 1, plausible: 0, oneTime: 1, confirmed: 1 },
    })
  })

  test('IN8 nobody yet is a page of zeros, and other shops see nothing', async () => {
    expect(await visitors(30)).toMatchObject({ visits: 0, visitors: 0, newVisitors: 0 })
    const peek = inWork(aPerson({ number: 5 }), (work) => visitorsOf(work, merchantId, 7))
    await expect(peek).rejects.toMatchObject({ code: 'access.forbidden' })
  })
})

describe('the bell', () => {
  test('IN5 rings at once, then once for all that came meanwhile, then falls silent', async () => {
    const bell = openBell(live, 30)
    const changed = { campaigns: new Map([[campaignId, merchantId]]), merchants: new Set<never>() }
    const ring = () =>
      inWork(theSystem, async (work) => {
        bell.ring(work, changed)
        return Promise.resolve()
      })
    await ring()
    expect(published).toEqual([
      [`merchant/${merchantId}`, { name: 'report', data: { campaignId } }],
    ])
    const startedAt = performance.now()
    let rung = 0
    while (performance.now() - startedAt < 100) {
      await ring()
      rung += 1
    }
    await new Promise((resolve) => setTimeout(resolve, 60))
    // One ring in each 30 ms, and the last change is never left untold.
    const most = Math.ceil((performance.now() - startedAt) / 30) + 1
    expect(rung).toBeGreaterThan(published.length)
    expect(published.length).toBeGreaterThanOrEqual(2)
    expect(published.length).toBeLessThanOrEqual(most)
  })
})

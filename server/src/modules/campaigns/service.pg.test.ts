/** Campaigns on a real database: batches, budgets, arms, races, and what is kept of each decision. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import type { Work } from '../../platform/work.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { verify } from '../../platform/invariants.ts'
import { couponRedeemed, redemptionReversed } from '../offers/events.ts'
import { createOffer } from '../offers/service.ts'
import { anOffer } from '../offers/testing.ts'
import { openConsents } from '../people/service/open-consents.ts'
import { purchaseNoted } from '../loyalty/events.ts'
import { releaseDue } from '../outreach/service.ts'
import { saveAnswer, savePerson, shopper } from '../people/testing.ts'
import { createMerchant, createPlace } from '../places/service.ts'
import { zoneEntered } from '../presence/events.ts'
import { armOf } from './model/decision.ts'
import type { Campaign, Plan } from './model/campaign.ts'
import { campaignReactions } from './reactions.ts'
import {
  campaignInvariants,
  changeCampaign,
  createCampaign,
  moveCampaign,
  openCampaigns,
  tidyCampaigns,
} from './service.ts'
import { aPlan, noon } from './testing.ts'

const { inWork, rows, clear, db, platform, runReactions, at: setClock } = await freshDatabase()
const merchantId = testId<'merchant'>('merchant')
const placeId = testId<'place'>('place')
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
const staff = aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] })

const reactionsOf = () =>
  campaignReactions({
    campaigns: openCampaigns(platform),
    consents: openConsents(platform),
    signalAgeSecondsMax: 600,
  })
let reactions = reactionsOf()
const settle = () => runReactions([reactions])

beforeEach(async () => {
  await clear()
  setClock(noon)
  reactions = reactionsOf()
  await inWork(theSystem, async (work) => {
    await createMerchant(work, { id: merchantId, name: '골목커피', category: 'cafe' })
    const spot = { name: '본점', address: '서울 종로구', lng: 126.98, lat: 37.57 }
    await createPlace(work, merchantId, { ...spot, id: placeId })
  })
  await offer({})
})

const offer = (change: object) =>
  inWork(owner, (work) => createOffer(work, anOffer({ couponsPerPersonMax: 9, ...change })))

async function start(plan: Partial<Plan> = {}, number = 1): Promise<Campaign> {
  const campaignId = testId<'campaign'>('campaign', number)
  await inWork(owner, (work) => createCampaign(work, { merchantId, campaignId, plan: aPlan(plan) }))
  return inWork(owner, (work) => moveCampaign(work, campaignId, 'running'))
}

/** Straight into the tables: hundreds of sign-ups are not what is tested here. */
async function people(numbers: readonly number[]): Promise<void> {
  const ids = numbers.map((number) => testId('person', number))
  await sql`
    insert into people.account (id, name, email, locale, joined_at, age)
    select id, '손님', id || '@golmok.test', 'ko', ${noon}, 'of-age' from unnest(${ids}::uuid[]) as p (id)`.execute(
    db,
  )
  await sql`
    insert into people.consent_now (person_id, purposes)
    select id, '{location,marketing}' from unnest(${ids}::uuid[]) as p (id)`.execute(db)
}

function enters(work: Work, number: number, change: { at?: Date; zone?: number } = {}) {
  const personId = testId<'person'>('person', number)
  work.announce(
    zoneEntered,
    {
      stayId: testId('stay', number),
      personId,
      zoneId: testId('zone', change.zone ?? 1),
      placeId,
      merchantId,
      at: (change.at ?? noon).toISOString(),
      evidence: 1,
    },
    { subjectId: personId },
  )
}

/** People enter, all in one batch of facts. */
const enter = async (numbers: readonly number[], change: { at?: Date; zone?: number } = {}) => {
  await inWork(theSystem, async (work) => {
    for (const number of numbers) enters(work, number, change)
    return Promise.resolve()
  })
  await settle()
}

const outcomes = async () => {
  const found = await rows('campaigns.decision')
  return Object.fromEntries(
    Object.entries(Object.groupBy(found, (row) => String(row['rule'] ?? row['outcome']))).map(
      ([key, list]) => [key, list?.reduce((sum, row) => sum + Number(row['times']), 0)],
    ),
  )
}
const broken = async () =>
  (await verify(platform.database, campaignInvariants)).filter(({ isHeld }) => !isHeld)
const refusal = async (running: Promise<unknown>) => {
  try {
    await running
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}
const range = (count: number, from = 1) => Array.from({ length: count }, (_none, at) => from + at)

test('OU68 the messages of a campaign go by the ways its shop chose', async () => {
  await people([1])
  await start({ ways: ['email'] })
  await enter([1])
  expect(await rows('outreach.chosen_way')).toMatchObject([{ ways: ['email'] }])
})

describe('a batch of entries', () => {
  test('CA9 twelve people race for a budget of five coupons: five get one', async () => {
    await people(range(12))
    await start({ budget: { couponsMax: 5, discountMinorMax: null } })
    await enter(range(12))
    expect(await outcomes()).toEqual({ sent: 5, 'budget-coupons': 7 })
    expect(await rows('offers.coupon')).toHaveLength(5)
    expect(await rows('outreach.message')).toHaveLength(5)
    expect(await broken()).toEqual([])
  })

  test('CA9 the database itself refuses a coupon above the budget', async () => {
    const campaign = await start({ budget: { couponsMax: 5, discountMinorMax: null } })
    const over = sql`
      update campaigns.campaign set coupons_granted = 6 where id = ${campaign.id}`.execute(db)
    await expect(over).rejects.toThrow('budget_of_coupons')
  })

  test('CA9 money is held back with the coupon, spent at the counter, and free again when less was needed', async () => {
    await people([1, 2, 3])
    const { id } = await start({ budget: { couponsMax: null, discountMinorMax: 7_000 } })
    await enter([1, 2, 3])
    expect(await outcomes()).toEqual({ sent: 2, 'budget-discount': 1 })
    const [coupon] = await rows('offers.coupon')
    const redemption = {
      redemptionId: testId('redemption'),
      couponId: String(coupon?.['id']),
      offerId: testId('offer'),
      campaignId: id,
      personId: String(coupon?.['personId']),
      placeId,
      merchantId,
      billMinor: 10_000,
      discountMinor: 1_000,
      pointsEarned: 450,
    }
    const tell = async (kind: typeof couponRedeemed | typeof redemptionReversed) => {
      await inWork(theSystem, async (work) => Promise.resolve(work.announce(kind, redemption)))
      await settle()
      const [row] = await rows('campaigns.campaign')
      return [row?.['discountReservedMinor'], row?.['discountSpentMinor']]
    }
    expect(await tell(couponRedeemed)).toEqual([3_000, 1_000])
    expect(await broken()).toEqual([])
    await enter([3], { zone: 2 })
    expect(await outcomes()).toMatchObject({ sent: 3 })
    expect(await tell(redemptionReversed)).toEqual([7_000, 0])
    expect(await broken()).toEqual([])
  })

  test('CA7 who enters two zones at once, and again a little later, is reached once', async () => {
    await people([1])
    await start()
    await enter([1, 1])
    await enter([1], { at: new Date(noon.getTime() + 60_000) })
    expect(await outcomes()).toEqual({ sent: 1, retrigger: 2 })
  })

  test('CA8 of four hundred people about forty are in the control group, and get nothing', async () => {
    const numbers = range(400)
    await people(numbers)
    const campaign = await start({
      controlPercent: 10,
      budget: { couponsMax: 1_000, discountMinorMax: null },
    })
    await enter(numbers)
    const control = numbers.filter((n) => armOf(campaign, testId('person', n)) === 'control').length
    expect(control).toBeGreaterThan(20)
    expect(control).toBeLessThan(60)
    expect(await outcomes()).toEqual({ sent: 400 - control, 'control-group': control })
    expect(await rows('offers.coupon')).toHaveLength(400 - control)
    expect(await rows('campaigns.assignment')).toHaveLength(400)
    expect(await broken()).toEqual([])
  })

  test('CA10 a fact that is delivered twice takes effect once', async () => {
    await people(range(3))
    await start({ retriggerMinutes: 1 })
    await enter(range(3))
    await sql`update platform.reader set seq = 0`.execute(db)
    await settle()
    expect(await rows('offers.coupon')).toHaveLength(3)
    expect((await outcomes())['sent']).toBe(3)
    expect(await broken()).toEqual([])
  })

  test('CA10 a signal from before the limit sends nothing', async () => {
    await people([1])
    await start()
    await enter([1], { at: new Date(noon.getTime() - 601_000) })
    expect(await outcomes()).toEqual({ fresh: 1 })
  })

  test('CA11 of two campaigns of the shop the newer one acts', async () => {
    await people([1])
    await start({ name: '먼저' }, 1)
    const schedule = { ...aPlan().schedule, startsAt: new Date('2026-04-05T00:00:00Z') }
    const newer = await start({ name: '나중', schedule }, 2)
    await enter([1])
    expect(await outcomes()).toEqual({ sent: 1, 'best-of-shop': 1 })
    expect(await rows('offers.coupon')).toMatchObject([{ campaignId: newer.id }])
  })

  test('CA12 equal refusals of an hour are one row with a count, told once', async () => {
    await inWork(theSystem, (work) => savePerson(work, shopper(1), ['location']))
    await start()
    for (const minute of [0, 5, 10]) {
      setClock(new Date(noon.getTime() + minute * 60_000))
      await enter([1], { at: new Date(noon.getTime() + minute * 60_000) })
    }
    expect(await rows('campaigns.decision')).toMatchObject([
      { rule: 'marketing-consent', times: 3 },
    ])
    const told = (await rows('platform.fact')).filter(({ name }) => name === 'campaigns.decided')
    expect(told).toHaveLength(1)
  })

  test('CA6 a consent taken back counts from the next moment on', async () => {
    await people([1, 2])
    await start()
    await enter([1])
    await inWork(theSystem, (work) => saveAnswer(work, testId('person', 2), 'marketing', false))
    await enter([2])
    expect(await outcomes()).toEqual({ sent: 1, 'marketing-consent': 1 })
  })

  test('CA6 whoever takes back the consent to location is no longer known to have been near', async () => {
    await people([1, 2])
    await enter([1, 2])
    expect(await rows('campaigns.near')).toHaveLength(2)
    await inWork(theSystem, (work) => saveAnswer(work, testId('person', 2), 'location', false))
    await settle()
    expect(await rows('campaigns.near')).toMatchObject([{ personId: testId('person', 1) }])
  })

  test('CA16 a look at a location for a campaign is recorded for the person, yes or no', async () => {
    await people([1, 2])
    await start({ audience: [{ kind: 'favourite' }] })
    await enter([1])
    expect(await outcomes()).toEqual({ favourite: 1 })
    expect(await rows('people.location_use')).toMatchObject([
      { personId: testId('person', 1), purpose: 'campaign', merchantId, count: 1 },
    ])
  })

  test('CA16 a look that ended with the first question is recorded too, but none without consent', async () => {
    await inWork(theSystem, (work) => savePerson(work, shopper(1), ['location']))
    await inWork(theSystem, (work) => savePerson(work, shopper(2), ['marketing']))
    await start()
    await enter([1, 2])
    expect(await outcomes()).toEqual({ 'marketing-consent': 1, 'location-consent': 1 })
    expect(await rows('people.location_use')).toMatchObject([
      { personId: testId('person', 1), purpose: 'campaign', merchantId, count: 1 },
    ])
  })

  test('CA4 at night the coupon lies in the wallet, and the message waits for the morning', async () => {
    const night = new Date('2026-04-11T13:00:00Z')
    setClock(night)
    await people([1])
    await start()
    await enter([1], { at: night })
    expect(await outcomes()).toEqual({ postponed: 1 })
    expect(await rows('offers.coupon')).toHaveLength(1)
    expect(await rows('outreach.message')).toMatchObject([{ state: 'waiting' }])
  })

  test('CA17 and does not go to who bought at the shop meanwhile', async () => {
    const night = new Date('2026-04-11T13:00:00Z')
    setClock(night)
    await people([1, 2])
    await start()
    await enter([1, 2], { at: night })
    setClock(new Date('2026-04-11T13:30:00Z'))
    const personId = testId('person', 1)
    const purchase = { merchantId, personId, purchaseId: testId('purchase'), placeId }
    await inWork(theSystem, async (work) =>
      Promise.resolve(work.announce(purchaseNoted, { ...purchase, paidMinor: 4_500, points: 45 })),
    )
    await settle()
    setClock(new Date('2026-04-11T23:00:00Z'))
    await inWork(theSystem, releaseDue)
    const states = (await rows('outreach.message')).map((row) => [row['personId'], row['state']])
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        [personId, 'dropped'],
        [testId('person', 2), 'sent'],
      ]),
    )
  })

  test('CA12 a coupon refused by its offer is a no with its reason, and the person stays in the arm', async () => {
    await people([1, 2])
    await offer({ id: testId('offer', 2), couponsMax: 1 })
    await start({ offerId: testId('offer', 2) })
    await enter([1, 2])
    expect(await outcomes()).toEqual({ sent: 1, coupon: 1 })
    expect(await rows('campaigns.assignment')).toHaveLength(2)
    expect(await broken()).toEqual([])
  })
})

describe('the life of a campaign', () => {
  test('CA14 owners start campaigns, staff look at them', async () => {
    const campaign = await start()
    const pause = (actor: typeof owner) =>
      inWork(actor, (work) => moveCampaign(work, campaign.id, 'paused'))
    expect(await refusal(pause(staff))).toBe('access.forbidden')
    expect(await refusal(pause(aPerson({ number: 5 })))).toBe('campaign.unknown')
    expect(await refusal(pause(owner))).toBeNull()
  })

  test('CA1 a paused campaign says no, and goes on when it is started again', async () => {
    await people([1, 2])
    const { id } = await start()
    const move = (state: 'paused' | 'running') =>
      inWork(owner, (work) => moveCampaign(work, id, state))
    await move('paused')
    await enter([1])
    expect(await outcomes()).toEqual({})
    await move('running')
    await enter([2])
    expect(await outcomes()).toEqual({ sent: 1 })
  })

  test('CA1 of two who end and pause at once, the end stays', async () => {
    const { id } = await start()
    const line = startingLine(2)
    const race = (state: 'paused' | 'ended') =>
      inWork(owner, async (work) => {
        await line()
        return moveCampaign(work, id, state)
      })
    await Promise.allSettled([race('ended'), race('paused')])
    expect(await rows('campaigns.campaign')).toMatchObject([{ state: 'ended' }])
  })

  test('CA2 a campaign of another shop’s offer, or place, is not even planned', async () => {
    const other = { trigger: { ...aPlan().trigger, placeIds: [testId<'place'>('place', 9)] } }
    expect(await refusal(start(other))).toBe('campaign.place-unknown')
    expect(await refusal(start({ offerId: testId('offer', 9) }))).toBe('campaign.offer-unknown')
  })

  test('CA3 a budget goes up, and never below what is out', async () => {
    await people([1, 2])
    const { id } = await start()
    await enter([1, 2])
    const change = (couponsMax: number) =>
      inWork(owner, (work) =>
        changeCampaign(work, id, { budget: { couponsMax, discountMinorMax: null } }),
      )
    expect(await refusal(change(1))).toBe('campaign.budget-empty')
    expect(await refusal(change(2))).toBeNull()
  })

  test('CA15 a campaign whose window has passed ends, and money of expired coupons is free again', async () => {
    await people([1])
    await start({ budget: { couponsMax: null, discountMinorMax: 9_000 } })
    await enter([1])
    setClock(new Date('2026-05-02T00:00:00Z'))
    await inWork(theSystem, tidyCampaigns)
    expect(await rows('campaigns.campaign')).toMatchObject([
      { state: 'ended', discountReservedMinor: 0 },
    ])
    expect(await broken()).toEqual([])
  })
})

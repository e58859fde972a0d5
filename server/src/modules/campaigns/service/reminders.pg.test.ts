/** Who left a shop without buying: what is noted of them, and what becomes of it on the day. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { freshDatabase, waitForLock } from '../../../../testing/pg.ts'
import { holding, startingLine } from '../../../../testing/race.ts'
import { purchaseNoted } from '../../loyalty/events.ts'
import { createOffer } from '../../offers/service.ts'
import { anOffer } from '../../offers/testing.ts'
import { forgetAfter } from '../../people/service/memory.ts'
import { openConsents } from '../../people/service/open-consents.ts'
import { saveAnswer, savePerson, shopper } from '../../people/testing.ts'
import { createMerchant, createPlace } from '../../places/service.ts'
import { visitEnded } from '../../presence/events.ts'
import type { Plan } from '../model/campaign.ts'
import { campaignReactions } from '../reactions.ts'
import { createCampaign, moveCampaign, openCampaigns } from '../service.ts'
import { aPlan } from '../testing.ts'
import { decideDueReminders, type Leaving } from './reminders.ts'

const { inWork, rows, clear, db, platform, runReactions, at: setClock } = await freshDatabase()
const merchantId = testId<'merchant'>('merchant')
const placeId = testId<'place'>('place')
const campaignId = testId<'campaign'>('campaign')
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })

/** Friday 18:00 in Seoul somebody comes, and leaves ten minutes later; Saturday 11:00 is the day. */
const came = new Date('2026-04-10T09:00:00Z')
const left = new Date('2026-04-10T09:10:00Z')
const due = new Date('2026-04-11T02:00:00Z')
const after = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1_000)

const needsOf = () => ({
  campaigns: openCampaigns(platform),
  consents: openConsents(platform),
  signalAgeSecondsMax: 600,
})
const { signal } = new AbortController()
let reactions = campaignReactions(needsOf())
const settle = () => runReactions([reactions])

beforeEach(async () => {
  await clear()
  setClock(came)
  reactions = campaignReactions(needsOf())
  await inWork(theSystem, async (work) => {
    await createMerchant(work, { id: merchantId, name: '골목커피', category: 'cafe' })
    const spot = { name: '본점', address: '서울 종로구', lng: 126.98, lat: 37.57 }
    await createPlace(work, merchantId, { ...spot, id: placeId })
    for (const number of [1, 2, 3]) {
      await savePerson(work, shopper(number), ['location', 'marketing'])
    }
  })
  await inWork(owner, (work) => createOffer(work, anOffer({ couponsPerPersonMax: 9 })))
  await start()
})

async function start(change: Partial<Plan> = {}) {
  const reminder = { afterDays: 1, atMinute: 660 }
  const trigger = { kind: 'left-without-purchase', zoneIds: [], placeIds: [], reminder } as const
  const plan = aPlan({ trigger, retriggerMinutes: 10_080, ...change })
  await inWork(owner, (work) => createCampaign(work, { merchantId, campaignId, plan }))
  await inWork(owner, (work) => moveCampaign(work, campaignId, 'running'))
}

type Visit = Partial<Pick<Leaving, 'at' | 'isWithdrawn'>> & { visit?: number; cameAt?: Date }

/** The visit lies in its table, as presence writes it with the fact that it is over. */
async function leaves(number: number, change: Visit = {}) {
  const { visit = number, cameAt = came, at = left, isWithdrawn = false } = change
  const personId = testId<'person'>('person', number)
  const visitId = testId<'visit'>('visit', visit)
  await sql`
    with here as (
      insert into presence.person (person_id, version, settled_at, heard_at, seen_at)
      values (${personId}, 1, ${at}, ${at}, ${at}) on conflict do nothing
    )
    insert into presence.visit
      (id, person_id, place_id, merchant_id, started_at, heard_at, ended_at, evidence, method)
    values (${visitId}, ${personId}, ${placeId}, ${merchantId}, ${cameAt}, ${at}, ${at}, 1, 'position')
    on conflict do nothing`.execute(db)
  const fact = { visitId, personId, placeId, merchantId, evidence: 1, method: 'position' } as const
  await inWork(theSystem, async (work) =>
    Promise.resolve(work.announce(visitEnded, { ...fact, at: at.toISOString(), isWithdrawn })),
  )
  await settle()
}

async function buys(number: number, at: Date) {
  setClock(at)
  const personId = testId('person', number)
  const purchase = { merchantId, personId, purchaseId: testId('purchase', number), placeId }
  await inWork(theSystem, async (work) =>
    Promise.resolve(work.announce(purchaseNoted, { ...purchase, paidMinor: 4_500, points: 45 })),
  )
  await settle()
}

const decideAt = async (at: Date) => {
  setClock(at)
  await decideDueReminders(inWork, needsOf(), signal)
  await settle()
}
const said = async () =>
  (await rows('campaigns.decision')).map((row) => [
    row['personId'],
    String(row['rule'] ?? row['outcome']),
  ])
const person = (number: number) => testId('person', number)

test('CA5 who changes a consent while a campaign is judged is not taken for one who says no', async () => {
  await leaves(1)
  setClock(due)
  const letGo = await holding(inWork, ({ tx }) =>
    sql`lock table offers.offer in access exclusive mode`.execute(tx),
  )
  const judging = decideDueReminders(inWork, needsOf(), signal)
  await waitForLock(db)
  await inWork(theSystem, (work) => Promise.resolve(forgetAfter(work, person(1))))
  await Promise.all([letGo(), judging])
  expect(await said()).toEqual([[person(1), 'sent']])
})

test('CA18 who left without buying is reminded on the next day at eleven, and not before', async () => {
  await leaves(1)
  expect(await rows('campaigns.reminder')).toMatchObject([{ personId: person(1), dueAt: due }])
  await decideAt(after(due, -1))
  expect(await said()).toEqual([])
  await decideAt(due)
  expect(await said()).toEqual([[person(1), 'sent']])
  expect(await rows('offers.coupon')).toHaveLength(1)
  expect(await rows('outreach.message')).toMatchObject([{ personId: person(1), state: 'sent' }])
  expect(await rows('campaigns.reminder')).toEqual([])
  expect(await rows('people.location_use')).toMatchObject([
    { personId: person(1), purpose: 'campaign', merchantId },
  ])
})

test('CA19 who bought meanwhile is left alone, and the shop sees why', async () => {
  await leaves(1)
  await leaves(2)
  await buys(2, after(due, -1))
  await decideAt(due)
  expect(new Map((await said()) as [string, string][])).toEqual(
    new Map([
      [person(1), 'sent'],
      [person(2), 'not-bought'],
    ]),
  )
  expect(await rows('offers.coupon')).toHaveLength(1)
})

test('CA19 a reminder that could not be sent for half a day is not sent any more', async () => {
  await leaves(1)
  await leaves(2)
  await decideAt(after(due, 6 * 3_600 + 1))
  expect(await said()).toEqual([
    [person(1), 'fresh'],
    [person(2), 'fresh'],
  ])
})

test('CA18 of two visits the later one counts, in whichever order they are told', async () => {
  const later = { visit: 12, cameAt: after(came, 86_400), at: after(left, 86_400) }
  await leaves(1, later)
  await leaves(1)
  expect(await rows('campaigns.reminder')).toMatchObject([
    { visitId: testId('visit', 12), dueAt: after(due, 86_400) },
  ])
})

test('CA10 a fact that is told again after the reminder reminds nobody again', async () => {
  await leaves(1)
  await decideAt(due)
  await sql`update platform.reader set seq = 0`.execute(db)
  await settle()
  await decideAt(after(due, 60))
  expect(await said()).toEqual([[person(1), 'sent']])
  expect(await rows('offers.coupon')).toHaveLength(1)
})

test('CA18 a visit that never was reminds nobody', async () => {
  await leaves(1)
  await leaves(1, { isWithdrawn: true })
  expect(await rows('campaigns.reminder')).toEqual([])
})

test('CA6 nobody is noted without consent to location, nor kept who takes it back', async () => {
  await leaves(1)
  await inWork(theSystem, (work) => saveAnswer(work, testId('person', 1), 'location', false))
  await inWork(theSystem, (work) => saveAnswer(work, testId('person', 2), 'location', false))
  await settle()
  await leaves(2)
  expect(await rows('campaigns.reminder')).toEqual([])
})

test('CA6 who takes back the consent to marketing before the day gets nothing', async () => {
  await leaves(1)
  await inWork(theSystem, (work) => saveAnswer(work, testId('person', 1), 'marketing', false))
  await decideAt(due)
  expect(await said()).toEqual([[person(1), 'marketing-consent']])
  expect(await rows('outreach.message')).toEqual([])
})

test('CA1 a campaign that rests on the day reminds nobody, and says so', async () => {
  await leaves(1)
  await inWork(owner, (work) => moveCampaign(work, campaignId, 'paused'))
  await decideAt(due)
  expect(await said()).toEqual([[person(1), 'running']])
})

test('CA18 two processes that remind at once remind each person once', async () => {
  for (const number of [1, 2, 3]) await leaves(number)
  setClock(due)
  const line = startingLine(2)
  const race = async () => {
    const needs = needsOf()
    await line()
    await decideDueReminders(inWork, needs, signal)
  }
  await Promise.all([race(), race()])
  expect(await said()).toHaveLength(3)
  expect(await rows('offers.coupon')).toHaveLength(3)
  expect(await rows('outreach.message')).toHaveLength(3)
})

test('CA18 the database itself keeps reminders to those who left without buying', async () => {
  const change = sql`
    update campaigns.campaign set remind_after_days = null where id = ${campaignId}`.execute(db)
  await expect(change).rejects.toThrow('reminder_of_who_left')
})

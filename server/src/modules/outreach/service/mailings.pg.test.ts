import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import type { Work } from '../../../platform/work.ts'
import type { Purpose } from '../../people/model.ts'
import { changeTimeZone } from '../../people/service/time-zones.ts'
import { saveAnswer, savePerson, shopper } from '../../people/testing.ts'
import { defaultSettings, gateDecision } from '../model.ts'
import { recipientOutcomes, unpacked, type Mailing } from '../model/mailing.ts'
import { outreachReactions } from '../reactions.ts'
import { sendMessages } from '../service.ts'
import { aMessage } from '../testing.ts'
import { blockMerchant, clickMessage, inboxMessage, inboxOf, readMessage } from './inbox.ts'
import { outreachInvariants } from './invariants.ts'
import {
  cancelMailing,
  mailingCounts,
  openMailing,
  releaseMailing,
  sendMailing,
  tryMailing,
} from './mailings.ts'
import { notePurchases } from './purchases.ts'

const { inWork, rows, clear, platform, at, runReactions } = await freshDatabase()
const noon = new Date('2026-04-16T12:00:00+09:00')
const merchantId = testId('merchant')
const draft: Omit<Mailing, 'id'> = {
  merchantId,
  merchantName: '골목커피',
  merchantContact: '02-123-4567',
  title: '봄맞이 라떼가 나왔어요',
  body: '이번 주말까지 만나요.',
  link: '/places/1',
  pictureId: null,
  offerId: null,
  quotaUseId: null,
  unlessBoughtSince: null,
}
const pushSender = { publicKey: 'test', send: async () => 'taken' as const }
const reactions = [outreachReactions({ pushSender, contact: 'market@golmok.local' })]

/** These people as one step; those of `control` in the control group. */
function stepOf(ids: readonly Id<'person'>[], control: readonly Id<'person'>[] = []) {
  const people = sql`
    select person_id, person_id = any(${control}::uuid[]) as is_control
    from unnest(${ids}::uuid[]) as p (person_id)`
  return { range: { after: null, upTo: ids.toSorted().at(-1) as Id<'person'> }, people }
}
const everyone = (count: number) => Array.from({ length: count }, (_, n) => testId('person', n + 1))
const mail = (ids: readonly Id<'person'>[], control: readonly Id<'person'>[] = []) =>
  inWork(theSystem, async (work) => {
    const id = await openMailing(work, draft)
    return { id, outcomes: await sendMailing(work, id, stepOf(ids, control)) }
  })
const inbox = (number = 1) =>
  inWork(aPerson({ number }), (work) => inboxOf(work, { limit: 30, after: null }))

async function expectAllHeld(): Promise<void> {
  const broken = (await verify(platform.database, outreachInvariants)).filter((v) => !v.isHeld)
  expect(broken).toEqual([])
}

const savePeople = (count: number, purposes: readonly Purpose[] = ['marketing']) =>
  inWork(theSystem, async (work) => {
    for (let number = 1; number <= count; number += 1) {
      await savePerson(work, shopper(number), purposes)
    }
  })

beforeEach(async () => {
  await clear()
  at(noon)
})

describe('a mailing', () => {
  test('OU20 lies in the inbox of each whom the gate lets it reach, and counts as unread', async () => {
    await savePeople(3)
    await inWork(theSystem, (work) => saveAnswer(work, testId('person', 2), 'marketing', false))
    const { id, outcomes } = await mail(everyone(4))
    expect(outcomes).toEqual({
      sent: 2,
      'outreach.no-consent': 1,
      'outreach.unknown-person': 1,
    })
    expect(await inbox()).toMatchObject({
      unread: 1,
      items: [{ id, title: draft.title, merchantName: '골목커피', readAt: null }],
    })
    expect((await inbox(2)).items).toEqual([])
    expect(await inWork(aPerson(), (work) => inboxMessage(work, id as never))).toMatchObject({ id })
    await expectAllHeld()
  })

  test('OU20 a step that is repeated changes nothing', async () => {
    await savePeople(3)
    const { id } = await mail(everyone(3))
    const again = await inWork(theSystem, (work) => sendMailing(work, id, stepOf(everyone(3))))
    expect(again).toEqual({})
    expect(await rows('outreach.recipient')).toHaveLength(3)
  })

  test('OU20 of two runners with the same step, each person has one outcome', async () => {
    await savePeople(5)
    const id = await inWork(theSystem, (work) => openMailing(work, draft))
    const bothAreOpen = startingLine(2)
    const runner = () =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        return sendMailing(work, id, stepOf(everyone(5)))
      })
    const outcomes = await Promise.all([runner(), runner()])
    expect(outcomes.reduce((sum, { sent = 0 }) => sum + sent, 0)).toBe(5)
    expect(await rows('outreach.recipient')).toHaveLength(5)
  })

  test('OU3 mailings and messages that race for the same people keep their caps', async () => {
    await savePeople(10)
    const merchants = [1, 2, 3, 4, 5].map((number) => testId('merchant', number))
    const allAreOpen = startingLine(8)
    const mailer = (merchant: Id<'merchant'>) =>
      inWork(theSystem, async (work) => {
        const id = await openMailing(work, { ...draft, merchantId: merchant })
        await allAreOpen()
        await sendMailing(work, id, stepOf(everyone(10)))
      })
    const sender = (number: number) =>
      inWork(theSystem, async (work) => {
        await allAreOpen()
        const merchant = testId('merchant', number)
        const to = everyone(10).map((personId) => aMessage({ personId, merchantId: merchant }))
        await sendMessages(work, to)
      })
    await Promise.all([...merchants.map(mailer), ...[6, 7, 8].map(sender)])
    const places = (await rows('outreach.recipient')).filter(({ outcome }) => outcome === 0)
    expect(places).toHaveLength(10 * defaultSettings.marketingPerDayMax)
    const outcomes = (await rows('outreach.recipient')).filter(({ mailingId }) => mailingId)
    expect(outcomes).toHaveLength(5 * 10)
    await expectAllHeld()
  })

  test('OU22 the control group is drawn of those who would get it, and gets nothing', async () => {
    await savePeople(3)
    await inWork(theSystem, (work) => saveAnswer(work, testId('person', 2), 'marketing', false))
    const { id, outcomes } = await mail(everyone(3), [testId('person', 2), testId('person', 3)])
    expect(outcomes).toEqual({ sent: 1, control: 1, 'outreach.no-consent': 1 })
    expect((await inbox(3)).items).toEqual([])
    const counts = await inWork(theSystem, (work) => mailingCounts(work, [id]))
    expect(counts.get(id)).toEqual({ outcomes, seen: 0, clicked: 0 })
  })

  test('OU24 is seen once and followed once, and told once', async () => {
    await savePeople(1)
    const { id } = await mail(everyone(1))
    const messageId = id as unknown as Id<'message'>
    const minji = aPerson()
    await inWork(minji, (work) => readMessage(work, messageId))
    await inWork(minji, (work) => clickMessage(work, messageId))
    await inWork(minji, (work) => clickMessage(work, messageId))
    const names = (await rows('platform.fact')).map(({ name }) => name)
    expect(names.filter((name) => name === 'outreach.message-read')).toHaveLength(1)
    expect(names.filter((name) => name === 'outreach.message-clicked')).toHaveLength(1)
    const counts = await inWork(theSystem, (work) => mailingCounts(work, [id]))
    expect(counts.get(id)).toMatchObject({ seen: 1, clicked: 1 })
    expect((await inbox()).unread).toBe(0)
  })

  test('OU18 who bought since does not get it', async () => {
    await savePeople(2)
    const since = new Date('2026-04-16T09:00:00+09:00')
    const outcomes = await inWork(theSystem, async (work) => {
      await notePurchases(work, [
        { personId: testId('person', 1), merchantId, at: new Date('2026-04-16T10:00:00+09:00') },
        { personId: testId('person', 2), merchantId, at: new Date('2026-04-16T08:00:00+09:00') },
      ])
      const id = await openMailing(work, { ...draft, unlessBoughtSince: since })
      return sendMailing(work, id, stepOf(everyone(2)))
    })
    expect(outcomes).toEqual({ sent: 1, 'outreach.bought-since': 1 })
    const [single] = await inWork(theSystem, (work) =>
      sendMessages(work, [aMessage({ unlessBoughtSince: since })]),
    )
    expect(single).toEqual({ kind: 'refused', code: 'outreach.bought-since' })
  })

  test('a trial counts the same, and changes nothing', async () => {
    await savePeople(3)
    const tried = await inWork(theSystem, (work) => tryMailing(work, draft, stepOf(everyone(4))))
    expect(tried).toEqual({ sent: 3, 'outreach.unknown-person': 1 })
    expect(await rows('outreach.recipient')).toEqual([])
  })
})

describe('a mailing at night', () => {
  const lateEvening = new Date('2026-04-16T20:59:59+09:00')
  const night = new Date('2026-04-16T21:00:00+09:00')
  const lastSecond = new Date('2026-04-17T07:59:59+09:00')
  const morning = new Date('2026-04-17T08:00:00+09:00')

  test('OU2 goes at 20:59:59, and at 21:00:00 waits for 08:00:00', async () => {
    await savePeople(2)
    at(lateEvening)
    expect((await mail(everyone(1))).outcomes).toEqual({ sent: 1 })
    at(night)
    expect((await mail([testId('person', 2)])).outcomes).toEqual({ postponed: 1 })
    at(lastSecond)
    expect(await inWork(theSystem, releaseMailing)).toBe(0)
    expect((await inbox(2)).items).toEqual([])
    at(morning)
    expect(await inWork(theSystem, releaseMailing)).toBe(1)
    expect((await inbox(2)).items).toMatchObject([{ sentAt: morning }])
    await expectAllHeld()
  })

  test('OU2 a step that began too late waits, and those before it went', async () => {
    await savePeople(4)
    at(lateEvening)
    const id = await inWork(theSystem, (work) => openMailing(work, draft))
    const step = (ids: readonly Id<'person'>[]) =>
      inWork(theSystem, (work) => sendMailing(work, id, stepOf(ids)))
    await step(everyone(2))
    at(night)
    await inWork(theSystem, (work) =>
      saveAnswer(work, testId('person', 4), 'night-marketing', true),
    )
    expect(await step([testId('person', 3), testId('person', 4)])).toEqual({
      sent: 1,
      postponed: 1,
    })
    await expectAllHeld()
  })

  test('OU8 OU9 who says no while it waits gets nothing in the morning', async () => {
    await savePeople(3)
    at(night)
    await mail(everyone(3))
    await inWork(aPerson({ number: 1 }), (work) => blockMerchant(work, merchantId))
    await inWork(theSystem, (work) => saveAnswer(work, testId('person', 2), 'marketing', false))
    at(morning)
    await runReactions(reactions)
    expect((await inbox(1)).items).toEqual([])
    expect((await inbox(2)).items).toEqual([])
    expect((await inbox(3)).items).toHaveLength(1)
    await expectAllHeld()
  })

  test('OU15 comes in the morning of where somebody lives', async () => {
    await savePeople(2)
    await inWork(aPerson({ number: 2 }), (work) => changeTimeZone(work, 'Europe/London'))
    at(night)
    expect((await mail(everyone(2))).outcomes).toEqual({ sent: 1, postponed: 1 })
    expect((await inbox(2)).items).toHaveLength(1)
    at(new Date('2026-04-17T12:00:00+09:00'))
    expect((await mail([testId('person', 2)])).outcomes).toEqual({ postponed: 1 })
  })

  test('OU23 nobody whom it waits for gets a mailing that is cancelled', async () => {
    await savePeople(2)
    at(night)
    const { id } = await mail(everyone(2))
    expect(await inWork(theSystem, (work) => cancelMailing(work, id))).toBe(2)
    at(morning)
    await runReactions(reactions)
    expect((await inbox(1)).items).toEqual([])
    const late = inWork(theSystem, (work) => sendMailing(work, id, stepOf(everyone(2))))
    await expect(late).rejects.toMatchObject({ code: 'outreach.mailing-cancelled' })
  })
})

/** One person of the property: what the gate is told of them. */
const lives = fc.record({
  purposes: fc.constantFrom<readonly Purpose[]>(
    [],
    ['marketing'],
    ['marketing', 'night-marketing'],
  ),
  zone: fc.constantFrom('Asia/Seoul', 'Europe/London', 'America/New_York', 'Pacific/Auckland'),
  isBlocked: fc.boolean(),
  boughtHoursAgo: fc.constantFrom(null, 1, 30),
  today: fc.integer({ min: 0, max: 4 }),
  earlier: fc.integer({ min: 0, max: 3 }),
  ofMerchant: fc.boolean(),
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

async function live(work: Work, personId: Id<'person'>, life: Life): Promise<void> {
  await changeTimeZoneOf(work, personId, life.zone)
  if (life.isBlocked) {
    await sql`insert into outreach.block (person_id, merchant_id, since)
      values (${personId}, ${merchantId}, ${work.now})`.execute(work.tx)
  }
  if (life.boughtHoursAgo !== null) {
    const boughtAt = new Date(work.now.getTime() - life.boughtHoursAgo * 3_600_000)
    await notePurchases(work, [{ personId, merchantId, at: boughtAt }])
  }
  const days = [...Array<number>(life.today).fill(0), ...Array<number>(life.earlier).fill(3)]
  for (const [slot, daysAgo] of days.entries()) {
    const merchant = life.ofMerchant && slot === 0 ? merchantId : testId('merchant', 90 + slot)
    await sql`insert into outreach.recipient
      (person_id, merchant_id, at, heard, day, slot, outcome, is_control)
      values (${personId}, ${merchant}, ${work.now}, 1,
        (${work.now}::timestamptz at time zone 'Asia/Seoul')::date - ${daysAgo}::integer,
        ${slot + 1}, 0, false)`.execute(work.tx)
  }
}

async function changeTimeZoneOf(work: Work, personId: Id<'person'>, zone: string): Promise<void> {
  await sql`update people.account set time_zone = ${zone} where id = ${personId}`.execute(work.tx)
}

test('OU21 a statement over thousands says of each what the rule says of one', async () => {
  const settings = { ...defaultSettings, marketingPerWeekMax: 5 }
  const unlessBoughtSince = (now: Date) => new Date(now.getTime() - 24 * 3_600_000)
  const hours = fc.integer({ min: 0, max: 23 })
  await fc.assert(
    fc.asyncProperty(fc.array(lives, { minLength: 1, maxLength: 40 }), hours, async (all, hour) => {
      await clear()
      const now = new Date(Date.UTC(2026, 3, 16, hour, 30))
      at(now)
      await inWork(theSystem, async (work) => {
        await sql`insert into outreach.settings (marketing_per_day_max, marketing_per_week_max,
          marketing_per_merchant_day_max, quiet_from_minute, quiet_until_minute, time_zone)
          values (3, 5, 1, 1260, 480, 'Asia/Seoul')`.execute(work.tx)
        for (const [n, life] of all.entries()) {
          await savePerson(work, shopper(n + 1), life.purposes)
          await live(work, testId('person', n + 1), life)
        }
      })
      await inWork(theSystem, async (work) => {
        const since = { ...draft, unlessBoughtSince: unlessBoughtSince(now) }
        const id = await openMailing(work, since)
        await sendMailing(work, id, stepOf(everyone(all.length)))
      })
      const kept = new Map(
        (await rows('outreach.recipient'))
          .filter(({ mailingId }) => mailingId)
          .map((row) => [String(row['personId']), row]),
      )
      for (const [n, life] of all.entries()) {
        const row = kept.get(testId('person', n + 1))
        const hearing = {
          purpose: 'marketing' as const,
          at: now,
          isKnown: true,
          consents: new Set(life.purposes),
          merchantConsents: new Set<Purpose>(),
          isBlocked: life.isBlocked,
          hasBoughtSince: life.boughtHoursAgo === 1,
          timeZone: life.zone,
          sentToday: life.today,
          sentThisWeek: life.today + life.earlier,
          sentTodayByMerchant: life.ofMerchant && life.today > 0 ? 1 : 0,
        }
        const decision = gateDecision(hearing, settings)
        expect(recipientOutcomes[Number(row?.['outcome'])]).toBe(
          decision.kind === 'refused' ? decision.code : decision.kind,
        )
        if (decision.kind === 'postponed') expect(row?.['releaseAt']).toEqual(decision.until)
        const { isQuiet: _quiet, consents, ...seen } = unpacked(Number(row?.['heard']))
        expect(new Set(consents)).toEqual(hearing.consents)
        expect(seen).toMatchObject({
          isBlocked: hearing.isBlocked,
          hasBoughtSince: hearing.hasBoughtSince,
          sentToday: hearing.sentToday,
          sentThisWeek: hearing.sentThisWeek,
          sentTodayByMerchant: hearing.sentTodayByMerchant,
        })
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)

import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import type { Purpose } from '../../people/model.ts'
import { changeTimeZone } from '../../people/service/time-zones.ts'
import { saveAnswer, savePerson, shopper } from '../../people/testing.ts'
import { defaultSettings } from '../model.ts'
import type { Push } from '../ports.ts'
import { outreachReactions } from '../reactions.ts'
import { sendMessages } from '../service.ts'
import { aMailing as draft, aMessage, befriend, everyone, stepOf } from '../testing.ts'
import { blockMerchant, clickMessage, inboxMessage, inboxOf, readMessage } from './inbox.ts'
import { outreachInvariants } from './invariants.ts'
import {
  cancelMailing,
  mailingOutcomes,
  openMailing,
  releaseMailing,
  sendMailing,
  tryMailing,
} from './mailings.ts'
import { muteMerchant } from './mutes.ts'
import { notePurchases } from './purchases.ts'
import { pushesOfMailing, subscribe } from './push.ts'

const { inWork, rows, clear, platform, at, runReactions, db } = await freshDatabase()
const noon = new Date('2026-04-16T12:00:00+09:00')
const merchantId = testId('merchant')
const pushed: Push[] = []
const pushSender = {
  publicKey: 'test',
  send: async (push: Push) => {
    pushed.push(push)
    return 'taken' as const
  },
}
const reactions = [outreachReactions({ pushSender, contact: 'market@golmok.local' })]

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

// Whatever a test did: how many came to each end is kept step by step, and equals a recount.
afterEach(async () => {
  const { rows: kept } = await sql`
    select mailing_id, outcome, sum(people)::integer as people from outreach.mailing_part
    group by 1, 2 having sum(people) <> 0 order by 1, 2`.execute(platform.database.db)
  const { rows: counted } = await sql`
    select mailing_id, outcome, count(*)::integer as people from outreach.recipient
    where mailing_id is not null group by 1, 2 order by 1, 2`.execute(platform.database.db)
  expect(kept).toEqual(counted)
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
    const counted = await inWork(theSystem, (work) => mailingOutcomes(work, [id]))
    expect(counted.get(id)).toEqual(outcomes)
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
    const counted = (await rows('outreach.recipient')).filter(
      (row) => row['seenAt'] && row['clickedAt'],
    )
    expect(counted).toHaveLength(1)
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

  test('OU16 a friend of the shop gets its news without a yes to the market, and no other news', async () => {
    await savePeople(1, [])
    await inWork(theSystem, (work) => befriend(work, testId('person', 1), ['marketing']))
    expect((await mail(everyone(1))).outcomes).toEqual({ sent: 1 })
    at(new Date('2026-04-17T12:00:00+09:00'))
    const other = testId('merchant', 2)
    expect(
      await inWork(theSystem, (work) =>
        sendMessages(work, [aMessage({ merchantId: other }), aMessage()]),
      ),
    ).toMatchObject([{ code: 'outreach.no-consent' }, { kind: 'sent' }])
    await expectAllHeld()
  })

  test('OU11 OU19 wakes each device of whom it reached once, but not for who muted the shop', async () => {
    await savePeople(3)
    await inWork(theSystem, (work) => saveAnswer(work, testId('person', 3), 'marketing', false))
    for (const number of [1, 2, 3]) {
      const device = {
        endpoint: `https://push.golmok.kr/${number}`,
        p256dh: 'p256dh',
        auth: 'auth',
      }
      await inWork(aPerson({ number }), (work) => subscribe(work, device))
    }
    await inWork(aPerson({ number: 2 }), (work) => muteMerchant(work, merchantId))
    pushed.length = 0
    await mail(everyone(3))
    await runReactions(reactions)
    await runReactions(reactions)
    expect(pushed.map(({ endpoint }) => endpoint)).toEqual(['https://push.golmok.kr/1'])
    expect(JSON.parse(pushed[0]?.payload ?? '')).toMatchObject({
      title: `(광고) ${draft.title}`,
      body: expect.stringContaining('무료 수신거부'),
    })
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

  test('OU15 a zone of an unknown name has the nights of the market', async () => {
    await savePeople(1)
    await sql`update people.account set time_zone = 'Asia/Hanyang'`.execute(db)
    at(night)
    expect((await mail(everyone(1))).outcomes).toEqual({ postponed: 1 })
    at(morning)
    expect(await inWork(theSystem, releaseMailing)).toBe(1)
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

  test('OU11 who was reached in the evening is not told again in the morning', async () => {
    await savePeople(2)
    at(lateEvening)
    const id = await inWork(theSystem, (work) => openMailing(work, draft))
    await inWork(theSystem, (work) => sendMailing(work, id, stepOf(everyone(1))))
    at(night)
    await inWork(theSystem, (work) => sendMailing(work, id, stepOf([testId('person', 2)])))
    at(morning)
    await inWork(theSystem, releaseMailing)
    for (const number of [1, 2]) {
      const device = { endpoint: `https://push.golmok.kr/${number}`, p256dh: 'p', auth: 'a' }
      await inWork(aPerson({ number }), (work) => subscribe(work, device))
    }
    const steps = (await rows('platform.fact')).filter(
      ({ name }) => name === 'outreach.mailing-sent',
    )
    const step = steps.at(-1)?.['data'] as Parameters<typeof pushesOfMailing>[1]
    expect(await inWork(theSystem, (work) => pushesOfMailing(work, step))).toHaveLength(1)
  })

  test('OU23 what a step postponed while the mailing was cancelled does not go either', async () => {
    await savePeople(1)
    at(night)
    const { id } = await mail(everyone(1))
    await inWork(theSystem, (work) =>
      sql`update outreach.mailing set cancelled_at = ${work.now} where id = ${id}`.execute(work.tx),
    )
    at(morning)
    expect(await inWork(theSystem, releaseMailing)).toBe(1)
    expect((await inbox()).items).toEqual([])
    expect(await inWork(theSystem, releaseMailing)).toBe(0)
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

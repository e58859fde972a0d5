import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { verify } from '../../platform/invariants.ts'
import { saveAnswer, savePerson, shopper } from '../people/testing.ts'
import { PushFailed, type Push, type PushOutcome } from './ports.ts'
import { outreachReactions } from './reactions.ts'
import { sendMessages } from './service.ts'
import {
  blockMerchant,
  blocksOfAsker,
  inboxMessage,
  inboxOf,
  readMessage,
  unblockMerchant,
} from './service/inbox.ts'
import { optOut, optOutState, optOutToken } from './service/opt-out.ts'
import { muteMerchant, unmuteMerchant } from './service/mutes.ts'
import { subscribe } from './service/push.ts'
import { outreachInvariants } from './service/invariants.ts'
import { aMessage, befriend } from './testing.ts'

const { inWork, rows, clear, platform, at, runReactions } = await freshDatabase()
const minji = testId('person')
const merchantId = testId('merchant')
const asMinji = aPerson()
const noon = new Date('2026-04-16T12:00:00+09:00')
const lateEvening = new Date('2026-04-16T22:00:00+09:00')
const morning = new Date('2026-04-17T08:00:00+09:00')
const of = (number: number) => aMessage({ merchantId: testId('merchant', number) })

const pushed: Push[] = []
let answer: () => PushOutcome = () => 'taken'
const pushSender = {
  publicKey: 'test',
  async send(push: Push) {
    pushed.push(push)
    return answer()
  },
}
const reactions = [outreachReactions({ pushSender, contact: 'market@golmok.local' })]

const send = (...messages: ReturnType<typeof aMessage>[]) =>
  inWork(theSystem, (work) => sendMessages(work, messages))
const inbox = () => inWork(asMinji, (work) => inboxOf(work, { limit: 30, after: null }))
const device = { endpoint: 'https://push.golmok.kr/1', p256dh: 'p256dh', auth: 'auth' }

async function expectAllHeld(): Promise<void> {
  const broken = (await verify(platform.database, outreachInvariants)).filter((v) => !v.isHeld)
  expect(broken).toEqual([])
}

beforeEach(async () => {
  await clear()
  at(noon)
  pushed.length = 0
  answer = () => 'taken'
  await inWork(theSystem, (work) => savePerson(work, shopper(1), ['marketing']))
})

describe('sendMessages', () => {
  test('OU5 what was sent lies in the inbox, with the decision and what it saw', async () => {
    expect(await send(aMessage())).toMatchObject([{ kind: 'sent' }])
    expect((await inbox()).items).toMatchObject([{ title: '아메리카노 1,000원 할인' }])
    expect(await rows('outreach.gate_decision')).toMatchObject([
      { outcome: 'sent', seen: { consents: ['marketing'], sentToday: 0 } },
    ])
    await expectAllHeld()
  })

  test('OU5 a refusal is kept and told as well', async () => {
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', false))
    expect(await send(aMessage())).toEqual([{ kind: 'refused', code: 'outreach.no-consent' }])
    expect(await rows('outreach.gate_decision')).toMatchObject([{ outcome: 'refused' }])
    expect((await rows('platform.fact')).at(-1)).toMatchObject({ name: 'outreach.message-refused' })
  })

  test('OU3 within one call too, three merchants get through, and each once', async () => {
    const outcomes = await send(of(1), of(1), of(2), of(3), of(4))
    expect(outcomes.map((each) => (each.kind === 'refused' ? each.code : each.kind))).toEqual([
      'sent',
      'outreach.merchant-cap',
      'sent',
      'sent',
      'outreach.person-cap',
    ])
    await expectAllHeld()
  })

  test('OU3 of eight senders at once, three get through', async () => {
    const allAreOpen = startingLine(4)
    const sender = (numbers: readonly number[]) =>
      inWork(theSystem, async (work) => {
        await allAreOpen()
        return sendMessages(work, numbers.map(of))
      })
    const outcomes = await Promise.all(
      [
        [1, 2],
        [4, 3],
        [6, 5],
        [7, 8],
      ].map(sender),
    )
    expect(outcomes.flat().filter(({ kind }) => kind === 'sent')).toHaveLength(3)
    await expectAllHeld()
  })

  test('OU3 the next day counts afresh', async () => {
    await send(of(1))
    at(new Date('2026-04-17T12:00:00+09:00'))
    expect(await send(of(1))).toMatchObject([{ kind: 'sent' }])
  })

  test('a stranger is refused, and the others get theirs', async () => {
    const stranger = aMessage({ personId: testId('person', 9), purpose: 'information' })
    expect(await send(stranger, aMessage())).toMatchObject([
      { kind: 'refused', code: 'outreach.unknown-person' },
      { kind: 'sent' },
    ])
  })
})

describe('at night', () => {
  beforeEach(() => at(lateEvening))

  test('OU2 marketing waits, and comes at eight', async () => {
    expect(await send(aMessage())).toMatchObject([{ kind: 'postponed', until: morning }])
    await runReactions(reactions)
    expect((await inbox()).items).toEqual([])
    at(morning)
    await runReactions(reactions)
    expect((await inbox()).items).toMatchObject([{ sentAt: morning }])
    await expectAllHeld()
  })

  test('OU9 what waited passes the gate again: the cap holds for all that comes at eight', async () => {
    await send(of(1), of(2), of(3), of(4))
    at(morning)
    await runReactions(reactions)
    expect((await inbox()).items).toHaveLength(3)
    await expectAllHeld()
  })

  test('OU8 who blocks the merchant meanwhile gets nothing of what waited', async () => {
    await send(of(1), of(2))
    await inWork(asMinji, (work) => blockMerchant(work, testId('merchant', 1)))
    expect(await rows('outreach.message')).toMatchObject([
      { state: expect.stringMatching(/dropped|waiting/) },
      { state: expect.stringMatching(/dropped|waiting/) },
    ])
    at(morning)
    await runReactions(reactions)
    expect((await inbox()).items).toMatchObject([{ merchantId: testId('merchant', 2) }])
  })

  test('OU8 who takes the consent back gets nothing, without waiting for the morning', async () => {
    await send(aMessage())
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', false))
    await runReactions(reactions)
    expect(await rows('outreach.message')).toMatchObject([{ state: 'dropped' }])
  })
})

describe('the way out', () => {
  const secret = 'a secret of the tests'
  const proof = { sessionId: null, ipHash: null, agentHash: null }
  const nobody = { kind: 'nobody' } as const

  test('OU7 the link alone is enough, for one merchant or for all', async () => {
    await send(aMessage())
    const token = optOutToken(secret, { personId: minji, merchantId })
    const out = async (scope: 'merchant' | 'all') => {
      await inWork(nobody, (work) => optOut(work, secret, { token, scope, proof }))
      return inWork(nobody, (work) => optOutState(work, secret, token))
    }
    const blocked = await out('merchant')
    expect(blocked).toMatchObject({
      merchantName: '골목커피',
      personName: '김*지',
      agreesToMarketing: true,
    })
    expect(blocked.blockedSince).not.toBeNull()
    const ended = await out('all')
    expect(ended).toMatchObject({ agreesToMarketing: false })
    expect(ended.endedAt).not.toBeNull()
    at(morning)
    expect(await out('all')).toEqual(ended)
    expect(await send(of(2))).toMatchObject([{ code: 'outreach.no-consent' }])
  })

  test('OU7 out of all takes back also what waits for its giver’s age', async () => {
    await inWork(theSystem, (work) => befriend(work, minji, ['marketing'], merchantId))
    const { db } = platform.database
    await sql`update people.account set age = 'unsaid' where id = ${minji}`.execute(db)
    await sql`update people.consent_now set held_back = true`.execute(db)
    await sql`update people.merchant_consent_now set held_back = true`.execute(db)
    const token = optOutToken(secret, { personId: minji, merchantId })
    await inWork(nobody, (work) => optOut(work, secret, { token, scope: 'all', proof }))
    for (const table of ['people.consent_now', 'people.merchant_consent_now']) {
      expect((await rows(table)).flatMap(({ purposes }) => purposes)).not.toContain('marketing')
    }
  })

  test('OU7 out of all is out of the shops one is a friend of, too', async () => {
    const [friendly, other] = [testId('merchant', 1), testId('merchant', 2)]
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', false))
    await inWork(theSystem, (work) => befriend(work, minji, ['marketing'], friendly))
    await inWork(theSystem, (work) => befriend(work, minji, ['marketing'], other))
    at(lateEvening)
    expect(await send(of(2))).toMatchObject([{ kind: 'postponed' }])
    const token = optOutToken(secret, { personId: minji, merchantId: friendly })
    const out = () => inWork(nobody, (work) => optOut(work, secret, { token, scope: 'all', proof }))
    await out()
    await out()
    expect(await rows('outreach.message')).toMatchObject([{ state: 'dropped' }])
    at(morning)
    expect(await send(of(1), of(2))).toMatchObject([
      { code: 'outreach.no-consent' },
      { code: 'outreach.no-consent' },
    ])
    const told = (await rows('platform.fact')).filter(({ name }) => name === 'outreach.opted-out')
    expect(told).toHaveLength(1)
  })

  test('OU7 an old link of an account that was merged is a way out of the other', async () => {
    const kept = testId('person', 2)
    await inWork(theSystem, (work) => savePerson(work, shopper(2), ['marketing']))
    await sql`update people.account set merged_into = ${kept} where id = ${minji}`.execute(
      platform.database.db,
    )
    const token = optOutToken(secret, { personId: minji, merchantId })
    await inWork(nobody, (work) => optOut(work, secret, { token, scope: 'merchant', proof }))
    expect(await send(aMessage({ personId: kept }))).toMatchObject([{ code: 'outreach.blocked' }])
  })

  test('OU7 a forged link opens nothing', async () => {
    const token = optOutToken('another secret', { personId: minji, merchantId })
    for (const forged of [token, `${token.slice(0, -1)}x`, 'x'.repeat(75)]) {
      await expect(
        inWork(nobody, (work) => optOutState(work, secret, forged)),
      ).rejects.toMatchObject({ code: 'outreach.link-unknown' })
    }
  })
})

describe('the inbox', () => {
  test('OU12 it is its owner’s alone, and reading is told once', async () => {
    const [outcome] = await send(aMessage())
    const id = outcome?.kind === 'sent' ? outcome.messageId : testId('message')
    const other = aPerson({ number: 2 })
    await expect(inWork(other, (work) => inboxMessage(work, id))).rejects.toMatchObject({
      code: 'outreach.message-unknown',
    })
    await inWork(asMinji, (work) => readMessage(work, id))
    await inWork(asMinji, (work) => readMessage(work, id))
    const told = (await rows('platform.fact')).filter(
      ({ name }) => name === 'outreach.message-read',
    )
    expect(told).toHaveLength(1)
    expect(await inbox()).toMatchObject({ unread: 0, items: [{ readAt: noon }] })
  })

  test('OU14 whom one blocked is listed by the name they wrote under, until one lets them again', async () => {
    const blocks = (actor = asMinji) => inWork(actor, blocksOfAsker)
    await send(of(1))
    await inWork(asMinji, (work) => blockMerchant(work, testId('merchant', 1)))
    at(lateEvening)
    await inWork(asMinji, (work) => blockMerchant(work, testId('merchant', 2)))
    expect(await blocks()).toEqual([
      { merchantId: testId('merchant', 2), merchantName: null, since: lateEvening },
      { merchantId: testId('merchant', 1), merchantName: '골목커피', since: noon },
    ])
    expect(await blocks(aPerson({ number: 2 }))).toEqual([])
    await inWork(asMinji, (work) => unblockMerchant(work, testId('merchant', 1)))
    expect(await blocks()).toMatchObject([{ merchantId: testId('merchant', 2) }])
  })

  test('pages follow one another without a gap or a double', async () => {
    await send(...[1, 2, 3, 4, 5].map((n) => ({ ...of(n), purpose: 'information' as const })))
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof inboxOf>> = await inWork(asMinji, (work) =>
        inboxOf(work, { limit: 2, after }),
      )
      seen.push(...page.items.map(({ id }) => id))
      after = page.nextCursor
    } while (after !== null)
    expect(seen).toHaveLength(5)
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed())
  })
})

describe('web push', () => {
  beforeEach(() => inWork(asMinji, (work) => subscribe(work, device)))

  test('OU11 a message is pushed once to each device, however often the job runs', async () => {
    await send(aMessage())
    await runReactions(reactions)
    await runReactions(reactions)
    expect(pushed).toHaveLength(1)
    expect(JSON.parse(pushed[0]?.payload ?? '')).toMatchObject({
      title: '(광고) 아메리카노 1,000원 할인',
      body: expect.stringContaining('무료 수신거부'),
    })
    expect(await rows('outreach.push_delivery')).toMatchObject([{ outcome: 'taken' }])
  })

  test('OU19 a message of a muted merchant lies in the inbox, and wakes no device', async () => {
    await inWork(asMinji, (work) => muteMerchant(work, merchantId))
    await send(aMessage())
    await runReactions(reactions)
    expect(pushed).toEqual([])
    expect((await inbox()).items).toHaveLength(1)
    await inWork(asMinji, (work) => unmuteMerchant(work, merchantId))
    await send(aMessage({ purpose: 'information' }))
    await runReactions(reactions)
    expect(pushed).toHaveLength(1)
  })

  test('OU10 a device that is gone is forgotten', async () => {
    answer = () => 'gone'
    await send(aMessage())
    await runReactions(reactions)
    expect(await rows('outreach.push_subscription')).toEqual([])
  })

  test('OU11 a push that failed and comes back at night waits for the morning', async () => {
    at(new Date('2026-04-16T20:59:59+09:00'))
    answer = () => {
      throw new PushFailed('not now')
    }
    await send(aMessage())
    await runReactions(reactions)
    expect(pushed).toHaveLength(1)
    answer = () => 'taken'
    at(lateEvening)
    await runReactions(reactions)
    expect(pushed).toHaveLength(1)
    at(morning)
    await runReactions(reactions)
    expect(pushed).toHaveLength(2)
  })

  test('OU8 who opts out is not pushed what was on its way', async () => {
    await send(aMessage())
    await inWork(asMinji, (work) => blockMerchant(work, merchantId))
    await runReactions(reactions)
    expect(pushed).toEqual([])
  })

  test('OU13 only an address of a push service is taken', async () => {
    const inside = { ...device, endpoint: 'https://127.0.0.1/push' }
    await expect(inWork(asMinji, (work) => subscribe(work, inside))).rejects.toMatchObject({
      code: 'outreach.push-address',
    })
  })
})

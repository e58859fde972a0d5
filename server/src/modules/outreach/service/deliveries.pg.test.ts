import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import type { Purpose } from '../../people/model.ts'
import { merchantWordingOf } from '../../people/model/consents.ts'
import { agreeWithMerchant } from '../../people/service/merchant-consents.ts'
import { saveAnswer, savePerson, shopper } from '../../people/testing.ts'
import { TRIES_MAX, type WayName } from '../model/delivery.ts'
import type { Letter } from '../model/letters.ts'
import { WayFailed, type WayOutcome } from '../ports.ts'
import { sendMessages } from '../service.ts'
import { aBouncedMail, aMessage, aReceipt, openWays } from '../testing.ts'
import { chooseWay, forgetAddress, waysOfAsker } from './addresses.ts'
import { deadLetters, replayAll, replayOne } from './dead-letters.ts'
import { deliverDue } from './deliveries.ts'
import { applyReceipts, bounceReceipt, returnPathOf, type Receipt } from './receipts.ts'

const { inWork, rows, clear, platform, at, runReactions, db } = await freshDatabase()
const minji = testId('person')
const asMinji = aPerson()
const operator = aPerson({ number: 9, isOperator: true })
const noon = new Date('2026-04-16T12:00:00+09:00')
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000)

let number = 0
const taken = (): WayOutcome => {
  number += 1
  return { kind: 'taken', providerId: `provider-${number}` }
}
let answer: (letter: Letter) => WayOutcome | WayFailed = taken
const { letters, needs, reactions } = openWays(['email', 'sms', 'kakao', 'line'], (letter) =>
  answer(letter),
)
const settle = () => runReactions(reactions)

const notice = { purpose: 'information', title: '포인트가 곧 사라져요' } as const
const send = (change: Parameters<typeof sendMessages>[1][number] | object = {}) =>
  inWork(theSystem, (work) => sendMessages(work, [{ ...aMessage(notice), ...change }]))
const deliveries = async () =>
  (await rows('outreach.delivery')) as unknown as readonly {
    id: Id<'delivery'>
    way: WayName
    state: string
    attempts: number
    address: string
    error: string | null
    providerId: string | null
    nextAt: Date | null
  }[]
const states = async () => (await deliveries()).map(({ way, state }) => `${way} ${state}`).sort()

beforeEach(async () => {
  await clear()
  at(noon)
  letters.length = 0
  answer = () => taken()
  await inWork(theSystem, async (work) => {
    await savePerson(work, { ...shopper(1), phone: '+821012345678' })
    await sql`
      insert into outreach.address (person_id, way, address, verified_at)
      values (${minji}, 'email', 'minji@golmok.test', ${noon}),
        (${minji}, 'line', 'U0123456789abcdef0123456789abcdef', ${noon})`.execute(work.tx)
  })
})

describe('deliveries', () => {
  test('OU41 go by the ways their sender chose, one for each way', async () => {
    await send({ ways: ['email', 'sms', 'email'] })
    await settle()
    expect(await states()).toEqual(['email taken', 'sms taken'])
    expect(letters.map(({ address }) => address).sort()).toEqual([
      '+821012345678',
      'minji@golmok.test',
    ])
  })

  test('OU41 information goes by the ways its reader chose, and stays in the inbox otherwise', async () => {
    await send()
    await settle()
    expect(await deliveries()).toEqual([])
    await inWork(asMinji, (work) => chooseWay(work, 'line', true))
    await send()
    await settle()
    expect(await states()).toEqual(['line taken'])
  })

  test('OU41 a fact that is read twice queues nothing twice', async () => {
    await send({ ways: ['email'] })
    await settle()
    await sql`update platform.reader set seq = 0 where name = 'outreach'`.execute(db)
    await settle()
    expect(await states()).toEqual(['email taken'])
    expect(letters).toHaveLength(1)
  })

  test('OU41 two processes that look at once send each letter once', async () => {
    for (let each = 0; each < 5; each += 1) await send({ ways: ['sms'] })
    await settleFactsOnly()
    const line = startingLine(2)
    const signal = AbortSignal.timeout(20_000)
    const run = async () => {
      await line()
      return deliverDue(platform.inWork, needs, 'sms', signal)
    }
    await Promise.all([run(), run()])
    expect(new Set(letters.map(({ key }) => key)).size).toBe(5)
    expect(letters).toHaveLength(5)
  })

  test('OU43 what fails is tried again later, until the budget is spent', async () => {
    answer = () => new WayFailed('greylisted')
    await send({ ways: ['email'] })
    await settle()
    expect(await deliveries()).toMatchObject([
      { state: 'queued', attempts: 1, error: 'greylisted', nextAt: later(30) },
    ])
    for (let attempt = 2; attempt <= TRIES_MAX; attempt += 1) {
      const [{ nextAt } = { nextAt: null }] = await deliveries()
      at(nextAt ?? noon)
      await settle()
      expect(letters).toHaveLength(attempt)
    }
    expect(await deliveries()).toMatchObject([{ state: 'dead', attempts: TRIES_MAX, nextAt: null }])
  })

  test('OU43 what a process died over is taken up again, with the same key', async () => {
    await send({ ways: ['email'] })
    await settleFactsOnly()
    await sql`update outreach.delivery set attempts = 1, next_at = ${later(120)}`.execute(db)
    at(later(119))
    await settle()
    expect(letters).toHaveLength(0)
    at(later(124))
    await settle()
    expect(letters.map(({ key }) => key)).toEqual((await deliveries()).map(({ id }) => id))
  })

  test('OU42 who forgot the way, or cannot be reached on it, gets nothing there', async () => {
    await inWork(asMinji, (work) => forgetAddress(work, 'email'))
    await send({ ways: ['email', 'sms'] })
    await settleFactsOnly()
    await inWork(theSystem, (work) =>
      sql`insert into outreach.unreachable values ('sms', '+821012345678', 'off', ${noon})`.execute(
        work.tx,
      ),
    )
    await settle()
    expect(await deliveries()).toMatchObject([
      { way: 'sms', state: 'dropped', error: 'unreachable' },
    ])
    expect(letters).toEqual([])
  })

  test('OU42 advertising goes by a way agreed to, is judged again at its turn, and waits for the morning', async () => {
    const advert = { purpose: 'marketing', ways: ['email', 'sms', 'line'] } as const
    const yes = (purpose: Purpose) =>
      inWork(theSystem, (work) => saveAnswer(work, minji, purpose, true))
    for (const purpose of ['marketing', 'marketing/email', 'marketing/sms'] as const)
      await yes(purpose)
    at(new Date('2026-04-16T20:59:59+09:00'))
    await send(advert)
    await settleFactsOnly()
    expect(await states()).toEqual(['email queued', 'sms queued'])
    at(new Date('2026-04-16T21:00:00+09:00'))
    await settle()
    const [mail, text] = (await deliveries()).toSorted((a, b) => (a.way < b.way ? -1 : 1))
    expect(mail).toMatchObject({ state: 'taken' })
    expect(text).toMatchObject({
      state: 'queued',
      attempts: 0,
      nextAt: new Date('2026-04-17T08:00:00+09:00'),
    })
    expect(letters.at(-1)).toMatchObject({
      title: expect.stringMatching(/^\(광고\)/) as string,
      oneClickUrl: expect.stringContaining('/one-click') as string,
    })
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing/sms', false))
    at(new Date('2026-04-17T08:00:05+09:00'))
    await settle()
    expect(await states()).toEqual(['email taken', 'sms dropped'])
  })

  test('OU42 a yes to one shop is enough for its own news by that way', async () => {
    await inWork(theSystem, (work) =>
      agreeWithMerchant(work, {
        personId: minji,
        merchantId: testId('merchant'),
        channel: 'follow',
        proof: { sessionId: null, ipHash: null, agentHash: null },
        agreed: (['marketing', 'marketing/line'] as const).map((purpose) => ({
          purpose,
          wordingVersion: merchantWordingOf(purpose).version,
        })),
      }),
    )
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', true))
    await send({ purpose: 'marketing', ways: ['line', 'sms'] })
    await send({ purpose: 'marketing', ways: ['line'], merchantId: testId('merchant', 2) })
    await settle()
    expect(await states()).toEqual(['line taken'])
  })

  test('OU46 nobody there: the address is not used any more', async () => {
    answer = () => ({ kind: 'gone', reason: '550 5.1.1' })
    await send({ ways: ['email'] })
    await settle()
    expect(await states()).toEqual(['email bounced'])
    await send({ ways: ['email'] })
    await settle()
    expect(await states()).toEqual(['email bounced'])
    const own = await inWork(asMinji, (work) => waysOfAsker(work, needs))
    expect(own.find(({ way }) => way === 'email')).toMatchObject({ isReachable: false })
  })
})

/** Queues, and leaves the sending to the test. */
async function settleFactsOnly(): Promise<void> {
  const [all] = reactions
  if (all) await runReactions([{ reader: all.reader, handlers: all.handlers }])
}

const apply = (...receipts: Receipt[]) =>
  inWork(theSystem, (work) => applyReceipts(work, receipts, true))

describe('receipts', () => {
  test('OU45 doubled and shuffled receipts leave what the first final one said', async () => {
    await send({ ways: ['sms'] })
    await settle()
    const [{ providerId } = { providerId: null }] = await deliveries()
    expect(await apply(aReceipt({ providerId }), aReceipt({ providerId }))).toBe(1)
    expect(await apply(aReceipt({ providerId, state: 'failed', reason: 'late' }))).toBe(0)
    expect(await states()).toEqual(['sms delivered'])
    expect(await apply(aReceipt({ providerId: 'of-nobody' }))).toBe(0)
  })

  test('OU45 a receipt that outruns our own note stays', async () => {
    let early: Promise<number> = Promise.resolve(0)
    await send({ ways: ['sms'] })
    await settleFactsOnly()
    const [{ id: deliveryId } = { id: null }] = await deliveries()
    await apply(aReceipt({ deliveryId }))
    answer = () => {
      early = apply(aReceipt({ deliveryId }))
      return taken()
    }
    await settle()
    await early
    expect(await states()).toEqual(['sms delivered'])
    expect(letters).toEqual([])
  })

  test('OU46 a mail that came back moves its delivery; one with a forged address nothing', async () => {
    await send({ ways: ['email'] })
    await settle()
    const [{ id } = { id: testId('delivery') }] = await deliveries()
    const real = returnPathOf(needs.secret, 'x@bounces.golmok.test', id)
    const forged = returnPathOf('another secret', 'x@bounces.golmok.test', id)
    expect(await bounceReceipt(needs.secret, aBouncedMail(forged))).toBeNull()
    expect(await bounceReceipt(needs.secret, 'no mail at all')).toBeNull()
    const receipt = await bounceReceipt(needs.secret, aBouncedMail(real))
    expect(receipt).toMatchObject({ deliveryId: id, state: 'bounced' })
    if (receipt) await apply(receipt)
    expect(await states()).toEqual(['email bounced'])
    expect(await rows('outreach.unreachable')).toMatchObject([{ address: 'minji@golmok.test' }])
  })
})

describe('dead letters', () => {
  test('OU49 the operator sees them by way and reason, and sends them again', async () => {
    answer = () => ({ kind: 'refused', reason: 'spam: word' })
    await send({ ways: ['email', 'sms'] })
    await settle()
    const asked = { way: 'email', state: null, reason: 'spam' } as const
    const page = { limit: 10, after: null }
    const list = await inWork(operator, (work) => deadLetters(work, asked, page))
    expect(list.items).toMatchObject([{ way: 'email', state: 'failed', error: 'spam: word' }])
    answer = () => taken()
    const [one] = list.items
    if (one) await inWork(operator, (work) => replayOne(work, one.id))
    at(later(5))
    await settle()
    expect(await states()).toEqual(['email taken', 'sms failed'])
    const all = { way: null, state: null, reason: null }
    expect(await inWork(operator, (work) => replayAll(work, all))).toBe(1)
    at(later(10))
    await settle()
    expect(await states()).toEqual(['email taken', 'sms taken'])
    await expect(
      inWork(operator, (work) => replayOne(work, one?.id ?? testId('delivery'))),
    ).rejects.toThrow(expect.objectContaining({ code: 'delivery.not-dead' }))
    await expect(inWork(asMinji, (work) => replayAll(work, all))).rejects.toThrow(
      expect.objectContaining({ code: 'access.forbidden' }),
    )
  })
})

import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import type { Purpose } from '../../people/model.ts'
import { saveAnswer, savePerson, shopper } from '../../people/testing.ts'
import type { WayName } from '../model/delivery.ts'
import type { Letter } from '../model/letters.ts'
import { packedWays } from '../model/mailing-ways.ts'
import { WayFailed, type Way, type WayOutcome } from '../ports.ts'
import { sendMessages } from '../service.ts'
import { aMailing, aMessage, everyone, openWays, stepOf } from '../testing.ts'
import { deliverDue } from './deliveries.ts'
import { blockMerchant } from './inbox.ts'
import { wayReports, wayRooms } from './mailing-ways.ts'
import { changeWayTerms } from './way-terms.ts'
import { cancelMailing, openMailing, sendMailing } from './mailings.ts'
import { proofLines } from './proof.ts'

const { inWork, rows, clear, platform, at, runReactions, db } = await freshDatabase()
const merchantId = testId('merchant')
const operator = aPerson({ number: 99, isOperator: true })
const noon = new Date('2026-04-16T12:00:00+09:00')
let answer: (letter: Letter) => WayOutcome = () => ({ kind: 'taken', providerId: null })
const { letters, needs, reactions } = openWays(['email', 'sms', 'kakao', 'line'], (letter) =>
  answer(letter),
)
const settle = () => runReactions(reactions)
const states = async () =>
  (await rows('outreach.delivery')).map(({ way, state }) => `${way} ${state}`).toSorted()

const all: readonly Purpose[] = [
  'marketing',
  'marketing/email',
  'marketing/sms',
  'marketing/kakao',
  'marketing/line',
]
const people = (count: number, purposes = all) =>
  inWork(theSystem, async (work) => {
    for (let n = 1; n <= count; n += 1) {
      const phone = `+82101234${String(n).padStart(4, '0')}`
      await savePerson(work, { ...shopper(n), phone }, purposes)
      await sql`insert into outreach.address (person_id, way, address, verified_at)
        values (${testId('person', n)}, 'email', ${`p${n}@golmok.test`}, ${noon})`.execute(work.tx)
    }
  })
const open = (chosen: readonly WayName[]) =>
  inWork(theSystem, (work) => openMailing(work, { ...aMailing, ways: chosen }))
const send = (id: Id<'mailing'>, count: number) =>
  inWork(theSystem, (work) => sendMailing(work, id, stepOf(everyone(count))))
const reports = (id: Id<'mailing'>, chosen: readonly WayName[]) =>
  inWork(theSystem, (work) => wayReports(work, id, chosen))

beforeEach(async () => {
  await clear()
  at(noon)
  letters.length = 0
  answer = () => ({ kind: 'taken', providerId: null })
})

describe('a mailing beyond the inbox', () => {
  test('OU64, OU44 goes by each chosen way as advertising, to those who agreed and are reached', async () => {
    await people(2)
    await inWork(theSystem, (work) => saveAnswer(work, testId('person', 2), 'marketing/sms', false))
    const id = await open(['email', 'sms', 'line'])
    await send(id, 2)
    await settle()
    expect(await states()).toEqual(['email taken', 'email taken', 'sms taken'])
    const mail = letters.find(({ html }) => html !== null)
    expect(mail?.title).toMatch(/^\(광고\)/)
    expect(mail?.oneClickUrl).toContain('/one-click')
    expect(mail?.text).toContain('골목커피 · 02-123-4567')
    expect(mail?.text).toContain('무료 수신거부')
    expect(mail?.text).toContain(`/inbox/${id}`)
    const text = letters.find(({ html, title }) => html === null && title === '')
    expect(text?.text).toMatch(/^\(광고\) 골목커피/)
    expect(text?.text).toContain('무료수신거부')
    expect((await rows('outreach.recipient')).map((row) => row['ways'])).toEqual([
      packedWays({ email: 'goes', sms: 'goes', line: 'nowhere' }),
      packedWays({ email: 'goes', sms: 'no-consent', line: 'nowhere' }),
    ])
    expect(await reports(id, ['email', 'sms', 'line'])).toMatchObject([
      { way: 'email', goes: 2, taken: 2, failed: 0 },
      { way: 'line', goes: 0, nowhere: 2 },
      { way: 'sms', goes: 1, noConsent: 1, taken: 1 },
    ])
  })

  test('OU65 a step that is repeated, or raced, sends each letter once', async () => {
    await people(5)
    const id = await open(['email'])
    const line = startingLine(3)
    await Promise.all(
      [1, 2, 3].map(async () => {
        await line()
        await send(id, 5)
      }),
    )
    await send(id, 5)
    await settle()
    expect(await states()).toEqual(Array(5).fill('email taken'))
    expect(new Set(letters.map(({ address }) => address)).size).toBe(5)
    expect(letters).toHaveLength(5)
    await expect(
      sql`insert into outreach.delivery
        (id, mailing_id, person_id, merchant_id, way, address, state, next_at, created_at, queued_at)
        select ${testId('delivery', 9)}, mailing_id, person_id, merchant_id, way, 'x@y.zz', 'queued',
          created_at, created_at, created_at from outreach.delivery limit 1`.execute(db),
    ).rejects.toThrow(/delivery_of_recipient/)
  })

  test('OU66 above the limit of the month nobody is reached by that way, whoever races', async () => {
    await people(6)
    const terms = { way: 'sms', priceMinor: 20, perMonthMax: 4, isOpen: true } as const
    await inWork(operator, (work) => changeWayTerms(work, terms))
    const [one, other] = [await open(['sms']), await open(['sms'])]
    const line = startingLine(2)
    await Promise.all([
      line().then(() => send(one, 3)),
      line().then(() =>
        inWork(theSystem, (work) => sendMailing(work, other, stepOf(everyone(6).slice(3)))),
      ),
    ])
    await settle()
    expect(letters).toHaveLength(4)
    const both = [...(await reports(one, ['sms'])), ...(await reports(other, ['sms']))]
    expect(both.reduce((sum, { goes }) => sum + goes, 0)).toBe(4)
    expect(both.reduce((sum, { overLimit }) => sum + overLimit, 0)).toBe(2)
    expect(
      await inWork(theSystem, (work) => wayRooms(work, merchantId, ['sms', 'email'])),
    ).toMatchObject([
      { way: 'email', used: 0, left: 100_000 },
      { way: 'sms', used: 4, left: 0 },
    ])
    const past = sql`update outreach.way_use set used = used + 1 where way = 'sms'`.execute(db)
    await expect(past).rejects.toThrow('violates check constraint')
    await expect(
      inWork(aPerson({ number: 1 }), (work) => changeWayTerms(work, terms)),
    ).rejects.toThrow(expect.objectContaining({ code: 'access.forbidden' }))
  })

  test('OU42, OU67 at its turn each is judged again: blocked, called off, and the night of the way', async () => {
    await people(2)
    const id = await open(['email', 'sms'])
    at(new Date('2026-04-16T20:59:59+09:00'))
    await send(id, 2)
    await inWork(aPerson({ number: 2 }), (work) => blockMerchant(work, merchantId))
    at(new Date('2026-04-16T21:00:05+09:00'))
    await settle()
    // E-mail knows no night; the text of who still wants it waits for the morning.
    expect(await states()).toEqual(['email dropped', 'email taken', 'sms dropped', 'sms queued'])
    await inWork(theSystem, (work) => cancelMailing(work, id))
    at(new Date('2026-04-17T08:00:05+09:00'))
    await settle()
    expect(await states()).toEqual(['email dropped', 'email taken', 'sms dropped', 'sms dropped'])
    const errors = (await rows('outreach.delivery')).map(({ error }) => error)
    expect(errors.filter((error) => error === 'blocked')).toHaveLength(2)
    expect(errors.filter((error) => error === 'cancelled')).toHaveLength(1)
  })

  test('OU67 a talk that fails becomes no text: the shop did not choose that way', async () => {
    await people(1)
    answer = () => ({ kind: 'refused', reason: '3104' })
    await send(await open(['kakao']), 1)
    await settle()
    expect(await states()).toEqual(['kakao failed'])
  })

  test('OU68 messages of their own take from the same limit of the month', async () => {
    await people(2)
    const terms = { way: 'sms', priceMinor: 20, perMonthMax: 1, isOpen: true } as const
    await inWork(operator, (work) => changeWayTerms(work, terms))
    const advert = (n: number) => aMessage({ personId: testId('person', n) })
    await inWork(theSystem, (work) =>
      sendMessages(
        work,
        [1, 2].map((n) => ({ ...advert(n), ways: ['sms' as const] })),
      ),
    )
    await settle()
    expect(await states()).toEqual(['sms dropped', 'sms taken'])
    expect(letters).toHaveLength(1)
    const dropped = (await rows('outreach.delivery')).find(({ state }) => state === 'dropped')
    expect(dropped?.['error']).toBe('over-limit')
  })

  test('OU69 by LINE many go in one call, repeated under one key, and a bad one keeps it from nobody', async () => {
    const calls: { key: string; to: readonly string[] }[] = []
    const answers: (WayOutcome | WayFailed)[] = []
    let left: number | null = null
    const line: Way = {
      name: 'line',
      send(letter) {
        letters.push(letter)
        const isBad = letter.address.endsWith('3')
        return Promise.resolve(
          isBad ? { kind: 'gone', reason: '400' } : { kind: 'taken', providerId: letter.key },
        )
      },
      many: {
        most: 4,
        left: () => Promise.resolve(left),
        send(part, key) {
          calls.push({ key, to: part.map(({ address }) => address) })
          const said = answers.shift() ?? { kind: 'taken', providerId: null }
          return said instanceof WayFailed ? Promise.reject(said) : Promise.resolve(said)
        },
      },
    }
    const byLine = { ...needs, ways: new Map<WayName, Way>([['line', line]]) }
    const run = () => deliverDue(platform.inWork, byLine, 'line', AbortSignal.timeout(20_000))
    await people(6)
    await sql`insert into outreach.address (person_id, way, address, verified_at)
      select person_id, 'line', 'U' || right(person_id::text, 4), ${noon} from outreach.address`.execute(
      db,
    )
    await send(await open(['line']), 6)
    answers.push(new WayFailed('500'), { kind: 'taken', providerId: null })
    while (await run());
    expect(calls.map(({ to }) => to.length).toSorted((one, other) => one - other)).toEqual([2, 4])
    at(new Date(noon.getTime() + 31_000))
    while (await run());
    const again = calls.at(-1)
    expect(calls).toHaveLength(3)
    expect(calls.filter(({ key }) => key === again?.key)).toEqual([again, again])
    expect(await states()).toEqual(Array(6).fill('line taken'))

    at(new Date(noon.getTime() + 24 * 3_600_000))
    left = 3
    await send(await open(['line']), 6)
    while (await run());
    expect(calls).toHaveLength(4)
    expect((await states()).filter((state) => state === 'line failed')).toHaveLength(4)

    at(new Date(noon.getTime() + 48 * 3_600_000))
    left = null
    answers.push({ kind: 'refused', reason: '400' }, { kind: 'refused', reason: '400' })
    await send(await open(['line']), 6)
    while (await run());
    expect(letters).toHaveLength(6)
    expect((await states()).filter((state) => state === 'line bounced')).toHaveLength(1)
    expect((await states()).filter((state) => state === 'line taken')).toHaveLength(13)
  })

  test('OU60, OU61 the proof shows each way with its own yes, and how the sender proved itself', async () => {
    await people(1)
    const id = await open(['sms'])
    await send(id, 1)
    await settle()
    const lines = []
    const asked = {
      merchantId: null,
      personId: null,
      mailingId: id,
      campaignId: null,
      from: null,
      until: null,
      after: null,
      limit: 10,
      reason: '감독 기관에 낼 자료',
      secret: needs.secret,
    }
    for await (const line of proofLines(platform.inWork, operator, asked)) lines.push(line)
    expect(lines).toMatchObject([
      { way: 'inbox', outcome: 'sent', grounds: [{ purpose: 'marketing' }] },
      {
        way: 'sms',
        outcome: 'taken',
        reason: 'consent',
        localTime: '2026-04-16 12:00',
        grounds: [{ purpose: 'marketing/sms', scope: 'market', givenAt: noon }],
        certification: needs.certification,
      },
    ])
  })
})

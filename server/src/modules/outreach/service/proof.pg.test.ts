import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import type { Purpose } from '../../people/model.ts'
import { saveAnswer, savePerson, shopper } from '../../people/testing.ts'
import type { ProofLine } from '../model/proof.ts'
import { sendMessages } from '../service.ts'
import { aMailing, aMessage, befriend, everyone, stepOf } from '../testing.ts'
import { blockMerchant } from './inbox.ts'
import { openMailing, sendMailing } from './mailings.ts'
import { proofLines, proofText, type ProofAsked } from './proof.ts'

const { inWork, rows, clear, platform, at } = await freshDatabase()
const merchantId = testId('merchant')
const noon = new Date('2026-04-16T12:00:00+09:00')
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const operator = aPerson({ number: 99, isOperator: true })
const owner = aPerson({
  number: 98,
  memberships: [{ merchantId, role: 'owner', placeIds: null }],
})

const all: ProofAsked = {
  merchantId: null,
  personId: null,
  mailingId: null,
  campaignId: null,
  from: null,
  until: null,
  after: null,
  limit: 10_000,
  reason: '감독 기관에 낼 자료',
  secret: platform.secret,
}
const proof = async (change: Partial<ProofAsked> = {}, actor: Actor = operator) => {
  const lines: ProofLine[] = []
  for await (const line of proofLines(platform.inWork, actor, { ...all, ...change })) {
    lines.push(line)
  }
  return lines
}
const tell = (number: number, change: object = {}) =>
  inWork(theSystem, (work) =>
    sendMessages(work, [aMessage({ personId: testId('person', number), ...change })]),
  )
const mail = (count: number) =>
  inWork(theSystem, async (work) => {
    const id = await openMailing(work, aMailing)
    await sendMailing(work, id, stepOf(everyone(count), [testId('person', 2)]))
    return id
  })
const answer = (number: number, purpose: Purpose, granted: boolean) =>
  inWork(theSystem, (work) => saveAnswer(work, testId('person', number), purpose, granted))

beforeEach(async () => {
  await clear()
  at(noon)
})

describe('the proof', () => {
  /** What a person does in one minute of the property. */
  const deeds = fc.constantFrom('yes', 'no', 'friend', 'tell', 'inform', 'mail', 'block')
  const lives = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), deeds), {
    minLength: 1,
    maxLength: 25,
  })

  test('OU60, OU61 holds every decision once, and each sent one a yes that stood just then', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        await clear()
        at(noon)
        const yes = new Map<number, { givenAt: Date; scope: string }[]>()
        await inWork(theSystem, async (work) => {
          for (const number of [1, 2, 3]) await savePerson(work, shopper(number), [])
        })
        for (const [minute, [number, deed]] of life.entries()) {
          at(after(minute))
          const held = yes.get(number) ?? []
          if (deed === 'yes' && !held.some(({ scope }) => scope === 'market')) {
            await answer(number, 'marketing', true)
            yes.set(number, [...held, { givenAt: after(minute), scope: 'market' }])
          }
          if (deed === 'no') {
            await answer(number, 'marketing', false)
            yes.set(
              number,
              held.filter(({ scope }) => scope !== 'market'),
            )
          }
          if (deed === 'friend' && !held.some(({ scope }) => scope === 'merchant')) {
            await inWork(theSystem, (work) =>
              befriend(work, testId('person', number), ['marketing']),
            )
            yes.set(number, [...held, { givenAt: after(minute), scope: 'merchant' }])
          }
          if (deed === 'tell') await tell(number)
          if (deed === 'inform') await tell(number, { purpose: 'information' })
          if (deed === 'mail') await mail(3)
          if (deed === 'block') {
            await inWork(aPerson({ number }), (work) => blockMerchant(work, merchantId))
          }
          // What was just decided stands on what is held just now, by our own account of it.
          const lines = (await proof()).filter((line) => +line.at === +after(minute))
          for (const line of lines.filter(({ outcome }) => outcome === 'sent')) {
            const n = everyone(3).indexOf(line.personId as Id<'person'>) + 1
            const marketing = line.grounds.filter(({ purpose }) => purpose === 'marketing')
            if (line.purpose === 'information') expect(line.grounds).toEqual([])
            else {
              expect(marketing.length).toBeGreaterThan(0)
              expect(
                marketing.map(({ givenAt, scope }) => ({ givenAt, scope })).toSorted(byScope),
              ).toEqual((yes.get(n) ?? []).toSorted(byScope))
              expect(marketing.every(({ endedAt }) => endedAt === null)).toBe(true)
            }
          }
        }
        const decided = await rows('outreach.gate_decision')
        const ended = (await rows('outreach.recipient')).filter(({ mailingId }) => mailingId)
        const lines = await proof()
        expect(lines).toHaveLength(decided.length + ended.length)
        expect(new Set(lines.map(({ cursor }) => cursor)).size).toBe(lines.length)
        for (const line of lines.filter(
          ({ outcome, purpose }) => outcome === 'sent' && purpose === 'marketing',
        )) {
          const standing = line.grounds.filter(
            ({ givenAt, endedAt }) => givenAt <= line.at && (!endedAt || endedAt >= line.at),
          )
          expect(standing.length).toBe(line.grounds.length)
          expect(standing.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  const byScope = (one: { scope: string }, other: { scope: string }) =>
    one.scope < other.scope ? -1 : 1

  test('OU60 says what, when by the clock of the person, on which wording, and why', async () => {
    await inWork(theSystem, async (work) => {
      await savePerson(work, shopper(1), ['marketing'])
      await savePerson(work, shopper(2), ['marketing'])
      await savePerson(work, shopper(3))
    })
    at(after(5))
    const mailingId = await mail(3)
    const [sent, control, refused] = await proof({ mailingId })
    expect(sent).toMatchObject({
      aboutId: mailingId,
      title: aMailing.title,
      localTime: '2026-04-16 12:05',
      timeZone: 'Asia/Seoul',
      way: 'inbox',
      outcome: 'sent',
      reason: 'consent',
      grounds: [{ scope: 'market', purpose: 'marketing', givenAt: noon, channel: 'app' }],
    })
    expect(sent?.grounds[0]?.wordingVersion).toBeGreaterThan(0)
    expect(control).toMatchObject({ outcome: 'control', reason: 'control' })
    expect(refused).toMatchObject({
      outcome: 'refused',
      reason: 'outreach.no-consent',
      grounds: [],
    })
    await tell(3)
    expect(await proof({ personId: testId('person', 3), from: after(5) })).toMatchObject([
      { reason: 'outreach.no-consent', aboutId: null },
      { reason: 'outreach.no-consent', aboutId: mailingId },
    ])
    expect(await proof({ until: after(5) })).toEqual([])
    const text: string[] = []
    const lines = proofLines(platform.inWork, operator, { ...all, mailingId })
    for await (const part of proofText(lines, 'csv')) text.push(part)
    expect(text).toHaveLength(4)
    expect(text[1]).toContain('market marketing v')
  })

  test('OU62 the owner of a shop gets its own without learning who people are, and others nothing', async () => {
    await inWork(theSystem, (work) => savePerson(work, shopper(1), ['marketing']))
    await tell(1)
    await tell(1, { merchantId: testId('merchant', 2) })
    const own = await proof({ merchantId }, owner)
    expect(own).toMatchObject([{ personId: null, merchantId }])
    const [known] = await proof({ merchantId, personId: testId('person', 1) }, owner)
    expect(known).toMatchObject({ personId: testId('person', 1), personCode: own[0]?.personCode })
    const codes = (await proof()).map(({ personCode }) => personCode)
    // What was decided in the same millisecond stands in any order.
    expect(codes).toContain(own[0]?.personCode)
    expect(new Set(codes).size).toBe(2)
    for (const asked of [{ merchantId: null }, { merchantId: testId('merchant', 2) }]) {
      await expect(proof(asked, owner)).rejects.toThrow(
        expect.objectContaining({ code: 'access.forbidden' }),
      )
    }
    expect(await rows('people.look')).toMatchObject([
      { personId: testId('person', 1), reader: expect.stringContaining('person/') as string },
      expect.anything() as object,
      expect.anything() as object,
    ])
  })

  test('OU72 is taken out for a reason alone, which stands before the first line does', async () => {
    await inWork(theSystem, async (work) => {
      for (const number of [1, 2, 3]) await savePerson(work, shopper(number), ['marketing'])
    })
    for (const number of [1, 1, 2]) await tell(number, { purpose: 'information' })
    await mail(3)
    for (const reason of ['', '    ', 'why', '12345']) {
      await expect(proof({ reason })).rejects.toMatchObject({ code: 'people.reason-needed' })
    }
    await expect(proof({ merchantId: null }, owner)).rejects.toMatchObject({
      code: 'access.forbidden',
    })
    expect(await rows('people.disclosure')).toEqual([])

    // Whoever stops after the first line has taken it out.
    const lines = proofLines(platform.inWork, owner, { ...all, merchantId, reason: '민원 답변' })
    await lines.next()
    await lines.return(undefined)
    const last = (await proof({ limit: 4 })).at(-1)
    await proof({ after: last?.cursor ?? null, personId: testId('person', 3) })
    expect(await rows('people.disclosure')).toMatchObject([
      { what: 'decisions', merchantId, personId: null, people: 3, reason: '민원 답변' },
      { merchantId: null, people: 3, reason: all.reason },
      { merchantId: null, personId: testId('person', 3), people: 1 },
    ])
  })

  test('OU63 goes on behind a line, without a gap and without a double', async () => {
    await inWork(theSystem, async (work) => {
      for (const number of [1, 2, 3]) await savePerson(work, shopper(number), ['marketing'])
    })
    for (const number of [1, 2, 3]) await tell(number, { purpose: 'information' })
    await mail(3)
    const whole = await proof()
    const parts: ProofLine[] = []
    for (;;) {
      const part = await proof({ limit: 2, after: parts.at(-1)?.cursor ?? null })
      if (part.length === 0) break
      parts.push(...part)
    }
    expect(parts).toEqual(whole)
    expect(whole).toHaveLength(6)
    await expect(proof({ after: 'm.of-nothing' })).rejects.toThrow(
      expect.objectContaining({ code: 'outreach.cursor-unknown' }),
    )
  })
})

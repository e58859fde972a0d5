import { sql } from 'kysely'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { verify } from '../../platform/invariants.ts'
import type { LoggedFact } from '../../platform/news.ts'
import {
  addMembership,
  consentsOf,
  createPerson,
  membersOf,
  openLocationUses,
  personByPhone,
  recordLocationUses,
  removeMembership,
  setOperator,
} from './service.ts'
import { peopleInvariants } from './service/invariants.ts'
import { openConsents } from './service/open-consents.ts'
import { createApiKey, endApiKey } from './service/keys.ts'
import { locationUsesOfAsker } from './service/own-records.ts'
import { endAllSessions, openSessions, startSession } from './service/sessions.ts'
import { aShopper, saveAnswer, savePerson, shopper } from './testing.ts'

const { inWork, rows, clear, platform, db, at } = await freshDatabase()
const minji = testId('person')
const merchantId = testId('merchant')
const start = new Date('2026-04-16T06:00:00.000Z')
const asMinji = aPerson()

beforeEach(async () => {
  await clear()
  at(start)
  await inWork(theSystem, (work) => savePerson(work, aShopper()))
})

describe('accounts', () => {
  test('PE1 a second account with the same address is refused', async () => {
    const twin = { ...aShopper({ id: testId('person', 2) }), passwordHash: null }
    const second = inWork(theSystem, (work) => createPerson(work, twin))
    await expect(second).rejects.toMatchObject({ code: 'people.email-taken' })
  })

  test('PE1 of two who race for one address, one gets it', async () => {
    const bothAreOpen = startingLine(2)
    const join = (number: number) =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        const person = aShopper({ id: testId('person', number), email: 'one@golmok.test' })
        return createPerson(work, { ...person, passwordHash: null })
      })
    const results = await Promise.allSettled([join(2), join(3)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('PE19 only the installation makes operators, and it counts at once', async () => {
    const sessions = openSessions(platform)
    const { token } = await inWork(theSystem, (work) => startSession(work, minji, 'test'))
    expect(await sessions.authenticate(token)).toMatchObject({ isOperator: false })
    const { email } = aShopper()
    const byHerself = inWork(asMinji, (work) => setOperator(work, email ?? '', true))
    await expect(byHerself).rejects.toMatchObject({ code: 'access.forbidden' })
    // Whoever typed the address need not be whose it is.
    const ofAnybody = inWork(theSystem, (work) => setOperator(work, email ?? '', true))
    await expect(ofAnybody).rejects.toMatchObject({ code: 'people.proof-needed' })
    expect(await sessions.authenticate(token)).toMatchObject({ isOperator: false })
    await sql`update people.account set email_proven_at = joined_at`.execute(db)
    await inWork(theSystem, (work) => setOperator(work, email ?? '', true))
    expect(await sessions.authenticate(token)).toMatchObject({ isOperator: true })
  })

  test('PE19 who is no operator any more hears no more of what operators hear', async () => {
    const heard: string[] = []
    const stop = platform.live.subscribe(`person/${minji}`, ({ name }) => heard.push(name))
    const { email } = aShopper()
    await inWork(theSystem, (work) => setOperator(work, email ?? '', true, 'typed'))
    expect(heard).toEqual([])
    await inWork(theSystem, (work) => setOperator(work, email ?? '', false))
    stop()
    expect(heard).toEqual(['session-ended'])
  })

  test('PE2 a phone is found however it is written', async () => {
    const person = shopper(2)
    await inWork(theSystem, (work) => savePerson(work, { ...person, phone: '+821012345678' }))
    const found = await inWork(theSystem, (work) => personByPhone(work, '010 1234 5678'))
    expect(found?.id).toBe(person.id)
  })
})

describe('memberships', () => {
  test('PE16 the last owner cannot leave, and of two owners who leave at once one stays', async () => {
    const ji = shopper(2)
    await inWork(theSystem, async (work) => {
      await savePerson(work, ji)
      for (const personId of [minji, ji.id]) {
        await addMembership(work, { personId, merchantId, role: 'owner' })
      }
    })
    const bothAreOpen = startingLine(2)
    const leave = (personId: typeof minji) =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        return removeMembership(work, { personId, merchantId })
      })
    const results = await Promise.allSettled([leave(minji), leave(ji.id)])
    expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'people.last-owner' } },
    ])
    expect(await inWork(theSystem, (work) => membersOf(work, merchantId))).toHaveLength(1)
  })
})

describe('sessions', () => {
  const begin = (personId = minji) =>
    inWork(theSystem, (work) => startSession(work, personId, 'a phone'))

  test('PE6 only hashes are kept', async () => {
    const { token } = await begin()
    const [row] = await rows('people.session')
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row?.['tokenHash']).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a known token costs no query', async () => {
    const sessions = openSessions(platform)
    const { token, session } = await begin()
    expect(await sessions.authenticate(token)).toMatchObject({ sessionId: session.id })
    // No promise: the answer came from memory.
    expect(sessions.authenticate(token)).toMatchObject({ kind: 'person', personId: minji })
  })

  test('PE8 signing in again ends the session the browser came with', async () => {
    const sessions = openSessions(platform)
    const first = await begin()
    const actor = await sessions.authenticate(first.token)
    const second = await inWork(actor, (work) => startSession(work, minji, 'a phone'))
    expect(await sessions.authenticate(first.token)).toEqual({ kind: 'nobody' })
    expect(await sessions.authenticate(second.token)).toMatchObject({ kind: 'person' })
  })

  test('PE9 signing out everywhere counts at once here, and in a process that follows the log', async () => {
    const sessions = openSessions(platform)
    const { token } = await begin()
    await sessions.authenticate(token)
    await inWork(asMinji, endAllSessions)
    expect(await sessions.authenticate(token)).toEqual({ kind: 'nobody' })
  })

  test('PE9 another process forgets what the log tells it to', async () => {
    const told: ((fact: LoggedFact) => void)[] = []
    const there = openSessions({ ...platform, follow: (_names, react) => told.push(react) })
    const { token } = await begin()
    await there.authenticate(token)
    // As another process does it: nothing in this one hears of it but through the log.
    await sql`update people.session set ended_at = ${start}`.execute(db)
    expect(there.authenticate(token)).toMatchObject({ kind: 'person' })
    const data = { personId: minji, sessionId: null }
    const name = 'people.session-ended'
    for (const tell of told) {
      tell({ seq: 1, factId: 1, name, at: start, subjectId: minji, data })
    }
    expect(await there.authenticate(token)).toEqual({ kind: 'nobody' })
  })

  test('PE9 what is known is asked for again soon, once the log is heard no more', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      let followedUntilMs = performance.now()
      const there = openSessions({ ...platform, followedUntilMs: () => followedUntilMs })
      const { token } = await begin()
      await there.authenticate(token)
      await sql`update people.session set ended_at = ${start}`.execute(db)
      vi.advanceTimersByTime(20_000)
      followedUntilMs = performance.now()
      expect(there.authenticate(token)).toMatchObject({ kind: 'person' })
      vi.advanceTimersByTime(5_000)
      expect(await there.authenticate(token)).toEqual({ kind: 'nobody' })
    } finally {
      vi.useRealTimers()
    }
  })

  test('PE7 a session dies of old age and of disuse', async () => {
    const sessions = openSessions(platform)
    const { token } = await begin()
    await sessions.authenticate(token)
    at(new Date(start.getTime() + 30 * 86_400_000))
    expect(await sessions.authenticate(token)).toEqual({ kind: 'nobody' })
  })

  test('PE10 a key opens its scopes until it is taken back', async () => {
    const sessions = openSessions(platform)
    const owner = aPerson({ memberships: [{ merchantId, role: 'owner' }] })
    const request = { merchantId, name: '계산대', scopes: ['till'] } as const
    const made = await inWork(owner, (work) => createApiKey(work, request))
    expect(await sessions.authenticate(made.key)).toEqual({
      kind: 'key',
      keyId: made.id,
      merchantId,
      scopes: ['till'],
    })
    await inWork(owner, (work) => endApiKey(work, merchantId, made.id))
    expect(await sessions.authenticate(made.key)).toEqual({ kind: 'nobody' })
  })

  test('PE15 staff make no keys, and owners none of the market', async () => {
    const staff = aPerson({ memberships: [{ merchantId, role: 'staff' }] })
    const owner = aPerson({ memberships: [{ merchantId, role: 'owner' }] })
    const key = { name: '계산대', scopes: ['till'] as const }
    const forbidden = { code: 'access.forbidden' }
    await expect(
      inWork(staff, (work) => createApiKey(work, { ...key, merchantId })),
    ).rejects.toMatchObject(forbidden)
    await expect(
      inWork(owner, (work) => createApiKey(work, { ...key, merchantId: null })),
    ).rejects.toMatchObject(forbidden)
  })
})

describe('consents', () => {
  test('PE12 answers are history: each is kept, none can be changed', async () => {
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'location', true))
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'location', false))
    expect(await rows('people.consent')).toMatchObject([{ granted: true }, { granted: false }])
    await expect(sql`delete from people.consent`.execute(db)).rejects.toThrow('append-only')
    await expect(sql`update people.consent set granted = true`.execute(db)).rejects.toThrow(
      'append-only',
    )
  })

  test('PE13 a no to marketing is one to nights, and both are told', async () => {
    await inWork(theSystem, async (work) => {
      for (const purpose of ['marketing', 'night-marketing'] as const) {
        await saveAnswer(work, minji, purpose, true)
      }
    })
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', false))
    const held = await inWork(theSystem, (work) => consentsOf(work, [minji]))
    expect(held.get(minji)).toEqual(new Set())
    const facts = (await rows('platform.fact')).filter(
      ({ name }) => name === 'people.consent-changed',
    )
    expect(facts).toHaveLength(4)
    for (const { isHeld } of await verify(platform.database, peopleInvariants)) {
      expect(isHeld).toBe(true)
    }
  })

  test('PE13 a yes to nights and a no to marketing that race leave no night alone', async () => {
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', true))
    const bothAreOpen = startingLine(2)
    const answer = (purpose: 'marketing' | 'night-marketing', granted: boolean) =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        await saveAnswer(work, minji, purpose, granted)
      })
    const results = [answer('night-marketing', true), answer('marketing', false)]
    const [, no] = await Promise.allSettled(results)
    expect(no?.status).toBe('fulfilled')
    const held = await inWork(theSystem, (work) => consentsOf(work, [minji]))
    expect(held.get(minji)).toEqual(new Set())
  })

  test('the memory of consents follows a change', async () => {
    const consents = openConsents(platform)
    await consents.ready([minji])
    expect(consents.has(minji, 'location')).toBe(false)
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'location', true))
    await consents.ready([minji])
    expect(consents.has(minji, 'location')).toBe(true)
  })
})

describe('location uses', () => {
  const use = { personId: minji, purpose: 'campaign', merchantId, count: 2 } as const

  test('PE14 uses of a minute are counted together, and shown newest first', async () => {
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'location', true))
    await inWork(theSystem, (work) => recordLocationUses(work, [use, use]))
    at(new Date(start.getTime() + 60_000))
    const counter = openLocationUses(platform)
    counter.count({ ...use, purpose: 'zone', merchantId: null, count: 1 })
    counter.count({ ...use, purpose: 'zone', merchantId: null, count: 1 })
    await counter.close()
    const page = await inWork(asMinji, (work) =>
      locationUsesOfAsker(work, { limit: 1, after: null }),
    )
    expect(page.items).toMatchObject([{ purpose: 'zone', count: 2, merchantId: null }])
    const rest = await inWork(asMinji, (work) =>
      locationUsesOfAsker(work, { limit: 5, after: page.nextCursor }),
    )
    expect(rest.items).toMatchObject([{ purpose: 'campaign', count: 4, merchantId }])
  })

  test('PE54 what was counted of somebody who took the consent back meanwhile is not written', async () => {
    const counter = openLocationUses(platform)
    counter.count({ ...use, purpose: 'zone', merchantId: null, count: 1 })
    await counter.close()
    const report = { ...use, purpose: 'report' } as const
    await inWork(theSystem, (work) => recordLocationUses(work, [report], 'agreeing'))
    expect(await rows('people.location_use')).toEqual([])
  })

  test('PE14 uses of two processes at once are all counted', async () => {
    const bothAreOpen = startingLine(2)
    const record = () =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        await recordLocationUses(work, [use])
      })
    await Promise.all([record(), record()])
    expect(await rows('people.location_use')).toMatchObject([{ count: 4 }])
  })
})

import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { cloneDatabase, freshDatabase, waitForLock } from '../../../../testing/pg.ts'
import { holding, startingLine } from '../../../../testing/race.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { readConfig } from '../../../platform/config.ts'
import { openLogger } from '../../../platform/logger.ts'
import { openPlatform } from '../../../platform/platform.ts'
import type { NoticeMode } from '../model/location.ts'
import { peopleReactions } from '../reactions.ts'
import { recordLocationUses } from '../service.ts'
import { aShopper, saveAnswer, savePerson } from '../testing.ts'
import {
  locationControlsOfAsker,
  steerLocation,
  tellOfProvisions,
  whoSwitchedOff,
} from './location-controls.ts'
import { forgetAfter } from './memory.ts'
import { openConsents } from './open-consents.ts'

const { inWork, rows, clear, platform, db, at, runReactions } = await freshDatabase()
const minji = testId('person')
const merchantId = testId('merchant')
const start = new Date('2026-04-16T06:00:00.000Z')
const days = (count: number, ms = 0) => new Date(start.getTime() + count * 86_400_000 + ms)
const proof = { sessionId: null, ipHash: null, agentHash: null }
const steer = (change: Parameters<typeof steerLocation>[1]) =>
  inWork(aPerson(), (work) => steerLocation(work, change, proof, []))

beforeEach(async () => {
  await clear()
  at(start)
  await inWork(theSystem, (work) => savePerson(work, aShopper(), ['location', 'marketing']))
})

describe('pausing', () => {
  test('PE52 while it is paused nothing may use the location, and the consent stands', async () => {
    const consents = openConsents(platform)
    await consents.ready([minji])
    expect(consents.has(minji, 'location')).toBe(true)
    await steer({ isPaused: true })
    await consents.ready([minji])
    expect(consents.has(minji, 'location')).toBe(false)
    expect(consents.has(minji, 'marketing')).toBe(true)
    expect(await rows('people.consent_now')).toMatchObject([
      { purposes: ['location', 'marketing'] },
    ])
    await steer({ isPaused: false })
    await consents.ready([minji])
    expect(consents.has(minji, 'location')).toBe(true)
    expect(await rows('people.location_choice')).toMatchObject([
      { isPaused: true },
      { isPaused: false },
    ])
  })

  test('PE52 a pause is heard within five seconds in every process', async () => {
    const { url, drop } = await cloneDatabase()
    const logger = openLogger('fatal', false)
    const processes = await Promise.all(
      [1, 2].map(() => openPlatform({ config: readConfig({}), url, logger })),
    )
    try {
      const [here, there] = processes as [(typeof processes)[0], (typeof processes)[0]]
      await Promise.all([here.start([]), there.start([])])
      await here.inWork(theSystem, (work) => savePerson(work, aShopper(), ['location']))
      const consents = openConsents(there)
      await consents.ready([minji])
      expect(consents.has(minji, 'location')).toBe(true)
      await here.inWork(aPerson(), (work) => steerLocation(work, { isPaused: true }, proof, []))
      const before = performance.now()
      while (consents.has(minji, 'location') && performance.now() - before < 5_000) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        await consents.ready([minji])
      }
      expect(consents.has(minji, 'location')).toBe(false)
      expect(performance.now() - before).toBeLessThan(5_000)
    } finally {
      await Promise.all(processes.map((each) => each.stop()))
      await drop()
    }
  })
})

test('PE52 whoever changes something while others are looked up is looked up again', async () => {
  const consents = openConsents(platform)
  await consents.ready([minji])
  const letGo = await holding(inWork, ({ tx }) =>
    sql`lock table people.consent_now in access exclusive mode`.execute(tx),
  )
  const looking = consents.ready([minji, testId('person', 2)])
  await waitForLock(db)
  await inWork(theSystem, (work) => Promise.resolve(forgetAfter(work, minji)))
  await Promise.all([letGo(), looking])
  expect(consents.has(minji, 'location')).toBe(true)
})

test('PE53 one use is switched off, and the others go on', async () => {
  const consents = openConsents(platform)
  await steer({ off: ['report'] })
  await consents.ready([minji])
  expect(consents.allows(minji, 'report')).toBe(false)
  expect(consents.allows(minji, 'campaign')).toBe(true)
  expect(consents.has(minji, 'location')).toBe(true)
  const off = await inWork(theSystem, (work) => whoSwitchedOff(work, 'report', [minji]))
  expect([...off]).toEqual([minji])
  await inWork(theSystem, (work) => saveAnswer(work, minji, 'location', false))
  await consents.ready([minji])
  expect(consents.allows(minji, 'campaign')).toBe(false)
})

describe('notices that a shop learnt where somebody is', () => {
  const checkIn = () =>
    inWork(theSystem, (work) =>
      recordLocationUses(work, [
        { personId: minji, merchantId, purpose: 'check-in', count: 1 },
        { personId: minji, merchantId: null, purpose: 'zone', count: 3 },
      ]),
    )
  const tell = () => inWork(theSystem, tellOfProvisions)
  const told = async () => {
    const facts = await rows('platform.fact')
    return facts.filter(({ name }) => name === 'people.location-provided')
  }
  const agreeTo = (notice: NoticeMode) => steer({ notice })

  test('PE55 come of each time at once, unless something else was agreed to', async () => {
    await checkIn()
    await tell()
    expect((await told()).map(({ data }) => data)).toMatchObject([
      { personId: minji, times: 1, uses: [{ merchantId, purpose: 'check-in' }] },
    ])
    await tell()
    expect(await told()).toHaveLength(1)
  })

  test('PE55 wait for ten times, and no longer than 30 days', async () => {
    await agreeTo({ kind: 'times', count: 10 })
    for (let count = 0; count < 9; count += 1) await checkIn()
    await tell()
    expect(await told()).toHaveLength(0)
    await checkIn()
    await tell()
    expect((await told()).map(({ data }) => data)).toMatchObject([{ times: 10 }])
    await checkIn()
    at(days(30, -1))
    await tell()
    expect(await told()).toHaveLength(1)
    at(days(30))
    await tell()
    expect(await told()).toHaveLength(2)
  })

  test('PE55 come at once again when somebody asks for that', async () => {
    await agreeTo({ kind: 'days', count: 30 })
    await checkIn()
    await tell()
    expect(await told()).toHaveLength(0)
    await agreeTo({ kind: 'each' })
    await tell()
    expect(await told()).toHaveLength(1)
  })

  test('PE55 are told once, also when two processes look at the same time', async () => {
    await checkIn()
    const bothAreOpen = startingLine(2)
    const look = () =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        return tellOfProvisions(work)
      })
    await Promise.all([look(), look()])
    expect(await told()).toHaveLength(1)
  })

  test('PE55 the timer tells, and what is shown is what was chosen', async () => {
    await agreeTo({ kind: 'times', count: 20 })
    expect(await inWork(aPerson(), locationControlsOfAsker)).toEqual({
      isPaused: false,
      off: [],
      notice: { kind: 'times', count: 20 },
    })
    await checkIn()
    await agreeTo({ kind: 'each' })
    await runReactions([peopleReactions([])])
    expect(await told()).toHaveLength(1)
  })
})

/** Webhooks on their way: targets in trouble, what is written down, and telling it again. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testInstant } from '../../../../testing/pg.ts'
import type { Id } from '../../../kernel/id.ts'
import { changeEndpoint, endpointOf } from '../service.ts'
import { aListener } from '../testing.ts'
import { deliveryOf, forgetOld, sendTest, tellAgain, tellSince } from './telling.ts'
import type { Dispatcher } from './sending.ts'
import { aSender, owner, ownerOf, system } from './testing.ts'

const sender = await aSender()
const { db, inWork, at, rows, listener, dispatcher, needs, another } = sender
const { create, happen, read, settle, later, log } = sender
const endLeases = () =>
  sql`update webhooks.delivery set lease_until = clock_timestamp() - interval '1 s'`.execute(db)

describe('a target in trouble', () => {
  test('WH7, WH9: down for days, it is tried ten times, given up, and told again later', async () => {
    const { id } = await create()
    listener.answerWith(500)
    await happen()
    await settle()
    for (let hour = 0; hour < 100; hour += 1) await later(3_600_000)
    expect(listener.heard.length).toBe(10)
    expect(new Set(listener.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await inWork(owner, (work) => endpointOf(work, id))).toMatchObject({
      state: 'off',
      offReason: 'failing',
    })
    expect(await log(id)).toMatchObject([{ state: 'failed', attempts: 10, status: 500 }])

    // Off, it misses something; on again, it hears of that as well.
    await happen()
    await settle()
    listener.answerWith(204)
    await inWork(owner, (work) => changeEndpoint(work, needs, id, { isOn: true }))
    const count = await inWork(owner, (work) => tellSince(work, id, testInstant, false))
    expect(count).toBe(2)
    await dispatcher.settled()
    expect((await log(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
    expect(listener.heard.at(-1)?.headers['webhook-id']).toBeDefined()
  })

  test('WH7 a target that comes back within hours gets everything', async () => {
    const { id } = await create()
    listener.answerWith(null)
    await happen(3)
    await settle()
    await later(6_000)
    listener.answerWith(200)
    await later(3 * 3_600_000)
    expect((await log(id)).map(({ state }) => state)).toEqual(Array(3).fill('delivered'))
    expect((await inWork(owner, (work) => endpointOf(work, id))).failingSince).toBeNull()
  }, 30_000)

  test('WH7 a redirect is not followed', async () => {
    const { id } = await create()
    const elsewhere = await aListener()
    listener.answerWith(302, { location: elsewhere.url })
    await happen()
    await settle()
    expect(elsewhere.heard).toEqual([])
    expect(await log(id)).toMatchObject([{ state: 'waiting', status: 302 }])
    elsewhere.close()
  })

  test('WH8 410 turns it off, and what waited is stopped', async () => {
    const { id } = await create()
    listener.answerWith(500)
    await happen(2)
    await settle()
    listener.answerWith(410)
    await inWork(owner, (work) => sendTest(work, id))
    await dispatcher.settled()
    expect(await inWork(owner, (work) => endpointOf(work, id))).toMatchObject({
      state: 'off',
      offReason: 'gone',
    })
    const states = (await log(id)).map(({ state }) => state)
    expect(states.toSorted()).toEqual(['failed', 'stopped', 'stopped'])
    await expect(inWork(owner, (work) => sendTest(work, id))).rejects.toMatchObject({
      code: 'webhook.off',
    })
  })

  test('WH8 429 holds everything back for as long as it asks', async () => {
    const { id } = await create()
    listener.answerWith(429, { 'retry-after': '600' })
    await inWork(owner, (work) => sendTest(work, id))
    await dispatcher.settled()
    listener.answerWith(204)
    await happen(3)
    await settle()
    await later(599_000)
    expect(listener.heard).toHaveLength(1)
    await later(1_000)
    expect(listener.heard).toHaveLength(5)
  })
})

describe('what is written down', () => {
  test('WH4 a fact is one message, however often it is read', async () => {
    await create()
    await happen(3)
    await settle()
    await sql`update platform.reader set seq = 0`.execute(db)
    await settle()
    expect(await rows('webhooks.message')).toHaveLength(3)
    expect(listener.heard).toHaveLength(3)
  })

  test('WH10 killed between the attempt and its writing down, it is made again, once', async () => {
    const { id } = await create()
    await happen()
    await read()
    const dying = another()
    listener.whenHeard(async () => {
      listener.whenHeard(() => {})
      // It lets go of the answer, as a process does that is no more.
      void dying.stop()
      await new Promise((resolve) => setTimeout(resolve, 50))
    })
    await dying.settled()
    await dying.stop()
    expect(listener.heard).toHaveLength(1)
    expect(await log(id)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    // Leased still: nobody else sends it meanwhile.
    await dispatcher.settled()
    expect(listener.heard).toHaveLength(1)
    await endLeases()
    await dispatcher.settled()
    expect(listener.heard).toHaveLength(2)
    expect(new Set(listener.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await log(id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
    expect(await rows('webhooks.attempt')).toHaveLength(1)
  })

  test('WH10 two that sent the same write it down once', async () => {
    const { id } = await create()
    listener.answerWith(500)
    await happen()
    await read()
    const other = another()
    listener.whenHeard(async () => {
      listener.whenHeard(() => {})
      // Its lease ends while the answer is on its way, and another one takes it.
      await endLeases()
      await other.settled()
    })
    await dispatcher.settled()
    await other.stop()
    expect(listener.heard).toHaveLength(2)
    expect(await log(id)).toMatchObject([{ state: 'waiting', attempts: 1 }])
    expect(await rows('webhooks.attempt')).toHaveLength(1)
  })

  test('WH11 every attempt can be looked at', async () => {
    const { id } = await create()
    listener.answerWith(500, { 'x-trace': 'abc' })
    await happen()
    await settle()
    await later(6_000)
    const [delivery] = await log(id)
    const seen = await inWork(owner, (work) => deliveryOf(work, delivery!.id))
    expect(seen.tries).toMatchObject([{ number: 1 }, { number: 2 }])
    expect(seen.tries[0]).toMatchObject({
      status: 500,
      says: null,
      requestHead: { 'webhook-id': expect.stringMatching(/^msg_/) as string },
      responseHead: { 'x-trace': 'abc' },
      responseBody: '들었어요',
    })
    expect(JSON.parse(seen.body)).toMatchObject({ type: 'thing.happened', data: { count: 1 } })
    await expect(
      inWork(ownerOf(randomUUID() as Id<'merchant'>), (work) => deliveryOf(work, delivery!.id)),
    ).rejects.toMatchObject({ code: 'webhook.delivery-unknown' })
  })

  test('WH12 one is told again with the same id; twice in line it is not', async () => {
    const { id } = await create()
    await happen()
    await settle()
    const [delivery] = await log(id)
    await inWork(owner, (work) => tellAgain(work, delivery!.id))
    await inWork(owner, (work) => tellAgain(work, delivery!.id))
    await dispatcher.settled()
    expect(listener.heard).toHaveLength(2)
    expect(new Set(listener.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await log(id)).toMatchObject([{ state: 'delivered', attempts: 2 }])
  })

  test('WH12 since a moment: what failed, or all; and nothing from before 30 days', async () => {
    const { id } = await create()
    await happen(2)
    await settle()
    const since = (from: Date, isAll: boolean) =>
      inWork(owner, (work) => tellSince(work, id, from, isAll))
    expect(await since(testInstant, false)).toBe(0)
    expect(await since(testInstant, true)).toBe(2)
    await dispatcher.settled()
    expect(await since(new Date(testInstant.getTime() + 1), true)).toBe(0)
    await expect(
      since(new Date(testInstant.getTime() - 31 * 86_400_000), true),
    ).rejects.toMatchObject({ code: 'webhook.too-old' })
    at(new Date(testInstant.getTime() + 31 * 86_400_000))
    await inWork(system, forgetOld)
    expect(await rows('webhooks.delivery')).toEqual([])
  })
})

describe('a target that keeps silent', () => {
  /** The slowest of a hundred messages but one, from the commit to the listener, in milliseconds. */
  const ninetyNinthMs = async (patient: Dispatcher): Promise<number> => {
    const times: number[] = []
    for (let number = 0; number < 100; number += 1) {
      listener.heard.splice(0)
      const from = performance.now()
      await happen()
      await read()
      patient.wake()
      while (listener.heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      times.push(performance.now() - from)
    }
    return times.sort((one, other) => one - other)[98] ?? 0
  }

  test('WH13 makes no other wait', async () => {
    await create()
    const patient = another(15_000)
    await ninetyNinthMs(patient)
    const aloneMs = await ninetyNinthMs(patient)
    const silent = await aListener()
    silent.answerWith(null)
    const neighbour = randomUUID() as Id<'merchant'>
    await create([], ownerOf(neighbour), neighbour, silent.url)
    await happen(200, neighbour)
    await read()
    patient.wake()
    await expect.poll(() => silent.heard.length).toBeGreaterThan(0)
    const besideMs = await ninetyNinthMs(patient)
    // Twice as long is the limit; the rest is what a busy machine adds to single milliseconds.
    expect(besideMs).toBeLessThan(2 * aloneMs + 50)
    expect(silent.heard.length).toBeLessThan(20)
    await patient.stop()
    silent.close()
  }, 30_000)

  test('WH13 in great numbers they leave the lane of the others after seconds', async () => {
    const silent = await aListener()
    silent.answerWith(null)
    for (let number = 0; number < 30; number += 1) {
      const merchant = randomUUID() as Id<'merchant'>
      await create([], ownerOf(merchant), merchant, silent.url)
      await happen(20, merchant)
    }
    const { id } = await create()
    await read()
    const patient = another(15_000)
    patient.wake()
    await expect.poll(() => silent.heard.length, { timeout: 5_000 }).toBe(48)
    await happen(100)
    await read()
    patient.wake()
    await expect.poll(() => listener.heard.length, { timeout: 12_000 }).toBe(100)
    await patient.stop()
    silent.close()
    expect((await log(id)).length).toBe(100)
  }, 30_000)
})

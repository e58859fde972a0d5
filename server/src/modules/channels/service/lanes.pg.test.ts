/** A wave in lanes: side by side, cut off in one of them, paused and called off between rounds. */
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { waitForLock } from '../../../../testing/pg.ts'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import { befriend, somePeople } from './testing.ts'
import { sendDue } from './sending.ts'

const server = await freshServer()
const { call, platform } = server
const { db } = platform.database
const { inWork } = platform
let world: Awaited<ReturnType<typeof aWorld>>
let list: string
const never = new AbortController().signal

beforeAll(async () => {
  world = await aWorld(server)
  list = `/v1/merchants/${world.shop.merchantId}/broadcasts`
})
beforeEach(async () => {
  // Thursday, 15:00 in Seoul.
  server.at(new Date('2026-04-16T06:00:00Z'))
  await sql`truncate channels.friend, channels.broadcast, channels.broadcast_wave, channels.quota,
    channels.quota_use, outreach.mailing, outreach.recipient, channels.plan_choice`.execute(db)
  await call('PUT', `/v1/merchants/${world.shop.merchantId}/plan`, {
    as: world.owner.token,
    body: { planId: 'promotion' },
  })
})

const move = (method: 'POST' | 'DELETE', path: string) =>
  call(method, `${list}/${path}`, { as: world.owner.token })

/** Launches a broadcast to so many fresh friends, by their ids. */
async function launchTo(people: number) {
  const personIds = await somePeople(db, people, ['marketing'])
  await befriend(db, world.shop.merchantId, personIds)
  const id = platform.newId('broadcast')
  const content = { title: '봄 라떼가 나왔어요', body: '이번 주말까지 만나요.' }
  const as = world.owner.token
  await call('POST', list, { as, body: { id, content, controlPercent: 0 } })
  await move('POST', `${id}/launch`)
  return { id, personIds }
}

const lanes = async () => {
  const { rows } = await sql<{ lane: number; people: number; upTo: string | null; over: boolean }>`
    select lane, people, up_to, finished_at is not null as over
    from channels.broadcast_wave order by lane`.execute(db)
  return rows
}
const reached = async () => {
  const { rows } = await sql<{ personId: string }>`
    select person_id from outreach.recipient where outcome = 0 order by person_id`.execute(db)
  return rows.map(({ personId }) => personId)
}
const stateOf = async (id: string) => {
  const { body } = await call('GET', `${list}/${id}`, { as: world.owner.token })
  return body as { state: string; done: number }
}

describe('CH50 a wave to many', () => {
  test('goes in two lanes that meet in the middle, each to its own people', async () => {
    const { id, personIds } = await launchTo(21)
    await sendDue(inWork, never, 4)
    expect(await lanes()).toEqual([
      { lane: 0, people: 10, upTo: personIds[9], over: true },
      { lane: 1, people: 11, upTo: null, over: true },
    ])
    expect(await reached()).toEqual(personIds)
    expect(await stateOf(id)).toMatchObject({ state: 'sent', done: 21 })
  })

  test('goes in one where there are few', async () => {
    await launchTo(7)
    await sendDue(inWork, never, 4)
    expect(await lanes()).toEqual([{ lane: 0, people: 7, upTo: null, over: true }])
  })

  test('goes on in both where each stood, when the step of one was lost', async () => {
    const { id, personIds } = await launchTo(30)
    let works = 0
    // What is due, the round, and its two steps: one of them does not come to its commit.
    const breaking: typeof inWork = (actor, body) => {
      works += 1
      if (works !== 4) return inWork(actor, body)
      return inWork(actor, async (work) => {
        await body(work)
        throw new Error('cut off')
      })
    }
    await expect(sendDue(breaking, never, 5)).rejects.toThrow('cut off')
    expect((await lanes()).map(({ people }) => people).toSorted((a, b) => a - b)).toEqual([0, 5])
    expect(await reached()).toHaveLength(5)
    await sendDue(inWork, never, 5)
    expect(await reached()).toEqual(personIds)
    expect(await stateOf(id)).toMatchObject({ state: 'sent', done: 30 })
  })
})

describe('CH51 whoever stops a broadcast', () => {
  test.each(['pause', 'cancel'] as const)(
    'is answered behind the steps under way: %s',
    async (what) => {
      const { id, personIds } = await launchTo(60)
      const stop = async () => {
        const { status } = await (what === 'pause'
          ? move('POST', `${id}/pause`)
          : move('DELETE', id))
        return { status, reached: await reached() }
      }
      let stopping: ReturnType<typeof stop> | null = null
      let works = 0
      // What is due, the round, and a step, which is asked to stop before it comes to its commit.
      const slow: typeof inWork = (actor, body) => {
        works += 1
        if (works !== 3) return inWork(actor, body)
        return inWork(actor, async (work) => {
          const result = await body(work)
          stopping = stop()
          await Promise.race([stopping, waitForLock(db)])
          return result
        })
      }
      await sendDue(slow, never, 2)
      const stopped = await (stopping as ReturnType<typeof stop> | null)
      expect(stopped).toEqual({ status: 200, reached: await reached() })
      expect((await reached()).length).toBeLessThan(60)
      if (what === 'cancel') return
      await move('POST', `${id}/resume`)
      await sendDue(inWork, never, 20)
      expect(await reached()).toEqual(personIds)
    },
  )
})

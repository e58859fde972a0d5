/** Jobs: handed over when a runner dies, tried again, never lost; timers by one process at a time. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { theSystem } from '../kernel/testing.ts'
import { freshDatabase, testInstant } from '../../testing/pg.ts'
import { defineJob, defineTimer, openJobRunner, retrySeconds, type Timer } from './jobs.ts'
import { openDatabase } from './postgres.ts'
import type { JobKind } from './work.ts'

const { platform, inWork, rows, clear, at, db } = await freshDatabase()
beforeEach(async () => {
  await clear()
  at(testInstant)
})

const ran: number[] = []
const kindOf = (run: JobKind['run'], more: Partial<JobKind> = {}) =>
  defineJob({
    name: 'test.job',
    shape: z.object({ n: z.int() }),
    timeoutMs: 2_000,
    attemptsMax: 2,
    run,
    ...(more as object),
  })
const runnerOf = (kinds: readonly JobKind[], timers: readonly Timer[] = []) =>
  openJobRunner({
    database: platform.database,
    inWork: platform.inWork,
    clock: platform.clock,
    logger: platform.logger,
    kinds,
    timers,
  })
const later = (seconds: number) => new Date(testInstant.getTime() + seconds * 1_000)

describe('a job', () => {
  beforeEach(() => void (ran.length = 0))
  const note = kindOf(async (_context, payload) => void ran.push((payload as { n: number }).n))
  const hand = (n: number, options?: { runAt?: Date; key?: string }) =>
    inWork(theSystem, async (work) => work.enqueue(note, { n }, options))

  test('runs once, when it is due', async () => {
    await hand(1)
    await hand(2, { runAt: later(60) })
    const runner = runnerOf([note])
    await runner.drain()
    expect(ran).toEqual([1])
    at(later(60))
    await runner.drain()
    expect(ran).toEqual([1, 2])
  })

  test('of one key waits once', async () => {
    await Promise.all([hand(1, { key: 'same' }), hand(2, { key: 'same' })])
    await runnerOf([note]).drain()
    expect(ran).toHaveLength(1)
  })

  test('is not left behind by a work that failed', async () => {
    await inWork(theSystem, async (work) => {
      work.enqueue(note, { n: 1 })
      throw new Error('no')
    }).catch(() => {})
    await runnerOf([note]).drain()
    expect(ran).toEqual([])
  })

  test('is tried again later, and then stands as failed with its error', async () => {
    const failing = kindOf(async () => {
      throw new Error('the carrier is away')
    })
    await hand(1)
    const runner = runnerOf([failing])
    await runner.drain()
    expect(await rows('platform.job')).toMatchObject([{ state: 'waiting', attempt: 1 }])
    at(later(retrySeconds(1)))
    await runner.drain()
    expect(await rows('platform.job')).toMatchObject([
      { state: 'failed', attempt: 2, error: 'Error: the carrier is away' },
    ])
  })

  test('that takes too long is told to stop and tried again', async () => {
    const slow = kindOf(
      ({ signal }) => new Promise((_, no) => signal.addEventListener('abort', no)),
      {
        timeoutMs: 30,
      },
    )
    await hand(1)
    await runnerOf([slow]).drain()
    expect(await rows('platform.job')).toMatchObject([
      { state: 'waiting', error: 'Error: not done within 30 ms' },
    ])
  })

  test('of a runner that died goes to another when its lease is over, and not before', async () => {
    await hand(7)
    await sql`
      update platform.job set state = 'running', attempt = 1,
        lease_until = clock_timestamp() + interval '30 seconds'`.execute(db)
    await runnerOf([note]).drain()
    expect(ran).toEqual([])
    await sql`update platform.job set lease_until = clock_timestamp() - interval '1 second'`.execute(
      db,
    )
    await runnerOf([note]).drain()
    expect(ran).toEqual([7])
  })

  test('is run by one of two runners', async () => {
    for (let n = 0; n < 20; n += 1) await hand(n)
    await Promise.all([runnerOf([note]).drain(), runnerOf([note]).drain()])
    expect(ran.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })
})

describe('a timer', () => {
  test('goes off once for each of its times, whoever looks', async () => {
    let times = 0
    const timer = defineTimer({
      name: 'test.timer',
      everySeconds: 60,
      run: async () => {
        times += 1
      },
    })
    await Promise.all([runnerOf([], [timer]).drain(), runnerOf([], [timer]).drain()])
    expect(times).toBe(1)
    at(later(59))
    await runnerOf([], [timer]).drain()
    expect(times).toBe(1)
    at(later(60))
    await runnerOf([], [timer]).drain()
    expect(times).toBe(2)
  })

  describe('of a process that runs it', () => {
    let times = 0
    const timer = defineTimer({
      name: 'test.long',
      everySeconds: 60,
      run: async () => {
        times += 1
      },
    })
    /** The session of another process that is at it, and has leased it a moment ago. */
    const anotherIsAtIt = async () => {
      times = 0
      const other = openDatabase(platform.database.url, { connectionsMax: 1 })
      await runnerOf([], [timer]).drain()
      const { rows: held } = await sql<{ pid: number }>`
        select pg_backend_pid() as pid, pg_advisory_lock(7301995, hashtext('test.long'))`.execute(
        other.db,
      )
      at(later(60))
      await sql`
        update platform.timer set lease_until = clock_timestamp() + interval '30 seconds'
        where name = 'test.long'`.execute(db)
      return { close: () => other.close(), pid: held[0]?.pid ?? 0 }
    }

    test('is left to it, and goes to the next as soon as that process is gone', async () => {
      const other = await anotherIsAtIt()
      await runnerOf([], [timer]).drain()
      expect(times).toBe(1)
      await sql`select pg_terminate_backend(${other.pid}, 5000)`.execute(db)
      await runnerOf([], [timer]).drain()
      expect(times).toBe(2)
      await other.close()
    })

    test('is left to it before it has written its lease, too', async () => {
      const other = await anotherIsAtIt()
      await sql`update platform.timer set lease_until = null where name = 'test.long'`.execute(db)
      await runnerOf([], [timer]).drain()
      expect(times).toBe(1)
      await other.close()
    })

    test('goes to the next when it is not heard of for the time of its lease', async () => {
      const other = await anotherIsAtIt()
      await sql`
        update platform.timer set lease_until = clock_timestamp() - interval '1 second'
        where name = 'test.long'`.execute(db)
      await runnerOf([], [timer]).drain()
      expect(times).toBe(2)
      await other.close()
    })
  })
})

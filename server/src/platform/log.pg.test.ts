/** The log: no fact skipped, order kept, effects exactly once, a poisoned fact set aside. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineEvent } from '../kernel/event.ts'
import { testId, theSystem } from '../kernel/testing.ts'
import { freshDatabase } from '../../testing/pg.ts'
import { TRIES_MAX, sequenceFacts, on, onBatch, openLogPump, type Reactions } from './log.ts'

const happened = defineEvent('test.happened', 1, 'Something happened.', z.object({ n: z.int() }))
const { platform, inWork, rows, clear, runReactions, db } = await freshDatabase()
const order = async () =>
  (
    await sql<{ n: number }>`
    select (f.data->>'n')::int as n from platform.fact_order o
    join platform.fact f on f.id = o.fact_id order by o.seq`.execute(db)
  ).rows.map(({ n }) => n)
const say = (n: number) => inWork(theSystem, async (work) => work.announce(happened, { n }))

beforeEach(async () => {
  await clear()
  await sql`create table if not exists public.effect (seq bigint generated always as identity, n int)`.execute(
    db,
  )
  await sql`truncate public.effect`.execute(db)
})

describe('the order of facts', () => {
  test('a reader by `id > last` would lose a fact that commits late; the sequencer does not', async () => {
    const slow = await platform.database.pool.connect()
    await slow.query('begin')
    await slow.query(
      `insert into platform.fact (name, version, at, data) values ('test.happened', 1, now(), '{"n": 1}')`,
    )
    await say(2)
    const last = await sql<{ id: number }>`select max(id) as id from platform.fact`.execute(db)
    expect((await sequenceFacts(platform.database)).placed).toBe(1)
    await slow.query('commit')
    slow.release()

    // What a naive reader would see from here on: nothing, though a fact has just been committed.
    const naive = await sql`select from platform.fact where id > ${last.rows[0]?.id}`.execute(db)
    expect(naive.rows).toHaveLength(0)
    expect((await sequenceFacts(platform.database)).placed).toBe(1)
    expect(await order()).toEqual([2, 1])
  })

  test('a fact that was written after another was committed stands behind it', async () => {
    // This transaction has the lower number of the two, but writes its fact later.
    const early = await platform.database.pool.connect()
    await early.query('begin')
    await early.query('select pg_current_xact_id()')
    await say(1)
    await early.query(
      `insert into platform.fact (name, version, at, data) values ('test.happened', 1, now(), '{"n": 2}')`,
    )
    await early.query('commit')
    early.release()
    await sequenceFacts(platform.database)
    expect(await order()).toEqual([1, 2])
  })

  test('two sequencers at once place each fact once', async () => {
    for (let n = 0; n < 20; n += 1) await say(n)
    const both = [sequenceFacts(platform.database), sequenceFacts(platform.database)]
    expect((await Promise.all(both)).reduce((sum, { placed }) => sum + placed, 0)).toBe(20)
    expect(await order()).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })

  test('a fact is never changed', async () => {
    await say(1)
    await expect(sql`update platform.fact set version = 2`.execute(db)).rejects.toThrow(
      'append-only',
    )
    await expect(sql`delete from platform.fact`.execute(db)).rejects.toThrow('append-only')
  })
})

const effects = async () => (await rows('public.effect')).map((row) => row['n'])
const insert = (n: number) => sql`insert into public.effect (n) values (${n})`

describe('a reader', () => {
  test('has each effect once, however often it is woken', async () => {
    const reader: Reactions = {
      reader: 'test',
      handlers: [on(happened, async (work, { n }) => void (await insert(n).execute(work.tx)))],
    }
    for (let n = 0; n < 30; n += 1) await say(n)
    await Promise.all([runReactions([reader]), runReactions([reader])])
    await runReactions([reader])
    expect(await effects()).toEqual(Array.from({ length: 30 }, (_, n) => n))
  })

  test('sets a fact aside that fails again and again, and goes on', async () => {
    const reader: Reactions = {
      reader: 'test',
      handlers: [
        on(happened, async (work, { n }) => {
          await insert(n).execute(work.tx)
          if (n === 3) throw new Error('poison')
        }),
      ],
    }
    for (let n = 0; n < 6; n += 1) await say(n)
    await runReactions([reader])
    expect(await effects()).toEqual([0, 1, 2, 4, 5])
    expect(await rows('platform.dead_fact')).toMatchObject([{ reader: 'test', seq: 4 }])
  })

  test('does not set a fact aside because the database was away', async () => {
    let tries = 0
    const reader: Reactions = {
      reader: 'test',
      handlers: [
        on(happened, async () => {
          tries += 1
          if (tries <= 2 * TRIES_MAX) throw new Error('Connection terminated unexpectedly')
        }),
      ],
    }
    await say(1)
    for (let turn = 0; turn <= 2 * TRIES_MAX; turn += 1) await runReactions([reader])
    expect(tries).toBe(2 * TRIES_MAX + 1)
    expect(await rows('platform.dead_fact')).toEqual([])
  })

  test('takes facts that came together as one batch', async () => {
    const sizes: number[] = []
    const reader: Reactions = {
      reader: 'test',
      handlers: [
        onBatch([happened], async (_work, facts) => {
          sizes.push(facts.length)
        }),
      ],
    }
    for (let n = 0; n < 7; n += 1) await say(n)
    await runReactions([reader])
    expect(sizes).toEqual([7])
  })

  test('reads what a reaction announced, and is awake within moments of a commit', async () => {
    const seen: number[] = []
    const pump = openLogPump({
      database: platform.database,
      inWork: platform.inWork,
      clock: platform.clock,
      logger: platform.logger,
      reactions: [
        {
          reader: 'test',
          handlers: [
            on(happened, async (work, { n }) => {
              if (n < 3) work.announce(happened, { n: n + 1 }, { subjectId: testId('person') })
            }),
          ],
        },
      ],
    })
    pump.follow([happened.name], (fact) => seen.push((fact.data as { n: number }).n))
    await say(0)
    await pump.drain()
    await pump.drain()
    expect(seen).toEqual([0, 1, 2, 3])
  })

  test('has each effect once and in order from memory too: beside a slow one, behind, and past poison', async () => {
    const told: Record<string, number[]> = { quick: [], slow: [] }
    const reader = (name: string, pauseMs: number): Reactions => ({
      reader: name,
      pauseMs,
      handlers: [
        onBatch([happened], async (work, facts) => {
          const batch = facts.map(({ data }) => (data as { n: number }).n)
          if (name === 'quick' && batch.includes(700)) throw new Error('poison')
          work.afterCommit(() => told[name]?.push(...batch))
        }),
      ],
    })
    const sayAll = (from: number, count: number) =>
      inWork(theSystem, async (work) => {
        for (let n = from; n < from + count; n += 1) work.announce(happened, { n })
      })
    // These stand in the log before the pump starts: no news, and read from the log.
    await sayAll(0, 100)
    const pump = openLogPump({
      database: platform.database,
      inWork: platform.inWork,
      clock: platform.clock,
      logger: platform.logger,
      reactions: [reader('quick', 0), reader('slow', 50)],
    })
    await pump.start()
    for (let from = 100; from < 1_300; from += 100) {
      await sayAll(from, 100)
      pump.wake()
    }
    const all = Array.from({ length: 1_300 }, (_, n) => n)
    await vi.waitFor(() => expect(told['slow']).toHaveLength(1_300), 20_000)
    await vi.waitFor(() => expect(told['quick']).toHaveLength(1_299), 20_000)
    await pump.stop()
    expect(told['slow']).toEqual(all)
    expect(told['quick']).toEqual(all.filter((n) => n !== 700))
  })
})

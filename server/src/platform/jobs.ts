/** Jobs and timers: work for later and for the outside world, handed over when a runner dies. */
import { sql } from 'kysely'
import type { z } from 'zod'
import { SECOND_MS } from '../kernel/time.ts'
import type { Logger } from './logger.ts'
import type { Database } from './postgres.ts'
import type { InWork, JobContext, JobKind } from './work.ts'

/** Something to do every so often, by one process at a time. */
export type Timer = {
  readonly name: string
  readonly everySeconds: number
  run(context: JobContext): Promise<void>
}

export function defineJob<Shape extends z.ZodType>(job: JobKind<Shape>): JobKind<Shape> {
  return job
}

export function defineTimer(timer: Timer): Timer {
  return timer
}

/** A job whose runner is not heard of for so long is given to another. */
export const LEASE_SECONDS = 30
const HEARTBEAT_MS = 10 * SECOND_MS
const POLL_MS = 250
const RUNNING_MAX = 16
const TIMER_TIMEOUT_MS = 5 * 60 * SECOND_MS
const RETRY_SECONDS_MAX = 3_600

type Claimed = { readonly id: string; readonly name: string; payload: unknown; attempt: number }

export type JobRunner = {
  wake(): void
  start(): void
  /** Waits for what is running; the rest stays for others. */
  stop(): Promise<void>
  /** Runs everything that is due, in this call. For tests and commands. */
  drain(): Promise<number>
}

export type JobRunnerNeeds = {
  readonly database: Database
  readonly inWork: InWork
  readonly clock: () => Date
  readonly logger: Logger
  readonly kinds: readonly JobKind[]
  readonly timers: readonly Timer[]
}

/** The wait before the next try: 2, 4, 8 … seconds, an hour at most. */
export function retrySeconds(attempt: number): number {
  return Math.min(RETRY_SECONDS_MAX, 2 ** attempt)
}

/** Opens a runner of jobs and timers. Give it every kind there is: it leaves unknown ones alone. */
// oxlint-disable-next-line eslint/max-lines-per-function -- closures over the state of one owner
export function openJobRunner(needs: JobRunnerNeeds): JobRunner {
  const { database, clock, logger } = needs
  const kinds = new Map(needs.kinds.map((kind) => [kind.name, kind]))
  const running = new Set<Promise<void>>()
  let poll: NodeJS.Timeout | null = null
  let isStopped = true
  let isClaiming = false

  const claim = async (count: number): Promise<readonly Claimed[]> => {
    const { rows } = await sql<Claimed>`
      update platform.job
      set state = 'running', attempt = attempt + 1,
          lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where id in (
        select id from platform.job
        where name = any(${[...kinds.keys()]}::text[])
          and (state = 'waiting' and run_at <= ${clock()}
            or state = 'running' and lease_until < clock_timestamp())
        order by run_at
        limit ${count}
        for update skip locked
      )
      returning id, name, payload, attempt`.execute(database.db)
    return rows
  }

  const run = async (job: Claimed): Promise<void> => {
    const kind = kinds.get(job.name)
    if (!kind) return
    const beat = setInterval(() => void extend(database, job.id), HEARTBEAT_MS)
    try {
      await within(kind.timeoutMs, async (signal) => {
        const payload = kind.shape.parse(job.payload)
        const { inWork } = needs
        await kind.run({ inWork, now: clock(), signal, attempt: job.attempt }, payload)
      })
      await sql`
        update platform.job set state = 'done', lease_until = null, finished_at = ${clock()}
        where id = ${job.id} and attempt = ${job.attempt}`.execute(database.db)
    } catch (error) {
      logger.warn({ error, job: job.name, attempt: job.attempt }, 'a job did not work out')
      await failed(database, kind, job, error, clock())
    } finally {
      clearInterval(beat)
    }
  }

  let areTimersKnown = false
  const runTimers = async (): Promise<number> => {
    const names = needs.timers.map((timer) => timer.name)
    if (!areTimersKnown) {
      await sql`
        insert into platform.timer (name, next_at)
        select name, ${clock()} from unnest(${names}::text[]) as timer (name)
        on conflict (name) do nothing`.execute(database.db)
      areTimersKnown = true
    }
    // Most looks find none due, and cost one query.
    const { rows } = await sql<{ name: string }>`
      select name from platform.timer
      where name = any(${names}::text[]) and next_at <= ${clock()}`.execute(database.db)
    let count = 0
    for (const { name } of rows) {
      const timer = needs.timers.find((each) => each.name === name)
      if (timer && (await runTimer(needs, timer))) count += 1
    }
    return count
  }

  const turn = async (): Promise<number> => {
    if (isClaiming) return 0
    isClaiming = true
    try {
      const room = RUNNING_MAX - running.size
      const jobs = room > 0 ? await claim(room) : []
      for (const job of jobs) {
        const going = run(job).catch((error: unknown) => logger.error({ error }, 'a job was lost'))
        running.add(going)
        void going.finally(() => {
          running.delete(going)
          if (!isStopped) setImmediate(() => void turnSafely())
        })
      }
      return jobs.length
    } finally {
      isClaiming = false
    }
  }
  const turnSafely = async () => {
    try {
      await turn()
    } catch (error) {
      logger.warn({ error }, 'jobs wait for the database')
    }
  }

  let timersGoing: Promise<void> | null = null
  const timersSafely = async () => {
    try {
      await runTimers()
    } catch (error) {
      logger.warn({ error }, 'timers wait for the database')
    } finally {
      timersGoing = null
    }
  }

  return {
    wake: () => {
      if (!isStopped) setImmediate(() => void turnSafely())
    },
    start() {
      isStopped = false
      poll = setInterval(() => {
        void turnSafely()
        timersGoing ??= timersSafely()
      }, POLL_MS)
    },
    async stop() {
      isStopped = true
      if (poll) clearInterval(poll)
      await Promise.allSettled([...running, timersGoing])
    },
    async drain() {
      let count = await runTimers()
      for (let ran = -1; ran !== 0; count += ran) {
        ran = await turn()
        await Promise.all(running)
      }
      return count
    },
  }
}

async function extend(database: Database, id: string): Promise<void> {
  await sql`
    update platform.job set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where id = ${id} and state = 'running'`
    .execute(database.db)
    .catch(() => {}) // A missed beat is made good by the next, or the lease ends as it should.
}

async function failed(
  database: Database,
  kind: JobKind,
  job: Claimed,
  error: unknown,
  now: Date,
): Promise<void> {
  const isOver = job.attempt >= kind.attemptsMax
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const runAt = new Date(now.getTime() + retrySeconds(job.attempt) * SECOND_MS)
  await sql`
    update platform.job
    set state = ${isOver ? 'failed' : 'waiting'}, lease_until = null, error = ${text.slice(0, 2_000)},
        run_at = ${runAt}, finished_at = ${isOver ? now : null},
        -- Another job of the same key may be waiting by now; this one goes on without the key.
        key = case when ${isOver} then key else null end
    where id = ${job.id} and attempt = ${job.attempt}`.execute(database.db)
}

/** Any number, but always the same: locks of timers, among all advisory locks. */
const TIMER_LOCKS = 7_301_995

/**
 * Runs a timer that is due, unless another process does. The runner holds a lock of its session, which
 * ends with its process: after a kill the next one goes on at once. The lease beside it is for
 * machines that are lost, whose sessions the database believes in for longer.
 */
async function runTimer(needs: JobRunnerNeeds, timer: Timer): Promise<boolean> {
  return needs.database.db.connection().execute(async (session) => {
    const key = sql`${TIMER_LOCKS}, hashtext(${timer.name})`
    const { rows } = await sql<{ isMine: boolean }>`
      select pg_try_advisory_lock(${key}) as is_mine`.execute(session)
    const isMine = rows[0]?.isMine ?? false
    try {
      return await runDue(needs, timer, isMine)
    } finally {
      // A session that was lost has given its lock back already.
      if (isMine) await sql`select pg_advisory_unlock(${key})`.execute(session).catch(() => {})
    }
  })
}

/**
 * False when its time is not yet, or another process is at it: one that holds the lock, though it may
 * not have written its lease yet.
 */
async function runDue(needs: JobRunnerNeeds, timer: Timer, isMine: boolean): Promise<boolean> {
  const { database, clock, logger, inWork } = needs
  const now = clock()
  const { rows } = await sql`
    update platform.timer
    set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where name = ${timer.name} and next_at <= ${now}
      and (${isMine} or lease_until < clock_timestamp())
    returning name`.execute(database.db)
  if (rows.length === 0) return false

  const beat = setInterval(() => {
    void sql`
      update platform.timer
      set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where name = ${timer.name}`
      .execute(database.db)
      .catch(() => {})
  }, HEARTBEAT_MS)
  try {
    await within(TIMER_TIMEOUT_MS, (signal) => timer.run({ inWork, now, signal, attempt: 1 }))
  } catch (error) {
    logger.warn({ error, timer: timer.name }, 'a timer did not work out')
  } finally {
    clearInterval(beat)
    const nextAt = new Date(now.getTime() + timer.everySeconds * SECOND_MS)
    await sql`
      update platform.timer set next_at = ${nextAt}, lease_until = null
      where name = ${timer.name}`.execute(database.db)
  }
  return true
}

/** Runs a body with a signal that fires, and a promise that fails, when its time is over. */
async function within(
  timeoutMs: number,
  body: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const abort = new AbortController()
  let timeout: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timeout = setTimeout(() => {
      abort.abort()
      reject(new Error(`not done within ${timeoutMs} ms`))
    }, timeoutMs)
  })
  try {
    await Promise.race([body(abort.signal), late])
  } finally {
    clearTimeout(timeout)
  }
}

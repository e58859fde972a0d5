/** The log of facts and its readers: exactly once in effect, in order, and no fact skipped. */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { EventKind } from '../kernel/event.ts'
import type { Timer } from './jobs.ts'
import type { Logger } from './logger.ts'
import { openNews, readStretch, type LoggedFact, type News } from './news.ts'
import { isUnavailable, type Database } from './postgres.ts'
import type { InWork, JobKind, Work } from './work.ts'

export type Handler =
  | { readonly kind: 'one'; readonly names: readonly string[]; readonly react: React }
  | { readonly kind: 'batch'; readonly names: readonly string[]; readonly react: ReactToBatch }
type React = (work: Work, fact: LoggedFact) => Promise<void>
type ReactToBatch = (work: Work, facts: readonly LoggedFact[]) => Promise<void>

/** What a module does by itself: one reader of the log, its jobs and its timers. */
export type Reactions = {
  readonly reader: string
  readonly handlers: readonly Handler[]
  /** How long facts may gather between two batches, where nobody waits for what becomes of them. */
  readonly pauseMs?: number
  readonly jobs?: readonly JobKind[]
  readonly timers?: readonly Timer[]
}

/** Joins one kind of fact to a use case. */
export function on<Shape extends z.ZodType>(
  kind: EventKind<string, Shape>,
  react: (work: Work, fact: z.output<Shape>, meta: LoggedFact) => Promise<void>,
): Handler {
  return {
    kind: 'one',
    names: [kind.name],
    // The log holds only what `announce` parsed by the same shape.
    react: (work, fact) => react(work, fact.data as z.output<Shape>, fact),
  }
}

/** Joins facts to a use case that takes many at once: for hot paths, with set-wise SQL. */
export function onBatch(kinds: readonly EventKind[], react: ReactToBatch): Handler {
  return { kind: 'batch', names: kinds.map((kind) => kind.name), react }
}

/** Most facts concern few readers: one goes past so many of others in one transaction. */
const FACTS_PASSED_MAX = 5_000
/** A fact that fails alone so often is set aside for the operator, and the reader goes on. */
export const TRIES_MAX = 5
const SEQUENCED_AT_ONCE_MAX = 5_000
const POLL_MS = 250
/** Between two looks at what was committed: a look costs a commit of its own. */
const TURN_MS = 5
const TRY_AGAIN_MS = 100

export type LogPump = {
  wake(): void
  start(): Promise<void>
  stop(): Promise<void>
  /** Sequences and reads until nothing is left, in this call. For tests and commands. */
  drain(): Promise<void>
  /** Calls back for facts of these names, at least once, from now on; for state in memory. */
  follow(names: readonly string[], react: (fact: LoggedFact) => void): void
  /** What was committed before this, by `performance.now()`, has been told to all who follow. */
  followedUntilMs(): number
}

export type LogPumpNeeds = {
  readonly database: Database
  readonly inWork: InWork
  readonly clock: () => Date
  readonly logger: Logger
  /** Readers this process runs; none in a process that only serves HTTP. */
  readonly reactions: readonly Reactions[]
}

type Follower = { readonly names: ReadonlySet<string>; react(fact: LoggedFact): void }

/** Gives committed facts their order; answers how many were placed, and where the order ends. */
export async function sequenceFacts(database: Database): Promise<Sequenced> {
  const { rows } = await sql<Sequenced>`
    select placed, last_seq as "end"
    from platform.sequence_facts(${SEQUENCED_AT_ONCE_MAX})`.execute(database.db)
  return rows[0] ?? { placed: 0, end: 0 }
}
export type Sequenced = { readonly placed: number; readonly end: number }

/** Orders all that is committed; answers where the order ends. */
async function sequenceAll(database: Database): Promise<number> {
  for (;;) {
    const { placed, end } = await sequenceFacts(database)
    if (placed < SEQUENCED_AT_ONCE_MAX) return end
  }
}

/** Opens the pump that orders facts and feeds the readers. */
// oxlint-disable-next-line eslint/max-lines-per-function -- closures over the state of one owner
export function openLogPump(needs: LogPumpNeeds): LogPump {
  const { database, logger } = needs
  const followers: Follower[] = []
  const handled = needs.reactions.flatMap(({ handlers }) => handlers.flatMap(({ names }) => names))
  const news = openNews(database, () => [
    ...new Set([...handled, ...followers.flatMap(({ names }) => [...names])]),
  ])
  const readers = needs.reactions
    .filter((reactions) => reactions.handlers.length > 0)
    .map((reactions) => newReader(needs, news, reactions))
  const lanes = readers.map((reader) => ({ reader, lane: laneOf(reader, logger) }))
  let poll: NodeJS.Timeout | null = null
  let isStopped = true
  let going: Promise<void> | null = null
  let isWoken = false
  let isPolled = false
  let followedUntilMs = -Infinity

  const tellFollowers = (facts: readonly LoggedFact[]) => {
    for (const fact of facts) {
      for (const follower of followers) if (follower.names.has(fact.name)) follower.react(fact)
    }
  }

  /** Places what is new; the names of it wake those whom it concerns, and the poll wakes all. */
  const turn = async (isPoll: boolean) => {
    const beganMs = performance.now()
    const end = await sequenceAll(database)
    // A database that lost its last moments gives the same places to other facts.
    if (end < news.end()) news.beginAt(end)
    if (isPoll) for (const { lane } of lanes) lane.run()
    await news.readOn(end, (facts) => {
      const names = new Set(facts.map(({ name }) => name))
      for (const { reader, lane } of lanes) {
        // A reader that is not concerned keeps its place for now: moving it would cost a commit.
        if (!names.isDisjointFrom(reader.names)) lane.run()
      }
      tellFollowers(facts)
    })
    followedUntilMs = beganMs
  }
  const turnsSafely = async () => {
    try {
      do {
        const isPoll = isPolled
        isWoken = false
        isPolled = false
        await turn(isPoll)
        // What is committed meanwhile travels together.
        if (isWoken && !isStopped) await new Promise((resolve) => setTimeout(resolve, TURN_MS))
      } while (isWoken && !isStopped)
    } catch (error) {
      logger.warn({ error }, 'the log waits for the database')
      news.forget()
    } finally {
      going = null
    }
  }
  const wake = () => {
    isWoken = true
    if (!isStopped) going ??= turnsSafely()
  }

  return {
    wake,
    async start() {
      news.beginAt(await endOfOrder(database))
      isStopped = false
      poll = setInterval(() => {
        isPolled = true
        wake()
      }, POLL_MS)
    },
    async stop() {
      isStopped = true
      if (poll) clearInterval(poll)
      await going
      await Promise.all(lanes.map(({ lane }) => lane.stop()))
    },
    async drain() {
      // A reaction announces facts of its own; nothing is left when a round places none.
      for (let placed = 1; placed > 0;) {
        const end = await sequenceAll(database)
        const all = [
          news.readOn(end, tellFollowers),
          ...readers.map((reader) => reader.catchUp(true)),
        ]
        for (const result of await Promise.allSettled(all)) {
          if (result.status === 'rejected') {
            logger.warn({ error: result.reason as unknown }, 'a reader of the log waits')
          }
        }
        placed = (await sequenceFacts(database)).placed
      }
    },
    follow: (names, react) => void followers.push({ names: new Set(names), react }),
    followedUntilMs: () => followedUntilMs,
  }
}

type Lane = {
  /** Runs soon, or once more after the run that is under way. */
  run(): void
  /** Runs no more; resolves when the run under way has ended. */
  stop(): Promise<void>
}

/** Readers do not wait for each other: a slow one holds up nobody but itself. */
function laneOf(reader: Reader, logger: Logger): Lane {
  const { pauseMs } = reader
  let going: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let isAgain = false
  let isStopped = false
  const go = async () => {
    timer = null
    try {
      do {
        isAgain = false
        await reader.catchUp(false)
      } while (isAgain && pauseMs === 0)
    } catch (error) {
      logger.warn({ error }, 'a reader of the log waits')
    } finally {
      going = null
      if (isAgain && pauseMs > 0) run()
    }
  }
  const run = () => {
    isAgain = true
    if (isStopped || timer !== null) return
    if (pauseMs === 0) going ??= go()
    else if (going === null) {
      timer = setTimeout(() => {
        going = go()
      }, pauseMs)
    }
  }
  return {
    run,
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await going
    },
  }
}

async function endOfOrder(database: Database): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from platform.sequencer`.execute(
    database.db,
  )
  return rows[0]?.seq ?? 0
}

type Reader = {
  readonly names: ReadonlySet<string>
  readonly pauseMs: number
  /** Reads to the end of the order as it stands. `isEager` tries again at once what failed. */
  catchUp(isEager: boolean): Promise<void>
}

// oxlint-disable-next-line eslint/max-lines-per-function -- closures over the state of one owner
function newReader(needs: LogPumpNeeds, news: News, reactions: Reactions): Reader {
  const { database, logger } = needs
  const name = reactions.reader
  const names = new Set(reactions.handlers.flatMap((handler) => handler.names))
  const failures = { seq: -1, count: 0 }
  let isAlone = false
  let restUntil = 0

  /** Whether there may be more to read. An eager one goes on to the very end. */
  const step = async (work: Work, isEager: boolean): Promise<boolean> => {
    const { rows } = await sql<{ seq: number; end: number }>`
      select r.seq, (select seq from platform.sequencer) as "end"
      from platform.reader r where r.name = ${name}
      for update of r skip locked`.execute(work.tx)
    const { seq = 0, end = 0 } = rows[0] ?? {}
    if (end <= seq) return false
    const wanted = Math.min(end, seq + (isAlone ? 1 : FACTS_PASSED_MAX))
    const known = isEager ? null : news.between(seq, wanted, names)
    const { facts, upTo } = known ?? (await readStretch({ db: work.tx }, seq, wanted, names))
    failures.count = failures.seq === upTo ? failures.count : 0
    failures.seq = upTo
    await react(work, reactions, facts)
    await sql`update platform.reader set seq = ${upTo} where name = ${name}`.execute(work.tx)
    // What has just been placed and is no news yet will wake the reader in a moment.
    return upTo < (known ? Math.min(end, news.end()) : end)
  }

  const setAside = async (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    await sql`
      with held as (
        select seq + 1 as seq from platform.reader
        -- Another process may have set it aside a moment ago, and stand at the next one.
        where name = ${name} and seq + 1 = ${failures.seq} for update
      ),
      dead as (
        insert into platform.dead_fact (reader, seq, fact_id, error, at)
        select ${name}, o.seq, o.fact_id, ${text.slice(0, 4_000)}, ${needs.clock()}
        from platform.fact_order o join held on o.seq = held.seq
      )
      update platform.reader r set seq = held.seq from held where r.name = ${name}`.execute(
      database.db,
    )
    logger.error({ error, reader: name, seq: failures.seq }, 'a fact was set aside')
    failures.count = 0
  }

  const ensureRow = sqlOnce(async () => {
    await sql`
      insert into platform.reader (name) values (${name})
      on conflict (name) do nothing`.execute(database.db)
  })

  return {
    names,
    pauseMs: reactions.pauseMs ?? 0,
    async catchUp(isEager) {
      if (!isEager && performance.now() < restUntil) return
      await ensureRow()
      for (;;) {
        try {
          const actor = { kind: 'system', name: `reader/${name}` } as const
          const isMore = await needs.inWork(actor, (work) => step(work, isEager))
          isAlone = false
          if (!isMore) return
        } catch (error) {
          // No fault of the fact: a database that is away must not make it a dead one.
          if (isUnavailable(error)) throw error
          if (!isAlone) {
            // Find the one that cannot be read, and let those before it through.
            isAlone = true
            continue
          }
          failures.count += 1
          logger.warn({ error, reader: name, seq: failures.seq }, 'a fact could not be read')
          if (failures.count >= TRIES_MAX) {
            await setAside(error)
            continue
          }
          if (isEager) continue
          restUntil = performance.now() + TRY_AGAIN_MS * 2 ** failures.count
          return
        }
      }
    },
  }
}

function sqlOnce(run: () => Promise<void>): () => Promise<void> {
  let isDone = false
  return async () => {
    if (isDone) return
    await run()
    isDone = true
  }
}

/** Hands facts to handlers in order; a run of facts for the same handlers goes as one batch. */
async function react(
  work: Work,
  { handlers }: Reactions,
  facts: readonly LoggedFact[],
): Promise<void> {
  let at = 0
  while (at < facts.length) {
    const concerned = handlersOf(handlers, facts[at])
    let end = at + 1
    while (end < facts.length && isSame(handlersOf(handlers, facts[end]), concerned)) end += 1
    const run = facts.slice(at, end)
    for (const handler of concerned) {
      if (handler.kind === 'batch') await handler.react(work, run)
      else for (const fact of run) await handler.react(work, fact)
    }
    at = end
  }
}

function handlersOf(handlers: readonly Handler[], fact: LoggedFact | undefined): Handler[] {
  return fact ? handlers.filter((handler) => handler.names.includes(fact.name)) : []
}

function isSame(left: readonly Handler[], right: readonly Handler[]): boolean {
  return left.length === right.length && left.every((handler, at) => handler === right[at])
}

/**
 * Sends a reader back to the first fact, to make its effects again. The reader is held until the work
 * ends, so that what it made can be emptied in the same work.
 */
export async function rewindReader(work: Work, name: string): Promise<void> {
  await sql`update platform.reader set seq = 0 where name = ${name}`.execute(work.tx)
}

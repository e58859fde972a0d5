/** The unit of work: one transaction, one instant, one actor. */
import { createHmac, randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import type { Actor } from '../kernel/actor.ts'
import { assert } from '../kernel/assert.ts'
import type { EventKind } from '../kernel/event.ts'
import { uuidV7, type Id } from '../kernel/id.ts'
import type { LiveMessage, Topic } from './live.ts'
import { isLostRace, type Database, type NoTables } from './postgres.ts'

/** First argument of all that does I/O. */
export type Work = {
  /** Commits when the work returns, rolls back when it throws. */
  readonly tx: Transaction<NoTables>
  /** The only clock reading of this work. */
  readonly now: Date
  readonly actor: Actor
  newId<Kind extends string>(kind: Kind): Id<Kind>
  /**
   * Writes a fact, in this transaction, just before it commits.
   *
   * `subjectId` names whom the fact is about: facts of one subject keep their order.
   */
  announce<Shape extends z.ZodType>(
    kind: EventKind<string, Shape>,
    fact: z.input<Shape>,
    about?: { readonly subjectId?: string },
  ): void
  /** Hands a job over, in this transaction. With `key`, one waiting job of that key is enough. */
  enqueue<Shape extends z.ZodType>(
    job: JobKind<Shape>,
    payload: z.input<Shape>,
    options?: { readonly runAt?: Date; readonly key?: string },
  ): void
  /** Tells the event streams of every process, after the commit. */
  publish(topic: Topic, message: LiveMessage): void
  /**
   * A text as something that can be recognised and not read: keyed with the secret of the market,
   * the same in every process.
   */
  digest(text: string): string
  /**
   * Writes in this transaction after all else, together with the facts: for rows that many works
   * write, which wait for each other from then on until the commit. The rest of this work does not
   * see it.
   */
  last(write: () => Promise<unknown>): void
  /** Runs in this process once the work is committed. Must not throw. */
  afterCommit(run: () => void): void
}

export type InWork = <Result>(
  actor: Actor,
  body: (work: Work) => Promise<Result>,
) => Promise<Result>

export type JobContext = {
  readonly inWork: InWork
  readonly now: Date
  /** Aborted when the job's time is over. */
  readonly signal: AbortSignal
  /** Counts from 1. */
  readonly attempt: number
}

/** A kind of job. It may run twice (a runner can die after the effect), so it must not mind. */
export type JobKind<Shape extends z.ZodType = z.ZodType> = {
  readonly name: string
  readonly shape: Shape
  readonly timeoutMs: number
  readonly attemptsMax: number
  run(context: JobContext, payload: z.output<Shape>): Promise<void>
}

/** What a unit of work leaves behind for others, once committed. */
export type WorkHooks = {
  readonly database: Database
  readonly clock: () => Date
  readonly secret: string
  wakeReaders(): void
  wakeJobs(): void
  publish(topic: Topic, message: LiveMessage): void
}

type FactRow = { name: string; version: number; subjectId: string | null; data: string }
type JobRow = { id: string; name: string; payload: string; key: string | null; runAt: Date }

/** How often a work is run again when the database undid it for the sake of another. */
const TRIES_MAX = 4

/** The maker of ids: UUIDv7 by the given clock. */
export function idsOf(clock: () => Date): <Kind extends string>(kind: Kind) => Id<Kind> {
  return <Kind extends string>(_kind: Kind) => uuidV7(clock().getTime(), randomTen()) as Id<Kind>
}

const CHANCE_BYTES = 4_000
let chance = Buffer.alloc(0)
let chanceUsed = 0

/** Ten random bytes, each given once. Fetched in larger pieces, because a fetch costs more than they. */
function randomTen(): Uint8Array {
  if (chanceUsed + 10 > chance.length) {
    chance = randomBytes(CHANCE_BYTES)
    chanceUsed = 0
  }
  chanceUsed += 10
  return chance.subarray(chanceUsed - 10, chanceUsed)
}

/**
 * Gives `inWork`, which runs a body as one unit of work.
 *
 * A body that lost a deadlock is run again, so it must do nothing outside its transaction.
 */
export function workWith(hooks: WorkHooks): InWork {
  return async (actor, body) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await runOnce(hooks, actor, body)
      } catch (error) {
        if (tries >= TRIES_MAX || !isLostRace(error)) throw error
      }
    }
  }
}

async function runOnce<Result>(
  hooks: WorkHooks,
  actor: Actor,
  body: (work: Work) => Promise<Result>,
): Promise<Result> {
  const now = hooks.clock()
  const facts: FactRow[] = []
  const jobs: JobRow[] = []
  const lasts: (() => Promise<unknown>)[] = []
  const afterwards: (() => void)[] = []
  const newId = idsOf(() => now)

  const result = await hooks.database.db.transaction().execute(async (tx) => {
    let isOpen = true
    const work: Work = {
      tx,
      now,
      actor,
      newId,
      announce(kind, fact, about) {
        assert(isOpen, 'a fact is announced before its work ends')
        const data = JSON.stringify(kind.shape.parse(fact))
        const { name, version } = kind
        facts.push({ name, version, subjectId: about?.subjectId ?? null, data })
      },
      enqueue(job, payload, options) {
        assert(isOpen, 'a job is handed over before its work ends')
        jobs.push({
          id: newId('job'),
          name: job.name,
          payload: JSON.stringify(job.shape.parse(payload)),
          key: options?.key ?? null,
          runAt: options?.runAt ?? now,
        })
      },
      last(write) {
        assert(isOpen, 'what is written last is known before the work ends')
        lasts.push(write)
      },
      publish: (topic, message) => afterwards.push(() => hooks.publish(topic, message)),
      digest: (text) => createHmac('sha256', hooks.secret).update(text).digest('base64url'),
      afterCommit: (run) => afterwards.push(run),
    }
    const value = await body(work)
    isOpen = false
    await Promise.all([
      facts.length > 0 && insertFacts(tx, now, facts),
      jobs.length > 0 && insertJobs(tx, now, jobs),
      ...lasts.map((write) => write()),
    ])
    return value
  })

  if (facts.length > 0) hooks.wakeReaders()
  if (jobs.length > 0) hooks.wakeJobs()
  for (const run of afterwards) run()
  return result
}

async function insertFacts(
  tx: Transaction<NoTables>,
  now: Date,
  facts: readonly FactRow[],
): Promise<void> {
  await sql`
    insert into platform.fact (name, version, subject_id, at, data)
    select name, version, subject_id, ${now}, data
    from unnest(
      ${facts.map((fact) => fact.name)}::text[],
      ${facts.map((fact) => fact.version)}::integer[],
      ${facts.map((fact) => fact.subjectId)}::uuid[],
      ${facts.map((fact) => fact.data)}::jsonb[]
    ) with ordinality as fact (name, version, subject_id, data, place)
    order by place`.execute(tx)
}

async function insertJobs(
  tx: Transaction<NoTables>,
  now: Date,
  jobs: readonly JobRow[],
): Promise<void> {
  await sql`
    insert into platform.job (id, name, payload, key, run_at, created_at)
    select id, name, payload, key, run_at, ${now}
    from unnest(
      ${jobs.map((job) => job.id)}::uuid[],
      ${jobs.map((job) => job.name)}::text[],
      ${jobs.map((job) => job.payload)}::jsonb[],
      ${jobs.map((job) => job.key)}::text[],
      ${jobs.map((job) => job.runAt)}::timestamptz[]
    ) as job (id, name, payload, key, run_at)
    on conflict (name, key) where state = 'waiting' and key is not null do nothing`.execute(tx)
}

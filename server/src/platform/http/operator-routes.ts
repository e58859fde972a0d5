/** What the operator sees of the machine room: health, jobs, facts, and whether all holds. */
import { sql } from 'kysely'
import { z } from 'zod'
import { pageOf } from '../../kernel/page.ts'
import { Refused, type Refusals } from '../../kernel/refused.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../http.ts'
import type { Work } from '../work.ts'
import { verify, type Invariant } from '../invariants.ts'
import type { Platform } from '../platform.ts'

export const operatorRefusals = {
  'job.unknown': { kind: 'not-found', says: 'There is no such job.' },
  'job.not-failed': { kind: 'conflict', says: 'Only a job that failed can be tried again.' },
} as const satisfies Refusals

const health = z.object({
  at: instant,
  startedAt: instant,
  version: z.string(),
  database: z.object({ version: z.string(), bytes: z.int(), connections: z.int() }),
  log: z.object({
    facts: z.int(),
    lastAt: instant.nullable(),
    deadFacts: z.int(),
    readers: z.array(z.object({ name: z.string(), behind: z.int() })),
  }),
  jobs: z.object({ waiting: z.int(), running: z.int(), failed: z.int() }),
  process: z.object({ memoryBytes: z.int(), uptimeSeconds: z.number(), role: z.string() }),
})
const job = z.object({
  id: idOf('job'),
  name: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  key: z.string().nullable(),
  attempt: z.int(),
  runAt: instant,
  createdAt: instant,
  finishedAt: instant.nullable(),
  error: z.string().nullable(),
})
const fact = z.object({
  id: z.int(),
  name: z.string(),
  version: z.int(),
  subjectId: z.string().nullable(),
  at: instant,
  data: z.record(z.string(), z.unknown()),
})
const deadFact = z.object({
  reader: z.string(),
  seq: z.int(),
  factId: z.int(),
  error: z.string(),
  at: instant,
})
const verdict = z.object({
  id: z.string(),
  says: z.string(),
  isHeld: z.boolean(),
  rows: z.array(z.record(z.string(), z.unknown())),
})
const shared = { tag: 'operator', access: 'operator' } as const
const numberCursor = z.string().regex(/^\d{1,15}$/)

/** Told of each look at what happened around somebody, who will want to know. */
type Looked = (work: Work, id: string) => Promise<void>

/** Declares the routes of the machine room. */
export function operatorRoutes(
  http: Http,
  platform: Platform,
  invariants: readonly Invariant[],
  looked: Looked,
): void {
  const { database } = platform
  healthRoute(http, platform)
  jobRoutes(http)
  factRoutes(http, looked)
  http.route({
    ...shared,
    method: 'POST',
    url: '/v1/operator/verify',
    summary: 'Checks everything that must always hold',
    status: 200,
    reply: z.object({ at: instant, isHeld: z.boolean(), verdicts: z.array(verdict) }),
    rate: { perMinute: 12 },
    plain: true,
    handle: async ({ now }) => {
      const verdicts = await verify(database, invariants)
      const shown = verdicts.map(({ rows, ...rest }) => ({ ...rest, rows: [...rows] }))
      return { at: now, isHeld: verdicts.every(({ isHeld }) => isHeld), verdicts: shown }
    },
  })
}

function healthRoute(http: Http, platform: Platform): void {
  const { config, clock } = platform
  const startedAt = clock()
  http.route({
    ...shared,
    method: 'GET',
    url: '/v1/operator/health',
    summary: 'Says how the installation is',
    reply: health,
    handle: async ({ tx, now }) => {
      const { rows } = await sql<HealthRow>`
        select current_setting('server_version') as version,
          pg_database_size(current_database()) as bytes,
          (select count(*) from pg_stat_activity where datname = current_database())::int as connections,
          (select seq from platform.sequencer) as facts,
          (select max(at) from platform.fact where id = (select max(id) from platform.fact)) as last_at,
          (select count(*) from platform.dead_fact)::int as dead_facts,
          (select count(*) from platform.job where state = 'waiting')::int as waiting,
          (select count(*) from platform.job where state = 'running')::int as running,
          (select count(*) from platform.job where state = 'failed')::int as failed,
          (select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'behind', s.seq - r.seq)
            order by r.name), '[]') from platform.reader r, platform.sequencer s) as readers`.execute(
        tx,
      )
      const row = rows[0] as HealthRow
      return {
        at: now,
        startedAt,
        version: '0.1.0',
        database: { version: row.version, bytes: row.bytes, connections: row.connections },
        log: {
          facts: row.facts,
          lastAt: row.lastAt,
          deadFacts: row.deadFacts,
          readers: row.readers,
        },
        jobs: { waiting: row.waiting, running: row.running, failed: row.failed },
        process: {
          memoryBytes: process.memoryUsage.rss(),
          uptimeSeconds: process.uptime(),
          role: config.role,
        },
      }
    },
  })
}

type HealthRow = {
  version: string
  bytes: number
  connections: number
  facts: number
  lastAt: Date | null
  deadFacts: number
  waiting: number
  running: number
  failed: number
  readers: { name: string; behind: number }[]
}

function jobRoutes({ route }: Http): void {
  route({
    ...shared,
    method: 'GET',
    url: '/v1/operator/jobs',
    summary: 'Lists jobs, newest first',
    query: z.strictObject({
      ...listQuery,
      cursor: idOf('job').optional(),
      state: z.enum(['waiting', 'running', 'done', 'failed']).optional(),
    }),
    reply: listOf(job),
    handle: async ({ tx }, { query }) => {
      const { rows } = await sql<z.input<typeof job> & { id: string }>`
        select id, name, state, key, attempt, run_at, created_at, finished_at, error
        from platform.job
        where (${query.state ?? null}::text is null or state = ${query.state ?? null})
          and (${query.cursor ?? null}::uuid is null or id < ${query.cursor ?? null}::uuid)
        order by id desc limit ${query.limit + 1}`.execute(tx)
      const page = pageOf(rows, query.limit, (row) => row.id)
      return { items: [...page.items], nextCursor: page.nextCursor }
    },
  })
  route({
    ...shared,
    method: 'POST',
    url: '/v1/operator/jobs/:jobId/retry',
    summary: 'Tries a failed job again',
    status: 200,
    params: z.object({ jobId: idOf('job') }),
    reply: z.object({ state: z.literal('waiting') }),
    refusals: [operatorRefusals],
    handle: async ({ tx, now }, { params }) => {
      const { rows } = await sql<{ state: string }>`
        select state from platform.job where id = ${params.jobId} for update`.execute(tx)
      const state = rows[0]?.state
      if (state === undefined) throw new Refused(operatorRefusals, 'job.unknown')
      if (state !== 'failed') throw new Refused(operatorRefusals, 'job.not-failed')
      await sql`
        update platform.job
        set state = 'waiting', attempt = 0, run_at = ${now}, finished_at = null, key = null
        where id = ${params.jobId}`.execute(tx)
      return { state: 'waiting' as const }
    },
  })
}

function factRoutes({ route }: Http, looked: Looked): void {
  route({
    ...shared,
    method: 'GET',
    url: '/v1/operator/facts',
    summary: 'Lists facts, newest first',
    query: z.strictObject({
      ...listQuery,
      cursor: numberCursor.optional(),
      name: z.string().max(100).optional(),
      subjectId: idOf('person').optional(),
      /** Facts that speak of this id anywhere in their data. */
      about: idOf('thing').optional(),
    }),
    reply: listOf(fact),
    handle: async (work, { query }) => {
      const { tx } = work
      const { name = null, subjectId = null, about = null, cursor = null } = query
      const whom = subjectId ?? about
      if (whom !== null) await looked(work, whom)
      const { rows } = await sql<z.input<typeof fact>>`
        select id, name, version, subject_id, at, data from platform.fact
        where (${name}::text is null or name = ${name})
          and (${subjectId}::uuid is null or subject_id = ${subjectId}::uuid)
          and (${about}::text is null or data::text like '%' || ${about} || '%')
          and (${cursor}::bigint is null or id < ${cursor}::bigint)
        order by id desc limit ${query.limit + 1}`.execute(tx)
      const page = pageOf(rows, query.limit, (row) => String(row.id))
      return { items: [...page.items], nextCursor: page.nextCursor }
    },
  })
  route({
    ...shared,
    method: 'GET',
    url: '/v1/operator/dead-facts',
    summary: 'Lists facts that a reader could not read',
    query: z.strictObject({ ...listQuery, cursor: numberCursor.optional() }),
    reply: listOf(deadFact),
    handle: async ({ tx }, { query }) => {
      const { rows } = await sql<z.input<typeof deadFact>>`
        select reader, seq, fact_id, error, at from platform.dead_fact
        where (${query.cursor ?? null}::bigint is null or seq < ${query.cursor ?? null}::bigint)
        order by seq desc limit ${query.limit + 1}`.execute(tx)
      const page = pageOf(rows, query.limit, (row) => String(row.seq))
      return { items: [...page.items], nextCursor: page.nextCursor }
    },
  })
}

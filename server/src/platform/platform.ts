/** What an installation stands on: database, log, jobs, live messages, clock. One per process. */
import { sql } from 'kysely'
import { assert } from '../kernel/assert.ts'
import type { Id } from '../kernel/id.ts'
import type { Config } from './config.ts'
import { openJobRunner, type JobRunner } from './jobs.ts'
import { openLive, type Live } from './live.ts'
import { openLogPump, type LogPump, type Reactions } from './log.ts'
import type { Logger } from './logger.ts'
import { openMetrics, type Metrics } from './metrics.ts'
import type { LoggedFact } from './news.ts'
import { forgetPicturesTimer } from './pictures.ts'
import { migrate, openDatabase, type Database } from './postgres.ts'
import { randomToken } from './secrets.ts'
import { idsOf, workWith, type InWork } from './work.ts'

export type Platform = {
  readonly config: Config
  readonly database: Database
  readonly logger: Logger
  readonly metrics: Metrics
  readonly live: Live
  /** Signs codes and links; the same in every process. */
  readonly secret: string
  /** A secret that is made once and kept in the database; the same in every process. */
  keptSecret(name: string, make: () => string): Promise<string>
  readonly inWork: InWork
  clock(): Date
  newId<Kind extends string>(kind: Kind): Id<Kind>
  /** Calls back for facts of these names, at least once, from now on; for state in memory. */
  follow(names: readonly string[], react: (fact: LoggedFact) => void): void
  /** What was committed before this, by `performance.now()`, has been told to all who follow. */
  followedUntilMs(): number
  /** Whether nothing has ever happened here. */
  isNew(): Promise<boolean>
  /** Starts readers, jobs and timers. Call once, after everything has been wired. */
  start(reactions: readonly Reactions[]): Promise<void>
  /** Works off facts and due jobs until nothing is left. For tests and commands; not while started. */
  drain(reactions: readonly Reactions[]): Promise<void>
  stop(): Promise<void>
}

export type PlatformNeeds = {
  readonly config: Config
  readonly url: string
  readonly logger: Logger
  readonly clock?: () => Date
}

/** Opens the platform on a database, and brings that to its newest shape. */
// oxlint-disable-next-line eslint/max-lines-per-function -- closures over the state of one owner
export async function openPlatform(needs: PlatformNeeds): Promise<Platform> {
  const { config, logger, url } = needs
  const clock = needs.clock ?? (() => new Date())
  const database = openDatabase(url, { connectionsMax: config.connectionsMax })
  const migrations = await migrate(database)
  for (const name of migrations) logger.debug({ migration: name }, 'migrated')
  if (migrations.length > 0) {
    // One line for all: the first start of a house would print a hundred.
    logger.info({ migrations: migrations.length, newest: migrations.at(-1) }, 'migrated')
  }
  const live = await openLive(url, logger)
  const secret = config.secret ?? (await keptSecret(database, 'market', () => randomToken(32)))
  const followed: Parameters<Platform['follow']>[] = []
  let pump: LogPump | null = null
  let runner: JobRunner | null = null
  let drained: ({ reactions: readonly Reactions[] } & ReturnType<typeof wire>) | null = null

  const inWork = workWith({
    database,
    clock,
    secret,
    publish: (topic, message) => live.publish(topic, message),
    wakeReaders() {
      pump?.wake()
      live.wakeOthers()
    },
    wakeJobs() {
      runner?.wake()
      live.wakeOthers()
    },
  })
  live.onWake(() => {
    pump?.wake()
    runner?.wake()
  })

  const wire = (reactions: readonly Reactions[]): { pump: LogPump; runner: JobRunner } => {
    const works = config.role !== 'http'
    const shared = { database, inWork, clock, logger }
    const newPump = openLogPump({ ...shared, reactions: works ? reactions : [] })
    for (const [names, react] of followed) newPump.follow(names, react)
    const kinds = reactions.flatMap(({ jobs }) => jobs ?? [])
    const timers = [
      ...reactions.flatMap((all) => all.timers ?? []),
      keepTidy(database),
      forgetPicturesTimer,
    ]
    return { pump: newPump, runner: openJobRunner({ ...shared, kinds, timers }) }
  }

  return {
    config,
    database,
    logger,
    metrics: openMetrics(),
    live,
    secret,
    keptSecret: (name, make) => keptSecret(database, name, make),
    inWork,
    clock,
    newId: idsOf(clock),
    follow: (names, react) => {
      followed.push([names, react])
      pump?.follow(names, react)
      drained?.pump.follow(names, react)
    },
    followedUntilMs: () => pump?.followedUntilMs() ?? -Infinity,
    async isNew() {
      const { rows } = await sql`select from platform.fact limit 1`.execute(database.db)
      return rows.length === 0
    },
    async start(reactions) {
      const wired = wire(reactions)
      pump = wired.pump
      await pump.start()
      if (config.role === 'http') return
      runner = wired.runner
      runner.start()
    },
    async drain(reactions) {
      // The same reactions go on where they stood; what is followed is not told all over again.
      if (drained?.reactions !== reactions) drained = { reactions, ...wire(reactions) }
      const wired = drained
      let ran = -1
      while (ran !== 0) {
        await wired.pump.drain()
        ran = await wired.runner.drain()
      }
    },
    async stop() {
      await pump?.stop()
      await runner?.stop()
      await live.close()
      await database.close()
    },
  }
}

async function keptSecret({ db }: Database, name: string, make: () => string): Promise<string> {
  await sql`
    insert into platform.secret (name, value) values (${name}, ${make()})
    on conflict (name) do nothing`.execute(db)
  const { rows } = await sql<{ value: string }>`
    select value from platform.secret where name = ${name}`.execute(db)
  const [kept] = rows
  assert(kept, 'a secret that was just made is there')
  return kept.value
}

const REPLIES_KEPT_DAYS = 30
const DONE_JOBS_KEPT_DAYS = 7

/** Forgets old replies and finished jobs, a bounded bite at a time. */
function keepTidy(database: Database) {
  return {
    name: 'platform.keep-tidy',
    everySeconds: 600,
    run: async ({ now }: { now: Date }) => {
      await sql`
        delete from platform.kept_reply where (actor, key) in (
          select actor, key from platform.kept_reply
          where at < ${now}::timestamptz - make_interval(days => ${REPLIES_KEPT_DAYS}) limit 10000
        )`.execute(database.db)
      await sql`
        delete from platform.job where id in (
          select id from platform.job
          where state = 'done'
            and finished_at < ${now}::timestamptz - make_interval(days => ${DONE_JOBS_KEPT_DAYS})
          limit 10000
        )`.execute(database.db)
    },
  }
}

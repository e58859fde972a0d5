/** A fresh, migrated database for each test file, cloned from a template. */
import { randomUUID } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import pg from 'pg'
import { afterAll, expect } from 'vitest'
import type { Actor } from '../src/kernel/actor.ts'
import { readConfig } from '../src/platform/config.ts'
import type { Reactions } from '../src/platform/log.ts'
import { openLogger } from '../src/platform/logger.ts'
import { openPlatform, type Platform } from '../src/platform/platform.ts'
import { migrate, openDatabase, schemaHash } from '../src/platform/postgres.ts'
import type { Work } from '../src/platform/work.ts'

/** Held while the template is made: several test files start at once. */
const TEMPLATE_LOCK = 7_301_995

/** When tests take place, unless they say: a Thursday, 15:00 in Seoul. */
export const testInstant = new Date('2026-04-16T06:00:00.000Z')

function adminUrl(): string {
  const url = process.env['GOLMOK_TEST_ADMIN_URL']
  if (!url) throw new Error('tests with a database run through `npm test`, which starts one')
  return url
}

const urlOf = (name: string) => {
  const url = new URL(adminUrl())
  url.pathname = `/${name}`
  return url.href
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl() })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The name of the migrated template, made by whoever comes first. */
async function template(): Promise<string> {
  const name = `golmok_template_${await schemaHash()}`
  const client = new pg.Client({ connectionString: adminUrl() })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return name
    await client.query(`drop database if exists ${name}_making with (force)`)
    await client.query(`create database ${name}_making`)
    const database = openDatabase(urlOf(`${name}_making`))
    try {
      await migrate(database)
    } finally {
      await database.close()
    }
    await client.query(`alter database ${name}_making rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

/** Clones the template. The caller drops it. */
export async function cloneDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `golmok_test_${randomUUID().replaceAll('-', '')}`
  const from = await template()
  await admin(`create database ${name} template ${from}`)
  return {
    url: urlOf(name),
    drop: () => admin(`drop database if exists ${name} with (force)`),
  }
}

/** A platform on a database of its own, with a clock that stands where the test puts it. */
export async function freshPlatform(
  settings: Readonly<Record<string, string>> = {},
): Promise<{ platform: Platform; at(instant: Date): void; close(): Promise<void> }> {
  const { url, drop } = await cloneDatabase()
  let now = testInstant
  const config = readConfig({ GOLMOK_REQUESTS_PER_MINUTE: '100000000', ...settings })
  const logger = openLogger(process.env['GOLMOK_LOG_LEVEL'] ?? 'fatal', false)
  const platform = await openPlatform({ config, url, logger, clock: () => now })
  return {
    platform,
    at: (instant) => {
      now = instant
    },
    async close() {
      await platform.stop()
      await drop()
    },
  }
}

/**
 * A database for this test file.
 *
 * `clear` empties every table but what migrations filled; `runReactions` works off facts and jobs.
 */
export async function freshDatabase() {
  const { platform, at, close } = await freshPlatform()
  afterAll(close)
  const { db } = platform.database
  let emptying: RawBuilder<unknown> | undefined
  return {
    platform,
    db,
    at,
    /** Runs a body as one unit of work; `options.at` moves the clock and leaves it there. */
    inWork: <Result>(
      actor: Actor,
      body: (work: Work) => Promise<Result>,
      options: { readonly at?: Date } = {},
    ): Promise<Result> => {
      if (options.at) at(options.at)
      return platform.inWork(actor, body)
    },
    rows: async (table: string): Promise<Record<string, unknown>[]> => {
      const { rows } = await sql<
        Record<string, unknown>
      >`select * from ${sql.table(table)}`.execute(db)
      return rows
    },
    // A copy: after `clear` the readers must begin anew, and not go on where they stood.
    runReactions: (reactions: readonly Reactions[]) => platform.drain([...reactions]),
    clear: async () => {
      emptying ??= await emptyingOf(db)
      await emptying.execute(db)
      await sql`update platform.sequencer set seq = 0`.execute(db)
    },
  }
}

/** What truncates every table with rows: a test fills few of them, and each one costs a millisecond. */
async function emptyingOf(db: Platform['database']['db']): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'public')
      and (schemaname, tablename) not in
        (('platform', 'sequencer'), ('platform', 'secret'))`.execute(db)
  const names = rows.map(({ name }) => name)
  const filled = names.map((name) => `select '${name}' where exists (select from ${name})`)
  return sql.raw(`do $$ declare filled text; begin
    -- What is being written must be there before it can go.
    lock table ${names.join(', ')} in exclusive mode;
    select string_agg(name, ', ') into filled from (${filled.join(' union all ')}) each(name);
    if filled is not null then execute 'truncate ' || filled || ' cascade'; end if;
  end $$`)
}

/** Settles once so many statements of this database wait for a lock. */
export async function waitForLock(db: Platform['database']['db'], count = 1): Promise<void> {
  const waiting = async () => {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    return rows.length
  }
  await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThanOrEqual(count)
}

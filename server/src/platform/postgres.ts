/** The database: one pool, one query builder, and the migrations that shape it. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { fasterPool, SnakeCaseQueries } from './driver.ts'

/** Each store adds its own tables with `withTables`, so the platform knows no module. */
export type NoTables = Record<never, never>

export type Database = {
  readonly url: string
  readonly db: Kysely<NoTables>
  readonly pool: pg.Pool
  close(): Promise<void>
}

/** No statement of a request may hold its locks longer than this. */
const STATEMENT_MS_MAX = 30_000
const CONNECT_MS_MAX = 5_000
const migrationsFolder = new URL('../../migrations/', import.meta.url)
/** Held by the one process that migrates; any number, but always the same. */
const MIGRATION_LOCK = 7_301_994

// Amounts and counts fit a double exactly (AMOUNT_MINOR_MAX); text would breed `Number()` everywhere.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// `2026-04-16 06:00:00.123+00` in the time zone of each session, whatever that is: the engine's own
// parser is several times as fast as the one of the driver, which reads what this one cannot.
const slowInstant = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => {
  const fast = /^\d{4}-/.test(text) ? new Date(`${text.replace(' ', 'T')}:00`) : null
  return fast && !Number.isNaN(fast.getTime()) ? fast : slowInstant(text)
})

/** Opens a pool. Small pools win: about four connections a core. */
export function openDatabase(url: string, options: { connectionsMax?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 8,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    idleTimeoutMillis: 60_000,
    statement_timeout: STATEMENT_MS_MAX,
    idle_in_transaction_session_timeout: STATEMENT_MS_MAX,
    application_name: 'golmok',
    // What a transaction asks for at once is on its way at once, in that order.
    pipeline: true,
  })
  // A connection that dies while idle is replaced by the pool; the query that needs one will tell.
  pool.on('error', () => {})
  // The pool minds idle connections only. One that dies between two statements of a transaction
  // would, with nobody listening, end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<NoTables>({
    dialect: new PostgresDialect({ pool: fasterPool(pool) }),
    plugins: [new SnakeCaseQueries()],
  })
  return { url, db, pool, close: () => db.destroy() }
}

/** A migration file. `version` is its number. */
type Migration = { readonly version: number; readonly name: string; readonly text: string }

async function migrations(): Promise<readonly Migration[]> {
  const names = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => ({
      version: Number(name.slice(0, 4)),
      name,
      text: await readFile(new URL(name, migrationsFolder), 'utf8'),
    })),
  )
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** A name for the shape that all migrations together give: tests keep one template for each. */
export async function schemaHash(): Promise<string> {
  return hashOf((await migrations()).map((migration) => migration.text).join('\n')).slice(0, 16)
}

/**
 * Brings the database to the newest shape, each migration in its own transaction; safe to race.
 *
 * @returns the names of the migrations that ran
 * @throws when a migration that ran before has been changed since
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  return database.db.connection().execute(async (db) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(db)
    try {
      await sql`
        create table if not exists public.golmok_migration (
          version integer primary key, name text not null, hash text not null,
          ran_at timestamptz not null default now()
        )`.execute(db)
      const ran = await sql<{ version: number; hash: string }>`
        select version, hash from public.golmok_migration`.execute(db)
      const hashes = new Map(ran.rows.map((row) => [row.version, row.hash]))
      const done: string[] = []
      for (const migration of await migrations()) {
        const hash = hashes.get(migration.version)
        if (hash === hashOf(migration.text)) continue
        if (hash) throw new Error(`${migration.name} was changed after it ran in this database`)
        await runMigration(db, migration)
        done.push(migration.name)
      }
      return done
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(db)
    }
  })
}

async function runMigration(db: Kysely<NoTables>, migration: Migration): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // A migration that cannot get its locks soon must not stop the shop.
    await sql`set local lock_timeout = '5s'`.execute(tx)
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql.raw(migration.text).execute(tx)
    const { version, name, text } = migration
    await sql`
      insert into public.golmok_migration (version, name, hash)
      values (${version}, ${name}, ${hashOf(text)})`.execute(tx)
  })
}

/** SQLSTATE classes and socket errors that mean: not now, but it may go again. */
const unavailable = /^(08|53|57P|58)|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/
/** Cut off by a time limit of ours: a statement, a wait for a lock, an idle transaction. */
const overdue = /^(57014|55P03|25P03)$/

/** Whether an error says that the database cannot serve at the moment. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && unavailable.test(error.code)) return true
  return /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(
    error.message,
  )
}

/** Whether a request that met this error may simply be sent again later. */
export function isPassing(error: unknown): boolean {
  if (isUnavailable(error) || isLostRace(error)) return true
  return error instanceof Error && 'code' in error && overdue.test(String(error.code))
}

/** Whether a row was refused because another like it is there. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

/** Whether the database undid the transaction for the sake of another: it may simply be run again. */
export function isLostRace(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === '40P01' || error.code === '40001'
}

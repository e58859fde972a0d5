/** Gives a test run its PostgreSQL: the one named by the environment, or an own one, thrown away. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { isAlive } from '../src/platform/process-lock.ts'

const root = path.resolve(import.meta.dirname, '../..')
const clustersDir = path.join(root, '.cache', 'pg-test')

/**
 * Vitest's global set-up of the projects `pg` and `browser`. Tests find in the environment:
 * - `GOLMOK_TEST_ADMIN_URL`: where databases may be made and dropped
 * - `GOLMOK_TEST_PREFIX`: how their names begin; what bears it is dropped when the run ends
 */
export async function setup(): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
  const prefix = `golmok_test_${process.pid}_`
  process.env['GOLMOK_TEST_PREFIX'] = prefix
  if (given !== undefined && given !== '') {
    process.env['GOLMOK_TEST_ADMIN_URL'] = given
    return () => dropDatabases(given, prefix)
  }
  await clearAwayTheDead()
  const dataDir = path.join(clustersDir, String(process.pid))
  const cluster = await startEmbeddedPostgres({ dataDir, profile: 'test', log: () => undefined })
  process.env['GOLMOK_TEST_ADMIN_URL'] = cluster.url
  return async () => {
    await cluster.stop()
    // The other project of the same run may still be using it.
    const isInUse = existsSync(path.join(dataDir, 'cluster', 'postmaster.pid'))
    if (!isInUse) rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Removes what killed test runs left behind, their running PostgreSQL first. */
async function clearAwayTheDead(): Promise<void> {
  if (!existsSync(clustersDir)) return
  const dead = readdirSync(clustersDir).filter((pid) => Number(pid) > 0 && !isAlive(Number(pid)))
  for (const name of dead) {
    const dataDir = path.join(clustersDir, name)
    try {
      const left = await startEmbeddedPostgres({ dataDir, profile: 'test', log: () => undefined })
      await left.stop()
    } catch {
      // Broken or being removed by another run: either way nothing is left to stop.
    }
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function dropDatabases(adminUrl: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const found = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { name } of found.rows) {
      await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
    }
  } finally {
    await client.end()
  }
}

/** The PostgreSQL that a test run is given. */
import pg from 'pg'
import { expect, test } from 'vitest'

test('tests find a PostgreSQL in which they may make databases', async () => {
  const prefix = process.env['GOLMOK_TEST_PREFIX'] ?? ''
  const client = new pg.Client({ connectionString: process.env['GOLMOK_TEST_ADMIN_URL'] })
  await client.connect()
  const { rows } = await client.query<{ may: boolean }>(
    'select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user',
  )
  await client.end()
  expect(rows).toEqual([{ may: true }])
  expect(prefix).toMatch(/^golmok_test_\d+_$/)
})

/** Many people at once, put in place by SQL: for tests of what is sent to many. */
import { sql } from 'kysely'
import type { Database } from '../../../platform/postgres.ts'

type Db = Database['db']

/** So many fresh people who agree to these purposes, by id. */
export async function somePeople(
  db: Db,
  count: number,
  purposes: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into people.account (id, name, email, locale, joined_at, age)
    select id, '친구', id || '@test.local', 'ko', '2026-01-01', 'of-age'
    from (select gen_random_uuid() as id from generate_series(1, ${count})) fresh
    returning id`.execute(db)
  const ids = rows.map(({ id }) => id).toSorted()
  await sql`
    insert into people.consent_now (person_id, purposes)
    select id, ${purposes}::text[] from unnest(${ids}::uuid[]) as id
    on conflict (person_id) do update set purposes = excluded.purposes`.execute(db)
  return ids
}

/** Makes them friends of a shop. */
export async function befriend(
  db: Db,
  merchantId: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    insert into channels.friend (merchant_id, person_id, source, since)
    select ${merchantId}, id, 'qr', '2026-04-01' from unnest(${personIds}::uuid[]) as id`.execute(
    db,
  )
}

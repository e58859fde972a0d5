/** The SQL on who was near a merchant lately. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type Near = {
  readonly merchantId: Id<'merchant'>
  readonly personId: Id<'person'>
  readonly at: Date
}

/** Notes who was near. Once an hour is fine enough: most rows are then left as they are. */
export async function keepNear(work: Work, rows: readonly Near[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into campaigns.near as known (merchant_id, person_id, last_at)
    select merchant_id, person_id, max(at) from unnest(
      ${rows.map((row) => row.merchantId)}::uuid[],
      ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.at)}::timestamptz[]
    ) as said (merchant_id, person_id, at)
    group by merchant_id, person_id
    order by merchant_id, person_id
    on conflict (merchant_id, person_id) do update set last_at = excluded.last_at
      where known.last_at < excluded.last_at - interval '1 hour'`.execute(work.tx)
}

/** Forgets where people were. */
export async function forgetNear(work: Work, personIds: readonly Id<'person'>[]): Promise<void> {
  if (personIds.length === 0) return
  await sql`
    delete from campaigns.near where person_id = any(${personIds}::uuid[])`.execute(work.tx)
}

/** Forgets who was near before an instant, a bounded bite at a time. */
export async function forgetNearBefore(work: Work, before: Date, limit: number): Promise<void> {
  await sql`
    delete from campaigns.near where (merchant_id, person_id) in (
      select merchant_id, person_id from campaigns.near where last_at < ${before} limit ${limit}
      for update skip locked
    )`.execute(work.tx)
}

/** Who was near a merchant since an instant, up to a limit, the latest first. */
export async function nearSince(
  work: Work,
  merchantId: Id<'merchant'>,
  since: Date,
  limit: number,
): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select person_id from campaigns.near
    where merchant_id = ${merchantId} and last_at >= ${since}
    order by last_at desc, person_id limit ${limit}`.execute(work.tx)
  return rows.map(({ personId }) => personId)
}

/** The SQL on who used a coupon where: kept here by person, for audiences that ask for it. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type KnownRedemption = {
  readonly id: Id<'redemption'>
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly at: Date
}

export async function keepRedemptions(work: Work, rows: readonly KnownRedemption[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into campaigns.redemption (id, person_id, merchant_id, at)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.merchantId)}::uuid[],
      ${rows.map((row) => row.at)}::timestamptz[]
    )
    on conflict do nothing`.execute(work.tx)
}

export async function dropRedemptions(work: Work, ids: readonly Id<'redemption'>[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from campaigns.redemption where id = any(${ids}::uuid[])`.execute(work.tx)
}

export type RedemptionQuestion = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly since: Date
}

/** How often people used a coupon of merchants: one count for each question, in their order. */
export async function redemptionCounts(
  work: Work,
  questions: readonly RedemptionQuestion[],
): Promise<readonly number[]> {
  if (questions.length === 0) return []
  const { rows } = await sql<{ count: number }>`
    select counted.count
    from unnest(
      ${questions.map(({ personId }) => personId)}::uuid[],
      ${questions.map(({ merchantId }) => merchantId)}::uuid[],
      ${questions.map(({ since }) => since)}::timestamptz[]
    ) with ordinality as q (person_id, merchant_id, since, place)
    cross join lateral (
      select count(*)::integer as count from campaigns.redemption r
      where r.person_id = q.person_id and r.merchant_id = q.merchant_id and r.at >= q.since
    ) counted
    order by q.place`.execute(work.tx)
  return rows.map(({ count }) => count)
}

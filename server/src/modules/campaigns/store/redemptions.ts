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

/** How often each of these people used a coupon of the merchant since an instant; 0 for never. */
export async function redemptionsOf(
  work: Work,
  personIds: readonly Id<'person'>[],
  merchantId: Id<'merchant'>,
  since: Date,
): Promise<ReadonlyMap<Id<'person'>, number>> {
  const { rows } = await sql<{ personId: Id<'person'>; count: number }>`
    select p.person_id, count(r.id)::integer as count
    from unnest(${personIds}::uuid[]) as p (person_id)
    left join campaigns.redemption r
      on r.person_id = p.person_id and r.merchant_id = ${merchantId} and r.at >= ${since}
    group by p.person_id`.execute(work.tx)
  return new Map(rows.map(({ personId, count }) => [personId, count]))
}

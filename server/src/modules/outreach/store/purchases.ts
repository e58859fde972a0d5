/** SQL on when people last bought at merchants, as the floors above told it. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type Pair = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }
export type Purchase = Pair & { readonly at: Date }

/** When each of these last bought there, as `person/merchant`. */
export async function lastPurchases(
  work: Work,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, Date>> {
  if (pairs.length === 0) return new Map()
  const { rows } = await sql<{ pair: string; lastAt: Date }>`
    select person_id || '/' || merchant_id as pair, last_at from outreach.purchase
    where (person_id, merchant_id) in (
      select * from unnest(
        ${pairs.map(({ personId }) => personId)}::uuid[],
        ${pairs.map(({ merchantId }) => merchantId)}::uuid[]
      )
    )`.execute(work.tx)
  return new Map(rows.map(({ pair, lastAt }) => [pair, lastAt]))
}

/** Notes purchases; late and doubled news changes nothing. */
export async function savePurchases(work: Work, purchases: readonly Purchase[]): Promise<void> {
  if (purchases.length === 0) return
  await sql`
    insert into outreach.purchase as known (person_id, merchant_id, last_at)
    select person_id, merchant_id, max(at) from unnest(
      ${purchases.map(({ personId }) => personId)}::uuid[],
      ${purchases.map(({ merchantId }) => merchantId)}::uuid[],
      ${purchases.map(({ at }) => at)}::timestamptz[]
    ) as told (person_id, merchant_id, at)
    group by person_id, merchant_id order by person_id, merchant_id
    on conflict (person_id, merchant_id) do update
      set last_at = greatest(known.last_at, excluded.last_at)`.execute(work.tx)
}

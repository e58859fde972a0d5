/** SQL on what people have to be told of their consents. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { MerchantPurpose } from '../model.ts'

type About = {
  readonly personId: Id<'person'>
  /** Null: the market. */
  readonly merchantId: Id<'merchant'> | null
  readonly purpose: MerchantPurpose
}
export type Untold = About & { readonly granted: boolean; readonly at: Date }

/** Takes out answers from before an instant, the oldest first; of two that race, one gets each. */
export async function takeUntold(
  work: Work,
  before: Date,
  limit: number,
): Promise<readonly Untold[]> {
  const { rows } = await sql<Untold>`
    with held as (
      select consent_id from people.consent_notice where at <= ${before}
      order by at, consent_id limit ${limit} for update skip locked
    )
    delete from people.consent_notice n using held where n.consent_id = held.consent_id
    returning n.person_id, n.merchant_id, n.purpose, n.granted, n.at`.execute(work.tx)
  return rows.toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

export type Renewed = About & { readonly agreedAt: Date }

/** Takes yeses that are to be asked about, and puts each off for another two years. */
export async function takeRenewals(work: Work, limit: number): Promise<readonly Renewed[]> {
  const { rows } = await sql<Renewed>`
    with held as (
      select ctid from people.consent_renewal where due_at <= ${work.now}
      order by due_at, person_id limit ${limit} for update skip locked
    )
    update people.consent_renewal r set due_at = r.due_at + interval '2 years'
    from held where r.ctid = held.ctid
    returning r.person_id, r.merchant_id, r.purpose, r.agreed_at`.execute(work.tx)
  return rows
}

export type Told = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'> | null
  readonly kind: 'result' | 'renewal'
  readonly purposes: readonly MerchantPurpose[]
}

/** Keeps that people were told. */
export async function insertTold(work: Work, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  await sql`
    insert into people.consent_told (id, person_id, merchant_id, kind, purposes, at)
    select id, person_id, merchant_id, kind, string_to_array(purposes, ' '), ${work.now}
    from unnest(
      ${told.map(() => work.newId('consent-told'))}::uuid[],
      ${told.map(({ personId }) => personId)}::uuid[],
      ${told.map(({ merchantId }) => merchantId)}::uuid[],
      ${told.map(({ kind }) => kind)}::text[],
      ${told.map(({ purposes }) => purposes.join(' '))}::text[]
    ) as told (id, person_id, merchant_id, kind, purposes)`.execute(work.tx)
}

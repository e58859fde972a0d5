/** SQL on accounts that were merged. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Plain } from '../../../kernel/refused.ts'
import type { MovedRow } from '../../../platform/person-merge.ts'
import type { Work } from '../../../platform/work.ts'
import type { Purpose } from '../model.ts'
import type { Merge, MergeSide } from '../model/merges.ts'

/** The account that every way into this one leads to: itself, mostly. */
export async function keptIdOf(work: Work, id: Id<'person'>): Promise<Id<'person'>> {
  const { rows } = await sql<{ id: Id<'person'> }>`
    with recursive way as (
      select id, merged_into from people.account where id = ${id}
      union
      select a.id, a.merged_into from people.account a join way on a.id = way.merged_into
    )
    select id from way where merged_into is null`.execute(work.tx)
  return rows[0]?.id ?? id
}

/** An account with all that were merged into it, itself first. */
export async function accountIdsOf(work: Work, id: Id<'person'>): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ id: Id<'person'> }>`
    with recursive way as (
      select id from people.account where merged_into = ${id}
      union
      select a.id from people.account a join way on a.merged_into = way.id
    )
    select id from way order by id`.execute(work.tx)
  return [id, ...rows.map((row) => row.id)]
}

/** What bears on whether an account may be merged; null when there is none. Lock it first. */
export async function mergeSideOf(work: Work, id: Id<'person'>): Promise<MergeSide | null> {
  const { rows } = await sql<MergeSide>`
    select is_operator, merged_into is not null as is_merged, erased_at is not null as is_erased,
      age = 'child' as is_child,
      array(select merchant_id from people.membership m where m.person_id = a.id) as merchant_ids
    from people.account a where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

export async function leadTo(
  work: Work,
  id: Id<'person'>,
  keptId: Id<'person'> | null,
): Promise<void> {
  await sql`update people.account set merged_into = ${keptId} where id = ${id}`.execute(work.tx)
}

export async function insertMerge(
  work: Work,
  { id, keptId, mergedId, mergedAt, undoUntil }: Merge,
  noted: Plain,
  rows: readonly MovedRow[],
): Promise<void> {
  await sql`
    insert into people.merge (id, kept_id, merged_id, merged_at, undo_until, noted)
    values (${id}, ${keptId}, ${mergedId}, ${mergedAt}, ${undoUntil},
      ${JSON.stringify(noted)}::jsonb)`.execute(work.tx)
  await sql`
    insert into people.merge_row (merge_id, table_name, column_name, key)
    select ${id}, m ->> 'tableName', m ->> 'columnName', m -> 'key'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) m`.execute(work.tx)
}

const columns = sql`id, kept_id, merged_id, merged_at, undo_until, undone_at`

/** A merge into this account, held; null when there is none of that id. */
export async function lockMerge(
  work: Work,
  id: Id<'merge'>,
  keptId: Id<'person'>,
): Promise<(Merge & { readonly noted: Readonly<Record<string, Plain>> }) | null> {
  const { rows } = await sql<Merge & { noted: Record<string, Plain> }>`
    select ${columns}, noted from people.merge
    where id = ${id} and kept_id = ${keptId} for update`.execute(work.tx)
  return rows[0] ?? null
}

export type SeenMerge = Merge & {
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
}

/** Merges into an account, newest first, with whom it was. */
export async function mergesInto(
  work: Work,
  keptId: Id<'person'>,
  limit: number,
): Promise<readonly SeenMerge[]> {
  const { rows } = await sql<SeenMerge>`
    select m.id, m.kept_id, m.merged_id, m.merged_at, m.undo_until, m.undone_at,
      a.name, a.email, a.phone
    from people.merge m join people.account a on a.id = m.merged_id
    where m.kept_id = ${keptId} order by m.merged_at desc, m.id desc limit ${limit}`.execute(
    work.tx,
  )
  return rows
}

/** Which rows went over, in a merge that can be undone. */
export async function rowsOfMerge(work: Work, id: Id<'merge'>): Promise<readonly MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    select table_name, column_name, key from people.merge_row where merge_id = ${id}`.execute(
    work.tx,
  )
  return rows
}

export async function noteUndone(work: Work, id: Id<'merge'>): Promise<void> {
  await sql`delete from people.merge_row where merge_id = ${id}`.execute(work.tx)
  await sql`update people.merge set undone_at = ${work.now} where id = ${id}`.execute(work.tx)
}

/** Forgets which rows went over where that can no longer be undone, a bounded bite at a time. */
export async function forgetMergeRows(work: Work, limit: number): Promise<void> {
  await sql`
    delete from people.merge_row where ctid = any(array(
      select r.ctid from people.merge_row r join people.merge m on m.id = r.merge_id
      where m.undo_until < ${work.now} limit ${limit}
    ))`.execute(work.tx)
}

export type SaidNo = {
  /** Null for the market. */
  readonly merchantId: Id<'merchant'> | null
  readonly purpose: Purpose
}

/** What a person has said no to last, of the market and of each shop. */
export async function saidNoTo(
  work: Work,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly SaidNo[]> {
  const { rows } = await sql<SaidNo>`
    select merchant_id, purpose from (
      (select distinct on (purpose) null::uuid as merchant_id, purpose, granted
        from people.consent where person_id = ${personId} order by purpose, nr desc)
      union all
      (select distinct on (merchant_id, purpose) merchant_id, purpose, granted
        from people.merchant_consent where person_id = ${personId}
        order by merchant_id, purpose, nr desc)
    ) newest where not granted
    order by merchant_id nulls first, purpose limit ${limit}`.execute(work.tx)
  return rows
}

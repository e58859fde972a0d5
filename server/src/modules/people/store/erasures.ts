/** SQL on erasures, and on who looked at what is kept of people. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Subject } from '../../../platform/person-map.ts'
import type { Work } from '../../../platform/work.ts'
import type { LookedAt } from '../model/looks.ts'

export type Erasure = Subject & { readonly erasureId: Id<'erasure'> }

/** Blanks the account, and notes that the rest has to follow. False when it was so already. */
export async function blankAccount(
  work: Work,
  { erasureId, id, email, phone }: Erasure,
  by: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into people.erasure (id, person_id, asked_at, asked_by, email, phone)
    values (${erasureId}, ${id}, ${work.now}, ${by}, ${email}, ${phone})
    on conflict (person_id) do nothing returning id`.execute(work.tx)
  if (rows.length === 0) return false
  await sql`
    update people.account set name = '-', email = null, phone = null, password_hash = null,
      email_proven_at = null, phone_proven_at = null, is_operator = false, age = 'unsaid', age_said_at = null,
      born_on = null, of_age_on = null, guest_since = null, erased_at = ${work.now}
    where id = ${id}`.execute(work.tx)
  return true
}

/** Holds an erasure that is not done; null when it is. */
export async function lockErasure(work: Work, id: Id<'erasure'>): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`
    select id as erasure_id, person_id as id, email, phone from people.erasure
    where id = ${id} and done_at is null for update`.execute(work.tx)
  return rows[0] ?? null
}

/** Notes how many rows went, by table; the last time, the addresses go as well. */
export async function noteLost(
  work: Work,
  id: Id<'erasure'>,
  lost: Readonly<Record<string, number>>,
  isLast: boolean,
): Promise<void> {
  await sql`
    update people.erasure set rows_lost = rows_lost || ${JSON.stringify(lost)}::jsonb,
      done_at = case when ${isLast} then ${work.now}::timestamptz end,
      email = case when not ${isLast} then email end,
      phone = case when not ${isLast} then phone end
    where id = ${id}`.execute(work.tx)
}

export type Look = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'> | null
  readonly what: LookedAt
}

/** Counts looks of a reader within a minute, in the order of people. */
export async function addLooks(
  work: Work,
  reader: string,
  minute: Date,
  looks: readonly Look[],
): Promise<void> {
  await sql`
    insert into people.look as l (person_id, minute, reader, merchant_id, what, count)
    select person_id, ${minute}, ${reader}, merchant_id, what, count(*)::integer from unnest(
      ${looks.map(({ personId }) => personId)}::uuid[],
      ${looks.map(({ merchantId }) => merchantId)}::uuid[],
      ${looks.map(({ what }) => what)}::text[]
    ) as seen (person_id, merchant_id, what)
    -- Whoever looks for an id may have had anything in mind.
    where exists (select from people.account a where a.id = seen.person_id)
    group by person_id, merchant_id, what order by person_id, merchant_id, what
    on conflict (person_id, minute, reader, merchant_id, what)
    do update set count = l.count + excluded.count`.execute(work.tx)
}

export type LookRow = Look & {
  readonly minute: Date
  readonly reader: string
  readonly count: number
}

/** Who looked at a person, newest first. */
export async function looksAt(
  work: Work,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly LookRow[]> {
  const { rows } = await sql<LookRow>`
    select person_id, minute, reader, merchant_id, what, count from people.look
    where person_id = ${personId}
    order by minute desc, reader, what limit ${limit}`.execute(work.tx)
  return rows
}

/** Forgets looks from before an instant, a bounded bite at a time. */
export async function forgetLooks(work: Work, before: Date, limit: number): Promise<void> {
  await sql`
    delete from people.look where ctid = any(array(
      select ctid from people.look where minute < ${before} limit ${limit}
    ))`.execute(work.tx)
}

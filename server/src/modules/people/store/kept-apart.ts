/** SQL on what erasures had to leave, and on who took data of others out of the house. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Disclosed } from '../model/looks.ts'

type Due = { readonly erasureId: Id<'erasure'>; readonly personId: Id<'person'> }

/** Holds erasures of at least so many months ago whose term of that length is not over yet. */
export async function lockDue(work: Work, months: number, limit: number): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select id as erasure_id, person_id from people.erasure
    where done_at is not null and terms_passed < ${months}
      and asked_at <= ${work.now}::timestamptz - make_interval(months => ${months}::integer)
    order by asked_at, id limit ${limit} for update skip locked`.execute(work.tx)
  return rows
}

/** Somebody by chance: unlike other ids, it says nothing of when it was made. */
export async function aStranger(work: Work): Promise<string> {
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(work.tx)
  const [row] = rows
  if (!row) throw new Error('the database made no id')
  return row.id
}

export async function notePassed(work: Work, id: Id<'erasure'>, months: number): Promise<void> {
  await sql`
    update people.erasure set terms_passed = ${months} where id = ${id}`.execute(work.tx)
}

/** When somebody asked to be erased; null when they did not. */
export async function erasedAt(work: Work, personId: Id<'person'>): Promise<Date | null> {
  const { rows } = await sql<{ askedAt: Date }>`
    select asked_at from people.erasure where person_id = ${personId}`.execute(work.tx)
  return rows[0]?.askedAt ?? null
}

export type Disclosure = {
  readonly id: Id<'disclosure'>
  readonly at: Date
  readonly reader: string
  readonly what: Disclosed
  readonly personId: Id<'person'> | null
  readonly merchantId: Id<'merchant'> | null
  readonly people: number
  readonly reason: string
}

export async function insertDisclosure(work: Work, one: Disclosure): Promise<void> {
  await sql`
    insert into people.disclosure (id, at, reader, what, person_id, merchant_id, people, reason)
    values (${one.id}, ${one.at}, ${one.reader}, ${one.what}, ${one.personId}, ${one.merchantId},
      ${one.people}, ${one.reason})`.execute(work.tx)
}

/** What was taken out, newest first, from below a row on. */
export async function disclosuresBelow(
  work: Work,
  below: { readonly at: Date; readonly id: string } | null,
  limit: number,
): Promise<readonly Disclosure[]> {
  const rest = below ? sql`where (at, id) < (${below.at}, ${below.id}::uuid)` : sql``
  const { rows } = await sql<Disclosure>`
    select id, at, reader, what, person_id, merchant_id, people, reason from people.disclosure
    ${rest} order by at desc, id desc limit ${limit}`.execute(work.tx)
  return rows
}

/** Forgets what was taken out before an instant, a bounded bite at a time. */
export async function forgetDisclosures(work: Work, before: Date, limit: number): Promise<void> {
  await sql`select set_config('golmok.erasing', 'on', true)`.execute(work.tx)
  await sql`
    delete from people.disclosure where id in (
      select id from people.disclosure where at < ${before} order by at limit ${limit}
    )`.execute(work.tx)
  await sql`select set_config('golmok.erasing', 'off', true)`.execute(work.tx)
}

/** SQL on the turns that phone numbers have had. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { NumberSubject, NumberTurn } from '../model/number-uses.ts'

/** The number that is proven by these accounts of one person, the first one's before the others'. */
export async function provenNumber(
  work: Work,
  ids: readonly Id<'person'>[],
): Promise<string | null> {
  const { rows } = await sql<{ phone: string }>`
    select phone from people.account
    where id = any(${ids}::uuid[]) and guest_since is null and phone is not null
    order by array_position(${ids}::uuid[], id) limit 1`.execute(work.tx)
  return rows[0]?.phone ?? null
}

export type NumberUse = NumberTurn & {
  readonly numberKey: string
  readonly personId: Id<'person'>
  /** The play, entry or answer that it is for. */
  readonly useId: Id<'coupon'>
  readonly keptUntil: Date
}

/** Notes that a number has its turn. Answers false when it had it before. */
export async function insertNumberUse(work: Work, use: NumberUse): Promise<boolean> {
  const { rows } = await sql`
    insert into people.number_use (subject_id, turn, number_key, person_id, use_id, kept_until)
    values (${use.subjectId}, ${use.turn}, ${use.numberKey}, ${use.personId}, ${use.useId},
      ${use.keptUntil})
    on conflict do nothing
    returning subject_id`.execute(work.tx)
  return rows.length === 1
}

export async function isNumberUsed(
  work: Work,
  { subjectId, turn, numberKey }: Pick<NumberUse, 'subjectId' | 'turn' | 'numberKey'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from people.number_use
    where subject_id = ${subjectId} and turn = ${turn} and number_key = ${numberKey}`.execute(
    work.tx,
  )
  return rows.length === 1
}

/** The keys of all turns of one subject, by what they were for; those of erased accounts are left out. */
export async function keysByUse(
  work: Work,
  subjectId: NumberSubject,
): Promise<ReadonlyMap<Id<'coupon'>, string>> {
  const { rows } = await sql<{ useId: Id<'coupon'>; numberKey: string }>`
    select use_id, number_key from people.number_use
    where subject_id = ${subjectId} and use_id is not null`.execute(work.tx)
  return new Map(rows.map(({ useId, numberKey }) => [useId, numberKey]))
}

export async function deleteNumberUses(work: Work, subjectId: NumberSubject): Promise<void> {
  await sql`delete from people.number_use where subject_id = ${subjectId}`.execute(work.tx)
}

export async function deleteNumberUse(
  work: Work,
  { subjectId, useId }: { readonly subjectId: NumberSubject; readonly useId: Id<'coupon'> },
): Promise<void> {
  await sql`
    delete from people.number_use where subject_id = ${subjectId} and use_id = ${useId}`.execute(
    work.tx,
  )
}

/** Forgets turns whose time is over, a bounded bite at a time. */
export async function forgetNumberUses(work: Work, before: Date, limit: number): Promise<void> {
  await sql`
    delete from people.number_use where ctid = any(array(
      select ctid from people.number_use where kept_until <= ${before} limit ${limit}
    ))`.execute(work.tx)
}

/** SQL on what people said of their age. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { Age, Standing } from '../model/age.ts'

/** What decides whether a person may agree; null for strangers. */
export async function standingOf(work: Work, personId: Id<'person'>): Promise<Standing | null> {
  const { rows } = await sql<Standing>`
    select a.age, a.born_on::text as born_on, a.of_age_on::text as of_age_on, a.time_zone,
      g.purposes as allowed
    from people.account a left join people.guardian g on g.child_id = a.id
    where a.id = ${personId}`.execute(work.tx)
  return rows[0] ?? null
}

export type SaidAge = {
  readonly personId: Id<'person'>
  readonly age: Exclude<Age, 'unsaid'>
  readonly bornOn: Day | null
  readonly ofAgeOn: Day | null
}

/** Keeps what a person said of their age; what was held back until then counts from now on. */
export async function saveAge(
  work: Work,
  { personId, age, bornOn, ofAgeOn }: SaidAge,
): Promise<void> {
  await sql`
    update people.account set age = ${age}, age_said_at = ${work.now}, born_on = ${bornOn}::date,
      of_age_on = ${ofAgeOn}::date
    where id = ${personId}`.execute(work.tx)
  for (const table of ['people.consent_now', 'people.merchant_consent_now']) {
    await sql`
      update ${sql.table(table)} set held_back = false
      where person_id = ${personId} and held_back`.execute(work.tx)
  }
}

/** Children who have come of age where they live, the first ones first. */
export async function grownUp(work: Work, limit: number): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ id: Id<'person'> }>`
    select id from people.account
    where age = 'child' and of_age_on <= (${work.now}::timestamptz at time zone time_zone)::date
    order by of_age_on, id limit ${limit}`.execute(work.tx)
  return rows.map(({ id }) => id)
}

/** Whether an account is a guest's of the counter, who never came in. */
export async function isGuest(work: Work, personId: Id<'person'>): Promise<boolean> {
  const { rows } = await sql`
    select id from people.account where id = ${personId} and guest_since is not null`.execute(
    work.tx,
  )
  return rows.length > 0
}

export type AgeCorrectionRow = {
  readonly id: Id<'age-correction'>
  readonly personId: Id<'person'>
  readonly at: Date
  readonly correctedBy: string
  readonly before: Age
  readonly after: Exclude<Age, 'unsaid'>
  readonly reason: string
}

export async function insertCorrection(work: Work, one: AgeCorrectionRow): Promise<void> {
  await sql`
    insert into people.age_correction (id, person_id, at, corrected_by, before, after, reason)
    values (${one.id}, ${one.personId}, ${one.at}, ${one.correctedBy}, ${one.before}, ${one.after},
      ${one.reason})`.execute(work.tx)
}

/** The SQL on who is to be reminded of a visit, and when. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type AwaitedReminder = {
  readonly campaignId: Id<'campaign'>
  readonly personId: Id<'person'>
  readonly visitId: Id<'visit'>
  readonly placeId: Id<'place'>
  readonly visitStartedAt: Date
  readonly factId: number
  readonly dueAt: Date
}

/** Notes whom to remind; of two visits of a person the later one counts, in whichever order they come. */
export async function keepReminders(work: Work, rows: readonly AwaitedReminder[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into campaigns.reminder as known (
      campaign_id, person_id, visit_id, place_id, visit_started_at, fact_id, due_at
    )
    select distinct on (campaign_id, person_id) * from unnest(
      ${rows.map((row) => row.campaignId)}::uuid[],
      ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.visitId)}::uuid[],
      ${rows.map((row) => row.placeId)}::uuid[],
      ${rows.map((row) => row.visitStartedAt)}::timestamptz[],
      ${rows.map((row) => row.factId)}::bigint[],
      ${rows.map((row) => row.dueAt)}::timestamptz[]
    ) as said (campaign_id, person_id, visit_id, place_id, visit_started_at, fact_id, due_at)
    order by campaign_id, person_id, visit_started_at desc
    on conflict (campaign_id, person_id) do update set
      visit_id = excluded.visit_id, place_id = excluded.place_id,
      visit_started_at = excluded.visit_started_at, fact_id = excluded.fact_id,
      due_at = excluded.due_at
      where known.visit_started_at <= excluded.visit_started_at`.execute(work.tx)
}

/** Forgets visits that never were. */
export async function dropReminders(work: Work, visitIds: readonly Id<'visit'>[]): Promise<void> {
  if (visitIds.length === 0) return
  await sql`
    delete from campaigns.reminder where visit_id = any(${visitIds}::uuid[])`.execute(work.tx)
}

/** Forgets the visits of people. */
export async function forgetReminders(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<void> {
  if (personIds.length === 0) return
  await sql`
    delete from campaigns.reminder where person_id = any(${personIds}::uuid[])`.execute(work.tx)
}

/** Takes out reminders that are due, a bounded bite at a time; none that another process holds. */
export async function takeDueReminders(
  work: Work,
  limit: number,
): Promise<readonly AwaitedReminder[]> {
  const { rows } = await sql<AwaitedReminder>`
    delete from campaigns.reminder where (campaign_id, person_id) in (
      select campaign_id, person_id from campaigns.reminder
      where due_at <= ${work.now}
      order by due_at, campaign_id, person_id limit ${limit} for update skip locked
    )
    returning campaign_id, person_id, visit_id, place_id, visit_started_at, fact_id, due_at`.execute(
    work.tx,
  )
  return rows
}

/** SQL on the marketing people got: each piece has a place of its own in a person's day (OU3). */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'

/** How much marketing of one merchant a person got. */
export type SentCount = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly today: number
  readonly week: number
  /** The highest place taken today; 0 when none is. */
  readonly slotMax: number
}

/** What went out today and in the six days before; who is missing got none. */
export async function sentCounts(
  work: Work,
  day: Day,
  personIds: readonly Id<'person'>[],
): Promise<readonly SentCount[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<SentCount>`
    select person_id, merchant_id,
      (count(*) filter (where day = ${day}::date))::integer as today,
      count(*)::integer as week,
      coalesce(max(slot) filter (where day = ${day}::date), 0)::integer as slot_max
    from outreach.recipient
    where person_id = any(${personIds}::uuid[])
      and day between ${day}::date - 6 and ${day}::date
    group by person_id, merchant_id`.execute(work.tx)
  return rows
}

export type Slot = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly slot: number
  /** What the gate saw, packed. */
  readonly heard: number
}

/**
 * Takes places for messages of their own. Waits for others that are about to take the same, in one
 * order everywhere, so that nobody waits in a circle.
 *
 * @returns those that were still free, as `person/slot`
 */
export async function takeSlots(
  work: Work,
  day: Day,
  slots: readonly Slot[],
): Promise<ReadonlySet<string>> {
  if (slots.length === 0) return new Set()
  const { rows } = await sql<{ taken: string }>`
    insert into outreach.recipient
      (person_id, merchant_id, at, heard, day, slot, outcome, is_control)
    select person_id, merchant_id, ${work.now}::timestamptz, heard, ${day}::date, slot, 0, false
    from unnest(
      ${slots.map(({ personId }) => personId)}::uuid[],
      ${slots.map(({ merchantId }) => merchantId)}::uuid[],
      ${slots.map(({ slot }) => slot)}::smallint[],
      ${slots.map(({ heard }) => heard)}::integer[]
    ) as asked (person_id, merchant_id, slot, heard)
    order by person_id, slot
    on conflict do nothing
    returning person_id || '/' || slot as taken`.execute(work.tx)
  return new Set(rows.map(({ taken }) => taken))
}

/** The SQL that looks at how much marketing people got on a day, and changes nothing. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

/** By person and merchant, and, under the id of all merchants, in all; who is missing got none. */
export async function sentCounts(
  work: Work,
  day: string,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ pair: string; sent: number }>`
    select person_id || '/' || merchant_id as pair, sent from outreach.quota
    where person_id = any(${personIds}::uuid[]) and day = ${day}::date`.execute(work.tx)
  return new Map(rows.map(({ pair, sent }) => [pair, sent]))
}

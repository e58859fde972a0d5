/** The SQL of the days on which somebody bought at a shop. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'

/** Days on which a person paid a bill of a shop that stands, newest first. */
export async function billDaysOf(
  work: Work,
  {
    merchantId,
    personId,
  }: { readonly merchantId: Id<'merchant'>; readonly personId: Id<'person'> },
  timeZone: string,
  limit: number,
): Promise<readonly Day[]> {
  const { rows } = await sql<{ day: Day }>`
    select distinct to_char(paid_at at time zone ${timeZone}, 'YYYY-MM-DD') as day
    from offers.bill
    where person_id = ${personId} and merchant_id = ${merchantId} and state = 'paid'
    order by day desc limit ${limit}`.execute(work.tx)
  return rows.map(({ day }) => day)
}

/** People of a shop as relations, for floors above to join into a statement of their own. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'

/** What segments are told apart by. */
export type SegmentBounds = {
  readonly today: Day
  /** The first day of what counts as lately. */
  readonly since: Day
  readonly regularDays: number
  readonly timeZone: string
}

/** `person_id, segment` of everybody who ever bought what still stands. */
export function segmentsRelation(
  merchantId: Id<'merchant'>,
  { today, since, regularDays, timeZone }: SegmentBounds,
): RawBuilder<unknown> {
  return sql`
    select person_id, case
        when lately = 0 then 'lapsed'
        when lately >= ${regularDays}::integer then 'regular'
        when ever = 1 then 'new'
        else 'returning' end as segment
    from (
      select person_id, count(distinct day) as ever,
        count(distinct day) filter (where day >= ${since}::date) as lately
      from (
        select person_id, (at at time zone ${timeZone})::date as day from loyalty.purchase
        where merchant_id = ${merchantId} and not is_gone
      ) bought
      where day <= ${today}::date group by person_id
    ) days`
}

/** `person_id` of members who bear any of these tags. */
export function taggedRelation(
  merchantId: Id<'merchant'>,
  tags: readonly string[],
): RawBuilder<unknown> {
  return sql`
    select distinct person_id from loyalty.member_tag
    where merchant_id = ${merchantId} and tag = any(${tags}::text[])`
}

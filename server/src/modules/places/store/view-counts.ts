/** The SQL that counts looks of many people at many merchants at once. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

/** Looks at the merchant's places, on days whose last look was from `since` on. */
export type ViewQuestion = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly since: Date
}

/** One count for each question, in their order. */
export async function countViews(
  work: Work,
  questions: readonly ViewQuestion[],
): Promise<readonly number[]> {
  if (questions.length === 0) return []
  const { rows } = await sql<{ count: number }>`
    select counted.count
    from unnest(
      ${questions.map(({ personId }) => personId)}::uuid[],
      ${questions.map(({ merchantId }) => merchantId)}::uuid[],
      ${questions.map(({ since }) => since)}::timestamptz[]
    ) with ordinality as q (person_id, merchant_id, since, place)
    cross join lateral (
      select coalesce(sum(v.count), 0)::integer as count
      from places.view v join places.place p on p.id = v.place_id
      where v.person_id = q.person_id and p.merchant_id = q.merchant_id and v.last_at >= q.since
    ) counted
    order by q.place`.execute(work.tx)
  return rows.map(({ count }) => count)
}

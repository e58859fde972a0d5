/** The SQL on visits of many people at many merchants at once. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

/** Visits that began from `since` until just before `until`. */
export type VisitQuestion = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly since: Date
  readonly until: Date
}

/** One count for each question, in their order. */
export async function countVisits(
  work: Work,
  questions: readonly VisitQuestion[],
): Promise<readonly number[]> {
  if (questions.length === 0) return []
  const { rows } = await sql<{ count: number }>`
    select counted.count
    from unnest(
      ${questions.map(({ personId }) => personId)}::uuid[],
      ${questions.map(({ merchantId }) => merchantId)}::uuid[],
      ${questions.map(({ since }) => since)}::timestamptz[],
      ${questions.map(({ until }) => until)}::timestamptz[]
    ) with ordinality as q (person_id, merchant_id, since, until, place)
    cross join lateral (
      select count(*)::integer as count from presence.visit v
      where v.person_id = q.person_id and v.merchant_id = q.merchant_id
        and v.started_at >= q.since and v.started_at < q.until
    ) counted
    order by q.place`.execute(work.tx)
  return rows.map(({ count }) => count)
}

/** When each of these visits began. */
export async function visitStarts(
  work: Work,
  ids: readonly Id<'visit'>[],
): Promise<ReadonlyMap<Id<'visit'>, Date>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: Id<'visit'>; startedAt: Date }>`
    select id, started_at from presence.visit where id = any(${ids}::uuid[])`.execute(work.tx)
  return new Map(rows.map(({ id, startedAt }) => [id, startedAt]))
}

/** See `visitorsAt`; no places are all of them. */
export function visitorsRelation(
  merchantId: Id<'merchant'>,
  placeIds: readonly Id<'place'>[],
): RawBuilder<unknown> {
  const here = placeIds.length === 0 ? sql`` : sql`and place_id = any(${placeIds}::uuid[])`
  return sql`
    select person_id, count(*)::integer as visits, max(started_at) as last_at
    from presence.visit where merchant_id = ${merchantId} ${here} group by person_id`
}

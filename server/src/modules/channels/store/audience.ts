/** SQL on who of the friends an audience holds. No rule lives here. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { asksOfVisits, type Audience } from '../model/broadcast.ts'

/** What floors below know of people, as relations with a `person_id`. */
export type Known = {
  /** Also `segment`; whoever is missing is `new`. */
  readonly segments: RawBuilder<unknown>
  readonly tagged: RawBuilder<unknown>
  readonly redeemers: RawBuilder<unknown>
  readonly favourers: RawBuilder<unknown>
  /** Also `visits` and `last_at`. */
  readonly visitors: RawBuilder<unknown>
  /** Whose location may be used for this. */
  readonly allowing: RawBuilder<unknown>
  readonly readers: RawBuilder<unknown>
  /** Also `time_zone`. */
  readonly zones: RawBuilder<unknown>
}

/** People by their ids: after the one, up to the other; null for no end. */
export type Range = {
  readonly after: Id<'person'> | null
  readonly upTo: Id<'person'> | null
}
export const everybody: Range = { after: null, upTo: null }

export type Asked = {
  readonly merchantId: Id<'merchant'>
  readonly audience: Audience
  readonly known: Known
  /** Only whoever lives by this clock; empty for everybody. */
  readonly timeZone: string
  readonly now: Date
}

/** `person_id` of the friends in an audience, each once. */
export function friendsIn(asked: Asked, { after, upTo }: Range): RawBuilder<unknown> {
  const { merchantId, audience, known, timeZone, now } = asked
  const { sources, segments, tags, friendDaysMin, friendDaysMax, redeemedDays } = audience
  const daysAgo = (days: number) => sql`${now}::timestamptz - make_interval(days => ${days})`
  const conditions = [
    sql`f.merchant_id = ${merchantId}`,
    ...(after === null ? [] : [sql`f.person_id > ${after}::uuid`]),
    ...(upTo === null ? [] : [sql`f.person_id <= ${upTo}::uuid`]),
    ...(sources.length === 0 ? [] : [sql`f.source = any(${sources}::text[])`]),
    ...(friendDaysMin === null ? [] : [sql`f.since <= ${daysAgo(friendDaysMin)}`]),
    ...(friendDaysMax === null ? [] : [sql`f.since >= ${daysAgo(friendDaysMax)}`]),
    ...(segments.length === 0 ? [] : [sql`coalesce(s.segment, 'new') = any(${segments}::text[])`]),
    ...(tags.length === 0 ? [] : [sql`f.person_id in (${known.tagged})`]),
    ...(redeemedDays === null ? [] : [sql`f.person_id in (${known.redeemers})`]),
    ...(audience.favouritesOnly ? [sql`f.person_id in (${known.favourers})`] : []),
    ...(audience.languages.length === 0 ? [] : [sql`f.person_id in (${known.readers})`]),
    ...(asksOfVisits(audience) ? [sql`f.person_id in (${visitorsIn(asked)})`] : []),
    ...(timeZone === '' ? [] : [sql`z.time_zone = ${timeZone}`]),
  ]
  const segmented = sql`left join (${known.segments}) s on s.person_id = f.person_id`
  const zoned = sql`join (${known.zones}) z on z.person_id = f.person_id`
  return sql`
    select f.person_id from channels.friend f
    ${segments.length === 0 ? sql`` : segmented} ${timeZone === '' ? sql`` : zoned}
    where ${sql.join(conditions, sql` and `)}`
}

/** `person_id` of those whose visits are as asked, and may be asked about. */
function visitorsIn({ audience, known, now }: Asked): RawBuilder<unknown> {
  const { visitedDays, notVisitedDays, visitsMin } = audience
  const daysAgo = (days: number) => sql`${now}::timestamptz - make_interval(days => ${days})`
  const conditions = [
    sql`v.person_id in (${known.allowing})`,
    ...(visitedDays === null ? [] : [sql`v.last_at >= ${daysAgo(visitedDays)}`]),
    ...(notVisitedDays === null ? [] : [sql`v.last_at < ${daysAgo(notVisitedDays)}`]),
    ...(visitsMin === null ? [] : [sql`v.visits >= ${visitsMin}`]),
  ]
  return sql`
    select v.person_id from (${known.visitors}) v where ${sql.join(conditions, sql` and `)}`
}

export async function countIn(work: Work, asked: Asked): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${friendsIn(asked, everybody)}) a`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** The last of the next so many people of a range of an audience; null when there are none. */
export async function stepEnd(
  work: Work,
  asked: Asked,
  range: Range,
  limit: number,
): Promise<{ readonly upTo: Id<'person'>; readonly people: number } | null> {
  const those = friendsIn(asked, range)
  const full = await sql<{ upTo: Id<'person'> }>`
    select person_id as up_to from (${those}) a
    order by person_id offset ${limit - 1} limit 1`.execute(work.tx)
  if (full.rows[0]) return { ...full.rows[0], people: limit }
  // The last step of a range, and seldom: those who are left have to be counted.
  const { rows } = await sql<{ upTo: Id<'person'>; people: number }>`
    with step as materialized (select person_id from (${those}) a)
    select person_id as up_to, (select count(*) from step)::integer as people
    from step order by person_id desc limit 1`.execute(work.tx)
  return rows[0] ?? null
}

/** `person_id, is_control` of one step. */
export function stepPeople(
  asked: Asked,
  range: Range,
  { seed, controlPercent }: { readonly seed: string; readonly controlPercent: number },
): RawBuilder<unknown> {
  return sql`
    select person_id, ${isControl(sql`person_id`, seed, controlPercent)} as is_control
    from (${friendsIn(asked, range)}) a`
}

/**
 * Whether chance puts a person into the control group. It is drawn from broadcast and person, so that
 * a step that is repeated draws the same. PostgreSQL's own hash of an id costs a twentieth of a digest
 * of its text.
 */
export const isControl = (personId: RawBuilder<unknown>, seed: string, percent: number) => sql`
  (uuid_hash_extended(${personId}, hashtextextended(${seed}::text, 0)) & 2147483647) % 100
    < ${percent}::integer`

/** The clocks that the people of an audience live by. */
export async function zonesIn(work: Work, asked: Asked): Promise<readonly string[]> {
  const { rows } = await sql<{ timeZone: string }>`
    select distinct z.time_zone from (${friendsIn(asked, everybody)}) a
    join (${asked.known.zones}) z on z.person_id = a.person_id
    order by z.time_zone`.execute(work.tx)
  return rows.map(({ timeZone }) => timeZone)
}

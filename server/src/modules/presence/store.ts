/** The only SQL that touches schema `presence`. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { Invariant } from '../../platform/invariants.ts'
import type { Work } from '../../platform/work.ts'
import type { Evidence, Method } from './model/signal.ts'

export type PersonRow = {
  readonly personId: Id<'person'>
  readonly version: number
  readonly settledAt: Date
  readonly heardAt: Date
}
export type StayRow = {
  readonly id: Id<'stay'>
  readonly personId: Id<'person'>
  readonly zoneId: Id<'zone'>
  readonly placeId: Id<'place'> | null
  readonly merchantId: Id<'merchant'> | null
  readonly enteredAt: Date
  readonly heardAt: Date
  readonly dwelledAt: Date | null
  readonly leftAt: Date | null
  readonly evidence: Evidence
}
export type VisitRow = {
  readonly id: Id<'visit'>
  readonly personId: Id<'person'>
  readonly placeId: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly startedAt: Date
  readonly heardAt: Date
  readonly endedAt: Date | null
  readonly evidence: Evidence
  readonly method: Method
}

/** What is kept of somebody: how it stood, and what is open. */
export type Kept = {
  readonly person: PersonRow
  readonly stays: readonly StayRow[]
  readonly visits: readonly VisitRow[]
}

/**
 * Moves people to their next version: `version` is the new one.
 *
 * @returns those for whom the version before was the one in the database; nobody else was touched
 */
export async function claimPeople(
  work: Work,
  people: readonly PersonRow[],
): Promise<ReadonlySet<Id<'person'>>> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    insert into presence.person as p (person_id, version, settled_at, heard_at, seen_at)
    select row.*, ${work.now}::timestamptz from unnest(
      ${people.map((row) => row.personId)}::uuid[],
      ${people.map((row) => row.version)}::bigint[],
      ${people.map((row) => row.settledAt)}::timestamptz[],
      ${people.map((row) => row.heardAt)}::timestamptz[]
    ) as row (person_id, version, settled_at, heard_at)
    order by row.person_id
    on conflict (person_id) do update set
      version = excluded.version, settled_at = excluded.settled_at,
      heard_at = excluded.heard_at, seen_at = excluded.seen_at
    where p.version = excluded.version - 1
    returning p.person_id`.execute(work.tx)
  return new Set(rows.map((row) => row.personId))
}

/** What is kept of people, locked until the work ends. Who was never seen is not among them. */
export async function lockKept(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, Kept>> {
  await sql`
    select from presence.person where person_id = any(${[...personIds]}::uuid[])
    order by person_id for update`.execute(work.tx)
  return keptOf(work, personIds)
}

/** What is kept of people. Who was never seen is not among them. */
export async function keptOf(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, Kept>> {
  const { rows: people } = await sql<PersonRow>`
    select person_id, version, settled_at, heard_at from presence.person
    where person_id = any(${[...personIds]}::uuid[])`.execute(work.tx)
  const known = people.map((person) => person.personId)
  if (known.length === 0) return new Map()
  const stays = Map.groupBy(await openStaysOf(work, known), (stay) => stay.personId)
  const visits = Map.groupBy(await openVisitsOf(work, known), (visit) => visit.personId)
  return new Map(
    people.map((person) => [
      person.personId,
      {
        person,
        stays: stays.get(person.personId) ?? [],
        visits: visits.get(person.personId) ?? [],
      },
    ]),
  )
}

export async function openStaysOf(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<readonly StayRow[]> {
  const { rows } = await sql<StayRow>`
    select id, person_id, zone_id, place_id, merchant_id,
      entered_at, heard_at, dwelled_at, left_at, evidence
    from presence.zone_stay
    where person_id = any(${[...personIds]}::uuid[]) and left_at is null
    order by entered_at, id`.execute(work.tx)
  return rows
}

export async function openVisitsOf(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<readonly VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select id, person_id, place_id, merchant_id, started_at, heard_at, ended_at, evidence, method
    from presence.visit
    where person_id = any(${[...personIds]}::uuid[]) and ended_at is null
    order by started_at, id`.execute(work.tx)
  return rows
}

/** Saves stays, new and changed alike. Closed ones go first, so that one zone may be left and entered. */
export async function upsertStays(work: Work, rows: readonly StayRow[]): Promise<void> {
  if (rows.length === 0) return
  const turn = rows.toSorted(
    (one, other) => Number(one.leftAt === null) - Number(other.leftAt === null),
  )
  await sql`
    insert into presence.zone_stay (id, person_id, zone_id, place_id, merchant_id,
      entered_at, heard_at, dwelled_at, left_at, evidence)
    select * from unnest(
      ${turn.map((row) => row.id)}::uuid[],
      ${turn.map((row) => row.personId)}::uuid[],
      ${turn.map((row) => row.zoneId)}::uuid[],
      ${turn.map((row) => row.placeId)}::uuid[],
      ${turn.map((row) => row.merchantId)}::uuid[],
      ${turn.map((row) => row.enteredAt)}::timestamptz[],
      ${turn.map((row) => row.heardAt)}::timestamptz[],
      ${turn.map((row) => row.dwelledAt)}::timestamptz[],
      ${turn.map((row) => row.leftAt)}::timestamptz[],
      ${turn.map((row) => row.evidence)}::smallint[])
    on conflict (id) do update set
      entered_at = excluded.entered_at, heard_at = excluded.heard_at,
      dwelled_at = excluded.dwelled_at, left_at = excluded.left_at,
      evidence = excluded.evidence`.execute(work.tx)
}

/** Saves visits, new and changed alike, closed ones first. */
export async function upsertVisits(work: Work, rows: readonly VisitRow[]): Promise<void> {
  if (rows.length === 0) return
  const turn = rows.toSorted(
    (one, other) => Number(one.endedAt === null) - Number(other.endedAt === null),
  )
  await sql`
    insert into presence.visit (id, person_id, place_id, merchant_id,
      started_at, heard_at, ended_at, evidence, method)
    select * from unnest(
      ${turn.map((row) => row.id)}::uuid[],
      ${turn.map((row) => row.personId)}::uuid[],
      ${turn.map((row) => row.placeId)}::uuid[],
      ${turn.map((row) => row.merchantId)}::uuid[],
      ${turn.map((row) => row.startedAt)}::timestamptz[],
      ${turn.map((row) => row.heardAt)}::timestamptz[],
      ${turn.map((row) => row.endedAt)}::timestamptz[],
      ${turn.map((row) => row.evidence)}::smallint[],
      ${turn.map((row) => row.method)}::text[])
    on conflict (id) do update set
      started_at = excluded.started_at, heard_at = excluded.heard_at, ended_at = excluded.ended_at,
      evidence = excluded.evidence, method = excluded.method`.execute(work.tx)
}

/** Takes back what late signals showed never to have been. */
export async function deleteGone(
  work: Work,
  stayIds: readonly Id<'stay'>[],
  visitIds: readonly Id<'visit'>[],
): Promise<void> {
  if (stayIds.length > 0) {
    await sql`delete from presence.zone_stay where id = any(${[...stayIds]}::uuid[])`.execute(
      work.tx,
    )
  }
  if (visitIds.length > 0) {
    await sql`delete from presence.visit where id = any(${[...visitIds]}::uuid[])`.execute(work.tx)
  }
}

/** Forgets where people were. Their row stays, a version on, so that no process writes from memory. */
export async function erasePeople(work: Work, personIds: readonly Id<'person'>[]): Promise<void> {
  const ids = [...personIds]
  await sql`delete from presence.zone_stay where person_id = any(${ids}::uuid[])`.execute(work.tx)
  await sql`delete from presence.visit where person_id = any(${ids}::uuid[])`.execute(work.tx)
  await sql`
    update presence.person set version = version + 1, settled_at = ${work.now}, heard_at = ${work.now},
      seen_at = ${work.now}
    where person_id = any(${ids}::uuid[])`.execute(work.tx)
}

/** Notes when people with something open were last heard, so that others do not take them for gone. */
export async function noteHeard(
  work: Work,
  heard: readonly { readonly personId: Id<'person'>; readonly heardAt: Date }[],
): Promise<void> {
  await sql`
    update presence.person p set heard_at = greatest(p.heard_at, row.heard_at), seen_at = ${work.now}
    from (select * from unnest(
      ${heard.map((row) => row.personId)}::uuid[],
      ${heard.map((row) => row.heardAt)}::timestamptz[]
    ) as row (person_id, heard_at) order by 1) row
    where p.person_id = row.person_id`.execute(work.tx)
}

/** People with something open of whom no process has heard since; at most `limit`. */
export async function silentPeople(
  work: Work,
  since: Date,
  limit: number,
): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select p.person_id from presence.person p
    where p.seen_at < ${since} and (
      exists (select from presence.zone_stay s where s.person_id = p.person_id and s.left_at is null)
      or exists (select from presence.visit v where v.person_id = p.person_id and v.ended_at is null))
    order by p.seen_at limit ${limit}`.execute(work.tx)
  return rows.map((row) => row.personId)
}

/** The visits of a person, the latest first, with one more than asked for. `after` is an id. */
export async function visitsOfPerson(
  work: Work,
  personId: Id<'person'>,
  page: PageRequest,
): Promise<readonly VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select id, person_id, place_id, merchant_id, started_at, heard_at, ended_at, evidence, method
    from presence.visit
    where person_id = ${personId} and (${page.after}::uuid is null or id < ${page.after}::uuid)
    order by id desc limit ${page.limit + 1}`.execute(work.tx)
  return rows
}

export type VisitCount = {
  readonly personId: Id<'person'>
  readonly visits: number
  readonly lastAt: Date
}

/** How often each of these people visited a merchant since a moment; who never did is not among them. */
export async function visitCounts(
  work: Work,
  personIds: readonly Id<'person'>[],
  merchantId: Id<'merchant'>,
  since: Date,
): Promise<readonly VisitCount[]> {
  const { rows } = await sql<VisitCount>`
    select person_id, count(*)::integer as visits, max(started_at) as last_at
    from presence.visit
    where person_id = any(${[...personIds]}::uuid[])
      and merchant_id = ${merchantId} and started_at >= ${since}
    group by person_id`.execute(work.tx)
  return rows
}

export const invariants: readonly Invariant[] = [
  {
    id: 'presence.stays-do-not-overlap',
    says: 'Enter and leave of one person and zone alternate (I16).',
    query: `
      select one.person_id, one.zone_id, one.id, other.id as other_id
      from presence.zone_stay one
      join presence.zone_stay other
        on other.person_id = one.person_id and other.zone_id = one.zone_id and other.id > one.id
      where one.entered_at < coalesce(other.left_at, 'infinity')
        and other.entered_at < coalesce(one.left_at, 'infinity')`,
  },
  {
    id: 'presence.visits-do-not-overlap',
    says: 'Somebody visits a place once at a time.',
    query: `
      select one.person_id, one.place_id, one.id, other.id as other_id
      from presence.visit one
      join presence.visit other
        on other.person_id = one.person_id and other.place_id = one.place_id and other.id > one.id
      where one.started_at < coalesce(other.ended_at, 'infinity')
        and other.started_at < coalesce(one.ended_at, 'infinity')`,
  },
  {
    id: 'presence.told-in-turns',
    says: 'In the log, enter and leave of one person and zone take turns.',
    query: `
      select person_id, zone_id, seq, name from (
        select f.data ->> 'personId' as person_id, f.data ->> 'zoneId' as zone_id, o.seq, f.name,
          f.data ->> 'stayId' as stay_id,
          lag(f.name) over (
            partition by f.data ->> 'personId', f.data ->> 'zoneId' order by o.seq) as before
        from platform.fact f join platform.fact_order o on o.fact_id = f.id
        where f.name in ('presence.zone-entered', 'presence.zone-left')
      ) told
      -- A stay that was over a year ago is of nobody; of one at that moment, its begin already is (PE98).
      where name = before or (before is null and name = 'presence.zone-left' and stay_id not in (
        select data ->> 'personId' from platform.fact
        where name = 'presence.zone-entered' and subject_id is null))`,
  },
]

/** SQL on how people steer the use of their location, and on what they are told of it. */
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { NoTables } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import type { ConsentProof, Purpose } from '../model.ts'
import type { LocationUse } from '../model/location-uses.ts'
import type { LocationControls, LocationUseOff, NoticeMode } from '../model/location.ts'

export type ConsentsInForce = {
  readonly personId: Id<'person'>
  readonly purposes: readonly Purpose[]
  readonly isPaused: boolean
  readonly off: readonly LocationUseOff[]
}

/** What each of these people agrees to and has switched off; who never answered is left out. */
export async function consentsInForce(
  db: Kysely<NoTables> | Transaction<NoTables>,
  personIds: readonly string[],
): Promise<readonly ConsentsInForce[]> {
  const { rows } = await sql<ConsentsInForce>`
    select person_id, purposes, location_paused_at is not null as is_paused, location_off as off
    from people.consent_now
    where person_id = any(${personIds}::uuid[]) and not held_back
      and person_id not in (select id from people.account where merged_into is not null)`.execute(
    db,
  )
  return rows
}

/** Until when all that says where people were is lost, held until the work ends; null at the first time. */
export async function lockLocationEnd(work: Work): Promise<Date | null> {
  const { rows } = await sql<{ until: Date }>`
    select until from people.location_end for update`.execute(work.tx)
  return rows[0]?.until ?? null
}

export async function moveLocationEnd(work: Work, until: Date): Promise<void> {
  await sql`
    insert into people.location_end (until) values (${until})
    on conflict (is_only) do update set until = excluded.until`.execute(work.tx)
}

const modeOf = `case when notice_kind is null then jsonb_build_object('kind', 'each')
  else jsonb_build_object('kind', notice_kind, 'count', notice_count) end`

export async function controlsOf(
  work: Work,
  personId: Id<'person'>,
): Promise<LocationControls | null> {
  const { rows } = await sql<LocationControls>`
    select location_paused_at is not null as is_paused, location_off as off,
      ${sql.raw(modeOf)} as notice
    from people.consent_now where person_id = ${personId}`.execute(work.tx)
  return rows[0] ?? null
}

/** Saves a choice, and keeps it with what shows it later. */
export async function saveControls(
  work: Work,
  personId: Id<'person'>,
  { isPaused, off, notice }: LocationControls,
  proof: ConsentProof,
): Promise<void> {
  const [kind, count] = notice.kind === 'each' ? [null, null] : [notice.kind, notice.count]
  const pausedAt = isPaused ? work.now : null
  await sql`
    insert into people.consent_now (person_id, purposes, location_paused_at, location_off,
      notice_kind, notice_count)
    values (${personId}, '{}', ${pausedAt}, ${[...off]}::text[], ${kind}, ${count})
    on conflict (person_id) do update set
      location_paused_at =
        case when ${isPaused} then coalesce(consent_now.location_paused_at, ${work.now}) end,
      location_off = excluded.location_off, notice_kind = excluded.notice_kind,
      notice_count = excluded.notice_count`.execute(work.tx)
  await sql`
    insert into people.location_choice (id, person_id, is_paused, off_purposes, notice_kind,
      notice_count, at, session_id, ip_hash, agent_hash)
    values (${work.newId('location-choice')}, ${personId}, ${isPaused}, ${[...off]}::text[], ${kind},
      ${count}, ${work.now}, ${proof.sessionId}, ${proof.ipHash}, ${proof.agentHash})`.execute(
    work.tx,
  )
}

/** Those of these people who switched a use off. */
export async function peopleWithout(
  work: Work,
  personIds: readonly Id<'person'>[],
  use: LocationUseOff,
): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select person_id from people.consent_now
    where person_id = any(${personIds}::uuid[]) and ${use} = any (location_off)`.execute(work.tx)
  return rows.map(({ personId }) => personId)
}

/** Notes that shops were told where people are, until these have been told of it. */
export async function addProvisions(work: Work, uses: readonly LocationUse[]): Promise<void> {
  if (uses.length === 0) return
  await sql`
    insert into people.location_provision (person_id, merchant_id, purpose, count, at)
    select person_id, merchant_id, purpose, count, ${work.now} from unnest(
      ${uses.map(({ personId }) => personId)}::uuid[],
      ${uses.map(({ merchantId }) => merchantId)}::uuid[],
      ${uses.map(({ purpose }) => purpose)}::text[],
      ${uses.map(({ count }) => count)}::integer[]
    ) as used (person_id, merchant_id, purpose, count)`.execute(work.tx)
}

export type Waiting = {
  readonly personId: Id<'person'>
  readonly times: number
  readonly since: Date
  readonly notice: NoticeMode
}

/** What waits to be told, by person, the oldest first. */
export async function provisionsWaiting(work: Work, limit: number): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    with waiting as (
      select person_id, sum(count)::integer as times, min(at) as since
      from people.location_provision group by person_id
    )
    select w.person_id, w.times, w.since, ${sql.raw(modeOf)} as notice
    from waiting w left join people.consent_now n using (person_id)
    where notice_kind is null
      or notice_kind = 'times' and w.times >= notice_count
      or w.since <= ${work.now}::timestamptz - make_interval(days =>
        case when notice_kind = 'days' then notice_count else 30 end)
    order by w.since, w.person_id limit ${limit}`.execute(work.tx)
  return rows
}

export type Provision = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly purpose: 'check-in' | 'offer'
  readonly count: number
  readonly at: Date
}

/** Takes out what waits for these people; of two that race, one gets it. */
export async function takeProvisions(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<readonly Provision[]> {
  const { rows } = await sql<Provision>`
    with held as (
      select id from people.location_provision where person_id = any(${[...personIds]}::uuid[])
      order by id for update skip locked
    )
    delete from people.location_provision p using held where p.id = held.id
    returning p.person_id, p.merchant_id, p.purpose, p.count, p.at`.execute(work.tx)
  return rows.toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

/** SQL on broadcasts and their waves. Rows in, domain types out; no rule lives here. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import {
  everyFriend,
  type Audience,
  type Broadcast,
  type BroadcastState,
  type Content,
  type Draft,
  type Timing,
  type Wave,
} from '../model/broadcast.ts'

const columns = sql`id, merchant_id, content, audience, control_percent, timing, state, created_at,
  launched_at, starts_at, finished_at, reach, mailing_id`

type Row = Omit<Broadcast, 'timing' | 'content'> & {
  readonly timing: unknown
  readonly content: Omit<Content, 'ways'> & Partial<Pick<Content, 'ways'>>
}

/**
 * Instants come out of JSON as text; broadcasts of before went to inboxes only, and what could not be
 * asked of their audience asks for nothing.
 */
function fromRow({ timing, content, audience, ...rest }: Row): Broadcast {
  const kept = timing as Exclude<Timing, { kind: 'at' }> | { kind: 'at'; at: string }
  return {
    ...rest,
    content: { ...content, ways: content.ways ?? [] },
    audience: { ...everyFriend, ...audience },
    timing: kept.kind === 'at' ? { ...kept, at: new Date(kept.at) } : kept,
  }
}

/** False when there is one of this id. */
export async function insertBroadcast(
  work: Work,
  draft: Draft & {
    readonly id: Id<'broadcast'>
    readonly merchantId: Id<'merchant'>
    readonly createdBy: string
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into channels.broadcast (id, merchant_id, content, audience, control_percent, timing,
      state, created_at, created_by)
    values (${draft.id}, ${draft.merchantId}, ${JSON.stringify(draft.content)}::jsonb,
      ${JSON.stringify(draft.audience)}::jsonb, ${draft.controlPercent},
      ${JSON.stringify(draft.timing)}::jsonb, 'draft', ${work.now}, ${draft.createdBy})
    on conflict do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

export async function updateDraft(work: Work, id: Id<'broadcast'>, draft: Draft): Promise<void> {
  await sql`
    update channels.broadcast set content = ${JSON.stringify(draft.content)}::jsonb,
      audience = ${JSON.stringify(draft.audience)}::jsonb,
      control_percent = ${draft.controlPercent}, timing = ${JSON.stringify(draft.timing)}::jsonb
    where id = ${id} and state = 'draft'`.execute(work.tx)
}

export async function broadcastById(work: Work, id: Id<'broadcast'>): Promise<Broadcast | null> {
  const { rows } = await sql<Row>`
    select ${columns} from channels.broadcast where id = ${id}`.execute(work.tx)
  return rows[0] ? fromRow(rows[0]) : null
}

/** Reads a broadcast and holds it until the work ends: whoever sends or changes it waits (CH17). */
export const lockBroadcast = (work: Work, id: Id<'broadcast'>) => read(work, id, sql`for update`)

/** Reads a broadcast and keeps its state as it is until the work ends; several may at once. */
export const holdBroadcast = (work: Work, id: Id<'broadcast'>) => read(work, id, sql`for share`)

async function read(
  work: Work,
  id: Id<'broadcast'>,
  lock: RawBuilder<unknown>,
): Promise<Broadcast | null> {
  const { rows } = await sql<Row>`
    select ${columns} from channels.broadcast where id = ${id} ${lock}`.execute(work.tx)
  return rows[0] ? fromRow(rows[0]) : null
}

/** A shop's broadcasts, newest first, from below one on. */
export async function broadcastsBelow(
  work: Work,
  merchantId: Id<'merchant'>,
  below: Id<'broadcast'> | null,
  limit: number,
): Promise<readonly Broadcast[]> {
  const { rows } = await sql<Row>`
    select ${columns} from channels.broadcast
    where merchant_id = ${merchantId} and (${below}::uuid is null or id < ${below}::uuid)
    order by id desc limit ${limit}`.execute(work.tx)
  return rows.map(fromRow)
}

export async function saveLaunch(
  work: Work,
  id: Id<'broadcast'>,
  launch: {
    readonly startsAt: Date
    readonly reach: number
    readonly mailingId: Id<'mailing'>
    readonly waves: readonly Wave[]
  },
): Promise<void> {
  const { startsAt, reach, mailingId, waves } = launch
  await sql`
    update channels.broadcast set state = 'scheduled', launched_at = ${work.now},
      starts_at = ${startsAt}, reach = ${reach}, mailing_id = ${mailingId}
    where id = ${id}`.execute(work.tx)
  await sql`
    insert into channels.broadcast_wave (broadcast_id, time_zone, starts_at)
    select ${id}, time_zone, starts_at from unnest(
      ${waves.map(({ timeZone }) => timeZone)}::text[],
      ${waves.map((wave) => wave.startsAt)}::timestamptz[]
    ) as wave (time_zone, starts_at)`.execute(work.tx)
}

/** How many a broadcast goes to, as it begins. */
export async function saveReach(work: Work, id: Id<'broadcast'>, reach: number): Promise<void> {
  await sql`update channels.broadcast set reach = ${reach} where id = ${id}`.execute(work.tx)
}

export async function saveState(
  work: Work,
  id: Id<'broadcast'>,
  state: BroadcastState,
): Promise<void> {
  const isOver = state === 'sent' || state === 'cancelled'
  await sql`
    update channels.broadcast set state = ${state},
      launched_at = coalesce(launched_at, case when ${isOver} then ${work.now}::timestamptz end),
      finished_at = case when ${isOver} then ${work.now}::timestamptz end
    where id = ${id}`.execute(work.tx)
}

/** Only a draft is deleted: nobody has heard of it. */
export async function deleteDraft(work: Work, id: Id<'broadcast'>): Promise<void> {
  await sql`delete from channels.broadcast where id = ${id} and state = 'draft'`.execute(work.tx)
}

/** A lane of a wave: a range of its people; most waves have one, of everybody. */
export type Lane = Wave & {
  readonly lane: number
  readonly cursor: Id<'person'> | null
  /** Its last person; null for no end. */
  readonly upTo: Id<'person'> | null
  readonly people: number
  readonly finishedAt: Date | null
}

const laneColumns = sql`time_zone, lane, starts_at, cursor, up_to, people, finished_at`

/** The lanes of these broadcasts, in the order of their times. */
export async function lanesIn(
  work: Work,
  ids: readonly Id<'broadcast'>[],
): Promise<ReadonlyMap<Id<'broadcast'>, readonly Lane[]>> {
  const { rows } = await sql<Lane & { broadcastId: Id<'broadcast'> }>`
    select broadcast_id, ${laneColumns}
    from channels.broadcast_wave where broadcast_id = any(${ids}::uuid[])
    order by starts_at, time_zone, lane`.execute(work.tx)
  return Map.groupBy(rows, ({ broadcastId }) => broadcastId)
}

type LaneKey = Pick<Lane, 'timeZone' | 'lane'>

/** Reads a lane and holds it until the work ends: of two who would send the same step, one waits. */
export async function lockLane(
  work: Work,
  id: Id<'broadcast'>,
  { timeZone, lane }: LaneKey,
): Promise<Lane | null> {
  const { rows } = await sql<Lane>`
    select ${laneColumns} from channels.broadcast_wave
    where broadcast_id = ${id} and time_zone = ${timeZone} and lane = ${lane}
    for update`.execute(work.tx)
  return rows[0] ?? null
}

/** Moves the cursor of a lane; null ends it. Lock it first. */
export async function moveLane(
  work: Work,
  id: Id<'broadcast'>,
  { timeZone, lane }: LaneKey,
  step: { readonly upTo: Id<'person'>; readonly people: number } | null,
): Promise<void> {
  const which = sql`broadcast_id = ${id} and time_zone = ${timeZone} and lane = ${lane}`
  if (step === null) {
    await sql`
      update channels.broadcast_wave set finished_at = ${work.now} where ${which}`.execute(work.tx)
    return
  }
  await sql`
    update channels.broadcast_wave set cursor = ${step.upTo}, people = people + ${step.people}
    where ${which}`.execute(work.tx)
}

/** Makes two lanes of one that nobody has begun: up to a person, and behind. Lock the broadcast first. */
export async function splitLane(
  work: Work,
  id: Id<'broadcast'>,
  { timeZone, startsAt, lane, upTo }: Lane,
  middle: Id<'person'>,
): Promise<void> {
  await sql`
    update channels.broadcast_wave set up_to = ${middle}
    where broadcast_id = ${id} and time_zone = ${timeZone} and lane = ${lane}`.execute(work.tx)
  await sql`
    insert into channels.broadcast_wave (broadcast_id, time_zone, starts_at, lane, cursor, up_to)
    values (${id}, ${timeZone}, ${startsAt}, ${lane + 1}, ${middle}, ${upTo})`.execute(work.tx)
}

/** The broadcasts of a shop that these mailings carry out, by mailing. */
export async function titlesOfMailings(
  work: Work,
  merchantId: Id<'merchant'>,
  mailingIds: readonly Id<'mailing'>[],
): Promise<ReadonlyMap<Id<'mailing'>, { readonly id: Id<'broadcast'>; readonly title: string }>> {
  const { rows } = await sql<{ mailingId: Id<'mailing'>; id: Id<'broadcast'>; title: string }>`
    select mailing_id, id, content ->> 'title' as title from channels.broadcast
    where mailing_id = any(${mailingIds}::uuid[]) and merchant_id = ${merchantId}`.execute(work.tx)
  return new Map(rows.map(({ mailingId, ...rest }) => [mailingId, rest]))
}

/** Whom the broadcasts were for that these mailings carry out. */
export async function audiencesOfMailings(
  work: Work,
  merchantId: Id<'merchant'>,
  mailingIds: readonly Id<'mailing'>[],
): Promise<ReadonlyMap<Id<'mailing'>, Audience>> {
  const { rows } = await sql<{ mailingId: Id<'mailing'>; audience: Partial<Audience> }>`
    select mailing_id, audience from channels.broadcast
    where mailing_id = any(${mailingIds}::uuid[]) and merchant_id = ${merchantId}`.execute(work.tx)
  return new Map(
    rows.map(({ mailingId, audience }) => [mailingId, { ...everyFriend, ...audience }]),
  )
}

/** The broadcasts of a shop that began to go, or were to, in a stretch of time; newest first. */
export async function broadcastsStarting(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: { readonly from: Date; readonly until: Date },
  limit: number,
): Promise<readonly Broadcast[]> {
  const { rows } = await sql<Row>`
    select ${columns} from channels.broadcast
    where merchant_id = ${merchantId} and mailing_id is not null
      and starts_at >= ${from} and starts_at < ${until}
    order by starts_at desc, id desc limit ${limit}`.execute(work.tx)
  return rows.map(fromRow)
}

/** Broadcasts that have somebody to send to now, or nobody any more and do not know it yet. */
export async function dueBroadcasts(
  work: Work,
  limit: number,
): Promise<readonly Id<'broadcast'>[]> {
  const { rows } = await sql<{ id: Id<'broadcast'> }>`
    select b.id from channels.broadcast b
    where b.state in ('scheduled', 'sending') and (
      exists (
        select from channels.broadcast_wave w
        where w.broadcast_id = b.id and w.finished_at is null and w.starts_at <= ${work.now}
      ) or not exists (
        select from channels.broadcast_wave w where w.broadcast_id = b.id and w.finished_at is null
      )
    )
    order by b.id limit ${limit}`.execute(work.tx)
  return rows.map(({ id }) => id)
}

export const broadcastInvariants = [
  {
    id: 'channels.sent-broadcasts-are-finished',
    says: 'A broadcast that was sent has no wave left to send.',
    query: `
      select b.id from channels.broadcast b
      join channels.broadcast_wave w on w.broadcast_id = b.id
      where b.state = 'sent' and w.finished_at is null`,
  },
] as const

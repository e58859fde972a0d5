/** SQL on broadcasts and their waves. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import {
  everyFriend,
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

/** Reads a broadcast and holds it until the work ends: of two runners, one waits (CH17). */
export async function lockBroadcast(work: Work, id: Id<'broadcast'>): Promise<Broadcast | null> {
  const { rows } = await sql<Row>`
    select ${columns} from channels.broadcast where id = ${id} for update`.execute(work.tx)
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

export type WaveRow = Wave & {
  readonly cursor: Id<'person'> | null
  readonly people: number
  readonly finishedAt: Date | null
}

/** The waves of these broadcasts, in the order of their times. */
export async function wavesIn(
  work: Work,
  ids: readonly Id<'broadcast'>[],
): Promise<ReadonlyMap<Id<'broadcast'>, readonly WaveRow[]>> {
  const { rows } = await sql<WaveRow & { broadcastId: Id<'broadcast'> }>`
    select broadcast_id, time_zone, starts_at, cursor, people, finished_at
    from channels.broadcast_wave where broadcast_id = any(${ids}::uuid[])
    order by starts_at, time_zone`.execute(work.tx)
  return Map.groupBy(rows, ({ broadcastId }) => broadcastId)
}

/** Moves the cursor of a wave; null ends it. Lock the broadcast first. */
export async function moveWave(
  work: Work,
  id: Id<'broadcast'>,
  timeZone: string,
  step: { readonly upTo: Id<'person'>; readonly people: number } | null,
): Promise<void> {
  if (step === null) {
    await sql`
      update channels.broadcast_wave set finished_at = ${work.now}
      where broadcast_id = ${id} and time_zone = ${timeZone}`.execute(work.tx)
    return
  }
  await sql`
    update channels.broadcast_wave set cursor = ${step.upTo}, people = people + ${step.people}
    where broadcast_id = ${id} and time_zone = ${timeZone}`.execute(work.tx)
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

/** Broadcasts that have a wave to send now. */
export async function dueBroadcasts(
  work: Work,
  limit: number,
): Promise<readonly Id<'broadcast'>[]> {
  const { rows } = await sql<{ id: Id<'broadcast'> }>`
    select distinct b.id from channels.broadcast_wave w
    join channels.broadcast b on b.id = w.broadcast_id
    where w.finished_at is null and w.starts_at <= ${work.now}
      and b.state in ('scheduled', 'sending')
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

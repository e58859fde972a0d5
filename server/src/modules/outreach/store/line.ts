/** SQL on what LINE told us, and on links that are under way. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type LineEventRow = {
  readonly id: Id<'line-event'>
  readonly eventId: string
  readonly kind: string
  readonly userId: string | null
  readonly at: Date
}

/** Keeps events; answers with the ids of those that are new. */
export async function insertLineEvents(
  work: Work,
  events: readonly LineEventRow[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into outreach.line_event (id, event_id, kind, user_id, at, taken_at)
    select e.*, ${work.now}::timestamptz from unnest(
      ${events.map(({ id }) => id)}::uuid[], ${events.map(({ eventId }) => eventId)}::text[],
      ${events.map(({ kind }) => kind)}::text[], ${events.map(({ userId }) => userId)}::text[],
      ${events.map(({ at }) => at)}::timestamptz[]
    ) as e
    on conflict (event_id) do nothing returning id`.execute(work.tx)
  return new Set(rows.map(({ id }) => id))
}

/** Whether these users follow us, by the latest that LINE said, in whichever order it came. */
export async function followStates(
  work: Work,
  userIds: readonly string[],
): Promise<readonly { readonly userId: string; readonly follows: boolean }[]> {
  const { rows } = await sql<{ userId: string; follows: boolean }>`
    select distinct on (user_id) user_id, kind = 'follow' as follows
    from outreach.line_event
    where user_id = any(${userIds}::text[]) and kind in ('follow', 'unfollow')
    order by user_id, at desc, id desc`.execute(work.tx)
  return rows
}

/** Forgets what is old; who follows us stays known. */
export async function forgetLineEvents(work: Work, before: Date): Promise<void> {
  await sql`
    delete from outreach.line_event
    where taken_at < ${before} and kind not in ('follow', 'unfollow')`.execute(work.tx)
}

/** Forgets that these users follow us, or left. */
export async function forgetFollows(work: Work, userIds: readonly string[]): Promise<void> {
  await sql`
    delete from outreach.line_event
    where user_id = any(${userIds}::text[]) and kind in ('follow', 'unfollow')`.execute(work.tx)
}

export async function lineUserOfEvent(
  work: Work,
  id: Id<'line-event'>,
): Promise<{ readonly userId: string; readonly isLinked: boolean } | null> {
  const { rows } = await sql<{ userId: string; isLinked: boolean }>`
    select e.user_id, exists (
      select from outreach.address a where a.way = 'line' and a.address = e.user_id
    ) as is_linked
    from outreach.line_event e where e.id = ${id} and e.user_id is not null`.execute(work.tx)
  return rows[0] ?? null
}

export async function insertLineLink(
  work: Work,
  link: { nonceHash: string; personId: Id<'person'>; expiresAt: Date },
): Promise<void> {
  await sql`
    delete from outreach.line_link where expires_at < ${work.now}`.execute(work.tx)
  await sql`
    insert into outreach.line_link (nonce_hash, person_id, expires_at)
    values (${link.nonceHash}, ${link.personId}, ${link.expiresAt})`.execute(work.tx)
}

/** Uses nonces, each once; answers whose they were. */
export async function useLineLinks(
  work: Work,
  nonceHashes: readonly string[],
): Promise<ReadonlyMap<string, Id<'person'>>> {
  const { rows } = await sql<{ nonceHash: string; personId: Id<'person'> }>`
    update outreach.line_link set used_at = ${work.now}
    where nonce_hash = any(${nonceHashes}::text[]) and used_at is null and expires_at > ${work.now}
    returning nonce_hash, person_id`.execute(work.tx)
  return new Map(rows.map(({ nonceHash, personId }) => [nonceHash, personId]))
}

/** The people behind these users, by user. */
export async function linkedPeople(
  work: Work,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Id<'person'>>> {
  const { rows } = await sql<{ address: string; personId: Id<'person'> }>`
    select address, person_id from outreach.address
    where way = 'line' and address = any(${userIds}::text[])`.execute(work.tx)
  return new Map(rows.map(({ address, personId }) => [address, personId]))
}

/** SQL on friends, on what a shop says to them, and on both by day. No rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { Friend, Source } from '../model/friends.ts'

type Pair = Pick<Friend, 'merchantId' | 'personId'>

/** False when they were friends already. */
export async function insertFriend(work: Work, friend: Friend): Promise<boolean> {
  const { rows } = await sql`
    insert into channels.friend (merchant_id, person_id, source, since)
    values (${friend.merchantId}, ${friend.personId}, ${friend.source}, ${friend.since})
    on conflict do nothing returning person_id`.execute(work.tx)
  return rows.length > 0
}

/** The friendship that ended; null when there was none. */
export async function deleteFriend(work: Work, pair: Pair): Promise<Friend | null> {
  const { rows } = await sql<Friend>`
    delete from channels.friend
    where merchant_id = ${pair.merchantId} and person_id = ${pair.personId}
    returning merchant_id, person_id, source, since`.execute(work.tx)
  return rows[0] ?? null
}

export async function friendOf(work: Work, pair: Pair): Promise<Friend | null> {
  const { rows } = await sql<Friend>`
    select merchant_id, person_id, source, since from channels.friend
    where merchant_id = ${pair.merchantId} and person_id = ${pair.personId}`.execute(work.tx)
  return rows[0] ?? null
}

/** Those of these people who are friends of the shop. */
export async function friendsIn(
  work: Work,
  merchantId: Id<'merchant'>,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlySet<Id<'person'>>> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select person_id from channels.friend
    where merchant_id = ${merchantId} and person_id = any(${personIds}::uuid[])`.execute(work.tx)
  return new Set(rows.map(({ personId }) => personId))
}

/** Those of these shops that a person is a friend of. */
export async function followedAmong(
  work: Work,
  personId: Id<'person'>,
  merchantIds: readonly Id<'merchant'>[],
): Promise<ReadonlySet<Id<'merchant'>>> {
  const { rows } = await sql<{ merchantId: Id<'merchant'> }>`
    select merchant_id from channels.friend
    where person_id = ${personId} and merchant_id = any(${merchantIds}::uuid[])`.execute(work.tx)
  return new Set(rows.map(({ merchantId }) => merchantId))
}

/** The shops a person is a friend of, the latest first. */
export async function friendsOfPerson(
  work: Work,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly Friend[]> {
  const { rows } = await sql<Friend>`
    select merchant_id, person_id, source, since from channels.friend
    where person_id = ${personId} order by since desc, merchant_id limit ${limit}`.execute(work.tx)
  return rows
}

/** Marks that a friend was welcomed; false when they were before, or are no friend any more (CH4). */
export async function markWelcomed(work: Work, pair: Pair): Promise<boolean> {
  const { rows } = await sql`
    update channels.friend set welcomed_at = ${work.now}
    where merchant_id = ${pair.merchantId} and person_id = ${pair.personId}
      and welcomed_at is null
    returning person_id`.execute(work.tx)
  return rows.length > 0
}

export type SourceCount = { readonly source: Source; readonly friends: number }

/** How many friends a shop has, by where they came from, the most first. */
export async function friendsBySource(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly SourceCount[]> {
  const { rows } = await sql<SourceCount>`
    select source, count(*)::integer as friends from channels.friend
    where merchant_id = ${merchantId} group by source
    order by friends desc, source`.execute(work.tx)
  return rows
}

/** How many friends a shop has. Counted, never kept: a million take some tenth of a second. */
export async function friendCount(work: Work, merchantId: Id<'merchant'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from channels.friend
    where merchant_id = ${merchantId}`.execute(work.tx)
  return rows[0]?.count ?? 0
}

export type FriendDay = {
  readonly day: Day
  readonly followed: number
  readonly left: number
  readonly blocked: number
  readonly muted: number
}
export type FriendDayChange = FriendDay & {
  readonly merchantId: Id<'merchant'>
  readonly source: string
}

/** Adds to the figures by day; one row for each shop, day and source. */
export async function addToDays(work: Work, added: readonly FriendDayChange[]): Promise<void> {
  if (added.length === 0) return
  const column = <Key extends keyof FriendDayChange>(key: Key) => added.map((row) => row[key])
  await sql`
    insert into channels.friend_day as d
      (merchant_id, day, source, followed, left_count, blocked, muted)
    select merchant_id, day, source, sum(followed), sum(left_count), sum(blocked), sum(muted)
    from unnest(
      ${column('merchantId')}::uuid[], ${column('day')}::date[], ${column('source')}::text[],
      ${column('followed')}::integer[], ${column('left')}::integer[], ${column('blocked')}::integer[],
      ${column('muted')}::integer[]
    ) as added (merchant_id, day, source, followed, left_count, blocked, muted)
    group by merchant_id, day, source order by merchant_id, day, source
    on conflict (merchant_id, day, source) do update set
      followed = d.followed + excluded.followed,
      left_count = d.left_count + excluded.left_count,
      blocked = d.blocked + excluded.blocked, muted = d.muted + excluded.muted`.execute(work.tx)
}

/** A shop's days of a stretch, those on which something happened, oldest first. */
export async function friendDays(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<readonly FriendDay[]> {
  const { rows } = await sql<FriendDay>`
    select to_char(day, 'YYYY-MM-DD') as day, sum(followed)::integer as followed,
      sum(left_count)::integer as left, sum(blocked)::integer as blocked,
      sum(muted)::integer as muted
    from channels.friend_day
    where merchant_id = ${merchantId} and day between ${from}::date and ${until}::date
    group by 1 order by 1`.execute(work.tx)
  return rows
}

export async function greetingsOf(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<ReadonlyMap<Id<'merchant'>, string>> {
  const { rows } = await sql<{ merchantId: Id<'merchant'>; greeting: string }>`
    select merchant_id, greeting from channels.channel
    where merchant_id = any(${merchantIds}::uuid[])`.execute(work.tx)
  return new Map(rows.map(({ merchantId, greeting }) => [merchantId, greeting]))
}

export async function saveGreeting(
  work: Work,
  merchantId: Id<'merchant'>,
  greeting: string,
): Promise<void> {
  await sql`
    insert into channels.channel (merchant_id, greeting, changed_at)
    values (${merchantId}, ${greeting}, ${work.now})
    on conflict (merchant_id) do update set
      greeting = excluded.greeting, changed_at = excluded.changed_at`.execute(work.tx)
}

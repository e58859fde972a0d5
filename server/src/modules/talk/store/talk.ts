/** The SQL of talks. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { TalkRow } from '../model/message.ts'
import type { Side, Talk } from '../model/talk.ts'

const columns = sql.raw(
  `t.id, t.merchant_id, t.person_id, t.place_id, t.state, t.blocked_by, t.assigned_to, t.opened_at,
   t.last_at, t.last_number, t.person_read, t.shop_read, t.person_unread, t.shop_unread, t.unanswered,
   t.unanswered_since, t.asked_at, t.answered_at, t.away_until, t.told_number`,
)

/** A talk; locked until the work ends. */
export async function lockTalk(work: Work, id: Id<'talk'>): Promise<Talk | null> {
  const { rows } = await sql<Talk>`
    select ${columns} from talk.talk t where id = ${id} for no key update`.execute(work.tx)
  return rows[0] ?? null
}

export async function talkById(work: Work, id: Id<'talk'>): Promise<Talk | null> {
  const { rows } = await sql<Talk>`select ${columns} from talk.talk t where id = ${id}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

export type Pair = { readonly merchantId: Id<'merchant'>; readonly personId: Id<'person'> }

export async function talkOfPair(work: Work, { merchantId, personId }: Pair): Promise<Talk | null> {
  const { rows } = await sql<Talk>`
    select ${columns} from talk.talk t
    where merchant_id = ${merchantId} and person_id = ${personId}`.execute(work.tx)
  return rows[0] ?? null
}

/** Puts a talk there, unless the pair has one. */
export async function insertTalk(
  work: Work,
  talk: Pick<Talk, 'id' | 'merchantId' | 'personId' | 'placeId'>,
): Promise<boolean> {
  const { id, merchantId, personId, placeId } = talk
  const { rows } = await sql`
    insert into talk.talk (id, merchant_id, person_id, place_id, state, opened_at, last_at)
    values (${id}, ${merchantId}, ${personId}, ${placeId}, 'open', ${work.now}, ${work.now})
    on conflict do nothing returning id`.execute(work.tx)
  return rows.length === 1
}

/** Whom these talks are with. */
export async function peopleOfTalks(
  work: Work,
  ids: readonly Id<'talk'>[],
): Promise<ReadonlyMap<Id<'talk'>, Id<'person'>>> {
  const { rows } = await sql<Pick<Talk, 'id' | 'personId'>>`
    select id, person_id from talk.talk where id = any(${ids}::uuid[])`.execute(work.tx)
  return new Map(rows.map(({ id, personId }) => [id, personId]))
}

/** How many talks somebody opened since an instant; stops counting above the limit. */
export async function countOpenedSince(
  work: Work,
  personId: Id<'person'>,
  since: Date,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from talk.talk where person_id = ${personId} and opened_at >= ${since} limit ${limit}
    ) as opened`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** Writes what may change of a locked talk. */
export async function saveTalk(work: Work, talk: Talk): Promise<void> {
  await sql`
    update talk.talk set state = ${talk.state}, blocked_by = ${talk.blockedBy},
      assigned_to = ${talk.assignedTo}, place_id = ${talk.placeId}, last_at = ${talk.lastAt},
      last_number = ${talk.lastNumber}, person_read = ${talk.personRead},
      shop_read = ${talk.shopRead}, person_unread = ${talk.personUnread},
      shop_unread = ${talk.shopUnread}, unanswered = ${talk.unanswered},
      unanswered_since = ${talk.unansweredSince}, asked_at = ${talk.askedAt},
      answered_at = ${talk.answeredAt}, away_until = ${talk.awayUntil}, told_number = ${talk.toldNumber}
    where id = ${talk.id}`.execute(work.tx)
}

/** Where a page of talks goes on: that of the last talk of the page before. */
export type TalkKey = { readonly lastAt: Date; readonly id: string }

const rowColumns = sql`${columns}, m.kind as last_kind, m.text as last_text, m.side as last_side`
/**
 * The newest message that a list shows to a side: people never see a note of the shop, and the shop
 * wants to read what it was asked, not what it answers by itself (TA19).
 */
const newest = (side: Side) => sql`
  left join lateral (
    select kind, text, side from talk.message
    where talk_id = t.id and kind <> ${side === 'person' ? 'hand-over' : 'away'}
    order by number desc limit 1
  ) m on true`
const beyond = (after: TalkKey | null) =>
  after === null ? sql`true` : sql`(t.last_at, t.id) < (${after.lastAt}, ${after.id}::uuid)`

/** The talks of a person in which something was written, the latest first. */
export async function talksOfPerson(
  work: Work,
  personId: Id<'person'>,
  after: TalkKey | null,
  limit: number,
): Promise<readonly TalkRow[]> {
  const { rows } = await sql<TalkRow>`
    select ${rowColumns} from talk.talk t ${newest('person')}
    where t.person_id = ${personId} and t.last_number > 0 and ${beyond(after)}
    order by t.last_at desc, t.id desc limit ${limit}`.execute(work.tx)
  return rows
}

export type TalkFilter = 'open' | 'mine' | 'free' | 'closed'

function shownBy(show: TalkFilter, asker: Id<'person'>) {
  switch (show) {
    case 'open':
      return sql`t.state = 'open'`
    case 'mine':
      return sql`t.state = 'open' and t.assigned_to = ${asker}`
    case 'free':
      return sql`t.state = 'open' and t.assigned_to is null`
    case 'closed':
      return sql`t.state = 'closed'`
  }
}

/** The talks of a shop, the latest first. */
export async function talksOfShop(
  work: Work,
  merchantId: Id<'merchant'>,
  wanted: { readonly show: TalkFilter; readonly asker: Id<'person'> },
  after: TalkKey | null,
  limit: number,
): Promise<readonly TalkRow[]> {
  const { rows } = await sql<TalkRow>`
    select ${rowColumns} from talk.talk t ${newest('shop')}
    where t.merchant_id = ${merchantId} and t.last_number > 0
      and ${shownBy(wanted.show, wanted.asker)} and ${beyond(after)}
    order by t.last_at desc, t.id desc limit ${limit}`.execute(work.tx)
  return rows
}

export type TalkCounts = {
  readonly open: number
  readonly mine: number
  readonly free: number
  /** Messages that nobody of the shop has read. */
  readonly unread: number
}

export async function talkCounts(
  work: Work,
  merchantId: Id<'merchant'>,
  asker: Id<'person'>,
): Promise<TalkCounts> {
  const { rows } = await sql<TalkCounts>`
    select count(*) filter (where state = 'open')::integer as open,
      count(*) filter (where state = 'open' and assigned_to = ${asker})::integer as mine,
      count(*) filter (where state = 'open' and assigned_to is null)::integer as free,
      coalesce(sum(shop_unread), 0)::integer as unread
    from talk.talk where merchant_id = ${merchantId} and last_number > 0`.execute(work.tx)
  return rows[0] ?? { open: 0, mine: 0, free: 0, unread: 0 }
}

/** What a person has not read, over all their talks. */
export async function unreadOfPerson(work: Work, personId: Id<'person'>): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select coalesce(sum(person_unread), 0)::integer as unread
    from talk.talk where person_id = ${personId}`.execute(work.tx)
  return rows[0]?.unread ?? 0
}

/** Gives the talks of somebody who left the shop back to everybody. */
export async function freeTalksOf(
  work: Work,
  merchantId: Id<'merchant'>,
  staffId: Id<'person'>,
): Promise<void> {
  await sql`
    update talk.talk set assigned_to = null
    where merchant_id = ${merchantId} and assigned_to = ${staffId}`.execute(work.tx)
}

/** Keeps that somebody of the shop looked into a talk, on this day of the market. */
export async function addReading(
  work: Work,
  talkId: Id<'talk'>,
  readerId: Id<'person'>,
  day: string,
): Promise<void> {
  await sql`
    insert into talk.reading as r (talk_id, reader_id, day, times, last_at)
    values (${talkId}, ${readerId}, ${day}, 1, ${work.now})
    on conflict (talk_id, reader_id, day)
    do update set times = r.times + 1, last_at = excluded.last_at`.execute(work.tx)
}

export type Reading = {
  readonly readerId: Id<'person'>
  readonly day: string
  readonly times: number
  readonly lastAt: Date
}

/** Who of the shop looked into a talk, the latest first. */
export async function readingsOf(
  work: Work,
  talkId: Id<'talk'>,
  limit: number,
): Promise<readonly Reading[]> {
  const { rows } = await sql<Reading>`
    select reader_id, to_char(day, 'YYYY-MM-DD') as day, times, last_at from talk.reading
    where talk_id = ${talkId} order by last_at desc limit ${limit}`.execute(work.tx)
  return rows
}

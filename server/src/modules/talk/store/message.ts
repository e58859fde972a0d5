/** The SQL of what is written in talks. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Message } from '../model/message.ts'
import type { Side } from '../model/talk.ts'

const columns = sql.raw(
  'm.id, m.talk_id, m.number, m.merchant_id, m.side, m.by_id, m.kind, m.text, m.picture_id, m.card, m.at',
)

export async function insertMessage(
  work: Work,
  message: Message,
  { said, words }: { readonly said: string; readonly words: string },
): Promise<void> {
  const { id, talkId, number, merchantId, side, byId, kind, text, pictureId, card, at } = message
  await sql`
    insert into talk.message
      (id, talk_id, number, merchant_id, side, by_id, kind, text, picture_id, card, said, words, at)
    values (${id}, ${talkId}, ${number}, ${merchantId}, ${side}, ${byId}, ${kind}, ${text},
      ${pictureId}, ${card === null ? null : JSON.stringify(card)}::jsonb, ${said}, ${words},
      ${at})`.execute(work.tx)
}

/** A message by its id, with what tells a repeat. */
export async function messageById(
  work: Work,
  id: Id<'talk-message'>,
): Promise<(Message & { readonly said: string }) | null> {
  const { rows } = await sql<Message & { said: string }>`
    select ${columns}, m.said from talk.message m where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** Messages of a talk, the newest first, as a side sees them; those before a number where one is given. */
export async function messagesOf(
  work: Work,
  talkId: Id<'talk'>,
  side: Side,
  before: number | null,
  limit: number,
): Promise<readonly Message[]> {
  const { rows } = await sql<Message>`
    select ${columns} from talk.message m
    where talk_id = ${talkId}
      and ${before === null ? sql`true` : sql`number < ${before}`}
      and ${side === 'person' ? sql`kind <> 'hand-over'` : sql`true`}
    order by number desc limit ${limit}`.execute(work.tx)
  return rows
}

/** How much of the other side stands behind a mark (TA6). */
export async function countNews(
  work: Work,
  talkId: Id<'talk'>,
  side: Side,
  mark: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from talk.message
    where talk_id = ${talkId} and number > ${mark} and side <> ${side}
      and kind <> 'hand-over'`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** A picture that a talk shows, and which side it came from; null where it shows no such one. */
export async function pictureIn(
  work: Work,
  talkId: Id<'talk'>,
  pictureId: Id<'picture'>,
): Promise<{ readonly side: Side } | null> {
  const { rows } = await sql<{ side: Side }>`
    select side from talk.message where talk_id = ${talkId} and picture_id = ${pictureId}
    limit 1`.execute(work.tx)
  return rows[0] ?? null
}

/** Messages that one search looks through: the newest of the shop. */
const SEARCHED_MAX = 50_000

/**
 * The newest messages of a shop that hold some letters.
 *
 * Goes through the shop's own messages instead of an index of letters: two syllables make no trigram.
 */
export async function searchMessages(
  work: Work,
  merchantId: Id<'merchant'>,
  sought: string,
  limit: number,
): Promise<readonly Message[]> {
  const { rows } = await sql<Message>`
    select ${columns} from (
      select * from talk.message where merchant_id = ${merchantId}
      order by at desc limit ${SEARCHED_MAX}
    ) m
    where position(${sought} in m.words) > 0
    order by m.at desc, m.number desc limit ${limit}`.execute(work.tx)
  return rows
}

export type Forgotten = { readonly talkId: Id<'talk'>; readonly pictureId: Id<'picture'> | null }

/** Deletes messages that are older than their shop keeps them, and answers whose they were (TA16). */
export async function deleteOldMessages(
  work: Work,
  keptDaysUnlessSaid: number,
  keptDaysMin: number,
  limit: number,
): Promise<readonly Forgotten[]> {
  const { rows } = await sql<Forgotten>`
    delete from talk.message where id in (
      select m.id from talk.message m left join talk.desk d using (merchant_id)
      where m.at < ${work.now}::timestamptz - make_interval(days => ${keptDaysMin})
        and m.at < ${work.now}::timestamptz
          - make_interval(days => coalesce(d.kept_days, ${keptDaysUnlessSaid}))
      order by m.at, m.number limit ${limit} for update of m skip locked
    ) returning talk_id, picture_id`.execute(work.tx)
  return rows
}

/** Counts anew what is unread in talks of which messages were deleted. */
export async function countAnew(work: Work, talkIds: readonly Id<'talk'>[]): Promise<void> {
  await sql`
    with locked as (
      select id from talk.talk where id = any(${talkIds}::uuid[]) order by id for no key update
    )
    update talk.talk t set
      person_unread = (
        select count(*) from talk.message m
        where m.talk_id = t.id and m.number > t.person_read and m.side = 'shop'
          and m.kind <> 'hand-over'),
      shop_unread = (
        select count(*) from talk.message m
        where m.talk_id = t.id and m.number > t.shop_read and m.side = 'person')
    from locked where t.id = locked.id`.execute(work.tx)
}

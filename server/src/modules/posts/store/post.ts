/** The SQL of posts, likes, reach and marks. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Post } from '../model/post.ts'

const columns = sql.raw(
  `p.id, p.merchant_id, p.place_id, p.text, p.picture_ids, p.offer_id, p.publish_at, p.is_pinned,
   p.edited_at, p.hidden_at, p.hidden_reason, p.likes, p.comments, p.reach, p.written_at`,
)
const isOut = (work: Work) => sql`p.publish_at <= ${work.now} and p.hidden_at is null`

/** Where a list goes on. */
export type PostKey = { readonly at: Date; readonly id: string }
const beyond = (after: PostKey | null) =>
  after === null ? sql`true` : sql`(p.publish_at, p.id) < (${after.at}, ${after.id}::uuid)`

export async function insertPost(work: Work, post: Post): Promise<void> {
  await sql`
    insert into posts.post
      (id, merchant_id, place_id, text, picture_ids, offer_id, publish_at, written_at)
    values (${post.id}, ${post.merchantId}, ${post.placeId}, ${post.text},
      ${post.pictureIds}::uuid[], ${post.offerId}, ${post.publishAt}, ${post.writtenAt})`.execute(
    work.tx,
  )
}

export async function updatePost(work: Work, post: Post): Promise<void> {
  await sql`
    update posts.post set place_id = ${post.placeId}, text = ${post.text},
      picture_ids = ${post.pictureIds}::uuid[], offer_id = ${post.offerId},
      publish_at = ${post.publishAt}, edited_at = ${post.editedAt}, is_pinned = ${post.isPinned},
      hidden_at = ${post.hiddenAt}, hidden_reason = ${post.hiddenReason}
    where id = ${post.id}`.execute(work.tx)
}

export async function deletePost(work: Work, id: Id<'post'>): Promise<void> {
  await sql`delete from posts.post where id = ${id}`.execute(work.tx)
}

/** A post; locked until the work ends. */
export async function lockPost(work: Work, id: Id<'post'>): Promise<Post | null> {
  const { rows } = await sql<Post>`
    select ${columns} from posts.post p where id = ${id} for no key update`.execute(work.tx)
  return rows[0] ?? null
}

export async function postById(work: Work, id: Id<'post'>): Promise<Post | null> {
  const { rows } = await sql<Post>`select ${columns} from posts.post p where id = ${id}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

export async function postsById(
  work: Work,
  ids: readonly Id<'post'>[],
): Promise<ReadonlyMap<Id<'post'>, Post>> {
  const { rows } = await sql<Post>`
    select ${columns} from posts.post p where p.id = any(${ids}::uuid[])`.execute(work.tx)
  return new Map(rows.map((post) => [post.id, post]))
}

/** Holds what a shop writes and pins, so that what is counted stays so until the work ends (PO13). */
export async function lockShop(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`posts.shop/${merchantId}`}, 0))`.execute(
    work.tx,
  )
}

/** How many posts a shop wrote since an instant, and how many it has pinned. Lock the shop first. */
export async function countsOfShop(
  work: Work,
  merchantId: Id<'merchant'>,
  since: Date,
): Promise<{ readonly written: number; readonly pinned: number }> {
  const { rows } = await sql<{ written: number; pinned: number }>`
    select count(*) filter (where written_at >= ${since})::integer as written,
      count(*) filter (where is_pinned)::integer as pinned
    from posts.post where merchant_id = ${merchantId}`.execute(work.tx)
  return rows[0] ?? { written: 0, pinned: 0 }
}

export type ShopFilter = 'out' | 'coming' | 'draft'

/** The posts of a shop, for its people: the latest first, of drafts those written last. */
export async function postsOfShop(
  work: Work,
  merchantId: Id<'merchant'>,
  show: ShopFilter,
  limit: number,
): Promise<readonly Post[]> {
  const wanted = {
    out: sql`p.publish_at <= ${work.now}`,
    coming: sql`p.publish_at > ${work.now}`,
    draft: sql`p.publish_at is null`,
  }[show]
  const { rows } = await sql<Post>`
    select ${columns} from posts.post p where p.merchant_id = ${merchantId} and ${wanted}
    order by p.is_pinned desc, p.publish_at desc nulls last, p.written_at desc, p.id desc
    limit ${limit}`.execute(work.tx)
  return rows
}

/** What is out at a place, pinned ones first: in the branch's words where it has some (PO3). */
export async function postsAtPlace(
  work: Work,
  place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> },
  limit: number,
): Promise<readonly Post[]> {
  const { rows } = await sql<Post & { ownText: string | null }>`
    select ${columns}, b.text as own_text from posts.post p
    left join posts.branch b on b.post_id = p.id and b.place_id = ${place.id}
    where p.merchant_id = ${place.merchantId} and ${isOut(work)}
      and (p.place_id is null or p.place_id = ${place.id})
      and b.is_left_out is not true
    order by p.is_pinned desc, p.publish_at desc, p.id desc limit ${limit}`.execute(work.tx)
  return rows.map(({ ownText, ...post }) => ({ ...post, text: ownText ?? post.text }))
}

/** What is out of these shops, the latest first. */
export async function postsOfShops(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  after: PostKey | null,
  limit: number,
): Promise<readonly Post[]> {
  const { rows } = await sql<Post>`
    select ${columns} from posts.post p
    where p.merchant_id = any(${merchantIds}::uuid[]) and ${isOut(work)} and ${beyond(after)}
    order by p.publish_at desc, p.id desc limit ${limit}`.execute(work.tx)
  return rows
}

/** How much came out of these shops since an instant; stops counting at the limit. */
export async function countSince(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  since: Date,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from posts.post p
      where p.merchant_id = any(${merchantIds}::uuid[]) and p.publish_at > ${since}
        and ${isOut(work)} limit ${limit}
    ) as fresh`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** Posts whose time has come and of which nobody was told; locked. */
export async function lockDue(work: Work, limit: number): Promise<readonly Post[]> {
  const { rows } = await sql<Post>`
    with due as (
      select id from posts.post where announced_at is null and publish_at <= ${work.now}
      order by publish_at limit ${limit} for no key update skip locked
    )
    update posts.post p set announced_at = ${work.now} from due where p.id = due.id
    returning ${columns}`.execute(work.tx)
  return rows
}

/** Likes a post, or takes that back; counts what changed (PO5). */
export async function setLike(
  work: Work,
  postId: Id<'post'>,
  personId: Id<'person'>,
  isLiked: boolean,
): Promise<void> {
  const changed = isLiked
    ? sql`insert into posts.like (post_id, person_id, at) values (${postId}, ${personId}, ${work.now})
        on conflict do nothing returning 1`
    : sql`delete from posts.like where post_id = ${postId} and person_id = ${personId} returning 1`
  const step = isLiked ? sql`+ 1` : sql`- 1`
  await sql`
    with changed as (${changed})
    update posts.post set likes = likes ${step}
    where id = ${postId} and exists (select from changed)`.execute(work.tx)
}

/** Which of these posts somebody likes. */
export async function likedAmong(
  work: Work,
  personId: Id<'person'>,
  ids: readonly Id<'post'>[],
): Promise<ReadonlySet<Id<'post'>>> {
  const { rows } = await sql<{ postId: Id<'post'> }>`
    select post_id from posts.like
    where person_id = ${personId} and post_id = any(${ids}::uuid[])`.execute(work.tx)
  return new Set(rows.map(({ postId }) => postId))
}

/** Counts that somebody saw posts that are out: each once (PO11). Posts are locked in order. */
export async function addSeen(
  work: Work,
  personId: Id<'person'>,
  ids: readonly Id<'post'>[],
): Promise<void> {
  await sql`
    with there as (
      select p.id from posts.post p where p.id = any(${ids}::uuid[]) and ${isOut(work)}
      order by p.id for no key update
    ), fresh as (
      insert into posts.seen (post_id, person_id, at)
      select id, ${personId}, ${work.now} from there
      on conflict do nothing returning post_id
    )
    update posts.post p set reach = p.reach + 1 from fresh where p.id = fresh.post_id`.execute(
    work.tx,
  )
}

/** Up to when somebody has looked at their timeline; null when they never have. */
export async function markOf(work: Work, personId: Id<'person'>): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select at from posts.mark where person_id = ${personId}`.execute(work.tx)
  return rows[0]?.at ?? null
}

/** Moves a mark forward, never back. */
export async function saveMark(work: Work, personId: Id<'person'>, at: Date): Promise<void> {
  await sql`
    insert into posts.mark as m (person_id, at) values (${personId}, ${at})
    on conflict (person_id) do update set at = greatest(m.at, excluded.at)`.execute(work.tx)
}

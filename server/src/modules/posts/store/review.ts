/** The SQL of reports and appeals. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Appeal, Ground } from '../model/post.ts'

export type Review = {
  readonly id: Id<'post-review'>
  readonly kind: 'report' | 'appeal'
  readonly postId: Id<'post'> | null
  readonly commentId: Id<'post-comment'> | null
  readonly askedBy: Id<'person'>
  /** Of a report. */
  readonly ground: Ground | null
  readonly text: string | null
  readonly askedAt: Date
  readonly decision: 'hide' | 'keep' | null
}

/** Puts a case into the queue; false when this person did so before. */
export async function insertReview(work: Work, review: Review): Promise<boolean> {
  const { id, kind, postId, commentId, askedBy, ground, text, askedAt } = review
  const { rows } = await sql`
    insert into posts.review (id, kind, post_id, comment_id, asked_by, ground, text, asked_at)
    values (${id}, ${kind}, ${postId}, ${commentId}, ${askedBy}, ${ground}, ${text}, ${askedAt})
    on conflict do nothing returning id`.execute(work.tx)
  return rows.length === 1
}

export async function lockReview(work: Work, id: Id<'post-review'>): Promise<Review | null> {
  const { rows } = await sql<Review>`
    select id, kind, post_id, comment_id, asked_by, ground, text, asked_at, decision
    from posts.review where id = ${id} for update`.execute(work.tx)
  return rows[0] ?? null
}

type Case = Pick<Review, 'postId' | 'commentId' | 'kind'>

/** Decides what is asked of a thing: all cases of one kind together. */
export async function decideReviews(
  work: Work,
  { postId, commentId, kind }: Case,
  decision: 'hide' | 'keep',
  decidedBy: Id<'person'> | null,
): Promise<void> {
  await sql`
    update posts.review
    set decision = ${decision}, decided_by = ${decidedBy}, decided_at = ${work.now}
    where decision is null and kind = ${kind}
      and post_id is not distinct from ${postId}
      and comment_id is not distinct from ${commentId}`.execute(work.tx)
}

/** Notes why the shop keeps a reported comment; answers how many reports that is said of. */
export async function noteKept(
  work: Work,
  commentId: Id<'post-comment'>,
  reason: string,
): Promise<number> {
  const { rows } = await sql`
    update posts.review set kept_reason = ${reason}
    where comment_id = ${commentId} and kind = 'report' and decision is null
      and kept_reason is null
    returning id`.execute(work.tx)
  return rows.length
}

export type Counted = { readonly ground: Ground; readonly count: number }

/** Why people reported comments, as far as nobody has decided: how many for each ground, and never who. */
export async function groundsOf(
  work: Work,
  commentIds: readonly Id<'post-comment'>[],
): Promise<ReadonlyMap<Id<'post-comment'>, readonly Counted[]>> {
  const { rows } = await sql<Counted & { commentId: Id<'post-comment'> }>`
    select comment_id, ground, count(*)::integer as count from posts.review
    where comment_id = any(${commentIds}::uuid[]) and kind = 'report' and decision is null
    group by comment_id, ground order by count(*) desc, ground`.execute(work.tx)
  const grouped = Map.groupBy(rows, ({ commentId }) => commentId)
  return new Map(
    Array.from(grouped, ([id, counted]) => [
      id,
      counted.map(({ ground, count }) => ({ ground, count })),
    ]),
  )
}

/** How far the appeals for these things are; those nobody appealed for are missing. */
export async function appealsFor(
  work: Work,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Appeal>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; waits: boolean }>`
    select coalesce(comment_id, post_id) as id, bool_or(decision is null) as waits
    from posts.review
    where kind = 'appeal'
      and (comment_id = any(${ids}::uuid[]) or post_id = any(${ids}::uuid[]))
    group by 1`.execute(work.tx)
  return new Map(rows.map(({ id, waits }) => [id, waits ? 'waits' : 'decided']))
}

/** Whether the operator heard an appeal for a comment, and let it stand. */
export async function wasRestored(work: Work, commentId: Id<'post-comment'>): Promise<boolean> {
  const { rows } = await sql`
    select 1 from posts.review
    where comment_id = ${commentId} and kind = 'appeal' and decision = 'keep' limit 1`.execute(
    work.tx,
  )
  return rows.length > 0
}

/** What people ask of one thing, as the operator sees it: all reports of it are one case. */
export type OpenCase = Pick<Review, 'id' | 'kind' | 'postId' | 'commentId' | 'askedAt'> & {
  readonly merchantId: Id<'merchant'>
  readonly aboutText: string
  readonly pictureIds: readonly Id<'picture'>[]
  readonly hiddenReason: string | null
  /** How many ask it. */
  readonly people: number
  readonly grounds: readonly Ground[]
  /** In their words, the first few. */
  readonly texts: readonly string[]
  /** Why the shop keeps it; null where it has not said so. */
  readonly keptReason: string | null
}

const TEXTS_SHOWN_MAX = 5

/** The cases that wait, the oldest first. */
export async function openCases(
  work: Work,
  kind: Review['kind'],
  limit: number,
): Promise<readonly OpenCase[]> {
  const { rows } = await sql<OpenCase>`
    with open as (
      select (array_agg(id order by asked_at, id))[1] as id, kind, post_id, comment_id,
        min(asked_at) as asked_at, count(*)::integer as people,
        coalesce(array_agg(distinct ground) filter (where ground is not null), '{}') as grounds,
        coalesce(
          (array_agg(text order by asked_at, id) filter (where text is not null))
            [1:${sql.raw(String(TEXTS_SHOWN_MAX))}], '{}') as texts,
        max(kept_reason) as kept_reason
      from posts.review where decision is null and kind = ${kind}
      group by kind, post_id, comment_id
      order by min(asked_at), 1 limit ${limit}
    )
    select o.*, coalesce(c.merchant_id, p.merchant_id) as merchant_id,
      coalesce(c.text, p.text) as about_text, coalesce(p.picture_ids, '{}') as picture_ids,
      coalesce(c.hidden_reason, p.hidden_reason) as hidden_reason
    from open o
    left join posts.post p on p.id = o.post_id
    left join posts.comment c on c.id = o.comment_id
    order by o.asked_at, o.id`.execute(work.tx)
  return rows
}

/** The SQL of comments, words and reviews. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Comment } from '../model/post.ts'

const columns = sql.raw(
  `c.id, c.post_id, c.merchant_id, c.author_id, c.side, c.answers_id, c.text, c.at, c.hidden_by,
   c.hidden_reason, c.is_answered`,
)

/** Writes a comment and counts it; false when the id is taken. */
export async function insertComment(work: Work, comment: Comment): Promise<boolean> {
  const { id, postId, merchantId, authorId, side, answersId, text, at, hiddenBy } = comment
  const { rows } = await sql`
    insert into posts.comment
      (id, post_id, merchant_id, author_id, side, answers_id, text, at, hidden_by, hidden_reason)
    values (${id}, ${postId}, ${merchantId}, ${authorId}, ${side}, ${answersId}, ${text}, ${at},
      ${hiddenBy}, ${comment.hiddenReason})
    on conflict do nothing returning id`.execute(work.tx)
  return rows.length === 1
}

export async function lockComment(work: Work, id: Id<'post-comment'>): Promise<Comment | null> {
  const { rows } = await sql<Comment>`
    select ${columns} from posts.comment c where id = ${id} for no key update`.execute(work.tx)
  return rows[0] ?? null
}

export async function saveComment(work: Work, comment: Comment): Promise<void> {
  await sql`
    update posts.comment set hidden_by = ${comment.hiddenBy},
      hidden_reason = ${comment.hiddenReason}, is_answered = ${comment.isAnswered}
    where id = ${comment.id}`.execute(work.tx)
}

export async function deleteComment(work: Work, id: Id<'post-comment'>): Promise<void> {
  await sql`delete from posts.comment where id = ${id}`.execute(work.tx)
}

/** Counts anew what everybody sees below a post. */
export async function recount(work: Work, postId: Id<'post'>): Promise<void> {
  await sql`
    update posts.post set comments = (
      select count(*) from posts.comment where post_id = ${postId} and hidden_by is null
    ) where id = ${postId}`.execute(work.tx)
}

/** The comments of a post, the oldest first: those that everybody sees, and the asker's own (PO8). */
export async function commentsOfPost(
  work: Work,
  postId: Id<'post'>,
  askerId: Id<'person'> | null,
  limit: number,
): Promise<readonly Comment[]> {
  const { rows } = await sql<Comment>`
    select ${columns} from posts.comment c
    where c.post_id = ${postId} and (c.hidden_by is null or c.author_id = ${askerId})
    order by c.at, c.answers_id nulls first, c.id limit ${limit}`.execute(work.tx)
  return rows
}

export type CommentFilter = 'unanswered' | 'reported' | 'hidden' | 'all'

/** What people wrote below a shop's posts, the latest first. */
export async function commentsOfShop(
  work: Work,
  merchantId: Id<'merchant'>,
  show: CommentFilter,
  limit: number,
): Promise<readonly Comment[]> {
  const wanted = {
    unanswered: sql`not c.is_answered and c.hidden_by is null`,
    reported: sql`exists (
      select from posts.review r
      where r.comment_id = c.id and r.kind = 'report' and r.decision is null
        and r.kept_reason is null)`,
    hidden: sql`c.hidden_by is not null`,
    all: sql`true`,
  }[show]
  const { rows } = await sql<Comment>`
    select ${columns} from posts.comment c
    where c.merchant_id = ${merchantId} and c.side = 'person' and ${wanted}
    order by c.at desc, c.id desc limit ${limit}`.execute(work.tx)
  return rows
}

export async function countCommentsSince(
  work: Work,
  authorId: Id<'person'>,
  since: Date,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from posts.comment where author_id = ${authorId} and at >= ${since} limit ${limit}
    ) as written`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** The words of a shop; null asks for those of the market. */
export async function wordsOf(
  work: Work,
  merchantId: Id<'merchant'> | null,
): Promise<readonly string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from posts.word where merchant_id = ${merchantId ?? NOBODY}
    order by word`.execute(work.tx)
  return rows.map(({ word }) => word)
}

/** The words of the market stand under the id of no shop. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

export async function saveWords(
  work: Work,
  merchantId: Id<'merchant'> | null,
  words: readonly string[],
): Promise<void> {
  const owner = merchantId ?? NOBODY
  await sql`
    with gone as (
      delete from posts.word where merchant_id = ${owner} and word <> all(${words}::text[])
    )
    insert into posts.word (merchant_id, word) select ${owner}, unnest(${words}::text[])
    on conflict do nothing`.execute(work.tx)
}

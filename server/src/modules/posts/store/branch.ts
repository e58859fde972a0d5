/** The SQL of branches that say a post their own way. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { BranchSays } from '../model/post.ts'

export type BranchKey = { readonly postId: Id<'post'>; readonly placeId: Id<'place'> }

export async function saveBranch(
  work: Work,
  { postId, placeId, text, isLeftOut }: BranchKey & BranchSays,
): Promise<void> {
  await sql`
    insert into posts.branch (post_id, place_id, text, is_left_out)
    values (${postId}, ${placeId}, ${text}, ${isLeftOut})
    on conflict (post_id, place_id)
    do update set text = excluded.text, is_left_out = excluded.is_left_out`.execute(work.tx)
}

/** Says the post there as everywhere again. */
export async function deleteBranch(work: Work, { postId, placeId }: BranchKey): Promise<void> {
  await sql`
    delete from posts.branch where post_id = ${postId} and place_id = ${placeId}`.execute(work.tx)
}

/** What branches say of a post in their own way. */
export async function branchesOf(
  work: Work,
  postId: Id<'post'>,
): Promise<ReadonlyMap<Id<'place'>, BranchSays>> {
  const { rows } = await sql<BranchSays & { placeId: Id<'place'> }>`
    select place_id, text, is_left_out from posts.branch where post_id = ${postId}`.execute(work.tx)
  return new Map(rows.map(({ placeId, ...says }) => [placeId, says]))
}

/** At how many branches each of these posts is said another way. */
export async function branchCounts(
  work: Work,
  ids: readonly Id<'post'>[],
): Promise<ReadonlyMap<Id<'post'>, number>> {
  const { rows } = await sql<{ postId: Id<'post'>; count: number }>`
    select post_id, count(*)::integer as count from posts.branch
    where post_id = any(${ids}::uuid[]) group by post_id`.execute(work.tx)
  return new Map(rows.map(({ postId, count }) => [postId, count]))
}

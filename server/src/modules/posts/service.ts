/** What the rest of the house asks of posts. */
import type { Id } from '../../kernel/id.ts'
import type { Invariant } from '../../platform/invariants.ts'
import type { Work } from '../../platform/work.ts'
import type { Post } from './model/post.ts'
import { invariants } from './store/invariants.ts'
import { postsAtPlace } from './store/post.ts'

/** What must hold in every database, for `verify`. */
export const postInvariants: readonly Invariant[] = invariants

/** What is out at a place, in the words of its branch, pinned ones first: for pages of the open web. */
export function postsOutAt(
  work: Work,
  place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> },
  limit: number,
): Promise<readonly Post[]> {
  return postsAtPlace(work, place, limit)
}

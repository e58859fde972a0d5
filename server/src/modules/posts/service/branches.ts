/** Branches say a post of the headquarters their own way: looked through, changed, taken back. */
import { allow, mayDecide, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { holdsTyped } from '../../places/model/hangul.ts'
import { branchNames, placesOf } from '../../places/service.ts'
import { ownSaying, type BranchSays, type Post } from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import { branchesOf, deleteBranch, saveBranch } from '../store/branch.ts'
import { lockPost, postById } from '../store/post.ts'
import type { ShopPost } from './writing.ts'

/** A post at one branch, as whoever changes it names it. */
export type BranchPost = ShopPost & { readonly placeId: Id<'place'> }

/** A branch, and what it says of a post: null for what all the others say. */
export type Branch = {
  readonly placeId: Id<'place'>
  readonly name: string
  readonly own: BranchSays | null
}
export type Branches = Page<Branch> & {
  /** What the post says where no branch says it another way. */
  readonly shared: string
  /** How many the asker may look at, and at how many of these the post is said another way. */
  readonly all: number
  readonly different: number
}

/**
 * The branches of a shop for one of its posts, in the order of their names. Who is limited to branches
 * sees these alone.
 *
 * @param find letters or initial consonants of the name; empty for all
 * @throws {Refused} `post.unknown`, `post.not-shared`, `access.forbidden`
 */
export async function postBranches(
  work: Work,
  key: ShopPost,
  asked: { readonly find: string; readonly isDifferent: boolean },
  page: PageRequest,
): Promise<Branches> {
  allow(mayServe(work.actor, key.merchantId))
  const { text: shared } = sharedPost(await postById(work, key.postId), key)
  const says = await branchesOf(work, key.postId)
  const branches = (await branchNames(work, key.merchantId)).map(({ id, name }): Branch => ({
    placeId: id,
    name,
    own: says.get(id) ?? null,
  }))
  const found = branches.filter(
    ({ name, own }) =>
      (!asked.isDifferent || own !== null) &&
      (asked.find.trim() === '' || holdsTyped(name, asked.find)),
  )
  const from = page.after === null ? 0 : found.findIndex((it) => it.placeId === page.after) + 1
  return {
    ...pageOf(found.slice(from, from + page.limit + 1), page.limit, ({ placeId }) => placeId),
    shared,
    all: branches.length,
    different: branches.filter(({ own }) => own !== null).length,
  }
}

function sharedPost(post: Post | null, { merchantId }: ShopPost): Post {
  if (post?.merchantId !== merchantId) throw new Refused(postRefusals, 'post.unknown')
  if (post.placeId !== null) throw new Refused(postRefusals, 'post.not-shared')
  return post
}

/**
 * Says a post of all places in a branch's own words, or leaves it out there; the words of all are none of
 * its own (PO3). Those who decide for the branch may.
 *
 * @throws {Refused} `post.unknown`, `post.not-shared`, `post.place-elsewhere`, `access.forbidden`
 */
export async function sayAtBranch(work: Work, key: BranchPost, says: BranchSays): Promise<void> {
  const post = await lockedAtBranch(work, key)
  const own = ownSaying(post.text, says)
  if (own === null) await deleteBranch(work, key)
  else await saveBranch(work, { postId: post.id, placeId: key.placeId, ...own })
}

/** Says a post at a branch as everywhere again; where it is said so already, that is well. */
export async function sayAsEverywhere(work: Work, key: BranchPost): Promise<void> {
  await lockedAtBranch(work, key)
  await deleteBranch(work, key)
}

async function lockedAtBranch(work: Work, key: BranchPost): Promise<Post> {
  const { merchantId, placeId } = key
  allow(mayDecide(work.actor, merchantId, placeId))
  const post = sharedPost(await lockPost(work, key.postId), key)
  const place = (await placesOf(work, [placeId])).get(placeId)
  if (place?.merchantId !== merchantId) throw new Refused(postRefusals, 'post.place-elsewhere')
  return post
}

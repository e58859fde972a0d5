/** A shop writes, changes, pins and deletes its posts; branches say them their own way. */
import { allow, mayDecide, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { isSame } from '../../../kernel/same.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { holdPictures, releasePictures } from '../../../platform/pictures.ts'
import type { Work } from '../../../platform/work.ts'
import { offersOf } from '../../offers/service.ts'
import { merchantOf, placesOf } from '../../places/service.ts'
import { postPublished, postRemoved } from '../events.ts'
import {
  editedAt,
  isOut,
  PINNED_MAX,
  POSTS_PER_DAY_MAX,
  type Appeal,
  type Post,
} from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import { branchCounts } from '../store/branch.ts'
import {
  countsOfShop,
  deletePost,
  insertPost,
  lockDue,
  lockPost,
  lockShop,
  postsOfShop,
  updatePost,
  type ShopFilter,
} from '../store/post.ts'
import { appealsFor } from '../store/review.ts'

const POSTS_SHOWN_MAX = 100
/** Posts that one round tells of. */
const PUBLISHED_AT_ONCE_MAX = 200

/** What a shop says of a post. */
export type Written = Pick<Post, 'text' | 'pictureIds' | 'offerId' | 'placeId' | 'publishAt'>

/** A post as its shop sees it: how many branches say it another way, and how far an appeal is. */
export type OwnPost = Post & { readonly branches: number; readonly appeal: Appeal | null }

/** The posts of a shop, for its people. @throws {Refused} `access.forbidden` */
export async function shopPosts(
  work: Work,
  merchantId: Id<'merchant'>,
  show: ShopFilter,
): Promise<readonly OwnPost[]> {
  allow(mayServe(work.actor, merchantId))
  return asOwn(work, await postsOfShop(work, merchantId, show, POSTS_SHOWN_MAX))
}

/** Adds to posts what their shop sees of them. */
export async function asOwn(work: Work, posts: readonly Post[]): Promise<readonly OwnPost[]> {
  const branches = await branchCounts(
    work,
    posts.map(({ id }) => id),
  )
  const hidden = posts.filter(({ hiddenAt }) => hiddenAt !== null)
  const appeals = await appealsFor(
    work,
    hidden.map(({ id }) => id),
  )
  return posts.map((post) => ({
    ...post,
    branches: branches.get(post.id) ?? 0,
    appeal: appeals.get(post.id) ?? null,
  }))
}

/**
 * Writes a post. Written again under its id it is the same post, as it was first.
 *
 * @throws {Refused} with a code of `postRefusals`, `merchant.unknown`, `picture.unknown`, `access.forbidden`
 */
export async function writePost(
  work: Work,
  merchantId: Id<'merchant'>,
  { id, ...written }: Written & { readonly id: Id<'post'> },
): Promise<Post> {
  await merchantOf(work, merchantId)
  allow(mayDecide(work.actor, merchantId, written.placeId))
  await lockShop(work, merchantId)
  const known = await lockPost(work, id)
  if (known) {
    if (known.merchantId !== merchantId) throw new Refused(postRefusals, 'post.unknown')
    return known
  }
  await check(work, merchantId, written)
  const since = new Date(work.now.getTime() - DAY_MS)
  const { written: today } = await countsOfShop(work, merchantId, since)
  if (today >= POSTS_PER_DAY_MAX) throw new Refused(postRefusals, 'post.too-many-today')
  await holdPictures(work, `merchant/${merchantId}`, written.pictureIds)
  const post: Post = {
    ...written,
    id,
    merchantId,
    isPinned: false,
    editedAt: null,
    hiddenAt: null,
    hiddenReason: null,
    likes: 0,
    comments: 0,
    reach: 0,
    writtenAt: work.now,
  }
  await insertPost(work, post)
  if (isOut(post, work.now)) await publishDue(work)
  return post
}

/** Changes a post; one that was out already says so (PO4). */
export async function changePost(work: Work, key: ShopPost, written: Written): Promise<Post> {
  const before = await lockedPost(work, key)
  allow(mayDecide(work.actor, key.merchantId, written.placeId))
  await check(work, key.merchantId, written)
  const { text, pictureIds, offerId, placeId } = before
  const isChanged = !isSame(
    { text, pictureIds, offerId, placeId },
    { ...written, publishAt: undefined },
  )
  await holdPictures(work, `merchant/${key.merchantId}`, written.pictureIds)
  await releasePictures(work, before.pictureIds)
  // What is out stays as old as it is; a draft, and what is to come, may get another time.
  const wasOut = before.publishAt !== null && before.publishAt <= work.now
  const publishAt = wasOut ? before.publishAt : written.publishAt
  const post: Post = {
    ...before,
    ...written,
    publishAt,
    editedAt: editedAt(before, isChanged, work.now),
  }
  await updatePost(work, post)
  if (isOut(post, work.now)) await publishDue(work)
  return post
}

async function check(work: Work, merchantId: Id<'merchant'>, written: Written): Promise<void> {
  const { text, pictureIds, placeId, offerId } = written
  if (text.trim() === '' && pictureIds.length === 0) throw new Refused(postRefusals, 'post.empty')
  const place = placeId && (await placesOf(work, [placeId])).get(placeId)
  if (placeId && (!place || place.merchantId !== merchantId)) {
    throw new Refused(postRefusals, 'post.place-elsewhere')
  }
  const offer = offerId && (await offersOf(work, [offerId])).get(offerId)
  if (offerId && (!offer || offer.merchantId !== merchantId)) {
    throw new Refused(postRefusals, 'post.offer-elsewhere')
  }
}

/** A post as a shop names it. */
export type ShopPost = { readonly merchantId: Id<'merchant'>; readonly postId: Id<'post'> }

/** @throws {Refused} `post.unknown`, `access.forbidden` (PO1) */
async function lockedPost(work: Work, { merchantId, postId }: ShopPost): Promise<Post> {
  allow(mayServe(work.actor, merchantId))
  const post = await lockPost(work, postId)
  if (!post || post.merchantId !== merchantId) throw new Refused(postRefusals, 'post.unknown')
  allow(mayDecide(work.actor, merchantId, post.placeId))
  return post
}

/** Deletes a post with all that hangs on it (PO4). */
export async function removePost(work: Work, key: ShopPost): Promise<void> {
  const post = await lockedPost(work, key)
  await releasePictures(work, post.pictureIds)
  await deletePost(work, post.id)
  const { id: postId, merchantId } = post
  work.announce(postRemoved, { postId, merchantId, by: 'shop' }, { subjectId: postId })
}

/** Pins a post above the others, or takes it down. @throws {Refused} `post.too-many-pinned` (PO13) */
export async function pinPost(work: Work, key: ShopPost, isPinned: boolean): Promise<Post> {
  allow(mayServe(work.actor, key.merchantId))
  await lockShop(work, key.merchantId)
  const post = await lockedPost(work, key)
  if (isPinned && !post.isPinned) {
    const { pinned } = await countsOfShop(work, key.merchantId, work.now)
    if (pinned >= PINNED_MAX) throw new Refused(postRefusals, 'post.too-many-pinned')
  }
  const changed = { ...post, isPinned }
  await updatePost(work, changed)
  return changed
}

/** Tells of posts whose time has come. Answers how many there were. */
export async function publishDue(work: Work): Promise<number> {
  const due = await lockDue(work, PUBLISHED_AT_ONCE_MAX)
  for (const { id: postId, merchantId, placeId } of due) {
    work.announce(postPublished, { postId, merchantId, placeId }, { subjectId: postId })
  }
  return due.length
}

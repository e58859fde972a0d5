/** Reports and appeals, and the operator who decides them. */
import { allow, mayDecide, mayOperate, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { postRemoved } from '../events.ts'
import { wordsFrom, type Comment, type Post } from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import {
  decideReviews,
  insertReview,
  lockComment,
  lockReview,
  openReviews,
  recount,
  saveComment,
  saveWords,
  wordsOf,
  type OpenReview,
  type Review,
} from '../store/comment.ts'
import { lockPost, updatePost } from '../store/post.ts'
import { outPost } from './reading.ts'
import type { ShopPost } from './writing.ts'

const REVIEWS_SHOWN_MAX = 100

/** What a report or an appeal is about. */
export type Subject =
  | { readonly kind: 'post'; readonly id: Id<'post'> }
  | { readonly kind: 'comment'; readonly id: Id<'post-comment'> }

/** Reports a post or a comment to the operator. @throws {Refused} `review.asked` (PO9) */
export async function report(work: Work, subject: Subject, text: string): Promise<void> {
  if (subject.kind === 'post') await outPost(work, subject.id)
  else await commentThere(work, subject.id)
  await ask(work, 'report', subject, text)
}

async function commentThere(work: Work, id: Id<'post-comment'>): Promise<Comment> {
  const comment = await lockComment(work, id)
  if (!comment) throw new Refused(postRefusals, 'comment.unknown')
  return comment
}

/** Appeals against a hidden comment of one's own. @throws {Refused} `review.asked`, `post.not-hidden` (PO10) */
export async function appealComment(
  work: Work,
  id: Id<'post-comment'>,
  text: string,
): Promise<void> {
  const comment = await commentThere(work, id)
  if (comment.authorId !== personOf(work.actor)) throw new Refused(postRefusals, 'comment.unknown')
  if (comment.hiddenBy === null) throw new Refused(postRefusals, 'post.not-hidden')
  await ask(work, 'appeal', { kind: 'comment', id }, text)
}

/** Appeals against the market's hiding of a shop's post. Owners only. */
export async function appealPost(work: Work, key: ShopPost, text: string): Promise<void> {
  allow(mayDecide(work.actor, key.merchantId))
  const post = await lockPost(work, key.postId)
  if (post?.merchantId !== key.merchantId) throw new Refused(postRefusals, 'post.unknown')
  if (post.hiddenAt === null) throw new Refused(postRefusals, 'post.not-hidden')
  await ask(work, 'appeal', { kind: 'post', id: post.id }, text)
}

async function ask(
  work: Work,
  kind: Review['kind'],
  subject: Subject,
  text: string,
): Promise<void> {
  const isNew = await insertReview(work, {
    id: work.newId('post-review'),
    kind,
    postId: subject.kind === 'post' ? subject.id : null,
    commentId: subject.kind === 'comment' ? subject.id : null,
    askedBy: personOf(work.actor),
    text,
    askedAt: work.now,
    decision: null,
  })
  if (!isNew) throw new Refused(postRefusals, 'review.asked')
  work.publish('operator', { name: 'post-review', data: {} })
}

/** The cases that wait for the operator. @throws {Refused} `access.forbidden` */
export async function waitingReviews(work: Work): Promise<readonly OpenReview[]> {
  allow(mayOperate(work.actor))
  return openReviews(work, REVIEWS_SHOWN_MAX)
}

/**
 * Decides a case, and all that say the same of the same thing: hidden it is out of sight until the market
 * shows it again, kept it is seen.
 *
 * @throws {Refused} `review.unknown`, `review.decided`, `access.forbidden`
 */
export async function decide(
  work: Work,
  id: Id<'post-review'>,
  { decision, reason }: { readonly decision: 'hide' | 'keep'; readonly reason: string },
): Promise<void> {
  allow(mayOperate(work.actor))
  const review = await lockReview(work, id)
  if (!review) throw new Refused(postRefusals, 'review.unknown')
  if (review.decision !== null) throw new Refused(postRefusals, 'review.decided')
  const by = work.actor.kind === 'person' ? work.actor.personId : null
  await decideReviews(work, review, decision, by)
  const isHidden = decision === 'hide'
  if (review.commentId) {
    const comment = await commentThere(work, review.commentId)
    await saveComment(work, judgedComment(comment, review, isHidden, reason))
    await recount(work, comment.postId)
  }
  const post = review.postId && (await lockPost(work, review.postId))
  if (post) await judgePost(work, post, isHidden, reason)
}

function judgedComment(
  comment: Comment,
  review: Review,
  isHidden: boolean,
  reason: string,
): Comment {
  if (isHidden) return { ...comment, hiddenBy: 'market', hiddenReason: reason }
  // To keep what was reported changes nothing of what the shop hid; an appeal that is heard does.
  const isFree = review.kind === 'appeal' || comment.hiddenBy === 'market'
  return isFree ? { ...comment, hiddenBy: null, hiddenReason: null } : comment
}

async function judgePost(work: Work, post: Post, isHidden: boolean, reason: string): Promise<void> {
  const hiddenAt = isHidden ? (post.hiddenAt ?? work.now) : null
  await updatePost(work, { ...post, hiddenAt, hiddenReason: isHidden ? reason : null })
  if (!isHidden || post.hiddenAt !== null) return
  const { id: postId, merchantId } = post
  work.announce(postRemoved, { postId, merchantId, by: 'market' }, { subjectId: postId })
}

/** The words of the market's list. @throws {Refused} `access.forbidden` */
export async function marketWords(work: Work): Promise<readonly string[]> {
  allow(mayOperate(work.actor))
  return wordsOf(work, null)
}

/** Writes the market's list of words. @throws {Refused} `access.forbidden` */
export async function writeMarketWords(
  work: Work,
  words: readonly string[],
): Promise<readonly string[]> {
  allow(mayOperate(work.actor))
  const kept = wordsFrom(words)
  await saveWords(work, null, kept)
  return kept
}

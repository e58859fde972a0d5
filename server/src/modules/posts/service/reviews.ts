/** Reports and appeals, and the operator who decides them. */
import { allow, mayDecide, mayOperate, mayServe, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantsOf } from '../../places/service.ts'
import { postRemoved } from '../events.ts'
import { wordsFrom, type Comment, type Ground, type Post } from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import { lockComment, recount, saveComment, saveWords, wordsOf } from '../store/comment.ts'
import { lockPost, updatePost } from '../store/post.ts'
import {
  decideReviews,
  insertReview,
  lockReview,
  openCases,
  type OpenCase,
  type Review,
} from '../store/review.ts'
import { outPost } from './reading.ts'
import type { ShopPost } from './writing.ts'

const REVIEWS_SHOWN_MAX = 100

/** What a report or an appeal is about. */
export type Subject =
  | { readonly kind: 'post'; readonly id: Id<'post'> }
  | { readonly kind: 'comment'; readonly id: Id<'post-comment'> }

/** Why somebody reports something, and in their own words where they say more. */
export type Complaint = { readonly ground: Ground; readonly text: string | null }

/**
 * Reports a post or a comment; the operator hears of both, the shop of comments below its posts (PO14).
 *
 * @throws {Refused} `review.asked` (PO9), `review.no-words`, `post.unknown`, `comment.unknown`
 */
export async function report(work: Work, subject: Subject, complaint: Complaint): Promise<void> {
  if (complaint.ground === 'other' && complaint.text === null) {
    throw new Refused(postRefusals, 'review.no-words')
  }
  if (subject.kind === 'post') {
    await outPost(work, subject.id)
    return ask(work, 'report', subject, complaint)
  }
  const { merchantId, postId, hiddenBy } = await commentThere(work, subject.id)
  // What is hidden is seen by its author alone, and they take it back instead.
  if (hiddenBy !== null) throw new Refused(postRefusals, 'comment.unknown')
  await ask(work, 'report', subject, complaint)
  work.publish(`merchant/${merchantId}`, { name: 'post-comment', data: { postId } })
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
  await ask(work, 'appeal', { kind: 'comment', id }, { ground: null, text })
}

/** Appeals against the market's hiding of a shop's post. Owners only. */
export async function appealPost(work: Work, key: ShopPost, text: string): Promise<void> {
  allow(mayServe(work.actor, key.merchantId))
  const post = await lockPost(work, key.postId)
  if (post?.merchantId !== key.merchantId) throw new Refused(postRefusals, 'post.unknown')
  allow(mayDecide(work.actor, key.merchantId, post.placeId))
  if (post.hiddenAt === null) throw new Refused(postRefusals, 'post.not-hidden')
  await ask(work, 'appeal', { kind: 'post', id: post.id }, { ground: null, text })
}

async function ask(
  work: Work,
  kind: Review['kind'],
  subject: Subject,
  { ground, text }: Pick<Review, 'ground' | 'text'>,
): Promise<void> {
  const isNew = await insertReview(work, {
    id: work.newId('post-review'),
    kind,
    postId: subject.kind === 'post' ? subject.id : null,
    commentId: subject.kind === 'comment' ? subject.id : null,
    askedBy: personOf(work.actor),
    ground,
    text,
    askedAt: work.now,
    decision: null,
  })
  if (!isNew) throw new Refused(postRefusals, 'review.asked')
  work.publish('operator', { name: 'post-review', data: {} })
}

/** A case with the name of the shop that it is about. */
export type NamedCase = OpenCase & { readonly merchantName: string }

/** The cases that wait for the operator. @throws {Refused} `access.forbidden` */
export async function waitingReviews(
  work: Work,
  kind: Review['kind'],
): Promise<readonly NamedCase[]> {
  allow(mayOperate(work.actor))
  const cases = await openCases(work, kind, REVIEWS_SHOWN_MAX)
  const shops = await merchantsOf(work, [...new Set(cases.map(({ merchantId }) => merchantId))])
  return cases.map((it) => ({ ...it, merchantName: shops.get(it.merchantId)?.name ?? '' }))
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

/** Comments: written, answered, hidden, taken back. */
import { allow, mayDecide, mayServe, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { HOUR_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { commentWritten } from '../events.ts'
import {
  COMMENTS_PER_HOUR_MAX,
  wordIn,
  wordsFrom,
  type Appeal,
  type Comment,
} from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import {
  commentsOfPost,
  commentsOfShop,
  countCommentsSince,
  deleteComment,
  insertComment,
  lockComment,
  recount,
  saveComment,
  saveWords,
  wordsOf,
  type CommentFilter,
} from '../store/comment.ts'
import { lockPost, postsById } from '../store/post.ts'
import {
  appealsFor,
  decideReviews,
  groundsOf,
  noteKept,
  wasRestored,
  type Counted,
} from '../store/review.ts'
import { outPost } from './reading.ts'

const COMMENTS_SHOWN_MAX = 300

/** A comment with the name it bears: that of the author, or of the shop. */
export type NamedComment = Comment & {
  readonly name: string
  readonly isMine: boolean
  /** Of a hidden one; null where its author has not appealed. */
  readonly appeal: Appeal | null
}

async function named(work: Work, comments: readonly Comment[]): Promise<readonly NamedComment[]> {
  const people = await peopleOf(work, [...new Set(comments.map(({ authorId }) => authorId))])
  const shops = await merchantsOf(work, [...new Set(comments.map(({ merchantId }) => merchantId))])
  const hidden = comments.filter(({ hiddenBy }) => hiddenBy !== null)
  const appeals = await appealsFor(
    work,
    hidden.map(({ id }) => id),
  )
  const asker = work.actor.kind === 'person' ? work.actor.personId : null
  return comments.map((comment) => {
    const { side, authorId, merchantId } = comment
    const name = side === 'shop' ? shops.get(merchantId)?.name : people.get(authorId)?.name
    const isMine = side === 'person' && authorId === asker
    return { ...comment, name: name ?? '', isMine, appeal: appeals.get(comment.id) ?? null }
  })
}

/** What stands below a post, and what of the asker's was hidden there (PO8). */
export async function postComments(
  work: Work,
  postId: Id<'post'>,
): Promise<readonly NamedComment[]> {
  await outPost(work, postId)
  const asker = work.actor.kind === 'person' ? work.actor.personId : null
  return named(work, await commentsOfPost(work, postId, asker, COMMENTS_SHOWN_MAX))
}

/**
 * Comments on a post; with a word of a list it waits for the shop (PO7).
 *
 * @throws {Refused} `post.unknown`, `comment.too-many`, `comment.id-taken`
 */
export async function writeComment(
  work: Work,
  postId: Id<'post'>,
  { id, text }: { readonly id: Id<'post-comment'>; readonly text: string },
): Promise<Comment> {
  const authorId = personOf(work.actor)
  const { merchantId } = await outPost(work, postId)
  await lockPost(work, postId)
  const known = await lockComment(work, id)
  if (known) return sameComment(known, { postId, authorId, text })
  const since = new Date(work.now.getTime() - HOUR_MS)
  const written = await countCommentsSince(work, authorId, since, COMMENTS_PER_HOUR_MAX)
  if (written >= COMMENTS_PER_HOUR_MAX) throw new Refused(postRefusals, 'comment.too-many')
  const words = [...(await wordsOf(work, null)), ...(await wordsOf(work, merchantId))]
  const comment: Comment = {
    id,
    postId,
    merchantId,
    authorId,
    side: 'person',
    answersId: null,
    text,
    at: work.now,
    hiddenBy: wordIn(text, words) === null ? null : 'words',
    hiddenReason: null,
    isAnswered: false,
  }
  await insert(work, comment)
  return comment
}

async function insert(work: Work, comment: Comment): Promise<void> {
  if (!(await insertComment(work, comment))) throw new Refused(postRefusals, 'comment.id-taken')
  await recount(work, comment.postId)
  const { id: commentId, postId, merchantId, side, hiddenBy } = comment
  const fact = { commentId, postId, merchantId, side, isHeld: hiddenBy === 'words' }
  work.announce(commentWritten, fact, { subjectId: postId })
  work.publish(`merchant/${merchantId}`, { name: 'post-comment', data: { postId } })
}

function sameComment(
  known: Comment,
  { postId, authorId, text }: Pick<Comment, 'postId' | 'authorId' | 'text'>,
): Comment {
  const isSame = known.postId === postId && known.authorId === authorId && known.text === text
  if (!isSame) throw new Refused(postRefusals, 'comment.id-taken')
  return known
}

/** Takes the asker's comment back, with what answers it. @throws {Refused} `comment.unknown` (PO6) */
export async function takeBackComment(work: Work, id: Id<'post-comment'>): Promise<void> {
  const comment = await lockComment(work, id)
  if (comment?.authorId !== personOf(work.actor) || comment.side !== 'person') {
    throw new Refused(postRefusals, 'comment.unknown')
  }
  await deleteComment(work, id)
  await recount(work, comment.postId)
}

/** A comment as the shop sees it: below which words, and why people reported it. */
export type JudgedComment = NamedComment & {
  readonly postText: string
  readonly reports: readonly Counted[]
}

/** What people wrote below a shop's posts; who reported it is told to nobody (PO14). */
export async function shopComments(
  work: Work,
  merchantId: Id<'merchant'>,
  show: CommentFilter,
): Promise<readonly JudgedComment[]> {
  allow(mayServe(work.actor, merchantId))
  const comments = await commentsOfShop(work, merchantId, show, COMMENTS_SHOWN_MAX)
  const posts = await postsById(work, [...new Set(comments.map(({ postId }) => postId))])
  const reports = await groundsOf(
    work,
    comments.map(({ id }) => id),
  )
  return (await named(work, comments)).map((comment) => ({
    ...comment,
    postText: posts.get(comment.postId)?.text ?? '',
    reports: reports.get(comment.id) ?? [],
  }))
}

/** A comment as a shop names it. */
export type ShopComment = {
  readonly merchantId: Id<'merchant'>
  readonly commentId: Id<'post-comment'>
}

async function lockedForShop(work: Work, key: ShopComment): Promise<Comment> {
  allow(mayServe(work.actor, key.merchantId))
  const comment = await lockComment(work, key.commentId)
  if (comment?.merchantId !== key.merchantId || comment.side !== 'person') {
    throw new Refused(postRefusals, 'comment.unknown')
  }
  return comment
}

/** Answers a comment as the shop, once. @throws {Refused} `comment.answered`, `comment.unknown` */
export async function answerComment(work: Work, key: ShopComment, text: string): Promise<Comment> {
  const asked = await lockedForShop(work, key)
  if (asked.isAnswered) throw new Refused(postRefusals, 'comment.answered')
  const answer: Comment = {
    id: work.newId('post-comment'),
    postId: asked.postId,
    merchantId: asked.merchantId,
    authorId: personOf(work.actor),
    side: 'shop',
    answersId: asked.id,
    text,
    at: work.now,
    hiddenBy: null,
    hiddenReason: null,
    isAnswered: false,
  }
  await saveComment(work, { ...asked, isAnswered: true })
  await insert(work, answer)
  return answer
}

/**
 * Hides a comment, with a reason that its author reads (PO8). Those who reported it are answered with
 * that; what the market has let stand, the shop does not hide (PO15).
 *
 * @throws {Refused} `comment.hidden-by-market`, `comment.kept-by-market`, `comment.unknown`
 */
export async function hideComment(work: Work, key: ShopComment, reason: string): Promise<void> {
  const comment = await lockedForShop(work, key)
  if (comment.hiddenBy === 'market') throw new Refused(postRefusals, 'comment.hidden-by-market')
  if (await wasRestored(work, comment.id)) throw new Refused(postRefusals, 'comment.kept-by-market')
  const reports = { kind: 'report', postId: null, commentId: comment.id } as const
  const by = work.actor.kind === 'person' ? work.actor.personId : null
  await decideReviews(work, reports, 'hide', by)
  await saveComment(work, { ...comment, hiddenBy: 'shop', hiddenReason: reason })
  await recount(work, comment.postId)
}

/** Shows a comment that a word or the shop had hidden. @throws {Refused} `comment.hidden-by-market` (PO9) */
export async function showComment(work: Work, key: ShopComment): Promise<void> {
  const comment = await lockedForShop(work, key)
  if (comment.hiddenBy === 'market') throw new Refused(postRefusals, 'comment.hidden-by-market')
  await saveComment(work, { ...comment, hiddenBy: null, hiddenReason: null })
  await recount(work, comment.postId)
}

/**
 * Says why the shop leaves a reported comment where it is. The operator reads that, and decides (PO15).
 *
 * @throws {Refused} `comment.not-reported`, `comment.unknown`
 */
export async function keepComment(work: Work, key: ShopComment, reason: string): Promise<void> {
  const comment = await lockedForShop(work, key)
  if ((await noteKept(work, comment.id, reason)) === 0) {
    throw new Refused(postRefusals, 'comment.not-reported')
  }
  work.publish('operator', { name: 'post-review', data: {} })
}

/** The words of a shop's list. @throws {Refused} `access.forbidden` */
export async function shopWords(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly string[]> {
  allow(mayServe(work.actor, merchantId))
  return wordsOf(work, merchantId)
}

/** Writes a shop's list of words. @throws {Refused} `access.forbidden` */
export async function writeShopWords(
  work: Work,
  merchantId: Id<'merchant'>,
  words: readonly string[],
): Promise<readonly string[]> {
  allow(mayDecide(work.actor, merchantId))
  const kept = wordsFrom(words)
  await saveWords(work, merchantId, kept)
  return kept
}

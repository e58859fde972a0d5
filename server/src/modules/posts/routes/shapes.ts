/** What goes over the wire: posts, comments, cases. */
import { z } from 'zod'
import { idOf, instant, instantIn } from '../../../platform/http.ts'
import { nameShapes } from '../../../platform/http/shapes.ts'
import {
  COMMENT_LETTERS_MAX,
  GROUNDS,
  PICTURES_MAX,
  REASON_LETTERS_MAX,
  TEXT_LETTERS_MAX,
  WORD_LETTERS_MAX,
  WORDS_MAX,
  type Comment,
  type Post,
} from '../model/post.ts'
import type { JudgedComment, NamedComment } from '../service/comments.ts'
import type { OwnPost } from '../service/writing.ts'

const appeal = z.enum(['waits', 'decided'])
export const ground = z.enum(GROUNDS)

const common = {
  id: idOf('post'),
  merchantId: idOf('merchant'),
  placeId: idOf('place').nullable(),
  text: z.string(),
  pictureIds: z.array(idOf('picture')),
  offerId: idOf('offer').nullable(),
  isPinned: z.boolean(),
  /** When it was changed after it was out. */
  editedAt: instant.nullable(),
  likes: z.int(),
  comments: z.int(),
}
export const shownPost = z.object({
  ...common,
  merchantName: z.string(),
  merchantColor: z.string(),
  offerTitle: z.string().nullable(),
  isLiked: z.boolean(),
  publishedAt: instant,
})
export const timelinePost = shownPost.extend({ isNew: z.boolean() })
export const shopPost = z.object({
  ...common,
  /** Null while it is a draft. */
  publishAt: instant.nullable(),
  /** People who saw it; each counts once. */
  reach: z.int(),
  /** Set when the market took it out of sight. */
  hiddenReason: z.string().nullable(),
  /** At how many branches it is said another way. */
  branches: z.int(),
  /** How far the appeal against hiding it is; null where there is none. */
  appeal: appeal.nullable(),
})

/** A post for everybody; one without a time is none. */
export function postView<P extends Post>(post: P) {
  return { ...post, pictureIds: [...post.pictureIds], publishedAt: post.publishAt ?? new Date(0) }
}
export const shopPostView = (post: OwnPost) => ({ ...post, pictureIds: [...post.pictureIds] })

export const written = {
  text: z.string().trim().max(TEXT_LETTERS_MAX),
  pictureIds: z.array(idOf('picture')).max(PICTURES_MAX).default([]),
  offerId: idOf('offer').nullable().default(null),
  /** Null for every place of the shop. */
  placeId: idOf('place').nullable().default(null),
  isDraft: z.boolean().default(false),
  /** Null for at once. */
  publishAt: instantIn.nullable().default(null),
}

export const comment = z.object({
  id: idOf('post-comment'),
  postId: idOf('post'),
  side: z.enum(['person', 'shop']),
  answersId: idOf('post-comment').nullable(),
  name: z.string(),
  text: z.string(),
  at: instant,
  isMine: z.boolean(),
  /** Told to its author and to the shop only. */
  hiddenBy: z.enum(['words', 'shop', 'market']).nullable(),
  hiddenReason: z.string().nullable(),
  isAnswered: z.boolean(),
  /** How far the appeal against hiding it is; null where there is none. */
  appeal: appeal.nullable(),
})
export const shopComment = comment.extend({
  /** What the post says below which it stands. */
  postText: z.string(),
  /** Why people reported it, as far as nobody has decided. */
  reports: z.array(z.object({ ground, count: z.int() })),
})
export const commentView = ({ authorId: _author, merchantId: _shop, ...rest }: NamedComment) => rest
export const shopCommentView = ({ reports, ...rest }: JudgedComment) => ({
  ...commentView(rest),
  postText: rest.postText,
  reports: [...reports],
})
export const ownCommentView = (one: Comment) => ({
  ...one,
  name: '',
  isMine: true,
  appeal: null,
})

export const reason = z.string().trim().min(1).max(REASON_LETTERS_MAX)
export const commentText = z.string().trim().min(1).max(COMMENT_LETTERS_MAX)
export const words = z.strictObject({
  words: z.array(z.string().trim().min(1).max(WORD_LETTERS_MAX)).max(WORDS_MAX),
})

nameShapes({
  ShownPost: shownPost,
  ShopPost: shopPost,
  PostComment: comment,
  ShopComment: shopComment,
})

/** Posts of a shop over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import { idOf, type Http } from '../../../platform/http.ts'
import { pictureRefusals } from '../../../platform/redraw.ts'
import type { Work } from '../../../platform/work.ts'
import { placeRefusals } from '../../places/model.ts'
import type { Post } from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import {
  answerComment,
  hideComment,
  keepComment,
  shopComments,
  shopWords,
  showComment,
  writeShopWords,
} from '../service/comments.ts'
import { appealPost } from '../service/reviews.ts'
import { asOwn, changePost, pinPost, removePost, shopPosts, writePost } from '../service/writing.ts'
import {
  commentText,
  reason,
  shopComment,
  shopCommentView,
  shopPost,
  shopPostView,
  words,
  written,
} from './shapes.ts'

const refusals = [accessRefusals, placeRefusals, pictureRefusals, postRefusals]
const atShop = { tag: 'posts', access: 'merchant', refusals } as const
const ofShop = z.object({ merchantId: idOf('merchant') })
const ofPost = ofShop.extend({ postId: idOf('post') })
const ofComment = ofShop.extend({ commentId: idOf('post-comment') })
const done = z.object({})
const url = '/v1/merchants/:merchantId/posts'

type Body = z.output<z.ZodObject<typeof written>>
/** A draft has no time; whoever names none means now. */
const saidOf = ({ isDraft, publishAt, ...rest }: Body, now: Date) => ({
  ...rest,
  publishAt: isDraft ? null : (publishAt ?? now),
})

/** A post that was just written, as its shop sees it. */
async function ownView(work: Work, post: Post) {
  const [own] = await asOwn(work, [post])
  assert(own, 'a post is seen as often as it is asked for')
  return shopPostView(own)
}

export function shopPostRoutes(http: Http): void {
  writingRoutes(http)
  pinRoutes(http)
  commentRoutes(http)
  hidingRoutes(http)
  keepingRoutes(http)
  wordRoutes(http)
}

function writingRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url,
    summary: "A shop's posts: those that are out, that are to come, or drafts",
    ...atShop,
    params: ofShop,
    query: z.strictObject({ show: z.enum(['out', 'coming', 'draft']).default('out') }),
    reply: z.object({ items: z.array(shopPost) }),
    handle: async (work, { params, query }) => ({
      items: (await shopPosts(work, params.merchantId, query.show)).map(shopPostView),
    }),
  })

  http.route({
    method: 'POST',
    url,
    summary: 'Writes a post; written again under its id it is the same post. Owners only',
    ...atShop,
    params: ofShop,
    body: z.strictObject({ id: idOf('post'), ...written }),
    reply: shopPost,
    handle: async (work, { params, body: { id, ...body } }) =>
      ownView(work, await writePost(work, params.merchantId, { id, ...saidOf(body, work.now) })),
  })

  http.route({
    method: 'PUT',
    url: `${url}/:postId`,
    summary: 'Changes a post; one that was out already says so. Owners only',
    ...atShop,
    params: ofPost,
    body: z.strictObject(written),
    reply: shopPost,
    handle: async (work, { params, body }) =>
      ownView(work, await changePost(work, params, saidOf(body, work.now))),
  })

  http.route({
    method: 'DELETE',
    url: `${url}/:postId`,
    summary: 'Deletes a post with its pictures, likes and comments. Owners only',
    ...atShop,
    params: ofPost,
    reply: done,
    handle: async (work, { params }) => {
      await removePost(work, params)
      return {}
    },
  })
}

function pinRoutes(http: Http): void {
  const pin = { url: `${url}/:postId/pin`, ...atShop, params: ofPost, reply: done } as const
  http.route({
    method: 'PUT',
    summary: 'Pins a post above the others. Owners only',
    ...pin,
    handle: async (work, { params }) => {
      await pinPost(work, params, true)
      return {}
    },
  })
  http.route({
    method: 'DELETE',
    summary: 'Takes a pinned post down. Owners only',
    ...pin,
    handle: async (work, { params }) => {
      await pinPost(work, params, false)
      return {}
    },
  })

  http.route({
    method: 'POST',
    url: `${url}/:postId/appeal`,
    summary: 'Asks the operator to look again at a post that the market hid. Owners only',
    ...atShop,
    params: ofPost,
    body: z.strictObject({ text: reason }),
    reply: done,
    handle: async (work, { params, body }) => {
      await appealPost(work, params, body.text)
      return {}
    },
  })
}

function commentRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/post-comments',
    summary: "What people wrote below a shop's posts, the latest first",
    ...atShop,
    params: ofShop,
    query: z.strictObject({
      show: z.enum(['unanswered', 'reported', 'hidden', 'all']).default('unanswered'),
    }),
    reply: z.object({ items: z.array(shopComment) }),
    handle: async (work, { params, query }) => ({
      items: (await shopComments(work, params.merchantId, query.show)).map(shopCommentView),
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/post-comments/:commentId/answer',
    summary: 'Answers a comment as the shop, once',
    ...atShop,
    params: ofComment,
    body: z.strictObject({ text: commentText }),
    reply: done,
    handle: async (work, { params, body }) => {
      await answerComment(work, params, body.text)
      return {}
    },
  })
}

function hidingRoutes(http: Http): void {
  const hidden = {
    url: '/v1/merchants/:merchantId/post-comments/:commentId/hidden',
    ...atShop,
    params: ofComment,
    reply: done,
  } as const
  http.route({
    method: 'PUT',
    summary: 'Hides a comment, with a reason that its author reads',
    ...hidden,
    body: z.strictObject({ reason }),
    handle: async (work, { params, body }) => {
      await hideComment(work, params, body.reason)
      return {}
    },
  })
  http.route({
    method: 'DELETE',
    summary: 'Shows a comment again that a word or the shop had hidden',
    ...hidden,
    handle: async (work, { params }) => {
      await showComment(work, params)
      return {}
    },
  })
}

function keepingRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/post-comments/:commentId/kept',
    summary:
      'Says why a reported comment is left where it is; the operator reads that, and decides',
    ...atShop,
    params: ofComment,
    body: z.strictObject({ reason }),
    reply: done,
    handle: async (work, { params, body }) => {
      await keepComment(work, params, body.reason)
      return {}
    },
  })
}

function wordRoutes(http: Http): void {
  const at = '/v1/merchants/:merchantId/post-words'
  http.route({
    method: 'GET',
    url: at,
    summary: 'The words with which a comment waits for the shop to look',
    ...atShop,
    params: ofShop,
    reply: words,
    handle: async (work, { params }) => ({
      words: [...(await shopWords(work, params.merchantId))],
    }),
  })

  http.route({
    method: 'PUT',
    url: at,
    summary: 'Writes the list of words of a shop. Owners only',
    ...atShop,
    params: ofShop,
    body: words,
    reply: words,
    handle: async (work, { params, body }) => ({
      words: [...(await writeShopWords(work, params.merchantId, body.words))],
    }),
  })
}

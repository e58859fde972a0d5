/** Posts for people over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, listOf, listQuery, pageRequest, type Http } from '../../../platform/http.ts'
import { placeRefusals } from '../../places/model.ts'
import { postRefusals } from '../model/refusals.ts'
import { postComments, takeBackComment, writeComment } from '../service/comments.ts'
import {
  likePost,
  markTimeline,
  myTimeline,
  outPost,
  placePosts,
  seePosts,
  shown,
} from '../service/reading.ts'
import { appealComment, report } from '../service/reviews.ts'
import {
  comment,
  commentText,
  commentView,
  ground,
  ownCommentView,
  postView,
  reason,
  shownPost,
  timelinePost,
} from './shapes.ts'

const SEEN_AT_ONCE_MAX = 50
const WRITES_PER_MINUTE = 30

const refusals = [accessRefusals, postRefusals]
const anyone = { tag: 'posts', access: 'anyone', refusals } as const
const mine = { tag: 'posts', access: 'person', refusals } as const
const ofPost = z.object({ postId: idOf('post') })
/** `text` is needed where the ground is `other`. */
const complaint = { ground, text: reason.nullable().default(null) }
const done = z.object({})

export function peoplePostRoutes(http: Http): void {
  readingRoutes(http)
  timelineRoutes(http)
  doingRoutes(http)
  commentRoutes(http)
}

function readingRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/posts',
    summary: 'What a shop has written that stands at a place, pinned posts first',
    ...anyone,
    refusals: [...refusals, placeRefusals],
    params: z.object({ placeId: idOf('place') }),
    reply: z.object({ items: z.array(shownPost) }),
    handle: async (work, { params }) => ({
      items: (await placePosts(work, params.placeId)).map(postView),
    }),
  })

  http.route({
    method: 'GET',
    url: '/v1/posts/:postId',
    summary: 'A post that is out',
    ...anyone,
    params: ofPost,
    reply: shownPost.nullable(),
    handle: async (work, { params }) => {
      const [post] = await shown(work, [await outPost(work, params.postId)])
      return post ? postView(post) : null
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/posts/:postId/comments',
    summary: 'What stands below a post; hidden ones are seen by their authors only',
    ...anyone,
    params: ofPost,
    reply: z.object({ items: z.array(comment) }),
    handle: async (work, { params }) => ({
      items: (await postComments(work, params.postId)).map(commentView),
    }),
  })
}

function timelineRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/timeline',
    summary: 'The posts of the shops I follow, the latest first, and how many are new',
    ...mine,
    query: z.strictObject(listQuery),
    reply: listOf(timelinePost).extend({
      /** Since my last look; counted up to 99. */
      fresh: z.int(),
    }),
    handle: async (work, { query }) => {
      const { items, nextCursor, fresh } = await myTimeline(work, pageRequest(query))
      return { items: items.map(postView), nextCursor, fresh }
    },
  })

  http.route({
    method: 'PUT',
    url: '/v1/me/timeline/mark',
    summary: 'Says that I have looked at my timeline just now',
    ...mine,
    reply: done,
    handle: async (work) => {
      await markTimeline(work)
      return {}
    },
  })
}

function doingRoutes(http: Http): void {
  const like = { url: '/v1/me/post-likes/:postId', ...mine, params: ofPost, reply: done } as const
  http.route({
    method: 'PUT',
    summary: 'Likes a post',
    ...like,
    handle: async (work, { params }) => {
      await likePost(work, params.postId, true)
      return {}
    },
  })
  http.route({
    method: 'DELETE',
    summary: 'Takes a like back',
    ...like,
    handle: async (work, { params }) => {
      await likePost(work, params.postId, false)
      return {}
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/me/posts-seen',
    summary: 'Says which posts I saw; each counts once for each person',
    ...mine,
    status: 200,
    body: z.strictObject({ postIds: z.array(idOf('post')).max(SEEN_AT_ONCE_MAX) }),
    reply: done,
    handle: async (work, { body }) => {
      await seePosts(work, body.postIds)
      return {}
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/me/post-reports',
    summary: 'Reports a post or a comment to the operator of the market, and why',
    ...mine,
    rate: { perMinute: WRITES_PER_MINUTE },
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('post'), id: idOf('post'), ...complaint }),
      z.strictObject({ kind: z.literal('comment'), id: idOf('post-comment'), ...complaint }),
    ]),
    reply: done,
    handle: async (work, { body: { ground: why, text, ...subject } }) => {
      await report(work, subject, { ground: why, text })
      return {}
    },
  })
}

function commentRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/posts/:postId/comments',
    summary: 'Comments on a post; sent again under its id it is the same comment',
    ...mine,
    rate: { perMinute: WRITES_PER_MINUTE },
    params: ofPost,
    body: z.strictObject({ id: idOf('post-comment'), text: commentText }),
    reply: comment,
    handle: async (work, { params, body }) =>
      ownCommentView(await writeComment(work, params.postId, body)),
  })

  const ofComment = z.object({ commentId: idOf('post-comment') })
  http.route({
    method: 'DELETE',
    url: '/v1/me/post-comments/:commentId',
    summary: 'Takes a comment of mine back, with what answers it',
    ...mine,
    params: ofComment,
    reply: done,
    handle: async (work, { params }) => {
      await takeBackComment(work, params.commentId)
      return {}
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/me/post-comments/:commentId/appeal',
    summary: 'Asks the operator to look again at a comment of mine that was hidden',
    ...mine,
    params: ofComment,
    body: z.strictObject({ text: reason }),
    reply: done,
    handle: async (work, { params, body }) => {
      await appealComment(work, params.commentId, body.text)
      return {}
    },
  })
}

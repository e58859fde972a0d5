/** The facts that posts announce. What was written is not among them. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

export const postPublished = defineEvent(
  'posts.post-published',
  1,
  'A post of a shop is out: its time has come.',
  z.object({ postId: z.uuid(), merchantId: z.uuid(), placeId: z.uuid().nullable() }),
)

export const postRemoved = defineEvent(
  'posts.post-removed',
  1,
  'A post was deleted by its shop, or hidden by the market.',
  z.object({ postId: z.uuid(), merchantId: z.uuid(), by: z.enum(['shop', 'market']) }),
)

export const commentWritten = defineEvent(
  'posts.comment-written',
  1,
  'Somebody commented on a post, or the shop answered.',
  z.object({
    commentId: z.uuid(),
    postId: z.uuid(),
    merchantId: z.uuid(),
    side: z.enum(['person', 'shop']),
    isHeld: z.boolean(),
  }),
)

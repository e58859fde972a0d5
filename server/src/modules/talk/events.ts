/** The facts that talks announce. What was written is not among them. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

const about = { talkId: z.uuid(), merchantId: z.uuid(), personId: z.uuid() }

export const talkOpened = defineEvent(
  'talk.talk-opened',
  1,
  'A person wrote to a shop for the first time, or again after the talk was closed.',
  z.object({ ...about, placeId: z.uuid().nullable(), isFirst: z.boolean() }),
)

export const messageWritten = defineEvent(
  'talk.message-written',
  1,
  'One side wrote in a talk; `couponId` is there when a coupon came with it.',
  z.object({
    ...about,
    messageId: z.uuid(),
    number: z.int(),
    side: z.enum(['person', 'shop']),
    kind: z.enum(['text', 'picture', 'coupon', 'order', 'game', 'away', 'hand-over']),
    couponId: z.uuid().nullable(),
  }),
)

export const talkClosed = defineEvent(
  'talk.talk-closed',
  1,
  'One side closed a talk; blocked when it is not to go on.',
  z.object({ ...about, by: z.enum(['person', 'shop']), isBlocked: z.boolean() }),
)

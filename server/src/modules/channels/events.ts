/** The facts that channels announce. */
import { z } from 'zod'
import { defineEvent, publish } from '../../kernel/event.ts'
import { sources } from './model/friends.ts'

const about = { merchantId: z.uuid(), personId: z.uuid(), source: z.enum(sources) }

export const friendFollowed = defineEvent(
  'channels.friend-followed',
  1,
  'A person became a friend of a shop.',
  z.object(about),
)

export const invoiceIssued = defineEvent(
  'channels.invoice-issued',
  1,
  'A shop got an invoice or a credit note. Amounts in minor units.',
  z.object({
    invoiceId: z.uuid(),
    merchantId: z.uuid(),
    month: z.string(),
    kind: z.enum(['invoice', 'credit-note']),
    netMinor: z.int().nonnegative(),
    vatMinor: z.int().nonnegative(),
  }),
)

export const broadcastChanged = defineEvent(
  'channels.broadcast-changed',
  1,
  'A broadcast was launched, held, called off, or has gone out to all it was meant for.',
  z.object({
    broadcastId: z.uuid(),
    merchantId: z.uuid(),
    state: z.enum(['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled']),
    mailingId: z.uuid().nullable(),
  }),
)

export const friendLeft = defineEvent(
  'channels.friend-left',
  1,
  'A person is a friend of a shop no more; `source` is where they had come from.',
  z.object(about),
)

const told = z.object({ source: z.enum(sources) })

/** What of these facts other programs of the shop may hear. */
export const channelPublicEvents = [
  publish(friendFollowed, 'friend.followed', 'A customer became a friend of the shop.', told),
  publish(friendLeft, 'friend.left', 'A customer is a friend of the shop no more.', told),
]

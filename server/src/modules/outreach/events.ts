/** The facts that outreach announces. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

const about = {
  personId: z.string(),
  merchantId: z.string(),
  purpose: z.enum(['marketing', 'information']),
  couponId: z.string().nullable(),
  campaignId: z.string().nullable(),
  decisionId: z.string().nullable(),
}

export const messageSent = defineEvent(
  'outreach.message-sent',
  1,
  'A message lies in the inbox of a person.',
  z.object({ messageId: z.string(), ...about }),
)

export const messagePostponed = defineEvent(
  'outreach.message-postponed',
  1,
  'A message waits for the end of the quiet hours.',
  z.object({ messageId: z.string(), until: z.iso.datetime(), ...about }),
)

export const messageRefused = defineEvent(
  'outreach.message-refused',
  1,
  'The gate let a message not through; `messageId` is there when it had been waiting.',
  z.object({ messageId: z.string().nullable(), code: z.string(), ...about }),
)

export const messageRead = defineEvent(
  'outreach.message-read',
  1,
  'A person opened a message for the first time.',
  z.object({ messageId: z.string(), ...about }),
)

export const messageClicked = defineEvent(
  'outreach.message-clicked',
  1,
  'A person followed where a message leads, for the first time.',
  z.object({ messageId: z.string(), ...about }),
)

export const mailingSent = defineEvent(
  'outreach.mailing-sent',
  1,
  'A mailing lies in the inboxes of those whom one step reached: by their ids, after the one and up to the other, at that instant.',
  z.object({
    mailingId: z.string(),
    merchantId: z.string(),
    after: z.string().nullable(),
    upTo: z.string(),
    at: z.iso.datetime(),
    sent: z.int(),
    /** Kept out to compare with. */
    held: z.int().default(0),
  }),
)

export const merchantMuted = defineEvent(
  'outreach.merchant-muted',
  1,
  'A person wants the messages of a merchant without a sound.',
  z.object({ personId: z.string(), merchantId: z.string() }),
)

export const optedOut = defineEvent(
  'outreach.opted-out',
  1,
  'A person wants no more marketing of a merchant, or (null) of any.',
  z.object({ personId: z.string(), merchantId: z.string().nullable() }),
)

export const lineFollowed = defineEvent(
  'outreach.line-followed',
  1,
  'Somebody follows the LINE account of the market.',
  z.object({ lineEventId: z.string() }),
)

export const lineBeaconHeard = defineEvent(
  'outreach.line-beacon-heard',
  1,
  'The phone of a person who linked LINE heard a beacon of LINE.',
  z.object({
    personId: z.string(),
    lineEventId: z.string(),
    hwid: z.string(),
    kind: z.enum(['enter', 'banner', 'stay']),
    at: z.iso.datetime(),
  }),
)

export const pushReplayed = defineEvent(
  'outreach.push-replayed',
  1,
  'The operator sends a push again that had not reached its device.',
  z.object({ messageId: z.string(), subscriptionId: z.string() }),
)

/** The facts that campaigns announce. */
import { z } from 'zod'
import { defineEvent, publish } from '../../kernel/event.ts'

export const campaignChanged = defineEvent(
  'campaigns.campaign-changed',
  1,
  'A campaign was made, changed, started, paused or ended.',
  z.object({
    campaignId: z.string(),
    merchantId: z.string(),
    state: z.enum(['draft', 'running', 'paused', 'ended']),
  }),
)

export const decided = defineEvent(
  'campaigns.decided',
  1,
  'A campaign said yes or no to one person at one moment. Equal refusals of an hour are told once.',
  z.object({
    decisionId: z.string(),
    campaignId: z.string(),
    merchantId: z.string(),
    personId: z.string(),
    at: z.iso.datetime(),
    outcome: z.enum(['sent', 'postponed', 'control', 'refused']),
    /** Null until the person qualifies; from then on always the same. */
    arm: z.enum(['treated', 'control']).nullable(),
    /** The rule that said no, and of a gate or coupon its code; null for a yes. */
    rule: z.string().nullable(),
    code: z.string().nullable(),
    couponId: z.string().nullable(),
    messageId: z.string().nullable(),
    /** The visit that set the campaign off, if it was one: it is no effect of the campaign. */
    visitId: z.string().nullable(),
  }),
)

/** What of these facts other programs of the shop may hear. */
export const campaignPublicEvents = [
  publish(
    campaignChanged,
    'campaign.changed',
    'A campaign was made, changed, started, paused or ended.',
    z.object({ campaignId: z.string(), state: z.enum(['draft', 'running', 'paused', 'ended']) }),
  ),
]

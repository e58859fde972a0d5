/** LINE over HTTP: its webhook, and the link between an account there and one here. */
import { z } from 'zod'
import { Refused } from '../../../kernel/refused.ts'
import type { Http } from '../../../platform/http.ts'
import { problemOf } from '../../../platform/http/problems.ts'
import { deliveryRefusals } from '../model/delivery.ts'
import type { LineAccount } from '../ports.ts'
import { startLineLink, takeLineEvents, type LineEvent } from '../service/line.ts'

const EVENTS_MAX = 500
const refusals = [deliveryRefusals]

/** Of LINE's events, what we act on; all else passes. */
const event = z.object({
  type: z.string().max(40),
  timestamp: z.int().nonnegative().max(8_640_000_000_000_000),
  webhookEventId: z.string().min(1).max(60),
  source: z.object({ userId: z.string().max(60).optional() }).optional(),
  link: z.object({ result: z.enum(['ok', 'failed']), nonce: z.string().max(300) }).optional(),
  postback: z.object({ data: z.string().max(2_000) }).optional(),
  beacon: z
    .object({ hwid: z.string().max(60), type: z.enum(['enter', 'banner', 'stay']) })
    .optional(),
})
const webhook = z.object({ events: z.array(event).max(EVENTS_MAX) })

/** Declares the routes of LINE; without an account there, they say that the way is off. */
export function lineRoutes(http: Http, secret: string, line: LineAccount | null): void {
  http.route({
    method: 'POST',
    url: '/v1/inbound/line',
    summary: 'The webhook of LINE: signed, each event once',
    tag: 'inbound',
    access: 'anyone',
    textTypes: ['application/json'],
    body: z.string().max(1_000_000),
    reply: z.object({ taken: z.int() }),
    status: 200,
    refusals,
    handle: (work, { body, request }) => {
      if (!line) throw new Refused(deliveryRefusals, 'delivery.way-off')
      const signature = request.headers['x-line-signature']
      if (typeof signature !== 'string' || !line.isSigned(body, signature)) {
        throw new Refused(deliveryRefusals, 'delivery.link-unknown')
      }
      return takeLineEvents(work, secret, eventsIn(body)).then((taken) => ({ taken }))
    },
  })
  http.route({
    method: 'POST',
    url: '/v1/me/line-links',
    summary: 'Begins to link my LINE account: where to go on its side',
    tag: 'inbox',
    access: 'person',
    body: z.strictObject({ linkToken: z.string().regex(/^[\w-]{10,200}$/) }),
    reply: z.object({ url: z.string() }),
    refusals,
    rate: { perMinute: 10 },
    handle: (work, { body }) => {
      if (!line) throw new Refused(deliveryRefusals, 'delivery.way-off')
      return startLineLink(work, body.linkToken)
    },
  })
  http.route({
    method: 'GET',
    url: '/v1/operator/line-quota',
    summary: 'How many messages LINE takes of us this month, and how many it took',
    tag: 'operator',
    access: 'operator',
    reply: z.object({ limit: z.int().nullable(), used: z.int() }),
    refusals,
    plain: true,
    handle: async () => {
      if (!line) throw new Refused(deliveryRefusals, 'delivery.way-off')
      try {
        return await line.quota(AbortSignal.timeout(QUOTA_MS_MAX))
      } catch {
        throw new Refused(deliveryRefusals, 'delivery.not-now')
      }
    },
  })
}

const QUOTA_MS_MAX = 10_000

/** Signed by LINE, so what does not read is a fault of theirs or news to us: a 400 for both. */
function eventsIn(body: string): readonly LineEvent[] {
  let read: unknown
  try {
    read = JSON.parse(body)
  } catch {
    throw problemOf('json')
  }
  const parsed = webhook.safeParse(read)
  if (!parsed.success) throw problemOf('json')
  return parsed.data.events.map((each) => ({
    eventId: each.webhookEventId,
    kind: each.type,
    userId: each.source?.userId ?? null,
    at: new Date(each.timestamp),
    link: each.link,
    postback: each.postback?.data,
    beacon: each.beacon && { hwid: each.beacon.hwid, kind: each.beacon.type },
  }))
}

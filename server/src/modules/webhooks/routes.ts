/** Webhooks over HTTP: endpoints, what was told to them, and telling it again. */
import { z } from 'zod'
import type { PublicEvent } from '../../kernel/event.ts'
import {
  idOf,
  instant,
  instantIn,
  listOf,
  listQuery,
  pageRequest,
  type Http,
} from '../../platform/http.ts'
import type { Outward } from '../../platform/outward.ts'
import {
  DESCRIPTION_LETTERS_MAX,
  TEST_TYPE,
  TYPES_MAX,
  URL_CHARS_MAX,
  messageName,
  webhookRefusals,
} from './model.ts'
import {
  changeEndpoint,
  changeSecret,
  createEndpoint,
  endpointOf,
  endpointsOf,
  removeEndpoint,
  type EndpointNeeds,
} from './service.ts'
import {
  AGAIN_MAX,
  deliveriesOf,
  deliveryOf,
  sendTest,
  tellAgain,
  tellSince,
} from './service/telling.ts'

const refusals = [webhookRefusals]
const person = { tag: 'webhooks', access: 'person', refusals } as const
const ofEndpoint = z.object({ endpointId: idOf('webhook') })
const ofDelivery = z.object({ deliveryId: idOf('webhook-delivery') })
const state = z.enum(['waiting', 'delivered', 'failed', 'stopped'])
const head = z.record(z.string(), z.string())

const endpoint = z.object({
  id: idOf('webhook'),
  merchantId: idOf('merchant').nullable(),
  url: z.string(),
  description: z.string(),
  types: z.array(z.string()),
  state: z.enum(['on', 'off']),
  offReason: z.enum(['owner', 'gone', 'failing']).nullable(),
  throttledUntil: instant.nullable(),
  failingSince: instant.nullable(),
  createdAt: instant,
})
const madeEndpoint = endpoint.extend({ secret: z.string() })

const description = z
  .string()
  .max(DESCRIPTION_LETTERS_MAX)
  .regex(/^\P{Cc}*$/u, 'a letter that nobody sees')
const types = z.array(z.string().max(100)).max(TYPES_MAX)
const url = z.string().min(1).max(URL_CHARS_MAX)
const newEndpoint = z.strictObject({
  url,
  description: description.default(''),
  types: types.default([]),
})
const change = z.strictObject({
  url: url.optional(),
  description: description.optional(),
  types: types.optional(),
  isOn: z.boolean().optional(),
})

const delivery = z.object({
  id: idOf('webhook-delivery'),
  endpointId: idOf('webhook'),
  /** What `webhook-id` says. */
  messageName: z.string(),
  type: z.string(),
  at: instant,
  state,
  attempts: z.int(),
  nextAt: instant.nullable(),
  finishedAt: instant.nullable(),
  status: z.int().nullable(),
})
const deliveryWithAttempts = delivery.extend({
  body: z.string(),
  tries: z.array(
    z.object({
      number: z.int(),
      at: instant,
      durationMs: z.int(),
      status: z.int().nullable(),
      says: z.string().nullable(),
      requestHead: head,
      responseHead: head.nullable(),
      responseBody: z.string().nullable(),
    }),
  ),
})
const eventType = z.object({
  type: z.string(),
  says: z.string(),
  /** JSON Schema of `data`, beside `merchantId` and `customerId`. */
  shape: z.record(z.string(), z.unknown()),
})

/** Declares the routes of webhooks. */
export function webhookRoutes(
  http: Http,
  needs: { readonly outward: Outward; readonly events: readonly PublicEvent[] },
): void {
  const { outward, events } = needs
  const judging = { outward, types: new Set(events.map(({ type }) => type)) }
  catalogueRoute(http, events)
  ownerRoutes(http, judging)
  endpointRoutes(http, judging)
  endpointDoingRoutes(http)
  deliveryRoutes(http)
}

function catalogueRoute(http: Http, events: readonly PublicEvent[]): void {
  const items = events
    .map(({ type, says, shape }) => ({ type, says, shape: schemaOf(shape) }))
    .toSorted((left, right) => (left.type < right.type ? -1 : 1))

  http.route({
    method: 'GET',
    url: '/v1/webhook-events',
    summary: 'Lists what webhooks can tell',
    ...person,
    access: 'anyone',
    reply: listOf(eventType),
    plain: true,
    handle: () => ({ items, nextCursor: null }),
  })
}

function schemaOf(shape: z.ZodType): Record<string, unknown> {
  const { $schema: _schema, ...rest } = z.toJSONSchema(shape, { io: 'output' })
  return rest
}

function ownerRoutes(http: Http, judging: EndpointNeeds): void {
  const ofMerchant = z.object({ merchantId: idOf('merchant') })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/webhooks',
    summary: 'Lists the webhooks of a merchant',
    ...person,
    access: 'merchant',
    params: ofMerchant,
    reply: listOf(endpoint),
    handle: async (work, { params }) => ({
      items: [...(await endpointsOf(work, params.merchantId))].map(shown),
      nextCursor: null,
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/webhooks',
    summary: 'Makes a webhook of a merchant; its secret is shown this once',
    ...person,
    access: 'merchant',
    params: ofMerchant,
    body: newEndpoint,
    reply: madeEndpoint,
    handle: async (work, { params, body }) => {
      const made = await createEndpoint(work, judging, params.merchantId, body)
      return { ...shown(made), secret: made.secret }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/operator/webhooks',
    summary: 'Lists the webhooks of the market',
    ...person,
    access: 'operator',
    reply: listOf(endpoint),
    handle: async (work) => ({
      items: [...(await endpointsOf(work, null))].map(shown),
      nextCursor: null,
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/operator/webhooks',
    summary: 'Makes a webhook of the market; its secret is shown this once',
    ...person,
    access: 'operator',
    body: newEndpoint,
    reply: madeEndpoint,
    handle: async (work, { body }) => {
      const made = await createEndpoint(work, judging, null, body)
      return { ...shown(made), secret: made.secret }
    },
  })
}

function endpointRoutes(http: Http, judging: EndpointNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/webhooks/:endpointId',
    summary: 'Shows a webhook',
    ...person,
    params: ofEndpoint,
    reply: endpoint,
    handle: async (work, { params }) => shown(await endpointOf(work, params.endpointId)),
  })

  http.route({
    method: 'PATCH',
    url: '/v1/webhooks/:endpointId',
    summary: 'Changes a webhook, or turns it on or off',
    ...person,
    params: ofEndpoint,
    body: change,
    reply: endpoint,
    handle: async (work, { params, body }) => {
      const { url: newUrl, description: says, types: wanted, isOn } = body
      return shown(
        await changeEndpoint(work, judging, params.endpointId, {
          ...(newUrl !== undefined && { url: newUrl }),
          ...(says !== undefined && { description: says }),
          ...(wanted !== undefined && { types: [...new Set(wanted)] }),
          ...(isOn !== undefined && { isOn }),
        }),
      )
    },
  })

  http.route({
    method: 'DELETE',
    url: '/v1/webhooks/:endpointId',
    summary: 'Removes a webhook and its log',
    ...person,
    params: ofEndpoint,
    reply: z.undefined(),
    status: 204,
    handle: (work, { params }) => removeEndpoint(work, params.endpointId),
  })
}

function endpointDoingRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/webhooks/:endpointId/secrets',
    summary: 'Gives a webhook a new secret, shown this once; the old one signs for a day more',
    ...person,
    params: ofEndpoint,
    reply: z.object({ secret: z.string() }),
    handle: async (work, { params }) => ({ secret: await changeSecret(work, params.endpointId) }),
  })

  http.route({
    method: 'POST',
    url: '/v1/webhooks/:endpointId/tests',
    summary: `Sends a message of type ${TEST_TYPE}`,
    ...person,
    params: ofEndpoint,
    reply: z.object({ deliveryId: idOf('webhook-delivery') }),
    rate: { perMinute: 30 },
    handle: async (work, { params }) => ({ deliveryId: await sendTest(work, params.endpointId) }),
  })

  http.route({
    method: 'POST',
    url: '/v1/webhooks/:endpointId/replays',
    summary: `Tells a webhook again what it missed since a moment, at most ${AGAIN_MAX} messages`,
    ...person,
    params: ofEndpoint,
    body: z.strictObject({
      since: instantIn,
      /** Also what has arrived. */
      isAll: z.boolean().default(false),
    }),
    reply: z.object({ count: z.int() }),
    rate: { perMinute: 30 },
    handle: async (work, { params, body }) => ({
      count: await tellSince(work, params.endpointId, body.since, body.isAll),
    }),
  })
}

function deliveryRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/webhooks/:endpointId/deliveries',
    summary: 'Lists what was told to a webhook, the latest first',
    ...person,
    params: ofEndpoint,
    query: z.strictObject({ ...listQuery, state: state.optional() }),
    reply: listOf(delivery),
    handle: async (work, { params, query }) => {
      const asked = pageRequest(query)
      const page = await deliveriesOf(work, params.endpointId, query.state ?? null, asked)
      return { items: page.items.map(shownDelivery), nextCursor: page.nextCursor }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/webhook-deliveries/:deliveryId',
    summary: 'Shows a delivery with its message and its latest attempts',
    ...person,
    params: ofDelivery,
    reply: deliveryWithAttempts,
    handle: async (work, { params }) => {
      const found = await deliveryOf(work, params.deliveryId)
      const tries = found.tries.map((one) => ({ ...one }))
      return { ...shownDelivery(found), body: found.body, tries }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/webhook-deliveries/:deliveryId/replay',
    summary: 'Tells one message again',
    ...person,
    params: ofDelivery,
    reply: z.undefined(),
    status: 204,
    handle: (work, { params }) => tellAgain(work, params.deliveryId),
  })
}

const shown = <Shown extends { readonly types: readonly string[] }>(one: Shown) => ({
  ...one,
  types: [...one.types],
})

type Listed = Awaited<ReturnType<typeof deliveriesOf>>['items'][number]
const shownDelivery = (one: Listed) => ({
  ...one,
  messageName: messageName(one.messageId),
  nextAt: one.state === 'waiting' ? one.nextAt : null,
})

/** Ways out over HTTP: a person's own, and what the operator looks after. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../../platform/http.ts'
import {
  deadKind,
  deadKinds,
  deadStates,
  deliveryRefusals,
  deliveryStates,
  lookedAfter,
  maskedAddress,
  wayNames,
} from '../model/delivery.ts'
import {
  chooseWay,
  confirmEmail,
  forgetAddress,
  sendEmailProof,
  waysOfAsker,
} from '../service/addresses.ts'
import { deadLetters, replayAll, replayOne, waysAtWork } from '../service/dead-letters.ts'
import type { DeliveryNeeds } from '../service/deliveries.ts'
import { inboundToken } from './inbound.ts'

const refusals = [deliveryRefusals]
const none = z.undefined()
const way = z.enum(wayNames)
/** A way of letters, or a device. */
const anyWay = z.enum(lookedAfter)
const ownWay = z.object({
  way,
  /** Masked; null where none is known. */
  address: z.string().nullable(),
  isReachable: z.boolean(),
  /** Information about my own doings goes there too, beside the inbox. */
  wantsInformation: z.boolean(),
})
const deadLetter = z.object({
  id: idOf('delivery'),
  messageId: idOf('message'),
  merchantName: z.string(),
  title: z.string(),
  body: z.string(),
  way: anyWay,
  /** Masked. */
  address: z.string(),
  state: z.enum(deadStates),
  attempts: z.int(),
  /** Why, in a word of ours; what the provider said is in `error`. */
  kind: z.enum(deadKinds),
  error: z.string().nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
})
const deadReason = z.object({
  way: anyWay,
  state: z.enum(deadStates),
  kind: z.enum(deadKinds),
  /** The beginning of what the provider said. */
  reason: z.string(),
  count: z.int(),
})
nameShapes({ OwnWay: ownWay, DeadLetter: deadLetter })

const filter = {
  way: anyWay.optional(),
  state: z.enum(deadStates).optional(),
  /** The beginning of the error. */
  reason: z.string().max(200).optional(),
}
type Filter = z.output<z.ZodObject<typeof filter>>
const filterOf = (asked: Filter) => ({
  way: asked.way ?? null,
  state: asked.state ?? null,
  reason: asked.reason ?? null,
})

/** Declares the routes of deliveries. */
export function deliveryRoutes(http: Http, needs: DeliveryNeeds): void {
  ownWayRoutes(http, needs)
  proofRoutes(http, needs)
  deadLetterRoutes(http, needs)
  replayRoutes(http)
}

function ownWayRoutes(http: Http, needs: DeliveryNeeds): void {
  const personOnly = { tag: 'inbox', access: 'person' } as const
  http.route({
    method: 'GET',
    url: '/v1/me/ways',
    summary: 'How I am reached beside the inbox',
    ...personOnly,
    reply: z.object({ items: z.array(ownWay) }),
    handle: async (work) => ({ items: await waysOfAsker(work, needs) }),
  })
  http.route({
    method: 'PUT',
    url: '/v1/me/ways/:way',
    summary: 'Says whether information about my own doings goes on a way, too',
    ...personOnly,
    params: z.object({ way }),
    body: z.strictObject({ wantsInformation: z.boolean() }),
    reply: none,
    status: 204,
    handle: async (work, { params, body }) => {
      await chooseWay(work, params.way, body.wantsInformation)
      return undefined
    },
  })
  http.route({
    method: 'DELETE',
    url: '/v1/me/ways/:way',
    summary: 'Forgets where I am reached on a way; phone numbers belong to the sign-in and stay',
    ...personOnly,
    params: z.object({ way }),
    reply: none,
    status: 204,
    handle: async (work, { params }) => {
      await forgetAddress(work, params.way)
      return undefined
    },
  })
}

function proofRoutes(http: Http, needs: DeliveryNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/me/ways/email/proofs',
    summary: 'Sends a mail with a link that proves an address to be mine',
    tag: 'inbox',
    access: 'person',
    body: z.strictObject({ address: z.string().min(3).max(320) }),
    reply: none,
    status: 204,
    refusals,
    rate: { perMinute: 3 },
    plain: true,
    handle: ({ actor, now, inWork, body: { address } }) =>
      sendEmailProof(inWork, needs, { actor, now, address }),
  })
  http.route({
    method: 'POST',
    url: '/v1/address-proofs',
    summary: 'Takes the link of such a mail; no sign-in needed',
    tag: 'inbox',
    access: 'anyone',
    body: z.strictObject({ token: z.string().regex(/^[\w-]{60,940}$/, 'not the link of a mail') }),
    reply: z.object({ address: z.string() }),
    status: 200,
    refusals,
    rate: { perMinute: 30 },
    handle: (work, { body }) => confirmEmail(work, needs.secret, body.token),
  })
}

const operatorOnly = { tag: 'operator', access: 'operator' } as const

function deadLetterRoutes(http: Http, needs: DeliveryNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/operator/ways',
    summary: 'How the ways out are doing: a week by state, and why things did not get through',
    ...operatorOnly,
    reply: z.object({
      /** The ways that are set up. */
      open: z.array(way),
      /** Where providers report to. Keep the first two to yourself: who knows them can report. */
      inbound: z.object({ mail: z.string(), solapi: z.string(), line: z.string() }),
      counts: z.array(
        z.object({
          way: anyWay,
          state: z.enum(deliveryStates),
          count: z.int(),
          /** Of what is queued: since when the oldest waits. */
          since: instant.nullable(),
        }),
      ),
      reasons: z.array(deadReason),
    }),
    handle: async (work) => {
      const base = `${needs.origin()}/v1/inbound`
      const token = inboundToken(needs.secret)
      const inbound = {
        mail: `${base}/${token}/mail`,
        solapi: `${base}/${token}/solapi`,
        line: `${base}/line`,
      }
      const { counts, reasons } = await waysAtWork(work)
      return {
        open: [...needs.ways.keys()],
        inbound,
        counts,
        reasons: reasons.map((each) => ({ ...each, kind: deadKind(each.state, each.reason) })),
      }
    },
  })
  http.route({
    method: 'GET',
    url: '/v1/operator/dead-letters',
    summary: 'What did not get through, the newest first',
    ...operatorOnly,
    query: z.strictObject({ ...listQuery, ...filter }),
    reply: listOf(deadLetter),
    handle: async (work, { query }) => {
      const { items, nextCursor } = await deadLetters(work, filterOf(query), pageRequest(query))
      const shown = items.map((each) => ({
        ...each,
        kind: deadKind(each.state, each.error ?? ''),
        address: maskedAddress(each.way, each.address),
      }))
      return { items: shown, nextCursor }
    },
  })
}

function replayRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/operator/dead-letters/:deliveryId/replay',
    summary: 'Sends a dead letter again',
    ...operatorOnly,
    params: z.object({ deliveryId: idOf('delivery') }),
    reply: none,
    status: 204,
    refusals,
    handle: async (work, { params }) => {
      await replayOne(work, params.deliveryId)
      return undefined
    },
  })
  http.route({
    method: 'POST',
    url: '/v1/operator/dead-letters/replay',
    summary: 'Sends all dead letters of a kind again, so many at once',
    ...operatorOnly,
    body: z.strictObject(filter),
    reply: z.object({ replayed: z.int() }),
    status: 200,
    handle: async (work, { body }) => ({ replayed: await replayAll(work, filterOf(body)) }),
  })
}

/** Tills that go on by themselves, over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { idOf, instant, instantIn, listOf, type Http } from '../../../platform/http.ts'
import { placeRefusals } from '../../places/model.ts'
import { GIVEN_MINOR_MAX } from '../model/offline.ts'
import { offerRefusals } from '../model/refusals.ts'
import {
  placeAcceptances,
  resolveAcceptance,
  SENT_AT_ONCE_MAX,
  takeAcceptances,
} from '../service/offline/acceptances.ts'
import {
  codeKeys,
  fetchList,
  LABEL_LENGTH_MAX,
  offlinePolicy,
  setOfflinePolicy,
} from '../service/offline/lists.ts'
import { billIn, codeIn, momentQuery } from './shapes.ts'

const refusals = [accessRefusals, offerRefusals]
const ofPlace = z.object({ placeId: idOf('place') })
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const amountMinor = z.int().nonnegative()
const policy = z.strictObject({
  /** What each till may give away between two looks at the server; 0: tills do not go on alone. */
  givenMinorMax: z.int().min(0).max(GIVEN_MINOR_MAX),
})
const state = z.enum(['counted', 'flagged', 'undone'])
const resolution = z.enum(['borne', 'mistake'])

const sent = z.strictObject({
  /** The till's own, kept with it: sent again, it gets its first answer. */
  id: idOf('acceptance'),
  code: codeIn,
  billMinor: billIn,
  discountMinor: amountMinor.max(AMOUNT_MINOR_MAX),
  /** What was handed over beside the bill. */
  extrasMinor: amountMinor.max(AMOUNT_MINOR_MAX).default(0),
  /** When the square was read, by the server's clock. */
  acceptedAt: instantIn,
  undoneAt: instantIn.nullable().default(null),
})

const acceptance = z.object({
  id: idOf('acceptance'),
  tillId: idOf('offline-till'),
  tillLabel: z.string(),
  offerTitle: z.string().nullable(),
  billMinor: amountMinor,
  discountMinor: amountMinor,
  extrasMinor: amountMinor,
  acceptedAt: instant,
  sentAt: instant,
  state,
  /** The code of a refusal, where it is flagged. */
  reason: z.string().nullable(),
  resolution: resolution.nullable(),
  resolvedAt: instant.nullable(),
  redemptionId: idOf('redemption').nullable(),
})

export function offlineRoutes(http: Http): void {
  listRoutes(http)
  acceptanceRoutes(http)
  policyRoutes(http)
}

function listRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/offline-list',
    summary: 'What a till needs to go on by itself for a day, signed',
    tag: 'counter',
    access: 'till',
    status: 200,
    params: ofPlace,
    body: z.strictObject({
      /** The till's own, made once and kept. */
      tillId: idOf('offline-till'),
      label: z.string().trim().min(1).max(LABEL_LENGTH_MAX),
      /** `contentDigest` of the list that the till has: the same content is not sent again. */
      knownDigest: z.string().max(100).nullable().default(null),
    }),
    reply: z.object({
      /** JWS, compact, ES256: listId, signedAt, goodUntil, givenMinorMax, contentDigest. */
      list: z.string(),
      /** JSON whose SHA-256 is `contentDigest`: offers, policy, keys, coupons that are gone. */
      content: z.string().nullable(),
    }),
    refusals,
    handle: (work, { params, body }) => fetchList(work, { ...params, ...body }),
  })

  http.route({
    method: 'GET',
    url: '/v1/code-keys',
    summary: 'The public keys of certificates and lists around this moment',
    tag: 'counter',
    access: 'anyone',
    reply: z.object({
      items: z.array(
        z.object({
          /** Names it in certificates and lists: the start of its SHA-256. */
          keyId: z.string(),
          /** On P-256: x and y, in base 64 for addresses. */
          publicKey: z.string(),
        }),
      ),
    }),
    handle: async (work) => ({ items: codeKeys(work) }),
  })
}

function acceptanceRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/offline-acceptances',
    summary: 'Takes in what a till accepted by itself: each is counted, flagged or undone, once',
    tag: 'counter',
    access: 'till',
    status: 200,
    plain: true,
    params: ofPlace,
    body: z.strictObject({
      tillId: idOf('offline-till'),
      /** In the order in which they were accepted. */
      acceptances: z.array(sent).min(1).max(SENT_AT_ONCE_MAX),
    }),
    reply: z.object({
      items: z.array(
        z.object({
          id: idOf('acceptance'),
          state,
          reason: z.string().nullable(),
          billId: idOf('bill').nullable(),
        }),
      ),
    }),
    refusals,
    handle: async ({ actor, inWork, params, body: { tillId, acceptances } }) => {
      const from = { ...params, tillId }
      return { items: await takeAcceptances(inWork, actor, from, acceptances) }
    },
  })

  flaggedRoutes(http)
}

function flaggedRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/offline-acceptances',
    summary: 'What was accepted at a place without a connection, newest first',
    tag: 'counter',
    access: 'till',
    params: ofPlace,
    query: z.strictObject({ ...momentQuery.shape, show: z.enum(['all', 'open']).default('all') }),
    reply: listOf(acceptance),
    refusals,
    handle: (work, { params, query: { limit, cursor, show } }) =>
      placeAcceptances(work, params.placeId, { limit, after: cursor ?? null }, show === 'open'),
  })

  http.route({
    method: 'POST',
    url: '/v1/offline-acceptances/:acceptanceId/resolution',
    summary: 'Says who bears what was flagged: the shop, or nobody, since it was a mistake',
    tag: 'counter',
    access: 'merchant',
    status: 204,
    params: z.object({ acceptanceId: idOf('acceptance') }),
    body: z.strictObject({ resolution }),
    reply: z.undefined(),
    refusals,
    handle: async (work, { params, body }) => {
      await resolveAcceptance(work, params.acceptanceId, body.resolution)
      return undefined
    },
  })
}

function policyRoutes(http: Http): void {
  const url = '/v1/merchants/:merchantId/offline-policy'
  http.route({
    method: 'GET',
    url,
    summary: 'How much the tills of a shop may give away without a connection',
    tag: 'counter',
    access: 'person',
    params: ofMerchant,
    reply: policy,
    refusals: [accessRefusals, placeRefusals],
    handle: async (work, { params }) => {
      return { givenMinorMax: await offlinePolicy(work, params.merchantId) }
    },
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Sets how much the tills of a shop may give away without a connection',
    tag: 'counter',
    access: 'merchant',
    params: ofMerchant,
    body: policy,
    reply: policy,
    refusals: [accessRefusals, placeRefusals],
    handle: async (work, { params, body }) => {
      await setOfflinePolicy(work, params.merchantId, body.givenMinorMax)
      return body
    },
  })
}

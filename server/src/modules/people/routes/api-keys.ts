/** API keys over HTTP, of merchants and of the market. */
import { z } from 'zod'
import { idOf, instant, listOf, type Http } from '../../../platform/http.ts'
import { NAME_LETTERS_MAX, nameOf } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { apiKeysOf, createApiKey, endApiKey } from '../service/keys.ts'

const none = z.undefined()
const refusals = [peopleRefusals]
const name = z
  .string()
  .max(NAME_LETTERS_MAX)
  .refine((text) => nameOf(text) !== null, 'no letter to be seen')
const apiKey = z.object({
  id: idOf('api-key'),
  merchantId: idOf('merchant').nullable(),
  name: z.string(),
  scopes: z.array(z.enum(['till', 'signals'])),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})
const newApiKey = z.strictObject({
  name,
  scopes: z
    .array(z.enum(['till', 'signals']))
    .min(1)
    .max(2),
})
const madeApiKey = apiKey.extend({ key: z.string() })

/** Declares the routes of API keys. */
export function apiKeyRoutes(http: Http): void {
  merchantKeyRoutes(http)
  operatorKeyRoutes(http)
}

function merchantKeyRoutes(http: Http): void {
  const merchantOnly = { tag: 'api-keys', access: 'merchant', refusals } as const
  const ofMerchant = z.object({ merchantId: idOf('merchant') })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/api-keys',
    summary: 'Lists the API keys of a merchant',
    ...merchantOnly,
    params: ofMerchant,
    reply: listOf(apiKey),
    handle: async (work, { params }) => ({
      items: (await apiKeysOf(work, params.merchantId)).map(shown),
      nextCursor: null,
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/api-keys',
    summary: 'Makes an API key of a merchant; its text is shown this once',
    ...merchantOnly,
    params: ofMerchant,
    body: newApiKey,
    reply: madeApiKey,
    handle: async (work, { params, body }) => {
      const made = await createApiKey(work, { ...body, merchantId: params.merchantId })
      return { ...shown(made), key: made.key }
    },
  })

  http.route({
    method: 'DELETE',
    url: '/v1/merchants/:merchantId/api-keys/:keyId',
    summary: 'Takes an API key of a merchant back',
    ...merchantOnly,
    params: ofMerchant.extend({ keyId: idOf('api-key') }),
    reply: none,
    status: 204,
    handle: async (work, { params }) => {
      await endApiKey(work, params.merchantId, params.keyId)
      return undefined
    },
  })
}

function operatorKeyRoutes(http: Http): void {
  const operatorOnly = { tag: 'api-keys', access: 'operator', refusals } as const

  http.route({
    method: 'GET',
    url: '/v1/operator/api-keys',
    summary: 'Lists the API keys of the market',
    ...operatorOnly,
    reply: listOf(apiKey),
    handle: async (work) => ({
      items: (await apiKeysOf(work, null)).map(shown),
      nextCursor: null,
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/operator/api-keys',
    summary: 'Makes an API key of the market; its text is shown this once',
    ...operatorOnly,
    body: newApiKey,
    reply: madeApiKey,
    handle: async (work, { body }) => {
      const made = await createApiKey(work, { ...body, merchantId: null })
      return { ...shown(made), key: made.key }
    },
  })

  http.route({
    method: 'DELETE',
    url: '/v1/operator/api-keys/:keyId',
    summary: 'Takes an API key of the market back',
    ...operatorOnly,
    params: z.object({ keyId: idOf('api-key') }),
    reply: none,
    status: 204,
    handle: async (work, { params }) => {
      await endApiKey(work, null, params.keyId)
      return undefined
    },
  })
}

const shown = <Key extends { readonly scopes: readonly ('till' | 'signals')[] }>(key: Key) => ({
  ...key,
  scopes: [...key.scopes],
})

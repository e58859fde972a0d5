/** What is taken out of the house over HTTP: proofs of consents, what the law keeps, and who took what. */
import { z } from 'zod'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../../platform/http.ts'
import type { PersonMap } from '../../../platform/person-map.ts'
import { channels, purposes } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { disclosed, REASON_LETTERS_MAX, reasonOf } from '../model/looks.ts'
import { consentProofsAt, proofsCsv, proofsOfAsker } from '../service/consent-proofs.ts'
import { disclosures, keptRecords } from '../service/disclosures.ts'

const refusals = [peopleRefusals]
const reason = z
  .string()
  .max(REASON_LETTERS_MAX)
  .refine((text) => reasonOf(text) !== null, 'say in a few words what for')
const proof = z.object({
  nr: z.int(),
  at: instant,
  personId: idOf('person'),
  merchantId: idOf('merchant').nullable(),
  purpose: z.enum(purposes),
  granted: z.boolean(),
  wordingVersion: z.int(),
  ko: z.string(),
  en: z.string(),
  channel: z.enum(channels),
  sessionId: idOf('session').nullable(),
  ipHash: z.string().nullable(),
  agentHash: z.string().nullable(),
})
const proofs = listOf(proof)
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const asked = z.strictObject({
  reason,
  personId: idOf('person').optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
})

/** Declares the routes of proofs of consents, of what is kept of erased people, and of who took what. */
export function disclosureRoutes(http: Http, maps: readonly PersonMap[]): void {
  proofRoutes(http)
  operatorRoutes(http, maps)
}

function proofRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/consent-proofs',
    summary: 'All my answers with the words they were given to, oldest first',
    tag: 'consents',
    access: 'person',
    reply: proofs,
    rate: { perMinute: 20 },
    handle: async (work) => ({ items: [...(await proofsOfAsker(work))], nextCursor: null }),
  })

  const shared = {
    method: 'GET',
    tag: 'consents',
    access: 'merchant',
    params: ofMerchant,
    query: asked,
    refusals,
    rate: { perMinute: 20 },
  } as const
  http.route({
    ...shared,
    url: '/v1/merchants/:merchantId/consent-proofs',
    summary: 'The answers that a shop was given, for its owner and a reason, which is kept',
    reply: proofs,
    handle: async (work, { params, query }) => {
      const { personId = null, ...rest } = query
      return {
        items: [...(await consentProofsAt(work, { ...params, ...rest, personId }))],
        nextCursor: null,
      }
    },
  })
  http.file({
    ...shared,
    url: '/v1/merchants/:merchantId/consent-proofs.csv',
    summary: 'The same as a table for a spreadsheet',
    type: 'text/csv; charset=utf-8',
    handle: async ({ actor, inWork, params, query: { personId = null, ...rest } }) => ({
      name: 'consents.csv',
      body: proofsCsv(
        await inWork(actor, (work) => consentProofsAt(work, { ...params, ...rest, personId })),
      ),
    }),
  })
}

function operatorRoutes(http: Http, maps: readonly PersonMap[]): void {
  const operatorOnly = { tag: 'operator', access: 'operator' } as const
  http.route({
    ...operatorOnly,
    method: 'POST',
    url: '/v1/operator/kept-records',
    summary: 'What the law keeps of somebody erased, for a reason, which is kept',
    body: z.strictObject({ personId: idOf('person'), reason }),
    reply: z.object({
      personId: idOf('person'),
      erasedAt: instant,
      tables: z.array(
        z.object({
          table: z.string(),
          months: z.int().nullable(),
          rows: z.array(z.record(z.string(), z.unknown())),
        }),
      ),
    }),
    status: 200,
    refusals,
    rate: { perMinute: 20 },
    handle: async (work, { body }) => {
      const { tables, ...rest } = await keptRecords(work, maps, body)
      return {
        ...rest,
        tables: tables.map(({ rows, ...table }) => ({
          ...table,
          rows: rows.map((row) => ({ ...row })),
        })),
      }
    },
  })
  http.route({
    ...operatorOnly,
    method: 'GET',
    url: '/v1/operator/disclosures',
    summary: 'Who took data of people out, how much of it and what for, newest first',
    query: z.strictObject(listQuery),
    reply: listOf(
      z.object({
        id: idOf('disclosure'),
        at: instant,
        reader: z.string(),
        what: z.enum(disclosed),
        personId: idOf('person').nullable(),
        merchantId: idOf('merchant').nullable(),
        people: z.int(),
        reason: z.string(),
      }),
    ),
    handle: async (work, { query }) => {
      const { items, nextCursor } = await disclosures(work, pageRequest(query))
      return { items: [...items], nextCursor }
    },
  })
}

/** Two accounts of mine made one, over HTTP, and taken apart again. */
import { z } from 'zod'
import { idOf, instant, listOf, type Http } from '../../../platform/http.ts'
import { PASSWORD_LETTERS_MAX } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { mergeRefusals } from '../model/merges.ts'
import { proveOther } from '../service/merge-proofs.ts'
import { mergeAccounts, mergesOfAsker, previewMerge, undoMerge } from '../service/merging.ts'
import { code, doorOf, type PeopleNeeds } from './door.ts'

const refusals = [peopleRefusals, mergeRefusals]
const personOnly = { tag: 'people', access: 'person' } as const
const proof = z.string().min(20).max(64)
const ofMerge = z.object({ mergeId: idOf('merge') })
const known = {
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
}
const none = z.undefined()

export function mergeRoutes(http: Http, needs: PeopleNeeds): void {
  proofRoute(http, needs)
  previewRoute(http, needs)
  mergingRoute(http, needs)
  mergedRoutes(http, needs)
}

function proofRoute(http: Http, needs: PeopleNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/me/merge-proofs',
    summary: 'Shows that another account is mine, with the code sent to its phone or mailbox',
    ...personOnly,
    plain: true,
    body: z.strictObject({
      /** A phone number or an e-mail address. */
      address: z.string().min(3).max(300),
      code,
    }),
    reply: z.object({ proof: z.string() }),
    refusals,
    rate: { perMinute: 30, by: 'address' },
    handle: async (call) => ({ proof: await proveOther(doorOf(needs, call), call.body) }),
  })
}

function previewRoute(http: Http, needs: PeopleNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/me/merge-previews',
    summary: 'What making one of my account and another of mine would do; nothing is done',
    ...personOnly,
    plain: true,
    body: z.strictObject({
      /** Of POST /v1/me/merge-proofs, or `mergeProof` of a refusal that said whose a way in is. */
      proof,
    }),
    reply: z.object({
      ...known,
      /** How many rows go over, by table, and what modules count themselves. */
      carries: z.record(z.string(), z.int()),
    }),
    status: 200,
    refusals,
    rate: { perMinute: 10 },
    handle: async (call) => {
      const { carries, ...other } = await previewMerge(doorOf(needs, call), needs, call.body.proof)
      return { ...other, carries: { ...carries } }
    },
  })
}

function mergingRoute(http: Http, needs: PeopleNeeds): void {
  http.route({
    method: 'POST',
    url: '/v1/me/merges',
    summary: 'Makes one of my account and another of mine; it can be undone for 30 days',
    ...personOnly,
    plain: true,
    body: z.strictObject({
      id: idOf('merge'),
      proof,
      /** One of the two where the session is older than ten minutes. */
      password: z.string().min(1).max(PASSWORD_LETTERS_MAX).optional(),
      code: code.optional(),
    }),
    reply: z.object({ id: idOf('merge'), mergedAt: instant, undoUntil: instant }),
    refusals,
    rate: { perMinute: 10 },
    handle: (call) => mergeAccounts(doorOf(needs, call), needs, call.body),
  })
}

function mergedRoutes(http: Http, needs: PeopleNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/me/merges',
    summary: 'Accounts that were merged into mine, newest first',
    ...personOnly,
    reply: listOf(
      z.object({
        id: idOf('merge'),
        ...known,
        mergedAt: instant,
        undoUntil: instant,
        undoneAt: instant.nullable(),
      }),
    ),
    handle: async (work) => ({ items: [...(await mergesOfAsker(work))], nextCursor: null }),
  })
  http.route({
    method: 'DELETE',
    url: '/v1/me/merges/:mergeId',
    summary: 'Takes two accounts apart again',
    ...personOnly,
    params: ofMerge,
    reply: none,
    status: 204,
    refusals: [mergeRefusals],
    rate: { perMinute: 10 },
    handle: async (work, { params }) => {
      await undoMerge(work, needs, params.mergeId)
      return undefined
    },
  })
}

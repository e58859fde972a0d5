/** Batches of voucher codes over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../../kernel/actor.ts'
import { flagIn, idOf, listOf, listQuery, type Http } from '../../../../platform/http.ts'
import { codeRefusals } from '../../model/codes/refusals.ts'
import { offerRefusals } from '../../model/refusals.ts'
import { batchesOf, batchOf, changeBatch, createBatch } from '../../service/codes/batches.ts'
import { batchAnswer, batchChange, batchView, codesWanted, newBatch } from './shapes.ts'

const refusals = [accessRefusals, offerRefusals, codeRefusals]
const ofOffer = z.object({ offerId: idOf('offer') })
const ofBatch = z.object({ batchId: idOf('code-batch') })

export function batchRoutes(http: Http): void {
  makingRoutes(http)
  oneBatchRoutes(http)
}

function makingRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/offers/:offerId/code-batches',
    summary: 'The batches of voucher codes of an offer, newest first',
    tag: 'codes',
    access: 'merchant',
    params: ofOffer,
    query: z.strictObject({
      ...listQuery,
      cursor: idOf('code-batch').optional(),
      archived: flagIn.optional(),
    }),
    reply: listOf(batchAnswer),
    refusals,
    handle: async (work, { params, query: { limit, cursor, archived = false } }) => {
      const asked = { isArchived: archived, page: { limit, after: cursor ?? null } }
      const page = await batchesOf(work, params.offerId, asked)
      return { ...page, items: page.items.map(batchView) }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/offers/:offerId/code-batches',
    summary: 'Makes a batch of voucher codes: one shared, made up by a pattern, or from a file',
    tag: 'codes',
    access: 'merchant',
    idempotent: true,
    params: ofOffer,
    body: newBatch,
    reply: batchAnswer,
    refusals,
    handle: async (work, { params, body: { id, codes, ...rest } }) => {
      const wanted = { id: id ?? work.newId('code-batch'), codes: codesWanted(codes) }
      return batchView(await createBatch(work, { ...params, ...rest, ...wanted }))
    },
  })
}

function oneBatchRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/code-batches/:batchId',
    summary: 'A batch of voucher codes, and how far it is made',
    tag: 'codes',
    access: 'merchant',
    params: ofBatch,
    reply: batchAnswer,
    refusals,
    handle: async (work, { params }) => batchView(await batchOf(work, params.batchId)),
  })

  http.route({
    method: 'PATCH',
    url: '/v1/code-batches/:batchId',
    summary: 'Changes a batch, calls it back, or puts it away; what is not named stays',
    tag: 'codes',
    access: 'merchant',
    params: ofBatch,
    body: batchChange,
    reply: batchAnswer,
    refusals,
    handle: async (work, { params, body }) => {
      const named = Object.entries(body).filter(([, value]) => value !== undefined)
      return batchView(await changeBatch(work, params.batchId, Object.fromEntries(named)))
    },
  })
}

/** Points over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../platform/http.ts'
import { merchantAccount, myPoints } from './service.ts'

const entry = z.object({
  id: z.string(),
  amount: z.int(),
  because: z.string(),
  memo: z.string(),
  at: instant,
})

const query = z.strictObject({
  ...listQuery,
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
})

export function ledgerRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/points',
    summary: 'My points, and how I came by them',
    tag: 'points',
    access: 'person',
    query,
    reply: listOf(entry).extend({ balance: z.int(), available: z.int() }),
    refusals: [accessRefusals],
    handle: async (work, { query: { limit, cursor } }) => {
      const { items, ...rest } = await myPoints(work, { limit, after: cursor ?? null })
      return { ...rest, items: items.map((it) => ({ ...it, id: it.transferId })) }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/account',
    summary: 'The points a shop has promised',
    tag: 'points',
    access: 'person',
    params: z.object({ merchantId: idOf('merchant') }),
    query,
    reply: listOf(entry).extend({ pointsOwed: z.int() }),
    refusals: [accessRefusals],
    handle: async (work, { params: { merchantId }, query: { limit, cursor } }) => {
      const page = { limit, after: cursor ?? null }
      const { items, ...rest } = await merchantAccount(work, merchantId, page)
      return { ...rest, items: items.map((it) => ({ ...it, id: it.transferId })) }
    },
  })
}

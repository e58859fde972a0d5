/** Points over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, instant, listOf, type Http } from '../../platform/http.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountRoutes, entriesQuery, entry } from './routes/accounts.ts'
import { transferRoutes } from './routes/transfers.ts'
import { merchantAccount, myLots, myPoints } from './service.ts'

/** Something that came in together. `held` of `remaining` is on hold. */
const lot = z.object({
  id: z.uuid(),
  remaining: z.int().positive(),
  held: z.int().nonnegative(),
  memo: z.string(),
  because: z.string(),
  arrivedAt: instant,
  availableAt: instant,
  expiresAt: instant.nullable(),
})

/** Takes single transfers past the units of work, in batches of its own: hence the platform. */
export function ledgerRoutes(
  http: Http,
  platform: Pick<Platform, 'inWork' | 'database' | 'clock'>,
): void {
  accountRoutes(http)
  transferRoutes(http, platform)

  http.route({
    method: 'GET',
    url: '/v1/me/points',
    summary: 'My points, and how I came by them',
    tag: 'points',
    access: 'person',
    query: entriesQuery,
    reply: listOf(entry).extend({ balance: z.int(), available: z.int(), upcoming: z.int() }),
    refusals: [accessRefusals],
    handle: async (work, { query: { limit, cursor } }) => {
      const { items, ...rest } = await myPoints(work, { limit, after: cursor ?? null })
      return { ...rest, items: items.map((it) => ({ ...it, id: it.transferId })) }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/me/points/lots',
    summary: 'What my points are made of: since when, and until when they can be spent',
    tag: 'points',
    access: 'person',
    reply: z.object({ items: z.array(lot) }),
    refusals: [accessRefusals],
    handle: async (work) => ({ items: [...(await myLots(work))] }),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/account',
    summary: 'The points a shop has promised',
    tag: 'points',
    access: 'person',
    params: z.object({ merchantId: idOf('merchant') }),
    query: entriesQuery,
    reply: listOf(entry).extend({ pointsOwed: z.int() }),
    refusals: [accessRefusals],
    handle: async (work, { params: { merchantId }, query: { limit, cursor } }) => {
      const page = { limit, after: cursor ?? null }
      const { items, ...rest } = await merchantAccount(work, merchantId, page)
      return { ...rest, items: items.map((it) => ({ ...it, id: it.transferId })) }
    },
  })
}

/** What was done for a merchant, and by whom, for its owners to read. */
import { z } from 'zod'
import { accessRefusals, allow, mayOperate, mayOwn } from '../../kernel/actor.ts'
import { idOf, instant, instantIn, listOf, listQuery, pageRequest, type Http } from '../http.ts'
import { staffActionsOf } from '../staff-actions.ts'

const action = z.object({
  requestId: idOf('request'),
  at: instant,
  personId: idOf('person').nullable(),
  keyId: idOf('api-key').nullable(),
  role: z.enum(['owner', 'manager', 'staff', 'till', 'operator']),
  operation: z.string(),
  targets: z.record(z.string(), z.string()),
})

export function staffActionRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/staff-actions',
    summary: 'What people and tills did for a merchant, newest first; for its owners',
    tag: 'merchants',
    access: 'merchant',
    params: z.object({ merchantId: idOf('merchant') }),
    query: z.strictObject({
      ...listQuery,
      personId: idOf('person').optional(),
      from: instantIn.optional(),
      until: instantIn.optional(),
    }),
    reply: listOf(action),
    refusals: [accessRefusals],
    handle: async (work, { params: { merchantId }, query }) => {
      allow(mayOwn(work.actor, merchantId) || mayOperate(work.actor))
      const { personId = null, from = null, until = null } = query
      const filter = { merchantId, personId, from, until }
      const { items, nextCursor } = await staffActionsOf(work, filter, pageRequest(query))
      return { items: items.map(({ merchantId: _known, ...shown }) => shown), nextCursor }
    },
  })
}

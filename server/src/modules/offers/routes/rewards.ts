/** Rewards that wait for their offer, over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../../platform/http.ts'
import { offerRefusals } from '../model/refusals.ts'
import { refusedRewards } from '../service/reward-coupons.ts'

const waiting = z.object({
  rewardId: idOf('coupon'),
  offerId: idOf('offer'),
  offerTitle: z.string(),
  /** Masked. */
  holderName: z.string(),
  /** Why it could not be given: a code of refusals.md. */
  code: z.string(),
  refusedAt: instant,
  triedAt: instant,
})

export function rewardRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/refused-rewards',
    summary: 'Rewards that were earned and that their offer refuses; given once it allows them',
    tag: 'offers',
    access: 'merchant',
    params: z.object({ merchantId: idOf('merchant') }),
    query: z.strictObject({ ...listQuery, cursor: idOf('coupon').optional() }),
    reply: listOf(waiting),
    refusals: [accessRefusals, offerRefusals],
    handle: async (work, { params: { merchantId }, query: { limit, cursor } }) => {
      const page = await refusedRewards(work, merchantId, { limit, after: cursor ?? null })
      const items = page.items.map(({ rewardId, offerId, offerTitle, holderName, ...rest }) => {
        const { code, refusedAt, triedAt } = rest
        return { rewardId, offerId, offerTitle, holderName, code, refusedAt, triedAt }
      })
      return { ...page, items }
    },
  })
}

/** The counter over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { parseId } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../../platform/http.ts'
import { ledgerRefusals } from '../../ledger/model.ts'
import { offerRefusals } from '../model/refusals.ts'
import {
  missCodes,
  noteMiss,
  placeRedemptions,
  quoteRedemption,
  redeemCoupon,
  reverseRedemption,
} from '../service/counter.ts'
import { billIn, codeIn, placeRedemption, quote, redeemed, termsOf } from './shapes.ts'

const refusals = [accessRefusals, offerRefusals]
const ofPlace = z.object({ placeId: idOf('place') })

export function counterRoutes(http: Http): void {
  countMisses(http)

  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/redemptions/quote',
    summary: 'What a redemption would come to, or why it would be refused',
    tag: 'counter',
    access: 'till',
    status: 200,
    params: ofPlace,
    body: z.strictObject({ code: codeIn, billMinor: billIn.nullable().default(null) }),
    reply: quote,
    refusals,
    handle: async (work, { params, body }) => {
      const { offer, holderName, billMinor, amounts } = await quoteRedemption(work, {
        ...params,
        ...body,
      })
      const unknown = { discountMinor: null, payMinor: null, pointsEarned: null }
      const about = { offerId: offer.id, offerTitle: offer.title, terms: termsOf(offer) }
      return { ...about, holderName, billMinor, ...(amounts ?? unknown) }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/redemptions',
    summary: 'Uses the coupon that shows a code, on a bill',
    tag: 'counter',
    access: 'till',
    idempotent: true,
    params: ofPlace,
    body: z.strictObject({ code: codeIn, billMinor: billIn }),
    reply: redeemed,
    refusals,
    handle: (work, { params, body }) => redeemCoupon(work, { ...params, ...body }),
  })

  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/redemptions',
    summary: 'Redemptions at a place, newest first',
    tag: 'counter',
    access: 'till',
    params: ofPlace,
    query: z.strictObject({
      ...listQuery,
      cursor: z.string().regex(/^\d{1,14}_[0-9a-f-]{36}$/).optional(),
    }),
    reply: listOf(placeRedemption),
    refusals,
    handle: async (work, { params, query: { limit, cursor } }) => {
      const page = await placeRedemptions(work, params.placeId, { limit, after: cursor ?? null })
      const items = page.items.map(({ id, ...it }) => {
        return { ...it, redemptionId: id, payMinor: it.billMinor - it.discountMinor }
      })
      return { ...page, items }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/redemptions/:redemptionId/reversal',
    summary: 'Undoes a redemption: the coupon is good again, and its points go back',
    tag: 'counter',
    access: 'till',
    idempotent: true,
    params: z.object({ redemptionId: idOf('redemption') }),
    reply: z.object({ redemptionId: idOf('redemption'), reversedAt: instant }),
    refusals: [...refusals, ledgerRefusals],
    handle: (work, { params }) => reverseRedemption(work, params.redemptionId),
  })
}

/**
 * Counts wrong codes. A refusal undoes the work it comes from, so the count is written here, once that
 * work is gone and before the answer leaves: whoever guesses cannot outrun it.
 */
function countMisses(http: Http): void {
  http.app.addHook('onError', async (request, _reply, error: unknown) => {
    if (!(error instanceof Refused) || !missCodes.includes(error.code)) return
    const { placeId } = request.params as { readonly placeId?: string }
    const place = parseId<'place'>(placeId ?? '')
    if (place) await http.inWork(request.actor, (work) => noteMiss(work, place))
  })
}

/** The counter over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, listOf, type Http } from '../../../platform/http.ts'
import { ledgerRefusals } from '../../ledger/model.ts'
import { offerRefusals } from '../model/refusals.ts'
import {
  placeRedemptions,
  quoteRedemption,
  redeemCoupon,
  reverseRedemption,
} from '../service/counter.ts'
import type { Whereabouts } from '../service/whereabouts.ts'
import { countMisses } from '../../../platform/http/misses.ts'
import { missCodes, noteMiss } from '../service/showing.ts'
import { billIn, codeIn, momentQuery, placeRedemption, quote, redeemed } from './shapes.ts'
import { termsView } from './terms.ts'

const refusals = [accessRefusals, offerRefusals]
const ofPlace = z.object({ placeId: idOf('place') })

const redemptionsUrl = '/v1/places/:placeId/redemptions'
const quoteUrl = '/v1/places/:placeId/redemptions/quote'

export function counterRoutes(http: Http, whereabouts: Whereabouts): void {
  countMisses(http, [redemptionsUrl, quoteUrl], { codes: missCodes, note: noteMiss })
  pastRoutes(http)

  http.route({
    method: 'POST',
    url: quoteUrl,
    summary: 'What a redemption would come to, or why it would be refused',
    tag: 'counter',
    access: 'till',
    status: 200,
    params: ofPlace,
    body: z.strictObject({ code: codeIn, billMinor: billIn.nullable().default(null) }),
    reply: quote,
    refusals,
    handle: async (work, { params, body }) => {
      const showing = { ...params, ...body }
      const quoted = await quoteRedemption(work, showing, whereabouts)
      const { offer, holderName, billMinor, amounts } = quoted
      const unknown = { discountMinor: null, payMinor: null, pointsEarned: null }
      const about = { offerId: offer.id, offerTitle: offer.title, terms: termsView(offer.terms) }
      return { ...about, holderName, billMinor, ...(amounts ?? unknown) }
    },
  })

  http.route({
    method: 'POST',
    url: redemptionsUrl,
    summary: 'Uses the coupon that shows a code, on a bill',
    tag: 'counter',
    access: 'till',
    idempotent: true,
    params: ofPlace,
    body: z.strictObject({ code: codeIn, billMinor: billIn }),
    reply: redeemed,
    refusals,
    handle: (work, { params, body }) => redeemCoupon(work, { ...params, ...body }, whereabouts),
  })
}

function pastRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: redemptionsUrl,
    summary: 'Redemptions at a place, newest first',
    tag: 'counter',
    access: 'till',
    params: ofPlace,
    query: momentQuery,
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
    reply: z.object({
      redemptionId: idOf('redemption'),
      reversedAt: instant,
      /** So much less is handed over: its points were spent meanwhile. */
      keptMinor: z.int().nonnegative(),
    }),
    refusals: [...refusals, ledgerRefusals],
    handle: (work, { params }) => reverseRedemption(work, params.redemptionId),
  })
}

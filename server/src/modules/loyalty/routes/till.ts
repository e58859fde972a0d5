/** The till over HTTP: earn, spend, take back. Shapes in, shapes out. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { countMisses } from '../../../platform/http/misses.ts'
import { ledgerRefusals } from '../../ledger/model.ts'
import { peopleRefusals } from '../../people/model/refusals.ts'
import { guestRefusals } from '../../people/model/guests.ts'
import { GIFT_MINOR_MAX } from '../model/gifts.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { memberMissCodes, noteMemberMiss } from '../service/codes.ts'
import { issueGiftCard } from '../service/gifts.ts'
import { earn, earnByPhone } from '../service/purchases.ts'
import { refund } from '../service/refunds.ts'
import { returnSpending, spend } from '../service/spendings.ts'
import { amountIn, bought, codeIn, pointsIn, refunded, spent } from './shapes.ts'

const refusals = [accessRefusals, loyaltyRefusals]
const { 'people.phone-malformed': malformed } = peopleRefusals
const phoneRefusals = { 'people.phone-malformed': malformed, ...guestRefusals }
const ofPlace = z.object({ placeId: idOf('place') })
const earnUrl = '/v1/places/:placeId/purchases'
const spendUrl = '/v1/places/:placeId/spendings'
const isDryRun = z.boolean().default(false)
const tag = 'till'

export function tillRoutes(http: Http): void {
  countMisses(http, [earnUrl, spendUrl], { codes: memberMissCodes, note: noteMemberMiss })
  buyRoutes(http)
  spendRoutes(http)
  giftRoutes(http)
}

function giftRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/gift-cards',
    summary: 'Issues a gift card; its code is answered this once, and to repeats of this request',
    tag,
    access: 'till',
    idempotent: true,
    params: ofPlace,
    body: z.strictObject({
      giftCardId: idOf('gift-card'),
      amountMinor: z.int().positive().max(GIFT_MINOR_MAX),
      /** What pays for it: the card goes back with that. */
      purchaseId: idOf('purchase').nullable().default(null),
    }),
    reply: z.object({
      giftCardId: z.string(),
      code: z.string(),
      amountMinor: z.int(),
      expiresAt: instant,
    }),
    refusals,
    handle: (work, { params, body: { giftCardId, amountMinor, purchaseId } }) =>
      issueGiftCard(work, { ...params, id: giftCardId, amountMinor, boughtWith: purchaseId }),
  })
}

function buyRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: earnUrl,
    summary: 'Notes what somebody who shows a member code paid: points, stamps and tier follow',
    tag,
    access: 'till',
    params: ofPlace,
    body: z.strictObject({
      purchaseId: idOf('purchase'),
      code: codeIn,
      paidMinor: amountIn,
      isDryRun,
    }),
    reply: bought,
    refusals,
    handle: (work, { params, body: { purchaseId, isDryRun: isDry, ...rest } }) =>
      earn(work, { ...params, ...rest, id: purchaseId }, { isDryRun: isDry }),
  })

  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/phone-purchases',
    summary:
      'Notes what somebody paid by the phone number they say; the till learns nothing of them',
    tag,
    access: 'till',
    params: ofPlace,
    body: z.strictObject({
      purchaseId: idOf('purchase'),
      phone: z.string().min(4).max(30),
      paidMinor: amountIn,
    }),
    reply: z.object({ purchaseId: z.string(), paidMinor: amountIn }),
    refusals: [...refusals, phoneRefusals],
    rate: { perMinute: 60 },
    handle: (work, { params, body: { purchaseId, ...rest } }) =>
      earnByPhone(work, { ...params, ...rest, id: purchaseId }),
  })

  http.route({
    method: 'POST',
    url: '/v1/purchases/:purchaseId/refunds',
    summary: 'Takes a purchase back, in part or whole, with all it brought',
    tag,
    access: 'till',
    params: z.object({ purchaseId: idOf('purchase') }),
    body: z.strictObject({
      refundId: idOf('refund'),
      /** Null for all that is left. */
      refundMinor: amountIn.nullable().default(null),
      isDryRun,
    }),
    reply: refunded,
    refusals,
    handle: (work, { params, body: { refundId, refundMinor, isDryRun: isDry } }) =>
      refund(work, { ...params, id: refundId, refundMinor }, { isDryRun: isDry }),
  })
}

function spendRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: spendUrl,
    summary: 'Pays with points or gift value of somebody who shows a member code',
    tag,
    access: 'till',
    params: ofPlace,
    body: z.strictObject({
      spendingId: idOf('spending'),
      code: codeIn,
      kind: z.enum(['points', 'gift']).default('points'),
      /** Points, or gift value in minor units. */
      amount: pointsIn,
      /** What they pay for: it comes back with that. */
      purchaseId: idOf('purchase').nullable().default(null),
      isDryRun,
    }),
    reply: spent,
    refusals: [...refusals, ledgerRefusals],
    handle: (work, { params, body: { spendingId, isDryRun: isDry, ...rest } }) =>
      spend(work, { ...params, ...rest, id: spendingId }, { isDryRun: isDry }),
  })

  http.route({
    method: 'POST',
    url: '/v1/spendings/:spendingId/returns',
    summary: 'Gives back what paid, in part or whole',
    tag,
    access: 'till',
    params: z.object({ spendingId: idOf('spending') }),
    body: z.strictObject({
      returnId: idOf('spending-return'),
      /** Null for all that is left. */
      amount: pointsIn.nullable().default(null),
    }),
    reply: z.object({ spendingId: z.string(), amount: z.int(), left: z.int() }),
    refusals,
    handle: (work, { params, body: { returnId, amount } }) =>
      returnSpending(work, { ...params, id: returnId, amount }),
  })
}

/** Invitations and gift cards of a person over HTTP: shapes in, shapes out. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, type Http } from '../../../platform/http.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { addGiftCard, giftFloat, myGiftCards } from '../service/gifts.ts'
import { acceptInvitation, myInvitation, shownInvitation } from '../service/referrals.ts'
import { codeIn, heldGift, invite } from './shapes.ts'

const refusals = [accessRefusals, loyaltyRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofCode = z.object({ code: z.string().regex(/^[0-9A-F]{10}$/) })
const shown = z.object({ merchantId: z.string(), merchantName: z.string(), invite })

export function invitationRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/me/memberships/:merchantId/invitation',
    summary: 'My invitation to a shop, made when it is asked for first, and what has come of it',
    tag: 'loyalty',
    access: 'person',
    status: 200,
    params: ofMerchant,
    reply: z.object({
      code: z.string(),
      invite,
      joined: z.int().nonnegative(),
      qualified: z.int().nonnegative(),
    }),
    refusals,
    rate: { perMinute: 20 },
    handle: (work, { params }) => myInvitation(work, params.merchantId),
  })

  http.route({
    method: 'GET',
    url: '/v1/invitations/:code',
    summary: 'What an invitation promises',
    tag: 'loyalty',
    access: 'anyone',
    params: ofCode,
    reply: shown,
    refusals,
    handle: (work, { params }) => shownInvitation(work, params.code),
  })

  http.route({
    method: 'POST',
    url: '/v1/invitations/:code/acceptance',
    summary: 'Accepts an invitation: the first purchase counts for both',
    tag: 'loyalty',
    access: 'person',
    status: 200,
    params: ofCode,
    reply: shown,
    refusals,
    rate: { perMinute: 10 },
    handle: (work, { params }) => acceptInvitation(work, params.code),
  })
}

export function giftRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/gift-cards',
    summary: 'My gift cards with something left on them, first to run out first',
    tag: 'loyalty',
    access: 'person',
    reply: z.object({ items: z.array(heldGift) }),
    refusals: [accessRefusals],
    handle: async (work) => ({ items: await myGiftCards(work) }),
  })

  http.route({
    method: 'POST',
    url: '/v1/me/gift-cards',
    summary: 'Adds a gift card by its code; adding it again changes nothing',
    tag: 'loyalty',
    access: 'person',
    body: z.strictObject({ code: codeIn }),
    reply: heldGift,
    refusals,
    rate: { perMinute: 10 },
    handle: (work, { body }) => addGiftCard(work, body.code),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/gift-float',
    summary: 'What a shop owes on gift cards',
    tag: 'loyalty',
    access: 'merchant',
    params: ofMerchant,
    reply: z.object({ owedMinor: z.int() }),
    refusals: [accessRefusals],
    handle: (work, { params }) => giftFloat(work, params.merchantId),
  })
}

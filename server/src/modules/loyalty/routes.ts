/** Loyalty over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { STEP_SECONDS } from '../../kernel/rotating-code.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../platform/http.ts'
import { ledgerRefusals } from '../ledger/model.ts'
import { placeRefusals } from '../places/model.ts'
import { loyaltyRefusals } from './model/refusals.ts'
import {
  codeIn,
  membership,
  pointsIn,
  programme,
  programmeIn,
  stampCard,
  stampCardIn,
} from './routes/shapes.ts'
import { giftRoutes, invitationRoutes } from './routes/mine.ts'
import { tagRoutes } from './routes/tags.ts'
import { tillRoutes } from './routes/till.ts'
import { myMemberCode } from './service/codes.ts'
import {
  cardsOf,
  endStampCard,
  openStampCard,
  programmeOf,
  writeProgramme,
} from './service/programme.ts'
import { passPoints } from './service/spendings.ts'
import { myMemberships, myPointsAt } from './service/wallet.ts'

const refusals = [accessRefusals, loyaltyRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const tag = 'loyalty'

export function loyaltyRoutes(http: Http): void {
  programmeRoutes(http)
  stampCardRoutes(http)
  memberRoutes(http)
  tagRoutes(http)
  pointsRoutes(http)
  invitationRoutes(http)
  giftRoutes(http)
  tillRoutes(http)
}

function programmeRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/programme',
    summary: 'What a shop gives for buying; null where it has no programme',
    tag,
    access: 'anyone',
    params: ofMerchant,
    reply: z.object({ programme: programme.nullable() }),
    handle: async (work, { params }) => ({ programme: await programmeOf(work, params.merchantId) }),
  })

  http.route({
    method: 'PUT',
    url: '/v1/merchants/:merchantId/programme',
    summary: 'Writes the programme of a shop; what was bought before stays under its terms',
    tag,
    access: 'merchant',
    params: ofMerchant,
    body: programmeIn,
    reply: programme,
    refusals: [...refusals, placeRefusals],
    handle: (work, { params, body }) => writeProgramme(work, params.merchantId, body),
  })
}

function stampCardRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/stamp-cards',
    summary: 'The stamp cards of a shop: all for its people, the running ones for everyone',
    tag,
    access: 'anyone',
    params: ofMerchant,
    reply: z.object({ items: z.array(stampCard) }),
    handle: async (work, { params }) => ({ items: await cardsOf(work, params.merchantId) }),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/stamp-cards',
    summary: 'Opens a stamp card',
    tag,
    access: 'merchant',
    params: ofMerchant,
    body: stampCardIn,
    reply: stampCard,
    refusals: [...refusals, placeRefusals],
    handle: (work, { params, body }) =>
      openStampCard(work, { ...body, ...params, id: body.id ?? work.newId('stamp-card') }),
  })

  http.route({
    method: 'POST',
    url: '/v1/stamp-cards/:stampCardId/end',
    summary: 'Ends a stamp card: no more stamps; what was stamped stays',
    tag,
    access: 'merchant',
    status: 200,
    params: z.object({ stampCardId: idOf('stamp-card') }),
    reply: stampCard,
    refusals,
    handle: (work, { params }) => endStampCard(work, params.stampCardId),
  })
}

function memberRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/member-code',
    summary: 'My member code of the moment',
    tag,
    access: 'person',
    reply: z.object({
      code: z.string(),
      text: z.string(),
      validUntil: instant,
      stepSeconds: z.int(),
    }),
    refusals: [accessRefusals],
    handle: async (work) => ({ ...(await myMemberCode(work)), stepSeconds: STEP_SECONDS }),
  })

  http.route({
    method: 'GET',
    url: '/v1/me/memberships',
    summary: 'What I have at the shops: points, tier, stamps',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(membership) }),
    refusals: [accessRefusals],
    handle: async (work) => ({ items: await myMemberships(work) }),
  })
}

function pointsRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/memberships/:merchantId/points',
    summary: 'How I came by my points at a shop, newest first',
    tag,
    access: 'person',
    params: ofMerchant,
    query: z.strictObject({
      ...listQuery,
      cursor: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
    }),
    reply: listOf(
      z.object({
        id: z.string(),
        amount: z.int(),
        because: z.string(),
        memo: z.string(),
        at: instant,
      }),
    ),
    refusals: [accessRefusals],
    handle: async (work, { params, query: { limit, cursor } }) => {
      const page = { limit, after: cursor ?? null }
      const { items, nextCursor } = await myPointsAt(work, params.merchantId, page)
      return { items: items.map((it) => ({ ...it, id: it.transferId })), nextCursor }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/me/memberships/:merchantId/passes',
    summary: 'Passes points on to whoever shows a member code, where the shop allows it',
    tag,
    access: 'person',
    params: ofMerchant,
    body: z.strictObject({ transferId: idOf('transfer'), code: codeIn, points: pointsIn }),
    reply: z.object({ points: z.int(), availableAfter: z.int() }),
    refusals: [...refusals, ledgerRefusals],
    rate: { perMinute: 10 },
    handle: (work, { params, body: { transferId, ...rest } }) =>
      passPoints(work, { ...params, ...rest, id: transferId }),
  })
}

/** Offers and coupons over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals, personOf } from '../../kernel/actor.ts'
import { idOf, listOf, listQuery, type Http } from '../../platform/http.ts'
import type { Platform } from '../../platform/platform.ts'
import { offerRefusals } from './model/refusals.ts'
import { billRoutes } from './routes/bills.ts'
import { certificateRoutes } from './routes/certificates.ts'
import { counterRoutes } from './routes/counter.ts'
import { qualifyRoutes } from './routes/qualify.ts'
import { pastBillRoutes } from './routes/past-bills.ts'
import { offlineRoutes } from './routes/offline.ts'
import { policyRoutes } from './routes/policy.ts'
import { rewardRoutes } from './routes/rewards.ts'
import {
  claimed,
  codeView,
  momentQuery,
  newOffer,
  offerChange,
  ownOffer,
  ownView,
  publicOffer,
  publicView,
  shownCode,
  walletCoupon,
  walletView,
} from './routes/shapes.ts'
import { writingRoutes } from './routes/writing.ts'
import type { Whereabouts } from './service/whereabouts.ts'
import {
  changeOffer,
  createOffer,
  merchantOffers,
  offerOf,
  offersAtPlace,
  offersOfMerchants,
} from './service.ts'
import { codeOf, myCoupon, myCoupons } from './service/wallet.ts'
import { giveCoupon, openClaims } from './service/claims.ts'

const refusals = [accessRefusals, offerRefusals]
const ofOffer = z.object({ offerId: idOf('offer') })
const ofCoupon = z.object({ couponId: idOf('coupon') })
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const MERCHANTS_ASKED_MAX = 100
/** Ids with commas between them, as a query holds them. */
const merchantIdsIn = z
  .string()
  .max(37 * MERCHANTS_ASKED_MAX)
  .transform((text) => text.split(','))
  .pipe(z.array(idOf('merchant')).max(MERCHANTS_ASKED_MAX))

/** Takes claims past the units of work, in batches of its own: hence the platform beside `http`. */
export function offerRoutes(http: Http, platform: Platform, whereabouts: Whereabouts): void {
  shopRoutes(http)
  writingRoutes(http)
  lookRoutes(http)
  claimRoutes(http, platform)
  walletRoutes(http)
  certificateRoutes(http)
  counterRoutes(http, whereabouts)
  billRoutes(http, whereabouts)
  qualifyRoutes(http, whereabouts)
  pastBillRoutes(http)
  policyRoutes(http)
  rewardRoutes(http)
  offlineRoutes(http)
}

function shopRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/offers',
    summary: "A shop's offers, newest first",
    tag: 'offers',
    access: 'person',
    params: ofMerchant,
    query: z.strictObject({
      ...listQuery,
      cursor: idOf('offer').optional(),
      show: z.enum(['all', 'current', 'draft', 'open', 'paused', 'ended']).default('all'),
      search: z.string().trim().max(100).default(''),
    }),
    reply: listOf(ownOffer),
    refusals,
    handle: async (work, { params: { merchantId }, query: { limit, cursor, ...wanted } }) => {
      const asked = { limit, after: cursor ?? null }
      const page = await merchantOffers(work, merchantId, asked, wanted)
      return { ...page, items: page.items.map(ownView) }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/offers',
    summary: 'Makes an offer',
    tag: 'offers',
    access: 'merchant',
    idempotent: true,
    params: ofMerchant,
    body: newOffer,
    reply: ownOffer,
    refusals,
    handle: async (work, { params: { merchantId }, body: { id, startsAt, ...rest } }) => {
      const made = { id: id ?? work.newId('offer'), merchantId, startsAt: startsAt ?? work.now }
      return ownView(await createOffer(work, { ...rest, ...made }))
    },
  })

  http.route({
    method: 'PATCH',
    url: '/v1/offers/:offerId',
    summary: 'Changes an offer; what is not named stays',
    tag: 'offers',
    access: 'merchant',
    params: ofOffer,
    body: offerChange,
    reply: ownOffer,
    refusals,
    handle: async (work, { params, body }) => {
      const named = Object.entries(body).filter(([, value]) => value !== undefined)
      return ownView(await changeOffer(work, params.offerId, Object.fromEntries(named)))
    },
  })
}

function lookRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/offers/:offerId',
    summary: 'An offer',
    tag: 'offers',
    access: 'anyone',
    params: ofOffer,
    reply: publicOffer,
    refusals,
    handle: async (work, { params }) => publicView(await offerOf(work, params.offerId)),
  })

  http.route({
    method: 'GET',
    url: '/v1/offers',
    summary: 'What anyone may claim now of some merchants, for a map or a list of places',
    tag: 'offers',
    access: 'anyone',
    query: z.strictObject({ merchantIds: merchantIdsIn }),
    reply: z.object({ items: z.array(publicOffer) }),
    handle: async (work, { query }) => {
      const offers = await offersOfMerchants(work, query.merchantIds)
      return { items: offers.map(publicView) }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/offers',
    summary: 'What anyone may claim at a place now',
    tag: 'offers',
    access: 'anyone',
    params: z.object({ placeId: idOf('place') }),
    reply: z.object({ items: z.array(publicOffer) }),
    handle: async (work, { params }) => {
      const offers = await offersAtPlace(work, params.placeId)
      return { items: offers.map(publicView) }
    },
  })
}

function claimRoutes(http: Http, platform: Platform): void {
  const claim = openClaims(platform)

  http.route({
    method: 'POST',
    url: '/v1/offers/:offerId/claims',
    summary: 'Claims a coupon; repeating it with the same couponId gives the same coupon',
    tag: 'offers',
    access: 'person',
    plain: true,
    params: ofOffer,
    body: z.strictObject({ couponId: idOf('coupon') }),
    reply: claimed,
    refusals,
    handle: async ({ actor, params: { offerId }, body: { couponId } }) => {
      const answer = await claim({ couponId, offerId, personId: personOf(actor) })
      return { ...answer, offerId }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/offers/:offerId/grants',
    summary: 'Gives a coupon to a customer at the counter, by phone number',
    tag: 'offers',
    access: 'till',
    params: ofOffer,
    body: z.strictObject({ couponId: idOf('coupon'), phone: z.string().min(4).max(30) }),
    reply: claimed,
    refusals,
    rate: { perMinute: 30 },
    handle: async (work, { params: { offerId }, body: { couponId, phone } }) => {
      const answer = await giveCoupon(work, { couponId, offerId, phone })
      return { ...answer, offerId }
    },
  })
}

function walletRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/coupons',
    summary: 'My coupons, newest first',
    tag: 'offers',
    access: 'person',
    query: momentQuery,
    reply: listOf(walletCoupon),
    refusals: [accessRefusals],
    handle: async (work, { query: { limit, cursor } }) => {
      const page = await myCoupons(work, { limit, after: cursor ?? null })
      return { ...page, items: page.items.map((item) => walletView(item, work.now)) }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/me/coupons/:couponId',
    summary: 'One of my coupons',
    tag: 'offers',
    access: 'person',
    params: ofCoupon,
    reply: walletCoupon,
    refusals,
    handle: async (work, { params }) => {
      return walletView(await myCoupon(work, params.couponId), work.now)
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/me/coupons/:couponId/code',
    summary: 'The code of the moment of one of my coupons',
    tag: 'offers',
    access: 'person',
    params: ofCoupon,
    reply: shownCode,
    refusals,
    handle: async (work, { params }) => codeView(await codeOf(work, params.couponId)),
  })
}

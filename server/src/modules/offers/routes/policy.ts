/** How offers are used together, over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../../platform/http.ts'
import { placeRefusals } from '../../places/model.ts'
import { EXAMPLE_OFFERS_MAX } from '../model/example.ts'
import { LINES_MAX } from '../model/pricing/cart.ts'
import { OFFERS_MAX } from '../model/pricing/offers.ts'
import { RANK_MAX } from '../model/offer.ts'
import { offerRefusals } from '../model/refusals.ts'
import {
  offerPolicy,
  policyChanges,
  policyExample,
  setOfferPolicy,
  type ToldPolicyChange,
} from '../service/policy.ts'
import { amountMinor, extra } from './bill-shapes.ts'
import { cartFrom, lineIn, whyNot, whyNotView } from './bills.ts'
import { termsIn } from './terms.ts'

const policy = z.strictObject({
  /** As they are shown, by rank, or as is best for the shopper. */
  order: z.enum(['requested', 'rank', 'best']),
  /** What a discount is reckoned on: the first prices, or what is left of them. */
  on: z.enum(['initial', 'current']),
  /** Whether one piece may be made cheaper by one offer only. */
  isOncePerPiece: z.boolean(),
  offersMax: z.int().min(1).max(OFFERS_MAX),
})
const change = z.object({
  id: idOf('policy-change'),
  changedAt: instant,
  byKind: z.enum(['person', 'key', 'system']),
  /** Null where it was no person, or one who is gone. */
  byName: z.string().nullable(),
  before: policy,
  after: policy,
})
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const url = '/v1/merchants/:merchantId/offer-policy'
const refusals = [accessRefusals, placeRefusals]

export function policyRoutes(http: Http): void {
  exampleRoute(http)

  http.route({
    method: 'GET',
    url,
    summary: 'How the offers of a shop are used together',
    tag: 'offers',
    access: 'person',
    params: ofMerchant,
    reply: policy,
    refusals,
    handle: (work, { params }) => offerPolicy(work, params.merchantId),
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Sets how the offers of a shop are used together, for the bills to come',
    tag: 'offers',
    access: 'merchant',
    params: ofMerchant,
    body: policy,
    reply: policy,
    refusals,
    handle: async (work, { params, body }) => {
      await setOfferPolicy(work, params.merchantId, body)
      return body
    },
  })

  http.route({
    method: 'GET',
    url: `${url}/changes`,
    summary: 'Who changed how the offers of a shop are used together, and when: newest first',
    tag: 'offers',
    access: 'merchant',
    params: ofMerchant,
    query: z.strictObject({ ...listQuery, cursor: idOf('policy-change').optional() }),
    reply: listOf(change),
    refusals,
    handle: async (work, { params: { merchantId }, query: { limit, cursor } }) => {
      const page = await policyChanges(work, merchantId, { limit, after: cursor ?? null })
      return { ...page, items: page.items.map(changeView) }
    },
  })
}

function changeView(it: ToldPolicyChange): z.input<typeof change> {
  const { id, changedAt, byKind, byName, before, after } = it
  return { id, changedAt, byKind, byName, before, after }
}

function exampleRoute(http: Http): void {
  http.route({
    method: 'POST',
    url: `${url}/example`,
    summary: 'What an example bill would come to if offers were used together so; nothing is kept',
    tag: 'offers',
    access: 'merchant',
    status: 200,
    params: ofMerchant,
    body: z.strictObject({
      policy,
      /** In the order in which they are shown. */
      offers: z
        .array(z.strictObject({ terms: termsIn, rank: z.int().min(0).max(RANK_MAX).default(0) }))
        .min(1)
        .max(EXAMPLE_OFFERS_MAX),
      lines: z.array(lineIn).min(1).max(LINES_MAX),
    }),
    reply: z.object({
      billMinor: amountMinor,
      discountMinor: amountMinor,
      payMinor: amountMinor,
      /** As they were asked. */
      offers: z.array(
        z.object({
          discountMinor: amountMinor,
          extras: z.array(extra),
          /** Why it is not used; null when it is. */
          reason: whyNot.nullable(),
        }),
      ),
    }),
    refusals: [accessRefusals, offerRefusals],
    handle: async (work, { params, body: { policy: tried, offers, lines } }) => {
      const cart = cartFrom({ lines, deliveryMinor: 0 })
      const asked = { policy: tried, offers, cart }
      const { priced, offers: shown } = policyExample(work, params.merchantId, asked)
      const { billMinor, discountMinor, payMinor } = priced
      return {
        billMinor,
        discountMinor,
        payMinor,
        offers: shown.map(({ reason, extras, ...rest }) => ({
          ...rest,
          extras: extras.map((it) => ({ ...it })),
          reason: reason && whyNotView(reason),
        })),
      }
    },
  })
}

/** Consents over HTTP. */
import { z } from 'zod'
import { idOf, instant, listOf, type Http } from '../../../platform/http.ts'
import { marketRefusals } from '../../market/model.ts'
import { channels, merchantPurposes, purposes } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { merchantWordings, wordings } from '../model/wordings.ts'
import { answerConsent } from '../service.ts'
import { proofOf } from '../service/consent-proofs.ts'
import { agreeWithMerchant, withdrawFromMerchant } from '../service/merchant-consents.ts'
import { consentsOfAsker, merchantConsentsOfAsker } from '../service/own-records.ts'

const purpose = z.enum(purposes)
const state = z.object({ purpose, granted: z.boolean(), at: instant.nullable() })
const answered = z.object({
  purpose,
  granted: z.boolean(),
  at: instant,
  wordingVersion: z.int(),
  channel: z.enum(channels),
})
const consents = z.object({ items: z.array(state), history: z.array(answered) })

const wordingVersion = z.int().positive().max(1_000_000)
const merchantPurpose = z.enum(merchantPurposes)
const withMerchants = listOf(
  z.object({ merchantId: idOf('merchant'), purposes: z.array(merchantPurpose) }),
)

type ConsentNeeds = { readonly secret: string }

/** Declares the routes of consents. `secret` hides addresses in proofs. */
export function consentRoutes(http: Http, needs: ConsentNeeds): void {
  marketRoutes(http, needs)
  merchantRoutes(http, needs)
}

function marketRoutes(http: Http, { secret }: ConsentNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/consent-wordings',
    summary:
      'The words of each consent that are in force, to the market or (of=merchant) to one shop',
    tag: 'consents',
    access: 'anyone',
    plain: true,
    query: z.strictObject({ of: z.enum(['market', 'merchant']).default('market') }),
    reply: listOf(z.object({ purpose, version: z.int(), ko: z.string(), en: z.string() })),
    handle: ({ query }) => ({
      items: query.of === 'market' ? [...wordings] : [...merchantWordings],
      nextCursor: null,
    }),
  })

  http.route({
    method: 'GET',
    url: '/v1/me/consents',
    summary: 'What I agree to now, and all my answers',
    tag: 'consents',
    access: 'person',
    reply: consents,
    handle: async (work) => {
      const { now, history } = await consentsOfAsker(work)
      return { items: [...now], history: [...history] }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/me/consents',
    summary: 'Agrees to a purpose, or takes it back',
    tag: 'consents',
    access: 'person',
    body: z.strictObject({ purpose, granted: z.boolean(), wordingVersion }),
    reply: consents,
    refusals: [peopleRefusals, marketRefusals],
    handle: async (work, { body, request }) => {
      if (work.actor.kind === 'person') {
        const { personId } = work.actor
        const proof = proofOf(secret, work.actor, request)
        await answerConsent(work, { ...body, personId, channel: 'app', proof })
      }
      const { now, history } = await consentsOfAsker(work)
      return { items: [...now], history: [...history] }
    },
  })
}

function merchantRoutes(http: Http, { secret }: ConsentNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/me/merchant-consents',
    summary: 'What I agree to with single shops',
    tag: 'consents',
    access: 'person',
    reply: withMerchants,
    handle: async (work) => ({
      items: (await merchantConsentsOfAsker(work)).map(({ merchantId, purposes: held }) => ({
        merchantId,
        purposes: [...held],
      })),
      nextCursor: null,
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/me/merchant-consents',
    summary: 'Agrees to a purpose of one shop, or takes it back',
    tag: 'consents',
    access: 'person',
    body: z.strictObject({
      merchantId: idOf('merchant'),
      purpose: merchantPurpose,
      granted: z.boolean(),
      wordingVersion,
    }),
    reply: z.object({ purposes: z.array(merchantPurpose) }),
    refusals: [peopleRefusals],
    handle: async (work, { body, request }) => {
      if (work.actor.kind !== 'person') return { purposes: [] }
      const { merchantId, granted, purpose: which, wordingVersion: version } = body
      const { personId } = work.actor
      const proof = proofOf(secret, work.actor, request)
      const where = { personId, merchantId, channel: 'app', proof } as const
      const agreed = [{ purpose: which, wordingVersion: version }]
      if (granted) await agreeWithMerchant(work, { ...where, agreed })
      else await withdrawFromMerchant(work, { ...where, purposes: [which] })
      const shops = await merchantConsentsOfAsker(work)
      const held = shops.find((each) => each.merchantId === merchantId)
      return { purposes: [...(held?.purposes ?? [])] }
    },
  })
}

/** Consents over HTTP. */
import { z } from 'zod'
import { instant, listOf, type Http } from '../../../platform/http.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import { channels, peopleRefusals, purposes, wordings } from '../model.ts'
import { answerConsent } from '../service.ts'
import { consentsOfAsker } from '../service/own-records.ts'

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

/** Declares the routes of consents. `secret` hides addresses in proofs. */
export function consentRoutes(http: Http, { secret }: { readonly secret: string }): void {
  const hidden = (text: string) => hmacSha256(secret, `people.proof/${text}`)

  http.route({
    method: 'GET',
    url: '/v1/consent-wordings',
    summary: 'The words of each consent that are in force',
    tag: 'consents',
    access: 'anyone',
    plain: true,
    reply: listOf(z.object({ purpose, version: z.int(), ko: z.string(), en: z.string() })),
    handle: () => ({ items: [...wordings], nextCursor: null }),
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
    body: z.strictObject({
      purpose,
      granted: z.boolean(),
      wordingVersion: z.int().positive().max(1_000_000),
    }),
    reply: consents,
    refusals: [peopleRefusals],
    handle: async (work, { body, request }) => {
      if (work.actor.kind === 'person') {
        const { personId, sessionId } = work.actor
        const proof = {
          sessionId,
          ipHash: hidden(request.ip),
          agentHash: hidden(request.headers['user-agent'] ?? ''),
        }
        await answerConsent(work, { ...body, personId, channel: 'app', proof })
      }
      const { now, history } = await consentsOfAsker(work)
      return { items: [...now], history: [...history] }
    },
  })
}

/** The operator's queue over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { postRefusals } from '../model/refusals.ts'
import { decide, marketWords, waitingReviews, writeMarketWords } from '../service/reviews.ts'
import { ground, reason, words } from './shapes.ts'

const operator = {
  tag: 'posts',
  access: 'operator',
  refusals: [accessRefusals, postRefusals],
} as const

export function operatorPostRoutes(http: Http): void {
  caseRoutes(http)
  wordRoutes(http)
}

function caseRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/operator/post-reviews',
    summary:
      'Reports or appeals that wait for a decision, one case for each thing, the oldest first',
    ...operator,
    query: z.strictObject({ show: z.enum(['report', 'appeal']).default('report') }),
    reply: z.object({
      items: z.array(
        z.object({
          id: idOf('post-review'),
          kind: z.enum(['report', 'appeal']),
          merchantId: idOf('merchant'),
          merchantName: z.string(),
          postId: idOf('post').nullable(),
          commentId: idOf('post-comment').nullable(),
          /** What was reported, or hidden. */
          aboutText: z.string(),
          pictureIds: z.array(idOf('picture')),
          hiddenReason: z.string().nullable(),
          /** How many ask it, why, and the first of what they wrote. */
          people: z.int(),
          grounds: z.array(ground),
          texts: z.array(z.string()),
          /** Why the shop leaves it where it is; null where it has not said so. */
          keptReason: z.string().nullable(),
          askedAt: instant,
        }),
      ),
    }),
    handle: async (work, { query }) => ({
      items: (await waitingReviews(work, query.show)).map(
        ({ pictureIds, grounds, texts, ...rest }) => ({
          ...rest,
          pictureIds: [...pictureIds],
          grounds: [...grounds],
          texts: [...texts],
        }),
      ),
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/operator/post-reviews/:reviewId/decision',
    summary: 'Decides a case, and all that say the same of the same thing',
    ...operator,
    params: z.object({ reviewId: idOf('post-review') }),
    body: z.strictObject({ decision: z.enum(['hide', 'keep']), reason }),
    reply: z.object({}),
    handle: async (work, { params, body }) => {
      await decide(work, params.reviewId, body)
      return {}
    },
  })
}

function wordRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/operator/post-words',
    summary: 'The words with which a comment waits, at every shop',
    ...operator,
    reply: words,
    handle: async (work) => ({ words: [...(await marketWords(work))] }),
  })

  http.route({
    method: 'PUT',
    url: '/v1/operator/post-words',
    summary: "Writes the market's list of words",
    ...operator,
    body: words,
    reply: words,
    handle: async (work, { body }) => ({ words: [...(await writeMarketWords(work, body.words))] }),
  })
}

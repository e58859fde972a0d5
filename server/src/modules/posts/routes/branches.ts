/** Branches that say a post their own way, over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, listOf, listQuery, pageRequest, type Http } from '../../../platform/http.ts'
import { placeRefusals } from '../../places/model.ts'
import { TEXT_LETTERS_MAX } from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import { postBranches, sayAsEverywhere, sayAtBranch } from '../service/branches.ts'

const FIND_LETTERS_MAX = 50

const refusals = [accessRefusals, placeRefusals, postRefusals]
const atShop = { tag: 'posts', access: 'merchant', refusals } as const
const ofPost = z.object({ merchantId: idOf('merchant'), postId: idOf('post') })
const ofBranch = ofPost.extend({ placeId: idOf('place') })
const url = '/v1/merchants/:merchantId/posts/:postId/places'
const says = {
  text: z.string().trim().min(1).max(TEXT_LETTERS_MAX).nullable().default(null),
  isLeftOut: z.boolean().default(false),
}

export function branchPostRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url,
    summary: 'The branches of a shop by name, and what each says of a post of all places',
    ...atShop,
    params: ofPost,
    query: z.strictObject({
      ...listQuery,
      cursor: idOf('place').optional(),
      /** Letters of the name, or its initial consonants. */
      find: z.string().max(FIND_LETTERS_MAX).default(''),
      show: z.enum(['all', 'different']).default('all'),
    }),
    reply: listOf(
      z.object({
        placeId: idOf('place'),
        name: z.string(),
        /** Null where it says what all the others say. */
        own: z.object({ text: z.string().nullable(), isLeftOut: z.boolean() }).nullable(),
      }),
    ).extend({
      /** What the post says everywhere else. */
      shared: z.string(),
      all: z.int(),
      /** At how many of all it is said another way. */
      different: z.int(),
    }),
    handle: async (work, { params, query }) => {
      const asked = { find: query.find, isDifferent: query.show === 'different' }
      const found = await postBranches(work, params, asked, pageRequest(query))
      return { ...found, items: [...found.items] }
    },
  })

  http.route({
    method: 'PUT',
    url: `${url}/:placeId`,
    summary: 'Says a post of all places in the words of one, or leaves it out there',
    ...atShop,
    params: ofBranch,
    body: z.strictObject(says),
    reply: z.object({}),
    handle: async (work, { params, body }) => {
      await sayAtBranch(work, params, body)
      return {}
    },
  })

  http.route({
    method: 'DELETE',
    url: `${url}/:placeId`,
    summary: 'Says a post at one place as everywhere again',
    ...atShop,
    params: ofBranch,
    reply: z.object({}),
    handle: async (work, { params }) => {
      await sayAsEverywhere(work, params)
      return {}
    },
  })
}

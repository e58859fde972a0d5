/** Tags of members over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, type Http } from '../../../platform/http.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { TAG_LENGTH_MAX, TAGS_MAX } from '../model/tags.ts'
import { eraseMyTags, memberTags, setMemberTags } from '../service/tags.ts'

const refusals = [accessRefusals, loyaltyRefusals]
const url = '/v1/merchants/:merchantId/members/:personId/tags'
const ofMember = z.object({ merchantId: idOf('merchant'), personId: idOf('person') })
const tags = z.object({ tags: z.array(z.string()) })

export function tagRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url,
    summary: 'The words that a shop has put on a member',
    tag: 'loyalty',
    access: 'till',
    params: ofMember,
    reply: tags,
    refusals,
    handle: async (work, { params }) => ({ tags: [...(await memberTags(work, params))] }),
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Puts words on a member, in the place of those of before; offers may ask for them',
    tag: 'loyalty',
    access: 'till',
    params: ofMember,
    body: z.strictObject({
      tags: z.array(z.string().trim().min(1).max(TAG_LENGTH_MAX)).max(TAGS_MAX),
    }),
    reply: tags,
    refusals,
    handle: async (work, { params, body }) => ({
      tags: [...(await setMemberTags(work, params, body.tags))],
    }),
  })

  http.route({
    method: 'DELETE',
    url: '/v1/me/memberships/:merchantId/tags',
    summary: 'Erases the words that a shop has put on me',
    tag: 'loyalty',
    access: 'person',
    params: z.object({ merchantId: idOf('merchant') }),
    reply: z.object({}),
    refusals,
    handle: async (work, { params }) => {
      await eraseMyTags(work, params.merchantId)
      return {}
    },
  })
}

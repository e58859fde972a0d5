/** Friends over HTTP: of mine, of my shop, and by link. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../../platform/http.ts'
import { placeRefusals } from '../../places/model.ts'
import { categoryIds } from '../../places/model/categories.ts'
import { GREETING_LETTERS_MAX, linkSources, sources } from '../model/friends.ts'
import { channelRefusals } from '../model/refusals.ts'
import { followChannel, leaveChannel } from '../service.ts'
import {
  brands,
  channelFigures,
  FOLLOW_CODE_LETTERS,
  followLink,
  followLinkOf,
  linkedChannel,
  myFriends,
  myFriendship,
  setGreeting,
} from '../service/friends.ts'

export type FriendNeeds = {
  /** Signs follow links. */
  readonly secret: string
  /** Where links lead. */
  readonly origin: () => string
}

const tag = 'channels'
const refusals = [accessRefusals, placeRefusals, channelRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofCode = z.object({
  code: z.string().regex(new RegExp(`^[\\w-]{${FOLLOW_CODE_LETTERS}}$`), 'not a follow link'),
})
const count = z.int().nonnegative()
const TYPED_LETTERS_MAX = 60
const shop = z.object({
  id: idOf('merchant'),
  name: z.string(),
  category: z.string(),
  color: z.string(),
})

export function friendRoutes(http: Http, needs: FriendNeeds): void {
  brandRoute(http)
  mineRoutes(http)
  linkRoutes(http, needs)
  shopRoutes(http, needs)
}

function brandRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/brands',
    summary: 'The shops of the market by name, and which of them I am a friend of',
    tag,
    access: 'anyone',
    query: z.strictObject({
      ...listQuery,
      cursor: idOf('merchant').optional(),
      q: z.string().max(TYPED_LETTERS_MAX).default(''),
      category: z.enum(categoryIds).optional(),
    }),
    reply: listOf(
      z.object({
        merchant: shop,
        /** Null when nobody is signed in. */
        isFriend: z.boolean().nullable(),
      }),
    ),
    handle: (work, { query: { q, category, ...page } }) =>
      brands(work, { typed: q, category: category ?? null }, pageRequest(page)),
  })
}

function mineRoutes(http: Http): void {
  const friendship = z.object({ isFriend: z.boolean(), since: instant.nullable() })
  const url = '/v1/me/friends/:merchantId'
  const mine = { tag, access: 'person', params: ofMerchant, reply: friendship, refusals } as const
  const shown = (since: Date | null) => ({ isFriend: since !== null, since })

  http.route({
    method: 'GET',
    url: '/v1/me/friends',
    summary: 'The shops I am a friend of, the latest first',
    tag,
    access: 'person',
    reply: z.object({
      items: z.array(
        z.object({
          merchant: shop,
          since: instant,
          isBlocked: z.boolean(),
          isMuted: z.boolean(),
          agrees: z.boolean(),
        }),
      ),
    }),
    handle: async (work) => ({ items: await myFriends(work) }),
  })

  http.route({
    method: 'GET',
    url,
    summary: 'Whether I am a friend of a shop',
    ...mine,
    handle: async (work, { params }) => shown(await myFriendship(work, params.merchantId)),
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Makes me a friend of a shop',
    ...mine,
    body: z.strictObject({ source: z.enum(['place-page', 'app', 'brand-list']).default('app') }),
    // Whoever goes down the list of brands ticks quickly.
    rate: { perMinute: 120 },
    handle: async (work, { params: { merchantId }, body: { source } }) =>
      shown((await followChannel(work, { merchantId, source })).since),
  })

  http.route({
    method: 'DELETE',
    url,
    summary: 'Ends my friendship with a shop, at once',
    ...mine,
    handle: async (work, { params }) => {
      await leaveChannel(work, params.merchantId)
      return shown(null)
    },
  })
}

function linkRoutes(http: Http, { secret }: FriendNeeds): void {
  const url = '/v1/follow-links/:code'
  const reply = z.object({
    merchant: shop,
    greeting: z.string(),
    source: z.enum(linkSources),
    /** Of whoever asks; null when nobody is signed in. */
    isFriend: z.boolean().nullable(),
  })

  http.route({
    method: 'GET',
    url,
    summary: 'Which shop a follow link is of',
    tag,
    access: 'anyone',
    params: ofCode,
    reply,
    refusals,
    handle: (work, { params }) => linkedChannel(work, secret, params.code),
  })

  http.route({
    method: 'POST',
    url: `${url}/follow`,
    summary: 'Makes me a friend of the shop of a link',
    tag,
    access: 'person',
    status: 200,
    params: ofCode,
    reply,
    refusals,
    rate: { perMinute: 30 },
    handle: (work, { params }) => followLink(work, secret, params.code),
  })
}

function shopRoutes(http: Http, { secret, origin }: FriendNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/channel',
    summary: "A shop's friends in numbers: how many, where from, and how it changes",
    tag,
    access: 'person',
    params: ofMerchant,
    reply: z.object({
      greeting: z.string(),
      friends: count,
      bySource: z.array(z.object({ source: z.enum(sources), friends: count })),
      days: z.array(
        z.object({
          day: z.string(),
          followed: count,
          left: count,
          blocked: count,
          muted: count,
        }),
      ),
      followed: count,
      left: count,
      blocked: count,
      isBlockedOften: z.boolean(),
    }),
    refusals,
    handle: (work, { params }) => channelFigures(work, params.merchantId),
  })

  http.route({
    method: 'PUT',
    url: '/v1/merchants/:merchantId/channel',
    summary: 'What a shop says on the page that its links open',
    tag,
    access: 'person',
    params: ofMerchant,
    body: z.strictObject({ greeting: z.string().max(GREETING_LETTERS_MAX) }),
    reply: z.object({ greeting: z.string() }),
    refusals,
    handle: async (work, { params, body }) => ({
      greeting: await setGreeting(work, params.merchantId, body.greeting),
    }),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/follow-links/:source',
    summary: 'A follow link of a shop, with its QR code as SVG to print',
    tag,
    access: 'merchant',
    params: ofMerchant.extend({ source: z.enum(linkSources) }),
    reply: z.object({ code: z.string(), url: z.string(), svg: z.string() }),
    refusals,
    handle: (work, { params }) => followLinkOf(work, { secret, origin: origin() }, params),
  })
}

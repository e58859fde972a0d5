/** Fronts and writings over HTTP; the pages themselves are in routes/pages.ts. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { AMOUNT_MINOR_MAX } from '../../kernel/money.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import { pictureRefusals } from '../../platform/redraw.ts'
import { placeRefusals } from '../places/model.ts'
import { postRefusals } from '../posts/model/refusals.ts'
import {
  INTRO_LETTERS_MAX,
  MENU_LINES_MAX,
  MENU_NAME_LETTERS_MAX,
  SLUG_LETTERS_MAX,
  type Front,
} from './model/page.ts'
import {
  BODY_LETTERS_MAX,
  TITLE_LETTERS_MAX,
  media,
  packed,
  storefrontRefusals,
} from './model/writing.ts'
import { changeFront, frontOf } from './service.ts'
import {
  noteArrival,
  packPicture,
  publishWriting,
  withdrawWriting,
  writingInFull,
  writingsOf,
} from './service/writings.ts'

const tag = 'storefront'
const refusals = [accessRefusals, placeRefusals, pictureRefusals, postRefusals, storefrontRefusals]
const ofPlace = z.object({ placeId: idOf('place') })
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofWriting = z.object({ writingId: idOf('writing') })
const count = z.int().nonnegative()

/** Text of several lines, without letters that nobody sees. */
const prose = (lettersMax: number) =>
  z
    .string()
    .max(lettersMax)
    .regex(/^(?:\P{Cc}|[\n\r\t])*$/u, 'a letter that nobody sees')
const line = (lettersMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(lettersMax)
    .regex(/^\P{Cc}*$/u, 'a letter that nobody sees')

const front = z.strictObject({
  slug: z.string().max(SLUG_LETTERS_MAX).nullable(),
  intro: prose(INTRO_LETTERS_MAX),
  pictureId: idOf('picture').nullable(),
  menu: z
    .array(
      z.strictObject({
        name: line(MENU_NAME_LETTERS_MAX),
        priceMinor: z.int().min(0).max(AMOUNT_MINOR_MAX),
      }),
    )
    .max(MENU_LINES_MAX),
})
const shownFront = z.object({
  ...front.shape,
  /** Where the page is. */
  url: z.string(),
})

const counts = z.object({
  medium: z.enum(media),
  code: z.string(),
  clicks: count,
  /** Signed-in people who came by it. */
  arrivals: count,
  visits: count,
})
const writing = z.object({
  id: idOf('writing'),
  merchantId: idOf('merchant'),
  placeId: idOf('place').nullable(),
  title: z.string(),
  body: z.string(),
  pictureId: idOf('picture').nullable(),
  offerId: idOf('offer').nullable(),
  publishedAt: instant,
  counts: z.array(counts),
})
const writingInFullShape = writing.extend({
  packs: z.array(z.object({ medium: z.enum(packed), text: z.string(), url: z.string() })),
  days: z.array(z.object({ medium: z.enum(media), day: z.string(), clicks: count })),
})
const newWriting = z.strictObject({
  id: idOf('writing'),
  placeId: idOf('place').nullable().default(null),
  title: line(TITLE_LETTERS_MAX),
  body: prose(BODY_LETTERS_MAX).refine((text) => text.trim() !== '', 'no letter to be seen'),
  pictureId: idOf('picture').nullable().default(null),
  offerId: idOf('offer').nullable().default(null),
})

/** Declares the routes of fronts and writings. */
export function storefrontRoutes(http: Http, origin: () => string): void {
  frontRoutes(http, origin)
  writingRoutes(http)
  singleWritingRoutes(http, origin)
  http.route({
    method: 'POST',
    url: '/v1/links/:code/arrivals',
    summary: 'Notes that I came by a tracked link',
    tag,
    access: 'person',
    params: z.object({ code: z.string().regex(/^[\w-]{8}$/) }),
    reply: z.undefined(),
    status: 204,
    refusals,
    rate: { perMinute: 60 },
    handle: (work, { params }) => noteArrival(work, params.code),
  })
}

function frontRoutes(http: Http, origin: () => string): void {
  const shown = (placeId: string, one: Front) => ({
    slug: one.slug,
    intro: one.intro,
    pictureId: one.pictureId as z.output<typeof front>['pictureId'],
    menu: one.menu.map((it) => ({ ...it })),
    url: `${origin()}/p/${one.slug ?? placeId}`,
  })

  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/front',
    summary: 'What stands on the page of a place beside what is known of it',
    tag,
    access: 'anyone',
    params: ofPlace,
    reply: shownFront,
    refusals,
    handle: async (work, { params }) => shown(params.placeId, await frontOf(work, params.placeId)),
  })

  http.route({
    method: 'PUT',
    url: '/v1/places/:placeId/front',
    summary: 'Changes what stands on the page of a place',
    tag,
    access: 'person',
    params: ofPlace,
    body: front,
    reply: shownFront,
    refusals,
    handle: async (work, { params, body }) =>
      shown(params.placeId, await changeFront(work, params.placeId, body)),
  })
}

const merchantOnly = { tag, access: 'merchant', refusals } as const
const shownWriting = <Shown extends { readonly counts: readonly object[] }>(one: Shown) => ({
  ...one,
  counts: one.counts.map((it) => ({ ...it })) as z.input<typeof counts>[],
})

function writingRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/writings',
    summary: 'Publishes a writing on the page, with a tracked link for each medium',
    ...merchantOnly,
    params: ofMerchant,
    body: newWriting,
    reply: writing,
    rate: { perMinute: 30 },
    handle: async (work, { params, body }) =>
      shownWriting(await publishWriting(work, { ...body, merchantId: params.merchantId })),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/writings',
    summary: 'The writings of a shop, the latest first, with what came of them',
    ...merchantOnly,
    params: ofMerchant,
    query: z.strictObject(listQuery),
    reply: listOf(writing),
    handle: async (work, { params, query }) => {
      const page = await writingsOf(work, params.merchantId, pageRequest(query))
      return { items: page.items.map(shownWriting), nextCursor: page.nextCursor }
    },
  })
}

function singleWritingRoutes(http: Http, origin: () => string): void {
  http.route({
    method: 'GET',
    url: '/v1/writings/:writingId',
    summary: 'A writing with its packs for other media, and its clicks by day',
    ...merchantOnly,
    access: 'person',
    params: ofWriting,
    reply: writingInFullShape,
    handle: async (work, { params }) => {
      const full = await writingInFull(work, params.writingId, origin())
      const [packs, days] = [
        full.packs.map((it) => ({ ...it })),
        full.days.map((it) => ({ ...it })),
      ]
      return { ...shownWriting(full), packs, days }
    },
  })

  http.route({
    method: 'DELETE',
    url: '/v1/writings/:writingId',
    summary: 'Takes a writing off the page',
    ...merchantOnly,
    access: 'person',
    params: ofWriting,
    reply: z.undefined(),
    status: 204,
    handle: (work, { params }) => withdrawWriting(work, params.writingId),
  })

  http.file({
    method: 'GET',
    url: '/v1/writings/:writingId/pictures/:medium',
    summary: 'The picture of a pack, as PNG in the size of its medium',
    ...merchantOnly,
    access: 'person',
    type: 'image/png',
    params: ofWriting.extend({ medium: z.enum(packed) }),
    rate: { perMinute: 30 },
    handle: async ({ params: { writingId, medium }, actor, inWork }) => ({
      name: `${medium}.png`,
      body: await inWork(actor, (work) => packPicture(work, writingId, medium)),
    }),
  })
}

/** Talks of a shop over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals, allow, mayServe } from '../../../kernel/actor.ts'
import { idOf, listOf, listQuery, pageRequest, type Http } from '../../../platform/http.ts'
import {
  drawnFrom,
  picture,
  pictureSize,
  PICTURES_PER_MINUTE,
} from '../../../platform/http/picture-routes.ts'
import { keepPicture } from '../../../platform/pictures.ts'
import { PICTURE_BYTES_MAX, pictureRefusals } from '../../../platform/redraw.ts'
import { gameRefusals } from '../../games/model/refusals.ts'
import { offerRefusals } from '../../offers/model/refusals.ts'
import { NOTE_LETTERS_MAX, SEARCH_LETTERS_MAX, type Message } from '../model/message.ts'
import { talkRefusals } from '../model/refusals.ts'
import { changeDesk, shopDesk } from '../service/desk.ts'
import {
  markAtShop,
  pictureAtShop,
  readAtShop,
  searchTalks,
  shopCounts,
  shopTalks,
} from '../service/looking.ts'
import {
  answer,
  blockPerson,
  closeTalk,
  handOver,
  takeTalk,
  unblockPerson,
} from '../service/shop.ts'
import {
  desk,
  markBody,
  message,
  messageView,
  shopMessage,
  shopSending,
  shopTalk,
  shopTalkRow,
  stretchQuery,
} from './shapes.ts'

const refusals = [accessRefusals, talkRefusals]
const atShop = { tag: 'talk', access: 'merchant', refusals } as const
const ofShop = z.object({ merchantId: idOf('merchant') })
const ofTalk = ofShop.extend({ talkId: idOf('talk') })
const url = '/v1/merchants/:merchantId/talks'
const done = z.object({})

export function shopTalkRoutes(http: Http): void {
  listRoutes(http)
  threadRoutes(http)
  staffRoutes(http)
  blockRoutes(http)
  deskRoutes(http)
}

function listRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url,
    summary: 'The talks of a shop, the latest first',
    ...atShop,
    params: ofShop,
    query: z.strictObject({
      ...listQuery,
      show: z.enum(['open', 'mine', 'free', 'closed']).default('open'),
    }),
    reply: listOf(shopTalkRow),
    handle: async (work, { params, query: { show, ...page } }) => {
      const { items, nextCursor } = await shopTalks(
        work,
        params.merchantId,
        show,
        pageRequest(page),
      )
      return { items: [...items], nextCursor }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/talk-counts',
    summary: 'How many talks of a shop are open, mine, free; and how much is unread',
    ...atShop,
    params: ofShop,
    reply: z.object({ open: z.int(), mine: z.int(), free: z.int(), unread: z.int() }),
    handle: (work, { params }) => shopCounts(work, params.merchantId),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/talk-search',
    summary: 'Messages of a shop that hold some letters, or begin with these consonants',
    ...atShop,
    params: ofShop,
    query: z.strictObject({ q: z.string().trim().min(1).max(SEARCH_LETTERS_MAX) }),
    reply: z.object({
      items: z.array(message.extend({ talkId: idOf('talk'), personName: z.string() })),
    }),
    handle: async (work, { params, query }) => ({
      items: (await searchTalks(work, params.merchantId, query.q)).map((found) => ({
        ...messageView(found),
        talkId: found.talkId,
        personName: found.personName,
      })),
    }),
  })
}

function shopMessageView(one: Message, names: ReadonlyMap<string, string>) {
  const { card, byId, side } = one
  const toId = card && 'toId' in card ? card.toId : null
  return {
    ...messageView(one),
    byName: side === 'shop' && byId ? (names.get(byId) ?? null) : null,
    toName: toId ? (names.get(toId) ?? null) : null,
  }
}

function threadRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: `${url}/:talkId/messages`,
    summary: 'What stands in a talk, the newest first; that somebody looked is kept',
    ...atShop,
    params: ofTalk,
    query: stretchQuery,
    reply: z.object({ talk: shopTalk, messages: z.array(shopMessage), isMore: z.boolean() }),
    handle: async (work, { params, query: { before = null, limit } }) => {
      const { talk, messages, isMore, names } = await readAtShop(work, params, { before, limit })
      return { talk, messages: messages.map((one) => shopMessageView(one, names)), isMore }
    },
  })

  http.route({
    method: 'POST',
    url: `${url}/:talkId/messages`,
    summary: 'Answers; a coupon card gives the coupon, and who answers takes the talk',
    ...atShop,
    refusals: [...refusals, offerRefusals, gameRefusals, pictureRefusals],
    params: ofTalk,
    body: shopSending,
    reply: message,
    handle: async (work, { params, body }) => messageView(await answer(work, params, body)),
  })

  http.route({
    method: 'PUT',
    url: `${url}/:talkId/mark`,
    summary: 'Says how far the shop has read; a mark never goes back',
    ...atShop,
    params: ofTalk,
    body: markBody,
    reply: done,
    handle: async (work, { params, body }) => {
      await markAtShop(work, params, body.number)
      return {}
    },
  })

  pictureRoutes(http)
}

function pictureRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/talk-pictures',
    summary:
      'Takes in a picture for a talk of the shop; only the two sides of the talk will see it',
    ...atShop,
    refusals: [accessRefusals, pictureRefusals],
    rate: { perMinute: PICTURES_PER_MINUTE },
    plain: true,
    fileBytesMax: PICTURE_BYTES_MAX,
    params: ofShop,
    reply: picture,
    handle: async ({ params: { merchantId }, request, actor, inWork }) => {
      allow(mayServe(actor, merchantId))
      const shelf = `merchant/${merchantId}` as const
      const drawn = await drawnFrom(request.body)
      const id = await inWork(actor, (work) => keepPicture(work, { shelf, isPrivate: true, drawn }))
      return { id, width: drawn.width, height: drawn.height }
    },
  })

  http.file({
    method: 'GET',
    url: `${url}/:talkId/pictures/:pictureId`,
    summary: 'A picture of a talk, as WebP',
    tag: 'talk',
    access: 'merchant',
    type: 'image/webp',
    params: ofTalk.extend({ pictureId: idOf('picture') }),
    query: z.strictObject({ size: pictureSize }),
    refusals: [...refusals, pictureRefusals],
    handle: async ({ params: { pictureId, ...key }, query: { size }, reply, actor, inWork }) => {
      const body = await inWork(actor, (work) => pictureAtShop(work, key, { pictureId, size }))
      reply.header('cache-control', 'private, max-age=3600')
      return { name: `${pictureId}.webp`, body }
    },
  })
}

function staffRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: `${url}/:talkId/take`,
    summary: 'Takes a talk, so that nobody else answers it',
    ...atShop,
    status: 200,
    params: ofTalk,
    reply: done,
    handle: async (work, { params }) => {
      await takeTalk(work, params)
      return {}
    },
  })

  http.route({
    method: 'POST',
    url: `${url}/:talkId/hand-over`,
    summary: 'Hands a talk over, to somebody of the shop or (null) back to all',
    ...atShop,
    status: 200,
    params: ofTalk,
    body: z.strictObject({
      to: idOf('person').nullable(),
      note: z.string().trim().max(NOTE_LETTERS_MAX).default(''),
    }),
    reply: done,
    handle: async (work, { params, body }) => {
      await handOver(work, params, body)
      return {}
    },
  })

  http.route({
    method: 'POST',
    url: `${url}/:talkId/close`,
    summary: 'Closes a talk; it goes on when the person writes again',
    ...atShop,
    status: 200,
    params: ofTalk,
    reply: done,
    handle: async (work, { params }) => {
      await closeTalk(work, params)
      return {}
    },
  })
}

function blockRoutes(http: Http): void {
  http.route({
    method: 'PUT',
    url: `${url}/:talkId/block`,
    summary: 'Ends a talk for good; the person cannot write. Owners only',
    ...atShop,
    params: ofTalk,
    reply: done,
    handle: async (work, { params }) => {
      await blockPerson(work, params)
      return {}
    },
  })

  http.route({
    method: 'DELETE',
    url: `${url}/:talkId/block`,
    summary: 'Lets the person write again. Owners only',
    ...atShop,
    params: ofTalk,
    reply: done,
    handle: async (work, { params }) => {
      await unblockPerson(work, params)
      return {}
    },
  })
}

function deskRoutes(http: Http): void {
  const at = '/v1/merchants/:merchantId/talk-desk'
  http.route({
    method: 'GET',
    url: at,
    summary: 'When somebody is there for talks, and what is said when nobody is',
    ...atShop,
    params: ofShop,
    reply: desk,
    handle: (work, { params }) => shopDesk(work, params.merchantId),
  })

  http.route({
    method: 'PUT',
    url: at,
    summary: 'Changes the desk of a shop. Owners only',
    ...atShop,
    params: ofShop,
    body: desk,
    reply: desk,
    handle: (work, { params, body }) => changeDesk(work, params.merchantId, body),
  })
}

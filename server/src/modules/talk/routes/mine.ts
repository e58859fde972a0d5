/** Talks of a person over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals, personOf } from '../../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../../platform/http.ts'
import {
  drawnFrom,
  picture,
  pictureSize,
  PICTURES_PER_MINUTE,
} from '../../../platform/http/picture-routes.ts'
import { keepPicture } from '../../../platform/pictures.ts'
import { PICTURE_BYTES_MAX, pictureRefusals } from '../../../platform/redraw.ts'
import { placeRefusals } from '../../places/model.ts'
import { talkRefusals } from '../model/refusals.ts'
import { deskOf, attendanceNow } from '../service/desk.ts'
import { markMine, myTalks, pictureOfMine, readMine } from '../service/looking.ts'
import {
  blockShop,
  closeMine,
  myTalkWith,
  openTalk,
  readingsOfMine,
  unblockShop,
  writeToShop,
} from '../service/mine.ts'
import {
  markBody,
  message,
  messageView,
  myTalk,
  myTalkRow,
  personSending,
  stretchQuery,
} from './shapes.ts'

/** Of one person, over all their talks: faster than anybody types. */
const MESSAGES_PER_MINUTE = 40

const refusals = [accessRefusals, talkRefusals]
const mine = { tag: 'talk', access: 'person', refusals } as const
const ofTalk = z.object({ talkId: idOf('talk') })

export function myTalkRoutes(http: Http): void {
  listRoutes(http)
  openingRoutes(http)
  threadRoutes(http)
  endingRoutes(http)
  pictureRoutes(http)
}

function listRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/talks',
    summary: 'My talks with shops, the latest first, and how much is unread',
    ...mine,
    query: z.strictObject(listQuery),
    reply: listOf(myTalkRow).extend({ unread: z.int() }),
    handle: async (work, { query }) => {
      const { items, nextCursor, unread } = await myTalks(work, pageRequest(query))
      return { items: [...items], nextCursor, unread }
    },
  })
}

function openingRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/talks/with/:merchantId',
    summary: 'My talk with a shop, if there is one, and whether somebody is there to answer',
    ...mine,
    params: z.object({ merchantId: idOf('merchant') }),
    query: z.strictObject({ placeId: idOf('place').optional() }),
    reply: z.object({
      talk: myTalk.nullable(),
      /** Whether the shop takes talks. */
      isOpen: z.boolean(),
      isAttended: z.boolean(),
      /** When somebody is there again; null while somebody is, or nobody knows. */
      attendedAt: instant.nullable(),
    }),
    handle: async (work, { params: { merchantId }, query }) => {
      const talk = await myTalkWith(work, merchantId)
      const desk = await deskOf(work, merchantId)
      const placeId = query.placeId ?? talk?.placeId ?? null
      const { isOpen: isAttended, opensAt } = await attendanceNow(work, desk, placeId)
      return { talk, isOpen: desk.isOpen, isAttended, attendedAt: opensAt }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/me/talks',
    summary: 'Opens my talk with a shop, or answers with the one that is there',
    ...mine,
    refusals: [...refusals, placeRefusals],
    body: z.strictObject({
      merchantId: idOf('merchant'),
      placeId: idOf('place').nullable().default(null),
    }),
    reply: myTalk,
    handle: (work, { body }) => openTalk(work, body),
  })
}

function threadRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/talks/:talkId/messages',
    summary: 'What stands in one of my talks, the newest first',
    ...mine,
    params: ofTalk,
    query: stretchQuery,
    reply: z.object({ talk: myTalk, messages: z.array(message), isMore: z.boolean() }),
    handle: async (work, { params: { talkId }, query: { before = null, limit } }) => {
      const { talk, messages, isMore } = await readMine(work, talkId, { before, limit })
      return { talk, messages: messages.map(messageView), isMore }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/me/talks/:talkId/messages',
    summary: 'Writes to the shop; sent again under its id it is the same message',
    ...mine,
    refusals: [...refusals, pictureRefusals],
    rate: { perMinute: MESSAGES_PER_MINUTE },
    params: ofTalk,
    body: personSending,
    reply: message,
    handle: async (work, { params, body }) =>
      messageView(await writeToShop(work, params.talkId, body)),
  })

  http.route({
    method: 'PUT',
    url: '/v1/me/talks/:talkId/mark',
    summary: 'Says how far I have read; a mark never goes back',
    ...mine,
    params: ofTalk,
    body: markBody,
    reply: myTalk,
    handle: (work, { params, body }) => markMine(work, params.talkId, body.number),
  })

  http.route({
    method: 'GET',
    url: '/v1/me/talks/:talkId/readings',
    summary: 'On which days how many of the shop looked into my talk, and how often',
    ...mine,
    params: ofTalk,
    reply: z.object({
      items: z.array(
        z.object({ readerId: idOf('person'), day: z.iso.date(), times: z.int(), lastAt: instant }),
      ),
    }),
    handle: async (work, { params }) => ({
      items: [...(await readingsOfMine(work, params.talkId))],
    }),
  })
}

function endingRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/me/talks/:talkId/close',
    summary: 'Closes a talk; writing again opens it again',
    ...mine,
    status: 200,
    params: ofTalk,
    reply: myTalk,
    handle: (work, { params }) => closeMine(work, params.talkId),
  })

  http.route({
    method: 'PUT',
    url: '/v1/me/talks/:talkId/block',
    summary: 'Ends a talk for good; the shop cannot write, nor send me marketing',
    ...mine,
    params: ofTalk,
    reply: myTalk,
    handle: (work, { params }) => blockShop(work, params.talkId),
  })

  http.route({
    method: 'DELETE',
    url: '/v1/me/talks/:talkId/block',
    summary: 'Lifts my block, so that I can write again',
    ...mine,
    params: ofTalk,
    reply: myTalk,
    handle: (work, { params }) => unblockShop(work, params.talkId),
  })
}

function pictureRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/me/talk-pictures',
    summary: 'Takes in a picture for a talk of mine; only the two sides of the talk will see it',
    ...mine,
    refusals: [accessRefusals, pictureRefusals],
    rate: { perMinute: PICTURES_PER_MINUTE },
    plain: true,
    fileBytesMax: PICTURE_BYTES_MAX,
    reply: picture,
    handle: async ({ request, actor, inWork }) => {
      const shelf = `person/${personOf(actor)}` as const
      const drawn = await drawnFrom(request.body)
      const id = await inWork(actor, (work) => keepPicture(work, { shelf, isPrivate: true, drawn }))
      return { id, width: drawn.width, height: drawn.height }
    },
  })

  http.file({
    method: 'GET',
    url: '/v1/me/talks/:talkId/pictures/:pictureId',
    summary: 'A picture of one of my talks, as WebP',
    tag: 'talk',
    access: 'person',
    type: 'image/webp',
    params: ofTalk.extend({ pictureId: idOf('picture') }),
    query: z.strictObject({ size: pictureSize }),
    refusals: [...refusals, pictureRefusals],
    handle: async ({ params: { talkId, pictureId }, query: { size }, reply, actor, inWork }) => {
      const body = await inWork(actor, (work) => pictureOfMine(work, talkId, { pictureId, size }))
      reply.header('cache-control', 'private, max-age=3600')
      return { name: `${pictureId}.webp`, body }
    },
  })
}

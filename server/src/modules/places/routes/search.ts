/** Search over HTTP: nearby, in a window, by name. Answered from memory, as ready bytes. */
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Http } from '../../../platform/http.ts'
import { placeRefusals } from '../model.ts'
import { categories, categoryIds, type CategoryId } from '../model/categories.ts'
import { searchText } from '../model/hangul.ts'
import {
  CANDIDATES_MAX,
  LIMIT_MAX,
  METERS_MAX,
  WINDOW_LIMIT_MAX,
  type Filter,
} from '../service/all-places.ts'
import { askedPoint } from '../service/asked-point.ts'
import type { Answer } from '../service/cards.ts'
import type { Places } from '../service/open-places.ts'
import { foundPlaces, latIn, limitIn, lngIn, searchQuery } from './shapes.ts'

const SEARCH_LETTERS_MAX = 80

export function searchRoutes(http: Http, places: Places): void {
  nearbyRoute(http, places)
  windowRoute(http, places)
  nameRoute(http, places)
  categoryRoute(http)
}

function nearbyRoute(http: Http, places: Places): void {
  http.route({
    method: 'GET',
    url: '/v1/places/nearby',
    summary: `Finds the nearest places, among the ${CANDIDATES_MAX} around at most`,
    tag: 'places',
    access: 'anyone',
    query: z.strictObject({
      ...searchQuery,
      radiusMeters: z.coerce.number().min(1).max(METERS_MAX).default(METERS_MAX),
      limit: limitIn(LIMIT_MAX),
    }),
    reply: foundPlaces,
    refusals: [placeRefusals],
    plain: true,
    raw: true,
    parsed: true,
    handle: ({ query, now, reply }) => {
      const [filter, from] = [filterOf(query, now), askedPoint(query)]
      const metersMax = query.radiusMeters
      return sent(reply, places.index().nearby({ ...filter, from, metersMax }))
    },
  })
}

function windowRoute(http: Http, places: Places): void {
  http.route({
    method: 'GET',
    url: '/v1/places/window',
    summary: 'Finds places in a window of the map: an even choice when there are too many',
    tag: 'places',
    access: 'anyone',
    query: z.strictObject({
      ...searchQuery,
      west: lngIn,
      south: latIn,
      east: lngIn,
      north: latIn,
      limit: limitIn(WINDOW_LIMIT_MAX),
    }),
    reply: foundPlaces.extend({ matching: z.int() }),
    refusals: [placeRefusals],
    plain: true,
    raw: true,
    parsed: true,
    handle: ({ query, now, reply }) => {
      const { west, south, east, north } = query
      const box = { west, south, east, north }
      const [filter, from] = [filterOf(query, now), askedPoint(query)]
      return sent(reply, places.index().window({ ...filter, from, box }))
    },
  })
}

function nameRoute(http: Http, places: Places): void {
  http.route({
    method: 'GET',
    url: '/v1/places',
    summary: 'Finds places by name: any part of it, or its initial consonants',
    tag: 'places',
    access: 'anyone',
    query: z.strictObject({
      ...searchQuery,
      q: z.string().max(SEARCH_LETTERS_MAX),
      limit: limitIn(LIMIT_MAX),
    }),
    reply: foundPlaces,
    refusals: [placeRefusals],
    plain: true,
    raw: true,
    parsed: true,
    handle: ({ query, now, reply }) => {
      const text = searchText(query.q)
      const filter = { ...filterOf(query, now), from: askedPoint(query) }
      const index = places.index()
      const answer =
        text.length > 0
          ? index.named({ ...filter, text })
          : index.nearby({ ...filter, metersMax: METERS_MAX })
      return sent(reply, answer)
    },
  })
}

function categoryRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/categories',
    summary: 'The categories of places, in the order in which screens show them',
    tag: 'places',
    access: 'anyone',
    reply: z.object({
      items: z.array(z.object({ id: z.enum(categoryIds), ko: z.string(), en: z.string() })),
    }),
    plain: true,
    handle: () => ({ items: [...categories] }),
  })
}

/** The bytes of an answer, which are given back once they are with the caller, or never will be. */
function sent(reply: FastifyReply, { bytes, giveBack }: Answer): Buffer {
  reply.raw.once('close', giveBack)
  return bytes
}

type Asked = {
  readonly category?: CategoryId | undefined
  readonly openNow?: boolean | undefined
  readonly limit: number
}

function filterOf({ category, openNow = false, limit }: Asked, now: Date): Filter {
  const at = category === undefined ? null : categoryIds.indexOf(category)
  return { category: at, openNow, nowMs: now.getTime(), limit }
}

/** Games over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import { nameShapes } from '../../platform/http/shapes.ts'
import type { Work } from '../../platform/work.ts'
import { placeRefusals } from '../places/model.ts'
import {
  phaseOf,
  PRIZES_MAX,
  sharesNow,
  STAMPS_TO_FILL_MAX,
  STOCK_MAX,
  WHOLE,
  type Game,
} from './model/game.ts'
import { ageRefusals } from '../people/model/age.ts'
import { numberRefusals, numberStandings } from '../people/model/number-uses.ts'
import { gameRefusals } from './model/refusals.ts'
import { changeGame, createGame, endGame, gameOf, gamesAt, openGame, todayOf } from './service.ts'
import {
  mineOf,
  myNumberIn,
  playGame,
  publishedDays,
  publishedDraws,
  standings,
} from './service/playing.ts'

const tag = 'games'
const refusals = [accessRefusals, gameRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofGame = z.object({ gameId: idOf('game') })
const words = (max: number) => z.string().trim().min(1).max(max)
const dayIn = z.iso.date()

const gameIn = z.strictObject({
  title: words(60),
  intro: z.string().trim().max(500).default(''),
  stampsToFill: z.int().min(1).max(STAMPS_TO_FILL_MAX).default(1),
  audience: z.enum(['everyone', 'friends']).default('everyone'),
  needsNumber: z
    .boolean()
    .default(true)
    .meta({ description: 'Each proven phone number plays once a day, whichever account it is in' }),
  startsOn: dayIn.meta({ description: 'A day of the market' }),
  endsOn: dayIn.meta({ description: 'The last day, included' }),
  prizes: z
    .array(
      z.strictObject({
        title: words(60),
        offerId: idOf('offer'),
        share: z.int().min(1).max(WHOLE).meta({ description: 'Of 10,000' }),
        stock: z.int().min(1).max(STOCK_MAX),
      }),
    )
    .min(1)
    .max(PRIZES_MAX),
  consolation: words(60),
})

const prize = z.object({
  number: z.int(),
  title: z.string(),
  offerId: z.uuid().nullable(),
  share: z.int(),
  /** Of 10,000, with what is used up gone to the consolation. */
  shareNow: z.int(),
  stock: z.int().nullable(),
  won: z.int(),
})
const game = z.object({
  id: z.uuid(),
  merchantId: z.uuid(),
  title: z.string(),
  intro: z.string(),
  stampsToFill: z.int(),
  audience: z.enum(['everyone', 'friends']),
  needsNumber: z.boolean(),
  startsOn: z.string(),
  endsOn: z.string(),
  state: z.enum(['draft', 'open', 'ended']),
  phase: z.enum(['draft', 'coming', 'open', 'ended']),
  prizes: z.array(prize),
  plays: z.int(),
  players: z.int(),
})
const day = z.object({ day: z.string(), commitment: z.string(), seed: z.string().nullable() })
const draw = z.object({
  drawn: z.int(),
  prize: z.int(),
  given: z.int(),
  because: z.string().nullable(),
})
const play = z.object({
  id: z.uuid(),
  day: z.string(),
  turn: z.int(),
  draw: draw.nullable(),
  couponId: z.uuid().nullable(),
})
nameShapes({ Game: game, GamePlan: gameIn, GamePrize: prize, GamePlay: play })

export function gameRoutes(http: Http): void {
  listRoutes(http)
  stateRoutes(http)
  lookRoute(http)
  playRoutes(http)
}

async function shown(work: Work, all: readonly Game[]) {
  const counts = await standings(
    work,
    all.map(({ id }) => id),
  )
  const today = todayOf(work)
  return all.map((it) => {
    const shares = sharesNow(it.prizes)
    const prizes = it.prizes.map((one) => ({ ...one, shareNow: shares.get(one.number) ?? 0 }))
    const { plays, players } = counts.get(it.id) ?? { plays: 0, players: 0 }
    return { ...it, prizes, phase: phaseOf(it, today), plays, players }
  })
}

async function shownOne(work: Work, it: Game) {
  const [one] = await shown(work, [it])
  return one as NonNullable<typeof one>
}

const playShown = (it: Awaited<ReturnType<typeof playGame>>) => ({
  ...it,
  couponId: it.draw && it.draw.given > 0 ? it.id : null,
})

function listRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/games',
    summary: 'The games of a shop: all for its people, those that go on for everyone',
    tag,
    access: 'anyone',
    params: ofMerchant,
    reply: z.object({ items: z.array(game) }),
    handle: async (work, { params }) => ({
      items: await shown(work, await gamesAt(work, params.merchantId)),
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/games',
    summary: 'Writes a game, as a draft',
    tag,
    access: 'merchant',
    params: ofMerchant,
    body: gameIn.extend({ id: idOf('game').optional() }),
    reply: game,
    refusals: [...refusals, placeRefusals],
    handle: async (work, { params: { merchantId }, body: { id, ...plan } }) =>
      shownOne(work, await createGame(work, { id: id ?? work.newId('game'), merchantId }, plan)),
  })

  http.route({
    method: 'PUT',
    url: '/v1/games/:gameId',
    summary: 'Writes a draft anew',
    tag,
    access: 'merchant',
    params: ofGame,
    body: gameIn,
    reply: game,
    refusals,
    handle: async (work, { params, body }) =>
      shownOne(work, await changeGame(work, params.gameId, body)),
  })
}

function stateRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/games/:gameId/open',
    summary: 'Opens a draft: odds are fixed, and the hashes of all seeds are published',
    tag,
    access: 'merchant',
    status: 200,
    params: ofGame,
    reply: game,
    refusals,
    handle: async (work, { params }) => shownOne(work, await openGame(work, params.gameId)),
  })

  http.route({
    method: 'POST',
    url: '/v1/games/:gameId/end',
    summary: 'Ends a game before its last day',
    tag,
    access: 'merchant',
    status: 200,
    params: ofGame,
    reply: game,
    refusals,
    handle: async (work, { params }) => shownOne(work, await endGame(work, params.gameId)),
  })
}

function lookRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/games/:gameId',
    summary: 'A game with its odds, the hash of each day, and what I have of it',
    tag,
    access: 'anyone',
    params: ofGame,
    reply: z.object({
      game,
      today: z.string(),
      days: z.array(day),
      mine: z.object({ player: z.string(), stamps: z.int(), today: play.nullable() }).nullable(),
      /** Null where numbers do not count, and for nobody. */
      myNumber: z.enum(numberStandings).nullable(),
    }),
    refusals,
    handle: async (work, { params: { gameId } }) => {
      const it = await gameOf(work, gameId)
      const mine = await mineOf(work, it)
      return {
        game: await shownOne(work, it),
        today: todayOf(work),
        days: await publishedDays(work, gameId),
        myNumber: await myNumberIn(work, it),
        mine: mine && { ...mine, today: mine.today && playShown(mine.today) },
      }
    },
  })
}

function playRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/games/:gameId/plays',
    summary: 'Plays once a day; what is won is in the wallet at the same moment',
    tag,
    access: 'person',
    params: ofGame,
    body: z.strictObject({ playId: idOf('coupon') }),
    reply: play,
    refusals: [...refusals, ageRefusals, numberRefusals],
    rate: { perMinute: 20 },
    handle: async (work, { params, body }) =>
      playShown(await playGame(work, { ...params, ...body })),
  })

  http.route({
    method: 'GET',
    url: '/v1/games/:gameId/days/:day',
    summary: 'The draws of a day that is over, with the seed that anybody can draw them again from',
    tag,
    access: 'anyone',
    params: ofGame.extend({ day: dayIn }),
    query: z.strictObject({ ...listQuery, cursor: idOf('coupon').optional() }),
    reply: day.extend({
      items: z.array(draw.extend({ player: z.string() })),
      nextCursor: z.string().nullable(),
    }),
    refusals,
    handle: (work, { params, query }) =>
      publishedDraws(work, params.gameId, params.day, pageRequest(query)),
  })
}

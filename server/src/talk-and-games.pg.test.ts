/** A shop’s talk through the whole house: asked at night, answered by two, with cards, and a game played in it. */
import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hire } from '../testing/hiring.ts'
import { freshServer } from '../testing/server.ts'
import { openSmallShops, type SmallShop } from '../testing/small-shop.ts'
import type { Who } from '../testing/world.ts'
import { invariants } from './main.ts'
import { prizeAt } from './modules/games/model/game.ts'
import { verify } from './platform/invariants.ts'

const server = await freshServer()
const { call, platform, settle } = server
const { get, post, aShop, anOffer, people } = openSmallShops(server)
const at = (text: string) => server.at(new Date(`${text}:00+09:00`))

type Message = {
  readonly kind: string
  readonly coupon: { readonly couponId: string } | null
  readonly order: { readonly sumMinor: number } | null
  readonly game: { readonly gameId: string; readonly title: string } | null
}
const words = (text: string) => ({ kind: 'text', text })
const atShop = ({ merchantId }: SmallShop) => `/v1/merchants/${merchantId}/talks`
const open = async ({ merchantId, placeId }: SmallShop, who: Who): Promise<string> =>
  String((await post('/v1/me/talks', who, { merchantId, placeId })).id)
const say = (talkId: string, who: Who, text: string) =>
  post(`/v1/me/talks/${talkId}/messages`, who, { id: crypto.randomUUID(), content: words(text) })
const send = (url: string, talkId: string, as: Who, content: object) =>
  call('POST', `${url}/${talkId}/messages`, {
    as: as.token,
    body: { id: crypto.randomUUID(), content },
  })
const read = async (talkId: string, who: Who): Promise<readonly Message[]> => {
  const { messages } = await get(`/v1/me/talks/${talkId}/messages`, who)
  return (messages as Message[]).toReversed()
}
/** Somebody else of the shop, invited and come. */
async function colleagueOf({ merchantId, owner }: SmallShop): Promise<Who> {
  const email = 'colleague@golmok.test'
  const password = 'a long enough password'
  const joined = await call('POST', '/v1/people', {
    body: { email, password, name: '동료', locale: 'ko' },
  })
  const who = { token: joined.body.token, personId: joined.body.person.id }
  await hire(server, owner, merchantId, who, 'staff')
  return who
}
const sound = async () => {
  const broken = await verify(platform.database, invariants)
  expect(broken.filter(({ rows }) => rows.length > 0)).toEqual([])
}

test('S49 asked at night the shop answers by itself, then one of two takes over, with an order and a coupon', async () => {
  const shop = await aShop('토크 가게')
  const colleague = await colleagueOf(shop)
  const [customer] = (await people(1)) as [Who]
  const url = atShop(shop)
  // The shop has no way to begin: there is nowhere to open a talk, and none before the first word.
  expect((await call('POST', url, { as: shop.owner.token, body: {} })).status).toBe(404)
  const talkId = await open(shop, customer)
  expect((await send(url, talkId, shop.owner, words('안녕하세요'))).body.code).toBe('talk.unknown')

  at('2026-04-16T22:30')
  await say(talkId, customer, '내일 초코 케이크 되나요?')
  await say(talkId, customer, '두 개요')
  expect((await read(talkId, customer)).map(({ kind }) => kind)).toEqual(['text', 'away', 'text'])

  at('2026-04-17T09:05')
  await post(`${url}/${talkId}/take`, colleague)
  expect((await send(url, talkId, shop.owner, words('네'))).body.code).toBe('talk.taken')
  expect((await send(url, talkId, colleague, words('네, 돼요'))).status).toBe(201)
  const items = [
    { name: '초코 케이크', quantity: 2, priceMinor: 38_000 },
    { name: '초', quantity: 1, priceMinor: 500 },
  ]
  expect((await send(url, talkId, colleague, { kind: 'order', items })).status).toBe(201)
  const offerId = await anOffer(shop, '첫 케이크 10%')
  expect((await send(url, talkId, colleague, { kind: 'coupon', offerId })).status).toBe(201)
  const shown = (await read(talkId, customer)).slice(3)
  expect(shown.map(({ kind }) => kind)).toEqual(['text', 'order', 'coupon'])
  expect(shown[1]?.order).toMatchObject({ items, sumMinor: 76_500 })
  const wallet = await get('/v1/me/coupons', customer)
  expect(wallet.items).toMatchObject([{ id: shown[2]?.coupon?.couponId }])
  await settle()
  await sound()
})

test('S84 a wheel is played in the talk: odds shown, once a day, drawn so that it can be checked, never over its budget', async () => {
  at('2026-04-20T12:00')
  const shop = await aShop('룰렛 가게')
  const url = atShop(shop)
  const offerId = await anOffer(shop, '룰렛 커피', { couponsMax: 3 })
  const prizes = [{ title: '커피 한 잔', offerId, share: 9_000, stock: 4 }]
  const plan = { title: '봄 룰렛', startsOn: '2026-04-20', endsOn: '2026-04-22' }
  const game = await post(`/v1/merchants/${shop.merchantId}/games`, shop.owner, {
    ...plan,
    prizes,
    consolation: '내일 또 만나요',
  })
  await post(`/v1/games/${game.id}/open`, shop.owner)
  const players = await people(12)
  const won = new Map<string, string>()
  for (const who of players) {
    const talkId = await open(shop, who)
    await say(talkId, who, '룰렛 하고 싶어요')
    const card = { kind: 'game', gameId: game.id }
    expect((await send(url, talkId, shop.owner, card)).status).toBe(201)
    const found = (await read(talkId, who)).find(({ kind }) => kind === 'game')?.game
    expect(found).toEqual({ gameId: game.id, title: '봄 룰렛' })

    const shown = await get(`/v1/games/${found?.gameId}`, who)
    const { prizes: odds } = shown.game as { prizes: Odds[] }
    expect(odds.reduce((sum, { shareNow }) => sum + shareNow, 0)).toBe(10_000)
    expect(odds.find(({ number }) => number === 1)?.share).toBe(9_000)
    const plays = `/v1/games/${found?.gameId}/plays`
    const play = await post(plays, who, { playId: crypto.randomUUID() })
    const again = { as: who.token, body: { playId: crypto.randomUUID() } }
    expect((await call('POST', plays, again)).body.code).toBe('game.played-today')
    if (play.couponId !== null) won.set(who.personId, String(play.couponId))
  }
  // Four were promised, and the budget of the coupon has three: three were given, and no more.
  expect(won.size).toBe(3)
  for (const who of players) {
    const { items } = await get('/v1/me/coupons', who)
    const couponId = won.get(who.personId)
    expect(items).toMatchObject(couponId === undefined ? [] : [{ id: couponId }])
    expect(items).toHaveLength(couponId === undefined ? 0 : 1)
  }
  at('2026-04-21T00:01')
  const day = await get(`/v1/games/${game.id}/days/2026-04-20`)
  expect(createHash('sha256').update(String(day.seed)).digest('hex')).toBe(day.commitment)
  expect(day.items).toHaveLength(12)
  for (const { player, drawn, prize } of day.items as Draw[]) {
    const text = `${game.id}:2026-04-20:${player}`
    const hash = createHmac('sha256', String(day.seed)).update(text).digest('hex')
    expect(Math.floor((Number.parseInt(hash.slice(0, 12), 16) / 2 ** 48) * 10_000)).toBe(drawn)
    expect(prizeAt(game.prizes, drawn)).toBe(prize)
  }
  await sound()
})
type Odds = { readonly number: number; readonly share: number; readonly shareNow: number }
type Draw = { readonly player: string; readonly drawn: number; readonly prize: number }

/** Talks over HTTP: pictures for two sides only, and screens that are told. */
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshServer } from '../../../testing/server.ts'
import { aWorld } from '../../../testing/world.ts'

const server = await freshServer()
const { shop, otherShop, owner, staff, otherOwner, shopper, bystander } = await aWorld(server)
const shopUrl = `/v1/merchants/${shop.merchantId}/talks`
let talkId = ''
let bytes: Buffer
const newId = () => server.platform.newId('thing')

beforeAll(async () => {
  const canvas = { width: 600, height: 400, channels: 3, background: '#1f1b16' } as const
  bytes = await sharp({ create: canvas }).jpeg().toBuffer()
  const body = { merchantId: shop.merchantId, placeId: shop.placeId }
  talkId = (await server.call('POST', '/v1/me/talks', { as: shopper.token, body })).body.id
})
const upload = async (url: string, as: string) =>
  (
    await server.call('POST', url, {
      as,
      body: bytes,
      headers: { 'content-type': 'image/jpeg' },
    })
  ).body.id as string
const send = (url: string, as: string, content: object) =>
  server.call('POST', url, { as, body: { id: newId(), content } })

describe('TA12 a picture', () => {
  test('of the person is seen by both sides, and by nobody else', async () => {
    const pictureId = await upload('/v1/me/talk-pictures', shopper.token)
    const mine = `/v1/me/talks/${talkId}`
    const content = { kind: 'picture', pictureId }
    expect((await send(`${mine}/messages`, shopper.token, content)).status).toBe(201)
    const seen = async (url: string, as: string | null) =>
      (await server.call('GET', `${url}/pictures/${pictureId}?size=small`, { as })).status
    expect(await seen(mine, shopper.token)).toBe(200)
    expect(await seen(`${shopUrl}/${talkId}`, staff.token)).toBe(200)
    expect(await seen(mine, bystander.token)).toBe(404)
    expect(await seen(`${shopUrl}/${talkId}`, otherOwner.token)).toBe(403)
    expect(
      await seen(`/v1/merchants/${otherShop.merchantId}/talks/${talkId}`, otherOwner.token),
    ).toBe(404)
    expect((await server.call('GET', `/v1/pictures/${pictureId}`)).status).toBe(404)
  })

  test('of the shop likewise; and nobody sends what lies on the shelf of others', async () => {
    const url = `/v1/merchants/${shop.merchantId}/talk-pictures`
    const pictureId = await upload(url, owner.token)
    const content = { kind: 'picture', pictureId }
    expect((await send(`/v1/me/talks/${talkId}/messages`, shopper.token, content)).body.code).toBe(
      'picture.unknown',
    )
    expect((await send(`${shopUrl}/${talkId}/messages`, owner.token, content)).status).toBe(201)
    const shown = `/v1/me/talks/${talkId}/pictures/${pictureId}`
    expect((await server.call('GET', shown, { as: shopper.token })).headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=3600',
    })
    expect((await server.call('GET', `/v1/pictures/${pictureId}`)).status).toBe(404)
  })
})

test('TA11 an order card is sent by the shop only, and its sum is ours', async () => {
  const items = [
    { name: '딸기 케이크', quantity: 1, priceMinor: 38_000 },
    { name: '아메리카노', quantity: 2, priceMinor: 4_500 },
  ]
  const content = { kind: 'order', items }
  expect((await send(`/v1/me/talks/${talkId}/messages`, shopper.token, content)).status).toBe(400)
  const { body } = await send(`${shopUrl}/${talkId}/messages`, owner.token, content)
  expect(body).toMatchObject({ kind: 'order', order: { items, sumMinor: 47_000 } })
})

test('TA6 the screens of both sides are told, and of a note only those of the shop', async () => {
  const told: string[] = []
  server.platform.live.subscribe(`person/${shopper.personId}`, ({ name }) =>
    told.push(`me ${name}`),
  )
  server.platform.live.subscribe(`merchant/${shop.merchantId}`, ({ name }) =>
    told.push(`shop ${name}`),
  )
  await send(`/v1/me/talks/${talkId}/messages`, shopper.token, { kind: 'text', text: '네' })
  expect(told.filter((it) => it.endsWith('talk'))).toEqual(['me talk', 'shop talk'])
  await server.call('PUT', `${shopUrl}/${talkId}/mark`, { as: owner.token, body: { number: 9 } })
  expect(told.filter((it) => it === 'me talk')).toHaveLength(2)
  const counts = await server.call('GET', `/v1/merchants/${shop.merchantId}/talk-counts`, {
    as: owner.token,
  })
  expect(counts.body).toMatchObject({ open: 1, mine: 1, unread: 0 })
})

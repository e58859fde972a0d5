/** A small shop’s business account through the whole house: opened, followed, sent from, paid for, counted. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { manyPeople } from '../testing/members.ts'
import { freshServer } from '../testing/server.ts'
import { openSmallShops, type SmallShop } from '../testing/small-shop.ts'
import type { Who } from '../testing/world.ts'
import { invariants } from './main.ts'
import { befriend } from './modules/channels/service/testing.ts'
import { verify } from './platform/invariants.ts'

const server = await freshServer()
const { call, platform, settle } = server
const { get, post, put, drop, aShop, anOffer, aPicture, follow, people } = openSmallShops(server)
const { db } = platform.database

const at = (text: string) => server.at(new Date(`${text}:00+09:00`))
const linkOf = ({ merchantId, owner }: SmallShop, source: string) =>
  get(`/v1/merchants/${merchantId}/follow-links/${source}`, owner)
const channelOf = ({ merchantId, owner }: SmallShop) =>
  get(`/v1/merchants/${merchantId}/channel`, owner)
const later = (seconds: number) => server.at(new Date(platform.clock().getTime() + seconds * 1_000))
/** Drafts and launches; what is refused is answered as it is. */
async function send({ merchantId, owner }: SmallShop, content: object, controlPercent = 0) {
  const list = `/v1/merchants/${merchantId}/broadcasts`
  const id = crypto.randomUUID()
  await post(list, owner, { id, content: { body: '만나요.', ...content }, controlPercent })
  const launched = await call('POST', `${list}/${id}/launch`, { as: owner.token })
  later(10)
  await settle()
  return { ...launched, id, url: `${list}/${id}` }
}
const inbox = async (who: Who) => {
  const { items } = await get('/v1/me/inbox', who)
  return (items as Message[]).filter(({ purpose }) => purpose === 'marketing')
}
type Message = {
  readonly id: string
  readonly title: string
  readonly purpose: string
  readonly pictureId: string | null
  readonly offerId: string | null
  readonly merchantId: string
}
const promotion = ({ merchantId, owner }: SmallShop) =>
  put(`/v1/merchants/${merchantId}/plan`, owner, { planId: 'promotion' })

test('S33 a shop is opened, has its page, its QR to print, and a first coupon that reaches a friend', async () => {
  const shop = await aShop('골목 첫 가게')
  const [friend] = (await people(1)) as [Who]
  await settle()
  const page = await get(`/p/${shop.placeId}`)
  expect(page).toContain('골목 첫 가게')
  const qr = await linkOf(shop, 'qr')
  expect(qr.svg).toContain('<svg')
  expect(new URL(qr.url).pathname).toBe(`/f/${qr.code}`)
  await follow(shop, 'qr', friend)
  const offerId = await anOffer(shop, '첫 친구 10%')
  await settle()
  expect(await get(`/p/${shop.placeId}`)).toContain('첫 친구 10%')
  expect((await send(shop, { title: '첫 쿠폰이에요', offerId })).status).toBe(200)
  expect(await inbox(friend)).toMatchObject([{ title: '(광고) 첫 쿠폰이에요', offerId }])
  const couponId = crypto.randomUUID()
  await post(`/v1/offers/${offerId}/claims`, friend, { couponId })
  const { code } = await get(`/v1/me/coupons/${couponId}/code`, friend)
  const sale = { code, billMinor: 10_000 }
  expect(await post(`/v1/places/${shop.placeId}/redemptions`, shop.owner, sale)).toMatchObject({
    discountMinor: 1_000,
  })
})

test('S45 a shop of one person gathers friends by QR, receipt and tag, who mute and block; it is warned when many do', async () => {
  const shop = await aShop('혼자 하는 가게')
  await promotion(shop)
  const friends = await people(24)
  const sources = ['qr', 'receipt', 'tag'] as const
  for (const [nr, who] of friends.entries()) {
    await follow(shop, sources[nr % 3] ?? 'qr', who)
  }
  const { friends: count, bySource, isBlockedOften } = await channelOf(shop)
  expect([count, isBlockedOften]).toEqual([24, false])
  for (const source of sources) expect(bySource).toContainEqual({ source, friends: 8 })

  const [muting, ...rest] = friends as [Who, ...Who[]]
  await put(`/v1/me/mutes/${shop.merchantId}`, muting)
  const [blocking] = rest as [Who]
  await put(`/v1/me/blocks/${shop.merchantId}`, blocking)
  await send(shop, { title: '오늘은 일찍 닫아요' })
  expect(await inbox(muting)).toHaveLength(1)
  expect(await inbox(blocking)).toEqual([])
  expect((await channelOf(shop)).isBlockedOften).toBe(true)
})

test('S46 three kinds of news go to friends with pictures; who leaves gets nothing from then on', async () => {
  const shop = await aShop('라인 가게')
  await promotion(shop)
  const [staying, leaving] = (await people(2)) as [Who, Who]
  await follow(shop, 'receipt', staying)
  await follow(shop, 'tag', leaving)
  const pictureId = await aPicture(shop)
  const offerId = await anOffer(shop, '친구 10%')
  const link = `/places/${shop.placeId}`
  const kinds = [
    { title: '쿠폰이에요', pictureId, offerId },
    { title: '오늘만 세일', pictureId },
    { title: '새 메뉴가 나왔어요', pictureId, link },
  ]
  for (const [day, content] of kinds.entries()) {
    at(`2026-04-${17 + day}T12:00`)
    expect((await send(shop, content)).status).toBe(200)
    // Half-way between two of them, one friend goes.
    if (day === 1) await drop(`/v1/me/friends/${shop.merchantId}`, leaving)
  }
  const titles = (all: readonly Message[]) => all.map(({ title }) => title)
  expect(titles(await inbox(staying))).toEqual([
    '(광고) 새 메뉴가 나왔어요',
    '(광고) 오늘만 세일',
    '(광고) 쿠폰이에요',
  ])
  expect((await inbox(staying)).map((each) => each.pictureId)).toEqual(Array(3).fill(pictureId))
  expect(titles(await inbox(leaving))).toEqual(['(광고) 오늘만 세일', '(광고) 쿠폰이에요'])
  // Back by another door, and still a friend of where they first came from.
  await follow(shop, 'qr', staying)
  const { bySource } = await channelOf(shop)
  expect(bySource).toEqual([{ source: 'receipt', friends: 1 }])
})

test('S47 one broadcast a month is free; more are refused with the price of the next plan, and the invoice is exact', async () => {
  at('2026-05-04T12:00')
  const shop = await aShop('요금제 가게')
  const own = (path: string) => get(`/v1/merchants/${shop.merchantId}/${path}`, shop.owner)
  await befriend(db, shop.merchantId, await manyPeople(platform, 3, ['marketing']))
  expect(await own('plan')).toMatchObject({ plan: { id: 'standard' }, used: 0, hasRoom: true })
  expect((await send(shop, { title: '하나' })).status).toBe(200)
  const refused = await send(shop, { title: '둘' })
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'plan.quota-spent',
      plan: 'standard',
      nextPlan: 'promotion',
      nextMonthlyFeeMinor: 50_000,
    },
  })
  at('2026-05-22T12:00')
  await promotion(shop)
  expect((await post(`${refused.url}/launch`, shop.owner)).state).toBe('scheduled')
  later(10)
  await settle()

  // Ten thousand friends and one: the next broadcasts cost what the table says for that step.
  await befriend(db, shop.merchantId, await manyPeople(platform, 10_001 - 3, []))
  for (const day of [25, 28]) {
    at(`2026-05-${day}T12:00`)
    expect((await send(shop, { title: `${day}일 소식` })).status).toBe(200)
  }
  at('2026-06-02T02:00')
  await settle()
  const { plan } = await own('plan')
  const steps = plan.steps as { friendsFrom: number; feesMinor: number[] }[]
  const step = steps.findLast(({ friendsFrom }) => friendsFrom <= 10_001)
  expect(step?.friendsFrom).toBe(10_000)
  // From the 22nd on: 10 of 31 days of 50,000, without the part of a won; four broadcasts of the month.
  const feeMinor = Math.floor((50_000 * 10) / 31)
  const netMinor = feeMinor + (step?.feesMinor[3] ?? NaN)
  expect((await own('channel-invoices')).items).toMatchObject([
    { month: '2026-05', kind: 'invoice', netMinor, vatMinor: Math.floor(netMinor / 10) },
  ])
  const broken = await verify(platform.database, invariants)
  expect(broken.filter(({ rows }) => rows.length > 0)).toEqual([])
}, 180_000)

test('S48 posts go on when the quota is spent: with photo and coupon, liked, commented, moderated, counted', async () => {
  at('2026-06-03T12:00')
  const shop = await aShop('타임라인 가게')
  const own = (path: string) => `/v1/merchants/${shop.merchantId}/${path}`
  const [reader, critic] = (await people(2)) as [Who, Who]
  for (const who of [reader, critic]) await follow(shop, 'qr', who)
  expect((await send(shop, { title: '이달의 소식' })).status).toBe(200)
  const plan = async () => {
    const { used, hasRoom } = await get(own('plan'), shop.owner)
    return [used, hasRoom] as unknown
  }
  expect(await plan()).toEqual([1, false])
  const [pictureId, offerId] = [await aPicture(shop), await anOffer(shop, '글 쿠폰')]
  const ids: string[] = []
  for (const text of ['첫 글', '둘째 글', '셋째 글']) {
    const id = crypto.randomUUID()
    await post(own('posts'), shop.owner, { id, text, pictureIds: [pictureId], offerId })
    ids.push(id)
  }
  const [postId = ''] = ids
  const { items } = await get('/v1/me/timeline', reader)
  expect(items).toHaveLength(3)
  expect(items[0]).toMatchObject({ pictureIds: [pictureId], offerTitle: '글 쿠폰' })
  for (const who of [reader, critic]) {
    await post('/v1/me/posts-seen', who, { postIds: ids })
    await put(`/v1/me/post-likes/${postId}`, who)
  }
  const said = { id: crypto.randomUUID(), text: '너무 비싸요' }
  await post(`/v1/posts/${postId}/comments`, critic, said)
  const below = async () => (await get(`/v1/posts/${postId}/comments`)).items as unknown[]
  expect(await below()).toHaveLength(1)
  await put(own(`post-comments/${said.id}/hidden`), shop.owner, { reason: 'abuse' })
  expect(await below()).toEqual([])
  expect(await get(`/v1/posts/${postId}`)).toMatchObject({ likes: 2 })
  const mine = await get(own('posts'), shop.owner)
  expect((mine.items as { reach: number }[]).map(({ reach }) => reach)).toEqual([2, 2, 2])
  expect(await plan()).toEqual([1, false])
})

test('S53 friends by day, won and lost, are those of a recount of the log', async () => {
  at('2026-07-01T10:00')
  const shop = await aShop('통계 가게')
  await promotion(shop)
  const friends = await people(24)
  const own = (path: string) => `/v1/merchants/${shop.merchantId}/${path}`
  for (const [nr, who] of friends.entries()) {
    if (nr % 6 === 0) at(`2026-07-0${1 + nr / 6}T10:00`)
    await follow(shop, 'qr', who)
    if (nr % 5 === 4) await drop(`/v1/me/friends/${shop.merchantId}`, who)
    if (nr % 7 === 3) await put(`/v1/me/blocks/${shop.merchantId}`, who)
    if (nr % 8 === 6) await put(`/v1/me/mutes/${shop.merchantId}`, who)
  }
  // Some come back a day later, and are won a second time.
  at('2026-07-05T10:00')
  await follow(shop, 'receipt', friends[4] as Who)
  await settle()
  const { rows } = await sql<Record<'day' | 'name', string> & { count: number }>`
    select to_char((at at time zone 'Asia/Seoul')::date, 'YYYY-MM-DD') as day, name,
      count(*)::integer as count
    from platform.fact where data ->> 'merchantId' = ${shop.merchantId} group by 1, 2`.execute(db)
  const told = (day: string, name: string) =>
    rows.find((each) => each.day === day && each.name === name)?.count ?? 0
  const { days, friends: now } = await get(
    own('statistics?from=2026-07-01&until=2026-07-05'),
    shop.owner,
  )
  let standing = 0
  for (const day of days as Record<string, number | string>[]) {
    const on = String(day['day'])
    const [followed, left] = [
      told(on, 'channels.friend-followed'),
      told(on, 'channels.friend-left'),
    ]
    standing += followed - left
    const blocked = told(on, 'outreach.opted-out')
    expect(day).toMatchObject({ followed, left, blocked, friends: standing })
  }
  expect(days).toHaveLength(5)
  expect(now).toBe(standing)
  expect(standing).toBe(21)
  expect(await get(own('channel'), shop.owner)).toMatchObject({ friends: standing })
})

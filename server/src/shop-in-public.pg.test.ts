/** A shop before everybody through the whole house: written once, found, entered, asked, and at 300 branches. */
import { describe, expect, test } from 'vitest'
import { hire } from '../testing/hiring.ts'
import { freshServer } from '../testing/server.ts'
import { openSmallShops, type SmallShop } from '../testing/small-shop.ts'
import { aWorld, corner, type Who } from '../testing/world.ts'
import { invariants } from './main.ts'
import { fiveQuestions } from './modules/surveys/testing.ts'
import { verify } from './platform/invariants.ts'

const origin = 'https://golmok.example'
const server = await freshServer({ GOLMOK_ORIGIN: origin })
const { call, platform, settle, start } = server
const { operator } = await aWorld(server)
const { get, post, put, aShop, anOffer, aPicture, follow, people } = openSmallShops(server)
const uuid = () => crypto.randomUUID()
const minutes = (count: number) => server.at(new Date(start.getTime() + count * 60_000))
const phone = { 'user-agent': 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15' }
const page = async (placeId: string) => String(await get(`/p/${placeId}`))
const sound = async () => {
  const broken = await verify(platform.database, invariants)
  expect(broken.filter(({ rows }) => rows.length > 0)).toEqual([])
}

test('S44 written once it is on the timeline, on the page and in packs, and each link counts who came by it', async () => {
  const shop = await aShop('한 번 쓰는 가게')
  const tag = await post(`/v1/places/${shop.placeId}/devices`, shop.owner, {
    label: '문 옆',
    identity: { kind: 'tag' },
  })
  const readers = await people(6)
  await follow(shop, 'qr', readers[0] as Who)
  const writing = await post(`/v1/merchants/${shop.merchantId}/writings`, shop.owner, {
    id: uuid(),
    title: '봄 딸기 케이크',
    body: '오후 두 시부터 나와요.',
    pictureId: await aPicture(shop),
    offerId: await anOffer(shop, '케이크 10%'),
    placeId: shop.placeId,
  })
  await settle()
  const { items } = await get('/v1/me/timeline', readers[0])
  expect(items).toMatchObject([{ text: '봄 딸기 케이크\n\n오후 두 시부터 나와요.' }])
  expect(await page(shop.placeId)).toContain('봄 딸기 케이크')

  const own = `/v1/writings/${writing.id}`
  const { packs, counts } = await get(own, shop.owner)
  const links = new Map(
    (counts as Medium[]).map(({ medium, code }) => [medium, `/l/${code}`] as const),
  )
  for (const { medium, text, url } of packs as Pack[]) {
    expect(url).toBe(`${origin}${links.get(medium)}`)
    expect(text).toContain('봄 딸기 케이크')
  }
  expect((packs as Pack[]).map(({ medium }) => medium)).toEqual(['blog', 'instagram', 'kakao'])
  const by = ['blog', 'blog', 'blog', 'instagram', 'kakao', 'kakao']
  for (const [nr, who] of readers.entries()) {
    const medium = by[nr] ?? ''
    const led = await call('GET', links.get(medium) ?? '', { headers: phone })
    expect(led.headers['location']).toContain(`/p/${shop.placeId}?via=`)
    const code = links.get(medium)?.slice(3)
    await call('POST', `/v1/links/${code}/arrivals`, { as: who.token })
  }
  // Two of three who read the blog come, and both of Kakao; each scans the tag at the door.
  minutes(30)
  for (const nr of [0, 1, 4, 5]) {
    const who = readers[nr] as Who
    await agreeToLocation(who)
    await post(`/v1/tags/${tag.identity.code}/check-ins`, who, { medium: 'qr' })
  }
  await settle()
  const after = (await get(own, shop.owner)).counts as Medium[]
  const figures = after.map(({ medium, clicks, arrivals, visits }) => [
    medium,
    { clicks, arrivals, visits },
  ])
  expect(Object.fromEntries(figures)).toMatchObject({
    blog: { clicks: 3, arrivals: 3, visits: 2 },
    instagram: { clicks: 1, arrivals: 1, visits: 0 },
    kakao: { clicks: 2, arrivals: 2, visits: 2 },
  })
})
type Medium = { readonly medium: string; readonly code: string } & Readonly<
  Record<'clicks' | 'arrivals' | 'visits', number>
>
type Pack = { readonly medium: string; readonly text: string; readonly url: string }
async function agreeToLocation(who: Who): Promise<void> {
  const { items } = await get('/v1/consent-wordings')
  const wordings = items as { purpose: string; version: number }[]
  const version = wordings.find(({ purpose }) => purpose === 'location')?.version
  const answer = { purpose: 'location', granted: true, wordingVersion: version }
  await post('/v1/me/consents', who, answer)
}

test('S50 the page of a place tells machines its hours, menu and coupon, and the sitemap has it', async () => {
  const shop = await aShop('검색되는 가게')
  await anOffer(shop, '처음 오시면 10%')
  const menu = [{ name: '라떼', priceMinor: 5_000 }]
  const front = { slug: '검색되는-가게', intro: '골목 끝 작은 카페', menu, pictureId: null }
  await put(`/v1/places/${shop.placeId}/front`, shop.owner, front)
  await settle()
  const path = `/p/${encodeURIComponent('검색되는-가게')}`
  const html = String(await get(path))
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
  const data = JSON.parse(json) as Record<string, unknown>
  expect(data).toMatchObject({
    '@type': 'CafeOrCoffeeShop',
    url: `${origin}${path}`,
    hasMenu: expect.anything(),
    makesOffer: [{ name: '처음 오시면 10%' }],
  })
  expect(data['openingHoursSpecification']).toHaveLength(7)
  for (const shown of ['라떼', '5,000원', '처음 오시면 10%', '동교로 1']) {
    expect(html).toContain(shown)
  }
  const index = String(await get('/sitemap.xml'))
  const pieces = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url)
  const maps = await Promise.all(pieces.map((url) => get(new URL(url).pathname)))
  expect(maps.join('')).toContain(`<loc>${origin}${path}</loc>`)
})

test('S51 one event has an address of its own, says who may come and until when, and counts for all to see', async () => {
  const shop = await aShop('이벤트 가게')
  const offerId = await anOffer(shop, '시음회 쿠폰')
  const endsAt = new Date(start.getTime() + 86_400_000)
  const made = await post(`/v1/merchants/${shop.merchantId}/pages`, shop.owner, {
    title: '봄 시음회',
    slug: '봄-시음회',
    audience: 'code',
    code: '딸기',
    entriesMax: 2,
    startsAt: start.toISOString(),
    endsAt: endsAt.toISOString(),
    rewardOfferId: offerId,
  })
  await post(`/v1/pages/${made.id}/open`, shop.owner)
  const url = `/v1/pages/${encodeURIComponent(String(made.slug))}`
  expect(await get(`/e/${encodeURIComponent(String(made.slug))}`)).toContain('봄 시음회')
  const guests = (await people(4)) as [Who, Who, Who, Who]
  const enter = (who: Who, code = '딸기') =>
    call('POST', `${url}/entries`, { as: who.token, body: { entryId: uuid(), code } })
  for (const who of guests) {
    await call('POST', `${url}/views`, { as: who.token })
  }
  expect((await enter(guests[0], '참외')).status).toBeGreaterThanOrEqual(400)
  for (const who of guests.slice(0, 2)) {
    const { status, body } = await enter(who)
    expect([status, body.reward]).toEqual([201, 'given'])
    expect((await get('/v1/me/coupons', who)).items).toMatchObject([{ offerId }])
  }
  expect((await enter(guests[0])).status).toBeGreaterThanOrEqual(400)
  expect((await enter(guests[2])).body.code).toBe('page.full')
  const shown = await get(url)
  // What a countdown needs: the end, and the clock of the server.
  expect(shown).toMatchObject({
    now: platform.clock().toISOString(),
    page: { endsAt: endsAt.toISOString(), entries: 2, views: 4, code: null, phase: 'open' },
  })
  server.at(endsAt)
  expect(await get(url)).toMatchObject({ page: { phase: 'ended' } })
  expect((await enter(guests[3])).body.code).toBe('page.not-open')
  server.at(start)
})

test('S52 five questions with a coupon are answered once each, crossed, filed, and small cells stay hidden', async () => {
  const shop = await aShop('설문 가게')
  const offerId = await anOffer(shop, '설문 감사 쿠폰')
  const survey = await post(`/v1/merchants/${shop.merchantId}/surveys`, shop.owner, {
    title: '봄 메뉴 어떠셨어요?',
    questions: fiveQuestions,
    endsAt: '2026-12-31T15:00:00Z',
    rewardOfferId: offerId,
  })
  const own = `/v1/surveys/${survey.id}`
  await post(`${own}/open`, shop.owner)
  // Of thirty, twenty come every week; two are unhappy.
  const answersOf = (nr: number) => [
    [nr < 20 ? 0 : 1],
    nr < 12 ? [0, 1] : [0],
    [nr < 28 ? 5 : 1],
    nr === 0 ? '늘 고마워요' : null,
    [0],
  ]
  const asked = await people(30)
  for (const [nr, who] of asked.entries()) {
    const answer = () =>
      call('POST', `${own}/answers`, {
        as: who.token,
        body: { participationId: uuid(), answers: answersOf(nr) },
      })
    const { status, body } = await answer()
    expect([status, body.reward]).toEqual([201, 'given'])
    expect((await answer()).body.code).toBe('survey.answered')
  }
  await post(`${own}/end`, shop.owner)
  const results = await get(`${own}/results`, shop.owner)
  expect(results).toMatchObject({ answered: 30, counted: 30 })
  const people0 = (results.results[0].cells as { people: number | null }[]).map((it) => it.people)
  expect(people0).toEqual([20, 10, 0, 0])
  const crossed = await get(`${own}/table?row=0&column=1`, shop.owner)
  expect((crossed.figures as unknown[]).slice(0, 2)).toEqual([
    [20, 12, 0, 0],
    [10, 0, 0, 0],
  ])
  const hidden = await get(`${own}/table?row=0&column=2`, shop.owner)
  expect((hidden.figures as (number | null)[][]).flat()).not.toContain(2)
  expect((hidden.figures[1] as (number | null)[]).filter((it) => it === null)).not.toEqual([])
  const file = String(await get(`${own}/results.csv`, shop.owner))
  expect(file).toContain('저희 가게에 얼마나 자주 오세요?,매주,20')
  expect(file).toContain('얼마나 마음에 드셨나요?,1,hidden')
  for (const { personId } of asked) expect(file).not.toContain(personId)
  await sound()
})

describe('S54 three hundred branches', () => {
  const quarters = ['연남', '망원', '합정', '상수', '홍대', '신촌', '이대', '공덕', '마포', '성산']
  const nameAt = (nr: number) =>
    `${quarters[nr % quarters.length]} ${String(nr + 1).padStart(3, '0')}호점`

  /** Brought in by the operator, with a headquarters, and a manager of the thirty in one quarter. */
  async function headquarters() {
    const rows = Array.from({ length: 300 }, (_each, nr) => ({
      line: nr + 1,
      externalId: `b${nr}`,
      name: nameAt(nr),
      address: '서울 마포구',
      lng: corner.lng + (nr % 20) / 1_000,
      lat: corner.lat + Math.floor(nr / 20) / 1_000,
    }))
    const sent = { source: 'hq', merchant: '전국 커피', category: 'cafe', rows }
    const { items } = await post('/v1/imports/places', operator, sent)
    const ids = (items as { id: string }[]).map(({ id }) => id)
    const { merchantId } = await get(`/v1/places/${ids[0]}`)
    const join = async (name: string, role: string, placeIds: readonly string[] | null) => {
      const who = (await server.signUp(name)) as Who
      await hire(server, operator, String(merchantId), who, role, placeIds)
      return who
    }
    const area = ids.filter((_id, nr) => nr % quarters.length === 0)
    const owner = await join('본사', 'owner', null)
    const ofArea = await join('연남 담당', 'manager', area)
    const hq: SmallShop = { owner, merchantId: String(merchantId), placeId: ids[0] ?? '' }
    return { hq, ids, area, ofArea }
  }

  test('the headquarters writes for all, a branch says it its own way, an area has its own people and coupon', async () => {
    const { hq, ids, area, ofArea } = await headquarters()
    await settle()
    const posts = `/v1/merchants/${hq.merchantId}/posts`
    const shared = '이번 주는 딸기 케이크예요'
    const { id } = await post(posts, hq.owner, { id: uuid(), text: shared })
    const elsewhere = ids[1] ?? ''
    const [first = '', second = '', third = ''] = area
    await put(`${posts}/${id}/places/${first}`, ofArea, { text: '연남은 내일부터예요' })
    await put(`${posts}/${id}/places/${second}`, ofArea, { isLeftOut: true })
    const beyond = await call('PUT', `${posts}/${id}/places/${elsewhere}`, {
      as: ofArea.token,
      body: { text: '망원도요' },
    })
    expect(beyond.status).toBe(403)
    const forAll = { as: ofArea.token, body: { id: uuid(), text: '모두에게' } }
    expect((await call('POST', posts, forAll)).status).toBe(403)
    const found = await get(`${posts}/${id}/places?find=연남&limit=100`, hq.owner)
    expect(found).toMatchObject({ all: 300, different: 2, shared })
    expect((found.items as { placeId: string }[]).map(({ placeId }) => placeId)).toHaveLength(30)
    const offerId = await anOffer(hq, '연남 담당 10%', { placeIds: area })
    await settle()
    const pages = await Promise.all([first, second, third, elsewhere].map(page))
    expect(pages.map((html) => html.includes(shared))).toEqual([false, false, true, true])
    expect(pages[0]).toContain('연남은 내일부터예요')
    expect(pages.map((html) => html.includes('연남 담당 10%'))).toEqual([true, true, true, false])

    const [guest] = (await people(1)) as [Who]
    const couponId = uuid()
    await post(`/v1/offers/${offerId}/claims`, guest, { couponId })
    const redeem = async (placeId: string) => {
      const { code } = await get(`/v1/me/coupons/${couponId}/code`, guest)
      const body = { code, billMinor: 10_000 }
      return call('POST', `/v1/places/${placeId}/redemptions`, {
        as: hq.owner.token,
        body,
        key: uuid(),
      })
    }
    expect((await redeem(elsewhere)).status).toBeGreaterThanOrEqual(400)
    expect((await redeem(third)).body).toMatchObject({ discountMinor: 1_000 })

    // A small shop has the very same ways to do all of it.
    const small = await aShop('작은 가게')
    const own = `/v1/merchants/${small.merchantId}/posts`
    const written = await post(own, small.owner, { id: uuid(), text: '오늘은 쉬어요' })
    expect(await get(`${own}/${written.id}/places`, small.owner)).toMatchObject({ all: 1 })
    await sound()
  })
})

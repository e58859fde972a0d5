/** Pages, writings and links through HTTP. */
import { loadImage } from '@napi-rs/canvas'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { freshServer } from '../../../testing/server.ts'
import { startingLine } from '../../../testing/race.ts'
import { aWorld } from '../../../testing/world.ts'
import type { Id } from '../../kernel/id.ts'
import { visitEnded, visitStarted } from '../presence/events.ts'
import { changeFront, emptyFront } from './service.ts'
import { drawCard } from './service/drawing.ts'

const server = await freshServer({ GOLMOK_ORIGIN: 'https://golmok.example' })
const world = await aWorld(server)
const { owner, staff, otherOwner, shopper, bystander, shop, otherShop } = world
const { call, settle, signUp, platform } = server
const page = (address: string, headers: Record<string, string> = {}) =>
  call('GET', `/p/${address}`, { headers })
const front = (who: typeof owner, placeId: string, body: object) =>
  call('PUT', `/v1/places/${placeId}/front`, { as: who.token, body: { ...emptyFront, ...body } })

async function aPicture(who = owner, merchantId = shop.merchantId): Promise<string> {
  const payload = await sharp({
    create: { width: 640, height: 480, channels: 3, background: '#7a9e6b' },
  })
    .png()
    .toBuffer()
  const answer = await server.app.inject({
    method: 'POST',
    url: `/v1/merchants/${merchantId}/pictures`,
    headers: { authorization: `Bearer ${who.token}`, 'content-type': 'image/png' },
    payload,
  })
  return answer.json<{ id: string }>().id
}

describe('a page', () => {
  test('SF3 is there without signing in, with a policy that lets nothing run', async () => {
    const { status, body, headers } = await page(shop.placeId)
    expect(status).toBe(200)
    expect(body).toContain('<h1>모퉁이 커피 본점</h1>')
    expect(body).toContain('아메리카노 1,000원 할인')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/)
    expect(policy).not.toMatch(/unsafe|script-src/)
    expect(Buffer.byteLength(String(body))).toBeLessThan(14_000)
    const again = await page(shop.placeId, { 'if-none-match': String(headers['etag']) })
    expect(again.status).toBe(304)
  })

  test('SF1 is not there for a place that is hidden, or never was', async () => {
    await call('PATCH', `/v1/places/${otherShop.placeId}`, {
      as: otherOwner.token,
      body: { isVisible: false },
    })
    await settle()
    for (const address of [otherShop.placeId, platform.newId('place'), 'nothing-here', 'a%2Fb']) {
      const { status, body } = await page(address)
      expect([status, String(body).includes('이 가게를 찾을 수 없어요')]).toEqual([404, true])
    }
    expect((await call('GET', `/p/${otherShop.placeId}/card.png`)).status).toBe(404)
    expect((await call('GET', '/sitemap/0.xml')).body).not.toContain(otherShop.placeId)
    await call('PATCH', `/v1/places/${otherShop.placeId}`, {
      as: otherOwner.token,
      body: { isVisible: true },
    })
    await settle()
    expect((await page(otherShop.placeId)).status).toBe(200)
  })

  test('SF6 tells of a change at once', async () => {
    expect((await page(shop.placeId)).body).not.toContain('창가 자리')
    await front(owner, shop.placeId, {
      intro: '창가 자리가 좋아요.',
      menu: [{ name: '라떼', priceMinor: 5_000 }],
    })
    await settle()
    const { body } = await page(shop.placeId)
    expect(body).toContain('창가 자리가 좋아요.')
    expect(body).toContain('5,000원')
    await call('PATCH', `/v1/merchants/${shop.merchantId}`, {
      as: owner.token,
      body: { name: '모퉁이 로스터스' },
    })
    await settle()
    expect((await page(shop.placeId)).body).toContain('<h1>모퉁이 로스터스 모퉁이 커피 본점</h1>')
    await call('PATCH', `/v1/merchants/${shop.merchantId}`, {
      as: owner.token,
      body: { name: '모퉁이 커피' },
    })
    await settle()
  })

  test('SF5 has one address: by its name, in both languages, and in the sitemap', async () => {
    await front(owner, shop.placeId, { slug: '모퉁이-커피' })
    await settle()
    const path = `/p/${encodeURIComponent('모퉁이-커피')}`
    const moved = await page(shop.placeId)
    expect([moved.status, moved.headers['location']]).toEqual([301, path])
    expect((await call('GET', path)).status).toBe(200)
    expect((await call('GET', `${path}/en`)).body).toContain('Opening hours')
    const index = await call('GET', '/sitemap.xml')
    expect(index.body).toContain('https://golmok.example/sitemap/0.xml')
    const map = String((await call('GET', '/sitemap/0.xml')).body)
    expect(map).toContain(`<loc>https://golmok.example${path}</loc>`)
    expect(map).toContain(`hreflang="en" href="https://golmok.example${path}/en"`)
    expect((await call('GET', '/robots.txt')).body).toContain(
      'Sitemap: https://golmok.example/sitemap.xml',
    )
    await front(owner, shop.placeId, { slug: null })
    await settle()
  })

  test('of a merchant leads to its places', async () => {
    const { status, body } = await page(shop.merchantId)
    expect(status).toBe(200)
    expect(body).toContain(`href="/p/${shop.placeId}"`)
  })

  test('SF13 has a picture for messengers, whatever the names', async () => {
    const answer = await server.app.inject({ method: 'GET', url: `/p/${shop.placeId}/card.png` })
    const image = await loadImage(answer.rawPayload)
    expect([image.width, image.height]).toEqual([1_200, 630])
    for (const title of [
      '가'.repeat(500),
      '\u0000\ud800😀'.repeat(40),
      '',
      'W'.repeat(300),
      'ا'.repeat(80),
    ]) {
      const png = await drawCard({
        width: 1_200,
        height: 630,
        title,
        detail: title,
        foot: title,
        color: '#c2410c',
        picture: Buffer.from('no picture'),
      })
      expect(png.subarray(1, 4).toString()).toBe('PNG')
    }
  })
})

describe('the front of a place', () => {
  test('SF7 is its owner’s matter', async () => {
    for (const who of [staff, otherOwner, shopper]) {
      expect((await front(who, shop.placeId, { intro: '남의 글' })).status).toBe(403)
    }
    expect((await front(owner, shop.placeId, { intro: '우리 글' })).status).toBe(200)
    const alien = await aPicture(otherOwner, otherShop.merchantId)
    expect((await front(owner, shop.placeId, { pictureId: alien })).body.code).toBe(
      'picture.unknown',
    )
    expect((await front(owner, shop.placeId, { slug: 'Nein!' })).body.code).toBe(
      'front.slug-malformed',
    )
  })

  test('SF8 of two who want a name at once, one gets it', async () => {
    const ready = startingLine(2)
    const actorOf = (who: typeof owner, merchantId: string) => ({
      kind: 'person' as const,
      personId: who.personId,
      sessionId: platform.newId('session'),
      isOperator: false,
      memberships: [{ merchantId: merchantId as Id<'merchant'>, role: 'owner' as const }],
    })
    const take = (who: typeof owner, place: typeof shop) =>
      platform.inWork(actorOf(who, place.merchantId), async (work) => {
        await ready()
        return changeFront(work, place.placeId, { ...emptyFront, slug: 'corner' })
      })
    const taken = await Promise.allSettled([take(owner, shop), take(otherOwner, otherShop)])
    const refused = taken.filter((it) => it.status === 'rejected')
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual([
      'front.slug-taken',
    ])
    await front(owner, shop.placeId, {})
    await front(otherOwner, otherShop.placeId, {})
    await settle()
  })
})

const writingUrl = `/v1/merchants/${shop.merchantId}/writings`
const write = async (change: object = {}, who = owner) => {
  const body = {
    id: platform.newId('writing'),
    title: '봄 딸기 케이크',
    body: '오후 두 시부터 나와요.',
    ...change,
  }
  return call('POST', writingUrl, { as: who.token, body })
}
const countsOf = async (id: string) => {
  const { body } = await call('GET', `/v1/writings/${id}`, { as: owner.token })
  return Object.fromEntries(
    (body.counts as { medium: string; clicks: number; arrivals: number; visits: number }[]).map(
      (it) => [it.medium, [it.clicks, it.arrivals, it.visits]],
    ),
  )
}
const codeOf = (writing: { counts: { medium: string; code: string }[] }, medium: string) =>
  writing.counts.find((it) => it.medium === medium)?.code ?? ''
const phone = { 'user-agent': 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15' }

describe('a writing', () => {
  test('SF9 is published once, stands on the page, and is gone once withdrawn', async () => {
    const id = platform.newId('writing')
    const pictureId = await aPicture()
    const first = await write({ id, pictureId, offerId: world.offerId, placeId: shop.placeId })
    const second = await write({ id, pictureId, offerId: world.offerId, placeId: shop.placeId })
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.counts).toEqual(first.body.counts)
    await settle()
    const posts = await call('GET', `/v1/places/${shop.placeId}/posts`, { as: shopper.token })
    expect((posts.body.items as { text: string }[]).map(({ text }) => text)).toEqual([
      '봄 딸기 케이크\n\n오후 두 시부터 나와요.',
    ])
    const shown = String((await page(shop.placeId)).body)
    expect(shown.match(/봄 딸기 케이크/g)).toHaveLength(1)
    expect(shown).toContain(`/v1/pictures/${pictureId}`)
    expect((await call('DELETE', `/v1/writings/${id}`, { as: staff.token })).status).toBe(403)
    expect((await call('DELETE', `/v1/writings/${id}`, { as: owner.token })).status).toBe(204)
    await settle()
    expect((await page(shop.placeId)).body).not.toContain('봄 딸기 케이크')
    const link = await call('GET', `/l/${codeOf(first.body, 'blog')}`, { headers: phone })
    expect(link.headers['location']).toBe(`/p/${shop.placeId}?via=${codeOf(first.body, 'blog')}`)
  })

  test('SF7 is its owner’s matter, and has things of the shop only', async () => {
    expect((await write({}, staff)).status).toBe(403)
    expect((await write({}, otherOwner)).status).toBe(403)
    expect((await write({ placeId: otherShop.placeId })).body.code).toBe('writing.place')
    expect((await write({ offerId: platform.newId('offer') })).body.code).toBe('writing.offer')
    const { body } = await write()
    for (const who of [otherOwner, bystander]) {
      expect((await call('GET', `/v1/writings/${body.id}`, { as: who.token })).status).toBe(404)
    }
  })

  test('SF12 comes in packs, with pictures of the right size', async () => {
    const { body } = await write({ pictureId: await aPicture(), offerId: world.offerId })
    const full = await call('GET', `/v1/writings/${body.id}`, { as: owner.token })
    expect((full.body.packs as { medium: string }[]).map((pack) => pack.medium)).toEqual([
      'blog',
      'instagram',
      'kakao',
    ])
    const sizes = { blog: [1_200, 630], instagram: [1_080, 1_350], kakao: [800, 400] }
    for (const [medium, size] of Object.entries(sizes)) {
      const file = await server.app.inject({
        method: 'GET',
        url: `/v1/writings/${body.id}/pictures/${medium}`,
        headers: { authorization: `Bearer ${owner.token}` },
      })
      expect(file.headers['content-type']).toBe('image/png')
      const image = await loadImage(file.rawPayload)
      expect([image.width, image.height]).toEqual(size)
    }
  })
})

describe('tracked links', () => {
  test('SF10 count clicks by medium and day, of people only, and keep nobody’s name', async () => {
    const { body } = await write()
    const [blog, kakao] = [codeOf(body, 'blog'), codeOf(body, 'kakao')]
    expect(new Set((body.counts as { code: string }[]).map((it) => it.code)).size).toBe(5)
    await Promise.all(
      Array.from({ length: 7 }, () => call('GET', `/l/${blog}`, { headers: phone })),
    )
    await call('GET', `/l/${kakao}`, { headers: phone })
    await call('GET', `/l/${kakao}`, { headers: { 'user-agent': 'kakaotalk-scrap/1.0' } })
    expect((await call('GET', '/l/AAAAAAAA', { headers: phone })).headers['location']).toBe('/')
    expect(await countsOf(body.id)).toMatchObject({
      blog: [7, 0, 0],
      kakao: [1, 0, 0],
      instagram: [0, 0, 0],
    })
    const full = await call('GET', `/v1/writings/${body.id}`, { as: owner.token })
    expect(full.body.days).toEqual([
      { medium: 'blog', day: '2026-04-16', clicks: 7 },
      { medium: 'kakao', day: '2026-04-16', clicks: 1 },
    ])
    const led = await page(`${shop.placeId}?via=${blog}`)
    expect(led.body).toContain(`/places/${shop.placeId}?via=${blog}`)
    expect(led.headers['cache-control']).toContain('private')
  })

  test('SF11 a visit counts for the last link that a person came by in time, once', async () => {
    const { body } = await write()
    const [blog, kakao] = [codeOf(body, 'blog'), codeOf(body, 'kakao')]
    const arrive = (code: string, who = shopper) =>
      call('POST', `/v1/links/${code}/arrivals`, { as: who.token })
    expect((await arrive('AAAAAAAA')).status).toBe(404)
    await arrive(blog)
    server.at(new Date(server.start.getTime() + 60_000))
    await arrive(kakao)
    await arrive(blog, bystander)
    const visit = (who: typeof shopper, afterMs: number) => ({
      visitId: platform.newId('visit'),
      personId: who.personId,
      placeId: shop.placeId,
      merchantId: shop.merchantId,
      at: new Date(server.start.getTime() + afterMs).toISOString(),
      evidence: 2,
      method: 'qr' as const,
    })
    const day = 86_400_000
    const first = visit(shopper, day)
    const tell = (all: readonly ReturnType<typeof visit>[]) =>
      platform.inWork({ kind: 'system', name: 'test' }, async (work) => {
        for (const one of all) work.announce(visitStarted, one)
      })
    await tell([first, visit(shopper, 13 * day), visit(bystander, 15 * day), visit(owner, day)])
    await settle()
    expect(await countsOf(body.id)).toMatchObject({ blog: [0, 1 + 1, 0], kakao: [0, 1, 2] })
    await platform.inWork({ kind: 'system', name: 'test' }, async (work) =>
      work.announce(visitEnded, { ...first, isWithdrawn: true }),
    )
    await settle()
    expect(await countsOf(body.id)).toMatchObject({ kakao: [0, 1, 1] })
  })

  test('SF14 who wants to be in no counts is in none, and nothing leads from a visit to them', async () => {
    const wary = await signUp('조심스러운 손님')
    const { body } = await write()
    const code = codeOf(body, 'blog')
    await call('POST', `/v1/links/${code}/arrivals`, { as: wary.token })
    const visited = (at: string) =>
      platform.inWork({ kind: 'system', name: 'test' }, async (work) =>
        work.announce(visitStarted, {
          visitId: platform.newId('visit'),
          personId: wary.personId,
          placeId: shop.placeId,
          merchantId: shop.merchantId,
          at,
          evidence: 2,
          method: 'qr',
        }),
      )
    const nextDay = new Date(server.start.getTime() + 86_400_000).toISOString()
    await visited(nextDay)
    await settle()
    expect(await countsOf(body.id)).toMatchObject({ blog: [0, 1, 1] })
    const off = { off: ['report'] }
    const steered = await call('PATCH', '/v1/me/location-controls', { as: wary.token, body: off })
    expect(steered.status).toBe(200)
    await settle()
    const { rows } = await sql`
      select from storefront.arrival where person_id = ${wary.personId}`.execute(
      platform.database.db,
    )
    expect(rows).toHaveLength(0)
    // The counts stay, of nobody.
    expect(await countsOf(body.id)).toMatchObject({ blog: [0, 1, 1] })
    await call('POST', `/v1/links/${code}/arrivals`, { as: wary.token })
    await visited(nextDay)
    await settle()
    expect(await countsOf(body.id)).toMatchObject({ blog: [0, 2, 1] })
  })
})

/** The main job through the whole house: signal, coupon, counter, points, report. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { freshServer } from '../../../testing/server.ts'
import { verify } from '../../platform/invariants.ts'
import { invariants } from '../../main.ts'

const server = await freshServer()
const { call, settle, signUp, start } = server

const few = { people: 5, isFew: true }
const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
let keys = 0
const key = () => `key-of-a-test-${(keys += 1)}`

const ok = (answer: { status: number; body: unknown }) => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body as never
}

type Shop = {
  readonly owner: string
  readonly merchantId: string
  readonly placeId: string
  readonly lng: number
}

/** A shop of its own owner, with a zone of 60 meters, on a long street. */
async function openShop(name: string, number: number): Promise<Shop> {
  const { token: owner } = await signUp(`${name} 사장님`)
  const lng = 126.9 + number * 0.005
  const { id: merchantId } = ok(
    await call('POST', '/v1/merchants', {
      as: owner,
      body: { name, category: 'cafe', contact: '02-300-0001' },
      key: key(),
    }),
  ) as { id: string }
  const { id: placeId } = ok(
    await call('POST', `/v1/merchants/${merchantId}/places`, {
      as: owner,
      key: key(),
      body: { name: `${name} 본점`, address: '서울특별시 마포구 동교로 200', lng, lat: 37.56 },
    }),
  ) as { id: string }
  const shape = { kind: 'circle', center: { lng, lat: 37.56 }, radiusMeters: 60 }
  const zone = { name: '가게 앞', dwellSeconds: 60, shape }
  ok(await call('POST', `/v1/places/${placeId}/zones`, { as: owner, key: key(), body: zone }))
  return { owner, merchantId, placeId, lng }
}

async function openOffer({ owner, merchantId }: Shop): Promise<string> {
  const { id } = ok(
    await call('POST', `/v1/merchants/${merchantId}/offers`, {
      as: owner,
      key: key(),
      body: {
        title: '아메리카노 1,000원 할인',
        terms: {
          effects: [
            {
              kind: 'order-discount',
              tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 1_000 } }] },
            },
            { kind: 'points-percent', percent: 5 },
          ],
        },
        endsAt: '2026-05-15T00:00:00Z',
        state: 'open',
      },
    }),
  ) as { id: string }
  return id
}

const planOf = (offerId: string, change: object = {}) => ({
  name: '지나가는 손님',
  offerId,
  trigger: { kind: 'entered' },
  schedule: { startsAt: '2026-04-01T00:00:00Z', endsAt: '2026-05-01T00:00:00Z' },
  budget: { couponsMax: 100, discountMinorMax: 100_000 },
  controlPercent: 0,
  message: { title: '{place} 앞이시네요', body: '{name}님, {offer} 쿠폰이에요. {distance}' },
  ...change,
})

async function startCampaign(shop: Shop, change: object = {}): Promise<string> {
  const body = planOf(await openOffer(shop), change)
  const url = `/v1/merchants/${shop.merchantId}/campaigns`
  const { id } = ok(await call('POST', url, { as: shop.owner, key: key(), body })) as { id: string }
  ok(await call('POST', `/v1/campaigns/${id}/start`, { as: shop.owner }))
  await settle()
  return id
}

async function aShopper(name: string, purposes = ['location', 'marketing']): Promise<string> {
  const { token } = await signUp(name)
  const wordings = ok(await call('GET', '/v1/consent-wordings')) as {
    items: { purpose: string; version: number }[]
  }
  for (const purpose of purposes) {
    const wordingVersion = wordings.items.find((it) => it.purpose === purpose)?.version
    const body = { purpose, granted: true, wordingVersion }
    ok(await call('POST', '/v1/me/consents', { as: token, body }))
  }
  return token
}

const fix = (lng: number, at: Date) => {
  return { kind: 'position', at: at.toISOString(), lng, lat: 37.56, accuracyMeters: 8 }
}

/** Walks along the street past a point, at 1.2 m/s, and is heard every ten seconds. */
function walkPast(lng: number, from: Date) {
  const perMeter = 1 / 88_240
  return Array.from({ length: 41 }, (_none, step) => {
    const at = new Date(from.getTime() + step * 10_000)
    return fix(lng + (step - 20) * 12 * perMeter, at)
  })
}

async function signal(as: string, signals: readonly object[]): Promise<void> {
  ok(await call('POST', '/v1/signals', { as, body: { signals } }))
  await settle()
}

type Coupon = { id: string; decisionId: string; merchantName: string; state: string }
const couponsOf = async (as: string) =>
  (ok(await call('GET', '/v1/me/coupons', { as })) as { items: Coupon[] }).items

const broken = async () =>
  (await verify(server.platform.database, invariants)).filter(({ isHeld }) => !isHeld)

describe('the main job', () => {
  test('CA12 someone passes a shop, gets the coupon, uses it, earns points, and the shop sees why', async () => {
    const shop = await openShop('연남 커피', 1)
    const campaignId = await startCampaign(shop)
    const shopper = await aShopper('김민지')
    server.at(minutes(7))
    await signal(shopper, walkPast(shop.lng, start))

    const [coupon] = await couponsOf(shopper)
    expect(coupon).toMatchObject({ merchantName: '연남 커피', state: 'active' })
    const inbox = ok(await call('GET', '/v1/me/inbox', { as: shopper })) as {
      items: { id: string; title: string; body: string }[]
    }
    expect(inbox.items).toMatchObject([
      {
        title: '(광고) 연남 커피 본점 앞이시네요',
        body: '김민지님, 아메리카노 1,000원 할인 쿠폰이에요. 약 60m',
      },
    ])
    const why = await call('GET', `/v1/me/decisions/${coupon?.decisionId}`, { as: shopper })
    expect(why.body).toMatchObject({ outcome: 'sent', merchantName: '연남 커피' })
    const reasons = why.body.reasons as { ok: boolean }[]
    expect(reasons.filter((reason) => !reason.ok)).toEqual([])

    await call('POST', `/v1/me/inbox/${inbox.items[0]?.id}/read`, { as: shopper })
    server.at(minutes(30))
    const code = await call('GET', `/v1/me/coupons/${coupon?.id}/code`, { as: shopper })
    const redeemed = await call('POST', `/v1/places/${shop.placeId}/redemptions`, {
      as: shop.owner,
      key: key(),
      body: { code: code.body.code, billMinor: 6_000 },
    })
    expect(redeemed.body).toMatchObject({
      discountMinor: 1_000,
      payMinor: 5_000,
      pointsEarned: 250,
    })
    await settle()

    const points = await call('GET', '/v1/me/points', { as: shopper })
    expect(points.body.balance).toBe(250)
    const report = await call('GET', `/v1/campaigns/${campaignId}/report`, { as: shop.owner })
    expect(report.body).toMatchObject({
      funnel: { eligible: 1, sent: 1, seen: 1, redeemed: 1 },
      arms: { treated: { people: 1, redeemed: 1 }, control: { people: 0 } },
      salesMinor: 6_000,
      costMinor: 1_250,
    })
    const campaign = await call('GET', `/v1/campaigns/${campaignId}`, { as: shop.owner })
    expect(campaign.body.spent).toEqual({
      couponsGranted: 1,
      discountReservedMinor: 0,
      discountSpentMinor: 1_000,
    })
    expect(await broken()).toEqual([])
  })

  test('CA7 S4 past five shops, two of them favourites: exactly two coupons', async () => {
    server.at(start)
    const shops: Shop[] = []
    for (let number = 1; number <= 5; number += 1) {
      const shop = await openShop(`브랜드 ${number}`, 10 + number)
      await startCampaign(shop, { trigger: { kind: 'favourite-near' } })
      shops.push(shop)
    }
    const shopper = await aShopper('이서준')
    for (const shop of [shops[1], shops[3]]) {
      ok(await call('PUT', `/v1/me/favourites/merchants/${shop?.merchantId}`, { as: shopper }))
    }
    const base = minutes(60)
    for (const [at, shop] of shops.entries()) {
      const from = new Date(base.getTime() + at * 15 * 60_000)
      server.at(new Date(from.getTime() + 7 * 60_000))
      await signal(shopper, walkPast(shop.lng, from))
    }
    const names = (await couponsOf(shopper)).map(({ merchantName }) => merchantName)
    expect(names.toSorted()).toEqual(['브랜드 2', '브랜드 4'])
    expect(await broken()).toEqual([])
  })

  test('CA6 without consent to marketing nothing is given, and the shop sees how many that were', async () => {
    server.at(start)
    const shop = await openShop('망원 빵집', 20)
    const campaignId = await startCampaign(shop)
    const shopper = await aShopper('박도윤', ['location'])
    server.at(minutes(7))
    await signal(shopper, walkPast(shop.lng, start))

    expect(await couponsOf(shopper)).toEqual([])
    const list = await call('GET', `/v1/campaigns/${campaignId}/decisions`, { as: shop.owner })
    expect(list.body.items).toMatchObject([{ outcome: 'refused', person: '박*윤', count: 1 }])
    const report = await call('GET', `/v1/campaigns/${campaignId}/report`, { as: shop.owner })
    expect(report.body.refusedByReason).toEqual([
      { rule: 'marketing-consent', code: '', people: 1 },
    ])
  })

  test('CA14 nobody else sees campaigns, decisions and reports of a shop', async () => {
    server.at(start)
    const shop = await openShop('합정 서점', 21)
    const campaignId = await startCampaign(shop)
    const stranger = await openShop('남의 가게', 22)
    for (const url of ['', '/decisions', '/report']) {
      const answer = await call('GET', `/v1/campaigns/${campaignId}${url}`, { as: stranger.owner })
      expect(answer).toMatchObject({ status: 404, body: { code: 'campaign.unknown' } })
    }
    const end = await call('POST', `/v1/campaigns/${campaignId}/end`, { as: stranger.owner })
    expect(end.status).toBe(404)
  })

  test('CA21 a campaign that chose fewer than five does not tell when and where they passed', async () => {
    server.at(start)
    const shop = await openShop('성산 책방', 23)
    const audience = [{ kind: 'first-visit' }]
    const campaignId = await startCampaign(shop, { audience })
    const seen = async () => {
      const { body } = await call('GET', `/v1/campaigns/${campaignId}/decisions`, {
        as: shop.owner,
      })
      return [body.isWithheld, body.items.length] as unknown
    }
    for (const [nr, name] of ['한 명', '두 명', '세 명', '네 명'].entries()) {
      const shopper = await aShopper(name)
      server.at(minutes(7 + nr * 10))
      await signal(shopper, walkPast(shop.lng, minutes(nr * 10)))
      expect(await couponsOf(shopper)).toHaveLength(1)
    }
    expect(await seen()).toEqual([true, 0])
    const last = await aShopper('다섯 명')
    server.at(minutes(57))
    await signal(last, walkPast(shop.lng, minutes(50)))
    expect(await seen()).toEqual([false, 5])
  })

  test('CA18 S65 who leaves a shop without buying is reminded the next day, and who buys is not', async () => {
    server.at(start)
    const shop = await openShop('연희 서점', 40)
    const campaignId = await startCampaign(shop, {
      trigger: {
        kind: 'left-without-purchase',
        placeIds: [shop.placeId],
        reminder: { afterDays: 1, atMinute: 660 },
      },
      message: {
        title: '어제 보신 책이 기다려요',
        body: '{name}님, {offer} 쿠폰을 넣어 드렸어요.',
      },
    })
    const [browses, buys, silent] = [
      await aShopper('한지우'),
      await aShopper('정하준'),
      await aShopper('윤서아', ['location']),
    ]
    // They look around for ten minutes, and are heard of next at home, a kilometer away.
    for (const shopper of [browses, buys, silent]) {
      for (const minute of [0, 2, 4, 6, 8, 10]) {
        server.at(minutes(minute))
        await signal(shopper, [fix(shop.lng, minutes(minute))])
      }
      server.at(minutes(45))
      await signal(shopper, [fix(shop.lng + 0.0113, minutes(45))])
    }
    // One goes home and thinks it over; another comes back in the evening and buys.
    const programme = { earn: { kind: 'share', perMille: 10 } }
    const url = `/v1/merchants/${shop.merchantId}/programme`
    ok(await call('PUT', url, { as: shop.owner, body: programme }))
    server.at(minutes(180))
    const { code } = ok(await call('GET', '/v1/me/member-code', { as: buys })) as { code: string }
    const purchase = { purchaseId: randomUUID(), code, paidMinor: 15_000 }
    ok(
      await call('POST', `/v1/places/${shop.placeId}/purchases`, {
        as: shop.owner,
        body: purchase,
      }),
    )
    await settle()

    // The next day, one second before eleven in Seoul, and at eleven.
    server.at(new Date('2026-04-17T01:59:59Z'))
    await settle()
    expect(await couponsOf(browses)).toEqual([])
    server.at(new Date('2026-04-17T02:00:30Z'))
    await settle()
    expect(await couponsOf(browses)).toMatchObject([{ merchantName: '연희 서점', state: 'active' }])
    for (const shopper of [buys, silent]) expect(await couponsOf(shopper)).toEqual([])
    const report = await call('GET', `/v1/campaigns/${campaignId}/report`, { as: shop.owner })
    expect(report.body.funnel).toMatchObject({ eligible: 1, sent: 1 })
    expect(report.body.refusedByReason).toEqual([
      { rule: 'marketing-consent', code: '', people: 1 },
      { rule: 'not-bought', code: '', people: 1 },
    ])
    expect(await broken()).toEqual([])
  })

  test('CA13, CA20 a preview shows the message as it will look, counts by reason, and changes nothing', async () => {
    server.at(start)
    const shop = await openShop('상수 라멘', 30)
    await startCampaign(shop, { trigger: { kind: 'dwelled' } })
    const alone = await openShop('한 사람만 지나간 집', 31)
    const near: string[] = []
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      near.push(
        await aShopper(`손님 ${number}`, number < 7 ? ['location', 'marketing'] : ['location']),
      )
    }
    server.at(minutes(7))
    for (const shopper of near) await signal(shopper, walkPast(shop.lng, start))
    await signal(await aShopper('혼자', ['location']), walkPast(alone.lng, start))
    ok(await call('PUT', `/v1/me/favourites/places/${shop.placeId}`, { as: near[0] ?? '' }))
    const preview = (audience: object[], at = shop) =>
      call('POST', `/v1/merchants/${at.merchantId}/campaigns/preview`, {
        as: at.owner,
        body: {
          offerTitle: '라멘 10% 할인',
          trigger: { kind: 'entered', placeIds: [at.placeId] },
          audience,
          message: { title: '{place}', body: '{offer} {distance}' },
          radiusMeters: 150,
        },
      })
    const all = await preview([])
    expect(all.body).toMatchObject({
      message: { title: '(광고) 상수 라멘 본점', body: '라멘 10% 할인 약 150m' },
      reach: {
        people: { people: 10, isFew: false },
        reachable: { people: 5, isFew: false },
        byReason: [{ rule: 'marketing-consent', code: '', ...few }],
      },
    })
    const favourites = await preview([{ kind: 'favourite' }])
    expect(favourites.body.reach.reachable).toEqual(few)
    const often = await preview([{ kind: 'visited-at-least', times: 900, days: 30 }])
    expect(often.body.reach.reachable).toEqual(few)
    const one = await preview([], alone)
    expect(one.body.reach).toEqual({ people: few, reachable: few, byReason: [], isCapped: false })
    expect(await broken()).toEqual([])
  })
})

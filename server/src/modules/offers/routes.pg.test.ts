/** Offers and points over HTTP: shapes, keys, refusals, and who may. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { openHttp } from '../../platform/http.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { ledgerRoutes } from '../ledger/routes.ts'
import { createPerson } from '../people/service.ts'
import { createMerchant, createPlace } from '../places/service.ts'
import { nowhere } from './service/whereabouts.ts'
import { offerRoutes } from './routes.ts'

const { platform, inWork, clear, rows, at: setClock } = await freshDatabase()
const merchantId = testId('merchant')
const placeId = testId('place')
const noon = new Date('2026-04-15T12:00:00.000Z')
const actors: Record<string, Actor> = {
  owner_token: aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] }),
  staff_token: aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] }),
  till_token: { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['till'] },
  holder_token: aPerson({ number: 1 }),
  other_token: aPerson({ number: 2 }),
}
const http = await openHttp({
  ...platform,
  clock: () => platform.clock(),
  authenticate: (token) => actors[token] ?? { kind: 'nobody' },
})
offerRoutes(http, platform, nowhere)
ledgerRoutes(http, platform)
await http.app.ready()
afterAll(() => http.app.close())

let keys = 0
async function call(
  as: string | null,
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  body?: object,
  key?: string,
) {
  keys += 1
  const response = await http.app.inject({
    method,
    url,
    headers: {
      'idempotency-key': key ?? `test-key-${keys}`,
      ...(as && { authorization: `Bearer ${as}` }),
    },
    ...(body && { payload: body }),
  })
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer is looked into field by field
  return { status: response.statusCode, text: response.body, body: response.json<any>() }
}

const newOffer = {
  title: '첫 방문 3천원',
  terms: {
    effects: [
      {
        kind: 'order-discount',
        tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 3_000 } }] },
      },
      { kind: 'points-percent', percent: 5 },
    ],
    billMinorMin: 10_000,
  },
  endsAt: '2026-05-01T00:00:00+09:00',
  isPublic: true,
}
const makeOffer = async (change: object = {}): Promise<string> => {
  const made = await call('owner_token', 'POST', `/v1/merchants/${merchantId}/offers`, {
    ...newOffer,
    ...change,
  })
  expect(made.status, made.text).toBe(201)
  return String(made.body.id)
}
const claim = (offerId: string, number = 1, as = 'holder_token') =>
  call(as, 'POST', `/v1/offers/${offerId}/claims`, { couponId: testId('coupon', number) })
const codeNow = async (as = 'holder_token', number = 1): Promise<string> =>
  String((await call(as, 'GET', `/v1/me/coupons/${testId('coupon', number)}/code`)).body.code)
const counter = `/v1/places/${placeId}/redemptions`

beforeEach(async () => {
  await clear()
  setClock(noon)
  await inWork(theSystem, async (work) => {
    await createMerchant(work, {
      id: merchantId,
      name: '골목커피',
      category: 'cafe',
      color: '#123456',
    })
    const spot = { name: '본점', address: '서울 종로구', lng: 126.98, lat: 37.57 }
    await createPlace(work, merchantId, { ...spot, id: placeId })
    const person = { email: null, passwordHash: null, locale: 'ko' as const }
    await createPerson(work, {
      ...person,
      id: testId('person'),
      name: '김민수',
      phone: '+821012345678',
    })
  })
})

describe('from offer to points', () => {
  test('OF13 an offer is made, claimed, shown, redeemed and reversed', async () => {
    const offerId = await makeOffer({ couponsMax: 5 })
    const claimed = await claim(offerId)
    expect(claimed).toMatchObject({
      status: 201,
      body: { couponId: testId('coupon'), offerId, expiresAt: '2026-04-30T15:00:00.000Z' },
    })
    const wallet = await call('holder_token', 'GET', '/v1/me/coupons')
    expect(wallet.body.items).toMatchObject([
      {
        id: testId('coupon'),
        merchantName: '골목커피',
        color: '#123456',
        title: '첫 방문 3천원',
        terms: {
          effects: [
            { kind: 'order-discount', tiers: { by: 'amount', steps: [{ from: 0 }] } },
            { kind: 'points-percent', percent: 5 },
          ],
          billMinorMin: 10_000,
          discountMinorMax: null,
          conditions: [],
          stacking: { kind: 'never' },
        },
        state: 'active',
        decisionId: null,
      },
    ])
    const code = await codeNow()
    expect(code).toMatch(/^[0-9A-Z]{10}$/)

    const quote = await call('till_token', 'POST', `${counter}/quote`, { code, billMinor: 12_000 })
    expect(quote).toMatchObject({ status: 200, body: { payMinor: 9_000, pointsEarned: 450 } })
    const redeemed = await call('till_token', 'POST', counter, { code, billMinor: 12_000 })
    expect(redeemed).toMatchObject({
      status: 201,
      body: { holderName: '김*수', discountMinor: 3_000, payMinor: 9_000, pointsEarned: 450 },
    })
    const points = await call('holder_token', 'GET', '/v1/me/points')
    expect(points.body).toMatchObject({
      balance: 450,
      items: [{ amount: 450, memo: '골목커피', because: expect.stringMatching(/^purchase\//) }],
    })
    const owed = await call('owner_token', 'GET', `/v1/merchants/${merchantId}/account`)
    expect(owed.body).toMatchObject({ pointsOwed: 450 })

    const url = `/v1/redemptions/${redeemed.body.redemptionId}/reversal`
    expect(await call('staff_token', 'POST', url)).toMatchObject({ status: 201 })
    expect(await call('staff_token', 'POST', url)).toMatchObject({
      status: 409,
      body: { code: 'redemption.reversed' },
    })
    const list = await call('staff_token', 'GET', counter)
    expect(list.body.items).toMatchObject([{ payMinor: 9_000, reversedAt: noon.toISOString() }])
    expect((await call('holder_token', 'GET', '/v1/me/points')).body.balance).toBe(0)
  })

  test('OF2 a redemption repeated with its key gets the first answer, byte for byte', async () => {
    await claim(await makeOffer())
    const body = { code: await codeNow(), billMinor: 12_000 }
    const first = await call('till_token', 'POST', counter, body, 'the-same-key')
    const again = await call('till_token', 'POST', counter, body, 'the-same-key')
    expect(again).toEqual(first)
    expect(await rows('offers.redemption')).toHaveLength(1)
    const other = await call(
      'till_token',
      'POST',
      counter,
      { ...body, billMinor: 1 },
      'the-same-key',
    )
    expect(other.status).toBe(422)
  })

  test('OF9 a claim repeated with its id gets the same coupon', async () => {
    const offerId = await makeOffer({ couponsMax: 1 })
    const first = await claim(offerId)
    expect(await claim(offerId)).toEqual(first)
    expect(await claim(offerId, 1, 'other_token')).toMatchObject({
      status: 422,
      body: { code: 'coupon.id-taken' },
    })
    expect(await claim(offerId, 2, 'other_token')).toMatchObject({
      status: 409,
      body: { code: 'offer.exhausted' },
    })
    const shown = await call(null, 'GET', `/v1/places/${placeId}/offers`)
    expect(shown.body.items).toMatchObject([{ id: offerId, couponsLeft: 0 }])
  })

  test('OF12 five wrong codes over HTTP lock the till, though each was refused', async () => {
    await claim(await makeOffer())
    for (let misses = 0; misses < 5; misses += 1) {
      const path = misses % 2 ? counter : `${counter}/quote`
      const wrong = await call('till_token', 'POST', path, {
        code: '0000000000',
        billMinor: 12_000,
      })
      expect(wrong).toMatchObject({ status: 404, body: { code: 'code.unknown' } })
    }
    const body = { code: await codeNow(), billMinor: 12_000 }
    expect(await call('till_token', 'POST', counter, body)).toMatchObject({
      status: 429,
      body: { code: 'code.locked', retryAfterSeconds: 60 },
    })
    expect((await call('staff_token', 'POST', counter, body)).status).toBe(201)
  })

  test('OF12 of thirty guesses that come all at once, five are looked at', async () => {
    const guess = () => call('till_token', 'POST', `${counter}/quote`, { code: '0000000000' })
    const answers = await Promise.all(Array.from({ length: 30 }, guess))
    const codes = Map.groupBy(answers, (answer) => answer.body.code as string)
    expect(codes.get('code.unknown')).toHaveLength(5)
    expect(codes.get('code.locked')).toHaveLength(25)
  })

  test('OF19 a change names what it changes, and nothing else', async () => {
    const offerId = await makeOffer()
    const url = `/v1/offers/${offerId}`
    const paused = await call('owner_token', 'PATCH', url, { state: 'paused' })
    expect(paused).toMatchObject({
      status: 200,
      body: { state: 'paused', title: '첫 방문 3천원', isPublic: true },
    })
    expect((await claim(offerId)).body.code).toBe('offer.paused')
    expect((await call('owner_token', 'PATCH', url, { merchantId })).status).toBe(400)
    expect(
      (await call('owner_token', 'PATCH', url, { endsAt: '2026-03-01T00:00:00Z' })).status,
    ).toBe(400)
  })

  test('OF1 staff give a coupon by phone number', async () => {
    const offerId = await makeOffer({ isPublic: false })
    const give = (phone: string) =>
      call('till_token', 'POST', `/v1/offers/${offerId}/grants`, {
        couponId: testId('coupon'),
        phone,
      })
    expect((await give('010-9999-9999')).body.code).toBe('coupon.holder-unknown')
    expect((await give('010-1234-5678')).status).toBe(201)
    expect((await call('holder_token', 'GET', '/v1/me/coupons')).body.items).toMatchObject([
      { source: 'staff' },
    ])
  })

  test('OF21 what is not theirs is refused or not there', async () => {
    const offerId = await makeOffer()
    await claim(offerId)
    const coupon = `/v1/me/coupons/${testId('coupon')}`
    const offers = `/v1/merchants/${merchantId}/offers`
    const body = { code: '0000000000', billMinor: 1 }
    const statuses = [
      (await call('other_token', 'GET', coupon)).status,
      (await call('other_token', 'GET', `${coupon}/code`)).status,
      (await call(null, 'GET', coupon)).status,
      (await call('other_token', 'GET', offers)).status,
      (await call('staff_token', 'POST', offers, newOffer)).status,
      (await call('other_token', 'POST', counter, body)).status,
      (await call(null, 'POST', counter, body)).status,
      (await call('staff_token', 'GET', `/v1/merchants/${merchantId}/account`)).status,
      (
        await call('till_token', 'POST', `/v1/offers/${offerId}/claims`, {
          couponId: testId('coupon', 2),
        })
      ).status,
    ]
    expect(statuses).toEqual([404, 404, 401, 403, 403, 403, 401, 403, 403])
  })

  test('OF19 offers that hold no water are refused', async () => {
    const url = `/v1/merchants/${merchantId}/offers`
    const refused = async (change: object) =>
      String((await call('owner_token', 'POST', url, { ...newOffer, ...change })).body.code)
    const refusedTerms = (change: object) => refused({ terms: { ...newOffer.terms, ...change } })
    const order = (off: object) => [{ kind: 'order-discount', tiers: { steps: [{ off }] } }]
    expect(await refusedTerms({ effects: [] })).toBe('request.invalid')
    expect(await refusedTerms({ effects: order({ kind: 'percent', percentOff: 101 }) })).toBe(
      'request.invalid',
    )
    expect(
      await refusedTerms({ effects: order({ kind: 'percent', percentOff: 10, itemName: 'x' }) }),
    ).toBe('request.invalid')
    expect(await refusedTerms({ conditions: [[]] })).toBe('request.invalid')
    expect(await refused({ title: '   ' })).toBe('request.invalid')
    expect(await refused({ endsAt: '2026-04-01T00:00:00Z' })).toBe('offer.window-empty')
    expect(await refused({ placeIds: [testId('place', 9)] })).toBe('offer.wrong-place')
  })
})

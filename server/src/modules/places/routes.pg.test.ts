import { describe, expect, test } from 'vitest'
import { hire } from '../../../testing/hiring.ts'
import { freshServer } from '../../../testing/server.ts'
import { openPlaces } from './service/open-places.ts'
import { nineToSix } from './testing.ts'

const server = await freshServer()
const { call, settle, signUp, platform } = server

const shop = { name: '서촌 책방', category: 'books' }
const wanted = {
  name: '서촌 책방',
  address: '서울특별시 종로구 자하문로 10',
  lng: 126.97,
  lat: 37.579,
}

describe('a merchant', () => {
  test('PL23 who signs it up owns it, and takes staff in and out', async () => {
    const [owner, helper] = [await signUp('주인'), await signUp('직원')]
    const { body: merchant } = await call('POST', '/v1/merchants', { as: owner.token, body: shop })
    const staffUrl = `/v1/merchants/${merchant.id}/staff`
    await expect(hire(server, helper, merchant.id, helper, 'staff')).rejects.toThrow('403')
    await hire(server, owner, merchant.id, helper, 'staff')
    const staff = await call('GET', staffUrl, { as: helper.token })
    expect(staff.body.items).toMatchObject([{ role: 'owner' }, { role: 'staff', name: '직원' }])
    const mine = await call('GET', '/v1/me/merchants', { as: helper.token })
    expect(mine.body.items).toMatchObject([{ id: merchant.id, role: 'staff', places: [] }])

    const ownerUrl = `${staffUrl}/${owner.personId}`
    expect(await call('DELETE', ownerUrl, { as: helper.token })).toMatchObject({ status: 403 })
    expect(await call('DELETE', ownerUrl, { as: owner.token })).toMatchObject({ status: 409 })
    const helperUrl = `${staffUrl}/${helper.personId}`
    expect(await call('DELETE', helperUrl, { as: owner.token })).toMatchObject({ status: 204 })
    expect(await call('GET', staffUrl, { as: helper.token })).toMatchObject({ status: 403 })
  })

  test('PL17 a new place is found by everyone, a hidden one by nobody', async () => {
    const { token } = await signUp()
    const { body: merchant } = await call('POST', '/v1/merchants', { as: token, body: shop })
    const placesUrl = `/v1/merchants/${merchant.id}/places`
    const body = { ...wanted, hours: nineToSix }
    const { status, body: place } = await call('POST', placesUrl, { as: token, body })
    expect(status).toBe(201)
    await settle()
    const nearby = '/v1/places/nearby?lng=126.97&lat=37.5791&openNow=true&category=books'
    const found = await call('GET', nearby)
    expect(found.body.items).toMatchObject([{ id: place.id, distanceMeters: 11, isOpen: true }])

    await call('PATCH', `/v1/places/${place.id}`, { as: token, body: { isVisible: false } })
    await settle()
    expect((await call('GET', nearby)).body.items).toEqual([])
    expect(await call('GET', `/v1/places/${place.id}`)).toMatchObject({ status: 404 })
    const list = await call('GET', placesUrl)
    expect(list.body.items).toEqual([])
  })

  test('PL17 another process learns of it too', async () => {
    const other = openPlaces(platform)
    await other.load()
    const { token } = await signUp()
    const { body: merchant } = await call('POST', '/v1/merchants', { as: token, body: shop })
    const body = { ...wanted, name: '두 번째 책방' }
    await call('POST', `/v1/merchants/${merchant.id}/places`, { as: token, body })
    await settle()
    await other.settled()
    const query = { category: null, openNow: false, nowMs: 0, limit: 5, from: null }
    const found = other
      .index()
      .named({ ...query, text: '두번째책' })
      .bytes.toString()
    expect(JSON.parse(found).items).toMatchObject([{ name: '두 번째 책방', isOpen: null }])
    await call('PATCH', `/v1/merchants/${merchant.id}`, { as: token, body: { color: '#123456' } })
    await settle()
    await other.settled()
    const again = other
      .index()
      .named({ ...query, text: '두번째책' })
      .bytes.toString()
    expect(JSON.parse(again).items).toMatchObject([{ color: '#123456' }])
  })

  test.each([
    ['half a point', '/v1/places/nearby?lng=127', 'place.half-a-point'],
    ['a point beyond the pole', '/v1/places/nearby?lng=127&lat=91', 'request.invalid'],
    ['too many at once', '/v1/places/nearby?lng=127&lat=37&limit=101', 'request.invalid'],
    [
      'a category of its own',
      '/v1/places/nearby?lng=127&lat=37&category=castle',
      'request.invalid',
    ],
    ['an unknown wish', '/v1/places/nearby?lng=127&lat=37&colour=red', 'request.invalid'],
  ])('PL13 a search for %s is refused', async (_name, url, code) => {
    expect(await call('GET', url)).toMatchObject({ status: 400, body: { code } })
  })

  test('PL21 favourites are listed as cards', async () => {
    const { token } = await signUp()
    const { body: merchant } = await call('POST', '/v1/merchants', { as: token, body: shop })
    const url = `/v1/merchants/${merchant.id}/places`
    const { body: place } = await call('POST', url, { as: token, body: wanted })
    await call('PUT', `/v1/me/favourites/places/${place.id}`, { as: token })
    await call('PUT', `/v1/me/favourites/merchants/${merchant.id}`, { as: token })
    const { body } = await call('GET', '/v1/me/favourites', { as: token })
    expect(body).toMatchObject({
      places: [{ id: place.id, merchantName: '서촌 책방', distanceMeters: null }],
      merchants: [{ id: merchant.id }],
    })
    const page = await call('GET', `/v1/places/${place.id}`, { as: token })
    expect(page.body).toMatchObject({ isFavourite: true, isMerchantFavourite: true })
    expect(await call('POST', `/v1/places/${place.id}/views`, { as: token })).toMatchObject({
      status: 204,
    })
  })
})

/** Presence over HTTP: who may send what, what is answered, and that hostile input changes nothing. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import { freshServer } from '../../../testing/server.ts'
import { spot } from './testing.ts'

const server = await freshServer()
const { call, start } = server
const at = (seconds = 0) => new Date(start.getTime() - 600_000 + seconds * 1_000).toISOString()
const position = (seconds = 0, eastMeters = 0) => ({
  kind: 'position',
  at: at(seconds),
  ...spot(eastMeters),
  accuracyMeters: 8,
  speedMps: 1,
})

let owner = ''
let shopper = ''
let placeId = ''
let code = ''

async function agree(token: string): Promise<void> {
  const { body } = await call('GET', '/v1/consent-wordings')
  const wordings = body.items as { purpose: string; version: number }[]
  const wording = wordings.find(({ purpose }) => purpose === 'location')
  const answer = { purpose: 'location', granted: true, wordingVersion: wording?.version }
  await call('POST', '/v1/me/consents', { as: token, body: answer })
}

beforeAll(async () => {
  owner = (await server.signUp('사장')).token
  shopper = (await server.signUp('손님')).token
  await agree(shopper)
  const merchant = await call('POST', '/v1/merchants', {
    as: owner,
    body: { name: '연남 커피', category: 'cafe' },
  })
  const url = `/v1/merchants/${merchant.body.id}/places`
  const place = { name: '본점', address: '서울', ...spot(0) }
  placeId = (await call('POST', url, { as: owner, body: place })).body.id
  const shape = { kind: 'circle', center: spot(0), radiusMeters: 50 }
  const zone = { name: '가게 앞', dwellSeconds: 60, shape }
  await call('POST', `/v1/places/${placeId}/zones`, { as: owner, body: zone })
  const tag = await call('POST', `/v1/places/${placeId}/devices`, {
    as: owner,
    body: { label: '문 옆', identity: { kind: 'tag' } },
  })
  expect(tag.status).toBe(201)
  code = tag.body.identity.code
  await server.settle()
})

describe('POST /v1/signals', () => {
  const post = (body: unknown, as: string | null = shopper) =>
    call('POST', '/v1/signals', { as, body })

  test('PR21 answers how many were taken, and why the others were not', async () => {
    const answer = await post({ signals: [position(), { kind: 'position' }, position(61)] })
    expect(answer).toMatchObject({
      status: 200,
      body: { taken: 2, refused: [{ index: 1, code: 'presence.bad-signal', field: 'at' }] },
    })
    const mine = await call('GET', '/v1/me/presence', { as: shopper })
    expect(mine.body).toMatchObject({ stays: [{ placeId }], visits: [{ placeId, evidence: 1 }] })
    const visits = await call('GET', '/v1/me/visits?limit=10', { as: shopper })
    expect(visits.body).toMatchObject({ items: [{ placeId, endedAt: null }], nextCursor: null })
  })

  test.each([
    ['no list', { signal: [] }, 'presence.bad-signal'],
    ['an empty list', { signals: [] }, 'presence.batch-too-large'],
    [
      '501 signals',
      { signals: Array.from({ length: 501 }, () => position()) },
      'presence.batch-too-large',
    ],
  ])('%s is a 400', async (_name, body, refusal) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: refusal } })
  })

  test('nobody, and a person at the gateway, are turned away', async () => {
    expect(await post({ signals: [position()] }, null)).toMatchObject({ status: 401 })
    const body = { signals: [{ ...position(), personId: testId('person') }] }
    expect(await call('POST', '/v1/signals/gateway', { as: shopper, body })).toMatchObject({
      status: 403,
    })
  })

  test('PR17 who did not agree gets their signals back', async () => {
    const { token } = await server.signUp('조용한 손님')
    const answer = await post({ signals: [position(100)] }, token)
    expect(answer.body).toEqual({
      taken: 0,
      refused: [{ index: 0, code: 'presence.no-consent', field: null }],
    })
  })

  test('PR21 whatever is sent, the answer is clear and never a fault', async () => {
    const signal = fc.oneof(
      fc.jsonValue(),
      fc.record({
        kind: fc.constantFrom('position', 'sighting', 'scan', 'x'),
        at: fc.oneof(fc.constant(at()), fc.string()),
        lng: fc.double(),
        lat: fc.double(),
        accuracyMeters: fc.double(),
        frame: fc.string(),
        code: fc.string(),
        medium: fc.constantFrom('qr', 'nfc'),
      }),
    )
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ signals: fc.array(signal, { maxLength: 5 }) }),
    )
    const headers = { 'content-type': 'application/json' }
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const text = JSON.stringify(sent)
        const answer = await call('POST', '/v1/signals', { as: shopper, body: text, headers })
        expect([200, 400]).toContain(answer.status)
      }),
      { numRuns: 150 },
    )
  })
})

describe('check-ins', () => {
  test('PR8 by tag', async () => {
    const { token } = await server.signUp('스캔하는 손님')
    await agree(token)
    const url = `/v1/tags/${code}/check-ins`
    const first = await call('POST', url, { as: token, body: { medium: 'qr' } })
    expect(first).toMatchObject({ status: 201, body: { placeId, evidence: 0 } })
    const again = await call('POST', url, { as: token, body: { medium: 'nfc' } })
    expect(again.body.visitId).toBe(first.body.visitId)
  })

  test('a code that nobody knows is a 404', async () => {
    const url = '/v1/tags/BBBBBBBBBBBBBBBBBBBBBB/check-ins'
    expect(await call('POST', url, { as: shopper, body: { medium: 'qr' } })).toMatchObject({
      status: 404,
      body: { code: 'presence.unknown-device' },
    })
  })

  test('PR23 a shopper does not check others in', async () => {
    const body = { phone: '010-1234-5678' }
    const url = `/v1/places/${placeId}/check-ins`
    expect(await call('POST', url, { as: shopper, body })).toMatchObject({ status: 403 })
    expect(await call('POST', url, { as: owner, body })).toMatchObject({
      status: 404,
      body: { code: 'presence.unknown-person' },
    })
  })
})

describe('devices', () => {
  const url = () => `/v1/places/${placeId}/devices`

  test('DE5 only the people of a merchant see them, only its owner changes them', async () => {
    const mine = await call('GET', url(), { as: owner })
    expect(mine.body.items).toMatchObject([{ kind: 'tag', label: '문 옆' }])
    expect(mine.body.items[0].url).toContain(`/t/${code}`)
    expect((await call('GET', url(), { as: shopper })).status).toBe(403)
    const body = { label: 'x', identity: { kind: 'tag' } }
    expect((await call('POST', url(), { as: shopper, body })).status).toBe(403)
    const qr = await call('GET', `/v1/devices/${mine.body.items[0].id}/qr`, { as: owner })
    expect(qr.body.svg).toContain('<svg')
  })

  test('DE4 an identity belongs to one device', async () => {
    const identity = {
      kind: 'ibeacon',
      uuid: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e',
      major: 1,
      minor: 2,
    }
    const body = { label: '비콘', identity }
    const first = await call('POST', url(), { as: owner, body })
    expect(first.status).toBe(201)
    expect(await call('POST', url(), { as: owner, body })).toMatchObject({
      status: 409,
      body: { code: 'device.identity-taken' },
    })
    expect((await call('DELETE', `/v1/devices/${first.body.id}`, { as: owner })).status).toBe(204)
    expect((await call('POST', url(), { as: owner, body })).status).toBe(201)
  })

  test('DE8 a device stands for a zone of its own place', async () => {
    const id1 = 'f7826da6-4fa2-4e98-8024-bc5b71e0893e'
    const identity = { kind: 'altbeacon', id1, id2: 1, id3: 3 }
    const body = { label: '비콘', identity, zoneId: testId('zone', 99) }
    expect(await call('POST', url(), { as: owner, body })).toMatchObject({
      status: 409,
      body: { code: 'device.zone-elsewhere' },
    })
  })

  test('DE7 a tag that was removed does not check anyone in', async () => {
    const tag = await call('POST', url(), {
      as: owner,
      body: { label: '옛 스티커', identity: { kind: 'tag' } },
    })
    const { id, identity } = tag.body
    const scan = `/v1/tags/${identity.code}/check-ins`
    expect((await call('POST', scan, { as: shopper, body: { medium: 'qr' } })).status).toBe(201)
    await call('DELETE', `/v1/devices/${id}`, { as: owner })
    await server.settle()
    expect((await call('POST', scan, { as: shopper, body: { medium: 'qr' } })).status).toBe(404)
  })
})

/** Passes through HTTP: made by holders, kept up by Apple's devices. */
import { beforeAll, describe, expect, test } from 'vitest'
import { freshServer } from '../../../testing/server.ts'
import { aWorld } from '../../../testing/world.ts'
import { testNames } from './adapters/test-certificates.ts'
import { filesIn } from './testing.ts'

const server = await freshServer()
const world = await aWorld(server)
const { shopper, bystander, owner, couponId, offerId } = world

type PassJson = Readonly<
  Record<'serialNumber' | 'authenticationToken' | 'webServiceURL', string>
> & { readonly voided: boolean }

/** The pass file of an answer; `inject` keeps bytes where `call` would make text of them. */
async function fileAt(url: string, headers: Record<string, string>) {
  const response = await server.app.inject({ method: 'GET', url, headers })
  const type = response.headers['content-type']
  const isFile = type === 'application/vnd.apple.pkpass'
  const json = isFile ? filesIn(response.rawPayload).get('pass.json') : undefined
  const pass = json ? (JSON.parse(String(json)) as PassJson) : null
  return { status: response.statusCode, headers: response.headers, pass }
}
const asShopper = { authorization: `Bearer ${shopper.token}` }
const mine = () => fileAt(`/v1/me/coupons/${couponId}/coupon.pkpass`, asShopper)

const type = testNames.passTypeIdentifier
const apple = '/apple-wallet/v1'
let pass: PassJson
let token: Record<string, string>
beforeAll(async () => {
  const found = (await mine()).pass
  if (!found) throw new Error('there is no pass')
  pass = found
  token = { authorization: `ApplePass ${found.authenticationToken}` }
})

describe('a pass', () => {
  test('PA2 is one, however often it is asked for, and says that it is for tests', async () => {
    const url = `/v1/me/coupons/${couponId}/pass`
    const first = await server.call('POST', url, { as: shopper.token })
    const second = await server.call('POST', url, { as: shopper.token })
    expect(first).toMatchObject({
      status: 200,
      body: {
        passId: pass.serialNumber,
        appleUrl: `/v1/me/coupons/${couponId}/coupon.pkpass`,
        googleUrl: expect.stringMatching(/^https:\/\/pay\.google\.com\/gp\/v\/save\/ey/) as string,
        isAppleTest: true,
        isGoogleTest: true,
      },
    })
    expect(second.body.passId).toBe(first.body.passId)
  })

  test('PA2 of the coupon of somebody else is given to nobody', async () => {
    const url = `/v1/me/coupons/${couponId}/pass`
    expect(await server.call('POST', url, { as: bystander.token })).toMatchObject({
      status: 404,
      body: { code: 'pass.no-coupon' },
    })
    expect(await server.call('POST', url, { as: owner.token })).toMatchObject({ status: 404 })
  })

  test('PA3 comes as a file that phones know, and names the server that keeps it up', async () => {
    const { headers } = await mine()
    expect(headers['content-disposition']).toContain('coupon.pkpass')
    expect(pass.webServiceURL).toMatch(/\/apple-wallet$/)
  })

  test('PA8 is signed by keys that are made once and kept', async () => {
    expect((await mine()).pass?.authenticationToken).toBe(pass.authenticationToken)
    const kept = await server.platform.keptSecret('pass-test-keys', () => 'made anew')
    expect(kept).toContain('BEGIN CERTIFICATE')
  })
})

describe("Apple's devices", () => {
  const registration = () => `${apple}/devices/phone-1/registrations/${type}/${pass.serialNumber}`
  const body = { pushToken: 'a'.repeat(64) }
  const changes = (tag = '') =>
    server.call(
      'GET',
      `${apple}/devices/phone-1/registrations/${type}${tag && `?passesUpdatedSince=${tag}`}`,
    )

  test('PA6 are told nothing without the token of the pass', async () => {
    const wrong = { authorization: `ApplePass ${'0'.repeat(64)}` }
    for (const headers of [{}, wrong, { authorization: `Bearer ${shopper.token}` }]) {
      const refused = { status: 401, body: { code: 'pass.token-wrong' } }
      expect(await server.call('POST', registration(), { body, headers })).toMatchObject(refused)
      expect(await server.call('DELETE', registration(), { headers })).toMatchObject(refused)
      const url = `${apple}/passes/${type}/${pass.serialNumber}`
      expect(await server.call('GET', url, { headers })).toMatchObject(refused)
    }
    expect((await changes()).status).toBe(204)
  })

  test('PA6 of another pass type, with odd names or an empty body are refused', async () => {
    const other = `${apple}/passes/pass.com.other/${pass.serialNumber}`
    expect((await server.call('GET', other, { headers: token })).status).toBe(404)
    const odd = `${apple}/passes/${type}/${encodeURIComponent("x' or 1=1")}`
    expect((await server.call('GET', odd, { headers: token })).status).toBe(401)
    const empty = await server.call('POST', registration(), { body: {}, headers: token })
    expect(empty).toMatchObject({ status: 400, body: { code: 'pass.no-push-token' } })
    expect((await server.call('POST', `${apple}/log`, { body: { logs: ['x'] } })).status).toBe(200)
  })

  test('PA6 register, hear what changed, fetch it, and leave', async () => {
    expect((await server.call('POST', registration(), { body, headers: token })).status).toBe(201)
    expect((await server.call('POST', registration(), { body, headers: token })).status).toBe(200)

    const all = await changes()
    expect(all.body).toMatchObject({ serialNumbers: [pass.serialNumber] })
    const tag = String(all.body.lastUpdated)
    expect((await changes(tag)).status).toBe(204)

    const url = `${apple}/passes/${type}/${pass.serialNumber}`
    const fetched = await fileAt(url, token)
    expect(fetched.pass).toMatchObject({ serialNumber: pass.serialNumber, voided: false })
    const since = { ...token, 'if-modified-since': String(fetched.headers['last-modified']) }
    expect((await fileAt(url, since)).status).toBe(304)

    // The shop ends its offer: the card is void, and the device hears of it.
    server.at(new Date(server.start.getTime() + 60_000))
    const ended = { as: owner.token, body: { state: 'ended' } }
    expect((await server.call('PATCH', `/v1/offers/${offerId}`, ended)).status).toBe(200)
    await server.settle()
    expect((await changes(tag)).body.serialNumbers).toEqual([pass.serialNumber])
    expect((await fileAt(url, since)).pass).toMatchObject({ voided: true })

    expect((await server.call('DELETE', registration(), { headers: token })).status).toBe(200)
    expect((await changes()).status).toBe(204)
  })
})

/** What every operation owes, generated from the OpenAPI document: access, and calm under fire. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { operationsOf, spelledOut, type OpenApi } from '../../tools/sdk.ts'
import { fitting, hostile, nearlyFitting, type Schema } from '../testing/arbitrary.ts'
import { freshServer, type Answer } from '../testing/server.ts'
import { aWorld } from '../testing/world.ts'

const server = await freshServer()
const world = await aWorld(server)
const document = spelledOut((await server.call('GET', '/v1/openapi.json')).body as OpenApi)
const operations = operationsOf(document).filter(([name]) => name !== 'GET /v1/live')

/** Calls of each operation in a run; the nightly run asks for more. */
const RUNS = Number(process.env['GOLMOK_FUZZ_RUNS'] ?? 60)
const SEED = Number(process.env['GOLMOK_FUZZ_SEED'] ?? 20_261_122)

const { shop, otherShop } = world
const talk = await server.call('POST', '/v1/me/talks', {
  as: world.shopper.token,
  body: { merchantId: shop.merchantId, placeId: shop.placeId },
})
await server.call('POST', `/v1/me/talks/${talk.body.id}/messages`, {
  as: world.shopper.token,
  body: { id: server.platform.newId('thing'), content: { kind: 'text', text: '계세요?' } },
})
/** Things of the first shop and of the shopper, by the name of the parameter that asks for them. */
const things: Readonly<Record<string, string>> = {
  merchantId: shop.merchantId,
  placeId: shop.placeId,
  zoneId: shop.zoneId,
  offerId: world.offerId,
  couponId: world.couponId,
  deviceId: world.device.id,
  batchId: world.batchId,
  number: '1',
  source: 'qr',
  personId: world.owner.personId,
  talkId: talk.body.id as string,
  code: world.device.identity.code,
}
const ids = [
  ...Object.values(things).filter((text) => text.length === 36),
  ...Object.values(otherShop),
  server.platform.newId('thing'),
]
const unknownId = server.platform.newId('thing')

type Operation = (typeof operations)[number][1]
const bodyOf = (operation: Operation) => operation.requestBody?.content['application/json']?.schema
const inPlace = (operation: Operation, place: string) =>
  (operation.parameters ?? []).filter((parameter) => parameter.in === place)

type Sent = {
  readonly name: string
  readonly as?: string | null
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
}
async function send({ name, as, params, query, body }: Sent): Promise<Answer> {
  const [method, template] = name.split(' ') as ['GET', string]
  const path = template.replaceAll(/\{(\w+)\}/g, (_whole, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  )
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, textOf(value)]),
  )
  const url = search.size > 0 ? `${path}?${search.toString()}` : path
  return server.call(method, url, {
    as: as ?? null,
    key: crypto.randomUUID(),
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
}
const textOf = (value: unknown) =>
  typeof value === 'string' ? value.toWellFormed() : (JSON.stringify(value) ?? '')

const fittingQuery = (operation: Operation) =>
  fc.record(
    Object.fromEntries(
      inPlace(operation, 'query').map(({ name, schema }) => [name, fitting(schema as Schema, ids)]),
    ),
    {
      requiredKeys: inPlace(operation, 'query')
        .filter(({ required }) => required)
        .map(({ name }) => name),
    },
  )

describe('access', () => {
  let revoked = ''
  beforeAll(async () => {
    const gone = await server.signUp('떠난 사람')
    revoked = gone.token
    await server.call('DELETE', '/v1/sessions/current', { as: revoked })
  })

  /** Answers of one caller for inputs that fit, until one is not refused for its form. */
  const judged = async (name: string, operation: Operation, as: string | null) => {
    const shape = bodyOf(operation)
    const samples = fc.sample(
      fc.tuple(shape ? fitting(shape, ids) : fc.constant(undefined), fittingQuery(operation)),
      { numRuns: 25, seed: SEED },
    )
    const params = Object.fromEntries(
      inPlace(operation, 'path').map(({ name: key }) => [key, things[key] ?? unknownId]),
    )
    let last: Answer | null = null
    for (const [body, query] of samples) {
      last = await send({ name, as, params, query, body })
      if (last.status !== 400) return last.status
    }
    throw new Error(`${name}: no sample was of a good form: ${JSON.stringify(last?.body)}`)
  }

  const guarded = operations.filter(([, operation]) => operation['x-access'] !== 'anyone')
  test.each(guarded)(
    '%s is closed to nobody, and to a session that was ended',
    async (name, it) => {
      expect(await judged(name, it, null)).toBe(401)
      expect(await judged(name, it, revoked)).toBe(401)
    },
  )

  const forRoles = guarded.filter(([, operation]) => operation['x-access'] !== 'person')
  test.each(forRoles)('%s is closed to people without a role', async (name, operation) => {
    expect([403, 404]).toContain(await judged(name, operation, world.bystander.token))
  })

  const ofShop = /\{(merchantId|placeId|zoneId|offerId|deviceId|campaignId|redemptionId|batchId)\}/
  const forShops = guarded.filter(
    ([name, operation]) =>
      ['merchant', 'till'].includes(operation['x-access'] ?? '') && ofShop.test(name),
  )
  test.each(forShops)('%s is closed to the owner of another shop', async (name, operation) => {
    expect([403, 404]).toContain(await judged(name, operation, world.otherOwner.token))
  })

  const ofPerson = /\/v1\/me\/\w+\/\{(couponId|messageId|decisionId|sessionId)\}/
  const forSelf = operations.filter(([name]) => ofPerson.test(name))
  test.each(forSelf)('%s is closed to everyone else', async (name, operation) => {
    expect([403, 404]).toContain(await judged(name, operation, world.bystander.token))
  })

  const forOwners = operations.filter(
    ([name]) =>
      /(api-keys|staff|campaigns)(?!.*preview)/.test(name) &&
      /^(POST|PUT|PATCH|DELETE)/.test(name) &&
      ofShop.test(name),
  )
  test.each(forOwners)('%s is closed to staff', async (name, operation) => {
    expect([403, 404]).toContain(await judged(name, operation, world.staff.token))
  })
})

describe('under fire', () => {
  // Removing oneself, or ending one's session, is allowed and would leave the rest unauthenticated.
  const ending = /sessions|staff/
  const tokens = [world.shopper, world.owner, world.staff, world.operator].map(({ token }) => token)
  let faults = 0
  afterAll(() => expect(faults).toBe(0))

  test.each(operations)(
    '%s answers anything without a fault, and in its own form',
    async (name, operation) => {
      const shape = bodyOf(operation)
      const reply = answerSchema(operation)
      const wild = fc.oneof(hostile, fc.constant(undefined))
      const sent = fc.record({
        as: fc.constantFrom(...(ending.test(name) && name.startsWith('DELETE') ? [null] : tokens)),
        params: fc.record(
          Object.fromEntries(
            inPlace(operation, 'path').map(({ name: key }) => [
              key,
              fc.oneof(
                { weight: 6, arbitrary: fc.constant(things[key] ?? unknownId) },
                { weight: 2, arbitrary: fc.constantFrom(...ids) },
                { weight: 1, arbitrary: hostile.map(textOf) },
              ),
            ]),
          ),
        ),
        query: fc.oneof(
          { weight: 3, arbitrary: fittingQuery(operation) },
          {
            weight: 1,
            arbitrary: fc.dictionary(
              fc.constantFrom(
                'limit',
                'cursor',
                'q',
                'x',
                ...inPlace(operation, 'query').map((p) => p.name),
              ),
              hostile,
            ),
          },
        ),
        body: shape
          ? fc.oneof(
              { weight: 5, arbitrary: fitting(shape, ids) },
              { weight: 4, arbitrary: nearlyFitting(shape, ids) },
              { weight: 1, arbitrary: wild },
            )
          : fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, wild),
      })
      await fc.assert(
        fc.asyncProperty(sent, async (request) => {
          const answer = await send({ name, ...request })
          if (answer.status >= 500) faults += 1
          expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
          if (answer.status >= 400) {
            expect(answer.headers['content-type']).toContain('application/problem+json')
            expect(answer.body.code).toMatch(/^[a-z-]+\.[a-z0-9-]+$/)
          } else if (answer.status !== 204) {
            expect(reply?.safeParse(answer.body).error?.message).toBeUndefined()
          }
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      )
    },
    120_000,
  )

  test('all of it left the books and the log in order', async () => {
    await server.settle()
    const { body } = await server.call('POST', '/v1/operator/verify', { as: world.operator.token })
    const { verdicts } = body as { verdicts: { isHeld: boolean }[] }
    expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([])
  })
})

/** The declared shape of a good answer; raw routes are held to theirs only here. */
function answerSchema(operation: Operation): z.ZodType | null {
  const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))
  const schema = good?.[1].content?.['application/json']?.schema
  return schema ? z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]) : null
}

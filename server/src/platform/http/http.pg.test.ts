/** The edge: every answer is JSON or a problem, keys repeat bytes, nothing hostile gets a 5xx. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { theSystem } from '../../kernel/testing.ts'
import { freshPlatform } from '../../../testing/pg.ts'
import { REQUESTS_PER_MINUTE } from '../config.ts'
import { isWebBuilt } from './web-app.ts'
import { openHttp, idOf, listQuery, pageRequest } from '../http.ts'
import { afterAll } from 'vitest'

const { platform, close } = await freshPlatform({
  GOLMOK_REQUESTS_PER_MINUTE: String(REQUESTS_PER_MINUTE),
})
afterAll(close)
const http = await openHttp({
  config: platform.config,
  logger: platform.logger,
  metrics: platform.metrics,
  inWork: platform.inWork,
  clock: platform.clock,
  database: platform.database,
  newId: platform.newId,
  authenticate: (token) => (token === 'the-system' ? theSystem : { kind: 'nobody' }),
})
let runs = 0
http.route({
  method: 'POST',
  url: '/v1/things/:thingId',
  summary: 'Makes a thing',
  tag: 'test',
  access: 'operator',
  idempotent: true,
  params: z.object({ thingId: idOf('thing') }),
  body: z.strictObject({ text: z.string().max(50) }),
  reply: z.object({ runs: z.int(), text: z.string() }),
  handle: async (work, { body }) => {
    runs += 1
    const answer = { runs, text: body.text, hidden: work.now }
    return answer
  },
})
http.route({
  method: 'GET',
  url: '/v1/things',
  summary: 'Lists things',
  tag: 'test',
  access: 'anyone',
  query: z.strictObject(listQuery),
  reply: z.object({ limit: z.int(), after: z.string().nullable() }),
  handle: async (_work, { query }) => pageRequest(query),
})
http.route({
  method: 'GET',
  url: '/v1/faults',
  summary: 'Breaks',
  tag: 'test',
  access: 'anyone',
  rate: { perMinute: 3 },
  reply: z.object({}),
  handle: async () => {
    throw new Error('a secret of ours')
  },
})
await http.app.ready()
afterAll(() => http.app.close())

const id = '01920000-0000-7000-8000-000000000001'
const post = (key: string | null, payload: object | string, as = 'the-system') =>
  http.app.inject({
    method: 'POST',
    url: `/v1/things/${id}`,
    payload,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${as}`,
      ...(key && { 'idempotency-key': key }),
    },
  })

describe('Idempotency-Key', () => {
  test('a repeat gets the same bytes, another body a 422, no key a 400', async () => {
    const first = await post('key-00001', { text: 'a' })
    const again = await post('key-00001', { text: 'a' })
    expect(first.statusCode).toBe(201)
    expect(again.body).toBe(first.body)
    expect(again.statusCode).toBe(201)
    expect((await post('key-00001', { text: 'b' })).json()).toMatchObject({
      status: 422,
      code: 'request.key-reused',
    })
    expect((await post(null, { text: 'a' })).json()).toMatchObject({ code: 'request.no-key' })
  })

  test('of many at once one runs, the others are told to wait or get its answer', async () => {
    const before = runs
    const all = await Promise.all(
      Array.from({ length: 12 }, () => post('key-00002', { text: 'x' })),
    )
    expect(runs).toBe(before + 1)
    const made = all.filter((answer) => answer.statusCode === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map((answer) => answer.body)).size).toBe(1)
    for (const answer of all) expect([201, 409]).toContain(answer.statusCode)
  })
})

test.runIf(isWebBuilt())('the app opens for a café full of people behind one address', async () => {
  for (let at = 0; at < REQUESTS_PER_MINUTE + 10; at += 1) {
    const answer = await http.app.inject({ url: '/', remoteAddress: '192.0.2.7' })
    if (answer.statusCode !== 200) expect([at, answer.statusCode]).toEqual([at, 200])
  }
})

describe('the edge', () => {
  test('what is not of the declared form is a 400 that says where', async () => {
    const answer = await post('key-00003', { text: 'a', other: 1 })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ status: 400, code: 'request.invalid' })
  })

  test.each([
    ['broken JSON', '{"text": '],
    ['a NUL', '{"text": "a\\u0000b"}'],
    ['half a surrogate pair', '{"text": "\\ud800"}'],
    ['a hidden prototype', '{"text": "a", "\\u005f_proto__": {}}'],
    ['a plain prototype', '{"text": "a", "__proto__": {"text": "b"}}'],
    ['a pit', `{"text": ${'['.repeat(500)}${']'.repeat(500)}}`],
  ])('%s is a 400', async (_name, body) => {
    expect((await post('key-00004', body)).json()).toMatchObject({ code: 'request.bad-json' })
  })

  test('a body of two megabytes is a 413', async () => {
    const answer = await post('key-00005', `{"text": "${'x'.repeat(2_000_000)}"}`)
    expect(answer.json()).toMatchObject({ status: 413, code: 'request.too-large' })
  })

  test('nobody is a 401, an unknown address a 404, and headers guard the page', async () => {
    expect((await post('key-00006', { text: 'a' }, 'somebody')).json()).toMatchObject({
      status: 401,
      code: 'access.unauthenticated',
    })
    const nowhere = await http.app.inject('/v1/nowhere')
    expect(nowhere.json()).toMatchObject({ status: 404, code: 'request.no-route' })
    expect(nowhere.headers['content-security-policy']).toContain("default-src 'none'")
    const page = await http.app.inject('/nowhere')
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect(nowhere.headers['x-content-type-options']).toBe('nosniff')
  })

  test('a fault tells nothing, and a caller who asks too often waits', async () => {
    const fault = await http.app.inject('/v1/faults')
    expect(fault.json()).toMatchObject({ status: 500, code: 'server.fault' })
    expect(fault.body).not.toContain('secret')
    await http.app.inject('/v1/faults')
    await http.app.inject('/v1/faults')
    const late = await http.app.inject('/v1/faults')
    expect(late.json()).toMatchObject({ status: 429, code: 'request.too-many' })
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('lists take a limit within bounds', async () => {
    expect((await http.app.inject('/v1/things')).json()).toEqual({ limit: 30, after: null })
    expect((await http.app.inject('/v1/things?limit=1000')).statusCode).toBe(400)
  })

  test('the document has every route, who may call it, and what it refuses', async () => {
    const document = (await http.app.inject('/v1/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    const made = document.paths['/v1/things/{thingId}'].post
    expect(made).toMatchObject({ 'x-access': 'operator', 'x-idempotent': true })
    expect(made.requestBody.content['application/json'].schema.properties.text.maxLength).toBe(50)
    expect(made.responses['201'].content['application/json'].schema.required).toEqual([
      'runs',
      'text',
    ])
  })
})

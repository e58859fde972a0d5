/** The whole server on a fresh database, called without a network. */
import { afterAll } from 'vitest'
import { openHouse, type Outside } from '../src/main.ts'
import { freshPlatform, testInstant } from './pg.ts'

export type Answer = {
  readonly status: number
  // Tests read whatever the route answers; the shapes are checked against the OpenAPI elsewhere.
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read whatever the route answers
  readonly body: any
  readonly headers: Readonly<Record<string, unknown>>
}
export type Request = {
  /** A token, as `signUp` answers it; nobody when left out. */
  readonly as?: string | null
  readonly body?: unknown
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * A server for this test file.
 *
 * `settle` works off everything that waits: facts, jobs, timers. `at` moves the clock.
 */
export async function freshServer(
  settings: Readonly<Record<string, string>> = {},
  outside: Partial<Outside> = {},
) {
  const { platform, at, close } = await freshPlatform(settings)
  const house = await openHouse(platform, outside)
  await house.load()
  await house.http.app.ready()
  afterAll(async () => {
    await house.close()
    await close()
  })
  let people = 0

  const call = async (method: Method, url: string, request: Request = {}): Promise<Answer> => {
    const { as, body, key, headers } = request
    const response = await house.http.app.inject({
      method,
      url,
      headers: {
        ...(as && { authorization: `Bearer ${as}` }),
        ...(key && { 'idempotency-key': key }),
        ...headers,
      },
      ...(body !== undefined && { payload: body as object }),
    })
    const isJson = /[/+]json/.test(String(response.headers['content-type']))
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
    }
  }

  return {
    platform,
    app: house.http.app,
    at,
    start: testInstant,
    call,
    settle: async () => {
      await platform.drain(house.reactions)
      await house.settled()
    },
    /** Signs somebody up who is old enough, and answers with the token and the id. */
    async signUp(name = '손님'): Promise<{ token: string; personId: string }> {
      people += 1
      const email = `person-${people}@test.local`
      const body = { email, password: 'a long enough password', name, locale: 'ko' }
      const { status, body: answer } = await call('POST', '/v1/people', { body })
      if (status !== 201) throw new Error(`sign-up answered ${status}: ${JSON.stringify(answer)}`)
      const age = await call('PUT', '/v1/me/age', { as: answer.token, body: { kind: 'of-age' } })
      if (age.status !== 200) throw new Error(`the age answered ${age.status}`)
      return { token: answer.token, personId: answer.person.id }
    },
  }
}

/** Event streams: who may not hear any more is cut, also when the message that says so was lost. */
import { afterAll, expect, test } from 'vitest'
import { freshPlatform } from '../../../testing/pg.ts'
import type { Actor } from '../../kernel/actor.ts'
import { testId } from '../../kernel/testing.ts'
import { openHttp } from '../http.ts'
import { liveRoute } from './live-route.ts'

const { platform, close } = await freshPlatform()
afterAll(close)
const merchantId = testId('merchant')
const [personId, sessionId] = [testId('person'), testId('session')]
const member = { merchantId, role: 'staff' } as const
const works: Actor = {
  kind: 'person',
  personId,
  sessionId,
  isOperator: false,
  memberships: [member],
}
const left: Actor = { ...works, memberships: [] }
let asker: Actor = works

const http = await openHttp({ ...platform, authenticate: () => asker })
liveRoute({ app: http.app, live: platform.live, metrics: platform.metrics, lookAgainMs: 20 })
const origin = await http.app.listen({ port: 0, host: '127.0.0.1' })
afterAll(() => http.app.close())

/** Resolves with all that was heard once the stream is over. */
async function listening(url: string) {
  const headers = { authorization: 'Bearer a-session-of-somebody' }
  const answer = await fetch(`${origin}${url}`, { headers })
  return { status: answer.status, over: answer.text() }
}

test('PE9 a stream ends by itself once its listener works there no more, or is signed out', async () => {
  for (const after of [left, { kind: 'nobody' } as const]) {
    asker = works
    const stream = await listening(`/v1/live?merchantId=${merchantId}`)
    expect(stream.status).toBe(200)
    platform.live.publish(`merchant/${merchantId}`, { name: 'before', data: {} })
    asker = after
    expect(await stream.over).toContain('event: before')
  }
})

test('PE9 and goes on for who still may', async () => {
  asker = works
  const stream = await listening(`/v1/live?merchantId=${merchantId}`)
  let isOver = false
  void stream.over.then(() => (isOver = true))
  const beats = Promise.withResolvers<undefined>()
  setTimeout(() => beats.resolve(undefined), 100)
  await beats.promise
  expect(isOver).toBe(false)
  asker = { kind: 'nobody' }
  expect(await stream.over).toContain(': still here')
})

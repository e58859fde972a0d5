import { expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { inboundToken } from './inbound.ts'

const server = await freshServer()
const { secret } = server.platform

test('OU46 mails come back by the address that only our own server knows', async () => {
  const pipe = (token: string) =>
    server.app.inject({
      method: 'POST',
      url: `/v1/inbound/${token}/mail`,
      headers: { 'content-type': 'message/rfc822' },
      payload: 'Subject: hello\r\n\r\nnothing of ours',
    })
  const ours = await pipe(inboundToken(secret))
  expect([ours.statusCode, ours.json()]).toEqual([200, { moved: 0 }])
  expect((await pipe('0'.repeat(40))).statusCode).toBe(404)
})

import { expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import type { Id } from '../../../kernel/id.ts'
import { testId } from '../../../kernel/testing.ts'
import { optOutToken } from '../service/inbox.ts'
import { inboundToken } from './inbound.ts'

const server = await freshServer()
const { secret } = server.platform

test('OU48 the one click of a mail program works without sign-in, twice, and only whole', async () => {
  const { token: session, personId } = await server.signUp()
  const merchantId = testId('merchant')
  const token = optOutToken(secret, { personId: personId as Id<'person'>, merchantId })
  const click = (path: string) =>
    server.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    })
  const url = `/v1/opt-outs/${token}/one-click`
  expect((await click(url)).statusCode).toBe(204)
  expect((await click(url)).statusCode).toBe(204)
  const forged = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`
  expect((await click(`/v1/opt-outs/${forged}/one-click`)).statusCode).toBe(404)
  const blocks = await server.call('GET', '/v1/me/blocks', { as: session })
  expect(blocks.body.items).toMatchObject([{ merchantId }])
})

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

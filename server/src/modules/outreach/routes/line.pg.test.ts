import { beforeAll, describe, expect, test } from 'vitest'
import { lineSchemas, lineSignature, lineStandIn } from '../../../../testing/line-stand-in.ts'
import { freshServer } from '../../../../testing/server.ts'
import { testId } from '../../../kernel/testing.ts'

const account = { token: 'a-channel-token', secret: 'a-channel-secret' }
const line = await lineStandIn(account)
const server = await freshServer({
  GOLMOK_LINE_TOKEN: account.token,
  GOLMOK_LINE_SECRET: account.secret,
  GOLMOK_LINE_URL: line.url,
})
const wrong = lineSchemas('webhook.yml')
const userId = `U${'a'.repeat(32)}`
const start = server.start.getTime()
let events = 0

/** An event as LINE would send it. */
function event(type: string, seconds: number, more: object = {}) {
  events += 1
  return {
    type,
    timestamp: start + seconds * 1_000,
    mode: 'active',
    webhookEventId: `01HE${String(events).padStart(22, '0')}`,
    deliveryContext: { isRedelivery: false },
    source: { type: 'user', userId },
    ...more,
  }
}

/** Sends a webhook, held to LINE's description. */
async function webhook(list: readonly object[], signedBy = account.secret) {
  const body = { destination: `U${'b'.repeat(32)}`, events: list }
  expect(wrong('CallbackRequest', body)).toEqual([])
  const payload = JSON.stringify(body)
  const response = await server.app.inject({
    method: 'POST',
    url: '/v1/inbound/line',
    headers: {
      'content-type': 'application/json',
      'x-line-signature': lineSignature(signedBy, payload),
    },
    payload,
  })
  return { status: response.statusCode, body: response.json<{ taken?: number }>() }
}

const follow = (seconds: number) =>
  event('follow', seconds, { replyToken: 'reply', follow: { isUnblocked: false } })

let token = ''
beforeAll(async () => {
  token = (await server.signUp()).token
})

async function link(): Promise<string> {
  const begun = await server.call('POST', '/v1/me/line-links', {
    as: token,
    body: { linkToken: 'token-of-line' },
  })
  const url = new URL(begun.body.url as string)
  expect(url.origin + url.pathname).toBe('https://access.line.me/dialog/bot/accountLink')
  expect(url.searchParams.get('linkToken')).toBe('token-of-line')
  return url.searchParams.get('nonce') ?? ''
}
const ownLine = async () => {
  const { body } = await server.call('GET', '/v1/me/ways', { as: token })
  return (body.items as { way: string; address: string | null; isReachable: boolean }[]).find(
    ({ way }) => way === 'line',
  )
}

describe('LINE', () => {
  test('OU57 takes what LINE signed, each event once, and nothing else', async () => {
    const one = follow(0)
    expect(await webhook([one], 'another secret')).toMatchObject({ status: 404 })
    expect(await webhook([one])).toMatchObject({ status: 200, body: { taken: 1 } })
    const again = { ...one, deliveryContext: { isRedelivery: true } }
    expect(await webhook([again])).toMatchObject({ status: 200, body: { taken: 0 } })
    // LINE checks an address by an empty list, and brings kinds we know nothing of.
    expect(await webhook([])).toMatchObject({ status: 200, body: { taken: 0 } })
    expect(await webhook([event('unsend', 1, { unsend: { messageId: '1' } })])).toMatchObject({
      status: 200,
    })
    await server.settle()
    expect(line.pushed.at(-1)).toMatchObject({ to: userId })
    expect(line.pushed.at(-1)?.messages[0]?.text).toContain('/line/link/token-')
  })

  test('OU56 an account is linked by what only its person was given, once, within ten minutes', async () => {
    const nonce = await link()
    const linked = (result: 'ok' | 'failed', given: string) =>
      webhook([event('accountLink', 2, { replyToken: 'reply', link: { result, nonce: given } })])
    await linked('ok', 'a nonce of somebody else')
    await linked('failed', nonce)
    expect(await ownLine()).toMatchObject({ address: null })
    await linked('ok', nonce)
    expect(await ownLine()).toMatchObject({ address: 'Uaaaa…', isReachable: true })
    await server.call('DELETE', '/v1/me/ways/line', { as: token })
    await linked('ok', nonce)
    expect(await ownLine()).toMatchObject({ address: null })
    const late = await link()
    server.at(new Date(start + 600_000))
    await linked('ok', late)
    expect(await ownLine()).toMatchObject({ address: null })
    await linked('ok', await link())
    expect(await ownLine()).toMatchObject({ address: 'Uaaaa…' })
  })

  test('OU57 who unfollowed is not reached, in whichever order it is told', async () => {
    await webhook([follow(30), event('unfollow', 40)])
    expect(await ownLine()).toMatchObject({ isReachable: false })
    await webhook([follow(35)])
    expect(await ownLine()).toMatchObject({ isReachable: false })
    await webhook([event('unfollow', 50), follow(60)].toReversed())
    expect(await ownLine()).toMatchObject({ isReachable: true })
  })

  test('OU44 the button below a message ends the marketing of that shop', async () => {
    const merchantId = testId('merchant')
    await webhook([
      event('postback', 70, { replyToken: 'reply', postback: { data: `opt-out/${merchantId}` } }),
    ])
    const blocks = await server.call('GET', '/v1/me/blocks', { as: token })
    expect(blocks.body.items).toMatchObject([{ merchantId }])
  })

  test('OU57 a beacon that a linked phone heard is told, with the time LINE says', async () => {
    await webhook([
      event('beacon', 80, { replyToken: 'reply', beacon: { hwid: 'd41d8cd98f', type: 'enter' } }),
    ])
    const operator = await server.platform.inWork(
      { kind: 'system', name: 'test' },
      async ({ tx }) =>
        tx
          .withTables<{ 'platform.fact': { name: string; data: { hwid?: string; at?: string } } }>()
          .selectFrom('platform.fact')
          .select(['name', 'data'])
          .where('name', '=', 'outreach.line-beacon-heard')
          .execute(),
    )
    expect(operator).toMatchObject([
      { data: { hwid: 'd41d8cd98f', at: new Date(start + 80_000).toISOString() } },
    ])
  })

  test('OU55 what we sent and what we were answered kept to the description', () => {
    expect(line.pushed.length).toBeGreaterThan(0)
    expect(line.breaches).toEqual([])
  })
})

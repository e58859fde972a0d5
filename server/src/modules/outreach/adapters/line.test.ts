import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { lineSchemas, lineStandIn } from '../../../../testing/line-stand-in.ts'
import { testId } from '../../../kernel/testing.ts'
import { wayContract } from '../ports.contract.ts'
import { WayFailed } from '../ports.ts'
import { aNewLetter } from '../testing.ts'
import { lineAccount } from './line.ts'

const account = { token: 'a-channel-token', secret: 'a-channel-secret' }
const line = await lineStandIn(account)
const way = lineAccount({ ...account, url: line.url })
const userEnding = (end: string) => `U${'0'.repeat(32 - end.length)}${end}`
const users = {
  open: userEnding('abc'),
  gone: 'nobody',
  refused: userEnding('0400'),
  later: userEnding('0503'),
}
const signal = () => AbortSignal.timeout(10_000)

afterEach(() => {
  expect(line.breaches.splice(0), 'what did not keep to the description of LINE').toEqual([])
})

describe('lineAccount', () => {
  wayContract(way, {
    letter: aNewLetter,
    to: (part) => ({ address: users[part] }),
    arrived: () => line.pushed.map(({ messages }) => messages[0]?.text ?? ''),
    repeats: 'once',
  })

  test('OU55, OU44 advertising bears its way out as a button, information none', async () => {
    const letter = aNewLetter({ address: users.open })
    await way.send(letter, signal())
    expect(line.pushed.at(-1)?.messages[0]).toMatchObject({
      quickReply: {
        items: [{ action: { type: 'postback', data: `opt-out/${letter.merchantId}` } }],
      },
    })
    await way.send(aNewLetter({ address: users.open, purpose: 'information' }), signal())
    expect(line.pushed.at(-1)?.messages[0]).not.toHaveProperty('quickReply')
  })

  test('OU40 a month that is used up is no matter of another try, and can be seen beforehand', async () => {
    const small = await lineStandIn({ ...account, limit: 1 })
    const short = lineAccount({ ...account, url: small.url })
    expect(await short.quota(signal())).toEqual({ limit: 1, used: 0 })
    await short.send(aNewLetter({ address: users.open }), signal())
    const second = await short.send(aNewLetter({ address: users.open }), signal())
    expect(second).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('429') as string,
    })
    expect(await short.quota(signal())).toEqual({ limit: 1, used: 1 })
    expect(await way.quota(signal())).toMatchObject({ limit: null })
    expect(small.breaches).toEqual([])
  })

  test('OU55, OU69 many are reached by one call, once for each key, and counted beforehand', async () => {
    const small = await lineStandIn({ ...account, limit: 501 })
    const { many } = lineAccount({ ...account, url: small.url })
    const letters = Array.from({ length: 500 }, (_, n) =>
      aNewLetter({ address: userEnding(n.toString(16).padStart(4, 'a')) }),
    )
    expect([many?.most, await many?.left(signal())]).toEqual([500, 501])
    const key = testId<'delivery-batch'>('delivery-batch')
    expect(await many?.send(letters, key, signal())).toEqual({ kind: 'taken', providerId: null })
    expect(await many?.send(letters, key, signal())).toMatchObject({ kind: 'taken' })
    expect(small.multicasts.map(({ to }) => to.length)).toEqual([500])
    expect(small.multicasts[0]?.messages[0]).toHaveProperty('quickReply')
    expect(await many?.left(signal())).toBe(1)
    const other = testId<'delivery-batch'>('delivery-batch', 2)
    expect(await many?.send(letters.slice(0, 2), other, signal())).toMatchObject({
      kind: 'refused',
    })
    const trouble = [aNewLetter({ address: users.later })]
    await expect(many?.send(trouble, other, signal())).rejects.toThrow(WayFailed)
    expect(small.breaches).toEqual([])
    expect(await way.many?.left(signal())).toBeNull()
  })

  test('OU40 another token is no way in, and worth another try once it is mended', async () => {
    const stranger = lineAccount({ ...account, token: 'wrong', url: line.url })
    await expect(stranger.send(aNewLetter({ address: users.open }), signal())).rejects.toThrow(
      WayFailed,
    )
  })
})

type Vector = { channel_secret: string; body: string; x_line_signature: string; ok: boolean }
const vectorsFile = new URL(
  '../../../../../../shared/vectors/line-webhook-signature/vectors.json',
  import.meta.url,
)
const vectors = JSON.parse(readFileSync(vectorsFile, 'utf8')) as readonly Vector[]

test.each(vectors)('OU57 the signature of the example of LINE ($ok)', (vector) => {
  const { isSigned } = lineAccount({ ...account, secret: vector.channel_secret, url: null })
  expect(isSigned(vector.body, vector.x_line_signature)).toBe(vector.ok)
  expect(isSigned(`${vector.body} `, vector.x_line_signature)).toBe(false)
  expect(isSigned(vector.body, '')).toBe(false)
})

test('OU55 the description tells kinds apart: a text without words is none', () => {
  const wrong = lineSchemas('messaging-api.yml')
  const push = (message: object) =>
    wrong('PushMessageRequest', { to: users.open, messages: [message] })
  expect(push({ type: 'text', text: '안녕하세요' })).toEqual([])
  expect(push({ type: 'text' })).not.toEqual([])
  expect(push({ type: 'letter', text: '안녕하세요' })).not.toEqual([])
})

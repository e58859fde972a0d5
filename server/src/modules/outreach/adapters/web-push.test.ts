import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  verify,
  type ECDH,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decrypt } from 'http_ece'
import { afterAll, describe, expect, test } from 'vitest'
import { openOutward } from '../../../platform/outward.ts'
import { pushSenderContract } from '../ports.contract.ts'
import { PushFailed } from '../ports.ts'
import { newPushKeys, webPushSender } from './web-push.ts'

/** Reads a body of RFC 8291 as a browser does, written from the RFC and not from the library. */
function decrypted(body: Buffer, privateKey: Buffer, publicKey: Buffer, auth: Buffer): string {
  const salt = body.subarray(0, 16)
  const keyLength = body[20] ?? 0
  const senderKey = body.subarray(21, 21 + keyLength)
  const device = createECDH('prime256v1')
  device.setPrivateKey(privateKey)
  const shared = device.computeSecret(senderKey)
  const context = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey])
  const secret = Buffer.from(hkdfSync('sha256', shared, auth, context, 32))
  const part = (label: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${label}\0`, length))
  const sealed = body.subarray(21 + keyLength)
  const open = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12))
  open.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString()
}

const bytes = (text: string) => Buffer.from(text, 'base64url')

type Vector = Readonly<
  Record<'id' | 'plaintext' | 'ua_private' | 'ua_public' | 'auth_secret' | 'body', string>
>
const vectorsFile = new URL(
  '../../../../../../shared/vectors/web-push-rfc8291/vectors.json',
  import.meta.url,
)
const vectors = JSON.parse(readFileSync(vectorsFile, 'utf8')) as readonly Vector[]

/** The same by a library that has nothing to do with ours. */
function decryptedByOther(body: Buffer, device: ECDH, auth: Buffer): string {
  const authSecret = auth.toString('base64url')
  return decrypt(body, { version: 'aes128gcm', privateKey: device, authSecret }).toString()
}

// The example of RFC 8291, appendix A.
test.each(vectors)('the device of these tests reads the example of the RFC ($id)', (vector) => {
  const [privateKey, auth] = [bytes(vector.ua_private), bytes(vector.auth_secret)]
  const body = bytes(vector.body)
  expect(decrypted(body, privateKey, bytes(vector.ua_public), auth)).toBe(vector.plaintext)
  const device = createECDH('prime256v1')
  device.setPrivateKey(privateKey)
  expect(decryptedByOther(body, device, auth)).toBe(vector.plaintext)
})

const device = createECDH('prime256v1')
device.generateKeys()
const auth = Buffer.alloc(16, 7)
const read: string[] = []
const headersSeen: Record<string, unknown>[] = []
let status = 201
const service = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    headersSeen.push(request.headers)
    const body = Buffer.concat(chunks)
    const text = decrypted(body, device.getPrivateKey(), device.getPublicKey(), auth)
    expect(decryptedByOther(body, device, auth)).toBe(text)
    read.push(text)
    response.writeHead(status).end()
  })
})
await new Promise<void>((ready) => service.listen(0, '127.0.0.1', ready))
afterAll(() => service.close())
const { port } = service.address() as AddressInfo

// The service of these tests is on this machine, which no other way out reaches.
const outward = openOutward({ inside: ['127.0.0.1/32'] })
afterAll(() => outward.close())

const keys = newPushKeys()
const sender = webPushSender({ keys, contact: 'market@golmok.local', outward })
const push = {
  endpoint: `http://127.0.0.1:${port}/push/1`,
  p256dh: device.getPublicKey('base64url'),
  auth: auth.toString('base64url'),
  payload: '{}',
  topic: '0192000000007000800000000000abcd',
  ttlSeconds: 60,
}

describe('webPushSender', () => {
  const answerWith = (next: number) => {
    status = next
  }
  pushSenderContract(sender, { answerWith, read }, push)

  test('signs with the key of the market, for this service', async () => {
    status = 201
    await sender.send(push, AbortSignal.timeout(5_000))
    const headers = headersSeen.at(-1) ?? {}
    expect(headers).toMatchObject({ ttl: '60', topic: push.topic, 'content-encoding': 'aes128gcm' })
    const [, token = '', key = ''] =
      /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(String(headers['authorization'])) ?? []
    expect(key).toBe(keys.publicKey)
    const [head = '', claims = '', signature = ''] = token.split('.')
    const point = bytes(key)
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
      part.toString('base64url'),
    )
    const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
    const how = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), how, bytes(signature))).toBe(true)
    expect(JSON.parse(bytes(claims).toString())).toMatchObject({
      aud: `http://127.0.0.1:${port}`,
      sub: 'mailto:market@golmok.local',
    })
  })

  test('OU13 reaches no machine inside, by name or by number', async () => {
    const closed = openOutward()
    const own = webPushSender({ keys, contact: 'market@golmok.local', outward: closed })
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      const inside = { ...push, endpoint: `https://${host}:${port}/push/1` }
      await expect(own.send(inside, AbortSignal.timeout(5_000))).rejects.toThrow(PushFailed)
    }
    await closed.close()
  })
})

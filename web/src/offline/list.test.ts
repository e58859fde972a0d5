/** The list of a till: read as it was signed, and not at all once it was changed. */
import { describe, expect, test } from 'vitest'
import { base64Url } from '../../../server/src/kernel/signed-code.ts'
import { readList } from './list.ts'

const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
  'sign',
  'verify',
])
const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)).slice(1)
const content = JSON.stringify({
  policy: { on: 'current', order: 'best', isOncePerPiece: false, offersMax: 30 },
  keys: [{ keyId: '01020304', publicKey: base64Url(publicKey) }],
  offers: [{ id: 'o1', startsAt: '2026-04-01T00:00:00Z', endsAt: '2026-05-01T00:00:00Z' }],
  gone: [['c1', 'redeemed']],
})
const bytesOf = (text: string) => new TextEncoder().encode(text)
const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(content)))
const payload = {
  listId: 'l1',
  placeId: 'p1',
  merchantId: 'm1',
  signedAt: '2026-04-15T12:00:00Z',
  givenMinorMax: 50_000,
  contentDigest: base64Url(digest),
}

async function signed(said: object): Promise<string> {
  const part = (value: object) => base64Url(bytesOf(JSON.stringify(value)))
  const words = `${part({ alg: 'ES256', kid: '01020304' })}.${part(said)}`
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const signature = await crypto.subtle.sign(algorithm, pair.privateKey, bytesOf(words))
  return `${words}.${base64Url(new Uint8Array(signature))}`
}
const list = await signed(payload)

describe('OF54 a list', () => {
  test('is read as it was signed', async () => {
    const read = await readList({ placeId: 'p1', list, content })
    expect(read).toMatchObject({ id: 'l1', givenMinorMax: 50_000, digest: payload.contentDigest })
    expect(read?.signedAt).toEqual(new Date('2026-04-15T12:00:00Z'))
    expect(read?.offers.get('o1')?.endsAt).toEqual(new Date('2026-05-01T00:00:00Z'))
    expect(read?.gone.get('c1')).toBe('redeemed')
    expect(read?.keys.get('01020304')).toEqual(publicKey)
  })

  test('with a larger amount written into it is none', async () => {
    const richer = base64Url(bytesOf(JSON.stringify({ ...payload, givenMinorMax: 9_000_000 })))
    const [header, , signature] = list.split('.')
    const forged = [header, richer, signature].join('.')
    expect(await readList({ placeId: 'p1', list: forged, content })).toBeNull()
  })

  test('whose offers or gone coupons were changed is none', async () => {
    const forgiving = content.replace('c1', 'c2')
    expect(await readList({ placeId: 'p1', list, content: forgiving })).toBeNull()
  })

  test.each(['', 'a.b.c', '..', list.slice(0, -3)])('that is torn is none: %#', async (torn) => {
    expect(await readList({ placeId: 'p1', list: torn, content })).toBeNull()
    expect(await readList({ placeId: 'p1', list, content: torn })).toBeNull()
  })
})

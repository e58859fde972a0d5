/** Keys that sign for the market: made from its secret, so that every process has the same. */
import { createECDH, createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { hexOf, type Bytes } from '../kernel/signed-code.ts'

export type SigningKey = {
  /** Names it where it is not written out: the first eight hexadecimal digits of its SHA-256. */
  readonly keyId: string
  /** x and y, 32 bytes each. */
  readonly publicKey: Bytes
  /** ES256: r and s, 32 bytes each. */
  sign(words: Uint8Array): Bytes
}

/**
 * The P-256 key of a seed that nobody can guess, such as a digest of a unit of work.
 *
 * One seed in 2^32 is no key by itself and is hashed once more.
 */
export function signingKeyOf(seed: string): SigningKey {
  const pair = createECDH('prime256v1')
  let scalar = createHash('sha256').update(`signing-key/${seed}`).digest()
  while (!isKey(pair, scalar)) scalar = createHash('sha256').update(scalar).digest()
  const publicKey = new Uint8Array(pair.getPublicKey()).slice(1)
  const key = privateKeyOf(scalar, publicKey)
  return {
    keyId: hexOf(createHash('sha256').update(publicKey).digest().subarray(0, 4)),
    publicKey,
    sign: (words) => new Uint8Array(sign('sha256', words, { key, dsaEncoding: 'ieee-p1363' })),
  }
}

function isKey(pair: ReturnType<typeof createECDH>, scalar: Buffer): boolean {
  try {
    pair.setPrivateKey(scalar)
    return true
  } catch {
    return false
  }
}

function privateKeyOf(scalar: Buffer, publicKey: Bytes): KeyObject {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const [x, y] = [text(publicKey.slice(0, 32)), text(publicKey.slice(32))]
  const jwk = { kty: 'EC', crv: 'P-256', d: text(scalar), x, y }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

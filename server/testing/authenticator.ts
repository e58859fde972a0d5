/** An authenticator in software: makes passkeys and signs with them, as a phone would (WebAuthn). */
import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>

/** As much of CBOR (RFC 8949) as an attestation needs. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, count: number) => {
    if (count < 24) return Buffer.from([(major << 5) | count])
    if (count < 256) return Buffer.from([(major << 5) | 24, count])
    return Buffer.from([(major << 5) | 25, count >> 8, count & 255])
  }
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const parts = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)])
  return Buffer.concat([head(5, value.size), ...parts])
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const text = (data: Buffer) => data.toString('base64url')

const PRESENT_AND_VERIFIED = 0b0000_0101
const WITH_KEY = 0b0100_0000

/** One passkey, with its counter; `origin` is the site that the browser believes to be at. */
export function aPasskey(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const clientData = (type: string, challenge: string, at: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }))
  const authData = (flags: number, rest: Buffer, rpId: string) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest])
  }
  const hostOf = (at: string) => new URL(at).hostname
  return {
    /** Answers `navigator.credentials.create`. */
    made(challenge: string) {
      const rest = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        cbor(coseOf(publicKey)),
      ])
      const data = authData(PRESENT_AND_VERIFIED | WITH_KEY, rest, hostOf(origin))
      const attestation = new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ])
      const response = {
        clientDataJSON: text(clientData('webauthn.create', challenge, origin)),
        attestationObject: text(cbor(attestation)),
        transports: ['internal'],
      }
      return { id: text(id), rawId: text(id), type: 'public-key', response }
    },
    /** Answers `navigator.credentials.get`. `at` and `step` are for those who cheat. */
    signed(challenge: string, { at = origin, step = 1 }: { at?: string; step?: number } = {}) {
      counter += step
      const data = authData(PRESENT_AND_VERIFIED, Buffer.alloc(0), hostOf(at))
      const client = clientData('webauthn.get', challenge, at)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey)
      const response = {
        clientDataJSON: text(client),
        authenticatorData: text(data),
        signature: text(signature),
      }
      return { id: text(id), rawId: text(id), type: 'public-key', response }
    },
  }
}

/** A key as authenticators tell it (RFC 9053): EC2, ES256, P-256. */
function coseOf(key: KeyObject): ReadonlyMap<number, Cbor> {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return new Map<number, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, 'base64url')],
    [-3, Buffer.from(y, 'base64url')],
  ])
}

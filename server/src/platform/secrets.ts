/** Chance and hashes for secrets. Never use `kernel/chance.ts` for these. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** Unguessable text, URL-safe: four letters for three bytes. */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

/** SHA-256 of a text, in hex. Enough for tokens of 128 bits and more; passwords need argon2. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** HMAC-SHA256 of a text, in hex. */
export function hmacSha256(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSameSecret(left: string, right: string): boolean {
  // Hashed first, because equal lengths are asked for and lengths would tell as well.
  return timingSafeEqual(Buffer.from(sha256(left)), Buffer.from(sha256(right)))
}

const CHANCE_BYTES = 65_536

/** Gives bytes by chance, one at a time, fetched in large pieces because each fetch costs. */
export function randomByteSource(): () => number {
  let bytes = randomBytes(CHANCE_BYTES)
  let used = 0
  return () => {
    if (used === bytes.length) {
      bytes = randomBytes(CHANCE_BYTES)
      used = 0
    }
    used += 1
    return bytes[used - 1] ?? 0
  }
}

/** Encrypts a text so that only who has the key reads it again (AES-256-GCM); base64url. */
export function sealed(key: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(key), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** Reads what `sealed` wrote. @throws where the key is another, or the text was changed */
export function unsealed(key: string, text: string): string {
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(key), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const body = bytes.subarray(NONCE_BYTES + TAG_BYTES)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const keyFrom = (key: string) => createHash('sha256').update(key).digest()

/** Chance and hashes for secrets. Never use `kernel/chance.ts` for these. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

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

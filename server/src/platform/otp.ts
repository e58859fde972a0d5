/** Codes that change with time: HOTP and TOTP, as in RFC 4226 and RFC 6238. */
import { createHmac } from 'node:crypto'

/** The hashes that RFC 6238 names. */
export type OtpHash = 'sha1' | 'sha256' | 'sha512'

/**
 * The 31-bit number of a step, by dynamic truncation: a code is this number modulo its size.
 *
 * @param step how many steps have passed since the epoch, or a plain counter
 * @see https://www.rfc-editor.org/rfc/rfc4226#section-5.3
 */
export function otpNumber(key: Uint8Array, step: number, hash: OtpHash = 'sha256'): number {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(step))
  const digest = createHmac(hash, key).update(message).digest()
  const offset = (digest.at(-1) ?? 0) & 0x0f
  return digest.readUInt32BE(offset) & 0x7fffffff
}

/** The decimal code of a step, with leading zeros. */
export function otpDigits(
  key: Uint8Array,
  step: number,
  digits: number,
  hash: OtpHash = 'sha256',
): string {
  return String(otpNumber(key, step, hash) % 10 ** digits).padStart(digits, '0')
}

/**
 * The square that a phone shows and a till believes without asking anybody.
 *
 * A *certificate* is what the server signs: this coupon may be shown by this phone's key until then.
 * A *signed code* is the certificate, the step it is shown in, and the phone's signature over both.
 * Everything is ES256: ECDSA on P-256 with SHA-256, signatures as r and s of 32 bytes each. What is
 * signed begins with a word for what it is, so that no signature is taken for another.
 *
 * The same file runs in the server, in the phone and in the till. It calculates, and nothing else.
 */
import type { Id } from './id.ts'

export type Bytes = Uint8Array<ArrayBuffer>
/** A key that signs: browsers and Node name its type differently. */
export type PhoneKey = Parameters<typeof crypto.subtle.sign>[1]

/** What the server says of a coupon and a phone. */
export type Certificate = {
  /** Which key of the server signed it: eight hexadecimal digits. */
  readonly keyId: string
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly expiresAt: Date
  /** The phone's public key: x and y, 32 bytes each. */
  readonly phoneKey: Bytes
}

export type SignedCode = {
  readonly certificate: Certificate
  /** The step that the phone signed (`rotating-code.ts`). */
  readonly step: number
  /** All of it, as it was read. */
  readonly bytes: Bytes
}

/** The longest that a certificate is good, and with it a phone that hears nothing. */
export const CERTIFICATE_HOURS = 24
export const KEY_BYTES = 64
const SIGNATURE_BYTES = 64
const VERSION = 1
const BODY_BYTES = 1 + 4 + 16 + 16 + 4 + KEY_BYTES
export const CERTIFICATE_BYTES = BODY_BYTES + SIGNATURE_BYTES
const CODE_BYTES = CERTIFICATE_BYTES + 4 + SIGNATURE_BYTES

/** Begins the text of the square. Capitals and digits only: a scanner that types mistakes no sign. */
const PREFIX = 'GK1'
// RFC 4648. Base 45 would save 24 of 383 letters, and its signs come out wrong on other keyboards.
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
export const CODE_LETTERS = PREFIX.length + Math.ceil((CODE_BYTES * 8) / 5)

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SHA256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/** The part of a certificate that is signed. */
export function certificateBody(certificate: Certificate): Bytes {
  const body = new Uint8Array(BODY_BYTES)
  body[0] = VERSION
  body.set(bytesOfHex(certificate.keyId), 1)
  body.set(bytesOfId(certificate.couponId), 5)
  body.set(bytesOfId(certificate.offerId), 21)
  new DataView(body.buffer).setUint32(37, certificate.expiresAt.getTime() / 1_000)
  body.set(certificate.phoneKey, 41)
  return body
}

/** What the server signs of a certificate, and the phone of a step. */
export const certificateWords = (body: Bytes): Bytes => joined(wordOf('golmok-certificate'), body)
const stepWords = (certificateAndStep: Bytes): Bytes =>
  joined(wordOf('golmok-step'), certificateAndStep)

/** Null when it is no certificate. Says nothing about who signed it. */
export function readCertificate(bytes: Bytes): Certificate | null {
  if (bytes.length !== CERTIFICATE_BYTES || bytes[0] !== VERSION) return null
  return {
    keyId: hexOf(bytes.slice(1, 5)),
    couponId: idOf(bytes.slice(5, 21)) as Id<'coupon'>,
    offerId: idOf(bytes.slice(21, 37)) as Id<'offer'>,
    expiresAt: new Date(new DataView(bytes.buffer, bytes.byteOffset).getUint32(37) * 1_000),
    phoneKey: bytes.slice(41, BODY_BYTES),
  }
}

/** The text of the square of a step. */
export async function signedCodeText(
  certificate: Bytes,
  step: number,
  phone: PhoneKey,
): Promise<string> {
  const stepBytes = new Uint8Array(4)
  new DataView(stepBytes.buffer).setUint32(0, step)
  const shown = joined(certificate, stepBytes)
  const signature = await crypto.subtle.sign(SHA256, phone, stepWords(shown))
  return PREFIX + lettersOf(joined(shown, new Uint8Array(signature)))
}

/** Reads what was scanned; null when it is no signed code. Says nothing about who signed it. */
export function parseSignedCode(scanned: string): SignedCode | null {
  const text = scanned.trim().toUpperCase()
  if (text.length !== CODE_LETTERS || !text.startsWith(PREFIX)) return null
  const bytes = bytesOfLetters(text.slice(PREFIX.length))
  const certificate = bytes && readCertificate(bytes.slice(0, CERTIFICATE_BYTES))
  if (!bytes || !certificate) return null
  return { certificate, step: new DataView(bytes.buffer).getUint32(CERTIFICATE_BYTES), bytes }
}

/**
 * Whether both signatures of a code are what they say: the server's of the certificate, and the
 * phone's of the step. Whether the step is this one, and the certificate still good, is another thing.
 *
 * @param keyOf the server's public key of a key id, x and y; null for one that is not known
 */
export async function isAuthentic(
  { certificate, bytes }: SignedCode,
  keyOf: (keyId: string) => Bytes | null,
): Promise<boolean> {
  const server = keyOf(certificate.keyId)
  if (!server) return false
  const body = certificateWords(bytes.slice(0, BODY_BYTES))
  if (!(await isSignedBy(server, bytes.slice(BODY_BYTES, CERTIFICATE_BYTES), body))) return false
  const shownBytes = CERTIFICATE_BYTES + 4
  const shown = stepWords(bytes.slice(0, shownBytes))
  return isSignedBy(certificate.phoneKey, bytes.slice(shownBytes), shown)
}

/** Whether a key, given as x and y, signed these words. A key that is no point signs nothing. */
export async function isSignedBy(key: Bytes, signature: Bytes, words: Bytes): Promise<boolean> {
  if (key.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false
  try {
    const raw = joined(new Uint8Array([4]), key)
    const known = await crypto.subtle.importKey('raw', raw, ES256, false, ['verify'])
    return await crypto.subtle.verify(SHA256, known, signature, words)
  } catch {
    return false
  }
}

/** A key of a phone: it signs, and nobody gets it out. */
export async function newPhoneKey(): Promise<{
  readonly privateKey: PhoneKey
  readonly publicKey: Bytes
}> {
  const pair = await crypto.subtle.generateKey(ES256, false, ['sign', 'verify'])
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { privateKey: pair.privateKey, publicKey: raw.slice(1) }
}

export function lettersOf(bytes: Bytes): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += letters.charAt((held >> (bits - 5)) & 31)
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + letters.charAt((held << (5 - bits)) & 31)
}

/** Null for other letters, and where the bits that are left over say something. */
export function bytesOfLetters(text: string): Bytes | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (const letter of text) {
    const value = letters.indexOf(letter)
    if (value === -1) return null
    held = (held << 5) | value
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at] = held >> bits
    at += 1
    held &= (1 << bits) - 1
  }
  return held === 0 && bits < 5 ? bytes : null
}

/** Base 64 for addresses and JSON, without padding. */
export function base64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** @throws {DOMException} for text that is none */
export function bytesOfBase64Url(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
    sign.charCodeAt(0),
  )
}

function joined(one: Uint8Array, two: Uint8Array): Bytes {
  const both = new Uint8Array(one.length + two.length)
  both.set(one)
  both.set(two, one.length)
  return both
}

/** A word and a zero: no word begins another. */
const wordOf = (word: string): Bytes => new TextEncoder().encode(`${word}\0`)

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const bytesOfHex = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const bytesOfId = (id: string): Bytes => bytesOfHex(id.replaceAll('-', ''))

function idOf(bytes: Uint8Array): string {
  const hex = hexOf(bytes)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return [...parts, hex.slice(20)].join('-')
}

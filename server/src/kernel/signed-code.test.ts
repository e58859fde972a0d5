/** Signed codes: what is written is what is read, and what was tampered with is refused. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { create } from 'qrcode'
import { describe, expect, test } from 'vitest'
import { signingKeyOf } from '../platform/signing.ts'
import { stepAt } from './rotating-code.ts'
import {
  bytesOfBase64Url,
  bytesOfLetters,
  certificateBody,
  certificateWords,
  CODE_LETTERS,
  hexOf,
  isAuthentic,
  lettersOf,
  newPhoneKey,
  parseSignedCode,
  readCertificate,
  signedCodeText,
  type Bytes,
  type Certificate,
} from './signed-code.ts'
import { testId } from './testing.ts'

const server = signingKeyOf('a test')
const keyOf = (keyId: string) => (keyId === server.keyId ? server.publicKey : null)
const phone = await newPhoneKey()
const aCertificate = (change: Partial<Certificate> = {}): Certificate => ({
  keyId: server.keyId,
  couponId: testId('coupon'),
  offerId: testId('offer'),
  expiresAt: new Date('2026-04-16T12:00:00Z'),
  phoneKey: phone.publicKey,
  ...change,
})
function signed(certificate: Certificate, by = server): Bytes {
  const body = certificateBody(certificate)
  return new Uint8Array([...body, ...by.sign(certificateWords(body))])
}
const STEP = 59_210_880
const text = await signedCodeText(signed(aCertificate()), STEP, phone.privateKey)
const authentic = async (shown: string) => {
  const code = parseSignedCode(shown)
  return code !== null && isAuthentic(code, keyOf)
}

test('OF53 what the phone shows is what the till reads', async () => {
  expect(parseSignedCode(text)).toMatchObject({ certificate: aCertificate(), step: STEP })
  expect(parseSignedCode(` ${text.toLowerCase()}\n`)).toMatchObject({ step: STEP })
  expect(await authentic(text)).toBe(true)
  expect(readCertificate(signed(aCertificate()))).toEqual(aCertificate())
})

test('OF53 every byte that is changed makes it worthless', async () => {
  const bytes = parseSignedCode(text)?.bytes ?? new Uint8Array()
  expect(bytes).toHaveLength(237)
  for (let at = 0; at < bytes.length; at += 1) {
    for (const flip of [1, 128]) {
      const other = bytes.slice()
      other[at] = (other[at] ?? 0) ^ flip
      expect(await authentic(`GK1${lettersOf(other)}`), `byte ${at}`).toBe(false)
    }
  }
})

describe('OF53 a code is refused', () => {
  test('with the certificate of another coupon', async () => {
    const other = signed(aCertificate({ couponId: testId('coupon', 2) }))
    const bytes = parseSignedCode(text)?.bytes ?? new Uint8Array()
    const mixed = new Uint8Array([...other, ...bytes.slice(other.length)])
    expect(await authentic(`GK1${lettersOf(mixed)}`)).toBe(false)
  })

  test('where another key than the phone of the certificate signed the step', async () => {
    const thief = await newPhoneKey()
    const stolen = await signedCodeText(signed(aCertificate()), STEP, thief.privateKey)
    expect(await authentic(stolen)).toBe(false)
  })

  test('where another server signed the certificate, under its own name or ours', async () => {
    const other = signingKeyOf('another')
    for (const keyId of [other.keyId, server.keyId]) {
      const forged = signed(aCertificate({ keyId }), other)
      expect(await authentic(await signedCodeText(forged, STEP, phone.privateKey))).toBe(false)
    }
  })

  test('where the key of the phone is no point of the curve', async () => {
    const broken = signed(aCertificate({ phoneKey: new Uint8Array(64).fill(7) }))
    expect(await authentic(await signedCodeText(broken, STEP, phone.privateKey))).toBe(false)
  })

  test.each([
    '',
    'GK1',
    'GOLMOK:7K2QMX04TB',
    text.slice(1),
    text.slice(0, -1),
    `${text}A`,
    text.replace('GK1', 'GK2'),
    `${text.slice(0, -1)}B`,
    `${text.slice(0, 50)}0${text.slice(51)}`,
  ])('as no code at all: %s', (shown) => {
    expect(parseSignedCode(shown)).toBeNull()
  })
})

test('OF53 the square has 383 capitals and digits, and 57 by 57 dots, whatever it says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      async (number, step, seconds) => {
        const ids = {
          couponId: testId('coupon', number),
          offerId: testId('offer', number),
        }
        const certificate = aCertificate({ ...ids, expiresAt: new Date(seconds * 1_000) })
        const shown = await signedCodeText(signed(certificate), step, phone.privateKey)
        expect(shown).toMatch(/^[A-Z0-9]+$/)
        expect(shown).toHaveLength(CODE_LETTERS)
        expect(create(shown, { errorCorrectionLevel: 'L' }).modules.size).toBe(57)
        expect(parseSignedCode(shown)).toMatchObject({ certificate, step })
      },
    ),
    { numRuns: 50 },
  )
})

test('OF53 the code of the reference page is what the page says', async () => {
  const page = readFileSync(
    new URL('../../../docs/reference/signed-codes.md', import.meta.url),
    'utf8',
  )
  const [, json = ''] = /```json\n(.*?)```/s.exec(page) ?? []
  const said = JSON.parse(json) as Readonly<Record<string, string>>
  const code = parseSignedCode(said['text'] ?? '')
  const { step, bytes, certificate } = code ?? {}
  expect(step).toBe(said['step'])
  expect(step).toBe(stepAt(new Date(said['shownAt'] ?? '')))
  expect(hexOf(bytes ?? new Uint8Array())).toBe(said['bytes'])
  expect(certificate).toMatchObject({
    keyId: said['serverKeyId'],
    couponId: said['couponId'],
    offerId: said['offerId'],
    expiresAt: new Date(said['expiresAt'] ?? ''),
    phoneKey: bytesOfBase64Url(said['phoneKey'] ?? ''),
  })
  const serverKey = bytesOfBase64Url(said['serverKey'] ?? '')
  const isKnown = (keyId: string) => (keyId === said['serverKeyId'] ? serverKey : null)
  expect(code && (await isAuthentic(code, isKnown))).toBe(true)
})

test('letters hold any bytes, as RFC 4648 has it', () => {
  expect(lettersOf(new TextEncoder().encode('foobar'))).toBe('MZXW6YTBOI')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (some) => {
      const bytes = new Uint8Array(some)
      expect(bytesOfLetters(lettersOf(bytes))).toEqual(bytes)
    }),
  )
})

test('the key of a secret is always the same, and another for another', () => {
  expect(signingKeyOf('a test').publicKey).toEqual(server.publicKey)
  expect(signingKeyOf('b test').keyId).not.toBe(server.keyId)
})

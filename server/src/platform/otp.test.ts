/** One-time codes against the published vectors. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { otpDigits, otpNumber, type OtpHash } from './otp.ts'

// RFC 4226 appendix D, and the first line of each hash of RFC 6238 appendix B.
test.each([
  ['12345678901234567890', 0, 6, 'sha1', '755224'],
  ['12345678901234567890', 9, 6, 'sha1', '520489'],
  ['12345678901234567890', 1, 8, 'sha1', '94287082'],
  ['12345678901234567890123456789012', 1, 8, 'sha256', '46119246'],
  ['1234567890123456789012345678901234567890123456789012345678901234', 1, 8, 'sha512', '90693936'],
] as const)(
  'the code of %s in step %i with %i digits of %s is %s',
  (key, step, digits, hash, code) => {
    expect(otpDigits(Buffer.from(key), step, digits, hash)).toBe(code)
  },
)

test('a number has 31 bits', () => {
  const key = Buffer.from('12345678901234567890')
  for (let step = 0; step < 1_000; step += 1) {
    const number = otpNumber(key, step)
    expect(number >= 0 && number < 2 ** 31).toBe(true)
  }
})

type Vector = {
  readonly id: string
  readonly alg: OtpHash
  readonly key_ascii: string
  readonly time?: number
  readonly step?: number
  readonly counter?: number
  readonly digits: number
  readonly code: string
}

// Kept beside the checkout where there is one; the published lines above hold without it.
const file = new URL('../../../../shared/vectors/otp/vectors.json', import.meta.url)
const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : []

describe.skipIf(vectors.length === 0)('vectors', () => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const step = vector.counter ?? Math.floor((vector.time ?? 0) / (vector.step ?? 30))
    const key = Buffer.from(vector.key_ascii)
    expect(otpDigits(key, step, vector.digits, vector.alg)).toBe(vector.code)
  })
})

/** What a scanner or a hand gives: codes of ours, coupons of GS1, squares to pay with. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { crc16, parseEmvQr } from './emvco.ts'
import { checkDigit, hasCheckDigit, isManufacturerCoupon, parseCouponNumber } from './gs1.ts'
import { readTyped, voucherLink } from './typed.ts'

// A published sample of a square to pay with, of the EMVCo specification.
const payment =
  '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN' +
  '5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603' +
  '***0708A60086670902ME91320016A0112233449988770708123456786304A13A'

/** As a phone shows it; who signed it does not matter here. */
const signedCode = `GK1AE${'A'.repeat(378)}`

describe('OF36 what is typed or scanned is known for what it is', () => {
  test.each([
    ['a code', '10off-7k2qm', { kind: 'key', key: '100FF7K2QM' }],
    ['the link of its square', 'https://golmok.example/v/10OFF-7K2QM', { key: '100FF7K2QM' }],
    ['a link with Hangul', voucherLink('http://x', '봄맞이-10'), { key: '봄맞이10' }],
    ['a link that is cut', 'http://x/v/%E0%A4%A', { key: 'E0A4A' }],
    ['a coupon number of GS1', ']C12559501101020917', { key: '9501101020917' }],
    ['the same with a serial', '(255)95011010209171234', { key: '95011010209171234' }],
    [
      'the same as a link',
      'https://id.gs1.org/255/95011010209171234?a=b',
      { key: '95011010209171234' },
    ],
    ['a square to pay with', payment, { code: 'voucher.payment-qr' }],
    [
      'the same with a wrong check sum',
      payment.replace('A13A', 'A13B'),
      { code: 'voucher.malformed' },
    ],
    [
      "a manufacturer's coupon",
      '(8110)106141416543213500110000310123196000',
      { code: 'voucher.manufacturer-coupon' },
    ],
    ['a code of the counter', 'GOLMOK:7K2QMX04TB', { code: 'voucher.counter-code' }],
    ['a square of the counter', signedCode, { code: 'voucher.counter-code' }],
    ['three letters', 'A-1 ', { code: 'voucher.malformed' }],
    ['nothing', '  ', { code: 'voucher.malformed' }],
    ['a novel', 'A'.repeat(61), { code: 'voucher.malformed' }],
  ])('%s', (_name, typed, answer) => {
    expect(readTyped(typed)).toMatchObject(answer)
  })
})

test.each([
  ['629104150021', '3'],
  ['0123456789', '5'],
  ['0', '0'],
])('OF36 the check digit of %s is %s', (digits, digit) => {
  expect(checkDigit(digits)).toBe(digit)
})

test('OF36 one wrong digit, or most that change places, fail the check digit', () => {
  const right = `950110102091${checkDigit('950110102091')}`
  expect(parseCouponNumber(right)).toEqual({ base: right, serial: '' })
  for (let at = 0; at < right.length; at += 1) {
    const wrong = right.slice(0, at) + ((Number(right[at]) + 1) % 10) + right.slice(at + 1)
    expect(parseCouponNumber(wrong), wrong).toBeNull()
  }
})

// Kept beside the checkout where there are any; the lines above hold without them.
const vectorsOf = <Vector>(name: string): readonly Vector[] => {
  const file = new URL(`../../../../../../../shared/vectors/${name}/vectors.json`, import.meta.url)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : []
}

type Lint = {
  readonly id: string
  readonly linter: string
  readonly data: string
  readonly ok: boolean
  readonly error?: string
}
// Whose prefix a company's is would have to be looked up with GS1, so that is not known here.
const isAboutPrefix = ({ error = '' }: Lint) => /GCP_PREFIX|DATASOURCE/.test(error)
const lints = vectorsOf<Lint>('gs1-linters').filter((lint) => !isAboutPrefix(lint))

describe.skipIf(lints.length === 0)('vectors of GS1', () => {
  const of = (linter: string) => lints.filter((lint) => lint.linter === linter)
  test.each(of('csum').map((lint) => [lint.id, lint] as const))('OF36 %s', (_id, { data, ok }) => {
    expect(hasCheckDigit(data)).toBe(ok)
  })
  test.each(of('couponcode').map((lint) => [lint.id, lint] as const))(
    'OF36 %s',
    (_id, { data, ok }) => {
      expect(isManufacturerCoupon(data), data).toBe(ok)
    },
  )
})

type Emv = {
  readonly id: string
  readonly payload: string
  readonly crc_expected: string | null
  readonly crc_ok: boolean
  readonly tlv_ok: boolean
  readonly tags: Record<string, string>
}
const emvs = vectorsOf<Emv>('emvco-qr')

describe.skipIf(emvs.length === 0)('vectors of EMVCo', () => {
  test.each(emvs.map((vector) => [vector.id, vector] as const))('OF36 %s', (_id, vector) => {
    const tags = parseEmvQr(vector.payload)
    expect(tags !== null).toBe(vector.crc_ok && vector.tlv_ok)
    if (tags) expect(Object.fromEntries(tags)).toEqual(vector.tags)
    if (vector.crc_expected !== null)
      expect(crc16(vector.payload.slice(0, -4))).toBe(vector.crc_expected)
  })
})

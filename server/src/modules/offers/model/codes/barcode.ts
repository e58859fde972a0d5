/** Which barcode a voucher code is printed as, beside its square. Pure. */
import { parseCouponNumber } from './gs1.ts'

export type Barcode = {
  /** By the names of the drawing library. */
  readonly symbology: 'ean13' | 'gs1-128' | 'code128'
  readonly text: string
}

/** More letters make a Code 128 too wide for a card. */
const CODE_128_LENGTH_MAX = 24
/** EAN-13 numbers that GS1 keeps for coupons. */
const couponPrefix = /^(98[1-4]|99)/

/**
 * The barcode of a code, for tills that read no squares: a coupon number of GS1 as EAN-13 where its
 * prefix is one for coupons, or as GS1-128 with AI (255); other plain letters as Code 128. Null for
 * codes with other letters, as Hangul.
 */
export function barcodeOf(code: string): Barcode | null {
  const coupon = parseCouponNumber(code)
  if (coupon?.serial === '' && couponPrefix.test(code)) return { symbology: 'ean13', text: code }
  if (coupon) return { symbology: 'gs1-128', text: `(255)${code}` }
  const isPlain = /^[0-9A-Z-]+$/.test(code) && code.length <= CODE_128_LENGTH_MAX
  return isPlain ? { symbology: 'code128', text: code } : null
}

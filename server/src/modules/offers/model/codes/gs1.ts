/** What GS1 says of coupons: check digits, coupon numbers, and the data a coupon's barcode holds. Pure. */
import { assert } from '../../../../kernel/assert.ts'

/**
 * The check digit that goes behind some digits: weights 3 and 1 from the right, up to the next ten.
 *
 * @see https://www.gs1.org/services/how-calculate-check-digit-manually
 */
export function checkDigit(digits: string): string {
  assert(/^\d+$/.test(digits), 'a check digit is of digits')
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const weight = (digits.length - at) % 2 === 1 ? 3 : 1
    sum += weight * Number(digits[at])
  }
  return String((10 - (sum % 10)) % 10)
}

/** Whether digits end with the check digit of those before. */
export function hasCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1)
}

/** A global coupon number (GCN): thirteen digits with check digit, and a serial of up to twelve. */
export type CouponNumber = { readonly base: string; readonly serial: string }

const GCN_LENGTH = 13
const GCN_SERIAL_LENGTH_MAX = 12

/** Reads a global coupon number, AI (255); null when it is none. */
export function parseCouponNumber(digits: string): CouponNumber | null {
  const base = digits.slice(0, GCN_LENGTH)
  const serial = digits.slice(GCN_LENGTH)
  const isRight = /^\d+$/.test(digits) && base.length === GCN_LENGTH && hasCheckDigit(base)
  return isRight && serial.length <= GCN_SERIAL_LENGTH_MAX ? { base, serial } : null
}

/** What a barcode of GS1 holds that says "coupon". */
export type Gs1Coupon =
  | { readonly kind: 'coupon-number'; readonly digits: string }
  /** A manufacturer's coupon of North America, AI (8110), or its paperless kind, AI (8112). */
  | { readonly kind: 'manufacturer'; readonly digits: string }

// What readers put before the data of GS1-128, GS1 DataBar, GS1 DataMatrix and GS1 QR.
const symbology = /^\](?:C1|e0|d2|Q3)/
// Some readers also give the sign that parts elements (FNC1) where it stands first.
const FUNCTION_1 = '\u001d'
// A Digital Link: an address of whatever host whose path is /255/<number>.
const digitalLink = /^https?:\/\/[^/?#]+(?:\/[^?#]*)?\/255\/(\d{13,25})(?:[/?#]|$)/i

/** Reads what a scanner gives for a GS1 coupon: element string, brackets, or Digital Link; or null. */
export function parseGs1Coupon(scanned: string): Gs1Coupon | null {
  const link = digitalLink.exec(scanned)?.[1]
  if (link) return couponNumberIn(link)
  const isMarked = symbology.test(scanned)
  const elements = scanned.replace(symbology, '')
  const bracketed = /^\((255|8110|8112)\)(\d+)$/.exec(elements)
  // Without brackets or a mark of the reader, digits are just digits.
  const unbracketed = elements.replace(FUNCTION_1, '')
  const bare = isMarked ? /^(255|8110|8112)(\d+)$/.exec(unbracketed) : null
  const [, ai, digits = ''] = bracketed ?? bare ?? []
  if (ai === '255') return couponNumberIn(digits)
  if (ai === '8112') return { kind: 'manufacturer', digits }
  return ai === '8110' && isManufacturerCoupon(digits) ? { kind: 'manufacturer', digits } : null
}

function couponNumberIn(digits: string): Gs1Coupon | null {
  return parseCouponNumber(digits) ? { kind: 'coupon-number', digits } : null
}

/** Reads digits from left to right; `take` answers null where too few are left. */
function reader(digits: string) {
  let at = 0
  return {
    take(count: number): string | null {
      const part = digits.slice(at, at + count)
      at += count
      return part.length === count ? part : null
    },
    /** A digit that says how long what follows is: `base` more than it; null past `max`. */
    takeVariable(base: number, max: number): string | null {
      const size = this.take(1)
      return size === null || Number(size) > max ? null : this.take(Number(size) + base)
    },
    rest: () => digits.slice(at),
  }
}
type Reader = ReturnType<typeof reader>

/**
 * Whether digits are the data of a North American coupon, AI (8110): company, offer, saving and purchase
 * requirement, then optional fields, each begun by its number. Who a company prefix belongs to is not
 * looked up.
 *
 * @see https://ref.gs1.org/ai/8110
 */
export function isManufacturerCoupon(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false
  const from = reader(digits)
  const isBegun =
    from.takeVariable(6, 6) !== null && // company prefix
    from.take(6) !== null && // offer code
    takeValue(from) && // saving
    takeRequirement(from)
  return isBegun && areFields(from)
}

const takeValue = (from: Reader) => {
  const size = Number(from.take(1) ?? '0')
  return size >= 1 && size <= 5 && from.take(size) !== null
}
/** How much must be bought: value, kind, and the family of products. */
const takeRequirement = (from: Reader) =>
  takeValue(from) && isRequirementKind(from.take(1)) && from.take(3) !== null
const isRequirementKind = (kind: string | null) => kind !== null && /^[0-49]$/.test(kind)

/** A further purchase that is required. Its company is told only where it is another. */
function takePurchase(from: Reader): boolean {
  if (!takeRequirement(from)) return false
  const size = from.take(1)
  if (size === '9') return true
  return size !== null && Number(size) <= 6 && from.take(Number(size) + 6) !== null
}

const fields: readonly (readonly [field: string, take: (from: Reader) => boolean])[] = [
  ['1', (from) => /^[0-3]$/.test(from.take(1) ?? '') && takePurchase(from)],
  ['2', takePurchase],
  ['3', (from) => isDate(from.take(6))], // runs out
  ['4', (from) => isDate(from.take(6))], // starts
  ['5', (from) => from.takeVariable(6, 9) !== null], // serial
  ['6', (from) => /^[1-7]$/.test(peek(from)) && from.takeVariable(6, 7) !== null], // retailer
  ['9', (from) => from.take(4) !== null], // save code, how it applies, multiply, do not store
]
const peek = (from: Reader) => from.rest().charAt(0)

/** Optional fields come in the order of their numbers, each once, and nothing after them. */
function areFields(from: Reader): boolean {
  for (const [field, take] of fields) {
    if (peek(from) !== field) continue
    from.take(1)
    if (!take(from)) return false
  }
  return from.rest() === ''
}

/** A day as YYMMDD; the century is not told, and a leap year needs none. */
function isDate(digits: string | null): boolean {
  if (digits === null) return false
  const [year = 0, month = 0, day = 0] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)))
  if (month < 1 || month > 12 || day < 1) return false
  const daysOfMonth = new Date(Date.UTC(2000 + year, month, 0)).getUTCDate()
  return day <= daysOfMonth
}

/** What people type or scan where a voucher code is asked for. Pure. */
import { parseSignedCode } from '../../../../kernel/signed-code.ts'
import { CODE_LENGTH_MAX, keyOf } from './alphabet.ts'
import { parseEmvQr } from './emvco.ts'
import { parseGs1Coupon } from './gs1.ts'
import type { CodeRefusal } from './refusals.ts'

export type Typed =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'refused'; readonly code: CodeRefusal }

/** No code has fewer letters; less is a slip of the finger, and not a guess. */
export const KEY_LENGTH_MIN = 4
/** The longest text that is looked at: an address, or a QR to pay with. */
export const TYPED_LENGTH_MAX = 600

const link = /^https?:\/\/[^/?#]+\/v\/([^/?#]+)/i
const COUNTER_CODE_PREFIX = 'GOLMOK:'

/** The address that the QR of a voucher code leads to: any phone's camera opens it. */
export function voucherLink(origin: string, text: string): string {
  return `${origin}/v/${encodeURIComponent(text)}`
}

/** The key of a code that was typed, scanned, or came with its link; or why it is none (OF31, OF36). */
export function readTyped(typed: string): Typed {
  const text = typed.trim()
  const isOfCounter = text.toUpperCase().startsWith(COUNTER_CODE_PREFIX) || parseSignedCode(text)
  if (isOfCounter) return no('voucher.counter-code')
  if (parseEmvQr(text)) return no('voucher.payment-qr')
  const coupon = parseGs1Coupon(text)
  if (coupon?.kind === 'manufacturer') return no('voucher.manufacturer-coupon')
  if (coupon) return { kind: 'key', key: coupon.digits }
  const linked = link.exec(text)?.[1]
  const code = linked === undefined ? text : decoded(linked)
  const key = keyOf(code)
  const isCode = code.length <= CODE_LENGTH_MAX && key.length >= KEY_LENGTH_MIN
  return isCode ? { kind: 'key', key } : no('voucher.malformed')
}

const no = (code: CodeRefusal): Typed => ({ kind: 'refused', code })

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // A stray percent sign; then the letters as they stand.
  }
}

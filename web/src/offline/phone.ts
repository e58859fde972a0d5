/** Coupons that this phone shows by itself: a key for each that nobody gets out, and its certificate. */
import { stepAt, stepEnd, STEP_SECONDS } from '../../../server/src/kernel/rotating-code.ts'
import {
  base64Url,
  bytesOfBase64Url,
  newPhoneKey,
  signedCodeText,
  type Bytes,
  type PhoneKey,
} from '../../../server/src/kernel/signed-code.ts'
import { call } from '../api.ts'
import { noteServerTime, serverNowMs } from './clock.ts'
import { canKeepKeys, forget, keep, keptRow, keptRows } from './database.ts'

type PhoneRow = {
  readonly couponId: string
  readonly privateKey: PhoneKey
  readonly publicKey: Bytes
  /** Null until the server has signed one. */
  readonly certificate: Bytes | null
  readonly expiresAtMs: number
}

/** A square, and how long it is shown. `leftMs` counts from now. */
export type SignedSquare = {
  readonly text: string
  readonly leftMs: number
  readonly stepSeconds: number
}

/** The server signs for so many at once. */
const CERTIFIED_MAX = 50
/** Certificates that are good for longer than this are not asked for again on the way. */
const ENOUGH_MS = 18 * 3_600_000

/**
 * Asks the server for fresh certificates. Coupons that it does not sign for are no longer shown.
 *
 * @throws {Unreachable} when nobody answers; what is kept stays
 */
export async function certify(couponIds: readonly string[]): Promise<void> {
  if (!canKeepKeys() || couponIds.length === 0) return
  const rows = await Promise.all(couponIds.slice(0, CERTIFIED_MAX).map(rowOf))
  const askedAtMs = Date.now()
  const coupons = rows.map(({ couponId, publicKey }) => {
    return { couponId, publicKey: base64Url(publicKey) }
  })
  const answer = await call('POST /v1/me/coupon-certificates', { body: { coupons } })
  noteServerTime(answer.now, askedAtMs)
  const signed = new Map(answer.items.map((item) => [item.couponId, item]))
  await Promise.all(
    rows.map((row) => {
      const item = signed.get(row.couponId)
      if (!item) return forget('phones', row.couponId)
      const certificate = bytesOfBase64Url(item.certificate)
      return keep('phones', { ...row, certificate, expiresAtMs: Date.parse(item.expiresAt) })
    }),
  )
}

/** Sees to it that these coupons can be shown without a connection; quietly, where that cannot be. */
export async function certifyAhead(couponIds: readonly string[]): Promise<void> {
  try {
    if (!canKeepKeys()) return
    const rows = await keptRows<PhoneRow>('phones')
    const good = new Set(
      rows
        .filter((row) => row.certificate && row.expiresAtMs - serverNowMs() > ENOUGH_MS)
        .map(({ couponId }) => couponId),
    )
    await certify(couponIds.filter((id) => !good.has(id)))
  } catch {
    // Nobody answers, or nothing may be kept: each coupon asks again when it is opened.
  }
}

async function rowOf(couponId: string): Promise<PhoneRow> {
  const known = await keptRow<PhoneRow>('phones', couponId)
  if (known) return known
  const fresh = { couponId, ...(await newPhoneKey()), certificate: null, expiresAtMs: 0 }
  await keep('phones', fresh)
  return fresh
}

/** The square of this moment; null where this phone has no good certificate of the coupon. */
export async function squareOf(couponId: string): Promise<SignedSquare | null> {
  if (!canKeepKeys()) return null
  try {
    const row = await keptRow<PhoneRow>('phones', couponId)
    const nowMs = serverNowMs()
    if (!row?.certificate || row.expiresAtMs <= nowMs) return null
    const step = stepAt(new Date(nowMs))
    const text = await signedCodeText(row.certificate, step, row.privateKey)
    return { text, leftMs: stepEnd(step).getTime() - nowMs, stepSeconds: STEP_SECONDS }
  } catch {
    return null
  }
}

/** Forgets keys and certificates: whoever signs out leaves nothing for the next person. */
export async function forgetPhones(): Promise<void> {
  if (typeof indexedDB === 'undefined') return
  try {
    await forget('phones')
  } catch {
    // What could not be opened holds nothing.
  }
}

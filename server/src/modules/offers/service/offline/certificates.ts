/** What the server signs so that a phone can show a coupon by itself, and with which keys. */
import { personOf } from '../../../../kernel/actor.ts'
import type { Id } from '../../../../kernel/id.ts'
import {
  CERTIFICATE_HOURS,
  certificateBody,
  certificateWords,
  isAuthentic,
  type Bytes,
  type SignedCode,
} from '../../../../kernel/signed-code.ts'
import { HOUR_MS, MARKET_TIME_ZONE, SECOND_MS, wallTime } from '../../../../kernel/time.ts'
import { signingKeyOf, type SigningKey } from '../../../../platform/signing.ts'
import type { Work } from '../../../../platform/work.ts'
import { couponState } from '../../model/redemption.ts'
import { withOffers } from '../../store/coupon.ts'

/** A coupon that a phone wants to show, and the key with which it will. */
export type Wanted = { readonly couponId: Id<'coupon'>; readonly phoneKey: Bytes }

export type Certified = {
  readonly couponId: Id<'coupon'>
  readonly certificate: Bytes
  readonly expiresAt: Date
}

/** So many coupons a phone asks for at once. */
export const WANTED_MAX = 50

const CERTIFICATE_MS = CERTIFICATE_HOURS * HOUR_MS

/**
 * Signs for a phone that it may show coupons of whoever asks, for a day or until they run out (OF53).
 * Those that are used, gone, or somebody else's are left out.
 */
export async function certify(
  work: Work,
  wanted: readonly Wanted[],
): Promise<readonly Certified[]> {
  const personId = personOf(work.actor)
  const keys = new Map(wanted.map(({ couponId, phoneKey }) => [couponId, phoneKey]))
  const held = await withOffers(work, [...keys.keys()])
  const key = keyAt(work, work.now)
  return held.flatMap(({ coupon, offer }) => {
    const phoneKey = keys.get(coupon.id)
    const isMine = coupon.personId === personId
    if (!phoneKey || !isMine || couponState(coupon, offer, work.now) !== 'active') return []
    const untilMs = Math.min(work.now.getTime() + CERTIFICATE_MS, coupon.expiresAt.getTime())
    // Whole seconds, and never longer than the coupon.
    const expiresAt = new Date(Math.floor(untilMs / SECOND_MS) * SECOND_MS)
    const { keyId } = key
    const ids = { keyId, couponId: coupon.id, offerId: offer.id }
    const body = certificateBody({ ...ids, expiresAt, phoneKey })
    const certificate = new Uint8Array([...body, ...key.sign(certificateWords(body))])
    return [{ couponId: coupon.id, certificate, expiresAt }]
  })
}

/** Whether a code was signed by a key of ours that counts at an instant, and by its phone. */
export function isOurs(work: Work, code: SignedCode, at: Date): Promise<boolean> {
  const keys = keysBetween(work, new Date(at.getTime() - CERTIFICATE_MS), at)
  return isAuthentic(code, (keyId) => keys.find((key) => key.keyId === keyId)?.publicKey ?? null)
}

// Making a key costs more than signing with it. By seed: one process may serve several markets in tests.
const known = new Map<string, SigningKey>()
const KNOWN_MAX = 100

/**
 * The key that signs at an instant. Each month of the market has its own, so that one that got out is
 * soon worth nothing.
 */
export function keyAt(work: Work, at: Date): SigningKey {
  const month = wallTime(at, MARKET_TIME_ZONE).day.slice(0, 7)
  const seed = work.digest(`code-key/${month}`)
  const found = known.get(seed)
  if (found) return found
  if (known.size >= KNOWN_MAX) known.clear()
  const key = signingKeyOf(seed)
  known.set(seed, key)
  return key
}

/** The keys that sign at two instants and between them, which are less than a month apart. */
export function keysBetween(work: Work, from: Date, until: Date): readonly SigningKey[] {
  return [...new Set([keyAt(work, from), keyAt(work, until)])]
}

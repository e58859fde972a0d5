/** Codes at a counter: whose coupon one shows, and what is done about those that are wrong. */
import { actorName, allow, mayServe } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import {
  HOLD_MINUTES,
  MISS_WINDOW_SECONDS,
  MISSES_MAX,
  parseCode,
  SHARERS_MAX,
  shownPart,
  stepAt,
  stepEnd,
  stepOf,
  STEPS_BESIDE,
} from '../../../kernel/rotating-code.ts'
import { parseSignedCode, type SignedCode } from '../../../kernel/signed-code.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { otpNumber } from '../../../platform/otp.ts'
import type { Work } from '../../../platform/work.ts'
import { memberMissCodes, noteMemberMiss } from '../../loyalty/service/codes.ts'
import { placesOf } from '../../places/service.ts'
import { offerRefusals } from '../model/refusals.ts'
import { couponsByHandle, isCoupon, type ShownCoupon } from '../store/coupon.ts'
import { isOurs } from './offline/certificates.ts'
import { countMiss, isHeld, keepHold, missesSince, type Till } from '../store/redemption.ts'

export type ServedPlace = {
  readonly id: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly name: string
}

/** Coupons that ran out so long ago are no longer told from unknown ones. */
const GONE_AFTER_DAYS = 30

/** The refusals that count as a guess. */
export const missCodes: readonly string[] = ['code.unknown', 'code.expired']

/**
 * Counts a wrong code against the till it came from (OF12). A refusal undoes its own work, so this
 * runs in another, after it.
 */
export async function noteMiss(work: Work, placeId: Id<'place'>): Promise<void> {
  await countMiss(work, { placeId, till: actorName(work.actor) }, missWindowStart(work))
}

/** The refusals that count as a guess where a code of a coupon or of a member may be shown. */
export const anyMissCodes: readonly string[] = [...missCodes, ...memberMissCodes]

/** Counts a wrong code as a guess at both kinds: nobody knows which was meant. */
export async function noteAnyMiss(work: Work, placeId: Id<'place'>): Promise<void> {
  await noteMiss(work, placeId)
  await noteMemberMiss(work, placeId)
}

function missWindowStart({ now }: Work): Date {
  return new Date(now.getTime() - MISS_WINDOW_SECONDS * SECOND_MS)
}

/**
 * The place at whose counter whoever asks serves.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function placeServed(work: Work, id: Id<'place'>): Promise<ServedPlace> {
  const place = (await placesOf(work, [id])).get(id)
  allow(place !== undefined && mayServe(work.actor, place.merchantId, id))
  assert(place, 'a place that may be served is there')
  return place
}

/**
 * Finds the coupons that show codes at a place, each once.
 *
 * @param shownAt when they were shown, where a till was by itself; null for now (OF54)
 * @throws {Refused} `code.locked`, `code.malformed`, `code.unknown`, `code.expired`
 */
export async function couponsShown(
  work: Work,
  place: ServedPlace,
  codes: readonly string[],
  shownAt: Date | null = null,
): Promise<readonly ShownCoupon[]> {
  const shown = new Map<Id<'coupon'>, ShownCoupon>()
  for (const code of codes) {
    const signed = parseSignedCode(code)
    const one = signed
      ? await signedShown(work, place, signed, shownAt)
      : await couponShown(work, place, code)
    shown.set(one.couponId, one)
  }
  return [...shown.values()]
}

/** A till that had too many wrong codes waits (OF12). */
async function refuseLocked(work: Work, till: Till): Promise<void> {
  const misses = await missesSince(work, till, missWindowStart(work))
  if (misses >= MISSES_MAX) {
    const retryAfterSeconds = MISS_WINDOW_SECONDS
    throw new Refused(offerRefusals, 'code.locked', { retryAfterSeconds })
  }
}

/** What a phone signed by itself (OF53): both signatures, the certificate's time and the step. */
async function signedShown(
  work: Work,
  place: ServedPlace,
  code: SignedCode,
  shownAt: Date | null,
): Promise<ShownCoupon> {
  const till = { placeId: place.id, till: actorName(work.actor) }
  // Guesses count when they are made; what was accepted meanwhile is no guess.
  if (shownAt === null) await refuseLocked(work, till)
  const at = shownAt ?? work.now
  const { step } = code
  const { couponId, offerId, expiresAt } = code.certificate
  const isKnown = (await isOurs(work, code, at)) && (await isCoupon(work, couponId, offerId))
  if (!isKnown) throw new Refused(offerRefusals, 'code.unknown')
  const isFresh = Math.abs(step - stepAt(at)) <= STEPS_BESIDE
  const isGood = isFresh || (shownAt === null && (await isHeld(work, { ...till, couponId, step })))
  if (!isGood || at >= expiresAt) {
    throw new Refused(offerRefusals, 'code.expired', { shownUntil: stepEnd(step).toISOString() })
  }
  return { couponId, step }
}

async function couponShown(work: Work, place: ServedPlace, typed: string): Promise<ShownCoupon> {
  const till = { placeId: place.id, till: actorName(work.actor) }
  const code = parseCode(typed)
  if (!code) {
    await refuseLocked(work, till)
    throw new Refused(offerRefusals, 'code.malformed')
  }
  const [sharers] = await Promise.all([
    couponsByHandle(work, {
      handle: code.handle,
      merchantId: place.merchantId,
      since: new Date(work.now.getTime() - GONE_AFTER_DAYS * DAY_MS),
      limit: SHARERS_MAX,
    }),
    refuseLocked(work, till),
  ])
  const now = stepAt(work.now)
  for (const { id: couponId, secret } of sharers) {
    const numberAt = (step: number) => shownPart(otpNumber(secret, step))
    const shown = stepOf(code.number, now, numberAt)
    if (shown === null) continue
    const { step } = shown
    if (shown.isFresh || (await isHeld(work, { ...till, couponId, step }))) {
      return { couponId, step }
    }
    throw new Refused(offerRefusals, 'code.expired', { shownUntil: stepEnd(step).toISOString() })
  }
  throw new Refused(offerRefusals, 'code.unknown')
}

/** Holds the codes of coupons for the till that read them, so that there is time to type the bill (OF22). */
export async function holdCodes(
  work: Work,
  placeId: Id<'place'>,
  shown: readonly ShownCoupon[],
): Promise<void> {
  const till = actorName(work.actor)
  for (const { couponId, step } of shown) {
    // From the code's own end: quoting it again holds it no longer.
    const until = new Date(stepEnd(step).getTime() + HOLD_MINUTES * MINUTE_MS)
    await keepHold(work, { couponId, placeId, till, step }, until)
  }
}

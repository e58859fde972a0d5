/** Passes of coupons: made once, signed when asked for, marked when what they show changes. */
import { personOf } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import { hmacSha256, isSameSecret } from '../../platform/secrets.ts'
import type { Work } from '../../platform/work.ts'
import { heldCoupon } from '../offers/service/held.ts'
import { peopleOf } from '../people/service.ts'
import { placesOf, placesOfMerchantPage } from '../places/service.ts'
import { applePass } from './model/apple.ts'
import { googleClaims, LINK_LENGTH_MAX, SAVE_URL } from './model/google.ts'
import { passRefusals, PLACES_MAX, type Pass, type PassContent, type PassPlace } from './model.ts'
import type { PassSigners } from './ports.ts'
import { keepPass, markChanged, passById, type Changed } from './store.ts'

export type PassNeeds = {
  /** Makes the tokens of passes. */
  readonly secret: string
  /** The address people reach this installation by. */
  readonly origin: () => string
  readonly signers: PassSigners
}

/**
 * The pass of a coupon of whoever asks: made when it is asked for first (PA2).
 *
 * @throws {Refused} `pass.no-coupon`, also for a coupon of someone else
 */
export async function passFor(work: Work, couponId: Id<'coupon'>): Promise<Pass> {
  const personId = personOf(work.actor)
  const held = await heldCoupon(work, couponId)
  if (held?.coupon.personId !== personId) throw new Refused(passRefusals, 'pass.no-coupon')
  return keepPass(work, {
    id: work.newId('pass'),
    couponId,
    offerId: held.offer.id,
    personId,
  })
}

/** What the card of a pass says at this moment (PA4, PA5). */
export async function contentOf(work: Work, pass: Pass, origin: string): Promise<PassContent> {
  const held = await heldCoupon(work, pass.couponId)
  if (!held) throw new Refused(passRefusals, 'pass.unknown')
  const { coupon, offer, merchantName, color } = held
  const person = (await peopleOf(work, [pass.personId])).get(pass.personId)
  const isOver = offer.state === 'ended' || offer.endsAt <= work.now
  return {
    id: pass.id,
    offerId: offer.id,
    offerTitle: offer.title,
    merchantName,
    color,
    expiresAt: coupon.expiresAt,
    isVoid: coupon.redeemedAt !== null || coupon.cancelledAt !== null || isOver,
    link: `${origin}/wallet/${coupon.id}`,
    places: await placesFor(work, offer),
    language: person?.locale ?? 'ko',
  }
}

async function placesFor(
  work: Work,
  { placeIds, merchantId }: { placeIds: readonly Id<'place'>[]; merchantId: Id<'merchant'> },
): Promise<readonly PassPlace[]> {
  const ids = placeIds.slice(0, PLACES_MAX)
  const places =
    ids.length > 0
      ? [...(await placesOf(work, ids)).values()]
      : (await placesOfMerchantPage(work, merchantId, { limit: PLACES_MAX, after: null })).items
  return places
    .filter(({ isVisible }) => isVisible)
    .map(({ name, lng, lat }) => ({ name, lng, lat }))
}

/** Where Apple's devices ask about passes. Their paths begin with /v1 below it. */
export const APPLE_SERVICE_PATH = '/apple-wallet'

/** The whole file for Apple Wallet (PA3). */
export async function applePassFile(
  { secret, origin, signers }: PassNeeds,
  content: PassContent,
): Promise<Buffer> {
  const signer = await signers.apple()
  const service = {
    url: origin() + APPLE_SERVICE_PATH,
    token: passToken(secret, content.id),
  }
  return signer.passFile(applePass(content, signer.names, service))
}

/** The link that puts a pass into Google Wallet (PA7). */
export async function googleLink(
  { origin, signers }: Pick<PassNeeds, 'origin' | 'signers'>,
  content: PassContent,
  at: Date,
): Promise<string> {
  const signer = await signers.google()
  const linkOf = async (isLean: boolean) =>
    SAVE_URL + (await signer.token(googleClaims(content, signer.names, origin(), at, isLean)))
  const link = await linkOf(false)
  return link.length <= LINK_LENGTH_MAX ? link : linkOf(true)
}

/** The token of a pass: known to it and to us, and kept nowhere. */
export function passToken(secret: string, id: Id<'pass'>): string {
  return hmacSha256(secret, `passes.token/${id}`)
}

/**
 * The pass that a device asks about, with the pass's own token (PA6).
 *
 * @throws {Refused} `pass.token-wrong`, also for a pass that is not there
 */
export async function passByToken(
  work: Work,
  secret: string,
  id: Id<'pass'>,
  token: string | null,
): Promise<Pass> {
  const isRight = token !== null && isSameSecret(token, passToken(secret, id))
  const pass = isRight ? await passById(work, id) : null
  if (!pass) throw new Refused(passRefusals, 'pass.token-wrong')
  return pass
}

/** Passes of these coupons and offers show something else from now on. */
export async function passesChanged(work: Work, changed: Changed): Promise<void> {
  await markChanged(work, changed)
}

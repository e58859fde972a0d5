/**
 * What a till may accept while it hears nothing of the server. Pure: it runs in the till.
 *
 * A till has a *list*: the offers of its place, what is gone, and what it may give away until it hears
 * of the server again. Whatever it cannot know counts as no, and the refusal says so. The server judges
 * each acceptance again when it is sent; what it does not count is flagged (OF54–OF58).
 */
import type { Id } from '../../../kernel/id.ts'
import { HOLD_MINUTES, stepAt, stepEnd, STEPS_BESIDE } from '../../../kernel/rotating-code.ts'
import type { Certificate } from '../../../kernel/signed-code.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { closedAs, type Offer } from './offer.ts'
import { cartOfBill } from './pricing/cart.ts'
import { nothingKnown } from './pricing/condition.ts'
import type { Policy } from './pricing/offers.ts'
import { priceCart, type PricedOffer } from './pricing/price.ts'
import { candidateOf } from './promise.ts'
import { detailsOf, isGoodAt, objectionTo } from './redemption.ts'
import { reasonOf, type Reason } from './trace.ts'

/** The longest that a till goes on by itself. */
export const OFFLINE_HOURS = 24
/** Offline acceptances that come later than this are flagged. */
export const SENT_WITHIN_HOURS = 7 * 24
export const UNDO_SECONDS = 10
/** What clocks, fingers and a slow disk may be off. */
export const CLOCK_SLACK_MS = MINUTE_MS
/** What a till may give away between two looks at the server, where the shop has said nothing. */
export const GIVEN_MINOR_DEFAULT = 50_000
export const GIVEN_MINOR_MAX = 100_000_000

/** An offer as a till needs it. */
export type ListedOffer = Pick<
  Offer,
  | 'id'
  | 'merchantId'
  | 'placeIds'
  | 'title'
  | 'terms'
  | 'rank'
  | 'startsAt'
  | 'endsAt'
  | 'state'
  | 'isAutomatic'
>

export type Gone = 'redeemed' | 'cancelled' | 'held'

export type OfflineList = {
  readonly id: Id<'offline-list'>
  readonly placeId: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly signedAt: Date
  readonly givenMinorMax: number
  readonly policy: Omit<Policy, 'basePointsOn'>
  /** Those of coupons, and those that count for everybody and are not limited. */
  readonly offers: ReadonlyMap<string, ListedOffer>
  readonly gone: ReadonlyMap<string, Gone>
}

/** What a till keeps of an acceptance until it was sent. Amounts in minor units. */
export type Accepted = {
  readonly couponId: string
  readonly step: number
  readonly listId: string
  readonly acceptedAt: Date
  readonly discountMinor: number
  readonly extrasMinor: number
  readonly undoneAt: Date | null
}

/** Somebody at a till shows a code, whose signatures were found to be right. */
export type OfflineAttempt = {
  readonly certificate: Pick<Certificate, 'couponId' | 'offerId' | 'expiresAt'>
  readonly step: number
  readonly billMinor: number
  /** When the code was read. */
  readonly at: Date
  /** When its bill is asked for: a code that was read fresh is good a while longer (OF22). */
  readonly askedAt: Date
}

export type Judgement =
  | {
      readonly kind: 'accepted'
      readonly offer: ListedOffer
      readonly discountMinor: number
      readonly extrasMinor: number
      readonly payMinor: number
    }
  | { readonly kind: 'refused'; readonly reason: Reason }

/** The last instant at which a list counts. */
export const goodUntil = ({ signedAt }: Pick<OfflineList, 'signedAt'>): Date =>
  new Date(signedAt.getTime() + OFFLINE_HOURS * HOUR_MS)

/** What a till may still give away under its list. */
export function leftMinor(
  { id, givenMinorMax }: Pick<OfflineList, 'id' | 'givenMinorMax'>,
  accepted: readonly Accepted[],
): number {
  const given = accepted.filter(({ listId, undoneAt }) => listId === id && undoneAt === null)
  return givenMinorMax - given.reduce((sum, it) => sum + it.discountMinor + it.extrasMinor, 0)
}

/** Whether an acceptance was undone in time: later it stands, and is reversed like any other. */
export function isUndone({ acceptedAt, undoneAt }: Pick<Accepted, 'acceptedAt' | 'undoneAt'>) {
  if (undoneAt === null) return false
  const afterMs = undoneAt.getTime() - acceptedAt.getTime()
  return afterMs >= 0 && afterMs <= UNDO_SECONDS * SECOND_MS + UNDO_HOLD_MS
}
/** The code may have been read so long before its bill was typed (OF22). */
const UNDO_HOLD_MS = HOLD_MINUTES * MINUTE_MS + CLOCK_SLACK_MS

/**
 * Judges a code at a till that is by itself, and prices its bill as the server will.
 *
 * @param accepted what this till has accepted and not seen confirmed yet
 */
export function judgeOffline(
  list: OfflineList,
  { certificate, step, billMinor, at, askedAt }: OfflineAttempt,
  accepted: readonly Accepted[],
): Judgement {
  if (askedAt >= goodUntil(list)) return refused('offline.too-long')
  const isFresh = Math.abs(step - stepAt(at)) <= STEPS_BESIDE
  const isHeld = askedAt.getTime() - at.getTime() <= HOLD_MINUTES * MINUTE_MS
  if (!isFresh || !isHeld || at >= certificate.expiresAt) {
    return refused('code.expired', { shownUntil: stepEnd(step).toISOString() })
  }
  const offer = list.offers.get(certificate.offerId)
  if (!offer) return refused('offline.offer-unlisted')
  const coupon = couponSeen(list, certificate, accepted)
  const place = { id: list.placeId, merchantId: list.merchantId }
  const uncounted = { redeemed: 0, redemptionsMax: null }
  const attempt = { coupon, offer: { ...offer, ...uncounted }, place, billMinor, at, step }
  const code = objectionTo(attempt)
  if (code) return refused(code, detailsOf(code, attempt))
  return priced(list, offer, { billMinor, at }, leftMinor(list, accepted))
}

/** What a till knows of a coupon: what the list says, and what it did itself. */
function couponSeen(
  list: OfflineList,
  { couponId, expiresAt }: OfflineAttempt['certificate'],
  accepted: readonly Accepted[],
) {
  const here = accepted.filter((it) => it.couponId === couponId)
  const stands = here.find(({ undoneAt }) => undoneAt === null)
  const gone = list.gone.get(couponId)
  const steps = here.map(({ step }) => step)
  return {
    expiresAt,
    cancelledAt: gone === 'cancelled' ? list.signedAt : null,
    redeemedAt: stands?.acceptedAt ?? (gone === 'redeemed' ? list.signedAt : null),
    heldUntil: gone === 'held' ? goodUntil(list) : null,
    stepUsed: steps.length === 0 ? null : Math.max(...steps),
  }
}

function priced(
  list: OfflineList,
  offer: ListedOffer,
  { billMinor, at }: Pick<OfflineAttempt, 'billMinor' | 'at'>,
  left: number,
): Judgement {
  const cart = cartOfBill(billMinor)
  const { placeId } = list
  const automatic = [...list.offers.values()].filter((it) => {
    const isOpen = it.isAutomatic && closedAs(it, at) === null && isGoodAt(it, placeId)
    return isOpen && it.id !== offer.id && billMinor >= it.terms.billMinorMin
  })
  const candidates = [offer, ...automatic].map((it) => candidateOf(it, null))
  // Whose coupon it is, is not known here; that it is the holder's, is: only their phone signs.
  const moment = { ...nothingKnown, at, placeId, personId: 'holder', holderId: 'holder' }
  const result = priceCart(cart, candidates, { ...list.policy, basePointsOn: () => 0 }, moment)
  const why = result.notUsed.get(offer.id)
  if (why) return { kind: 'refused', reason: reasonOf(why, offer.terms, cart) }
  const { discountMinor, payMinor } = result
  const extrasMinor = extrasOf(result.used)
  if (discountMinor + extrasMinor > left) {
    return refused('offline.over-cap', { leftMinor: Math.max(0, left) })
  }
  return { kind: 'accepted', offer, discountMinor, extrasMinor, payMinor }
}

/** What is handed over beside a bill. */
export function extrasOf(used: readonly Pick<PricedOffer, 'extras'>[]): number {
  return used.reduce((sum, { extras }) => {
    return sum + extras.reduce((all, { valueMinor }) => all + valueMinor, 0)
  }, 0)
}

function refused(code: Reason['code'], details: Reason['details'] = {}): Judgement {
  return { kind: 'refused', reason: { code, details } }
}

/** Who gets a coupon, judged for a whole batch at once. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { MARKET_TIME_ZONE, wallTime, type Day } from '../../../kernel/time.ts'
import { closedAs, expiryOf, type Counts, type Offer } from './offer.ts'
import {
  nothingTaken,
  objectionToTaking,
  takingOf,
  tallyText,
  type Tally,
  type Whose,
} from './limits.ts'
import type { OfferRefusal } from './refusals.ts'

/** How a coupon came to its holder. */
export type Source =
  | {
      readonly kind: 'campaign'
      readonly campaignId: Id<'campaign'>
      readonly decisionId: Id<'decision'> | null
    }
  | { readonly kind: 'claim' }
  | { readonly kind: 'staff' }
  /** Exchanged for a voucher code. */
  | { readonly kind: 'voucher' }

/** A coupon wanted. Its id is made by whoever asks, so that asking twice gives one coupon (OF9). */
export type Grant = {
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly personId: Id<'person'>
  readonly source: Source
}

export type GrantOutcome =
  | {
      readonly kind: 'granted'
      readonly couponId: Id<'coupon'>
      readonly expiresAt: Date
      /** Which of the person's coupons of this offer it is, from 1; each number is held once. */
      readonly turn: number
      /** What it counts for in the tallies of its offer (OF45). */
      readonly taken: readonly Tally[]
    }
  /** This very coupon was granted before. */
  | { readonly kind: 'repeated'; readonly couponId: Id<'coupon'>; readonly expiresAt: Date }
  | { readonly kind: 'refused'; readonly code: OfferRefusal }

export type KnownCoupon = {
  readonly offerId: Id<'offer'>
  readonly personId: Id<'person'>
  readonly expiresAt: Date
}

/** What is known before a batch is judged, read under the lock of its offers. */
export type Known = {
  readonly offers: ReadonlyMap<Id<'offer'>, Offer & Counts>
  /** The turns that are taken, by `holderKey`. */
  readonly turns: ReadonlyMap<string, readonly number[]>
  /** Those of the wanted coupons that exist. */
  readonly coupons: ReadonlyMap<Id<'coupon'>, KnownCoupon>
  /** What was counted against limits on coupons, by `tallyText`. */
  readonly used: ReadonlyMap<string, number>
  /** What stands for the verified phones of those who have one. */
  readonly phoneKeys: ReadonlyMap<Id<'person'>, string>
}

/** The most grants of one batch. */
export const GRANTS_MAX = 1_000

export const holderKey = (offerId: Id<'offer'>, personId: Id<'person'>) => `${offerId}/${personId}`

/** Judges grants in their order, each on what the grants before it left (OF16). */
export function judgeGrants(
  known: Known,
  grants: readonly Grant[],
  at: Date,
): readonly GrantOutcome[] {
  const { day } = wallTime(at, MARKET_TIME_ZONE)
  const left = new Map([...known.offers].map(([id, offer]) => [id, roomOf(offer, day)]))
  const turns = new Map([...known.turns].map(([key, taken]) => [key, [...taken]]))
  const coupons = new Map(known.coupons)
  const used = new Map(known.used)

  return grants.map((grant): GrantOutcome => {
    const { couponId, offerId, personId } = grant
    const offer = known.offers.get(offerId)
    const room = left.get(offerId)
    if (!offer || !room) return { kind: 'refused', code: 'offer.unknown' }

    const same = coupons.get(couponId)
    if (same) {
      const isRepeat = same.offerId === offerId && same.personId === personId
      if (!isRepeat) return { kind: 'refused', code: 'coupon.id-taken' }
      return { kind: 'repeated', couponId, expiresAt: same.expiresAt }
    }
    const taken = turns.get(holderKey(offerId, personId)) ?? []
    const whose = whoseOf(grant, known)
    const code =
      objectionToGrant(offer, grant.source, taken.length, room, at) ??
      objectionByLimits(offer, whose, used, at)
    if (code) return { kind: 'refused', code }

    const turn = firstFree(taken)
    const expiresAt = expiryOf(offer, at)
    room.inAll -= 1
    room.today -= 1
    turns.set(holderKey(offerId, personId), [...taken, turn])
    coupons.set(couponId, { offerId, personId, expiresAt })
    const tallies = takingOf(offer.limits, whose, oneCoupon, at)
    for (const tally of tallies) {
      const key = tallyText(tally)
      used.set(key, (used.get(key) ?? 0) + tally.used)
    }
    return { kind: 'granted', couponId, expiresAt, turn, taken: tallies }
  })
}

const oneCoupon = { ...nothingTaken, coupons: 1 }

/** Whom a coupon is counted for. */
export function whoseOf(
  { offerId, personId, source }: Grant,
  { phoneKeys }: Pick<Known, 'phoneKeys'>,
): Whose {
  return {
    offerId,
    personId,
    campaignId: source.kind === 'campaign' ? source.campaignId : null,
    placeId: null,
    phoneKey: phoneKeys.get(personId) ?? null,
  }
}

function objectionByLimits(
  { limits }: Offer,
  whose: Whose,
  used: ReadonlyMap<string, number>,
  at: Date,
): OfferRefusal | null {
  const objection = objectionToTaking(limits, whose, oneCoupon, used, at)
  if (!objection) return null
  return objection.because === 'spent' ? 'offer.limit-spent' : 'offer.limit-unknown'
}

type Room = { inAll: number; today: number }

function roomOf(offer: Offer & Counts, day: Day): Room {
  const today = offer.grantedDay === day ? offer.grantedOnDay : 0
  return {
    inAll: (offer.couponsMax ?? Infinity) - offer.granted,
    today: (offer.couponsPerDayMax ?? Infinity) - today,
  }
}

// In order of precedence. Who has one already is told so, even when there are no more to give.
function objectionToGrant(
  offer: Offer,
  source: Source,
  held: number,
  room: Room,
  at: Date,
): OfferRefusal | null {
  if (offer.isAutomatic) return 'offer.automatic' // OF49
  if (source.kind === 'claim' && !offer.isPublic) return 'offer.not-public' // OF17
  const closed = closedAs(offer, at) // OF3
  if (closed) return closed
  if (offer.claimsEndAt !== null && at >= offer.claimsEndAt) return 'offer.claims-ended' // OF3
  if (held >= offer.couponsPerPersonMax) return 'coupon.person-limit' // OF8
  if (room.inAll <= 0) return 'offer.exhausted' // OF7
  return room.today <= 0 ? 'offer.day-exhausted' : null // OF7
}

function firstFree(taken: readonly number[]): number {
  const isTaken = new Set(taken)
  let turn = 1
  while (isTaken.has(turn)) turn += 1
  return turn
}

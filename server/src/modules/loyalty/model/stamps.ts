/** Stamp cards: how purchases fill them. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { marketDay } from './validity.ts'

export type StampRule =
  | { readonly kind: 'per-visit' }
  /** One stamp for each full amount of a bill. */
  | { readonly kind: 'per-amount'; readonly amountMinor: number }

export type StampCard = {
  readonly id: Id<'stamp-card'>
  readonly merchantId: Id<'merchant'>
  readonly title: string
  readonly stampsToFill: number
  readonly rule: StampRule
  /** Smaller bills bring no stamp. */
  readonly paidMinorMin: number
  readonly stampsPerDayMax: number | null
  /** So many days after its first stamp, a card that is not full is gone; null for never. */
  readonly validDays: number | null
  /** Whose coupon a full card brings. */
  readonly rewardOfferId: Id<'offer'>
  readonly state: 'open' | 'ended'
}

export const STAMPS_TO_FILL_MAX = 50
export const CARDS_PER_MERCHANT_MAX = 20

/** A purchase that stands, as far as a card is concerned. */
export type StampPurchase = {
  readonly id: Id<'purchase'>
  readonly at: Date
  readonly paidMinor: number
}

export type CardStanding = {
  /** How often the card was filled, in all. */
  readonly filled: number
  /** On the card that is not full yet. */
  readonly stamps: number
  /** When the card that is not full runs out; null while it is empty or does not. */
  readonly expiresAt: Date | null
  /** Stamps by the purchase that brought them. */
  readonly byPurchase: ReadonlyMap<Id<'purchase'>, number>
}

/**
 * What purchases have made of a card by an instant (LO8, LO9).
 *
 * What is more than fills a card starts the next one. A card that ran out before it was full is
 * forgotten.
 *
 * @param purchases those during which the card was open, in order of time
 */
export function cardAt(
  card: StampCard,
  purchases: readonly StampPurchase[],
  at: Date,
): CardStanding {
  const byPurchase = new Map<Id<'purchase'>, number>()
  let filled = 0
  let stamps = 0
  let expiresAt: Date | null = null
  let today = ''
  let givenToday = 0
  for (const purchase of purchases) {
    if (expiresAt !== null && purchase.at >= expiresAt) [stamps, expiresAt] = [0, null]
    const day = marketDay(purchase.at)
    if (day !== today) [today, givenToday] = [day, 0]
    const left = Math.max(0, (card.stampsPerDayMax ?? Infinity) - givenToday)
    const given = Math.min(stampsOf(card, purchase.paidMinor), left)
    givenToday += given
    if (given > 0) byPurchase.set(purchase.id, given)
    const wasEmpty = stamps === 0
    const full = Math.floor((stamps + given) / card.stampsToFill)
    stamps = (stamps + given) % card.stampsToFill
    filled += full
    if (stamps === 0) expiresAt = null
    else if (wasEmpty || full > 0) expiresAt = cardEnd(card, purchase.at)
  }
  if (expiresAt !== null && at >= expiresAt) [stamps, expiresAt] = [0, null]
  return { filled, stamps, expiresAt, byPurchase }
}

function stampsOf({ rule, paidMinorMin }: StampCard, paidMinor: number): number {
  if (paidMinor < paidMinorMin || paidMinor === 0) return 0
  return rule.kind === 'per-visit' ? 1 : Math.floor(paidMinor / rule.amountMinor)
}

function cardEnd({ validDays }: StampCard, at: Date): Date | null {
  return validDays === null ? null : new Date(at.getTime() + validDays * DAY_MS)
}

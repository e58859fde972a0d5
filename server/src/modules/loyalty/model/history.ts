/**
 * What follows from all that somebody bought at a shop: the one place where loyalty is worked out.
 *
 * Pure. A purchase that came back takes no part in it, so what is left is what would be there had it
 * never happened (LO3).
 */
import type { Id } from '../../../kernel/id.ts'
import { basePoints, type InviteRule, type Programme } from './programme.ts'
import { tierAt, type Step, type TierRule } from './tiers.ts'
import { marketDay } from './validity.ts'

/** What somebody paid, and what of it came back. */
export type Purchase = {
  readonly id: Id<'purchase'>
  readonly at: Date
  readonly paidMinor: number
  readonly refundedMinor: number
  /** Whether it came back as a whole; one that cost nothing can, too. */
  readonly isGone: boolean
  /** Points that offers promised besides, for what stands. */
  readonly bonusPoints: number
  /** What a cap over all people left for this purchase; null where there was none (LO4). */
  readonly pointsMax: number | null
  /** The programme as it stood; null where there was none. */
  readonly programme: Programme | null
  /** The cards that were open. */
  readonly stampCardIds: readonly Id<'stamp-card'>[]
}

/** What a purchase is worth, now that all is known. */
export type Worth = {
  readonly purchaseId: Id<'purchase'>
  /** Of the programme, after tier and caps. */
  readonly programmePoints: number
  /** With what offers promised besides. */
  readonly points: number
  /** The tier that the member had: 0 for none. */
  readonly tier: number
}

/** What of a purchase stands. */
export function standingMinor({ paidMinor, refundedMinor }: Purchase): number {
  return paidMinor - refundedMinor
}

/** The purchases of which something stands, with what stands of them. */
export function standing<P extends Purchase>(purchases: readonly P[]): readonly P[] {
  return purchases.filter((it) => !it.isGone)
}

/**
 * What each purchase is worth, in the order of the purchases.
 *
 * @param purchases in order of time
 */
export function worthOf(purchases: readonly Purchase[]): readonly Worth[] {
  const worths: Worth[] = []
  const given = new Map<string, number>()
  const done: Purchase[] = []
  for (const purchase of standing(purchases)) {
    const tier = tierBefore(purchase, done, worths)
    const programmePoints = capped(purchase, multiplied(purchase, tier), given)
    for (const period of periodsOf(purchase.at)) {
      given.set(period, (given.get(period) ?? 0) + programmePoints)
    }
    const points = programmePoints + purchase.bonusPoints
    worths.push({ purchaseId: purchase.id, programmePoints, points, tier })
    done.push(purchase)
  }
  return worths
}

function tierBefore(
  { programme, at }: Purchase,
  before: readonly Purchase[],
  worths: readonly Worth[],
): number {
  if (!programme) return 0
  return tierAt(
    programme.tierRule,
    programme.tiers,
    stepsOf(programme.tierRule, before, worths),
    at,
  )
}

/** What the purchases that stand add to what a tier measures. */
export function stepsOf(
  { measure }: TierRule,
  purchases: readonly Purchase[],
  worths: readonly Worth[],
): readonly Step[] {
  return purchases.map((purchase, at) => {
    const { programmePoints = 0 } = worths[at] ?? {}
    const amounts = { points: programmePoints, spent: standingMinor(purchase), visits: 1 }
    return { at: purchase.at, amount: amounts[measure] }
  })
}

function multiplied(purchase: Purchase, tier: number): number {
  const { programme } = purchase
  const paid = standingMinor(purchase)
  if (!programme || programme.state === 'paused') return 0
  if (paid === 0 || paid < programme.paidMinorMin) return 0
  const percent = programme.tiers[tier - 1]?.multiplierPercent ?? 100
  return Math.floor((basePoints(programme.earn, paid) * percent) / 100)
}

function capped(
  { programme, pointsMax, at }: Purchase,
  points: number,
  given: ReadonlyMap<string, number>,
): number {
  const [day, month] = periodsOf(at)
  const left = (max: number | null | undefined, period: string) =>
    Math.max(0, (max ?? Infinity) - (given.get(period) ?? 0))
  return Math.min(
    points,
    pointsMax ?? Infinity,
    left(programme?.personPointsPerDayMax, day),
    left(programme?.personPointsPerMonthMax, month),
  )
}

/** The day and the month in which an instant counts towards caps. */
export function periodsOf(at: Date): readonly [day: string, month: string] {
  const day = marketDay(at)
  return [day, day.slice(0, 7)]
}

/**
 * The purchase by which a friend earns what an invitation promised; null while there is none (LO12).
 *
 * @param purchases of the friend, in order of time
 */
export function firstQualifying(
  invite: InviteRule,
  purchases: readonly Purchase[],
  { acceptedAt, endsAt }: { readonly acceptedAt: Date; readonly endsAt: Date },
): Purchase | null {
  const isWithin = ({ at }: Purchase) => at >= acceptedAt && at < endsAt
  const isEnough = (it: Purchase) =>
    standingMinor(it) > 0 && standingMinor(it) >= invite.paidMinorMin
  return standing(purchases).find((it) => isWithin(it) && isEnough(it)) ?? null
}

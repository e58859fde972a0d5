/**
 * What a campaign did: differences between its arms, with what can be known about them.
 *
 * Pure. Shares are between 0 and 1; intervals are 95 % unless said.
 */
import { assert } from '../../kernel/assert.ts'
import type { Refusals } from '../../kernel/refused.ts'
import { dayAfter, type Day } from '../../kernel/time.ts'

/** So many of so many. */
export type Share = { readonly of: number; readonly count: number }
export type Interval = { readonly low: number; readonly high: number }
/** Each side of a comparison, and the difference: first minus second. */
export type Difference = Interval & { readonly difference: number }

export type Lift = Difference & {
  /** False when the interval includes nothing, or when one arm is empty: "we do not know yet". */
  readonly isConclusive: boolean
  /**
   * About how many more people it takes to be likely to know; null when nobody can say (no
   * difference seen so far, or no control group).
   */
  readonly peopleMissing: number | null
}

export type Arm = 'treated' | 'control'
/** What one arm of a campaign came to. */
export type ArmFigures = {
  readonly people: number
  readonly visited: number
  /** People who redeemed any coupon at the shop: the control group has none of this campaign. */
  readonly redeemed: number
  readonly salesMinor: number
}
export type Arms = Readonly<Record<Arm, ArmFigures>>

export type Funnel = {
  readonly eligible: number
  readonly sent: number
  readonly seen: number
  readonly visited: number
  readonly redeemed: number
}

/** What those who got a broadcast did on one day. */
export type BroadcastDay = {
  readonly day: Day
  readonly seen: number
  readonly clicked: number
  readonly visited: number
  readonly redeemed: number
}
/** How many people a rule of a campaign kept out. */
export type RefusedCount = { readonly rule: string; readonly code: string; readonly people: number }

/** How long after qualifying a visit or a redemption still counts for a campaign. */
export const ATTRIBUTION_DAYS = 7

/** What a shop's day came to. */
export type DayFigures = {
  readonly day: Day
  readonly visits: number
  readonly redemptions: number
  readonly salesMinor: number
  readonly discountMinor: number
}
export const emptyDay = { visits: 0, redemptions: 0, salesMinor: 0, discountMinor: 0 } as const

/** Every day from `from` on, so many of them; those without a row came to nothing. */
export function filledDays(
  known: readonly DayFigures[],
  from: Day,
  count: number,
): readonly DayFigures[] {
  const byDay = new Map(known.map((one) => [one.day, one]))
  return Array.from({ length: count }, (_, at) => {
    const day = dayAfter(from, at)
    return byDay.get(day) ?? { ...emptyDay, day }
  })
}

/** Standard normal quantiles: 97.5 % for a 95 % interval, 80 % for the power we plan for. */
const Z_95 = 1.959964
const Z_POWER_80 = 0.841621
/** Beyond this, "so many more people" says no more than "we do not know". */
const PEOPLE_MISSING_MAX = 1_000_000

export const insightRefusals = {
  'statistics.bad-range': {
    kind: 'invalid',
    says: 'Statistics are of days in their order, and of no more than are shown at once.',
  },
} as const satisfies Refusals

/**
 * Wilson's score interval of one share: never outside 0 to 1, and honest for few people.
 *
 * @see https://doi.org/10.1080/01621459.1927.10502953
 */
export function wilson({ count, of }: Share): Interval {
  assert(of > 0 && count >= 0 && count <= of, 'a share is some of some')
  const share = count / of
  const z2 = Z_95 ** 2
  const middle = share + z2 / (2 * of)
  const spread = Z_95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of ** 2))
  const scale = 1 + z2 / of
  return {
    low: count === 0 ? 0 : Math.max(0, (middle - spread) / scale),
    high: count === of ? 1 : Math.min(1, (middle + spread) / scale),
  }
}

/**
 * The difference of two independent shares with its 95 % interval: Newcombe's method 10, which joins
 * the Wilson intervals of both and, unlike the textbook interval, holds for small groups and for
 * none or all.
 *
 * @see R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890
 */
export function newcombe(one: Share, other: Share): Difference {
  const [p1, p2] = [one.count / one.of, other.count / other.of]
  const [w1, w2] = [wilson(one), wilson(other)]
  const difference = p1 - p2
  return {
    difference,
    low: difference - Math.hypot(p1 - w1.low, w2.high - p2),
    high: difference + Math.hypot(w1.high - p1, p2 - w2.low),
  }
}

/** What the treated did more than the control group, and whether we know it yet (IN2). */
export function liftOf(treated: Share, control: Share): Lift {
  if (treated.of === 0 || control.of === 0) {
    return { difference: 0, low: -1, high: 1, isConclusive: false, peopleMissing: null }
  }
  const found = newcombe(treated, control)
  const isConclusive = found.low > 0 || found.high < 0
  return {
    ...found,
    isConclusive,
    peopleMissing: isConclusive ? 0 : peopleMissing(treated, control),
  }
}

/**
 * About how many more people, of both arms together, until the difference seen so far would be
 * found to differ from nothing, four times of five.
 *
 * The usual sample size of two shares, with the arms in the ratio they have; null when there is no
 * difference to build on. A rough figure: the difference itself is not known well yet.
 */
export function peopleMissing(treated: Share, control: Share): number | null {
  const [p1, p2] = [treated.count / treated.of, control.count / control.of]
  const ratio = control.of / treated.of
  const spread = p1 * (1 - p1) + (p2 * (1 - p2)) / ratio
  if (p1 === p2) return null
  // With nobody or everybody on both sides the spread is nothing, and says nothing.
  const treatedNeeded = ((Z_95 + Z_POWER_80) ** 2 * Math.max(spread, 0.01)) / (p1 - p2) ** 2
  const missing = Math.ceil(treatedNeeded * (1 + ratio) - treated.of - control.of)
  return missing > PEOPLE_MISSING_MAX ? null : Math.max(1, missing)
}

/** So many people more than would have come anyway, with what is known of it. */
export type Extra = Interval & { readonly estimate: number }

/** The lift in people instead of shares: how many more came than would have come anyway (IN2). */
export function extraPeople(lift: Lift, treatedPeople: number): Extra {
  const inPeople = (share: number) => Math.round(share * treatedPeople)
  return {
    estimate: inPeople(lift.difference),
    low: inPeople(lift.low),
    high: inPeople(lift.high),
  }
}

/** Whether something that happened may count for a campaign that found the person before (IN3). */
export function isAttributed(eligibleAt: Date, at: Date, days = ATTRIBUTION_DAYS): boolean {
  const sinceMs = at.getTime() - eligibleAt.getTime()
  return sinceMs >= 0 && sinceMs < days * 86_400_000
}

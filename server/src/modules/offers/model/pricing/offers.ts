/** Offers as pricing sees them, and what one of them does to a cart. Pure. */
import { applyEffect, moneyOf, type Basis, type Gain } from './apply.ts'
import { sumOf, type Pieces } from './cart.ts'
import {
  isAboutRest,
  verdictOn,
  type Circumstances,
  type Conditions,
  type Verdict,
} from './condition.ts'
import { phaseOf, type Effect } from './effect.ts'
import type { Stacking } from './stacking.ts'

export type Candidate = {
  readonly offerId: string
  readonly effects: readonly Effect[]
  readonly conditions: Conditions
  readonly stacking: Stacking
  /** Lower comes first. */
  readonly rank: number
  /** The most it may be worth on this cart: its cap, or what is left of its budget. Null for no end. */
  readonly valueMinorMax: number | null
  /** What its limits leave: worth more than this, it is not used at all. Null for no end. */
  readonly budgetMinor: number | null
}

export type Policy = Basis & {
  /** `requested`: as they were shown; `rank`: by rank; `best`: what is best for the shopper. */
  readonly order: 'requested' | 'rank' | 'best'
  readonly offersMax: number
  /** The points that a payment earns anyway; never fewer for more. */
  readonly basePointsOn: (payMinor: number) => number
}

export const OFFERS_MAX = 30

/** What an offer came to on a cart, before points. */
export type Use = {
  readonly candidate: Candidate
  readonly gains: readonly Gain[]
  readonly valueMinor: number
}

/** Whether an offer has more to give than a lower price. */
export const givesMore = ({ effects }: Candidate) => effects.some((it) => phaseOf(it) === 5)

/** The order in which offers are applied where the best is looked for, and by rank. */
export function byPhase(one: Candidate, two: Candidate): number {
  const phase = ({ effects }: Candidate) => Math.min(...effects.map(phaseOf))
  return phase(one) - phase(two) || byRank(one, two)
}

export function byRank(one: Candidate, two: Candidate): number {
  return one.rank - two.rank || (one.offerId < two.offerId ? -1 : 1)
}

/** Whether the offer's condition holds on what the offers before it left of the prices. */
export function verdictNow(
  { conditions }: Candidate,
  { cart, currentMinor }: Pieces,
  moment: Circumstances,
): Verdict {
  return verdictOn(conditions, cart, moment, isAboutRest(conditions) ? sumOf(currentMinor) : 0)
}

/** Applies an offer to the pieces, whatever its condition says. Lowers their prices. */
export function useOn(pieces: Pieces, candidate: Candidate, basis: Basis): Use {
  let leftMinor = candidate.valueMinorMax ?? Infinity
  let valueMinor = 0
  const gains = candidate.effects.map((effect) => {
    const gain = applyEffect(pieces, effect, basis, leftMinor)
    const minor = moneyOf(gain)
    leftMinor -= minor
    valueMinor += minor
    return gain
  })
  return { candidate, gains, valueMinor }
}

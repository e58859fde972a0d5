/** Counts of people as a shop may see them: small ones would say too much of single people. Pure. */

/** Of fewer than this, no number is told. */
export const FEW = 5
const ROUNDED_BELOW = 1_000

/** About how many people: `FEW` and `isFew` stand for any number below it, nobody among them. */
export type AboutPeople = { readonly people: number; readonly isFew: boolean }

/**
 * A number of people as a shop may see it while it narrows: never below five, and rounded to fives, so
 * that a question does not single anyone out.
 */
export function blurred(people: number): AboutPeople {
  if (people < FEW) return { people: FEW, isFew: true }
  if (people >= ROUNDED_BELOW) return { people: Math.round(people / 10) * 10, isFew: false }
  return { people: Math.round(people / 5) * 5, isFew: false }
}

/** Whom something went to: how many, and whether a shop chose them among its people. */
export type Chosen = { readonly isNarrowed: boolean; readonly people: number }

/**
 * Whether a shop chose them, and so few that what they did would be told of single people. Who chose
 * nobody may see what two friends did: it is all the friends there are.
 */
export const isWithheld = ({ isNarrowed, people }: Chosen): boolean => isNarrowed && people < FEW

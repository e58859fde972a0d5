/** Shapes that reports of campaigns and of broadcasts share. */
import { z } from 'zod'
import type { Lift } from '../model.ts'

const count = z.int().nonnegative()
const amount = z.int()
export const figures = { count, amount } as const

const lift = z.object({
  /** Shares: 0.04 is four of a hundred people more. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** False while the 95 % interval includes zero: "we do not know yet". */
  conclusive: z.boolean(),
  /** About how many people more it takes to know; null when nobody can say. */
  peopleMissing: count.nullable(),
})
const armFigures = z.object({
  people: count,
  visited: count,
  redeemed: count,
  salesMinor: amount,
})

/** Fewer than five chosen people got it: all figures are null, and lists empty. */
export const isWithheld = z.boolean()
/** The control group is null where it holds fewer than five chosen people; there is no lift then. */
export const arms = z.object({ treated: armFigures, control: armFigures.nullable() }).nullable()
export const lifts = z.object({ visits: lift, redemptions: lift }).nullable()
export const extraVisits = z.object({ estimate: z.int(), low: z.int(), high: z.int() }).nullable()

export const shownLifts = (both: { readonly visits: Lift; readonly redemptions: Lift } | null) =>
  both && { visits: shownLift(both.visits), redemptions: shownLift(both.redemptions) }
const shownLift = ({ isConclusive, ...rest }: Lift) => ({
  ...rest,
  conclusive: isConclusive,
})

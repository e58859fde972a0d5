/** Shapes that reports of campaigns and of broadcasts share. */
import { z } from 'zod'
import type { Lift } from '../model.ts'

const count = z.int().nonnegative()
const amount = z.int()
export const figures = { count, amount } as const

export const lift = z.object({
  /** Shares: 0.04 is four of a hundred people more. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** False while the 95 % interval includes zero: "we do not know yet". */
  conclusive: z.boolean(),
  /** About how many people more it takes to know; null when nobody can say. */
  peopleMissing: count.nullable(),
})
export const armFigures = z.object({
  people: count,
  visited: count,
  redeemed: count,
  salesMinor: amount,
})

export const shownLift = ({ isConclusive, ...rest }: Lift) => ({
  ...rest,
  conclusive: isConclusive,
})

/** How the lift of a campaign is drawn and put into words: an interval, its zero line, a verdict. */
import type { LiftShape } from './shapes.ts'

export type Verdict = 'more' | 'less' | 'unknown'
export type LiftPicture = {
  readonly zeroX: number
  readonly lowX: number
  readonly highX: number
  readonly pointX: number
  readonly ticks: readonly { readonly x: number; readonly value: number }[]
}

/** Beyond this many people more, a number helps nobody: "it will take long" says it better. */
export const PEOPLE_MORE_MAX = 5_000
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

/** What may be said. Nothing, while the interval holds zero. */
export function verdictOf(lift: LiftShape): Verdict {
  if (!lift.conclusive) return 'unknown'
  return lift.difference > 0 ? 'more' : 'less'
}

/**
 * The interval as heads: so many of a hundred who were written to, or of a thousand where of a
 * hundred it would be less than one. Whole numbers without a sign, the smaller first.
 */
export function headsOf({ low, high }: Pick<LiftShape, 'low' | 'high'>): {
  readonly of: 100 | 1_000
  readonly low: number
  readonly high: number
} {
  const [least, most] = [Math.abs(low), Math.abs(high)].toSorted((one, other) => one - other)
  const of = (least ?? 0) * 100 < 1 ? 1_000 : 100
  const heads = (share = 0) => Math.max(1, Math.round(share * of))
  return { of, low: heads(least), high: heads(most) }
}

/** How many people more it takes, as rough as it is known; null when a number would not help. */
export function peopleMore({ peopleMissing }: LiftShape): number | null {
  if (peopleMissing === null || peopleMissing > PEOPLE_MORE_MAX) return null
  const roundTo = peopleMissing < 100 ? 10 : peopleMissing < 1_000 ? 50 : 500
  return Math.max(roundTo, Math.ceil(peopleMissing / roundTo) * roundTo)
}

/** Where the bar, its middle, zero and the ticks stand on a line of `width`, with `inset` at both ends. */
export function liftPicture(lift: LiftShape, width: number, inset: number): LiftPicture {
  const reach = Math.max(Math.abs(lift.low), Math.abs(lift.high), 0.02)
  const step = STEPS.find((candidate) => reach / candidate <= 3) ?? 1
  const from = Math.min(-step, Math.floor(lift.low / step + 1e-9) * step)
  const until = Math.max(step, Math.ceil(lift.high / step - 1e-9) * step)
  const x = (value: number) => inset + ((value - from) / (until - from)) * (width - 2 * inset)
  const count = Math.round((until - from) / step)
  return {
    zeroX: x(0),
    lowX: x(lift.low),
    highX: x(lift.high),
    pointX: x(lift.difference),
    ticks: Array.from({ length: count + 1 }, (_, at) => {
      const value = Math.round((from + at * step) * 1_000) / 1_000
      return { x: x(value), value: value === 0 ? 0 : value }
    }),
  }
}

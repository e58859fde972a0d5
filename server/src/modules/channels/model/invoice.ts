/**
 * A month's invoice, exact to the won: the plan's fee day by day, what steps cost, and the ways.
 *
 * Pure. CH9, CH10, CH12 and CH53 are rules of README.md.
 */
import { instantOf, MARKET_TIME_ZONE } from '../../../kernel/time.ts'
import type { WayName } from '../../outreach/model/delivery.ts'
import type { WayCharge } from '../../outreach/model/mailing-ways.ts'
import {
  daysOf,
  planAt,
  spanOf,
  stepFeeMinor,
  type Month,
  type PlanChoice,
  type PlanFrom,
  type QuotaUse,
} from './plan.ts'

export type InvoiceLine =
  | {
      readonly kind: 'plan'
      readonly planId: string
      readonly monthlyFeeMinor: number
      readonly days: number
      readonly ofDays: number
      readonly amountMinor: number
    }
  | {
      readonly kind: 'step'
      readonly planId: string
      readonly broadcasts: number
      /** The most that the shop had when it sent one of them. */
      readonly friends: number
      readonly amountMinor: number
    }
  | {
      readonly kind: 'way'
      readonly way: WayName
      readonly priceMinor: number
      /** Below zero where more came back than got through. */
      readonly pieces: number
      readonly amountMinor: number
    }

export type InvoiceSums = {
  readonly lines: readonly InvoiceLine[]
  readonly netMinor: number
  readonly vatMinor: number
}

/** Value added tax of Korea (Value-Added Tax Act, article 30). */
export const VAT_PERCENT = 10

/**
 * What a shop owes for a month.
 *
 * Each day costs its part of the fee of the plan that the shop had at the end of that day, at the
 * price with which the day began; days of one plan and price are one line, and a fraction of a won of
 * a line stays with the shop (CH9). Pieces that got through beside the inbox cost what they cost when
 * they were queued, less those that came back since an earlier invoice (CH53). The tax is of the sum, a fraction again staying with the shop.
 */
export function invoiceOf(
  month: Month,
  history: readonly PlanFrom[],
  choices: readonly PlanChoice[],
  uses: readonly QuotaUse[],
  charges: readonly WayCharge[] = [],
): InvoiceSums {
  const lines = [
    ...planLines(month, history, choices),
    ...stepLines(month, history, choices, uses),
    ...wayLines(charges),
  ]
  const netMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return { lines, netMinor, vatMinor: Math.floor((netMinor * VAT_PERCENT) / 100) }
}

function planLines(
  month: Month,
  history: readonly PlanFrom[],
  choices: readonly PlanChoice[],
): readonly InvoiceLine[] {
  const days = daysOf(month)
  const runs: { planId: string; monthlyFeeMinor: number; days: number }[] = []
  for (const day of days) {
    const begins = instantOf(day, 0, MARKET_TIME_ZONE)
    const ends = new Date(instantOf(day, 1_440, MARKET_TIME_ZONE).getTime() - 1)
    const { id } = planAt(history, choices, ends)
    const priced = planAt(
      history,
      [{ planId: id, startsAt: new Date(0), chosenAt: new Date(0) }],
      begins,
    )
    // A plan that came with the day itself has no earlier price.
    const { monthlyFeeMinor } = priced.id === id ? priced : planAt(history, choices, ends)
    const last = runs.at(-1)
    if (last?.planId === id && last.monthlyFeeMinor === monthlyFeeMinor) last.days += 1
    else runs.push({ planId: id, monthlyFeeMinor, days: 1 })
  }
  return runs.flatMap(({ planId, monthlyFeeMinor, days: count }): InvoiceLine[] => {
    const amountMinor = Math.floor((monthlyFeeMinor * count) / days.length)
    if (amountMinor === 0) return []
    return [
      { kind: 'plan', planId, monthlyFeeMinor, days: count, ofDays: days.length, amountMinor },
    ]
  })
}

/** By the steps of the plan with which the month ended. */
function stepLines(
  month: Month,
  history: readonly PlanFrom[],
  choices: readonly PlanChoice[],
  uses: readonly QuotaUse[],
): readonly InvoiceLine[] {
  const { until } = spanOf(month)
  const plan = planAt(history, choices, new Date(until.getTime() - 1))
  const amountMinor = stepFeeMinor(plan.steps, uses)
  if (amountMinor === 0) return []
  const friends = Math.max(...uses.map((use) => use.friends))
  return [{ kind: 'step', planId: plan.id, broadcasts: uses.length, friends, amountMinor }]
}

/** One line for each way and price. */
export function wayLines(charges: readonly WayCharge[]): readonly InvoiceLine[] {
  const alike = Map.groupBy(charges, ({ way, priceMinor }) => `${way}/${priceMinor}`)
  return [...alike.values()].flatMap((group): InvoiceLine[] => {
    const [first] = group
    const pieces = group.reduce((sum, each) => sum + each.pieces, 0)
    if (!first || pieces === 0) return []
    const { way, priceMinor } = first
    return [{ kind: 'way', way, priceMinor, pieces, amountMinor: pieces * priceMinor }]
  })
}

/** Which tier a member has at an instant: worked out from the purchases that stand. Pure. */
import { assert } from '../../../kernel/assert.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { firstOfMonth, marketDay, midnight } from './validity.ts'

export type Tier = {
  readonly name: string
  /** What must be reached, in what the rule measures. */
  readonly from: number
  /** Points of the programme times this, in percent: 150 is half as much again. */
  readonly multiplierPercent: number
  readonly benefits: string
}

export type TierRule = {
  readonly measure: 'points' | 'spent' | 'visits'
  readonly period:
    | { readonly kind: 'rolling'; readonly days: number }
    | { readonly kind: 'calendar'; readonly unit: 'month' | 'quarter' | 'year' }
  /** What was reached counts for the next purchase, or from the next day or month on. */
  readonly startsOn: 'next-purchase' | 'next-day' | 'next-month'
  /** How long a tier is kept after it is no longer earned. */
  readonly keeps:
    | { readonly kind: 'not' }
    | { readonly kind: 'days'; readonly days: number }
    /** Until the end of the period after the one in which it was reached. */
    | { readonly kind: 'next-period' }
}

/** What one purchase adds to the measure. */
export type Step = { readonly at: Date; readonly amount: number }

export const PERIOD_DAYS_MAX = 1_095

/**
 * The tier at an instant: 0 for none, 1 for the lowest (LO7). Purchases at `at` itself do not count.
 *
 * @param steps in order of time
 */
export function tierAt(
  rule: TierRule,
  tiers: readonly Tier[],
  steps: readonly Step[],
  at: Date,
): number {
  if (tiers.length === 0) return 0
  const sums = runningSums(steps)
  const until = cutoff(rule, at)
  const since = keptSince(rule, until)
  const levelBefore = (end: Date) => levelOf(tiers, sums(periodStart(rule, end), end))
  // Between two purchases the measure can only fall: the highest stands right after one of them.
  const risen = steps
    .filter((step) => step.at >= since && step.at < until)
    .map((step) => levelBefore(new Date(step.at.getTime() + 1)))
  // Days run from the instant it was earned last; a period has nothing of the one before at its first.
  const first = rule.keeps.kind === 'days' ? since : new Date(since.getTime() + 1)
  const atSince = since < until ? levelBefore(first) : 0
  return Math.max(levelBefore(until), atSince, ...risen)
}

/** What has been reached towards the next tier in the period that runs (LO7). */
export function progressAt(rule: TierRule, steps: readonly Step[], at: Date): number {
  return runningSums(steps)(periodStart(rule, at), at)
}

function levelOf(tiers: readonly Tier[], reached: number): number {
  return tiers.filter(({ from }) => reached >= from).length
}

/** What happens from here on does not bear on the tier at `at` yet. */
function cutoff({ startsOn }: TierRule, at: Date): Date {
  if (startsOn === 'next-purchase') return at
  const today = marketDay(at)
  return midnight(startsOn === 'next-day' ? today : firstOfMonth(today, 0))
}

function keptSince(rule: TierRule, until: Date): Date {
  const { keeps } = rule
  if (keeps.kind === 'not') return until
  if (keeps.kind === 'days') return new Date(until.getTime() - keeps.days * DAY_MS)
  return periodStart(rule, new Date(periodStart(rule, until).getTime() - 1))
}

function periodStart({ period }: TierRule, end: Date): Date {
  if (period.kind === 'rolling') return new Date(end.getTime() - period.days * DAY_MS)
  // The period of the last instant before the end: at its very end it still counts.
  const last = marketDay(new Date(end.getTime() - 1))
  const months = { month: 1, quarter: 3, year: 12 }[period.unit]
  return midnight(firstOfMonth(last, -((Number(last.slice(5, 7)) - 1) % months)))
}

/** Answers what the steps of a half-open window sum to. */
function runningSums(steps: readonly Step[]): (from: Date, until: Date) => number {
  const sums = [0]
  for (const [at, { amount }] of steps.entries()) {
    const before = steps[at - 1]
    assert(!before || before.at <= steps[at]!.at, 'steps come in order of time')
    sums.push((sums.at(-1) ?? 0) + amount)
  }
  const countBefore = (end: Date) => {
    let [low, high] = [0, steps.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (steps[middle]!.at < end) low = middle + 1
      else high = middle
    }
    return low
  }
  return (from, until) => (sums[countBefore(until)] ?? 0) - (sums[countBefore(from)] ?? 0)
}

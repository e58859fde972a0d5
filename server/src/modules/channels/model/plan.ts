/**
 * Plans: how many broadcasts a shop may send in a month, and what that costs.
 *
 * Pure. Amounts are whole won without value added tax. CH8, CH9… are the rules of README.md.
 */
import { assert } from '../../../kernel/assert.ts'
import { instantOf, MARKET_TIME_ZONE, wallTime, type Day } from '../../../kernel/time.ts'

/** A calendar month of the market, as `2026-11`. */
export type Month = string

/** What a month with so many broadcasts costs besides the fee, from a number of friends on. */
export type Step = {
  readonly friendsFrom: number
  /** The price of one broadcast in the month, of two, and so on; never falling. */
  readonly feesMinor: readonly number[]
}

/** What is counted: a broadcast, or each message that goes out. */
export type PlanUnit = 'broadcasts' | 'messages'

export type Plan = {
  readonly id: string
  readonly nameKo: string
  readonly nameEn: string
  readonly monthlyFeeMinor: number
  readonly unit: PlanUnit
  /** How many a month; null for as many as one likes. */
  readonly unitsMax: number | null
  /** By number of friends, rising; below the first step nothing is charged besides the fee. */
  readonly steps: readonly Step[]
  /** Whether shops may choose it now. */
  readonly isOffered: boolean
}
export type PlanFrom = Plan & { readonly startsAt: Date }

/** What a shop chose, and from when on. */
export type PlanChoice = {
  readonly planId: string
  readonly startsAt: Date
  readonly chosenAt: Date
}

/** What one broadcast took of a plan. */
export type QuotaUse = {
  readonly units: number
  readonly friends: number
}

export const PLAN_FEE_MINOR_MAX = 1_000_000_000
export const STEPS_MAX = 20
export const STEP_FEES_MAX = 31
export const STANDARD_PLAN = 'standard'

const FIRST_FRIENDS = 10_000
const FIRST_FEE_MINOR = 500_000
const LAST_FEE_MINOR = 16_400_000
const STEP_COUNT = 10
const STEP_BROADCASTS = 10

/**
 * The price of `broadcasts` (1 to 10) in a month at step `at` (0 to 9) of the shipped example.
 *
 * Two of the hundred are published: 500,000 won for one at 10,000 to 20,000 friends, and 16,400,000
 * won for ten at 100,000 and more. Those between are ours: of the way from the first to the last, 12
 * in a hundred are for friends, 22 for broadcasts, 66 for both together; rounded to 10,000 won.
 */
export function exampleStepFeeMinor(at: number, broadcasts: number): number {
  const byFriends = at / (STEP_COUNT - 1)
  const byBroadcasts = (broadcasts - 1) / (STEP_BROADCASTS - 1)
  const way = 0.12 * byFriends + 0.22 * byBroadcasts + 0.66 * byFriends * byBroadcasts
  const exact = FIRST_FEE_MINOR + way * (LAST_FEE_MINOR - FIRST_FEE_MINOR)
  return Math.round(exact / 10_000) * 10_000
}

/** Steps of 10,000 friends up to 100,000 and more. */
export const exampleSteps: readonly Step[] = Array.from({ length: STEP_COUNT }, (_step, at) => ({
  friendsFrom: FIRST_FRIENDS * (at + 1),
  feesMinor: Array.from({ length: STEP_BROADCASTS }, (_each, one) =>
    exampleStepFeeMinor(at, one + 1),
  ),
}))

/**
 * What a market starts with, until its operator says otherwise: after the published plans of LINE@.
 * The fee of the promotion plan is not published there; the figure is ours.
 */
export const examplePlans: readonly PlanFrom[] = [
  {
    id: STANDARD_PLAN,
    nameKo: '스탠다드',
    nameEn: 'Standard',
    monthlyFeeMinor: 0,
    unit: 'broadcasts',
    unitsMax: 1,
    steps: exampleSteps,
    isOffered: true,
    startsAt: new Date(0),
  },
  {
    id: 'promotion',
    nameKo: '프로모션',
    nameEn: 'Promotion',
    monthlyFeeMinor: 50_000,
    unit: 'broadcasts',
    unitsMax: null,
    steps: exampleSteps,
    isOffered: true,
    startsAt: new Date(0),
  },
]

/** Every plan as it stands at an instant, the cheapest first; `history` in any order (CH8). */
export function plansAt(history: readonly PlanFrom[], at: Date): readonly PlanFrom[] {
  const known = new Map<string, PlanFrom>()
  for (const plan of [...examplePlans, ...history].toSorted((a, b) => +a.startsAt - +b.startsAt)) {
    if (plan.startsAt <= at) known.set(plan.id, plan)
  }
  return [...known.values()].toSorted(
    (one, other) =>
      one.monthlyFeeMinor - other.monthlyFeeMinor ||
      (one.unitsMax ?? Infinity) - (other.unitsMax ?? Infinity) ||
      one.id.localeCompare(other.id),
  )
}

/** The plan of a shop at an instant: what it chose last, of what has begun; `standard` until then. */
export function planAt(
  history: readonly PlanFrom[],
  choices: readonly PlanChoice[],
  at: Date,
): PlanFrom {
  const plans = plansAt(history, at)
  const chosen = choiceAt(choices, at)
  const plan = plans.find(({ id }) => id === chosen) ?? plans.find((it) => it.id === STANDARD_PLAN)
  assert(plan, 'the standard plan is always there')
  return plan
}

/** A later word takes back what was said before and has not begun. */
function choiceAt(choices: readonly PlanChoice[], at: Date): string {
  const inOrder = choices.toSorted((one, other) => +one.chosenAt - +other.chosenAt)
  const standing = inOrder.filter(
    ({ startsAt, chosenAt }, index) =>
      startsAt <= at &&
      !inOrder
        .slice(index + 1)
        .some((next) => next.chosenAt < startsAt && chosenAt <= next.chosenAt),
  )
  return standing.at(-1)?.planId ?? STANDARD_PLAN
}

/**
 * When a choice takes effect: one that costs more at once, one that costs less or the same with the
 * next month, because this one is being paid for (CH9).
 */
export function choiceStartsAt(now: Date, present: Plan, chosen: Plan): Date {
  const isDearer = chosen.monthlyFeeMinor > present.monthlyFeeMinor
  return isDearer ? now : spanOf(monthOf(now)).until
}

/** What broadcasts of one month cost besides the fee, at the step of the most friends (CH10). */
export function stepFeeMinor(steps: readonly Step[], uses: readonly QuotaUse[]): number {
  const friends = Math.max(0, ...uses.map((use) => use.friends))
  const step = steps.findLast(({ friendsFrom }) => friendsFrom <= friends)
  return step ? feeOf(step, uses.length) : 0
}

/** Beyond the table, each further broadcast costs what the last one in it added. */
function feeOf({ feesMinor }: Step, broadcasts: number): number {
  const last = feesMinor.at(-1)
  if (broadcasts === 0 || last === undefined) return 0
  const known = feesMinor[broadcasts - 1]
  if (known !== undefined) return known
  const added = last - (feesMinor.at(-2) ?? 0)
  return last + added * (broadcasts - feesMinor.length)
}

/** What one more broadcast to so many friends would add to the month's invoice. */
export function nextFeeMinor(plan: Plan, uses: readonly QuotaUse[], next: QuotaUse): number {
  return stepFeeMinor(plan.steps, [...uses, next]) - stepFeeMinor(plan.steps, uses)
}

/** Whether a plan leaves room for so many units more. */
export function hasRoom(plan: Plan, used: number, units: number): boolean {
  return plan.unitsMax === null || used + units <= plan.unitsMax
}

/** What a shop must do to send after all: the cheapest plan with room, and what it then costs. */
export type WayOn = {
  readonly plan: Plan
  /** Each month, besides what steps cost. */
  readonly monthlyFeeMinor: number
  /** What this broadcast adds by number of friends. */
  readonly stepFeeMinor: number
}

/** Null where no plan on offer has room (CH11). */
export function wayOn(
  plans: readonly Plan[],
  uses: readonly QuotaUse[],
  next: QuotaUse,
): WayOn | null {
  const used = uses.reduce((sum, { units }) => sum + units, 0)
  const plan = plans.find((it) => it.isOffered && hasRoom(it, used, next.units))
  if (!plan) return null
  const { monthlyFeeMinor } = plan
  return { plan, monthlyFeeMinor, stepFeeMinor: nextFeeMinor(plan, uses, next) }
}

export type PlanObjection = 'plan.steps-wrong'

/** Steps rise in friends, and a dearer month never costs less (CH8). */
export function planObjection({ steps }: Pick<Plan, 'steps'>): PlanObjection | null {
  const isRising = steps.every(
    ({ friendsFrom, feesMinor }, at) =>
      friendsFrom > (steps[at - 1]?.friendsFrom ?? 0) &&
      feesMinor.length > 0 &&
      feesMinor.every((fee, one) => fee >= (feesMinor[one - 1] ?? 0)),
  )
  return isRising ? null : 'plan.steps-wrong'
}

export function monthOf(at: Date): Month {
  return wallTime(at, MARKET_TIME_ZONE).day.slice(0, 7)
}

export function monthAfter(month: Month): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** When a month begins and ends by the market's clock. */
export function spanOf(month: Month): { readonly from: Date; readonly until: Date } {
  return {
    from: instantOf(`${month}-01`, 0, MARKET_TIME_ZONE),
    until: instantOf(`${monthAfter(month)}-01`, 0, MARKET_TIME_ZONE),
  }
}

/** The days of a month, in order. */
export function daysOf(month: Month): readonly Day[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return Array.from({ length: count }, (_day, at) => `${month}-${String(at + 1).padStart(2, '0')}`)
}

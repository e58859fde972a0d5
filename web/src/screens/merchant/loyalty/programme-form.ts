/** A programme while its owner writes it, and what it comes to on an example bill. Pure. */
import type { ReplyTo } from '../../../shapes.ts'

export type Programme = NonNullable<
  ReplyTo<'GET /v1/merchants/{merchantId}/programme'>['programme']
>
export type Body = Omit<Programme, 'version' | 'since'>
/** What the parts of the form are given. */
export type PartProps = {
  readonly form: Body
  readonly onChange: (part: Partial<Body>) => void
}
type Earn = Programme['earn']

/** A bill people would believe, and easy to reckon with. */
export const EXAMPLE_MINOR = 10_000

/** What a shop starts from: 5 % at once, for a year and the rest of its last month. */
export const gentleStart: Body = {
  state: 'open',
  earn: { kind: 'share', perMille: 50 },
  paidMinorMin: 0,
  pendingDays: 0,
  validity: { kind: 'month-end', months: 12 },
  personPointsPerDayMax: null,
  personPointsPerMonthMax: null,
  pointsPerDayMax: null,
  pointsPerMonthMax: null,
  spendPointsMin: 1,
  pointMinor: 1,
  isTransferable: false,
  tiers: [],
  tierRule: {
    measure: 'spent',
    period: { kind: 'rolling', days: 365 },
    startsOn: 'next-purchase',
    keeps: { kind: 'not' },
  },
  invite: null,
  giftValidMonths: 60,
}

export function bodyOf({ version: _version, since: _since, ...body }: Programme): Body {
  return body
}

/** The points of a bill, as the server reckons them: fractions stay with the shop. */
export function examplePoints(
  { earn, paidMinorMin, state, personPointsPerDayMax }: Body,
  billMinor: number,
  timesPercent = 100,
): number {
  if (state === 'paused' || billMinor < paidMinorMin) return 0
  const points = Math.floor((baseOf(earn, billMinor) * timesPercent) / 100)
  return Math.min(points, personPointsPerDayMax ?? Infinity)
}

function baseOf(earn: Earn, billMinor: number): number {
  switch (earn.kind) {
    case 'share':
      return Math.floor((billMinor * earn.perMille) / 1_000)
    case 'per-amount':
      return Math.floor(billMinor / Math.max(1, earn.amountMinor)) * earn.points
    case 'per-visit':
      return earn.points
  }
}

/** The bill to show: the usual one, or the smallest that earns anything. */
export function exampleBill({ paidMinorMin, earn }: Body): number {
  const step = earn.kind === 'per-amount' ? earn.amountMinor : 0
  return Math.max(EXAMPLE_MINOR, Math.ceil(Math.max(paidMinorMin, step) / 1_000) * 1_000)
}

export const earnKinds: Readonly<Record<Earn['kind'], Earn>> = {
  share: { kind: 'share', perMille: 50 },
  'per-amount': { kind: 'per-amount', amountMinor: 1_000, points: 10 },
  'per-visit': { kind: 'per-visit', points: 100 },
}

type Named<Value> = Readonly<Record<string, Value>>
export const validities = {
  never: { kind: 'never' },
  month: { kind: 'month-end', months: 0 },
  month6: { kind: 'month-end', months: 6 },
  month12: { kind: 'month-end', months: 12 },
  year: { kind: 'year-end', months: 0 },
  year1: { kind: 'year-end', months: 12 },
} as const satisfies Named<Programme['validity']>

export const periods = {
  days90: { kind: 'rolling', days: 90 },
  days365: { kind: 'rolling', days: 365 },
  month: { kind: 'calendar', unit: 'month' },
  year: { kind: 'calendar', unit: 'year' },
} as const satisfies Named<Programme['tierRule']['period']>

/** Under which name a value stands; null for one that was written elsewhere. */
export function nameIn(named: Named<object>, value: object): string | null {
  const text = JSON.stringify(value)
  return Object.entries(named).find(([, it]) => JSON.stringify(it) === text)?.[0] ?? null
}

/** Tiers in the order of what they ask for, as the server wants them. */
export function inOrder(tiers: Body['tiers']): Body['tiers'] {
  return tiers.toSorted((one, other) => one.from - other.from)
}

/** Whether it can be saved: each tier has a name and asks for more than the one before. */
export function isComplete({ tiers, earn }: Body): boolean {
  const sorted = inOrder(tiers)
  const isRising = sorted.every(({ from }, at) => at === 0 || from > (sorted[at - 1]?.from ?? 0))
  const isEarning = earn.kind === 'share' ? earn.perMille > 0 : earn.points > 0
  const hasStep = earn.kind !== 'per-amount' || earn.amountMinor > 0
  return isRising && isEarning && hasStep && tiers.every(({ name }) => name.trim() !== '')
}

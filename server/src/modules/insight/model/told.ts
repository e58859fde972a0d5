/**
 * What a shop may see of a report: nothing that would tell what single people did whom it chose (IN16).
 *
 * Pure. `isNarrowed` says whether the shop chose whom it went to among its people.
 */
import { isWithheld } from '../../../kernel/few.ts'
import type { ArmFigures, Arms, BroadcastDay, Extra, Lift, RefusedCount } from '../model.ts'

/** What is measured of anything that went out: how far people went, both arms, and beyond chance. */
export type Measured = {
  readonly funnel: object
  readonly arms: Arms
  readonly lift: { readonly visits: Lift; readonly redemptions: Lift }
  readonly extraVisits: Extra
}

/** The same as it may be seen. Null is withheld. */
export type Told<One extends Measured> = {
  /** Fewer than five got it: nothing is told of what they did. */
  readonly isWithheld: boolean
  readonly funnel: One['funnel'] | null
  /** The control group is null where it is so small itself; there is no lift then. */
  readonly arms: { readonly treated: ArmFigures; readonly control: ArmFigures | null } | null
  readonly lift: One['lift'] | null
  readonly extraVisits: Extra | null
}

type BroadcastLists = {
  readonly outcomes: readonly { readonly outcome: string; readonly people: number }[]
  readonly days: readonly BroadcastDay[]
}
type CampaignLists = { readonly refusedByReason: readonly RefusedCount[] }
/** Of the coupons of a campaign. */
type Amounts = {
  readonly salesMinor: number
  readonly discountMinor: number
  readonly points: number
}
type ToldAmounts = { readonly [Key in keyof Amounts | 'costMinor']: number | null }
const noAmounts = { salesMinor: null, discountMinor: null, points: null, costMinor: null } as const

const withheld = {
  isWithheld: true,
  funnel: null,
  arms: null,
  lift: null,
  extraVisits: null,
} as const

export function told<One extends Measured>(
  { funnel, arms, lift, extraVisits }: One,
  isNarrowed: boolean,
): Told<One> {
  const { treated, control } = arms
  if (isWithheld({ isNarrowed, people: treated.people })) return withheld
  const open = { isWithheld: false, funnel }
  if (isControlTold({ isNarrowed, people: control.people })) {
    return { ...open, arms, lift, extraVisits }
  }
  return { ...open, arms: { treated, control: null }, lift: null, extraVisits: null }
}

/** Whether a control group may be compared with. Of nobody there is nothing to hide. */
export const isControlTold = (control: Parameters<typeof isWithheld>[0]): boolean =>
  control.people === 0 || !isWithheld(control)

/** The report of a broadcast as it may be seen; without any figure where it is withheld. */
export function toldBroadcast<One extends Measured & BroadcastLists>(
  measured: One,
  isNarrowed: boolean,
): Told<One> & BroadcastLists {
  const seen = told(measured, isNarrowed)
  const { outcomes, days } = measured
  return seen.isWithheld ? { ...seen, outcomes: [], days: [] } : { ...seen, outcomes, days }
}

/** The report of a campaign as it may be seen; without any figure where it is withheld. */
export function toldCampaign<One extends Measured & Amounts & CampaignLists>(
  measured: One,
  isNarrowed: boolean,
): Told<One> & ToldAmounts & CampaignLists {
  const seen = told(measured, isNarrowed)
  const { salesMinor, discountMinor, points, refusedByReason } = measured
  if (seen.isWithheld) return { ...seen, ...noAmounts, refusedByReason: [] }
  // A point is worth one unit of money: that is what it takes off the next bill.
  const costMinor = discountMinor + points
  return { ...seen, salesMinor, discountMinor, points, costMinor, refusedByReason }
}

/**
 * What a use of a coupon is charged, and what the lines of a month come to.
 *
 * Pure. Amounts are whole minor units. SE1, SE2… are the rules of README.md.
 */
import { assertAmountMinor } from '../../kernel/money.ts'
import type { Id } from '../../kernel/id.ts'
import type { Refusals } from '../../kernel/refused.ts'
import { instantOf } from '../../kernel/time.ts'
import type { AccountName } from '../ledger/model.ts'

/** What the market takes and bears, from an instant on. */
export type Fee = {
  /** For each use of a coupon. */
  readonly redemptionMinor: number
  /** Of the discount, where the coupon came from a campaign. */
  readonly campaignSharePercent: number
  /** Of the discount of offers for everybody; they cost no fee, since nobody was sent. */
  readonly automaticSharePercent: number
  readonly startsAt: Date
}

/** The use of a coupon or of an offer for everybody, or its reversal, as it was announced. */
export type Use = {
  readonly merchantId: Id<'merchant'>
  readonly redemptionId: Id<'redemption'>
  readonly placeId: Id<'place'>
  readonly offerId: Id<'offer'>
  readonly campaignId: Id<'campaign'> | null
  readonly billMinor: number
  readonly discountMinor: number
  /** Gift value that was given besides. */
  readonly giftMinor: number
  readonly at: Date
}

export type Line = Use & {
  readonly kind: 'use' | 'reversal'
  readonly feeMinor: number
  readonly shareMinor: number
  readonly transferId: Id<'transfer'> | null
}

/** A calendar month of the market, as `2026-11`. */
export type Month = string

/** The market's clock. */
export const MARKET_TIME_ZONE = 'Asia/Seoul'
export const REDEMPTION_FEE_MINOR_MAX = 1_000_000

export const settlementRefusals = {
  'settlement.fee-in-past': {
    kind: 'unprocessable',
    says: 'Fees are never set for the past.',
    todo: 'Let them start now or later.',
  },
  'settlement.fee-differs': {
    kind: 'conflict',
    says: 'Other fees start at this very instant.',
    todo: 'Let these start a moment later.',
  },
} as const satisfies Refusals

const noFee: Fee = {
  redemptionMinor: 0,
  campaignSharePercent: 0,
  automaticSharePercent: 0,
  startsAt: new Date(0),
}

/** The fees in force at an instant (SE3); `fees` in any order. */
export function feeAt(fees: readonly Fee[], at: Date): Fee {
  const begun = fees.filter(({ startsAt }) => startsAt <= at)
  const latest = begun.toSorted((one, other) => +one.startsAt - +other.startsAt).at(-1)
  return latest ?? noFee
}

/** What a use is charged, and what of what it gave away the market bears (SE1, SE9). */
export function chargeOf(
  fee: Fee,
  use: Pick<Use, 'campaignId' | 'discountMinor' | 'giftMinor'>,
  isAutomatic: boolean,
): { readonly feeMinor: number; readonly shareMinor: number } {
  const givenMinor = use.discountMinor + use.giftMinor
  assertAmountMinor(givenMinor)
  const ofCoupon = use.campaignId === null ? 0 : fee.campaignSharePercent
  const percent = isAutomatic ? fee.automaticSharePercent : ofCoupon
  return {
    feeMinor: isAutomatic ? 0 : fee.redemptionMinor,
    shareMinor: Math.floor((givenMinor * percent) / 100),
  }
}

/** What a line brings the shop: below zero where it pays. */
export function netMinor({
  kind,
  feeMinor,
  shareMinor,
}: Pick<Line, 'kind' | 'feeMinor' | 'shareMinor'>): number {
  return kind === 'use' ? shareMinor - feeMinor : feeMinor - shareMinor
}

/** The shop's side in the ledger. */
export function settlementOf(merchantId: Id<'merchant'>): AccountName {
  return { key: `merchant/${merchantId}/settlement`, unit: 'KRW', guarded: false, keepsLots: false }
}

/** Where fees go, and where shares come from. */
export const marketFees: AccountName = {
  key: 'market/fees',
  unit: 'KRW',
  guarded: false,
  keepsLots: false,
}
export const marketShares: AccountName = { ...marketFees, key: 'market/campaign-shares' }

/** When a month begins and ends (SE6). */
export function spanOf(month: Month): { readonly from: Date; readonly until: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return {
    from: instantOf(`${month}-01`, 0, MARKET_TIME_ZONE),
    until: instantOf(`${next}-01`, 0, MARKET_TIME_ZONE),
  }
}

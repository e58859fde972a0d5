/**
 * What was sold with offers, and what comes back of it: the one life of a use. Pure.
 *
 * Prices are made once, by `pricing`; a bill keeps what each offer took off each line. Amounts are
 * whole minor units.
 */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { amountOf, type Amounts, type Tally } from './limits.ts'
import type { Extra } from './pricing/apply.ts'
import type { Cart } from './pricing/cart.ts'
import type { Channel } from './pricing/condition.ts'
import type { Priced, PricedOffer } from './pricing/price.ts'
import { returnUnits } from './pricing/returns.ts'
import { splitMinor } from './pricing/split.ts'
import type { OfferRefusal } from './refusals.ts'

/** `held`: priced and kept, not paid yet. `returned`: all of it came back. */
export type BillState = 'held' | 'paid' | 'returned' | 'released' | 'expired'

/** What may follow each state. */
export const nextBillStates: Readonly<Record<BillState, readonly BillState[]>> = {
  held: ['paid', 'released', 'expired'],
  paid: ['returned'],
  returned: [],
  released: [],
  expired: [],
}

export type BillShare = {
  readonly redemptionId: Id<'redemption'>
  readonly discountMinor: number
  readonly returnedMinor: number
}
export type BillLine = {
  /** From 1; the delivery has 0. */
  readonly number: number
  readonly lineId: string
  readonly itemId: string
  readonly categoryIds: readonly string[]
  readonly quantity: number
  readonly unitMinor: number
  /** In the order in which the offers were applied. */
  readonly shares: readonly BillShare[]
  readonly unitsReturned: number
  readonly refundedMinor: number
}

/** The use of one offer on a bill; without a coupon where the offer counts for everybody. */
export type BillUse = {
  readonly id: Id<'redemption'>
  readonly couponId: Id<'coupon'> | null
  readonly offerId: Id<'offer'>
  readonly campaignId: Id<'campaign'> | null
  /** The part of the bill that it stands for: those of all uses add up to the bill. */
  readonly billMinor: number
  readonly discountMinor: number
  readonly pointsEarned: number
  readonly pointsReturned: number
  /** Gift value that it gives besides. */
  readonly giftMinor: number
  readonly giftReturnedMinor: number
  readonly extras: readonly Extra[]
  /** What it counts for in the tallies of its offer now. */
  readonly taken: readonly Tally[]
}

export type Bill = {
  readonly id: Id<'bill'>
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly personId: Id<'person'> | null
  readonly state: BillState
  readonly channel: Channel
  readonly paymentMethod: string | null
  /** The till's own name for it, as printed on the receipt; null where it gave none. */
  readonly reference: string | null
  readonly isItemised: boolean
  readonly billMinor: number
  readonly discountMinor: number
  readonly refundedMinor: number
  readonly points: number
  readonly pointsReturned: number
  readonly giftMinor: number
  readonly giftReturnedMinor: number
  readonly madeAt: Date
  /** The person or key that made it, as `person/<id>` or `key/<id>`. */
  readonly madeBy: string
  readonly heldUntil: Date | null
  readonly paidAt: Date | null
  readonly closedAt: Date | null
  readonly lines: readonly BillLine[]
  readonly uses: readonly BillUse[]
}

export const HOLD_MINUTES_MAX = 7 * 24 * 60
export const REFERENCE_LENGTH_MAX = 60
export const DELIVERY_LINE = 'delivery'

/** What was paid for a bill. */
export const paidFor = ({ billMinor, discountMinor }: Pick<Bill, 'billMinor' | 'discountMinor'>) =>
  billMinor - discountMinor

/** The lines of a cart as they were priced. */
export function linesOf(
  cart: Cart,
  priced: Priced,
  redemptionOf: (offerId: string) => Id<'redemption'>,
): readonly BillLine[] {
  const asShares = (shares: Priced['delivery']['shares']) =>
    shares.map(({ offerId, discountMinor }): BillShare => {
      return { redemptionId: redemptionOf(offerId), discountMinor, returnedMinor: 0 }
    })
  const fresh = { unitsReturned: 0, refundedMinor: 0 }
  const goods = cart.lines.map((line, at): BillLine => {
    return { ...line, number: at + 1, shares: asShares(priced.lines[at]?.shares ?? []), ...fresh }
  })
  if (cart.deliveryMinor === 0) return goods
  const delivery = { lineId: DELIVERY_LINE, itemId: '', categoryIds: [], quantity: 1 }
  const { shares } = priced.delivery
  return [
    { ...delivery, number: 0, unitMinor: cart.deliveryMinor, shares: asShares(shares), ...fresh },
    ...goods,
  ]
}

/**
 * The parts of a bill that its uses stand for: by what each took off, so that sums over uses count a
 * bill once.
 */
export function partsOf(billMinor: number, used: readonly PricedOffer[]): ArrayLike<number> {
  if (used.length === 0) return []
  const offs = used.map(({ discountMinor }) => discountMinor)
  const isNothingOff = offs.every((off) => off === 0)
  return splitMinor(billMinor, isNothingOff ? used.map(() => 1) : offs)
}

/** Why a bill may not become `next` now; null when nothing speaks against it. */
export function objectionToState(bill: Bill, next: BillState, at: Date): OfferRefusal | null {
  if (nextBillStates[bill.state].includes(next)) {
    const isLate = next === 'paid' && bill.heldUntil !== null && at >= bill.heldUntil
    return isLate ? 'bill.expired' : null
  }
  if (bill.state === 'held') return 'bill.not-paid'
  return `bill.${bill.state}`
}

export type Coming = { readonly lineId: string; readonly units: number }

/** What a return changes. */
export type BillReturn = {
  readonly refundMinor: number
  readonly pointsBack: number
  readonly giftBackMinor: number
  /** Whether nothing of the bill is left out. */
  readonly isAll: boolean
  readonly lines: readonly BillLine[]
  readonly uses: readonly BillUse[]
  /** What the uses of this return no longer count for. */
  readonly freed: readonly Tally[]
}

/** Everything of a bill that has not come back yet. */
export function allLeft({ lines }: Bill): readonly Coming[] {
  return lines.flatMap(({ lineId, quantity, unitsReturned }) => {
    return quantity > unitsReturned ? [{ lineId, units: quantity - unitsReturned }] : []
  })
}

/** Why pieces may not come back; null when nothing speaks against it. */
export function objectionToReturn(bill: Bill, coming: readonly Coming[]): OfferRefusal | null {
  if (bill.state !== 'paid') return objectionToState(bill, 'returned', bill.madeAt)
  const ids = coming.map(({ lineId }) => lineId)
  const isKnown = coming.every(({ lineId }) => bill.lines.some((line) => line.lineId === lineId))
  if (!isKnown || new Set(ids).size < ids.length || coming.length === 0) return 'bill.line-unknown'
  const isLeft = coming.every(({ lineId, units }) => {
    const line = bill.lines.find((it) => it.lineId === lineId)
    return line !== undefined && line.unitsReturned + units <= line.quantity
  })
  return isLeft ? null : 'bill.units-returned'
}

/**
 * What comes back with some pieces: what was paid for them, what their offers gave, and the points
 * that the rest no longer earns. Judge it first (`objectionToReturn`).
 */
export function returned(bill: Bill, coming: readonly Coming[]): BillReturn {
  const units = new Map(coming.map((it) => [it.lineId, it.units]))
  const lines = bill.lines.map((line) => withReturned(line, units.get(line.lineId) ?? 0))
  const isAll = lines.every(({ unitsReturned, quantity }) => unitsReturned === quantity)
  const refundedMinor = lines.reduce((sum, line) => sum + line.refundedMinor, 0)
  const uses = bill.uses.map((use) => withLess(use, bill, lines, refundedMinor, isAll))
  const sum = (of: readonly BillUse[], amount: (use: BillUse) => number) =>
    of.reduce((total, use) => total + amount(use), 0)
  const own = bill.points - sum(bill.uses, (use) => use.pointsEarned)
  const ownBack = own - kept(own, bill, refundedMinor, isAll)
  const pointsReturned = ownBack + sum(uses, (use) => use.pointsReturned)
  return {
    refundMinor: refundedMinor - bill.refundedMinor,
    pointsBack: pointsReturned - bill.pointsReturned,
    giftBackMinor: sum(uses, (use) => use.giftReturnedMinor) - bill.giftReturnedMinor,
    isAll,
    lines,
    uses,
    freed: uses.flatMap((use, at) => freedBy(bill.uses[at]?.taken ?? [], use.taken)),
  }
}

/** Of a use, what has come back so far. */
export type UseReturned = {
  readonly redemptionId: Id<'redemption'>
  /** Its part of the prices of the pieces that came back, rounded down. */
  readonly billMinor: number
  readonly discountMinor: number
  readonly points: number
}

/** What has come back so far of each use of a coupon; it only grows. */
export function returnedOf({ billMinor, lines, uses }: Bill): readonly UseReturned[] {
  const backMinor = lines.reduce((sum, it) => sum + it.unitMinor * it.unitsReturned, 0)
  const partOf = (minor: number) =>
    billMinor === 0 ? 0 : Number((BigInt(minor) * BigInt(backMinor)) / BigInt(billMinor))
  return uses
    .filter(({ couponId }) => couponId !== null)
    .map((use) => {
      const shares = lines.flatMap((line) => line.shares)
      const own = shares.filter(({ redemptionId }) => redemptionId === use.id)
      return {
        redemptionId: use.id,
        billMinor: partOf(use.billMinor),
        discountMinor: own.reduce((sum, it) => sum + it.returnedMinor, 0),
        points: use.pointsReturned,
      }
    })
}

function withReturned(line: BillLine, units: number): BillLine {
  if (units === 0) return line
  const { quantity, unitMinor, shares, unitsReturned, refundedMinor } = line
  const share = (amount: (it: BillShare) => number) =>
    shares.map((it) => ({ offerId: it.redemptionId, discountMinor: amount(it) }))
  const back = returnUnits(
    {
      quantity,
      billMinor: unitMinor * quantity,
      shares: share((it) => it.discountMinor),
      unitsReturned,
      sharesReturned: share((it) => it.returnedMinor),
    },
    units,
  )
  return {
    ...line,
    unitsReturned: unitsReturned + units,
    refundedMinor: refundedMinor + back.refundMinor,
    shares: shares.map((it, at) => {
      const backMinor = back.shares[at]?.discountMinor ?? 0
      return { ...it, returnedMinor: it.returnedMinor + backMinor }
    }),
  }
}

/** A use after a return: what it still earns and counts for. */
function withLess(
  use: BillUse,
  bill: Bill,
  lines: readonly BillLine[],
  refundedMinor: number,
  isAll: boolean,
): BillUse {
  const keptPoints = kept(use.pointsEarned, bill, refundedMinor, isAll)
  const keptGift = kept(use.giftMinor, bill, refundedMinor, isAll)
  const shares = lines.flatMap((line) => line.shares.filter((it) => it.redemptionId === use.id))
  const leftMinor = shares.reduce((sum, it) => sum + it.discountMinor - it.returnedMinor, 0)
  const left: Amounts = {
    coupons: 0,
    redemptions: isAll ? 0 : 1,
    // What was handed over besides stays given until everything is back.
    discountMinor: isAll ? 0 : leftMinor + use.extras.reduce((sum, it) => sum + it.valueMinor, 0),
    points: keptPoints,
    giftMinor: keptGift,
  }
  const taken = use.taken.flatMap((tally) => {
    const used = amountOf(tally, left)
    assert(used <= tally.used, 'a return frees, and takes nothing')
    return used === 0 ? [] : [{ ...tally, used }]
  })
  const pointsReturned = use.pointsEarned - keptPoints
  return { ...use, pointsReturned, giftReturnedMinor: use.giftMinor - keptGift, taken }
}

/** The points, or the gift value, that what is left of a bill still earns: rounded down, and none when nothing is left. */
function kept(points: number, bill: Bill, refundedMinor: number, isAll: boolean): number {
  if (isAll) return 0
  const payMinor = paidFor(bill)
  if (payMinor === 0 || refundedMinor === 0) return points
  return Number((BigInt(points) * BigInt(payMinor - refundedMinor)) / BigInt(payMinor))
}

function freedBy(before: readonly Tally[], after: readonly Tally[]): readonly Tally[] {
  return before.flatMap((tally) => {
    const left = after.find(
      ({ counts, per, period }) =>
        counts === tally.counts && per === tally.per && period === tally.period,
    )
    const used = tally.used - (left?.used ?? 0)
    return used === 0 ? [] : [{ ...tally, used }]
  })
}

/** The offers that are used on a bill. */
export const offerIdsOf = ({ uses }: Pick<Bill, 'uses'>) => uses.map(({ offerId }) => offerId)

/** The coupons that are used on a bill. */
export function couponIdsOf({ uses }: Pick<Bill, 'uses'>): readonly Id<'coupon'>[] {
  return uses.flatMap(({ couponId }) => couponId ?? [])
}

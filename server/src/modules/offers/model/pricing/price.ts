/**
 * What a cart costs under offers, and why. The one place where prices are made.
 *
 * Pure. Money is split over the lines once, here: each line keeps what each offer took off it, so
 * that a part of a sale can be undone later for exactly what it was.
 */
import type { Extra } from './apply.ts'
import { billOf, piecesOf, sumOf, type Cart, type Pieces } from './cart.ts'
import type { Circumstances } from './condition.ts'
import type { Candidate, Policy, Use } from './offers.ts'
import { earnedBy } from './points.ts'
import { choose, type NotUsed } from './search.ts'

/** What one offer came to. */
export type PricedOffer = {
  readonly offerId: string
  /** What it takes off what is paid. */
  readonly discountMinor: number
  /** What is handed over besides. */
  readonly extras: readonly Extra[]
  readonly points: number
  readonly giftMinor: number
}

export type PricedLine = {
  readonly lineId: string
  readonly billMinor: number
  readonly discountMinor: number
  /** By offer, in the order in which they were applied; their sum is the discount. */
  readonly shares: readonly { readonly offerId: string; readonly discountMinor: number }[]
}

export type Priced = {
  readonly lines: readonly PricedLine[]
  readonly delivery: Omit<PricedLine, 'lineId'>
  readonly billMinor: number
  readonly discountMinor: number
  readonly payMinor: number
  /** What the payment earns by itself, and with what the offers add. */
  readonly basePoints: number
  readonly points: number
  readonly giftMinor: number
  readonly used: readonly PricedOffer[]
  readonly notUsed: ReadonlyMap<string, NotUsed>
  readonly isProvenBest: boolean
}

export function priceCart(
  cart: Cart,
  candidates: readonly Candidate[],
  policy: Policy,
  moment: Circumstances,
): Priced {
  const { pieces, uses, notUsed, isProvenBest } = choose(piecesOf(cart), candidates, policy, moment)
  const goodsMinor = sumOf(pieces.currentMinor)
  const basePoints = policy.basePointsOn(goodsMinor)
  const used = uses.map((use): PricedOffer => {
    const extras = use.gains.flatMap((gain) => gain.extras)
    const valueMinor = extras.reduce((sum, extra) => sum + extra.valueMinor, 0)
    const earned = earnedBy(use.candidate, goodsMinor, basePoints)
    const { offerId } = use.candidate
    return { offerId, discountMinor: use.valueMinor - valueMinor, extras, ...earned }
  })
  const total = (amount: (offer: PricedOffer) => number) =>
    used.reduce((sum, offer) => sum + amount(offer), 0)
  const billMinor = billOf(cart) + cart.deliveryMinor
  const discountMinor = total((offer) => offer.discountMinor)
  const payMinor = billMinor - discountMinor
  return {
    lines: linesOf(cart, pieces, uses),
    delivery: deliveryOf(cart, uses),
    billMinor,
    discountMinor,
    payMinor,
    basePoints,
    points: basePoints + total((offer) => offer.points),
    giftMinor: total((offer) => offer.giftMinor),
    used,
    notUsed,
    isProvenBest,
  }
}

function linesOf({ lines }: Cart, { lineOf }: Pieces, uses: readonly Use[]): readonly PricedLine[] {
  const byUse = uses.map(({ gains }) => {
    const offs = new Float64Array(lines.length)
    for (const { offMinor } of gains) {
      offMinor?.forEach((off, piece) => {
        const line = lineOf[piece] ?? 0
        offs[line] = (offs[line] ?? 0) + off
      })
    }
    return offs
  })
  return lines.map(({ lineId, unitMinor, quantity }, line) => {
    const amounts = byUse.map((offs) => offs[line] ?? 0)
    return { lineId, ...priced(unitMinor * quantity, uses, amounts) }
  })
}

function deliveryOf({ deliveryMinor }: Cart, uses: readonly Use[]): Priced['delivery'] {
  const amounts = uses.map(({ gains }) => {
    return gains.reduce((sum, gain) => sum + gain.deliveryOffMinor, 0)
  })
  return priced(deliveryMinor, uses, amounts)
}

function priced(
  billMinor: number,
  uses: readonly Use[],
  amounts: readonly number[],
): Priced['delivery'] {
  const shares = uses.flatMap(({ candidate: { offerId } }, at) => {
    const discountMinor = amounts[at] ?? 0
    return discountMinor === 0 ? [] : [{ offerId, discountMinor }]
  })
  const discountMinor = shares.reduce((sum, share) => sum + share.discountMinor, 0)
  return { billMinor, discountMinor, shares }
}

/** How bills look in answers. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { idOf, instant } from '../../../platform/http.ts'
import { paidFor, type Bill } from '../model/bill.ts'
import type { MadeBill } from '../service/bills.ts'

export const amountMinor = z.int().nonnegative()
/** What is handed over besides. */
export const extra = z.object({
  kind: z.enum(['added', 'upgraded']),
  itemId: z.string(),
  itemName: z.string(),
  units: z.int(),
  valueMinor: amountMinor,
  lineId: z.string().nullable(),
})
export const bill = z.object({
  id: idOf('bill'),
  placeId: idOf('place'),
  state: z.enum(['held', 'paid', 'returned', 'released', 'expired']),
  channel: z.enum(['counter', 'till', 'online']),
  paymentMethod: z.string().nullable(),
  /** The till's own name for it. */
  reference: z.string().nullable(),
  billMinor: amountMinor,
  discountMinor: amountMinor,
  payMinor: amountMinor,
  refundedMinor: amountMinor,
  points: amountMinor,
  pointsReturned: amountMinor,
  /** Gift value that its offers gave, and what of it was taken back. */
  giftMinor: amountMinor,
  giftReturnedMinor: amountMinor,
  madeAt: instant,
  heldUntil: instant.nullable(),
  paidAt: instant.nullable(),
  closedAt: instant.nullable(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      itemId: z.string(),
      quantity: z.int(),
      unitMinor: amountMinor,
      discountMinor: amountMinor,
      unitsReturned: z.int().nonnegative(),
      refundedMinor: amountMinor,
    }),
  ),
  redemptions: z.array(
    z.object({
      redemptionId: idOf('redemption'),
      offerId: idOf('offer'),
      couponId: idOf('coupon').nullable(),
      discountMinor: amountMinor,
      pointsEarned: amountMinor,
      giftMinor: amountMinor,
      extras: z.array(extra),
    }),
  ),
})
export const madeBill = bill.extend({ holderName: z.string().nullable() })

nameShapes({ Extra: extra, Bill: bill })

export function billView(it: Bill): z.input<typeof bill> {
  const { id, placeId, state, channel, paymentMethod, reference } = it
  const { billMinor, discountMinor, refundedMinor, points, pointsReturned } = it
  const { giftMinor, giftReturnedMinor } = it
  const { madeAt, heldUntil, paidAt, closedAt } = it
  const what = { id, placeId, state, channel, paymentMethod, reference }
  const amounts = { billMinor, discountMinor, refundedMinor, points, pointsReturned }
  const gift = { giftMinor, giftReturnedMinor }
  const when = { madeAt, heldUntil, paidAt, closedAt }
  return {
    ...what,
    payMinor: paidFor(it),
    ...amounts,
    ...gift,
    ...when,
    lines: it.lines.map(({ lineId, itemId, quantity, unitMinor, shares, ...rest }) => {
      const off = shares.reduce((sum, one) => sum + one.discountMinor, 0)
      const { unitsReturned, refundedMinor: refunded } = rest
      const line = { lineId, itemId, quantity, unitMinor, discountMinor: off }
      return { ...line, unitsReturned, refundedMinor: refunded }
    }),
    redemptions: it.uses.map(({ id: redemptionId, offerId, couponId, pointsEarned, ...use }) => {
      const extras = use.extras.map((one) => ({ ...one }))
      const ids = { redemptionId, offerId, couponId }
      const { discountMinor: off, giftMinor: given } = use
      return { ...ids, discountMinor: off, pointsEarned, giftMinor: given, extras }
    }),
  }
}

export function madeView({ bill: made, holderName }: MadeBill): z.input<typeof madeBill> {
  return { ...billView(made), holderName }
}

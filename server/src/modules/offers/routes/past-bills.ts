/** Bills that were made, over HTTP: a place's list, and one of them. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, listOf, type Http } from '../../../platform/http.ts'
import { paidFor, REFERENCE_LENGTH_MAX } from '../model/bill.ts'
import { offerRefusals } from '../model/refusals.ts'
import { billSeen, placeBills, type PlaceBill, type SeenBill } from '../service/past-bills.ts'
import { amountMinor, bill, billView } from './bill-shapes.ts'
import { momentQuery } from './shapes.ts'

const refusals = [accessRefusals, offerRefusals]
const ofBill = z.object({ billId: idOf('bill') })

const redemption = bill.shape.redemptions.element
const seenBill = bill.extend({
  /** Masked; null where nobody showed a coupon. */
  holderName: z.string().nullable(),
  redemptions: z.array(redemption.extend({ offerTitle: z.string() })),
})
const placeBill = bill
  .omit({ lines: true, redemptions: true, placeId: true })
  .extend({ holderName: z.string().nullable(), offersUsed: amountMinor })
const billsQuery = momentQuery.extend({
  state: bill.shape.state.optional(),
  /** A day of the market's clock. */
  day: z.iso.date().optional(),
  /** How the till's own name for the bill begins. */
  reference: z.string().trim().min(1).max(REFERENCE_LENGTH_MAX).optional(),
})

export function pastBillRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/bills',
    summary: 'The bills of a place, newest first; by state, day, or how the till calls them',
    tag: 'till',
    access: 'till',
    params: z.object({ placeId: idOf('place') }),
    query: billsQuery,
    reply: listOf(placeBill),
    refusals,
    handle: async (work, { params: { placeId }, query: { limit, cursor, ...asked } }) => {
      const { state = null, day = null, reference = null } = asked
      const page = { limit, after: cursor ?? null }
      const found = await placeBills(work, placeId, { state, day, reference }, page)
      return { ...found, items: found.items.map(placeBillView) }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/bills/:billId',
    summary: 'A bill of the shop',
    tag: 'till',
    access: 'till',
    params: ofBill,
    reply: seenBill,
    refusals,
    handle: async (work, { params }) => seenView(await billSeen(work, params.billId)),
  })

  http.route({
    method: 'GET',
    url: '/v1/me/bills/:billId',
    summary: 'One of my bills',
    tag: 'offers',
    access: 'person',
    params: ofBill,
    reply: seenBill,
    refusals,
    handle: async (work, { params }) => seenView(await billSeen(work, params.billId)),
  })
}

function placeBillView(it: PlaceBill): z.input<typeof placeBill> {
  const { id, state, channel, paymentMethod, reference, holderName, offersUsed } = it
  const { billMinor, discountMinor, refundedMinor, points, pointsReturned } = it
  const { giftMinor, giftReturnedMinor } = it
  const { madeAt, heldUntil, paidAt, closedAt } = it
  const what = { id, state, channel, paymentMethod, reference, holderName, offersUsed }
  const amounts = { billMinor, discountMinor, refundedMinor, points, pointsReturned }
  const gift = { giftMinor, giftReturnedMinor }
  return {
    ...what,
    ...amounts,
    ...gift,
    payMinor: paidFor(it),
    madeAt,
    heldUntil,
    paidAt,
    closedAt,
  }
}

function seenView({ bill: seen, holderName, offers }: SeenBill): z.input<typeof seenBill> {
  const titles = seen.uses.map(({ offerId }) => offers.get(offerId)?.title ?? '')
  const { redemptions, ...rest } = billView(seen)
  const titled = redemptions.map((it, at) => ({ ...it, offerTitle: titles[at] ?? '' }))
  return { ...rest, holderName, redemptions: titled }
}

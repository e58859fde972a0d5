/** Writing offers over HTTP: one as its shop sees it, an example bill, who changed what. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../../platform/http.ts'
import type { Example } from '../model/example.ts'
import { LINES_MAX } from '../model/pricing/cart.ts'
import { offerRefusals } from '../model/refusals.ts'
import { exampleBill, offerChanges, ownOffer, type ToldChange } from '../service/writing.ts'
import { extra } from './bill-shapes.ts'
import { cartFrom, lineIn, whyNot, whyNotView } from './bills.ts'
import { billIn, ownOffer as ownOfferShape, ownView } from './shapes.ts'
import { termsIn, termsView } from './terms.ts'

const refusals = [accessRefusals, offerRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofOffer = z.object({ offerId: idOf('offer') })
const amountMinor = z.int().nonnegative()

const example = z.object({
  billMinor: amountMinor,
  discountMinor: amountMinor,
  payMinor: amountMinor,
  points: amountMinor,
  giftMinor: amountMinor,
  lines: z.array(
    z.object({ lineId: z.string(), billMinor: amountMinor, discountMinor: amountMinor }),
  ),
  deliveryDiscountMinor: amountMinor,
  extras: z.array(extra),
  /** Why the offer does nothing on this bill; null when it is used. */
  reason: whyNot.nullable(),
})

const written = ownOfferShape
  .pick({
    title: true,
    terms: true,
    rank: true,
    placeIds: true,
    startsAt: true,
    endsAt: true,
    claimsEndAt: true,
    validDays: true,
    couponsMax: true,
    couponsPerDayMax: true,
    couponsPerPersonMax: true,
    redemptionsMax: true,
    limits: true,
    isPublic: true,
    isAutomatic: true,
    state: true,
  })
  .partial()
const change = z.object({
  id: idOf('offer-change'),
  changedAt: instant,
  byKind: z.enum(['person', 'key', 'system']),
  /** Null where it was no person, or one who is gone. */
  byName: z.string().nullable(),
  /** Whether the offer was made then; `before` and `after` are empty. */
  isMade: z.boolean(),
  before: written,
  after: written,
})

export function writingRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/offers/example',
    summary: 'What an offer that is being written would do to an example bill; nothing is kept',
    tag: 'offers',
    access: 'merchant',
    status: 200,
    params: ofMerchant,
    body: z.strictObject({
      terms: termsIn,
      lines: z.array(lineIn).min(1).max(LINES_MAX).optional(),
      billMinor: billIn.optional(),
      deliveryMinor: billIn.default(0),
    }),
    reply: example,
    refusals,
    handle: async (work, { params: { merchantId }, body: { terms, ...fields } }) =>
      exampleView(await exampleBill(work, merchantId, terms, cartFrom(fields))),
  })

  http.route({
    method: 'GET',
    url: '/v1/offers/:offerId/own',
    summary: 'An offer as its owner sees it, with its limits and counts',
    tag: 'offers',
    access: 'merchant',
    params: ofOffer,
    reply: ownOfferShape,
    refusals,
    handle: async (work, { params }) => ownView(await ownOffer(work, params.offerId)),
  })

  http.route({
    method: 'GET',
    url: '/v1/offers/:offerId/changes',
    summary: 'Who made and changed an offer, when, and what: newest first',
    tag: 'offers',
    access: 'merchant',
    params: ofOffer,
    query: z.strictObject({ ...listQuery, cursor: idOf('offer-change').optional() }),
    reply: listOf(change),
    refusals,
    handle: async (work, { params: { offerId }, query: { limit, cursor } }) => {
      const page = await offerChanges(work, offerId, { limit, after: cursor ?? null })
      return { ...page, items: page.items.map(changeView) }
    },
  })
}

function exampleView({ priced, reason }: Example): z.input<typeof example> {
  const { billMinor, discountMinor, payMinor, points, giftMinor } = priced
  return {
    billMinor,
    discountMinor,
    payMinor,
    points,
    giftMinor,
    lines: priced.lines.map(({ lineId, billMinor: own, discountMinor: off }) => {
      return { lineId, billMinor: own, discountMinor: off }
    }),
    deliveryDiscountMinor: priced.delivery.discountMinor,
    extras: priced.used.flatMap(({ extras }) => extras.map((it) => ({ ...it }))),
    reason: reason && whyNotView(reason),
  }
}

function changeView(it: ToldChange): z.input<typeof change> {
  const { id, changedAt, byKind, byName } = it
  const isMade = Object.keys(it.after).length === 0
  const [before, after] = [writtenView(it.before), writtenView(it.after)]
  return { id, changedAt, byKind, byName, isMade, before, after }
}

function writtenView(fields: ToldChange['after']): z.input<typeof written> {
  const { terms, placeIds, limits, ...rest } = fields
  return {
    ...rest,
    ...(terms && { terms: termsView(terms) }),
    ...(placeIds && { placeIds: [...placeIds] }),
    ...(limits && { limits: limits.map((it) => ({ ...it })) }),
  }
}

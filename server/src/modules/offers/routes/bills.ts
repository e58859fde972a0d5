/** Bills over HTTP, for tills: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { accessRefusals } from '../../../kernel/actor.ts'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { Refused } from '../../../kernel/refused.ts'
import { idOf, instantIn, type Http } from '../../../platform/http.ts'
import { loyaltyRefusals } from '../../loyalty/model/refusals.ts'
import { ledgerRefusals } from '../../ledger/model.ts'
import { HOLD_MINUTES_MAX, REFERENCE_LENGTH_MAX } from '../model/bill.ts'
import {
  cartOfBill,
  LINES_MAX,
  UNIT_MINOR_MAX,
  UNITS_MAX,
  type Cart,
} from '../model/pricing/cart.ts'
import { offerRefusals } from '../model/refusals.ts'
import type { Reason } from '../model/trace.ts'
import { CODES_MAX, type Basket, type Considered, type PricedBasket } from '../service/basket.ts'
import { makeBill, payBill, quoteBill, releaseBill } from '../service/bills.ts'
import { returnBill } from '../service/returns.ts'
import type { Whereabouts } from '../service/whereabouts.ts'
import { countMisses } from '../../../platform/http/misses.ts'
import { anyMissCodes, noteAnyMiss } from '../service/showing.ts'
import { amountMinor, bill, billView, extra, madeBill, madeView } from './bill-shapes.ts'
import { billIn, codeIn } from './shapes.ts'
import { termsIn, termsView } from './terms.ts'

const refusals = [accessRefusals, offerRefusals, loyaltyRefusals]
const ofPlace = z.object({ placeId: idOf('place') })
const ofBill = z.object({ billId: idOf('bill') })
const billsUrl = '/v1/places/:placeId/bills'
const quoteUrl = '/v1/places/:placeId/bills/quote'

const name = z.string().min(1).max(100)
export const lineIn = z.strictObject({
  lineId: name,
  itemId: name,
  categoryIds: z.array(name).max(20).default([]),
  unitMinor: z.int().nonnegative().max(UNIT_MINOR_MAX),
  quantity: z.int().min(1).max(UNITS_MAX).default(1),
})
const basketFields = {
  codes: z.array(codeIn).max(CODES_MAX).default([]),
  /** Who pays, where no coupon says it. What a bill notes needs no other purchase noted for it. */
  memberCode: codeIn.nullable().default(null),
  /** What is bought, line by line; or its sum alone, as `billMinor`. */
  lines: z.array(lineIn).min(1).max(LINES_MAX).optional(),
  billMinor: billIn.optional(),
  deliveryMinor: billIn.default(0),
  channel: z.enum(['counter', 'till', 'online']).default('till'),
  paymentMethod: z.string().min(1).max(60).nullable().default(null),
}
export const quoteIn = z.strictObject({ ...basketFields, at: instantIn.optional() })
const makingIn = z.strictObject({
  ...basketFields,
  id: idOf('bill').optional(),
  holdMinutes: z.int().min(1).max(HOLD_MINUTES_MAX).nullable().default(null),
  isPartial: z.boolean().default(false),
  /** The till's own name for the bill, as on the receipt; a place finds its bills by it. */
  reference: z.string().trim().min(1).max(REFERENCE_LENGTH_MAX).nullable().default(null),
})

const share = z.object({ offerId: idOf('offer'), discountMinor: amountMinor })
const quotedLine = z.object({
  lineId: z.string(),
  billMinor: amountMinor,
  discountMinor: amountMinor,
  shares: z.array(share),
})
/** Why an offer is not used: a code of refusals.md, and what it says besides. */
export const whyNot = z.object({
  code: z.string(),
  says: z.string(),
  details: z.record(z.string(), z.unknown()),
})
const considered = z.object({
  offerId: idOf('offer'),
  offerTitle: z.string(),
  couponId: idOf('coupon').nullable(),
  terms: termsIn,
  isUsed: z.boolean(),
  discountMinor: amountMinor,
  points: amountMinor,
  giftMinor: amountMinor,
  extras: z.array(extra),
  /** Null when it is used. */
  reason: whyNot.nullable(),
})
const billQuote = z.object({
  holderName: z.string().nullable(),
  billMinor: amountMinor,
  discountMinor: amountMinor,
  payMinor: amountMinor,
  points: amountMinor,
  giftMinor: amountMinor,
  lines: z.array(quotedLine),
  deliveryDiscountMinor: amountMinor,
  offers: z.array(considered),
  /** False where there were too many combinations to try all. */
  isProvenBest: z.boolean(),
})

nameShapes({ QuotedLine: quotedLine, ConsideredOffer: considered, BillQuote: billQuote })

export function billRoutes(http: Http, whereabouts: Whereabouts): void {
  countMisses(http, [billsUrl, quoteUrl], { codes: anyMissCodes, note: noteAnyMiss })

  http.route({
    method: 'POST',
    url: quoteUrl,
    summary: 'What a bill would come to with its offers, now or at another time, and why',
    tag: 'till',
    access: 'till',
    status: 200,
    params: ofPlace,
    body: quoteIn,
    reply: billQuote,
    refusals,
    handle: async (work, { params, body: { at, ...fields } }) => {
      const basket = basketOf(params.placeId, fields, at ?? null)
      return quoteView(await quoteBill(work, basket, whereabouts))
    },
  })

  http.route({
    method: 'POST',
    url: billsUrl,
    summary: 'Makes a bill and uses its offers, or holds them until it is paid',
    tag: 'till',
    access: 'till',
    idempotent: true,
    params: ofPlace,
    body: makingIn,
    reply: madeBill,
    refusals,
    handle: async (work, { params, body }) => {
      const { id = work.newId('bill'), holdMinutes, isPartial, reference, ...fields } = body
      const making = { id, holdMinutes, isPartial, reference }
      const basket = basketOf(params.placeId, fields, null)
      return madeView(await makeBill(work, basket, making, whereabouts))
    },
  })
  laterRoutes(http)
}

function laterRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/bills/:billId/payment',
    summary: 'Takes the payment of a held bill: its offers are used',
    tag: 'till',
    access: 'till',
    idempotent: true,
    params: ofBill,
    reply: madeBill,
    refusals,
    handle: async (work, { params }) => madeView(await payBill(work, params.billId)),
  })

  http.route({
    method: 'POST',
    url: '/v1/bills/:billId/release',
    summary: 'Gives a held bill up: its coupons are free again',
    tag: 'till',
    access: 'till',
    idempotent: true,
    params: ofBill,
    reply: bill,
    refusals,
    handle: async (work, { params }) => billView(await releaseBill(work, params.billId)),
  })
  returnRoute(http)
}

function returnRoute(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/bills/:billId/returns',
    summary: 'Takes pieces back, or all that is left: what they cost, and the points they earned',
    tag: 'till',
    access: 'till',
    idempotent: true,
    params: ofBill,
    body: z.strictObject({
      id: idOf('bill-return').optional(),
      /** Nothing named: all that has not come back yet. */
      lines: z
        .array(z.strictObject({ lineId: name, units: z.int().min(1).max(UNITS_MAX) }))
        .min(1)
        .max(LINES_MAX + 1)
        .nullable()
        .default(null),
      isDryRun: z.boolean().default(false),
    }),
    reply: z.object({
      bill,
      refundMinor: amountMinor,
      /** So much less is handed over: points of this bill were spent meanwhile. */
      keptMinor: amountMinor,
      pointsBack: amountMinor,
      giftBackMinor: amountMinor,
    }),
    refusals: [...refusals, ledgerRefusals],
    handle: async (work, { params, body: { id, lines, isDryRun } }) => {
      const returning = { id: id ?? work.newId('bill-return'), lines, isDryRun }
      const { bill: after, back, keptMinor } = await returnBill(work, params.billId, returning)
      const { refundMinor, pointsBack, giftBackMinor } = back
      return { bill: billView(after), refundMinor, keptMinor, pointsBack, giftBackMinor }
    },
  })
}

type Fields = Omit<z.output<typeof quoteIn>, 'at'>
type CartFields = Pick<Fields, 'lines' | 'billMinor' | 'deliveryMinor'>

export function basketOf(placeId: Basket['placeId'], fields: Fields, at: Date | null): Basket {
  const { codes, memberCode, channel, paymentMethod } = fields
  return { placeId, codes, memberCode, cart: cartFrom(fields), channel, paymentMethod, at }
}

/** @throws {Refused} `bill.empty`, `bill.too-large`, `bill.line-twice` */
export function cartFrom({ lines, billMinor, deliveryMinor }: CartFields): Cart {
  if (billMinor !== undefined && lines === undefined) {
    return { ...cartOfBill(billMinor), deliveryMinor }
  }
  if (lines === undefined || billMinor !== undefined) throw new Refused(offerRefusals, 'bill.empty')
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const total = lines.reduce((sum, { quantity, unitMinor }) => sum + quantity * unitMinor, 0)
  if (units > UNITS_MAX || total > AMOUNT_MINOR_MAX) {
    throw new Refused(offerRefusals, 'bill.too-large', { unitsMax: UNITS_MAX })
  }
  const ids = new Set(lines.map(({ lineId }) => lineId))
  if (ids.size < lines.length || ids.has('delivery')) {
    throw new Refused(offerRefusals, 'bill.line-twice')
  }
  return { lines, deliveryMinor, isItemised: true }
}

function quoteView({
  holderName,
  priced,
  considered: all,
}: PricedBasket): z.input<typeof billQuote> {
  const { billMinor, discountMinor, payMinor, isProvenBest } = priced
  return {
    holderName,
    billMinor,
    discountMinor,
    payMinor,
    points: holderName === null ? 0 : priced.points - priced.basePoints,
    giftMinor: holderName === null ? 0 : priced.giftMinor,
    lines: priced.lines.map((line) => ({ ...line, shares: line.shares.map((it) => ({ ...it })) })),
    deliveryDiscountMinor: priced.delivery.discountMinor,
    offers: all.map((one) => consideredView(one, priced)),
    isProvenBest,
  }
}

function consideredView(
  { offer, coupon, reason }: Considered,
  { used }: PricedBasket['priced'],
): z.input<typeof considered> {
  const use = reason === null ? used.find(({ offerId }) => offerId === offer.id) : undefined
  return {
    offerId: offer.id,
    offerTitle: offer.title,
    couponId: coupon?.id ?? null,
    terms: termsView(offer.terms),
    isUsed: use !== undefined,
    discountMinor: use?.discountMinor ?? 0,
    points: use?.points ?? 0,
    giftMinor: use?.giftMinor ?? 0,
    extras: (use?.extras ?? []).map((it) => ({ ...it })),
    reason: reason && whyNotView(reason),
  }
}

export function whyNotView({ code, details }: Reason): z.input<typeof whyNot> {
  return { code, says: offerRefusals[code].says, details: { ...details } }
}

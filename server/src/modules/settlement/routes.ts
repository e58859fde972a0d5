/** Settlements over HTTP: shapes in, shapes out. Decides nothing. */
import { Readable } from 'node:stream'
import { z } from 'zod'
import { nameShapes } from '../../platform/http/shapes.ts'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, instant, instantIn, listOf, listQuery, type Http } from '../../platform/http.ts'
import { REDEMPTION_FEE_MINOR_MAX, settlementRefusals } from './model.ts'
import {
  allowToSee,
  csvOf,
  fees,
  linesIn,
  monthsOf,
  setFee,
  settlementIn,
  type ToldFee,
} from './service.ts'

const refusals = [accessRefusals, settlementRefusals]
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'not a month such as 2026-11')
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofMonth = z.object({ merchantId: idOf('merchant'), month })
const feeShape = {
  redemptionMinor: z.int().min(0).max(REDEMPTION_FEE_MINOR_MAX),
  campaignSharePercent: z.int().min(0).max(100),
  automaticSharePercent: z.int().min(0).max(100),
}
const fee = z.object({ ...feeShape, startsAt: instant })
const setFeeShape = fee.extend({
  setAt: instant,
  /** Who set them, for operators; null for others, and where nobody knows. */
  setByName: z.string().nullable(),
})

const settlement = z.object({
  month: z.string(),
  merchantName: z.string(),
  fee,
  openingMinor: z.int(),
  netMinor: z.int(),
  closingMinor: z.int(),
  uses: z.int(),
  reversals: z.int(),
  billMinor: z.int(),
  discountMinor: z.int(),
  giftMinor: z.int(),
  feeMinor: z.int(),
  shareMinor: z.int(),
  feeBackMinor: z.int(),
  shareBackMinor: z.int(),
})

const line = z.object({
  redemptionId: idOf('redemption'),
  kind: z.enum(['use', 'reversal']),
  at: instant,
  placeName: z.string(),
  offerTitle: z.string(),
  billMinor: z.int(),
  discountMinor: z.int(),
  giftMinor: z.int(),
  feeMinor: z.int(),
  shareMinor: z.int(),
  netMinor: z.int(),
})

const linesQuery = z.strictObject({
  ...listQuery,
  cursor: z
    .string()
    .regex(/^\d{1,15}_\d{1,18}$/)
    .optional(),
})

nameShapes({ Settlement: settlement, SettlementLine: line })

export function settlementRoutes(http: Http): void {
  feeRoutes(http)

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/settlements',
    summary: "The months of a shop's settlement, newest first",
    tag: 'settlement',
    access: 'person',
    params: ofMerchant,
    reply: z.object({ items: z.array(z.object({ month: z.string(), netMinor: z.int() })) }),
    refusals,
    handle: async (work, { params }) => ({ items: [...(await monthsOf(work, params.merchantId))] }),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/settlements/:month',
    summary: "A shop's month: every fee and share as a sum",
    tag: 'settlement',
    access: 'person',
    params: ofMonth,
    reply: settlement,
    refusals,
    handle: (work, { params }) => settlementIn(work, params.merchantId, params.month),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/settlements/:month/lines',
    summary: 'The uses and reversals behind a settlement, oldest first',
    tag: 'settlement',
    access: 'person',
    params: ofMonth,
    query: linesQuery,
    reply: listOf(line),
    refusals,
    handle: (work, { params, query: { limit, cursor } }) =>
      linesIn(work, params.merchantId, params.month, { limit, after: cursor ?? null }),
  })

  http.file({
    method: 'GET',
    url: '/v1/merchants/:merchantId/settlements/:month/lines.csv',
    summary: 'The uses and reversals behind a settlement as CSV',
    tag: 'settlement',
    access: 'person',
    type: 'text/csv; charset=utf-8',
    params: ofMonth,
    query: z.strictObject({ language: z.enum(['ko', 'en']).default('ko') }),
    refusals,
    rate: { perMinute: 30 },
    handle: async ({ actor, inWork, params, query: { language } }) => {
      allowToSee(actor, params.merchantId)
      const name = `${language === 'ko' ? '정산' : 'settlement'}-${params.month}.csv`
      return { name, body: Readable.from(csvOf(inWork, actor, { ...params, language })) }
    },
  })
}

function feeRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/settlement-fees',
    summary: 'What the market takes and bears, newest first; nothing until something is set',
    tag: 'settlement',
    access: 'person',
    reply: z.object({ items: z.array(setFeeShape) }),
    refusals,
    handle: async (work) => ({ items: (await fees(work)).map(feeView) }),
  })

  http.route({
    method: 'POST',
    url: '/v1/operator/settlement-fees',
    summary: 'Sets what the market takes and bears from an instant on; unsaid: from now on',
    tag: 'settlement',
    access: 'operator',
    body: z.strictObject({
      ...feeShape,
      automaticSharePercent: feeShape.automaticSharePercent.default(0),
      startsAt: instantIn.optional(),
    }),
    reply: setFeeShape,
    refusals,
    handle: async (work, { body: { startsAt = work.now, ...rest } }) =>
      feeView(await setFee(work, { ...rest, startsAt })),
  })
}

function feeView({ setBy: _who, ...fee }: ToldFee): z.input<typeof setFeeShape> {
  return fee
}

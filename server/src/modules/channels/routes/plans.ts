/** Plans and invoices over HTTP: of the market, of my shop, of all shops. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, instantIn, listOf, listQuery, type Http } from '../../../platform/http.ts'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { wayNames } from '../../outreach/model/delivery.ts'
import { placeRefusals } from '../../places/model.ts'
import { PLAN_FEE_MINOR_MAX, STEP_FEES_MAX, STEPS_MAX } from '../model/plan.ts'
import { channelRefusals } from '../model/refusals.ts'
import { creditInvoice, invoices } from '../service/invoices.ts'
import {
  choosePlan,
  planHistory,
  plansOnOffer,
  setPlan,
  shopPlan,
  type ShopPlan,
} from '../service/plans.ts'

const refusals = [accessRefusals, placeRefusals, channelRefusals]
const tag = 'channels'
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const feeMinor = z.int().min(0).max(PLAN_FEE_MINOR_MAX)
const count = z.int().nonnegative()
const way = z.enum(wayNames)
const planId = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'not the id of a plan')

const planShape = {
  id: planId,
  nameKo: z.string().min(1).max(40),
  nameEn: z.string().min(1).max(40),
  /** Without value added tax, as all amounts of plans. */
  monthlyFeeMinor: feeMinor,
  unit: z.enum(['broadcasts', 'messages']),
  unitsMax: z.int().min(0).max(1_000_000_000).nullable(),
  steps: z
    .array(
      z.strictObject({
        friendsFrom: z.int().min(1).max(100_000_000),
        feesMinor: z.array(feeMinor).max(STEP_FEES_MAX),
      }),
    )
    .max(STEPS_MAX),
  isOffered: z.boolean(),
}
const plan = z.object(planShape)
const planSet = plan.extend({ startsAt: instant, setAt: instant })
const shopPlanShape = z.object({
  plan,
  next: z.object({ plan, startsAt: instant }).nullable(),
  month: z.string(),
  friends: count,
  used: count,
  broadcasts: count,
  stepFeeMinor: count,
  nextFeeMinor: count,
  hasRoom: z.boolean(),
  /** Pieces that got through beside the inbox and that no invoice holds yet; below zero: came back. */
  wayCharges: z.array(z.object({ way, priceMinor: count, pieces: z.int() })),
})
const line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('plan'),
    planId: z.string(),
    monthlyFeeMinor: count,
    days: count,
    ofDays: count,
    amountMinor: count,
  }),
  z.object({
    kind: z.literal('step'),
    planId: z.string(),
    broadcasts: count,
    friends: count,
    amountMinor: count,
  }),
  z.object({
    kind: z.literal('way'),
    way,
    priceMinor: count,
    /** That got through; below zero where more came back since an earlier invoice. */
    pieces: z.int(),
    amountMinor: z.int(),
  }),
])
const invoice = z.object({
  id: idOf('channel-invoice'),
  number: z.int().positive(),
  merchantId: idOf('merchant'),
  merchantName: z.string(),
  month: z.string(),
  kind: z.enum(['invoice', 'credit-note']),
  credits: idOf('channel-invoice').nullable(),
  reason: z.string().nullable(),
  lines: z.array(line),
  netMinor: count,
  vatMinor: count,
  issuedAt: instant,
})
const invoicesQuery = z.strictObject({
  ...listQuery,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})

nameShapes({ ChannelPlan: plan, ChannelInvoice: invoice })

export function planRoutes(http: Http): void {
  shopRoutes(http)
  operatorRoutes(http)
}

const shown = (plan: ShopPlan) => ({ ...plan, wayCharges: [...plan.wayCharges] })

function shopRoutes(http: Http): void {
  const url = '/v1/merchants/:merchantId/plan'

  http.route({
    method: 'GET',
    url: '/v1/channel-plans',
    summary: 'The plans that shops may choose now, the cheapest first',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(plan) }),
    handle: async (work) => ({ items: await plansOnOffer(work) }),
  })

  http.route({
    method: 'GET',
    url,
    summary: "A shop's plan, and what it has used of it this month",
    tag,
    access: 'person',
    params: ofMerchant,
    reply: shopPlanShape,
    refusals,
    handle: async (work, { params }) => shown(await shopPlan(work, params.merchantId)),
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Chooses a plan: a dearer one at once, a cheaper one from the next month on',
    tag,
    access: 'merchant',
    params: ofMerchant,
    body: z.strictObject({ planId }),
    reply: shopPlanShape,
    refusals,
    handle: async (work, { params, body }) =>
      shown(await choosePlan(work, params.merchantId, body.planId)),
  })

  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/channel-invoices',
    summary: "A shop's invoices and credit notes, newest first",
    tag,
    access: 'person',
    params: ofMerchant,
    query: invoicesQuery,
    reply: listOf(invoice),
    refusals,
    handle: (work, { params, query: { limit, cursor } }) =>
      invoices(work, params.merchantId, { limit, after: cursor ?? null }),
  })
}

function operatorRoutes(http: Http): void {
  const operatorOnly = { tag, access: 'operator' } as const

  http.route({
    method: 'GET',
    url: '/v1/operator/channel-plans',
    summary: 'Every plan as it stands, and all that was ever set, newest first',
    ...operatorOnly,
    reply: z.object({ present: z.array(plan), set: z.array(planSet) }),
    handle: (work) => planHistory(work),
  })

  http.route({
    method: 'POST',
    url: '/v1/operator/channel-plans',
    summary: 'Sets a plan from an instant on; unsaid: from now on',
    ...operatorOnly,
    body: z.strictObject({ ...planShape, startsAt: instantIn.optional() }),
    reply: planSet,
    refusals,
    handle: (work, { body: { startsAt = work.now, ...rest } }) =>
      setPlan(work, { ...rest, startsAt }),
  })

  http.route({
    method: 'GET',
    url: '/v1/operator/channel-invoices',
    summary: 'Invoices and credit notes of all shops, newest first',
    ...operatorOnly,
    query: invoicesQuery,
    reply: listOf(invoice),
    refusals,
    handle: (work, { query: { limit, cursor } }) =>
      invoices(work, null, { limit, after: cursor ?? null }),
  })

  http.route({
    method: 'POST',
    url: '/v1/operator/channel-invoices/:invoiceId/credit',
    summary: 'Takes an invoice back as a whole, by a credit note',
    ...operatorOnly,
    params: z.object({ invoiceId: idOf('channel-invoice') }),
    body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
    reply: invoice.omit({ merchantName: true }),
    refusals,
    handle: (work, { params, body }) => creditInvoice(work, params.invoiceId, body.reason),
  })
}

/** Campaigns over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { nameShapes } from '../../platform/http/shapes.ts'
import { accessRefusals } from '../../kernel/actor.ts'
import { AMOUNT_MINOR_MAX } from '../../kernel/money.ts'
import {
  idOf,
  instant,
  instantIn,
  listOf,
  listQuery,
  pageRequest,
  type Http,
} from '../../platform/http.ts'
import {
  deliveryRefusals,
  requireOpen,
  wayNames,
  type WayName,
} from '../outreach/model/delivery.ts'
import type { Consents } from '../people/service/open-consents.ts'
import { AUDIENCE_DAYS_MAX, AUDIENCE_TIMES_MAX } from './model/audience.ts'
import {
  AUDIENCE_RULES_MAX,
  BODY_LENGTH_MAX,
  campaignRefusals,
  CONTROL_PERCENT,
  CONTROL_PERCENT_MAX,
  NAME_LENGTH_MAX,
  RETRIGGER_MINUTES,
  RETRIGGER_MINUTES_MAX,
  TITLE_LENGTH_MAX,
  TRIGGER_PLACES_MAX,
  type Campaign,
} from './model/campaign.ts'
import { campaignOf, campaignsOf, changeCampaign, createCampaign, moveCampaign } from './service.ts'
import { decisionsOf, explainedDecision } from './service/explaining.ts'
import { previewOf } from './service/preview.ts'

const times = z.int().min(1).max(AUDIENCE_TIMES_MAX)
const days = z.int().min(1).max(AUDIENCE_DAYS_MAX)
const minute = z.int().min(0).max(1_440)
const merchantParams = z.object({ merchantId: idOf('merchant') })
const campaignParams = z.object({ campaignId: idOf('campaign') })
const tag = 'campaigns'

const trigger = z.strictObject({
  kind: z.enum(['entered', 'dwelled', 'visited', 'favourite-near']),
  zoneIds: z.array(idOf('zone')).max(TRIGGER_PLACES_MAX).default([]),
  placeIds: z.array(idOf('place')).max(TRIGGER_PLACES_MAX).default([]),
})

const audience = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('favourite') }),
      z.strictObject({ kind: z.literal('viewed'), times, days }),
      z.strictObject({ kind: z.literal('visited-at-least'), times, days }),
      z.strictObject({
        kind: z.literal('visited-at-most'),
        times: z.int().min(0).max(AUDIENCE_TIMES_MAX),
        days,
      }),
      z.strictObject({ kind: z.literal('first-visit') }),
      z.strictObject({ kind: z.literal('not-redeemed'), days }),
      z.strictObject({ kind: z.literal('new-within'), days }),
    ]),
  )
  .max(AUDIENCE_RULES_MAX)

const schedule = z.strictObject({
  startsAt: instantIn,
  endsAt: instantIn,
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  hours: z
    .strictObject({ fromMinute: minute.max(1_439), untilMinute: minute })
    .nullable()
    .default(null),
  openOnly: z.boolean().default(false),
})

const personCap = z.strictObject({ times, days })
const budget = z.strictObject({
  couponsMax: z.int().min(0).max(10_000_000).nullable().default(null),
  discountMinorMax: z.int().min(0).max(AMOUNT_MINOR_MAX).nullable().default(null),
})
const message = z.strictObject({
  title: z.string().trim().max(TITLE_LENGTH_MAX),
  body: z.string().trim().max(BODY_LENGTH_MAX),
})
/** By which ways it goes, beside the inbox. */
const ways = z.array(z.enum(wayNames)).max(wayNames.length)
const controlPercent = z.int().min(0).max(CONTROL_PERCENT_MAX)
const retriggerMinutes = z.int().min(1).max(RETRIGGER_MINUTES_MAX)
const name = z.string().trim().min(1).max(NAME_LENGTH_MAX)

const planIn = z.strictObject({
  /** Made by the client, so that sending twice makes one campaign. */
  id: idOf('campaign').optional(),
  name,
  offerId: idOf('offer'),
  trigger,
  audience: audience.default([]),
  schedule,
  personCap: personCap.nullable().default(null),
  retriggerMinutes: retriggerMinutes.default(RETRIGGER_MINUTES),
  budget,
  controlPercent: controlPercent.default(CONTROL_PERCENT),
  message,
  ways: ways.default([]),
})

const changeIn = z.strictObject({
  name: name.optional(),
  offerId: idOf('offer').optional(),
  trigger: trigger.optional(),
  audience: audience.optional(),
  schedule: schedule.optional(),
  personCap: personCap.nullable().optional(),
  retriggerMinutes: retriggerMinutes.optional(),
  budget: budget.optional(),
  controlPercent: controlPercent.optional(),
  message: message.optional(),
  ways: ways.optional(),
})

const shown = z.object({
  id: z.string(),
  merchantId: z.string(),
  state: z.enum(['draft', 'running', 'paused', 'ended']),
  name: z.string(),
  offerId: z.string(),
  trigger: z.object({
    kind: z.enum(['entered', 'dwelled', 'visited', 'favourite-near']),
    zoneIds: z.array(z.string()),
    placeIds: z.array(z.string()),
  }),
  audience: z.array(
    z.object({ kind: z.string(), times: z.int().optional(), days: z.int().optional() }),
  ),
  schedule: z.object({
    startsAt: instant,
    endsAt: instant,
    weekdays: z.array(z.int()),
    hours: z.object({ fromMinute: z.int(), untilMinute: z.int() }).nullable(),
    openOnly: z.boolean(),
  }),
  personCap: z.object({ times: z.int(), days: z.int() }).nullable(),
  retriggerMinutes: z.int(),
  budget: z.object({
    couponsMax: z.int().nullable(),
    discountMinorMax: z.int().nullable(),
  }),
  controlPercent: z.int(),
  message: z.object({ title: z.string(), body: z.string() }),
  ways,
  spent: z.object({
    couponsGranted: z.int(),
    discountReservedMinor: z.int(),
    discountSpentMinor: z.int(),
  }),
  createdAt: instant,
  startedAt: instant.nullable(),
})

const param = z.union([z.string(), z.number(), z.boolean(), z.null()])
const reason = z.object({
  rule: z.string(),
  ok: z.boolean(),
  params: z.record(z.string(), param),
})
const outcome = z.enum(['sent', 'postponed', 'control', 'refused'])
const decisionShown = z.object({
  id: z.string(),
  at: instant,
  outcome,
  reasons: z.array(reason),
  couponId: z.string().nullable(),
  placeId: z.string().nullable(),
})

function shownCampaign(campaign: Campaign): z.input<typeof shown> {
  const { trigger: on, schedule: when, audience: rules, ...rest } = campaign
  return {
    ...rest,
    trigger: { kind: on.kind, zoneIds: [...on.zoneIds], placeIds: [...on.placeIds] },
    audience: [...rules],
    ways: [...rest.ways],
    schedule: { ...when, weekdays: [...when.weekdays] },
  }
}

nameShapes({ Campaign: shown, Decision: decisionShown, Schedule: schedule, Trigger: trigger })

/** @param open the ways this market sends on, beside the inbox */
export function campaignRoutes(http: Http, consents: Consents, open: readonly WayName[]): void {
  planRoutes(http, open)
  campaignRoute(http, open)
  stateRoutes(http)
  previewRoute(http, consents)
  decisionRoutes(http)
}

function planRoutes({ route }: Http, open: readonly WayName[]): void {
  route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/campaigns',
    summary: 'The campaigns of a shop, newest first',
    tag,
    access: 'merchant',
    params: merchantParams,
    query: z.strictObject({ ...listQuery, cursor: idOf('campaign').optional() }),
    reply: listOf(shown),
    refusals: [accessRefusals],
    handle: async (work, { params, query }) => {
      const page = await campaignsOf(work, params.merchantId, pageRequest(query))
      return { items: page.items.map(shownCampaign), nextCursor: page.nextCursor }
    },
  })

  route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/campaigns',
    summary: 'Plans a campaign, as a draft',
    tag,
    access: 'merchant',
    params: merchantParams,
    body: planIn,
    reply: shown,
    refusals: [accessRefusals, campaignRefusals, deliveryRefusals],
    handle: async (work, { params, body }) => {
      const { id, ...plan } = body
      const campaignId = id ?? work.newId('campaign')
      const kept = await createCampaign(work, { ...params, campaignId, plan })
      // After it: who may not write here learns nothing of the ways, and a refusal undoes all of it.
      requireOpen(open, plan.ways)
      return shownCampaign(kept)
    },
  })
}

function campaignRoute({ route }: Http, open: readonly WayName[]): void {
  route({
    method: 'GET',
    url: '/v1/campaigns/:campaignId',
    summary: 'A campaign',
    tag,
    access: 'merchant',
    params: campaignParams,
    reply: shown,
    refusals: [accessRefusals, campaignRefusals],
    handle: async (work, { params }) => shownCampaign(await campaignOf(work, params.campaignId)),
  })

  route({
    method: 'PATCH',
    url: '/v1/campaigns/:campaignId',
    summary: 'Changes a campaign; once started, only what its figures do not rest on',
    tag,
    access: 'merchant',
    params: campaignParams,
    body: changeIn,
    reply: shown,
    refusals: [accessRefusals, campaignRefusals, deliveryRefusals],
    handle: async (work, { params, body }) => {
      const kept = await changeCampaign(work, params.campaignId, body)
      requireOpen(open, body.ways ?? [])
      return shownCampaign(kept)
    },
  })
}

const moves = [
  ['start', 'running', 'Starts a campaign, or lets a paused one go on'],
  ['pause', 'paused', 'Pauses a campaign'],
  ['end', 'ended', 'Ends a campaign for good'],
] as const

function stateRoutes({ route }: Http): void {
  for (const [verb, state, summary] of moves) {
    route({
      method: 'POST',
      url: `/v1/campaigns/:campaignId/${verb}`,
      summary,
      tag,
      access: 'merchant',
      status: 200,
      params: campaignParams,
      reply: shown,
      refusals: [accessRefusals, campaignRefusals],
      handle: async (work, { params }) =>
        shownCampaign(await moveCampaign(work, params.campaignId, state)),
    })
  }
}

function previewRoute({ route }: Http, consents: Consents): void {
  route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/campaigns/preview',
    summary: 'Shows a message as it will look, and counts whom it may reach; changes nothing',
    tag,
    access: 'merchant',
    status: 200,
    params: merchantParams,
    body: z.strictObject({
      offerId: idOf('offer').nullable().default(null),
      /** For an offer that is not saved yet. */
      offerTitle: z.string().trim().max(TITLE_LENGTH_MAX).nullable().default(null),
      trigger,
      audience: audience.default([]),
      controlPercent: controlPercent.default(CONTROL_PERCENT),
      message,
      /** How far the zone reaches; fills in {distance}. */
      radiusMeters: z.number().min(0).max(100_000).nullable().default(null),
    }),
    reply: z.object({
      message: z.object({
        title: z.string(),
        body: z.string(),
        merchantName: z.string(),
        contact: z.string().nullable(),
      }),
      reach: z.object({
        people: z.int(),
        reachable: z.int(),
        control: z.int(),
        byReason: z.array(z.object({ rule: z.string(), code: z.string(), count: z.int() })),
        isCapped: z.boolean(),
      }),
    }),
    refusals: [accessRefusals, campaignRefusals],
    rate: { perMinute: 60 },
    handle: async (work, { params, body }) => {
      const { message: text, reach } = await previewOf(work, consents, { ...params, ...body })
      return { message: text, reach: { ...reach, byReason: [...reach.byReason] } }
    },
  })
}

function decisionRoutes({ route }: Http): void {
  route({
    method: 'GET',
    url: '/v1/campaigns/:campaignId/decisions',
    summary: 'Every yes and no of a campaign with its reasons, newest first, names masked',
    tag,
    access: 'merchant',
    params: campaignParams,
    query: z.strictObject({
      ...listQuery,
      cursor: idOf('decision').optional(),
      outcome: outcome.optional(),
    }),
    reply: listOf(
      decisionShown.extend({
        person: z.string(),
        lastAt: instant,
        /** Equal refusals of one person within an hour are one row. */
        count: z.int(),
      }),
    ),
    refusals: [accessRefusals, campaignRefusals],
    handle: async (work, { params, query }) => {
      const { campaignId } = params
      const wanted = query.outcome ?? null
      const page = await decisionsOf(work, campaignId, wanted, pageRequest(query))
      const items = page.items.map(({ maskedName, times: count, reasons, ...one }) => ({
        ...one,
        reasons: [...reasons],
        person: maskedName,
        count,
      }))
      return { items, nextCursor: page.nextCursor }
    },
  })

  route({
    method: 'GET',
    url: '/v1/me/decisions/:decisionId',
    summary: 'Why me? A decision about me, rule by rule',
    tag,
    access: 'person',
    params: z.object({ decisionId: idOf('decision') }),
    reply: decisionShown.extend({
      campaignId: z.string(),
      campaignName: z.string(),
      merchantId: z.string(),
      merchantName: z.string(),
      placeName: z.string().nullable(),
      offerTitle: z.string(),
    }),
    refusals: [accessRefusals, campaignRefusals],
    handle: async (work, { params }) => {
      const { reasons, ...explained } = await explainedDecision(work, params.decisionId)
      return { ...explained, reasons: [...reasons] }
    },
  })
}

/** Campaigns over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import { deliveryRefusals, type WayName } from '../outreach/model/delivery.ts'
import { requireWays } from '../outreach/service/way-terms.ts'
import type { Consents } from '../people/service/open-consents.ts'
import { campaignRefusals, CONTROL_PERCENT, TITLE_LENGTH_MAX } from './model/campaign.ts'
import {
  audience,
  changeIn,
  controlPercent,
  decisionShown,
  message,
  outcome,
  planIn,
  shown,
  shownCampaign,
  trigger,
} from './routes/shapes.ts'
import { campaignOf, campaignsOf, changeCampaign, createCampaign, moveCampaign } from './service.ts'
import { decisionsOf, explainedDecision } from './service/explaining.ts'
import { previewOf } from './service/preview.ts'

const merchantParams = z.object({ merchantId: idOf('merchant') })
const campaignParams = z.object({ campaignId: idOf('campaign') })
const tag = 'campaigns'
/** Fewer than five, or nobody, where `isFew`; rounded otherwise. */
const aboutPeople = z.object({ people: z.int(), isFew: z.boolean() })

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
      await requireWays(work, open, plan.ways)
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
      await requireWays(work, open, body.ways ?? [])
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
    summary: 'Shows a message as it will look, and about how many it may reach; changes nothing',
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
        people: aboutPeople,
        reachable: aboutPeople,
        byReason: z.array(aboutPeople.extend({ rule: z.string(), code: z.string() })),
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
      // A campaign that chose fewer than five tells nothing of when and where they passed (CA21).
    ).extend({ isWithheld: z.boolean() }),
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
      return { items, nextCursor: page.nextCursor, isWithheld: page.isWithheld }
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

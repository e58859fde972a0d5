/** Reports over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { nameShapes } from '../../platform/http/shapes.ts'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../platform/http.ts'
import { campaignRefusals } from '../campaigns/model/campaign.ts'
import { broadcastReportRoutes } from './routes/broadcasts.ts'
import { statisticsRoutes } from './routes/statistics.ts'
import { arms, extraVisits, figures, isWithheld, lifts, shownLifts } from './routes/shapes.ts'
import { rebuild, reportOf, todayOf } from './service.ts'
import { visitorsOf } from './service/visitors.ts'

const { amount, count } = figures

const report = z.object({
  campaignId: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'running', 'paused', 'ended']),
  isWithheld,
  funnel: z
    .object({ eligible: count, sent: count, seen: count, visited: count, redeemed: count })
    .nullable(),
  arms,
  lift: lifts,
  extraVisits,
  salesMinor: amount.nullable(),
  /** Discounts and points of the campaign's coupons. */
  costMinor: amount.nullable(),
  discountMinor: amount.nullable(),
  points: amount.nullable(),
  attributionDays: z.int(),
  refusedByReason: z.array(z.object({ rule: z.string(), code: z.string(), people: count })),
  at: instant,
})

const dayFigures = z.object({
  day: z.iso.date(),
  visits: count,
  redemptions: count,
  salesMinor: amount,
  discountMinor: amount,
})

const today = dayFigures.extend({
  visitors: count,
  /** By people whom a campaign had reached in the days before. */
  visitsByCampaigns: count,
  visitorsByCampaigns: count,
  bestCampaign: z
    .object({ campaignId: z.string(), name: z.string(), redemptions: count, salesMinor: amount })
    .nullable(),
  /** The last 14 days, today at the end. */
  days: z.array(dayFigures),
  at: instant,
})

const visitors = z.object({
  fromDay: z.iso.date(),
  untilDay: z.iso.date(),
  visits: count,
  /** People; each once, however often they came. */
  visitors: count,
  /** Once in these days, and never before. */
  newVisitors: count,
  /** At least one of their visits was not their first. */
  returningVisitors: count,
  /** As many days before. */
  before: z.object({ visits: count, visitors: count }),
  /** Visits by what proved them best: a phone's position, a beacon, a QR or NFC tag, the till. */
  byMethod: z.object({ position: count, beacon: count, tag: count, staff: count }),
  /** Visits by how sure they are; evidence 0, 1, 2 and 3. */
  byEvidence: z.object({ cloneable: count, plausible: count, oneTime: count, confirmed: count }),
  /** Visits by the hour they began in, 0 to 23. */
  byHour: z.array(count),
  /** People who keep the merchant or one of its places, today. */
  favourites: count,
  days: z.array(dayFigures),
  at: instant,
})
const DAYS_MAX = 90
const DAYS_USUAL = 30

nameShapes({ CampaignReport: report })

export function insightRoutes(http: Http): void {
  const { route } = http
  visitorRoute(http)
  broadcastReportRoutes(http)
  statisticsRoutes(http)

  route({
    method: 'GET',
    url: '/v1/campaigns/:campaignId/report',
    summary: 'What a campaign did: funnel, both arms, lift with its interval, money',
    tag: 'insight',
    access: 'merchant',
    params: z.object({ campaignId: idOf('campaign') }),
    reply: report,
    refusals: [accessRefusals, campaignRefusals],
    handle: async (work, { params }) => {
      const found = await reportOf(work, params.campaignId)
      const refusedByReason = [...found.refusedByReason]
      return { ...found, lift: shownLifts(found.lift), refusedByReason }
    },
  })

  route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/today',
    summary: 'Today at a shop: visits, how many through campaigns, redemptions, sales',
    tag: 'insight',
    access: 'merchant',
    params: z.object({ merchantId: idOf('merchant') }),
    reply: today,
    refusals: [accessRefusals],
    handle: (work, { params }) => todayOf(work, params.merchantId),
  })

  route({
    method: 'POST',
    url: '/v1/operator/insight/rebuild',
    summary: 'Makes the figures of all campaigns again from the log',
    tag: 'operator',
    access: 'operator',
    status: 202,
    reply: z.object({ isStarted: z.literal(true) }),
    rate: { perMinute: 2 },
    handle: async (work) => {
      await rebuild(work)
      return { isStarted: true as const }
    },
  })
}

function visitorRoute({ route }: Http): void {
  route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/visitors',
    summary: 'Who visited a shop in the last days, in numbers: how it was noticed, who came back',
    tag: 'insight',
    access: 'merchant',
    params: z.object({ merchantId: idOf('merchant') }),
    query: z.object({ days: z.coerce.number().int().min(1).max(DAYS_MAX).default(DAYS_USUAL) }),
    reply: visitors,
    refusals: [accessRefusals],
    handle: async (work, { params, query }) => {
      const { days, ...rest } = await visitorsOf(work, params.merchantId, query.days)
      return { ...rest, days: [...days] }
    },
  })
}

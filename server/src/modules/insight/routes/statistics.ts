/** The statistics of a shop over HTTP: for a screen, and as a table for a spreadsheet. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { insightRefusals } from '../model.ts'
import { statisticsOf } from '../service/statistics.ts'
import { statisticsCsv } from '../service/statistics-csv.ts'

const count = z.int().nonnegative()
/** Visits beyond chance, with the ends of its 95 % interval; null while nobody can say. */
const extra = z.object({ estimate: z.int(), low: z.int(), high: z.int() }).nullable()
const maybe = count.nullable()
const reached = { sent: count, seen: count, clicked: count, visited: count, redeemed: count }

const statistics = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  timeZone: z.string(),
  /** At the end of the last day. */
  friends: count,
  days: z.array(
    z.object({
      day: z.iso.date(),
      friends: count,
      followed: count,
      left: count,
      blocked: count,
      muted: count,
      ...reached,
      /** What of it came by campaigns; the rest came by broadcasts. */
      byCampaigns: z.object(reached),
      /** Through broadcasts alone. */
      extra,
    }),
  ),
  /** Broadcasts. */
  messages: z.array(
    z.object({
      broadcastId: idOf('broadcast').nullable(),
      title: z.string(),
      day: z.iso.date(),
      /** Fewer than five chosen friends got it: no figure is told, and it is in no sum. */
      isWithheld: z.boolean(),
      sent: maybe,
      seen: maybe,
      clicked: maybe,
      visited: maybe,
      redeemed: maybe,
      /** Kept out to compare with. */
      held: maybe,
      extra,
    }),
  ),
  hasAllMessages: z.boolean(),
  /** What each campaign came to on these days; each of its messages counts. */
  campaigns: z.array(z.object({ campaignId: idOf('campaign'), name: z.string(), ...reached })),
  extra,
  attributionDays: z.int(),
  at: instant,
})

nameShapes({ Statistics: statistics })

const url = '/v1/merchants/:merchantId/statistics'
const params = z.object({ merchantId: idOf('merchant') })
const range = { from: z.iso.date(), until: z.iso.date() }
const refusals = [accessRefusals, insightRefusals]

export function statisticsRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url,
    summary: "A shop's friends and messages, day by day and message by message",
    tag: 'insight',
    access: 'merchant',
    params,
    query: z.strictObject(range),
    reply: statistics,
    refusals,
    handle: async (work, { params: { merchantId }, query }) => {
      const found = await statisticsOf(work, merchantId, query)
      const [days, messages] = [[...found.days], [...found.messages]]
      return { ...found, days, messages, campaigns: [...found.campaigns] }
    },
  })

  http.file({
    method: 'GET',
    url: `${url}.csv`,
    summary: 'The same as a table for a spreadsheet, of days, of broadcasts or of campaigns',
    tag: 'insight',
    access: 'merchant',
    params,
    query: z.strictObject({
      ...range,
      of: z.enum(['days', 'messages', 'campaigns']).default('days'),
      language: z.enum(['ko', 'en']).default('ko'),
    }),
    type: 'text/csv; charset=utf-8',
    refusals,
    rate: { perMinute: 20 },
    handle: async ({ actor, inWork, params: { merchantId }, query }) => ({
      name: `${query.language === 'ko' ? '통계' : 'statistics'}-${query.from}-${query.until}.csv`,
      body: await inWork(actor, (work) => statisticsCsv(work, merchantId, query)),
    }),
  })
}

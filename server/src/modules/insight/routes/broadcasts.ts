/** The report of a broadcast over HTTP. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { channelRefusals } from '../../channels/model/refusals.ts'
import { broadcastReport } from '../service/broadcasts.ts'
import { arms, extraVisits, isWithheld, lifts, shownLifts } from './shapes.ts'

const count = z.int().nonnegative()

const report = z.object({
  broadcastId: idOf('broadcast'),
  title: z.string(),
  state: z.enum(['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled']),
  reach: count.nullable(),
  done: count,
  controlPercent: count,
  isWithheld,
  /** What became of it, by the gate's answer. */
  outcomes: z.array(z.object({ outcome: z.string(), people: count })),
  funnel: z
    .object({
      eligible: count,
      sent: count,
      seen: count,
      clicked: count,
      visited: count,
      redeemed: count,
    })
    .nullable(),
  arms,
  lift: lifts,
  extraVisits,
  attributionDays: z.int(),
  /** Of those who got it; days without anything are left out. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      seen: count,
      clicked: count,
      visited: count,
      redeemed: count,
    }),
  ),
  at: instant,
})

nameShapes({ BroadcastReport: report })

export function broadcastReportRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/broadcasts/:broadcastId/report',
    summary: 'What a broadcast came to, and what it did beyond chance',
    tag: 'insight',
    access: 'merchant',
    params: z.object({ merchantId: idOf('merchant'), broadcastId: idOf('broadcast') }),
    reply: report,
    refusals: [accessRefusals, channelRefusals],
    handle: async (work, { params }) => {
      const found = await broadcastReport(work, params.merchantId, params.broadcastId)
      const [outcomes, days] = [[...found.outcomes], [...found.days]]
      return { ...found, outcomes, days, lift: shownLifts(found.lift) }
    },
  })
}

/** The ways of broadcasts over HTTP: shapes in, shapes out. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, type Http } from '../../../platform/http.ts'
import { wayNames, type WayName } from '../../outreach/model/delivery.ts'
import { channelRefusals } from '../model/refusals.ts'
import { broadcastWays, estimateWays } from '../service/ways.ts'
import { audienceShape } from './broadcasts.ts'

const refusals = [accessRefusals, channelRefusals]
const way = z.enum(wayNames)
const ofMerchant = z.object({ merchantId: idOf('merchant') })

/** @param open the ways this market sends on */
export function broadcastWayRoutes(http: Http, open: readonly WayName[]): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/way-reach',
    summary:
      'About how many friends each way beside the inbox would reach, its price and its limit',
    tag: 'channels',
    access: 'merchant',
    status: 200,
    params: ofMerchant,
    body: z.strictObject({ audience: audienceShape }),
    reply: z.object({
      items: z.array(
        z.object({
          way,
          people: z.int(),
          isFew: z.boolean(),
          /** For each letter; 0 is free. */
          priceMinor: z.int(),
          perMonthMax: z.int(),
          used: z.int(),
          left: z.int(),
        }),
      ),
      isWhole: z.boolean(),
    }),
    refusals,
    rate: { perMinute: 60 },
    handle: (work, { params, body }) =>
      estimateWays(work, params.merchantId, { audience: body.audience, open }),
  })

  wayReportRoute(http)
}

function wayReportRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/broadcasts/:broadcastId/ways',
    summary: 'How a broadcast went on each way beside the inbox',
    tag: 'channels',
    access: 'merchant',
    params: ofMerchant.extend({ broadcastId: idOf('broadcast') }),
    reply: z.object({
      /** Narrowed, and fewer than five got it: then no way is told. */
      isWithheld: z.boolean(),
      items: z.array(
        z.object({
          way,
          goes: z.int(),
          noConsent: z.int(),
          nowhere: z.int(),
          overLimit: z.int(),
          waiting: z.int(),
          taken: z.int(),
          delivered: z.int(),
          failed: z.int(),
          dropped: z.int(),
        }),
      ),
    }),
    refusals,
    handle: async (work, { params }) => {
      const told = await broadcastWays(work, params.merchantId, params.broadcastId)
      return { ...told, items: [...told.items] }
    },
  })
}

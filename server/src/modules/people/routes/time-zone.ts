/** The clock a person lives by, over HTTP. */
import { z } from 'zod'
import type { Http } from '../../../platform/http.ts'
import { isTimeZone } from '../model/time-zone.ts'
import { changeTimeZone, ownTimeZone } from '../service/time-zones.ts'

/** An IANA time zone, as in Asia/Seoul, by any of its names: browsers say older and newer ones. */
export const timeZone = z.string().max(60).refine(isTimeZone, 'no such time zone')

export function timeZoneRoutes(http: Http): void {
  const mine = { tag: 'people', access: 'person', url: '/v1/me/time-zone' } as const
  const reply = z.object({ timeZone: z.string() })

  http.route({
    method: 'GET',
    summary: 'The time zone whose nights are mine',
    ...mine,
    reply,
    handle: async (work) => ({ timeZone: await ownTimeZone(work) }),
  })

  http.route({
    method: 'PUT',
    summary: 'Says in which time zone I live: nights are quiet there',
    ...mine,
    body: z.strictObject({ timeZone }),
    reply,
    handle: async (work, { body }) => ({
      timeZone: await changeTimeZone(work, body.timeZone),
    }),
  })
}

/** How people steer the use of their location, over HTTP. */
import { z } from 'zod'
import type { Http } from '../../../platform/http.ts'
import type { PersonMap } from '../../../platform/person-map.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { noticeCounts, usesToSwitch } from '../model/location.ts'
import { proofOf } from '../service/consent-proofs.ts'
import { locationControlsOfAsker, steerLocation } from '../service/location-controls.ts'

const use = z.enum(usesToSwitch)
const count = z.literal(noticeCounts)
const notice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('each') }),
  z.strictObject({ kind: z.literal('times'), count }),
  z.strictObject({ kind: z.literal('days'), count }),
])
const controls = z.object({ isPaused: z.boolean(), off: z.array(use), notice })

export type LocationNeeds = {
  readonly secret: string
  /** What each table holds of people: what is switched off is lost there. */
  readonly maps: readonly PersonMap[]
}

/** Declares the routes of what people say about the use of their location. */
export function locationRoutes(http: Http, { secret, maps }: LocationNeeds): void {
  http.route({
    method: 'GET',
    url: '/v1/me/location-controls',
    summary: 'Whether my location is paused, which uses are off, and how I am told of them',
    tag: 'consents',
    access: 'person',
    reply: controls,
    handle: async (work) => {
      const now = await locationControlsOfAsker(work)
      return { ...now, off: [...now.off] }
    },
  })

  http.route({
    method: 'PATCH',
    url: '/v1/me/location-controls',
    summary: 'Pauses my location, switches uses off, or changes how I am told of them',
    tag: 'consents',
    access: 'person',
    body: z.strictObject({
      isPaused: z.boolean().optional(),
      off: z.array(use).max(usesToSwitch.length).optional(),
      notice: notice.optional(),
    }),
    reply: controls,
    refusals: [peopleRefusals],
    handle: async (work, { body, request }) => {
      const change = {
        ...(body.isPaused !== undefined && { isPaused: body.isPaused }),
        ...(body.off && { off: [...new Set(body.off)] }),
        ...(body.notice && { notice: body.notice }),
      }
      const after = await steerLocation(work, change, proofOf(secret, work.actor, request), maps)
      return { ...after, off: [...after.off] }
    },
  })
}

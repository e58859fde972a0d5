/** How deliveries go by themselves: queued when a message is sent, tried until their budget is spent. */
import { z } from 'zod'
import type { Id } from '../../../kernel/id.ts'
import { defineJob, defineTimer } from '../../../platform/jobs.ts'
import { on, onBatch, type Reactions } from '../../../platform/log.ts'
import { lineFollowed, mailingSent, messageSent } from '../events.ts'
import { wayNames } from '../model/delivery.ts'
import {
  deliverDue,
  queueDeliveries,
  waysWithWork,
  type DeliveryNeeds,
} from '../service/deliveries.ts'
import { inviteToLink } from '../service/line.ts'

const INVITE_MS_MAX = 20_000
/** An invitation to link is of no use for longer than its token lives. */
const INVITE_ATTEMPTS_MAX = 4
/** Shorter than a batch is left to its sender, so that no two send the same. */
const DELIVER_MS_MAX = 90_000
const DELIVER_ATTEMPTS_MAX = 3
/** Retries, and what waited for the morning, go within this time of their hour. */
const LOOK_SECONDS = 5

const system = { kind: 'system', name: 'outreach' } as const

export function deliveryReactions(
  needs: DeliveryNeeds,
): Required<Pick<Reactions, 'handlers' | 'jobs' | 'timers'>> {
  const deliver = defineJob({
    name: 'outreach.deliver',
    shape: z.object({ way: z.enum(wayNames) }),
    timeoutMs: DELIVER_MS_MAX,
    attemptsMax: DELIVER_ATTEMPTS_MAX,
    async run({ inWork, signal }, { way }) {
      let isMore = true
      while (isMore) isMore = await deliverDue(inWork, needs, way, signal)
    },
  })

  const invite = defineJob({
    name: 'outreach.line-invite',
    shape: z.object({ lineEventId: z.string() }),
    timeoutMs: INVITE_MS_MAX,
    attemptsMax: INVITE_ATTEMPTS_MAX,
    async run({ inWork, signal }, { lineEventId }) {
      const id = lineEventId as Id<'line-event'>
      if (needs.line) await inviteToLink(inWork, needs.line, needs.origin(), id, signal)
    },
  })

  return {
    jobs: [deliver, invite],
    handlers: [
      on(lineFollowed, async (work, { lineEventId }) => {
        work.enqueue(invite, { lineEventId }, { key: lineEventId })
      }),
      on(mailingSent, async (work) => {
        for (const way of await waysWithWork(work)) work.enqueue(deliver, { way }, { key: way })
      }),
      onBatch([messageSent], async (work, facts) => {
        const ids = facts.map(({ data }) => messageSent.shape.parse(data).messageId)
        for (const way of await queueDeliveries(work, needs, ids)) {
          work.enqueue(deliver, { way }, { key: way })
        }
      }),
    ],
    timers:
      needs.ways.size === 0
        ? []
        : [
            defineTimer({
              name: 'outreach.deliveries',
              everySeconds: LOOK_SECONDS,
              run: ({ inWork }) =>
                inWork(system, async (work) => {
                  for (const way of await waysWithWork(work)) {
                    work.enqueue(deliver, { way }, { key: way })
                  }
                }),
            }),
          ],
  }
}

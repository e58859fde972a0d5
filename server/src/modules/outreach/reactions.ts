/** What outreach does by itself: let waiting messages go, wake devices, forget what was opted out of. */
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { defineJob, defineTimer } from '../../platform/jobs.ts'
import { on, onBatch, type Reactions } from '../../platform/log.ts'
import { consentChanged } from '../people/events.ts'
import { mailingSent, messageSent, pushReplayed } from './events.ts'
import type { PushSender } from './ports.ts'
import { deliveryReactions } from './reactions/deliveries.ts'
import { peopleNoticeHandlers } from './reactions/people-notices.ts'
import { RELEASED_AT_ONCE_MAX, dropWaitingMarketing, releaseDue } from './service.ts'
import { releaseMailing } from './service/mailings.ts'
import type { DeliveryNeeds } from './service/deliveries.ts'
import { deliverPush, givePushUp, pushesOf, pushesOfMailing } from './service/push.ts'

/** Waiting messages go within this time of their hour. */
const RELEASE_SECONDS = 2
const PUSH_MS_MAX = 15_000
/** With pauses of 2, 4, 8… seconds, about a quarter of an hour. */
const PUSH_ATTEMPTS_MAX = 9

const system = { kind: 'system', name: 'outreach' } as const
const target = z.object({ messageId: z.string(), subscriptionId: z.string() })

export type OutreachReactionNeeds = {
  readonly pushSender: PushSender
  /** Stands in messages of merchants that have no contact of their own. */
  readonly contact: string
  /** The ways out beside the inbox and push; none where left out. */
  readonly deliveries?: DeliveryNeeds
  /** Who tells people of their consents with the market. */
  readonly marketName?: string
}

const releaseTimer = defineTimer({
  name: 'outreach.release',
  everySeconds: RELEASE_SECONDS,
  async run({ inWork, signal }) {
    let released = RELEASED_AT_ONCE_MAX
    while (released === RELEASED_AT_ONCE_MAX && !signal.aborted) {
      released = await inWork(system, releaseDue)
    }
  },
})

const mailingTimer = defineTimer({
  name: 'outreach.release-mailings',
  everySeconds: RELEASE_SECONDS,
  async run({ inWork, signal }) {
    let released = 1
    while (released > 0 && !signal.aborted) released = await inWork(system, releaseMailing)
  },
})

export function outreachReactions({
  pushSender,
  contact,
  ...more
}: OutreachReactionNeeds): Reactions {
  const deliveries = more.deliveries ? deliveryReactions(more.deliveries) : null
  const push = defineJob({
    name: 'outreach.push',
    shape: target,
    timeoutMs: PUSH_MS_MAX,
    attemptsMax: PUSH_ATTEMPTS_MAX,
    async run({ inWork, signal, attempt }, payload) {
      const ids = targetOf(payload)
      let later: Date | null
      try {
        later = await deliverPush(inWork, pushSender, contact, ids, signal)
      } catch (error) {
        if (attempt < PUSH_ATTEMPTS_MAX) throw error
        await givePushUp(inWork, ids, error)
        return
      }
      if (later) {
        await inWork(system, async (work) => {
          work.enqueue(push, payload, { runAt: later, key: keyOf(payload) })
        })
      }
    },
  })

  return {
    reader: 'outreach',
    jobs: [push, ...(deliveries?.jobs ?? [])],
    handlers: [
      ...(deliveries?.handlers ?? []),
      ...peopleNoticeHandlers(more.marketName ?? '골목'),
      onBatch([messageSent], async (work, facts) => {
        const ids = facts.map(({ data }) => messageSent.shape.parse(data).messageId)
        for (const each of await pushesOf(work, ids)) {
          work.enqueue(push, each, { key: keyOf(each) })
        }
      }),
      on(mailingSent, async (work, step) => {
        for (const each of await pushesOfMailing(work, step)) {
          work.enqueue(push, each, { key: keyOf(each) })
        }
      }),
      on(pushReplayed, (work, each) => {
        work.enqueue(push, each, { key: keyOf(each) })
        return Promise.resolve()
      }),
      on(consentChanged, async (work, { personId, purpose, granted }) => {
        if (purpose !== 'marketing' || granted) return
        await dropWaitingMarketing(work, personId as Id<'person'>, null)
      }),
    ],
    timers: [...(deliveries?.timers ?? []), releaseTimer, mailingTimer],
  }
}

const keyOf = (each: { readonly messageId: string; readonly subscriptionId: string }) =>
  `${each.messageId}/${each.subscriptionId}`

const targetOf = ({ messageId, subscriptionId }: z.output<typeof target>) => ({
  messageId: messageId as Id<'message'>,
  subscriptionId: subscriptionId as Id<'push-subscription'>,
})

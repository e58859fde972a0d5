/** Web push: devices, and the way of one message to one of them. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import {
  PUSH_AGE_MS_MAX,
  SUBSCRIPTIONS_MAX,
  isPushAddress,
  outreachRefusals,
  pushText,
  shownTitle,
} from '../model.ts'
import type { Push, PushSender } from '../ports.ts'
import { lastLook } from './hearing.ts'
import {
  countSubscriptions,
  deleteSubscription,
  pushJobOf,
  pushTargets,
  pushTargetsOfMailing,
  saveSubscription,
  settlePush,
  type MailingStep,
  type PushTarget,
} from '../store/push.ts'

/** The addresses of push services this installation takes. */
export type IsAllowedAddress = (endpoint: string) => boolean

/**
 * Saves a device of the asker.
 *
 * @throws {Refused} `outreach.push-address` (OU13), `outreach.too-many-devices`
 */
export async function subscribe(
  work: Work,
  request: { readonly endpoint: string; readonly p256dh: string; readonly auth: string },
  isAllowed: IsAllowedAddress = isPushAddress,
): Promise<Id<'push-subscription'>> {
  const personId = personOf(work.actor)
  if (!isAllowed(request.endpoint)) throw new Refused(outreachRefusals, 'outreach.push-address')
  if ((await countSubscriptions(work, personId)) >= SUBSCRIPTIONS_MAX) {
    throw new Refused(outreachRefusals, 'outreach.too-many-devices')
  }
  return saveSubscription(work, { id: work.newId('push-subscription'), personId, ...request })
}

export function unsubscribe(work: Work, endpoint: string): Promise<void> {
  return deleteSubscription(work, personOf(work.actor), endpoint)
}

/** The pushes that follow from messages. */
export function pushesOf(
  work: Work,
  messageIds: readonly string[],
): Promise<readonly PushTarget[]> {
  return pushTargets(work, messageIds)
}

/** The pushes that follow from a step of a mailing. */
export function pushesOfMailing(work: Work, step: MailingStep): Promise<readonly PushTarget[]> {
  return pushTargetsOfMailing(work, step)
}

const system = { kind: 'system', name: 'outreach' } as const

/**
 * Brings a message to a device, unless that is not wanted any more (OU11).
 *
 * @returns when to try again, because quiet hours began meanwhile; null when it is done
 * @throws {PushFailed} when trying again may help
 */
export async function deliverPush(
  inWork: InWork,
  sender: PushSender,
  contact: string,
  target: PushTarget,
  signal: AbortSignal,
): Promise<Date | null> {
  const next = await inWork(system, (work) => nextStep(work, target, contact))
  if (next.kind === 'nothing') return null
  if (next.kind === 'later') return next.until
  const outcome = await sender.send(next.push, signal)
  await inWork(system, (work) => {
    const isNoGood = outcome === 'refused'
    const error = 'the push service does not take it'
    return settlePush(
      work,
      target,
      outcome,
      isNoGood ? { id: work.newId('delivery'), error } : null,
    )
  })
  return null
}

/** Notes that a push was tried as often as is allowed: a dead letter, for the operator (OU71). */
export async function givePushUp(
  inWork: InWork,
  target: PushTarget,
  error: unknown,
): Promise<void> {
  const words = error instanceof Error ? error.message : String(error)
  await inWork(system, (work) =>
    settlePush(work, target, 'dead', { id: work.newId('delivery'), error: words }),
  )
}

type NextStep =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'later'; readonly until: Date }
  | { readonly kind: 'push'; readonly push: Push }

/** Judges again at the last moment: much can change while a push waits for its turn. */
async function nextStep(work: Work, target: PushTarget, contact: string): Promise<NextStep> {
  const job = await pushJobOf(work, target)
  if (!job || job.isDelivered || job.readAt) return { kind: 'nothing' }
  const ageMs = work.now.getTime() - (job.sentAt ?? work.now).getTime()
  if (ageMs > PUSH_AGE_MS_MAX) return { kind: 'nothing' }
  const decision = await lastLook(work, job)
  if (decision.kind === 'refused') return { kind: 'nothing' }
  if (decision.kind === 'postponed') return { kind: 'later', until: decision.until }
  const { endpoint, p256dh, auth, id } = job
  const payload = JSON.stringify({
    messageId: id,
    title: shownTitle(job),
    body: pushText(job, contact),
    url: `/inbox/${id}`,
  })
  const ttlSeconds = Math.max(60, Math.floor((PUSH_AGE_MS_MAX - ageMs) / SECOND_MS))
  // A topic has at most 32 letters: an id without its dashes.
  const topic = id.replaceAll('-', '')
  return { kind: 'push', push: { endpoint, p256dh, auth, payload, topic, ttlSeconds } }
}

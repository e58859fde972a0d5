/** What did not get through: the operator sees it, and sends it again. */
import { allow, mayOperate } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { pushReplayed } from '../events.ts'
import { deliveryRefusals } from '../model/delivery.ts'
import {
  deadLettersBelow,
  deadReasons,
  deliveryCounts,
  deliveryExists,
  forgetUnreachable,
  requeue,
  takeDeadPushes,
  type DeadFilter,
  type DeadLetter,
  type DeadReason,
  type WayCount,
} from '../store/dead-letters.ts'

const COUNTED_MS = 7 * DAY_MS
const REASONS_MAX = 50
/** As many are sent again at once; ask once more for the rest. */
export const REPLAYED_AT_ONCE_MAX = 5_000

/** Dead letters, the newest first. @throws {Refused} `access.forbidden` */
export async function deadLetters(
  work: Work,
  filter: DeadFilter,
  { limit, after }: PageRequest,
): Promise<Page<DeadLetter>> {
  allow(mayOperate(work.actor))
  const rows = await deadLettersBelow(work, filter, after === null ? null : keyIn(after), limit + 1)
  return pageOf(rows, limit, ({ createdAt, id }) => `${createdAt.getTime()}.${id}`)
}

function keyIn(cursor: string) {
  const match = /^(\d{1,14})\.(.+)$/.exec(cursor)
  const id = match ? parseId<'delivery'>(match[2] ?? '') : null
  return match && id ? { createdAt: new Date(Number(match[1])), id } : null
}

/** How the ways are doing: the last week by state, and why things did not get through. */
export async function waysAtWork(
  work: Work,
): Promise<{ readonly counts: readonly WayCount[]; readonly reasons: readonly DeadReason[] }> {
  allow(mayOperate(work.actor))
  const counts = await deliveryCounts(work, new Date(work.now.getTime() - COUNTED_MS))
  return { counts, reasons: await deadReasons(work, REASONS_MAX) }
}

/**
 * Sends one dead letter again, with a fresh budget; its address counts as reachable until it bounces
 * anew (OU49).
 *
 * @throws {Refused} `access.forbidden`, `delivery.unknown`, `delivery.not-dead`
 */
export async function replayOne(work: Work, id: Id<'delivery'>): Promise<void> {
  allow(mayOperate(work.actor))
  if ((await replayPushes(work, { id })) > 0) return
  const moved = await requeue(work, { id })
  if (moved.length === 0) {
    const isKnown = await deliveryExists(work, id)
    throw new Refused(deliveryRefusals, isKnown ? 'delivery.not-dead' : 'delivery.unknown')
  }
  await forgetUnreachable(work, moved)
}

/** Sends dead letters again, as many as go at once; answers how many. */
export async function replayAll(work: Work, filter: DeadFilter): Promise<number> {
  allow(mayOperate(work.actor))
  const asked = { ...filter, limit: REPLAYED_AT_ONCE_MAX }
  const pushes = await replayPushes(work, asked)
  const moved = await requeue(work, asked)
  if (moved.length > 0) await forgetUnreachable(work, moved)
  return moved.length + pushes
}

/** Wakes devices again that were not reached; how many. Each is judged once more, as any push (OU11). */
async function replayPushes(
  work: Work,
  asked: Parameters<typeof takeDeadPushes>[1],
): Promise<number> {
  const taken = await takeDeadPushes(work, asked)
  for (const target of taken) work.announce(pushReplayed, target)
  return taken.length
}

/**
 * Who may write in a talk, and what follows from a message.
 *
 * Pure. TA1, TA2… are the rules of README.md, and the tests bear their names.
 */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { TalkRefusal } from './refusals.ts'

export type Side = 'person' | 'shop'

export type Talk = {
  readonly id: Id<'talk'>
  readonly merchantId: Id<'merchant'>
  readonly personId: Id<'person'>
  readonly placeId: Id<'place'> | null
  readonly state: 'open' | 'closed'
  /** Whoever ended it for good; null while nobody did. */
  readonly blockedBy: Side | null
  readonly assignedTo: Id<'person'> | null
  readonly openedAt: Date
  readonly lastAt: Date
  /** That of the newest message; 0 before the first. */
  readonly lastNumber: number
  readonly personRead: number
  readonly shopRead: number
  readonly personUnread: number
  readonly shopUnread: number
  /** What the person wrote since the last answer, and since when they wait. */
  readonly unanswered: number
  readonly unansweredSince: Date | null
  /** When the person wrote last; null before the first word. */
  readonly askedAt: Date | null
  readonly answeredAt: Date | null
  readonly awayUntil: Date | null
  readonly toldNumber: number
}

export const TALKS_PER_DAY_MAX = 20
/** What somebody may write before the shop has answered; the database holds the same. */
export const UNANSWERED_MAX = 60
/** A shop may answer for so long after the person wrote last; later it would be advertising unasked. */
const SHOP_WRITES_FOR_MS = 7 * DAY_MS

/** From when on the shop may write no more unless the person does (TA21); null before they ever did. */
export function mayWriteUntil({ askedAt }: Pick<Talk, 'askedAt'>): Date | null {
  return askedAt && new Date(askedAt.getTime() + SHOP_WRITES_FOR_MS)
}

/** Why the person may not write now; null when nothing speaks against it. */
export function objectionToPerson(
  talk: Pick<Talk, 'blockedBy' | 'unanswered'>,
  isDeskOpen: boolean,
): TalkRefusal | null {
  if (talk.blockedBy !== null) return 'talk.blocked' // TA3
  if (!isDeskOpen) return 'talk.desk-closed'
  return talk.unanswered >= UNANSWERED_MAX ? 'talk.unanswered' : null // TA15
}

/** Why somebody of the shop may not answer now; null when nothing speaks against it. */
export function objectionToShop(
  talk: Pick<Talk, 'blockedBy' | 'state' | 'lastNumber' | 'assignedTo' | 'askedAt'>,
  byId: Id<'person'>,
  at: Date,
): TalkRefusal | null {
  if (talk.lastNumber === 0) return 'talk.unknown' // TA1
  if (talk.blockedBy !== null) return 'talk.blocked' // TA3
  if (talk.state === 'closed') return 'talk.closed' // TA2
  const until = mayWriteUntil(talk)
  if (until === null || at >= until) return 'talk.waits-for-them' // TA21
  return objectionToTaking(talk, byId)
}

/** Why somebody may not take a talk (TA7). */
export function objectionToTaking(
  { assignedTo }: Pick<Talk, 'assignedTo'>,
  byId: Id<'person'>,
): TalkRefusal | null {
  return assignedTo === null || assignedTo === byId ? null : 'talk.taken'
}

/** Why somebody may not hand a talk over (TA8). */
export function objectionToHandingOver(
  { assignedTo }: Pick<Talk, 'assignedTo'>,
  byId: Id<'person'>,
  isOwner: boolean,
): TalkRefusal | null {
  return isOwner || assignedTo === null || assignedTo === byId ? null : 'talk.not-yours'
}

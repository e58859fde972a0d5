/** Somebody whom an owner removed by mistake is put back as they were (PE100). */
import type { Membership } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { addMembership } from '../service.ts'
import { insertEnded, takeEnded } from '../store/memberships-ended.ts'

/** How long a removal can be undone; afterwards somebody is invited like anybody else. */
export const PUT_BACK_MS_MAX = 10 * MINUTE_MS

type Member = Membership & { readonly personId: Id<'person'> }

/** Remembers whom an owner removed. Not for those who left by themselves. */
export const rememberEnded: (work: Work, ended: Member) => Promise<void> = insertEnded

/**
 * Makes somebody a member again who was removed a moment ago, in the role they had, once. The caller has
 * checked who may.
 *
 * @returns null where nobody was removed, or it is too long ago
 */
export async function putBack(
  work: Work,
  who: Pick<Member, 'merchantId' | 'personId'>,
): Promise<Membership | null> {
  const since = new Date(work.now.getTime() - PUT_BACK_MS_MAX)
  const ended = await takeEnded(work, who, since)
  if (ended) await addMembership(work, ended)
  return ended
}

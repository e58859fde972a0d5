/** Messages without a sound: they lie in the inbox, and no device is woken (OU19). */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantMuted } from '../events.ts'
import { deleteMute, insertMute, mutedBy } from '../store/mutes.ts'

/** The asker's devices keep still for the messages of a merchant. Harmless to repeat. */
export async function muteMerchant(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  const pair = { personId: personOf(work.actor), merchantId }
  if (!(await insertMute(work, pair))) return
  work.announce(merchantMuted, pair, { subjectId: pair.personId })
}

export function unmuteMerchant(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  return deleteMute(work, { personId: personOf(work.actor), merchantId })
}

/** Those of these merchants whom the asker muted. */
export function mutedByAsker(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<ReadonlySet<Id<'merchant'>>> {
  return mutedBy(work, personOf(work.actor), merchantIds)
}

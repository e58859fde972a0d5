/** Somebody takes their entry back: its place, its number and the turn of their phone are free again. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { giveNumberBack } from '../../people/service/number-uses.ts'
import { entryTakenBack } from '../events.ts'
import { objectionToTakingBack } from '../model/page.ts'
import { pageRefusals } from '../model/refusals.ts'
import { pageOf } from '../service.ts'
import { deleteEntry, entryOf } from '../store/entry.ts'
import { freeEntry, lockPage } from '../store/page.ts'

/**
 * Takes the asker's entry back (EV15). One that is not there, or is somebody else's, changes nothing.
 *
 * @throws {Refused} `page.unknown`, `page.entries-stand`, `page.entry-rewarded`
 */
export async function takeEntryBack(
  work: Work,
  { slug, entryId }: { readonly slug: string; readonly entryId: Id<'coupon'> },
): Promise<void> {
  const personId = personOf(work.actor)
  const { id: pageId, merchantId } = await pageOf(work, slug)
  // The page before the entry, as a draw has them: whoever is second sees what the first one did.
  const page = await lockPage(work, pageId)
  const entry = await entryOf(work, { id: entryId, pageId, personId })
  if (!page || !entry) return
  const objection = objectionToTakingBack(page, entry, work.now)
  if (objection) throw new Refused(pageRefusals, objection)
  await deleteEntry(work, entryId)
  await giveNumberBack(work, { subjectId: pageId, useId: entryId })
  await freeEntry(work, pageId, entry.number)
  work.announce(entryTakenBack, { pageId, merchantId, personId, entryId }, { subjectId: personId })
  work.publish(`merchant/${merchantId}`, { name: 'page-entry-taken-back', data: { pageId } })
}

/** When visits began: asked by the modules above, for whole batches. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { visitStarts } from '../store/visits.ts'

/** By visit; one that was forgotten since is missing. */
export function visitStartsOf(
  work: Work,
  ids: readonly Id<'visit'>[],
): Promise<ReadonlyMap<Id<'visit'>, Date>> {
  return visitStarts(work, ids)
}

/** Who looked at what is kept of a person: written down for them, and shown to them. */
import { actorName, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { minuteOf } from '../model/location-uses.ts'
import { addLooks, looksAt, type Look, type LookRow } from '../store/erasures.ts'

/**
 * Writes down that the asker looked at what is kept of people, in the transaction of the look (PE64).
 * Not when they look at their own.
 */
export async function recordLooks(work: Work, looks: readonly Look[]): Promise<void> {
  const { actor } = work
  const own = actor.kind === 'person' ? actor.personId : null
  const others = looks.filter(({ personId }) => personId !== own)
  if (others.length > 0) await addLooks(work, actorName(actor), minuteOf(work.now), others)
}

/** Looks shown at once; older ones are in the export. */
const LOOKS_MAX = 200

/** Who looked at what is kept of the asker, newest first. */
export function looksAtAsker(work: Work): Promise<readonly LookRow[]> {
  return looksAt(work, personOf(work.actor), LOOKS_MAX)
}

/** The same of anybody; the caller has checked who may ask. */
export function looksAtPerson(work: Work, personId: Id<'person'>): Promise<readonly LookRow[]> {
  return looksAt(work, personId, LOOKS_MAX)
}

/** Who changed something, as the people of a shop may read it. */
import { parseId, type Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'

export type Teller = {
  readonly byKind: 'person' | 'key' | 'system'
  /** Null where it was no person, or one who is gone. */
  readonly byName: string | null
}

/** Adds who it was to changes; `changedBy` is `person/…`, `key/…` or `system/…`. */
export async function withTellers<Change extends { readonly changedBy: string }>(
  work: Work,
  changes: readonly Change[],
): Promise<readonly (Change & Teller)[]> {
  const personIds = changes.flatMap(({ changedBy }) => personIn(changedBy) ?? [])
  const people = await peopleOf(work, [...new Set(personIds)])
  return changes.map((change) => {
    const personId = personIn(change.changedBy)
    const byKind = personId ? 'person' : change.changedBy.startsWith('key/') ? 'key' : 'system'
    return { ...change, byKind, byName: (personId && people.get(personId)?.name) ?? null }
  })
}

function personIn(changedBy: string): Id<'person'> | null {
  const [kind, who = ''] = changedBy.split('/')
  return kind === 'person' ? parseId(who) : null
}

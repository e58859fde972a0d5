/** What stands for verified phone numbers, so that limits for each phone outlive accounts. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'

/** Those of the people who have proven a phone number: equal numbers have equal keys. */
export async function phoneKeysOf(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, string>> {
  const people = await peopleOf(work, [...new Set(personIds)])
  const keys = new Map<Id<'person'>, string>()
  for (const person of people.values()) {
    const key = phoneKeyOf(work, person)
    if (key !== null) keys.set(person.id, key)
  }
  return keys
}

/** The key of one person; null for who has proven no number. */
export function phoneKeyOf(
  work: Work,
  { phone }: { readonly phone: string | null },
): string | null {
  return phone === null ? null : work.digest(`phone/${phone}`)
}

/** Whether somebody is old enough for what they want, or has a guardian who allows it. */
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { ageObjection, ageRefusals, isGuarded } from '../model/age.ts'
import { standingOf } from '../store/ages.ts'

/**
 * Lets a yes through where the person may say it. The caller holds the person's row.
 *
 * @throws {Refused} `people.age-unsaid`, `people.guardian-needed`, `people.too-young`
 */
export async function guardYes(
  work: Work,
  personId: Id<'person'>,
  purposes: readonly string[],
): Promise<void> {
  if (purposes.length === 0) return
  const standing = await standingOf(work, personId)
  if (!standing) return
  const { day } = wallTime(work.now, standing.timeZone)
  for (const purpose of purposes) {
    const objection = ageObjection(standing, purpose, day)
    if (objection) throw new Refused(ageRefusals, objection)
  }
}

/**
 * For what is neither advertising nor location, but not for children on their own either: lets through
 * who is old enough, and children whose guardian agreed to the account.
 *
 * @throws {Refused} `people.age-unsaid`, `people.guardian-needed`
 */
export async function guardChildren(work: Work, personId: Id<'person'>): Promise<void> {
  const standing = await standingOf(work, personId)
  if (!standing || !isGuarded(standing, wallTime(work.now, standing.timeZone).day)) return
  if (standing.age === 'unsaid') throw new Refused(ageRefusals, 'people.age-unsaid')
  if (standing.allowed === null) throw new Refused(ageRefusals, 'people.guardian-needed')
}

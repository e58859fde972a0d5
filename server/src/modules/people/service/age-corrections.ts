/** A birthday that was mistyped is put right, for a reason that is kept. */
import { actorName, allow } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { ageSaid } from '../events.ts'
import { ageRefusals, isBirthday, type Age, type AgeLimits } from '../model/age.ts'
import { reasonOf } from '../model/looks.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { lockPerson } from '../store.ts'
import { insertCorrection, isGuest, saveAge, standingOf } from '../store/ages.ts'
import { ageFrom, type SaysAge } from './ages.ts'
import { endGuardianship } from './guardians.ts'
import { forgetAfter } from './memory.ts'
import { withdrawAll } from './withdrawals.ts'

const noProof = { sessionId: null, ipHash: null, agentHash: null } as const

export type AgeCorrection = { readonly before: Age; readonly after: Exclude<Age, 'unsaid'> }

/**
 * Writes what somebody's age really is in place of what they said (PE95): for the command line, whose
 * user has seen what shows it. Who turns out to be younger has agreed to nothing; who is old enough has
 * no guardian any more, nor what was agreed to under one, and is asked themselves.
 *
 * @throws {Refused} `access.forbidden` to all but the installation itself, `people.reason-needed`,
 *   `people.birthday-wrong`, `people.unknown` for strangers and for guests who never came in
 */
export async function correctAge(
  work: Work,
  personId: Id<'person'>,
  says: SaysAge,
  { limits, reason: given }: { readonly limits: AgeLimits; readonly reason: string },
): Promise<AgeCorrection> {
  allow(work.actor.kind === 'system')
  const reason = reasonOf(given)
  if (reason === null) throw new Refused(peopleRefusals, 'people.reason-needed')
  await lockPerson(work, personId)
  const standing = await standingOf(work, personId)
  if (!standing || (await isGuest(work, personId))) {
    throw new Refused(peopleRefusals, 'people.unknown')
  }
  const { day } = wallTime(work.now, standing.timeZone)
  if (says.kind === 'younger' && !isBirthday(says.bornOn, day)) {
    throw new Refused(ageRefusals, 'people.birthday-wrong')
  }
  const { age: before } = standing
  const after = ageFrom(says, day, limits)
  if (after.age === 'of-age' && before === 'child') {
    await endGuardianship(work, { id: personId }, { proof: noProof, because: 'of-age' })
  }
  if (after.age === 'child' && before !== 'child') {
    await withdrawAll(work, personId, { channel: 'import', proof: noProof })
  }
  await saveAge(work, { personId, ...after })
  await insertCorrection(work, {
    id: work.newId('age-correction'),
    personId,
    at: work.now,
    correctedBy: actorName(work.actor),
    before,
    after: after.age,
    reason,
  })
  const isOfAge = after.age === 'of-age'
  work.announce(ageSaid, { personId, isOfAge }, { subjectId: personId })
  forgetAfter(work, personId)
  return { before, after: after.age }
}

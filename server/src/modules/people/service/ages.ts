/** What people say of their age, and the day on which a child comes of age. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { instantOf, wallTime, type Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { ageSaid } from '../events.ts'
import { type ConsentProof } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import {
  ageRefusals,
  birthdayAfter,
  isBirthday,
  isGuarded,
  isProtected,
  type Age,
  type AgeLimits,
  type Standing,
} from '../model/age.ts'
import { lockPerson } from '../store.ts'
import { grownUp, saveAge, standingOf, type SaidAge } from '../store/ages.ts'
import { endGuardianship } from './guardians.ts'
import { forgetAfter } from './memory.ts'
import { withdrawAll } from './withdrawals.ts'

/** Who can say that they are old enough says no more; who is younger, their birthday (PE71). */
export type SaysAge =
  | { readonly kind: 'of-age' }
  | { readonly kind: 'younger'; readonly bornOn: Day }

export type OwnAge = {
  readonly age: Age
  /** Whether a guardian has to allow what the person agrees to, as long as nothing is said as well. */
  readonly isGuarded: boolean
  /** Whether the guardian answers in the person's place. */
  readonly isProtected: boolean
  /** Of children alone: when they are old enough. */
  readonly ofAgeOn: Day | null
  readonly consentYears: number
}

function ownAge(standing: Standing, now: Date, limits: AgeLimits): OwnAge {
  const { day } = wallTime(now, standing.timeZone)
  const { age, bornOn, ofAgeOn } = standing
  return {
    age,
    isGuarded: isGuarded(standing, day),
    isProtected: bornOn !== null && isProtected(bornOn, day, limits),
    ofAgeOn,
    consentYears: limits.consentYears,
  }
}

/** What the asker said of their age. @throws {Refused} `people.unknown` */
export async function ageOfAsker(work: Work, limits: AgeLimits): Promise<OwnAge> {
  const standing = await standingOf(work, personOf(work.actor))
  if (!standing) throw new Refused(peopleRefusals, 'people.unknown')
  return ownAge(standing, work.now, limits)
}

/**
 * Takes what the asker says of their age. Whoever is younger takes back with it what they agreed to
 * before; a birthday that makes them old enough is not kept (PE71). Harmless to repeat.
 *
 * @throws {Refused} `people.birthday-wrong`; `people.age-said` to children who say something else
 */
export async function sayAge(
  work: Work,
  says: SaysAge,
  limits: AgeLimits,
  proof: ConsentProof,
): Promise<OwnAge> {
  const personId = personOf(work.actor)
  await lockPerson(work, personId)
  const before = await standingOf(work, personId)
  if (!before) throw new Refused(peopleRefusals, 'people.unknown')
  const { day } = wallTime(work.now, before.timeZone)
  const bornOn = says.kind === 'younger' ? says.bornOn : null
  if (bornOn !== null && !isBirthday(bornOn, day)) {
    throw new Refused(ageRefusals, 'people.birthday-wrong')
  }
  const isSame = before.age === 'child' ? bornOn === before.bornOn : before.age === says.kind
  if (isSame) return ownAge(before, work.now, limits)
  if (before.age === 'child') throw new Refused(ageRefusals, 'people.age-said')

  const said = ageFrom(says, day, limits)
  const isOfAge = said.age === 'of-age'
  if (!isOfAge) await withdrawAll(work, personId, { channel: 'app', proof })
  await saveAge(work, { personId, ...said })
  work.announce(ageSaid, { personId, isOfAge }, { subjectId: personId })
  forgetAfter(work, personId)
  return ownAge({ ...before, ...said }, work.now, limits)
}

/** What is kept of what somebody says on a day: a birthday of children alone (PE71). */
export function ageFrom(says: SaysAge, day: Day, limits: AgeLimits): Omit<SaidAge, 'personId'> {
  const bornOn = says.kind === 'younger' ? says.bornOn : null
  const ofAgeOn = bornOn === null ? null : birthdayAfter(bornOn, limits.consentYears)
  const isOfAge = ofAgeOn === null || ofAgeOn <= day
  return isOfAge
    ? { age: 'of-age', bornOn: null, ofAgeOn: null }
    : { age: 'child', bornOn, ofAgeOn }
}

/** Children who come of age in one work. */
export const GROWN_UP_AT_ONCE_MAX = 100
const noProof = { sessionId: null, ipHash: null, agentHash: null } as const

/**
 * Ends the guard over children who are old enough today where they live (PE76): what they agreed to
 * under it ends with it, as it stood on somebody else's word; they are asked themselves.
 *
 * @returns how many there were; call again when it is `GROWN_UP_AT_ONCE_MAX`
 */
export async function comeOfAge(work: Work): Promise<number> {
  const personIds = await grownUp(work, GROWN_UP_AT_ONCE_MAX)
  for (const personId of personIds.toSorted()) await endGuard(work, personId)
  return personIds.length
}

async function endGuard(work: Work, personId: Id<'person'>): Promise<void> {
  await lockPerson(work, personId)
  const standing = await standingOf(work, personId)
  if (!standing?.ofAgeOn) return
  // What they said since this midnight they said themselves.
  const before = instantOf(standing.ofAgeOn, 0, standing.timeZone)
  await endGuardianship(work, { id: personId }, { proof: noProof, because: 'of-age', before })
  await saveAge(work, { personId, age: 'of-age', bornOn: null, ofAgeOn: null })
  work.announce(ageSaid, { personId, isOfAge: true }, { subjectId: personId })
}

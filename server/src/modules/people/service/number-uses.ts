/**
 * One turn for each proven phone number, where accounts cost nothing (PE96). A keyed hash stands for the
 * number; the constraint on it judges, whoever races, and whosever the number is by then.
 */
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import {
  numberRefusals,
  numberText,
  objectionToNumber,
  type NumberStanding,
  type NumberSubject,
  type NumberTurn,
} from '../model/number-uses.ts'
import { accountIdsOf } from '../store/merges.ts'
import {
  deleteNumberUse,
  deleteNumberUses,
  insertNumberUse,
  isNumberUsed,
  keysByUse,
  provenNumber,
  type NumberUse,
} from '../store/number-uses.ts'

/** The key of a person's number, also of one that an account merged into theirs has proven. */
async function keyOf(
  work: Work,
  personId: Id<'person'>,
  subjectId: NumberSubject,
): Promise<string | null> {
  const phone = await provenNumber(work, await accountIdsOf(work, personId))
  return phone === null ? null : work.digest(numberText(subjectId, phone))
}

/**
 * Uses the turn of a person's number. The caller has looked that this person has not had it.
 *
 * @throws {Refused} `people.number-needed`, `people.number-used`
 */
export async function useNumber(work: Work, use: Omit<NumberUse, 'numberKey'>): Promise<void> {
  const numberKey = await keyOf(work, use.personId, use.subjectId)
  const standing: NumberStanding =
    numberKey === null
      ? 'unproven'
      : (await insertNumberUse(work, { ...use, numberKey }))
        ? 'free'
        : 'used'
  const objection = objectionToNumber(standing)
  if (objection) throw new Refused(numberRefusals, objection)
}

/** What the asker's number can do; null for nobody. */
export async function numberStandingOf(
  work: Work,
  { subjectId, turn }: NumberTurn,
): Promise<NumberStanding | null> {
  if (work.actor.kind !== 'person') return null
  const numberKey = await keyOf(work, work.actor.personId, subjectId)
  if (numberKey === null) return 'unproven'
  return (await isNumberUsed(work, { subjectId, turn, numberKey })) ? 'used' : 'free'
}

/** Gives a number its turn back: what it was used for was taken back, and had brought nothing. */
export const giveNumberBack = deleteNumberUse

/** What stands for the numbers of a subject, by what they were used for. */
export const numberKeysOf = keysByUse

/** Destroys what was kept of numbers: what it was for is over. */
export const endNumberUses = deleteNumberUses

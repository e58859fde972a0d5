/** Guests of the counter: a number that staff typed, until whoever has it proves it. */
import { actorName } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { personJoined } from '../events.ts'
import { pausedUntil, phoneOf, type Locale, type Person } from '../model.ts'
import {
  COUNTER_NUMBERS_MAX,
  COUNTER_WINDOW_MS,
  guestRefusals,
  nameless,
  takesCodes,
} from '../model/guests.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { personById, personByPhoneNumber } from '../store.ts'
import { countNumber, insertGuest, numbersAt, proveGuest } from '../store/guests.ts'
import { keptIdOf } from '../store/merges.ts'

const numbers = { countMax: COUNTER_NUMBERS_MAX, windowMs: COUNTER_WINDOW_MS }

/**
 * Whose number is typed at a till (PE86): the person who has it, or a guest who comes to be here. The
 * till must not be told which, nor anything of them (PE87). Whether the asker serves there is for the
 * caller to check, before.
 *
 * @throws {Refused} `people.phone-malformed`; `people.counter-paused` with `retryAfterSeconds` (PE89)
 */
export async function personAtCounter(
  work: Work,
  { placeId, phone }: { readonly placeId: Id<'place'>; readonly phone: string },
): Promise<Id<'person'>> {
  const number = phoneOf(phone)
  // What nobody can prove later would be lost in it.
  if (!number || !takesCodes(number)) throw new Refused(peopleRefusals, 'people.phone-malformed')
  const till = { placeId, till: actorName(work.actor) }
  if (!(await countNumber(work, till, numbers))) {
    const until = pausedUntil(await numbersAt(work, till), numbers, work.now) ?? work.now
    const waitMs = until.getTime() - work.now.getTime()
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / SECOND_MS))
    throw new Refused(guestRefusals, 'people.counter-paused', { retryAfterSeconds })
  }
  const known = await personByPhoneNumber(work, number)
  if (known) return keptIdOf(work, known.id)
  const id = work.newId('person')
  if (await insertGuest(work, { id, name: nameless.ko, phone: number, locale: 'ko' })) {
    work.announce(personJoined, { personId: id, via: 'counter' }, { subjectId: id })
    return id
  }
  // Another till, or its owner, was faster: it is there now.
  const theirs = await personByPhoneNumber(work, number)
  assert(theirs, 'a number that is taken is somebody’s')
  return keptIdOf(work, theirs.id)
}

/**
 * The guest of a number that a code has just proven: their account from now on, with all that is in it
 * (PE88). Null when the number is no guest's.
 */
export async function welcomeGuest(
  work: Work,
  phone: string,
  said: { readonly name: string | null; readonly locale: Locale },
): Promise<Person | null> {
  const id = await proveGuest(work, phone, said)
  return id && personById(work, id)
}

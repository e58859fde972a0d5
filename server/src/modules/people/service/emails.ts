/** E-mail addresses that are proven: by a code, or by a provider that has looked. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { nameOf, type Locale, type Person } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { isProvenOtherwise } from '../model/ways.ts'
import { nameless } from '../model/guests.ts'
import { createPerson } from '../service.ts'
import { lockPerson, personByEmail } from '../store.ts'
import { dropClaim, keepProvenEmail, waysOf } from '../store/ways.ts'
import { emailOrRefuse, proveCode, triedCode, type Door } from './codes.ts'
import { offeringMerge } from './merge-proofs.ts'
import { endSessionsOfPerson } from './sessions.ts'
import { admit, type SignedIn } from './sign-in.ts'

/**
 * Signs in with the code that was sent to a mailbox; who is new gets an account (PE20).
 *
 * @throws {Refused} `people.email-malformed`, `people.code-wrong`
 */
export async function signInByEmailCode(
  door: Door,
  request: {
    readonly email: string
    readonly code: string
    readonly name?: string | undefined
    readonly locale: Locale
  },
): Promise<SignedIn> {
  const tried = await triedCode(door, emailOrRefuse(request.email), request.code)
  return door.inWork(door.actor, async (work) => {
    await proveCode(work, door, tried)
    const { person, isNew } = await personOfEmail(work, tried.address, {
      name: request.name ?? null,
      locale: request.locale,
    })
    return admit(work, door, person, isNew)
  })
}

/**
 * Gives the asker an e-mail address, with the code that was sent to it (PE26).
 *
 * @throws {Refused} `people.email-taken`, with `mergeProof`, when another account proved it (PE81);
 *   `people.code-wrong`
 */
export async function proveOwnEmail(
  door: Door,
  request: { readonly email: string; readonly code: string },
): Promise<void> {
  const personId = personOf(door.actor)
  const tried = await triedCode(door, emailOrRefuse(request.email), request.code)
  const prove = async (work: Work, takenBy: (holderId: Id<'person'>) => void) => {
    await proveCode(work, door, tried)
    const holder = await personByEmail(work, tried.address)
    const others = holder && holder.id !== personId ? [holder.id] : []
    // In the order of ids, so that two who prove each other's address do not wait for ever.
    for (const id of [personId, ...others].toSorted()) await lockPerson(work, id)
    for (const id of others) {
      const ways = await waysOf(work, id)
      const gives = ways !== null && !ways.isEmailProven && isProvenOtherwise(ways)
      if (!gives) {
        // One that was only claimed may have somebody else's password.
        if (ways?.isEmailProven) takenBy(id)
        throw new Refused(peopleRefusals, 'people.email-taken')
      }
      await dropClaim(work, id, { keepsEmail: false })
    }
    await keepProvenEmail(work, personId, tried.address)
  }
  const { inWork, actor } = door
  await offeringMerge(door, (takenBy) => inWork(actor, (work) => prove(work, takenBy)))
}

/**
 * The person whose address this is proven to be; a new one where it is nobody's.
 *
 * Where an account has only claimed the address, it gives way (PE21). If the account is its holder's by
 * other means, it keeps those and loses the address. If the address is all there is to it, the account
 * goes to who proved it: without the password and the sessions of whoever claimed it.
 */
export async function personOfEmail(
  work: Work,
  email: string,
  { name, locale }: { readonly name: string | null; readonly locale: Locale },
): Promise<{ readonly person: Person; readonly isNew: boolean }> {
  const found = await personByEmail(work, email)
  const held = found && (await lockPerson(work, found.id))
  const ways = held && (await waysOf(work, held.id))
  if (held && ways?.email === email) {
    if (ways.isEmailProven) return { person: held, isNew: false }
    const keepsEmail = !isProvenOtherwise(ways)
    await dropClaim(work, held.id, { keepsEmail })
    if (keepsEmail) {
      await endSessionsOfPerson(work, held.id)
      await keepProvenEmail(work, held.id, email)
      return { person: held, isNew: false }
    }
  }
  const person = await createPerson(
    work,
    { name: nameOf(name ?? '') ?? nameless[locale], email, passwordHash: null, locale },
    'email',
  )
  await keepProvenEmail(work, person.id, email)
  return { person, isNew: true }
}

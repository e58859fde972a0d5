/** How people join and sign in. Several units of work each: what takes long happens between them. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { isUniqueViolation } from '../../../platform/postgres.ts'
import { sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { emailOf, nameOf, pausedUntil, type Locale, type Person } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { createPerson } from '../service.ts'
import {
  lockPerson,
  passwordHashOf,
  personByEmail,
  personById,
  personByPhoneNumber,
  updateAccount,
} from '../store.ts'
import { nameless } from '../model/guests.ts'
import { wayRefusals } from '../model/ways.ts'
import { forgetTries, takeTry, triesOf } from '../store/tries.ts'
import { keptIdOf } from '../store/merges.ts'
import { waysOf } from '../store/ways.ts'
import {
  emailOrRefuse,
  paused,
  phoneOrRefuse,
  proveCode,
  triedCode,
  type Door,
  type TriedCode,
} from './codes.ts'
import { welcomeGuest } from './guests.ts'
import { offeringMerge } from './merge-proofs.ts'
import { failures, triedPassword } from './password-tries.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { endOtherSessions, startSession, type StartedSession } from './sessions.ts'

export type SignedIn = StartedSession & { readonly person: Person; readonly isNew: boolean }

export type JoinRequest = {
  readonly id?: Id<'person'> | undefined
  readonly name: string
  readonly email: string
  readonly password: string
  readonly locale: Locale
  readonly phone?: string | undefined
  readonly phoneCode?: string | undefined
}

/**
 * Opens an account with an e-mail address, and signs its owner in.
 *
 * @throws {Refused} `people.email-taken`, `people.email-malformed`, `people.phone-taken`,
 *   `people.phone-malformed`, `people.code-missing`, `people.code-wrong`
 */
export async function joinByEmail(door: Door, request: JoinRequest): Promise<SignedIn> {
  const email = emailOrRefuse(request.email)
  const phone = await triedPhone(door, request)
  const passwordHash = await hashPassword(request.password)
  return door.inWork(door.actor, async (work) => {
    if (phone) await proveCode(work, door, phone)
    const { id, locale } = request
    const name = nameOf(request.name) ?? nameless[locale]
    const guest = phone && (await welcomeGuest(work, phone.address, { name, locale }))
    if (guest) return admit(work, door, await withEmail(work, guest, email, passwordHash), true)
    const account = { name, email, phone: phone?.address ?? null, passwordHash, locale }
    const person = await createPerson(work, { ...(id && { id }), ...account }, 'email')
    return admit(work, door, person, true)
  })
}

/** @throws {Refused} `people.email-taken` */
async function withEmail(
  work: Work,
  guest: Person,
  email: string,
  passwordHash: string,
): Promise<Person> {
  try {
    await updateAccount(work, guest.id, { email, passwordHash })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refused(peopleRefusals, 'people.email-taken')
    throw error
  }
  return { ...guest, email }
}

/** Lets a person in: by an account that was merged into another, into that one (PE81). */
export async function admit(
  work: Work,
  door: Door,
  person: Person,
  isNew: boolean,
): Promise<SignedIn> {
  const keptId = isNew ? person.id : await keptIdOf(work, person.id)
  const kept = keptId === person.id ? person : await personById(work, keptId)
  if (!kept) throw new Refused(peopleRefusals, 'people.unknown')
  return { ...(await startSession(work, kept.id, door.device)), person: kept, isNew }
}

/**
 * Signs in with e-mail address and password.
 *
 * The try is counted before it is made (PE4), and an unknown address costs the same work (PE3).
 *
 * @throws {Refused} `people.sign-in-wrong`, `people.sign-in-paused`
 */
export async function signInByEmail(
  door: Door,
  request: { readonly email: string; readonly password: string },
): Promise<SignedIn> {
  // An address that is none is treated like one nobody has.
  const email = emailOf(request.email) ?? ''
  const emailHash = sha256(email)
  const found = await door.inWork(door.actor, async (work) => {
    const account = await personByEmail(work, email)
    const tries = await takeTry(work, emailHash, failures)
    const until = tries ? null : pausedUntil(await triesOf(work, emailHash), failures, work.now)
    return { account, until, now: work.now }
  })
  if (found.until) throw paused('people.sign-in-paused', found.until, found.now)

  const isRight = await isPassword(found.account?.passwordHash ?? null, request.password)
  const { account } = found
  if (!account || !isRight) throw new Refused(peopleRefusals, 'people.sign-in-wrong')
  const { passwordHash: _kept, ...person } = account
  return door.inWork(door.actor, async (work) => {
    await forgetTries(work, emailHash)
    return admit(work, door, person, false)
  })
}

/**
 * Signs in by phone; who is new gets an account, and a guest of the counter theirs (PE88).
 *
 * @throws {Refused} `people.code-wrong`, `people.phone-malformed`
 */
export async function signInByPhone(
  door: Door,
  request: { readonly phone: string; readonly code: string; readonly name?: string | undefined } & {
    readonly locale: Locale
  },
): Promise<SignedIn> {
  const { locale } = request
  const phone = await triedPhone(door, { phone: request.phone, phoneCode: request.code })
  if (!phone) throw new Refused(peopleRefusals, 'people.code-wrong')
  return door.inWork(door.actor, async (work) => {
    await proveCode(work, door, phone)
    const { person, isNew } = await personOfPhone(work, phone.address, {
      name: nameOf(request.name ?? ''),
      locale,
    })
    return admit(work, door, person, isNew)
  })
}

/** The person of a number that a code has just proven; a new one where it is nobody's. */
async function personOfPhone(
  work: Work,
  phone: string,
  said: { readonly name: string | null; readonly locale: Locale },
): Promise<{ readonly person: Person; readonly isNew: boolean }> {
  const guest = await welcomeGuest(work, phone, said)
  if (guest) return { person: guest, isNew: true }
  const known = await personByPhoneNumber(work, phone)
  if (known) return { person: known, isNew: false }
  const { name, locale } = said
  const fresh = { name: name ?? nameless[locale], email: null, phone, passwordHash: null, locale }
  try {
    return { person: await createPerson(work, fresh, 'phone'), isNew: true }
  } catch (error) {
    // At this very moment a till typed the number, or its owner came in elsewhere: it is there now.
    if (error instanceof Refused && error.code === 'people.phone-taken') {
      return personOfPhone(work, phone, said)
    }
    throw error
  }
}

export type ProfileChange = {
  readonly name?: string | undefined
  readonly locale?: Locale | undefined
  readonly phone?: string | undefined
  readonly phoneCode?: string | undefined
}

/**
 * Changes the asker's own account. A phone comes with its code (PE17); one that is another account's
 * is refused with `mergeProof` (PE81).
 *
 * @throws {Refused} `people.phone-taken`, `people.code-wrong` and the like
 */
export async function changeProfile(door: Door, change: ProfileChange): Promise<Person> {
  const personId = personOf(door.actor)
  const phone = await triedPhone(door, change)
  const { inWork, actor } = door
  const changed = async (work: Work, takenBy: (holderId: Id<'person'>) => void) => {
    await lockPerson(work, personId)
    if (phone) {
      await proveCode(work, door, phone)
      const holder = await personByPhoneNumber(work, phone.address)
      if (holder && holder.id !== personId) {
        takenBy(holder.id)
        throw new Refused(peopleRefusals, 'people.phone-taken')
      }
    }
    const name = change.name === undefined ? null : nameOf(change.name)
    await updateAccount(work, personId, {
      ...(name && { name }),
      ...(change.locale && { locale: change.locale }),
      ...(phone && { phone: phone.address }),
    })
    const person = await personById(work, personId)
    if (!person) throw new Refused(peopleRefusals, 'people.unknown')
    return person
  }
  return offeringMerge(door, (takenBy) => inWork(actor, (work) => changed(work, takenBy)))
}

/**
 * Gives the asker a new password, and signs out all their other sessions. Who has none yet needs no old
 * one, but an e-mail address that they proved (PE26).
 *
 * @throws {Refused} `people.sign-in-wrong` when the old password is wrong, or there is nothing to sign
 *   in with it; `people.sign-in-paused`
 */
export async function changePassword(
  door: Door,
  request: { readonly oldPassword: string | null; readonly newPassword: string },
): Promise<void> {
  const personId = personOf(door.actor)
  const account = await door.inWork(door.actor, async (work) => ({
    email: (await personById(work, personId))?.email ?? null,
    passwordHash: await passwordHashOf(work, personId),
  }))
  const isFirst = account.passwordHash === null && request.oldPassword === null
  const isRight = isFirst || (await triedPassword(door, account, request.oldPassword ?? ''))
  if (!isRight) throw new Refused(peopleRefusals, 'people.sign-in-wrong')
  const passwordHash = await hashPassword(request.newPassword)
  await door.inWork(door.actor, async (work) => {
    const ways = await waysOf(work, personId)
    if (isFirst && !ways?.isEmailProven) throw new Refused(wayRefusals, 'people.email-needed')
    await updateAccount(work, personId, { passwordHash })
    await endOtherSessions(work)
  })
}

/** Counts a try at the code of a phone that is to be an account's; null where there is none. */
async function triedPhone(
  door: Door,
  request: { readonly phone?: string | undefined; readonly phoneCode?: string | undefined },
): Promise<TriedCode | null> {
  const { phone, phoneCode } = request
  if (phone === undefined && phoneCode === undefined) return null
  if (phone === undefined || phoneCode === undefined) {
    throw new Refused(peopleRefusals, 'people.code-missing')
  }
  return triedCode(door, phoneOrRefuse(phone), phoneCode)
}

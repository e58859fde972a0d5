/** How people join and sign in. Several units of work each: what takes long happens between them. */
import { randomInt } from 'node:crypto'
import { personOf, type Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { hmacSha256, sha256 } from '../../../platform/secrets.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import {
  CODES_MAX,
  CODES_WINDOW_MS,
  CODE_LIFE_MS,
  CODE_TRIES_MAX,
  FAILURES_MAX,
  FAILURES_WINDOW_MS,
  codeText,
  emailOf,
  nameOf,
  pausedUntil,
  peopleRefusals,
  phoneOf,
  type Locale,
  type Person,
} from '../model.ts'
import type { CodeSender } from '../ports.ts'
import { createPerson } from '../service.ts'
import {
  lockPerson,
  passwordHashOf,
  personByEmail,
  personById,
  personByPhoneNumber,
  updateAccount,
} from '../store.ts'
import {
  codesSentTo,
  forgetTries,
  saveCode,
  takeCodeTry,
  takeTry,
  triesOf,
  useCode,
} from '../store/tries.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { endOtherSessions, startSession, type StartedSession } from './sessions.ts'

/** What signing in needs beside the work: who asks, and what signs codes. */
export type Door = {
  readonly inWork: InWork
  readonly actor: Actor
  readonly secret: string
  /** What the browser calls itself. */
  readonly device: string
}
export type SignedIn = StartedSession & { readonly person: Person; readonly isNew: boolean }

/** How long a sender may take to take a code. */
const SEND_MS_MAX = 10_000
const failures = { countMax: FAILURES_MAX, windowMs: FAILURES_WINDOW_MS }
const codes = { countMax: CODES_MAX, windowMs: CODES_WINDOW_MS }

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
    if (phone) await provePhone(work, door, phone)
    const { id, locale } = request
    const name = nameOf(request.name) ?? nameless[locale]
    const account = { name, email, phone: phone?.number ?? null, passwordHash, locale }
    const person = await createPerson(work, { ...(id && { id }), ...account }, 'email')
    return { ...(await startSession(work, person.id, door.device)), person, isNew: true }
  })
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
    return { ...(await startSession(work, person.id, door.device)), person, isNew: false }
  })
}

/**
 * Sends a code to a phone, whoever has it: the answer says nothing about accounts.
 *
 * @returns until when the code lasts
 * @throws {Refused} `people.phone-malformed`, `people.too-many-codes`, `people.code-not-sent`
 */
export async function sendPhoneCode(
  door: Door,
  sender: CodeSender,
  request: { readonly phone: string; readonly locale: Locale },
): Promise<Date> {
  const to = phoneOrRefuse(request.phone)
  const code = codeText(randomInt(1_000_000))
  const expiresAt = await door.inWork(door.actor, async (work) => {
    const until = new Date(work.now.getTime() + CODE_LIFE_MS)
    const codeHash = hashOfCode(door, to, code)
    const fresh = { phone: to, codeHash, expiresAt: until, triesMax: CODE_TRIES_MAX }
    if (await saveCode(work, fresh, codes)) return until
    const waitUntil = pausedUntil(await codesSentTo(work, to), codes, work.now)
    throw paused('people.too-many-codes', waitUntil ?? work.now, work.now)
  })
  const validMinutes = CODE_LIFE_MS / MINUTE_MS
  try {
    const text = { to, code, locale: request.locale, validMinutes }
    await sender.send(text, AbortSignal.timeout(SEND_MS_MAX))
  } catch {
    throw new Refused(peopleRefusals, 'people.code-not-sent')
  }
  return expiresAt
}

/**
 * Signs in by phone; who is new gets an account.
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
    await provePhone(work, door, phone)
    const known = await personByPhoneNumber(work, phone.number)
    const name = nameOf(request.name ?? '') ?? nameless[locale]
    const fresh = { name, email: null, phone: phone.number, passwordHash: null, locale }
    const person = known ?? (await createPerson(work, fresh, 'phone'))
    const started = await startSession(work, person.id, door.device)
    return { ...started, person, isNew: known === null }
  })
}

/** What people are called who did not say. */
const nameless = { ko: '이웃', en: 'Neighbour' } as const

export type ProfileChange = {
  readonly name?: string | undefined
  readonly locale?: Locale | undefined
  readonly phone?: string | undefined
  readonly phoneCode?: string | undefined
}

/**
 * Changes the asker's own account. A phone comes with its code (PE17).
 *
 * @throws {Refused} `people.phone-taken`, `people.code-wrong` and the like
 */
export async function changeProfile(door: Door, change: ProfileChange): Promise<Person> {
  const personId = personOf(door.actor)
  const phone = await triedPhone(door, change)
  return door.inWork(door.actor, async (work) => {
    await lockPerson(work, personId)
    if (phone) {
      await provePhone(work, door, phone)
      const holder = await personByPhoneNumber(work, phone.number)
      if (holder && holder.id !== personId) throw new Refused(peopleRefusals, 'people.phone-taken')
    }
    const name = change.name === undefined ? null : nameOf(change.name)
    await updateAccount(work, personId, {
      ...(name && { name }),
      ...(change.locale && { locale: change.locale }),
      ...(phone && { phone: phone.number }),
    })
    const person = await personById(work, personId)
    if (!person) throw new Refused(peopleRefusals, 'people.unknown')
    return person
  })
}

/**
 * Gives the asker a new password, and signs out all their other sessions.
 *
 * @throws {Refused} `people.sign-in-wrong` when the old password is wrong
 */
export async function changePassword(
  door: Door,
  request: { readonly oldPassword: string; readonly newPassword: string },
): Promise<void> {
  const personId = personOf(door.actor)
  const oldHash = await door.inWork(door.actor, (work) => passwordHashOf(work, personId))
  const isRight = await isPassword(oldHash, request.oldPassword)
  if (!isRight) throw new Refused(peopleRefusals, 'people.sign-in-wrong')
  const passwordHash = await hashPassword(request.newPassword)
  await door.inWork(door.actor, async (work) => {
    await updateAccount(work, personId, { passwordHash })
    await endOtherSessions(work)
  })
}

type TriedPhone = { readonly number: string; readonly code: string }

/** Counts a try at a code, in a work of its own: it counts also when the rest comes to nothing. */
async function triedPhone(
  door: Door,
  request: { readonly phone?: string | undefined; readonly phoneCode?: string | undefined },
): Promise<TriedPhone | null> {
  const { phone, phoneCode } = request
  if (phone === undefined && phoneCode === undefined) return null
  if (phone === undefined || phoneCode === undefined) {
    throw new Refused(peopleRefusals, 'people.code-missing')
  }
  const number = phoneOrRefuse(phone)
  const isLeft = await door.inWork(door.actor, (work) => takeCodeTry(work, number))
  if (!isLeft) throw new Refused(peopleRefusals, 'people.code-wrong')
  return { number, code: phoneCode }
}

/** Uses a code up (PE5). Of two that race with the right code, one comes through. */
async function provePhone(work: Work, door: Door, { number, code }: TriedPhone): Promise<void> {
  const isRight = await useCode(work, number, hashOfCode(door, number, code))
  if (!isRight) throw new Refused(peopleRefusals, 'people.code-wrong')
}

// Six digits are guessed at once from a plain hash; the market's secret is not in the same table.
const hashOfCode = ({ secret }: Door, phone: string, code: string) =>
  hmacSha256(secret, `people.phone-code/${phone}/${code}`)

function emailOrRefuse(text: string): string {
  const email = emailOf(text)
  if (!email) throw new Refused(peopleRefusals, 'people.email-malformed')
  return email
}

function phoneOrRefuse(text: string): string {
  const phone = phoneOf(text)
  if (!phone) throw new Refused(peopleRefusals, 'people.phone-malformed')
  return phone
}

function paused(
  code: 'people.sign-in-paused' | 'people.too-many-codes',
  until: Date,
  now: Date,
): Refused {
  const waitMs = Math.max(0, until.getTime() - now.getTime())
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / SECOND_MS))
  return new Refused(peopleRefusals, code, { retryAfterSeconds })
}

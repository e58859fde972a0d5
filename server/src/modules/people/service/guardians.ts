/** A child asks its guardian; the guardian answers by a link and a code, and takes it back at any time. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { SECOND_MS, wallTime } from '../../../kernel/time.ts'
import { hmacSha256, randomToken, sealed, sha256, unsealed } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { guardianAnswered, guardianEnded } from '../events.ts'
import { addressOf, maskedName, type ConsentProof, type Locale, type Person } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { isGuarded, isProtected, type AgeLimits, type GuardianPurpose } from '../model/age.ts'
import { inOrder } from '../model/consents.ts'
import {
  GUARDIAN_REQUESTS_MAX,
  GUARDIAN_REQUESTS_WINDOW_MS,
  GUARDIAN_REQUEST_LIFE_MS,
  areInForce,
  askingWords,
  guardianRefusals,
  guardianWayOf,
  maskedAddress,
  standTogether,
  type GuardianLink,
  type GuardianWay,
} from '../model/guardians.ts'
import { wordingOf } from '../model.ts'
import type { CodeSender } from '../ports.ts'
import { answerConsent } from '../service.ts'
import { lockPerson, personById, personByEmail, personByPhoneNumber } from '../store.ts'
import { standingOf } from '../store/ages.ts'
import {
  asksSince,
  deleteGuardian,
  endRequest,
  guardianByToken,
  guardianOf,
  insertAnswer,
  insertRequest,
  openRequestOf,
  requestByToken,
  saveGuardian,
} from '../store/guardians.ts'
import { proveCode, sendEmailCode, sendPhoneCode, triedCode, type Door } from './codes.ts'
import { noted, type LetterNeeds } from './guardian-letters.ts'
import { withdrawAll } from './withdrawals.ts'

export type GuardianDoor = Door &
  LetterNeeds & {
    readonly sender: CodeSender
    readonly ages: AgeLimits
  }

const TOKEN_BYTES = 24
const SEND_MS_MAX = 10_000
/** How an address is known here, once it was asked: nobody reads it from that. */
export const hashOfAddress = (secret: string, address: string) =>
  hmacSha256(secret, `people.guardian/${address}`)
const keyOf = (token: string) => `people.guardian/${token}`
const unknownLink = () => new Refused(guardianRefusals, 'people.guardian-link-unknown')

/** What a child sees of it. */
export type OwnGuardian = {
  readonly asked: {
    readonly way: GuardianWay
    readonly askedAt: Date
    readonly expiresAt: Date
  } | null
  /** What the guardian allows; null while none has agreed. */
  readonly allowed: readonly GuardianPurpose[] | null
  readonly since: Date | null
}

export async function guardianOfAsker(work: Work): Promise<OwnGuardian> {
  const childId = personOf(work.actor)
  const [request, guardian] = [await openRequestOf(work, childId), await guardianOf(work, childId)]
  const asked = request && {
    way: request.way,
    askedAt: request.askedAt,
    expiresAt: request.expiresAt,
  }
  return { asked, allowed: guardian?.purposes ?? null, since: guardian?.since ?? null }
}

/**
 * Asks a guardian for the asker, who is under age: sends a link to a phone or mailbox that is not their
 * own (PE73). A newer question replaces the older.
 *
 * @throws {Refused} `people.age-unsaid`, `people.no-guardian-needed`, `people.guardian-stands`,
 *   `people.guardian-not-you`, `people.too-many-guardian-requests`, `people.code-not-sent`
 */
export async function askGuardian(
  door: GuardianDoor,
  request: { readonly address: string; readonly locale: Locale },
): Promise<void> {
  const childId = personOf(door.actor)
  const address = addressOf(request.address)
  if (address === null) {
    const isEmail = request.address.includes('@')
    throw new Refused(peopleRefusals, isEmail ? 'people.email-malformed' : 'people.phone-malformed')
  }
  const token = randomToken(TOKEN_BYTES)
  const child = await door.inWork(door.actor, async (work) => {
    const person = await lockPerson(work, childId)
    if (!person) throw new Refused(peopleRefusals, 'people.unknown')
    await mayAsk(work, person, address)
    const addressHash = hashOfAddress(door.secret, address)
    await notTooOften(work, childId, addressHash)
    await insertRequest(work, {
      id: work.newId('guardian-request'),
      childId,
      addressHash,
      addressSealed: sealed(keyOf(token), address),
      way: guardianWayOf(address),
      tokenHash: sha256(token),
      askedAt: work.now,
      expiresAt: new Date(work.now.getTime() + GUARDIAN_REQUEST_LIFE_MS),
    })
    return person
  })
  const { marketName: market, pageOf } = door
  const letter = { market, link: pageOf(token), locale: request.locale }
  const words = askingWords(maskedName(child.name), letter)
  try {
    await door.sender.tell({ to: address, ...words }, AbortSignal.timeout(SEND_MS_MAX))
  } catch {
    throw new Refused(peopleRefusals, 'people.code-not-sent')
  }
}

async function mayAsk(work: Work, child: Person, address: string): Promise<void> {
  const standing = await standingOf(work, child.id)
  if (!standing || standing.age === 'unsaid') {
    throw new Refused(peopleRefusals, 'people.age-unsaid')
  }
  if (!isGuarded(standing, wallTime(work.now, standing.timeZone).day)) {
    throw new Refused(guardianRefusals, 'people.no-guardian-needed')
  }
  if (standing.allowed) throw new Refused(guardianRefusals, 'people.guardian-stands')
  const holder = await holderOf(work, address)
  const theirs = holder && (await standingOf(work, holder.id))
  const isChild = theirs?.age === 'child'
  if (holder?.id === child.id || isChild) {
    throw new Refused(guardianRefusals, 'people.guardian-not-you')
  }
}

const holderOf = (work: Work, address: string) =>
  address.includes('@') ? personByEmail(work, address) : personByPhoneNumber(work, address)

async function notTooOften(work: Work, childId: Id<'person'>, addressHash: string): Promise<void> {
  const since = new Date(work.now.getTime() - GUARDIAN_REQUESTS_WINDOW_MS)
  const { count, first } = await asksSince(work, childId, addressHash, since)
  if (count < GUARDIAN_REQUESTS_MAX) return
  const until = (first ?? work.now).getTime() + GUARDIAN_REQUESTS_WINDOW_MS
  const retryAfterSeconds = Math.max(1, Math.ceil((until - work.now.getTime()) / SECOND_MS))
  throw new Refused(guardianRefusals, 'people.too-many-guardian-requests', { retryAfterSeconds })
}

/** What a guardian's link shows: a stranger whom it reached by mistake learns no name and no number. */
export type GuardianPage = {
  readonly childName: string
  readonly address: string
  readonly way: GuardianWay
  /** Whether the guardian answers in the place of the child. */
  readonly isProtected: boolean
  /** What is allowed now; null while the question waits. */
  readonly allowed: readonly GuardianPurpose[] | null
  readonly since: Date | null
  readonly expiresAt: Date | null
}

async function linkOf(work: Work, token: string) {
  const tokenHash = sha256(token)
  const guardian = await guardianByToken(work, tokenHash)
  const request = guardian ? null : await requestByToken(work, tokenHash)
  const link: GuardianLink | null = guardian ?? request
  if (!link) throw unknownLink()
  return { link, guardian, request, address: unsealed(keyOf(token), link.addressSealed) }
}

/** @throws {Refused} `people.guardian-link-unknown` */
export async function guardianPage(
  work: Work,
  token: string,
  limits: AgeLimits,
): Promise<GuardianPage> {
  const { link, guardian, request, address } = await linkOf(work, token)
  const child = await personById(work, link.childId)
  const standing = await standingOf(work, link.childId)
  if (!child || !standing) throw unknownLink()
  const { day } = wallTime(work.now, standing.timeZone)
  return {
    childName: maskedName(child.name),
    address: maskedAddress(address),
    way: link.way,
    isProtected: standing.bornOn !== null && isProtected(standing.bornOn, day, limits),
    allowed: guardian?.purposes ?? null,
    since: guardian?.since ?? null,
    expiresAt: request?.expiresAt ?? null,
  }
}

/** Sends a code to the address that the link went to (PE74), by the rules of all codes (PE5, PE18). */
export async function sendGuardianCode(
  door: GuardianDoor,
  token: string,
  locale: Locale,
): Promise<Date> {
  const { address } = await door.inWork(door.actor, (work) => linkOf(work, token))
  return address.includes('@')
    ? sendEmailCode(door, door.sender, { email: address, locale })
    : sendPhoneCode(door, door.sender, { phone: address, locale })
}

export type GuardianSays = {
  readonly token: string
  readonly code: string
  readonly locale: Locale
  readonly wordingVersion: number
  /** Null: no to everything. */
  readonly allowed:
    | readonly { readonly purpose: GuardianPurpose; readonly wordingVersion: number }[]
    | null
}

/**
 * Takes a guardian's answer, with the code that was sent to them (PE74). It replaces what they answered
 * before; what it no longer allows ends at once. For the youngest it is the child's own answer too.
 *
 * @throws {Refused} `people.guardian-link-unknown`, `people.code-wrong`, `people.wording-outdated`,
 *   `people.marketing-needed`
 */
export async function answerAsGuardian(
  door: GuardianDoor,
  says: GuardianSays,
  proof: ConsentProof,
): Promise<GuardianPage> {
  const { token, code } = says
  const { address } = await door.inWork(door.actor, (work) => linkOf(work, token))
  const allowed = says.allowed?.map(({ purpose }) => purpose) ?? null
  if (!areInForce(says.wordingVersion, says.allowed ?? [])) {
    throw new Refused(peopleRefusals, 'people.wording-outdated')
  }
  if (!standTogether(allowed ?? [])) throw new Refused(peopleRefusals, 'people.marketing-needed')
  const tried = await triedCode(door, address, code)
  return door.inWork(door.actor, async (work) => {
    const { childId } = (await linkOf(work, token)).link
    const child = await lockPerson(work, childId)
    // Looked at again: it may have been replaced while the row was waited for.
    const { link, guardian } = await linkOf(work, token)
    if (!child) throw unknownLink()
    await proveCode(work, door, tried)
    const page = await guardianPage(work, token, door.ages)
    const holder = await holderOf(work, address)
    const guardianId = holder && holder.id !== childId ? holder.id : null
    if (allowed === null) {
      if (guardian) await endGuardianship(work, child, { proof, because: 'withdrawn' })
      else await refuse(work, link, guardianId, proof)
    } else {
      await allow(work, { link, guardianId, allowed, proof, isProtected: page.isProtected })
    }
    const kind = allowed === null ? 'no' : 'yes'
    noted(work, door, { child, address, kind, token, locale: says.locale })
    return { ...page, allowed, since: allowed && work.now, expiresAt: null }
  })
}

async function refuse(
  work: Work,
  link: GuardianLink,
  guardianId: Id<'person'> | null,
  proof: ConsentProof,
): Promise<void> {
  await endRequest(work, link.childId)
  await insertAnswer(work, link, { kind: 'no', guardianId, purposes: [], proof })
  const { childId: personId } = link
  work.announce(guardianAnswered, { personId, allowed: null }, { subjectId: personId })
}

async function allow(
  work: Work,
  {
    link,
    guardianId,
    allowed,
    proof,
    isProtected: isYoungest,
  }: {
    readonly link: GuardianLink
    readonly guardianId: Id<'person'> | null
    readonly allowed: readonly GuardianPurpose[]
    readonly proof: ConsentProof
    readonly isProtected: boolean
  },
): Promise<void> {
  const { childId: personId } = link
  const goes = (purpose: string) => !allowed.some((each) => each === purpose)
  await withdrawAll(work, personId, { channel: 'guardian', proof, goes })
  await saveGuardian(work, link, guardianId, allowed)
  await endRequest(work, personId)
  await insertAnswer(work, link, { kind: 'yes', guardianId, purposes: allowed, proof })
  if (isYoungest) {
    const yeses = allowed.map((purpose) => ({
      purpose,
      granted: true,
      wordingVersion: wordingOf(purpose).version,
    }))
    for (const yes of inOrder(yeses)) {
      await answerConsent(work, { ...yes, personId, channel: 'guardian', proof })
    }
  }
  const fact = { personId, allowed: [...allowed] }
  work.announce(guardianAnswered, fact, { subjectId: personId })
}

/**
 * Ends a guardian's yes, and with it all that the child agreed to, in one transaction (PE75). The caller
 * holds the child's row. Nothing happens where none stands.
 */
export async function endGuardianship(
  work: Work,
  { id: personId }: Pick<Person, 'id'>,
  end: {
    readonly proof: ConsentProof
    readonly because: 'withdrawn' | 'of-age'
    /** Only what was agreed to before an instant. */
    readonly before?: Date
  },
): Promise<boolean> {
  const { proof, because, before } = end
  await withdrawAll(work, personId, { channel: 'guardian', proof, ...(before && { before }) })
  await endRequest(work, personId)
  const guardian = await guardianOf(work, personId)
  if (!guardian) return false
  await deleteGuardian(work, personId)
  const { guardianId } = guardian
  await insertAnswer(work, guardian, { kind: because, guardianId, purposes: [], proof })
  work.announce(guardianEnded, { personId, because }, { subjectId: personId })
  return true
}

/**
 * Takes a guardian's yes back by its link: without a code, as taking back is as easy as can be (PE75).
 * Harmless to repeat while the link is known.
 *
 * @throws {Refused} `people.guardian-link-unknown`
 */
export async function withdrawByLink(
  work: Work,
  door: GuardianDoor,
  request: { readonly token: string; readonly locale: Locale },
  proof: ConsentProof,
): Promise<void> {
  const { token, locale } = request
  const { childId } = (await linkOf(work, token)).link
  const child = await lockPerson(work, childId)
  const { link, guardian, address } = await linkOf(work, token)
  if (!child) throw unknownLink()
  if (guardian) await endGuardianship(work, child, { proof, because: 'withdrawn' })
  else await refuse(work, link, null, proof)
  noted(work, door, { child, address, kind: guardian ? 'withdrawn' : 'no', token, locale })
}

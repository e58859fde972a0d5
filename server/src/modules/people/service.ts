/** What other modules ask of people: who they are, what they agreed to, who looked at their location. */
import { allow, type Membership } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { RawBuilder } from 'kysely'
import { Refused } from '../../kernel/refused.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { allowCollecting } from '../market/service.ts'
import { consentChanged, membershipChanged, operatorChanged, personJoined } from './events.ts'
import {
  phoneOf,
  type Consent,
  type ConsentChannel,
  type ConsentProof,
  type Locale,
  type Member,
  type Person,
  type Purpose,
} from './model.ts'
import { minuteOf, summed, type LocationUse, type LocationUses } from './model/location-uses.ts'
import { peopleRefusals } from './model/refusals.ts'
import { changesOf, objectionTo, type Answer } from './model/consents.ts'
import { isProvision, type LocationUseOff } from './model/location.ts'
import { wordings } from './model/wordings.ts'
import { guardYes } from './service/age-guard.ts'
import { forgetAfter } from './service/memory.ts'
import {
  deleteMembership,
  insertAccount,
  isEmailProven,
  lockOwners,
  lockPerson,
  membersByMerchant,
  peopleByIds,
  personByEmail,
  personById,
  personByPhoneNumber,
  saveMembership,
  updateAccount,
} from './store.ts'
import {
  addLocationUseOfMany,
  addLocationUses,
  consentsNow,
  insertConsents,
  keepWordings,
} from './store/consents.ts'
import { addProvisions } from './store/location.ts'
import { takeBackOf } from './store/invitations.ts'
import { accountIdsOf, keptIdOf } from './store/merges.ts'

export type NewPerson = {
  readonly id?: Id<'person'>
  readonly name: string
  readonly email: string | null
  readonly phone?: string | null
  readonly passwordHash: string | null
  readonly locale: Locale
  readonly isOperator?: boolean
  /** Whether it is known that they are old enough to agree by themselves; not known when left out. */
  readonly isOfAge?: boolean
}

/**
 * Saves a person whose address, phone and password are already checked: for sign-up, imports and
 * the demo town.
 *
 * @throws {Refused} `people.email-taken`, `people.phone-taken`
 */
export async function createPerson(
  work: Work,
  request: NewPerson,
  via: 'email' | 'phone' | 'provider' | 'import' = 'import',
): Promise<Person> {
  const { name, email, locale, passwordHash, phone = null, isOperator = false } = request
  const id = request.id ?? work.newId('person')
  const person: Person = { id, name, email, phone, locale, isOperator }
  const age = request.isOfAge ? 'of-age' : 'unsaid'
  if (!(await insertAccount(work, person, passwordHash, age))) {
    const isPhone = phone !== null && (await personByPhoneNumber(work, phone)) !== null
    throw new Refused(peopleRefusals, isPhone ? 'people.phone-taken' : 'people.email-taken')
  }
  work.announce(personJoined, { personId: id, via }, { subjectId: id })
  return person
}

/** These people, those that exist, by id. */
export async function peopleOf(
  work: Work,
  ids: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, Person>> {
  const people = ids.length === 0 ? [] : await peopleByIds(work, ids)
  return new Map(people.map((person) => [person.id, person]))
}

/**
 * Whose phone number it is: who proved it, or a guest of the counter (PE86); null when nobody's.
 *
 * @throws {Refused} `people.phone-malformed`
 */
export async function personByPhone(work: Work, phone: string): Promise<Person | null> {
  const number = phoneOf(phone)
  if (!number) throw new Refused(peopleRefusals, 'people.phone-malformed')
  return keptOf(work, await personByPhoneNumber(work, number))
}

/** The person of an account; of one that was merged into another, that one (PE81). */
async function keptOf(work: Work, person: Person | null): Promise<Person | null> {
  const keptId = person && (await keptIdOf(work, person.id))
  if (keptId === null || keptId === person?.id) return person
  return personById(work, keptId)
}

/** The ids of all accounts of a person, their own first: what is history stays where it was written. */
export const accountsOf: (work: Work, personId: Id<'person'>) => Promise<readonly Id<'person'>[]> =
  accountIdsOf

/** The id that an account goes by: its own, or that of the account it was merged into (PE81). */
export const idKeptFor: (work: Work, personId: Id<'person'>) => Promise<Id<'person'>> = keptIdOf

/** The person with this e-mail address, in small letters; null when there is none. */
export async function personWithEmail(work: Work, email: string): Promise<Person | null> {
  const row = await personByEmail(work, email)
  if (!row) return null
  const { passwordHash: _kept, ...person } = row
  return keptOf(work, person)
}

/**
 * Makes a person an operator of the market, or takes that back. For the command line: whoever may run
 * it holds the database anyway (PE19). An address that was only typed may be anybody's.
 *
 * @param needs `proven`: an operator is made of whoever proved the address, and of nobody else
 * @throws {Refused} `access.forbidden` to all but the installation itself, `people.unknown`,
 * `people.proof-needed`
 */
export async function setOperator(
  work: Work,
  email: string,
  isOperator: boolean,
  needs: 'proven' | 'typed' = 'proven',
): Promise<Person> {
  allow(work.actor.kind === 'system')
  const person = await personWithEmail(work, email)
  if (!person) throw new Refused(peopleRefusals, 'people.unknown')
  if (isOperator && needs === 'proven' && !(await isEmailProven(work, email))) {
    throw new Refused(peopleRefusals, 'people.proof-needed')
  }
  await updateAccount(work, person.id, { isOperator })
  work.announce(operatorChanged, { personId: person.id, isOperator }, { subjectId: person.id })
  if (!isOperator) cutStreams(work, person.id)
  forgetAfter(work, person.id)
  return { ...person, isOperator }
}

/**
 * Makes a person owner, manager or staff of a merchant, or of some branches of it. The caller has
 * checked who may do so, and that the places are the merchant's.
 *
 * @throws {Refused} `people.unknown`; `people.last-owner` when the last owner would become staff
 */
export async function addMembership(
  work: Work,
  membership: Membership & { readonly personId: Id<'person'> },
): Promise<void> {
  const { personId, merchantId, role, placeIds = null } = membership
  if (!(await lockPerson(work, personId))) throw new Refused(peopleRefusals, 'people.unknown')
  if (role !== 'owner') {
    await keepAnOwner(work, merchantId, personId)
    await endInvitationsOf(work, merchantId, personId)
  }
  await saveMembership(work, { personId, merchantId, role, placeIds })
  work.announce(membershipChanged, { personId, merchantId, role }, { subjectId: personId })
  forgetAfter(work, personId)
}

/**
 * Ends a membership; nothing happens when there was none.
 *
 * @returns what it was; null where there was none
 * @throws {Refused} `people.last-owner` (PE16)
 */
export async function removeMembership(
  work: Work,
  membership: { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> },
): Promise<Membership | null> {
  const { personId, merchantId } = membership
  await keepAnOwner(work, merchantId, personId)
  const ended = await deleteMembership(work, personId, merchantId)
  if (!ended) return null
  await endInvitationsOf(work, merchantId, personId)
  work.announce(membershipChanged, { personId, merchantId, role: null }, { subjectId: personId })
  cutStreams(work, personId)
  forgetAfter(work, personId)
  return ended
}

/** Who owns a shop no more has no link left that leads back to it (PE30). */
async function endInvitationsOf(
  work: Work,
  merchantId: Id<'merchant'>,
  personId: Id<'person'>,
): Promise<void> {
  await takeBackOf(work, merchantId, await accountsOf(work, personId))
}

/** Streams that show more than is left are cut; the browser opens them again with that. */
function cutStreams(work: Work, personId: Id<'person'>): void {
  work.publish(`person/${personId}`, { name: 'session-ended', data: { sessionId: null } })
}

async function keepAnOwner(
  work: Work,
  merchantId: Id<'merchant'>,
  personId: Id<'person'>,
): Promise<void> {
  const owners = await lockOwners(work, merchantId)
  const isLast = owners.length === 1 && owners[0] === personId
  if (isLast) throw new Refused(peopleRefusals, 'people.last-owner')
}

/** Owners first. The caller has checked who may see them. */
export function membersOf(work: Work, merchantId: Id<'merchant'>): Promise<readonly Member[]> {
  return membersByMerchant(work, merchantId)
}

/** What each of these people agrees to now. Everyone asked for is in the answer. */
export async function consentsOf(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, ReadonlySet<Purpose>>> {
  const answer = new Map<Id<'person'>, ReadonlySet<Purpose>>(
    personIds.map((personId) => [personId, new Set()]),
  )
  for (const { personId, purposes } of await consentsNow(work.tx, personIds)) {
    answer.set(personId, new Set(purposes))
  }
  return answer
}

export type GivenAnswer = Answer & {
  readonly personId: Id<'person'>
  readonly channel: ConsentChannel
  readonly proof: ConsentProof
}

/**
 * Takes a person's answer to a purpose into the history (PE12), with what falls with it (PE13).
 *
 * @returns what changed: nothing when it was so already
 * @throws {Refused} `people.unknown`, `people.wording-outdated`, `people.marketing-needed`,
 *   `people.age-unsaid`, `people.guardian-needed`, `people.too-young`,
 *   `market.not-open` for the consent to location (MK3)
 */
export async function answerConsent(work: Work, given: GivenAnswer): Promise<readonly Consent[]> {
  const { personId, channel, proof } = given
  if (!(await lockPerson(work, personId))) throw new Refused(peopleRefusals, 'people.unknown')
  if (given.granted) await guardYes(work, personId, [given.purpose])
  const [now] = await consentsNow(work.tx, [personId], 'also held back')
  const held = new Set<Purpose>(now?.purposes)
  const objection = objectionTo(given, held, wordings)
  if (objection) throw new Refused(peopleRefusals, objection)

  if (given.granted && given.purpose === 'location') await allowCollecting(work)

  const changes = changesOf(given, held, wordings).map(
    ({ purpose, granted, wordingVersion }): Consent => ({
      id: work.newId('consent'),
      personId,
      purpose,
      granted,
      wordingVersion,
      at: work.now,
      channel,
    }),
  )
  if (changes.length === 0) return []
  await keepWordings(work, 'market', wordings)
  await insertConsents(work, changes, proof)
  for (const { purpose, granted } of changes) {
    work.announce(consentChanged, { personId, purpose, granted }, { subjectId: personId })
  }
  forgetAfter(work, personId)
  return changes
}

/**
 * Records uses of locations, in the transaction of what they were used for (PE14).
 *
 * @param whose `agreeing` where a use is of a fact of before, whose person may have forbidden it since
 */
export async function recordLocationUses(
  work: Work,
  uses: readonly LocationUse[],
  whose: 'all' | 'agreeing' = 'all',
): Promise<void> {
  if (uses.length === 0) return
  const minute = minuteOf(work.now)
  await addLocationUses(work.tx, summed(uses.map((use) => ({ ...use, minute }))), whose)
  await addProvisions(work, uses.filter(isProvision))
}

/**
 * Records that the locations of many people were used for a shop, in the transaction of what it was
 * used for (PE14).
 *
 * @param people `select person_id …`, each once
 */
export async function recordLocationUseOfMany(
  work: Work,
  people: RawBuilder<unknown>,
  use: { readonly purpose: LocationUseOff; readonly merchantId: Id<'merchant'> },
): Promise<void> {
  await addLocationUseOfMany(work, people, { ...use, minute: minuteOf(work.now) })
}

/** Counts uses of locations that led to nothing else, and writes them together. */
export type LocationUseCounter = {
  count(use: LocationUse): void
  /** Writes what is counted now. */
  flush(): Promise<void>
  /** Writes the rest and stops. */
  close(): Promise<void>
}

/** A use is on disk after this time at the latest. */
export const LOCATION_USES_FLUSH_MS = 2_000
const USES_WRITTEN_AT_ONCE_MAX = 5_000

/** Opens the counter: one row a person, minute, purpose and party, however many uses. */
export function openLocationUses({ database, clock, logger }: Platform): LocationUseCounter {
  let counted = new Map<string, LocationUses>()
  let going: Promise<void> = Promise.resolve()

  const write = async (uses: readonly LocationUses[]) => {
    for (let at = 0; at < uses.length; at += USES_WRITTEN_AT_ONCE_MAX) {
      const bite = uses.slice(at, at + USES_WRITTEN_AT_ONCE_MAX)
      try {
        await addLocationUses(database.db, bite, 'agreeing')
      } catch (error) {
        // Nothing of this bite is written: it goes with the next.
        logger.warn({ error }, 'uses of locations wait for the database')
        for (const use of bite) add(use)
      }
    }
  }
  const add = (use: LocationUses) => {
    const key = `${use.personId}${use.minute.getTime()}${use.purpose}${use.merchantId ?? ''}`
    const count = (counted.get(key)?.count ?? 0) + use.count
    counted.set(key, { ...use, count })
  }
  const flush = () => {
    const uses = summed([...counted.values()])
    counted = new Map()
    going = going.then(() => write(uses))
    return going
  }
  const timer = setInterval(() => {
    if (counted.size > 0) void flush()
  }, LOCATION_USES_FLUSH_MS).unref()

  return {
    count: (use) => add({ ...use, minute: minuteOf(clock()) }),
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}

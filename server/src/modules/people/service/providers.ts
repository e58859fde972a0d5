/** Signing in with an account at a provider, and linking one to the account that is there. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { EMAIL_LETTERS_MAX, emailOf, nameOf, type Locale, type Person } from '../model.ts'
import {
  PROVIDER_LIFE_MS,
  wayRefusals,
  type Identity,
  type Provider,
  type ProviderProfile,
} from '../model/ways.ts'
import { nameless } from '../model/guests.ts'
import type { SignInProvider } from '../ports.ts'
import { createPerson } from '../service.ts'
import { lockPerson } from '../store.ts'
import {
  identityOf,
  insertIdentity,
  noteIdentityUse,
  saveAttempt,
  takeAttempt,
} from '../store/ways.ts'
import type { Door } from './codes.ts'
import { personOfEmail } from './emails.ts'
import { offeringMerge } from './merge-proofs.ts'
import { admit, type SignedIn } from './sign-in.ts'

const SECRET_BYTES = 32

export type ProviderDoor = Door & {
  readonly providers: readonly SignInProvider[]
  /** Where the browser comes back to, for each provider. */
  redirectUri(provider: Provider): string
}

/** The address to send the browser to, and what it must bring back in a cookie. */
export type Begun = { readonly url: string; readonly binding: string }

function providerOf(door: ProviderDoor, name: Provider): SignInProvider {
  const provider = door.providers.find((each) => each.name === name)
  if (!provider) throw new Refused(wayRefusals, 'people.provider-unknown')
  return provider
}

/**
 * Begins at a provider.
 *
 * @param isLink whether the account is to be added to the asker's
 * @throws {Refused} `people.provider-unknown`, `people.provider-failed`
 */
export async function beginAtProvider(
  door: ProviderDoor,
  name: Provider,
  { isLink }: { readonly isLink: boolean },
): Promise<Begun> {
  const provider = providerOf(door, name)
  const [state, nonce, verifier, binding] = [
    randomToken(SECRET_BYTES),
    randomToken(SECRET_BYTES),
    randomToken(SECRET_BYTES),
    randomToken(SECRET_BYTES),
  ]
  const redirectUri = door.redirectUri(name)
  const url = await provider.startUrl({ state, nonce, verifier, redirectUri }).catch(() => {
    throw new Refused(wayRefusals, 'people.provider-failed')
  })
  const personId = isLink ? personOf(door.actor) : null
  await door.inWork(door.actor, (work) => {
    const expiresAt = new Date(work.now.getTime() + PROVIDER_LIFE_MS)
    const data = { provider: name, nonce, verifier, binding: sha256(binding), redirectUri }
    return saveAttempt(work, { kind: 'provider', personId, data }, sha256(state), expiresAt)
  })
  return { url, binding }
}

export type CameBack = {
  readonly provider: Provider
  /** What stood after the question mark. */
  readonly query: string
  /** What the browser kept in its cookie. */
  readonly binding: string
}

/**
 * Takes what was begun in this browser, once (PE23), and asks the provider who came.
 *
 * @throws {Refused} `people.provider-unknown`, `people.provider-wrong`
 */
async function whoCame(
  door: ProviderDoor,
  { provider: name, query, binding }: CameBack,
  personId: Id<'person'> | null,
): Promise<ProviderProfile> {
  const provider = providerOf(door, name)
  const state = new URLSearchParams(query).get('state') ?? ''
  const attempt = await door.inWork(door.actor, (work) =>
    takeAttempt(work, 'provider', sha256(state)),
  )
  const {
    provider: begun,
    binding: bound,
    nonce = '',
    verifier = '',
    redirectUri = '',
  } = attempt?.data ?? {}
  const isOurs = begun === name && bound === sha256(binding) && attempt?.personId === personId
  if (!isOurs) throw new Refused(wayRefusals, 'people.provider-wrong')
  return provider.profileOf(query, { state, nonce, verifier, redirectUri }).catch(() => {
    throw new Refused(wayRefusals, 'people.provider-wrong')
  })
}

/**
 * Signs in with an account at a provider; who is new gets an account.
 *
 * An address that the provider has proven leads to whom it belongs here; one that it only passes on
 * leads nowhere (PE24).
 *
 * @throws {Refused} `people.provider-unknown`, `people.provider-wrong`, `people.identity-second`
 */
export async function signInAtProvider(
  door: ProviderDoor,
  back: CameBack,
  locale: Locale,
): Promise<SignedIn> {
  const profile = await whoCame(door, back, null)
  return door.inWork(door.actor, async (work) => {
    const known = await identityOf(work, back.provider, profile.subject)
    const person = known && (await lockPerson(work, known.personId))
    if (known && person) {
      await noteIdentityUse(work, known)
      return admit(work, door, person, false)
    }
    const made = await personFrom(work, profile, locale)
    await link(work, made.person.id, back.provider, profile)
    return admit(work, door, made.person, made.isNew)
  })
}

async function personFrom(
  work: Work,
  { email, isEmailProven, name }: ProviderProfile,
  locale: Locale,
): Promise<{ readonly person: Person; readonly isNew: boolean }> {
  const address = email === null ? null : emailOf(email)
  if (address !== null && isEmailProven) return personOfEmail(work, address, { name, locale })
  const called = nameOf(name ?? '') ?? nameless[locale]
  const fresh = { name: called, email: null, phone: null, passwordHash: null, locale }
  return { person: await createPerson(work, fresh, 'provider'), isNew: true }
}

/**
 * Links an account at a provider to the asker's.
 *
 * @throws {Refused} `people.provider-unknown`, `people.provider-wrong`, `people.identity-taken` (with
 *   `mergeProof`: PE81), `people.identity-second`
 */
export async function linkProvider(door: ProviderDoor, back: CameBack): Promise<void> {
  const personId = personOf(door.actor)
  const profile = await whoCame(door, back, personId)
  const { inWork, actor } = door
  const linked = async (work: Work, takenBy: (holderId: Id<'person'>) => void) => {
    await lockPerson(work, personId)
    const known = await identityOf(work, back.provider, profile.subject)
    if (known?.personId === personId) return
    if (known) {
      takenBy(known.personId)
      throw new Refused(wayRefusals, 'people.identity-taken')
    }
    await link(work, personId, back.provider, profile)
  }
  await offeringMerge(door, (takenBy) => inWork(actor, (work) => linked(work, takenBy)))
}

async function link(
  work: Work,
  personId: Id<'person'>,
  provider: Provider,
  { subject, email, name }: ProviderProfile,
): Promise<void> {
  const label = (email ?? name)?.slice(0, EMAIL_LETTERS_MAX) ?? null
  const linkedAt = work.now
  const identity: Identity = { provider, subject, personId, label, linkedAt, lastUsedAt: null }
  const isLinked = await insertIdentity(work, identity)
  if (!isLinked) throw new Refused(wayRefusals, 'people.identity-second')
}

/** Passkeys: added by who is signed in, and a way in for whoever holds one (WebAuthn level 3). */
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import { type Person } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { CHALLENGE_LIFE_MS, PASSKEYS_MAX, wayRefusals, type Passkey } from '../model/ways.ts'
import { lockPerson, personById } from '../store.ts'
import {
  insertPasskey,
  notePasskeyUse,
  passkeyByCredential,
  passkeysOf,
  saveAttempt,
  takeAttempt,
} from '../store/ways.ts'
import type { Door } from './codes.ts'
import { admit, type SignedIn } from './sign-in.ts'

/** The site as browsers know it; a passkey is for one site (PE22). */
export type Site = {
  readonly name: string
  /** As in `https://golmok.example`. */
  readonly origin: string
}

const CHALLENGE_BYTES = 32
const idOfSite = ({ origin }: Site) => new URL(origin).hostname
const wrong = () => new Refused(wayRefusals, 'people.passkey-wrong')

async function challengeFor(
  door: Door,
  kind: 'passkey-add' | 'passkey-sign-in',
  personId: Id<'person'> | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = randomToken(CHALLENGE_BYTES)
  await door.inWork(door.actor, (work) => {
    const expiresAt = new Date(work.now.getTime() + CHALLENGE_LIFE_MS)
    return saveAttempt(work, { kind, personId, data: {} }, sha256(challenge), expiresAt)
  })
  return new Uint8Array(Buffer.from(challenge, 'base64url'))
}

/** Takes the challenge that a browser signed: once, in time, for whom it was made (PE22). */
async function isOurs(
  door: Door,
  kind: 'passkey-add' | 'passkey-sign-in',
  personId: Id<'person'> | null,
  challenge: string,
): Promise<boolean> {
  const attempt = await door.inWork(door.actor, (work) =>
    takeAttempt(work, kind, sha256(challenge)),
  )
  return attempt !== null && attempt.personId === personId
}

/** What a browser needs to make a passkey for the asker. */
export async function passkeyToAdd(door: Door, site: Site) {
  const personId = personOf(door.actor)
  const { person, known } = await door.inWork(door.actor, async (work) => ({
    person: await personById(work, personId),
    known: await passkeysOf(work, personId, PASSKEYS_MAX),
  }))
  if (!person) throw new Refused(peopleRefusals, 'people.unknown')
  if (known.length >= PASSKEYS_MAX) throw new Refused(wayRefusals, 'people.too-many-passkeys')
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: idOfSite(site),
    userID: new Uint8Array(Buffer.from(personId)),
    userName: person.email ?? person.phone ?? person.name,
    userDisplayName: person.name,
    challenge: await challengeFor(door, 'passkey-add', personId),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId: id, transports }) => ({
      id,
      transports: transports as AuthenticatorTransport[],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/**
 * Adds the passkey that a browser made.
 *
 * @throws {Refused} `people.passkey-wrong`, `people.passkey-taken`, `people.too-many-passkeys`
 */
export async function addPasskey(
  door: Door,
  site: Site,
  { name, response }: { readonly name: string; readonly response: unknown },
): Promise<Passkey> {
  const personId = personOf(door.actor)
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => isOurs(door, 'passkey-add', personId, challenge),
    expectedOrigin: site.origin,
    expectedRPID: idOfSite(site),
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) throw wrong()
  const {
    id: credentialId,
    publicKey,
    counter,
    transports = [],
  } = verified.registrationInfo.credential
  return door.inWork(door.actor, async (work) => {
    await lockPerson(work, personId)
    const known = await passkeysOf(work, personId, PASSKEYS_MAX)
    if (known.length >= PASSKEYS_MAX) throw new Refused(wayRefusals, 'people.too-many-passkeys')
    const passkey: Passkey = {
      id: work.newId('passkey'),
      personId,
      credentialId,
      publicKey,
      counter,
      transports,
      name,
      createdAt: work.now,
      lastUsedAt: null,
    }
    const isAdded = await insertPasskey(work, passkey)
    if (!isAdded) throw new Refused(wayRefusals, 'people.passkey-taken')
    return passkey
  })
}

/** What a browser needs to sign in with whichever passkey its holder chooses. */
export async function passkeyToSignIn(door: Door, site: Site) {
  return generateAuthenticationOptions({
    rpID: idOfSite(site),
    challenge: await challengeFor(door, 'passkey-sign-in', null),
    userVerification: 'required',
  })
}

/**
 * Signs in with a passkey.
 *
 * @throws {Refused} `people.passkey-wrong`: one answer for all that can be wrong (PE3)
 */
export async function signInByPasskey(
  door: Door,
  site: Site,
  response: unknown,
): Promise<SignedIn> {
  const answer = response as AuthenticationResponseJSON
  const passkey = await door.inWork(door.actor, (work) =>
    passkeyByCredential(work, String(answer.id)),
  )
  if (!passkey) throw wrong()
  const { credentialId: id, publicKey, counter, transports } = passkey
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: (challenge) => isOurs(door, 'passkey-sign-in', null, challenge),
    expectedOrigin: site.origin,
    expectedRPID: idOfSite(site),
    requireUserVerification: true,
    credential: {
      id,
      publicKey: Uint8Array.from(publicKey),
      counter,
      transports: transports as AuthenticatorTransport[],
    },
  }).catch(() => null)
  if (!verified?.verified) throw wrong()
  return door.inWork(door.actor, async (work) => {
    const person: Person | null = await lockPerson(work, passkey.personId)
    const goesOn = await notePasskeyUse(work, passkey.id, verified.authenticationInfo.newCounter)
    if (!person || !goesOn) throw wrong()
    return admit(work, door, person, false)
  })
}

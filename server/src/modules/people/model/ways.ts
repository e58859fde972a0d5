/** The ways in beside passwords and phones: what they are, and when one must stay. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { Refusals } from '../../../kernel/refused.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'

export const providers = ['kakao', 'naver', 'line', 'apple', 'google'] as const
export type Provider = (typeof providers)[number]

/** What a provider says of whom it sends. */
export type ProviderProfile = {
  readonly subject: string
  readonly email: string | null
  /** Whether the provider itself has seen that the address is theirs, and is known to look (PE24). */
  readonly isEmailProven: boolean
  readonly name: string | null
}

export type Identity = {
  readonly provider: Provider
  readonly subject: string
  readonly personId: Id<'person'>
  readonly label: string | null
  readonly linkedAt: Date
  readonly lastUsedAt: Date | null
}

export type Passkey = {
  readonly id: Id<'passkey'>
  readonly personId: Id<'person'>
  readonly credentialId: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** A challenge waits as long as a person with a fingerprint needs. */
export const CHALLENGE_LIFE_MS = 5 * MINUTE_MS
/** At a provider, people may have to find their password first. */
export const PROVIDER_LIFE_MS = 15 * MINUTE_MS
export const PASSKEYS_MAX = 20

export const wayRefusals = {
  'people.passkey-wrong': {
    kind: 'unauthenticated',
    says: 'The passkey was not accepted: it is unknown here, too late, or not for this site.',
    todo: 'Try again, or sign in another way.',
  },
  'people.passkey-unknown': { kind: 'not-found', says: 'There is no such passkey.' },
  'people.passkey-taken': {
    kind: 'conflict',
    says: 'This passkey belongs to an account already.',
    todo: 'Sign in with it, or make another one.',
  },
  'people.too-many-passkeys': {
    kind: 'exhausted',
    says: 'There are as many passkeys as one person may have.',
    todo: 'Remove one that is not used.',
  },
  'people.provider-unknown': {
    kind: 'not-found',
    says: 'This market does not know that way to sign in.',
    todo: 'Choose one of GET /v1/sign-in-ways.',
  },
  'people.provider-failed': {
    kind: 'conflict',
    says: 'The provider did not answer, or not as it should.',
    todo: 'Try again in a moment, or sign in another way.',
  },
  'people.provider-wrong': {
    kind: 'unauthenticated',
    says: 'What the provider sent does not belong to what was begun in this browser.',
    todo: 'Begin again on the sign-in page.',
  },
  'people.identity-taken': {
    kind: 'conflict',
    says: 'That account at the provider belongs to another account here.',
    todo: 'Sign in with it, and unlink it there first.',
  },
  'people.identity-second': {
    kind: 'conflict',
    says: 'Another account of this provider is linked already.',
    todo: 'Unlink that one first.',
  },
  'people.identity-unknown': { kind: 'not-found', says: 'Nothing of that provider is linked.' },
  'people.email-needed': {
    kind: 'conflict',
    says: 'A password goes with an e-mail address that is proven.',
    todo: 'Prove an address with POST /v1/me/email first.',
  },
  'people.last-way-in': {
    kind: 'conflict',
    says: 'It is the only way in.',
    todo: 'Add another one first.',
  },
} as const satisfies Refusals

/** All by which somebody can come in. */
export type WaysIn = {
  readonly phone: string | null
  readonly email: string | null
  readonly isEmailProven: boolean
  readonly hasPassword: boolean
  readonly passkeys: number
  readonly identities: number
}

/** In how many ways somebody can come in; one that is left must stay (PE25). */
export function countWays(ways: WaysIn): number {
  const byEmail = ways.email !== null && (ways.isEmailProven || ways.hasPassword)
  return (ways.phone === null ? 0 : 1) + (byEmail ? 1 : 0) + ways.passkeys + ways.identities
}

/** Whether an account is its holder's by more than an address that nobody proved (PE21). */
export function isProvenOtherwise(ways: WaysIn): boolean {
  return ways.phone !== null || ways.passkeys > 0 || ways.identities > 0
}

/** Why people are refused, beside the refusals of the ways in, of guardians and of merging. Pure. */
import type { Refusals } from '../../../kernel/refused.ts'
import { ageRefusals } from './age.ts'

export const peopleRefusals = {
  'people.reason-needed': {
    kind: 'invalid',
    says: 'Whoever takes data of others out says what for.',
    todo: 'Give a reason of a few words.',
  },
  'people.email-taken': {
    kind: 'conflict',
    says: 'Someone has an account with this e-mail address.',
    todo: 'Sign in, or use another address.',
  },
  'people.phone-taken': {
    kind: 'conflict',
    says: 'Someone has an account with this phone number.',
    todo: 'Sign in by phone, or use another number.',
  },
  'people.email-malformed': {
    kind: 'invalid',
    says: 'This is not an e-mail address.',
    todo: 'Check the address for typing errors.',
  },
  'people.phone-malformed': {
    kind: 'invalid',
    says: 'This is not a phone number.',
    todo: 'Write it as 010-1234-5678, or with its country as +82 10 1234 5678.',
  },
  'people.sign-in-wrong': {
    kind: 'unauthenticated',
    says: 'E-mail address and password do not go together.',
    todo: 'Check both, or sign in by phone.',
  },
  'people.sign-in-paused': {
    kind: 'too-many',
    says: 'There were too many failed sign-ins with this address.',
    todo: 'Wait for `retryAfterSeconds`, or sign in by phone.',
  },
  'people.code-wrong': {
    kind: 'unauthenticated',
    says: 'The code is wrong, used or too old.',
    todo: 'Check the code, or ask for a new one.',
  },
  'people.code-missing': {
    kind: 'invalid',
    says: 'A phone number and its code come together.',
    todo: 'Ask for a code with POST /v1/phone-codes, and send both.',
  },
  'people.too-many-codes': {
    kind: 'too-many',
    says: 'Too many codes were sent to this number.',
    todo: 'Wait for `retryAfterSeconds`.',
  },
  'people.code-not-sent': {
    kind: 'conflict',
    says: 'The code could not be sent.',
    todo: 'Try again in a moment, or sign in by e-mail.',
  },
  'people.unknown': { kind: 'not-found', says: 'There is no such person.' },
  'people.session-unknown': { kind: 'not-found', says: 'There is no such session.' },
  'people.last-owner': {
    kind: 'conflict',
    says: 'A merchant needs an owner.',
    todo: 'Make someone else an owner first.',
  },
  'people.key-unknown': { kind: 'not-found', says: 'There is no such API key.' },
  'people.too-many-keys': {
    kind: 'exhausted',
    says: 'There are as many API keys as are allowed.',
    todo: 'Take back a key that is not used.',
  },
  'people.invitation-unknown': {
    kind: 'not-found',
    says: 'There is no such invitation, or it was accepted, taken back, or ran out.',
    todo: 'Ask the shop for a new one.',
  },
  'people.invitation-for-another': {
    kind: 'conflict',
    says: 'The invitation is for another phone number or e-mail address.',
    todo: 'Sign in with the number or address it was sent to, or prove it as yours.',
  },
  'people.too-many-invitations': {
    kind: 'exhausted',
    says: 'As many invitations wait as are allowed.',
    todo: 'Take back one that nobody will accept.',
  },
  'people.wording-outdated': {
    kind: 'conflict',
    says: 'The wording of this consent has changed.',
    todo: 'Show the wording of GET /v1/consent-wordings, and ask again.',
  },
  'people.proof-needed': {
    kind: 'forbidden',
    says: 'This needs a password, or a code sent to the phone or mailbox of the account.',
    todo: 'Ask for the password, or for a code with POST /v1/phone-codes.',
  },
  'people.proof-too-new': {
    kind: 'forbidden',
    says: 'The phone or mailbox of the account was added less than a day ago.',
    todo: 'Ask for the password, or try again a day after it was added.',
  },
  'people.marketing-needed': {
    kind: 'conflict',
    says: 'A way of marketing needs the consent to marketing, and a night the one to its day.',
    todo: 'Ask for the consent to marketing first, then for the way, then for its night.',
  },
  ...ageRefusals,
} as const satisfies Refusals
export type PeopleRefusal = keyof typeof peopleRefusals

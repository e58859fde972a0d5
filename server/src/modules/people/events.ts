/** The facts that people announce. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'
import { merchantPurposes, purposes } from './model.ts'
import { guardianPurposes } from './model/age.ts'
import { usesToSwitch } from './model/location.ts'

export const personJoined = defineEvent(
  'people.person-joined',
  1,
  'Someone has an account now.',
  z.object({
    personId: z.string(),
    via: z.enum(['email', 'phone', 'provider', 'import', 'counter']),
  }),
)

export const ageSaid = defineEvent(
  'people.age-said',
  1,
  'A person said whether they are old enough to agree by themselves.',
  z.object({ personId: z.string(), isOfAge: z.boolean() }),
)

export const guardianAnswered = defineEvent(
  'people.guardian-answered',
  1,
  'A guardian said what a child may agree to: nothing at all (null), or the account and these.',
  z.object({ personId: z.string(), allowed: z.array(z.enum(guardianPurposes)).nullable() }),
)

export const guardianEnded = defineEvent(
  'people.guardian-ended',
  1,
  'A guardian no longer answers for somebody: they took it back, or the child came of age.',
  z.object({ personId: z.string(), because: z.enum(['withdrawn', 'of-age']) }),
)

export const consentChanged = defineEvent(
  'people.consent-changed',
  1,
  'A person agreed to a purpose, or no longer does. A no to `location` asks everyone to forget.',
  z.object({
    personId: z.string(),
    purpose: z.enum(purposes),
    granted: z.boolean(),
  }),
)

export const merchantConsentChanged = defineEvent(
  'people.merchant-consent-changed',
  1,
  'A person agreed to a purpose of one shop, or no longer does.',
  z.object({
    personId: z.string(),
    merchantId: z.string(),
    purpose: z.enum(merchantPurposes),
    granted: z.boolean(),
  }),
)

export const consentResultDue = defineEvent(
  'people.consent-result-due',
  1,
  'It is time to tell a person what became of their answers to advertising, of one shop or (null) the market.',
  z.object({
    personId: z.string(),
    merchantId: z.string().nullable(),
    answers: z.array(
      z.object({
        purpose: z.enum(merchantPurposes),
        granted: z.boolean(),
        at: z.iso.datetime(),
      }),
    ),
  }),
)

export const consentRenewalDue = defineEvent(
  'people.consent-renewal-due',
  1,
  'It is time to remind a person that they agreed to advertising nearly two years ago.',
  z.object({
    personId: z.string(),
    merchantId: z.string().nullable(),
    consents: z.array(z.object({ purpose: z.enum(merchantPurposes), agreedAt: z.iso.datetime() })),
  }),
)

export const locationControlsChanged = defineEvent(
  'people.location-controls-changed',
  1,
  'A person paused the use of their location or let it go on, or switched single uses off or on.',
  z.object({
    personId: z.string(),
    isPaused: z.boolean(),
    off: z.array(z.enum(usesToSwitch)),
  }),
)

export const locationProvided = defineEvent(
  'people.location-provided',
  1,
  'It is time to tell a person which shops learnt where they are: `times` in all, the first listed.',
  z.object({
    personId: z.string(),
    times: z.int().positive(),
    uses: z.array(
      z.object({
        merchantId: z.string(),
        purpose: z.enum(['check-in', 'offer']),
        count: z.int().positive(),
        at: z.iso.datetime(),
      }),
    ),
  }),
)

export const personErased = defineEvent(
  'people.person-erased',
  1,
  'A person asked to be erased: their account is blank, and all else that is about them is going.',
  z.object({ personId: z.string() }),
)

export const peopleMerged = defineEvent(
  'people.people-merged',
  1,
  'Two accounts of one person became one: what the other had is of the one that was kept.',
  z.object({ mergeId: z.string(), keptId: z.string(), mergedId: z.string() }),
)

export const mergeUndone = defineEvent(
  'people.merge-undone',
  1,
  'Two accounts that had become one are two again.',
  z.object({ mergeId: z.string(), keptId: z.string(), mergedId: z.string() }),
)

export const membershipChanged = defineEvent(
  'people.membership-changed',
  1,
  'A person became owner, manager or staff of a merchant, or (role null) is none any more.',
  z.object({
    personId: z.string(),
    merchantId: z.string(),
    role: z.enum(['owner', 'manager', 'staff']).nullable(),
  }),
)

export const operatorChanged = defineEvent(
  'people.operator-changed',
  1,
  'A person became an operator of the market, or is none any more.',
  z.object({ personId: z.string(), isOperator: z.boolean() }),
)

export const sessionEnded = defineEvent(
  'people.session-ended',
  1,
  'A session of a person ended; all of them when `sessionId` is null.',
  z.object({ personId: z.string(), sessionId: z.string().nullable() }),
)

export const apiKeyEnded = defineEvent(
  'people.api-key-ended',
  1,
  'An API key was taken back.',
  z.object({ keyId: z.string(), merchantId: z.string().nullable() }),
)

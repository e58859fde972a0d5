/** What others may look at of a person, and what they have to say before they take it out. Pure. */
import { DAY_MS, HOUR_MS } from '../../../kernel/time.ts'

export const lookedAt = ['tags', 'facts', 'export', 'consents', 'kept'] as const
/**
 * What was looked at: what a shop noted of a member, what happened around a person (by an operator),
 * all that is kept of them, what they answered to whom, what the law keeps of somebody erased.
 */
export type LookedAt = (typeof lookedAt)[number]

export const disclosed = ['export', 'consents', 'kept', 'decisions'] as const
/** What is taken out of the house, as a file or a page, and therefore needs a reason. */
export type Disclosed = (typeof disclosed)[number]

export const REASON_LETTERS_MIN = 5
export const REASON_LETTERS_MAX = 500

/** A reason as it is kept; null where it says nothing. */
export function reasonOf(text: string): string | null {
  const reason = text.trim()
  const isEnough = /\p{L}/u.test(reason) && reason.length >= REASON_LETTERS_MIN
  return isEnough && reason.length <= REASON_LETTERS_MAX ? reason : null
}

const NEW_ADDRESS_MS = DAY_MS

/**
 * Whether a code to the phone or mailbox of an account proves whose the account is: not when it was added
 * within a day, as whoever has the session could have done. An account of a day has no older one.
 */
export function provesByCode(
  at: Date,
  { joinedAt, provenAt }: { readonly joinedAt: Date; readonly provenAt: Date | null },
): boolean {
  const ageMs = (since: Date) => at.getTime() - since.getTime()
  return provenAt === null || ageMs(provenAt) >= NEW_ADDRESS_MS || ageMs(joinedAt) < NEW_ADDRESS_MS
}

/** Who has neither a password nor an address proves to be themselves by having just signed in. */
export const FRESH_SESSION_MS = HOUR_MS / 6

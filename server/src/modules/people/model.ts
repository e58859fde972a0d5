/**
 * Who may have which account, and what people agree to.
 *
 * Pure. PE1, PE2… are the rules of README.md, and the tests bear their names.
 */
import type { KeyScope, Membership, Role } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts'
import { wordings } from './model/wordings.ts'

export const locales = ['ko', 'en'] as const
export type Locale = (typeof locales)[number]

export type Person = {
  readonly id: Id<'person'>
  readonly name: string
  /** Lower case; null for those who came by phone. */
  readonly email: string | null
  /** E.164; proven by a code. */
  readonly phone: string | null
  readonly locale: Locale
  readonly isOperator: boolean
}

export type Session = {
  readonly id: Id<'session'>
  readonly personId: Id<'person'>
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly expiresAt: Date
  /** What the browser called itself, shortened. */
  readonly device: string
}

export type Member = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly role: Role
  /** The branches it is limited to; null for all. */
  readonly placeIds: readonly Id<'place'>[] | null
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
}

/** An offer to work at a merchant, or at some branches of it. */
export type Invitation = {
  readonly id: Id<'invitation'>
  readonly merchantId: Id<'merchant'>
  readonly role: Role
  readonly placeIds: readonly Id<'place'>[] | null
  /** E.164 or an e-mail address, for whom alone it is; null for whoever holds the link. */
  readonly address: string | null
  readonly invitedBy: Id<'person'> | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** An invitation as it is brought to whom it is for. */
export type InvitationText = {
  /** E.164, or an e-mail address. */
  readonly to: string
  /** Where the invitation is accepted. */
  readonly link: string
  readonly merchantName: string
  readonly locale: Locale
  readonly validDays: number
}

export type ApiKey = {
  readonly id: Id<'api-key'>
  readonly merchantId: Id<'merchant'> | null
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

export const NAME_LETTERS_MAX = 60
export const PASSWORD_LETTERS_MIN = 8
export const PASSWORD_LETTERS_MAX = 200
export const EMAIL_LETTERS_MAX = 254
export const DEVICE_LETTERS_MAX = 200

export const SESSION_IDLE_MS = 30 * DAY_MS
export const SESSION_LIFE_MS = 90 * DAY_MS
export const CODE_LIFE_MS = 5 * MINUTE_MS
export const CODE_TRIES_MAX = 5
export const CODES_MAX = 5
export const CODES_WINDOW_MS = HOUR_MS
export const FAILURES_MAX = 10
export const FAILURES_WINDOW_MS = 15 * MINUTE_MS
export const KEYS_MAX = 50
export const INVITATION_LIFE_MS = 7 * DAY_MS
/** Invitations of a merchant that wait at once. */
export const INVITATIONS_MAX = 100
/** Branches that one person may be limited to. */
export const BRANCHES_MAX = 300

/** One spelling for each e-mail address; null when it is none (PE1). */
export function emailOf(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase()
  if (email.length > EMAIL_LETTERS_MAX) return null
  return /^[^\s@<>,;:"()[\]\\]+@[^\s@.<>]+(\.[^\s@.<>]+)+$/.test(email) ? email : null
}

/**
 * A phone number as E.164; null when it is none (PE2).
 *
 * A number without `+` or `00` is Korean: its leading zero gives way to +82.
 *
 * @see https://www.itu.int/rec/T-REC-E.164
 */
export function phoneOf(text: string): string | null {
  const typed = text.normalize('NFKC').replaceAll(/[\s().\-‐-―]/gu, '')
  if (!/^\+?\d+$/.test(typed)) return null
  const digits = typed.startsWith('+')
    ? typed.slice(1)
    : typed.startsWith('00')
      ? typed.slice(2)
      : `82${typed.replace(/^0/, '')}`
  // People write +82 010…, but the zero is dialled inside the country only.
  const number = digits.replace(/^820+/, '82')
  if (!/^[1-9]\d{7,14}$/.test(number)) return null
  if (number.startsWith('82') && !/^82[1-9]\d{7,9}$/.test(number)) return null
  return `+${number}`
}

/** One spelling for a phone number or an e-mail address; null when it is neither. */
export function addressOf(text: string): string | null {
  return text.includes('@') ? emailOf(text) : phoneOf(text)
}

const strength = { staff: 0, manager: 1, owner: 2 } as const satisfies Record<Role, number>

/** Of two memberships at one merchant, what lets its holder do more; all branches of equal roles. */
export function strongerOf(held: Membership, fresh: Membership): Membership {
  if (strength[held.role] !== strength[fresh.role]) {
    return strength[held.role] > strength[fresh.role] ? held : fresh
  }
  if (!held.placeIds || !fresh.placeIds) return { ...fresh, placeIds: null }
  const placeIds = [...new Set([...held.placeIds, ...fresh.placeIds])].slice(0, BRANCHES_MAX)
  return { ...fresh, placeIds }
}

/** A name fit to be shown, on one line; null when nothing is left of it. */
export function nameOf(text: string): string | null {
  const name = text
    .normalize('NFC')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
  return name.length > 0 && name.length <= NAME_LETTERS_MAX ? name : null
}

/** Whether a session still stands (PE7). */
export function isAlive(session: Pick<Session, 'lastSeenAt' | 'expiresAt'>, at: Date): boolean {
  if (at >= session.expiresAt) return false
  return at.getTime() - session.lastSeenAt.getTime() < SESSION_IDLE_MS
}

/** A six-digit code for a number in [0, 1 000 000) (PE5). */
export function codeText(number: number): string {
  return String(number).padStart(6, '0')
}

/** What one failed try leaves behind; `startedAt` is when the count began. */
export type Tries = { readonly count: number; readonly startedAt: Date }

/** When the next try may come; null when it may come now (PE4, PE18). */
export function pausedUntil(
  tries: Tries | null,
  limit: { readonly countMax: number; readonly windowMs: number },
  at: Date,
): Date | null {
  if (!tries || tries.count < limit.countMax) return null
  const until = new Date(tries.startedAt.getTime() + limit.windowMs)
  return at < until ? until : null
}

/** A name of which strangers may see the ends: 김*수, K***n. */
export function maskedName(name: string): string {
  const letters = Array.from(name)
  if (letters.length <= 1) return '*'
  if (letters.length === 2) return `${letters[0]}*`
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
}

export const purposes = [
  'location',
  'marketing',
  'night-marketing',
  'marketing/email',
  'marketing/sms',
  'night-marketing/sms',
  'marketing/kakao',
  'night-marketing/kakao',
  'marketing/line',
  'night-marketing/line',
] as const
/**
 * What people agree to, each apart. `marketing` alone is the inbox and web push; `marketing/sms` and
 * the like are the same by another way. E-mail knows no night.
 */
export type Purpose = (typeof purposes)[number]
/** What people may agree to with one shop. */
export type MerchantPurpose = Exclude<Purpose, 'location'>
export const merchantPurposes = purposes.filter(
  (purpose): purpose is MerchantPurpose => purpose !== 'location',
)

/** The words a person agrees to. Yeses to older words stand; a new yes is to the new words. */
export type Wording<Of extends Purpose = Purpose> = {
  readonly purpose: Of
  readonly version: number
  readonly ko: string
  readonly en: string
}

export const channels = [
  'app',
  'sign-up',
  'opt-out-link',
  'import',
  'follow',
  'counter',
  'paper',
  'guardian',
] as const
/** Where the answer was given; `guardian`: a guardian agreed to what a child asked for. */
export type ConsentChannel = (typeof channels)[number]

/** What shows later that the person really said so. Addresses are hashed, as they identify too. */
export type ConsentProof = {
  readonly sessionId: Id<'session'> | null
  readonly ipHash: string | null
  readonly agentHash: string | null
}

export type Consent<Of extends Purpose = Purpose> = {
  readonly id: Id<'consent'>
  readonly personId: Id<'person'>
  readonly purpose: Of
  readonly granted: boolean
  readonly wordingVersion: number
  readonly at: Date
  readonly channel: ConsentChannel
}

/** The wording in force for a purpose. */
export function wordingOf(purpose: Purpose): Wording {
  const wording: Wording | undefined = wordings.find((each) => each.purpose === purpose)
  if (!wording) throw new Error(`no wording for ${purpose}`)
  return wording
}

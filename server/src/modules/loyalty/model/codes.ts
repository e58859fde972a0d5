/** How a member code is written, read, and kept to one till. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { codeText, parseCode, type Code } from '../../../kernel/rotating-code.ts'
import type { LoyaltyRefusal } from './refusals.ts'

const QR_PREFIX = 'GOLMOK:'
/** Tells a member code from that of a coupon. */
const LETTER = 'M'

export function memberCodeText(code: Code): string {
  return LETTER + codeText(code)
}

/** What the QR holds. */
export function memberQrText(code: Code): string {
  return QR_PREFIX + memberCodeText(code)
}

/** Reads what was scanned or typed; null when it is no member code. */
export function parseMemberCode(typed: string): Code | null {
  const upper = typed.toUpperCase().trim()
  const bare = upper.startsWith(QR_PREFIX) ? upper.slice(QR_PREFIX.length) : upper
  return bare.startsWith(LETTER) ? parseCode(bare.slice(LETTER.length)) : null
}

export type Reading = {
  readonly step: number
  readonly isFresh: boolean
  readonly placeId: Id<'place'>
  readonly till: string
}
export type LastReading = Omit<Reading, 'isFresh'> & { readonly until: Date }

/** Why a code may not be read now; null when nothing speaks against it (LO13). */
export function objectionToReading(
  { step, isFresh, placeId, till }: Reading,
  last: LastReading | null,
  at: Date,
): LoyaltyRefusal | null {
  const isSame = last?.step === step
  if (isSame && last.placeId === placeId && last.till === till && at < last.until) return null
  if (!isFresh) return 'member.code-expired'
  return last !== null && step <= last.step ? 'member.code-used' : null
}

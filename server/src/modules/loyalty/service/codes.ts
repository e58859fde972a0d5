/** The member code: shown by a person, read at a till (LO13). */
import { actorName, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import {
  HOLD_MINUTES,
  MISS_WINDOW_SECONDS,
  MISSES_MAX,
  SHARERS_MAX,
  shownPart,
  stepAt,
  stepEnd,
  stepOf,
} from '../../../kernel/rotating-code.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { otpNumber } from '../../../platform/otp.ts'
import type { Work } from '../../../platform/work.ts'
import { idKeptFor } from '../../people/service.ts'
import {
  memberCodeText,
  memberQrText,
  objectionToReading,
  parseMemberCode,
} from '../model/codes.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import {
  countMiss,
  missesSince,
  noteReading,
  secretOf,
  sharersOf,
  type Till,
} from '../store/member.ts'

/** What a person shows at this moment, and until when. */
export type ShownMemberCode = {
  readonly code: string
  readonly text: string
  readonly validUntil: Date
}

/** The member code of whoever asks. */
export async function myMemberCode(work: Work): Promise<ShownMemberCode> {
  const { handle, secret } = await secretOf(work, personOf(work.actor))
  const step = stepAt(work.now)
  const code = { handle, number: shownPart(otpNumber(secret, step)) }
  return { code: memberCodeText(code), text: memberQrText(code), validUntil: stepEnd(step) }
}

/**
 * Who shows a code at a till. The till may go on with that code for HOLD_MINUTES; no other may.
 *
 * @throws {Refused} a `member.code-…` of `loyaltyRefusals`
 */
export async function readMemberCode(
  work: Work,
  placeId: Id<'place'>,
  typed: string,
): Promise<Id<'person'>> {
  const till: Till = { placeId, till: actorName(work.actor) }
  if ((await missesSince(work, till, missWindowStart(work))) >= MISSES_MAX) {
    const retryAfterSeconds = MISS_WINDOW_SECONDS
    throw new Refused(loyaltyRefusals, 'member.code-locked', { retryAfterSeconds })
  }
  const code = parseMemberCode(typed)
  if (!code) throw new Refused(loyaltyRefusals, 'member.code-malformed')
  const now = stepAt(work.now)
  for (const { personId, secret, last } of await sharersOf(work, code.handle, SHARERS_MAX)) {
    const shown = stepOf(code.number, now, (step) => shownPart(otpNumber(secret, step)))
    if (!shown) continue
    const objection = objectionToReading({ ...shown, ...till }, last, work.now)
    if (objection) throw new Refused(loyaltyRefusals, objection)
    if (last?.step !== shown.step) {
      const until = new Date(stepEnd(shown.step).getTime() + HOLD_MINUTES * MINUTE_MS)
      await noteReading(work, personId, { step: shown.step, ...till, until })
    }
    // A phone may still show the code of an account that was merged into another (PE81).
    return idKeptFor(work, personId)
  }
  throw new Refused(loyaltyRefusals, 'member.code-unknown')
}

/** The refusals that count as a guess. */
export const memberMissCodes: readonly string[] = ['member.code-unknown', 'member.code-expired']

/**
 * Counts a wrong code against the till it came from (LO13). A refusal undoes its own work, so this
 * runs in another, after it.
 */
export async function noteMemberMiss(work: Work, placeId: Id<'place'>): Promise<void> {
  await countMiss(work, { placeId, till: actorName(work.actor) }, missWindowStart(work))
}

function missWindowStart({ now }: Work): Date {
  return new Date(now.getTime() - MISS_WINDOW_SECONDS * SECOND_MS)
}

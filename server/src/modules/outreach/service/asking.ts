/** Asks the gate beforehand: what it would say, without a message, a lock or a trace. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Purpose } from '../../people/model.ts'
import { merchantConsentsOf, pairKey } from '../../people/service/merchant-consents.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import { capDay, gateDecision, type GateDecision } from '../model.ts'
import { blockedPairs } from '../store.ts'
import { countsOf, settingsOf } from './hearing.ts'

export type GateQuestion = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  /** What the person agrees to, as the asker knows it. */
  readonly consents: ReadonlySet<Purpose>
}

/**
 * What the gate would say to one piece of marketing for each, in their order. The person is taken to
 * exist. It may say otherwise when the message is sent: then its answer counts.
 */
export async function gateAnswers(
  work: Work,
  questions: readonly GateQuestion[],
): Promise<readonly GateDecision[]> {
  if (questions.length === 0) return []
  const settings = await settingsOf(work)
  const blocked = await blockedPairs(work, questions)
  const friends = await merchantConsentsOf(work, questions)
  const zones = await timeZonesOf(work, [...new Set(questions.map(({ personId }) => personId))])
  const counts = await countsOf(work, capDay(work.now, settings), questions)
  return questions.map(({ personId, merchantId, consents }) =>
    gateDecision(
      {
        purpose: 'marketing',
        at: work.now,
        isKnown: true,
        consents,
        merchantConsents: friends.get(pairKey({ personId, merchantId })) ?? new Set(),
        isBlocked: blocked.has(`${personId}/${merchantId}`),
        hasBoughtSince: false,
        timeZone: zones.get(personId) ?? settings.timeZone,
        ...counts.of(personId, merchantId),
      },
      settings,
    ),
  )
}

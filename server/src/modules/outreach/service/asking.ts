/** Asks the gate beforehand: what it would say, without a message, a lock or a trace. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Purpose } from '../../people/model.ts'
import { capDay, gateDecision, type GateDecision } from '../model.ts'
import { settingsOf } from '../service.ts'
import { ALL_MERCHANTS, blockedPairs } from '../store.ts'
import { sentCounts } from '../store/sent-counts.ts'

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
  const personIds = [...new Set(questions.map(({ personId }) => personId))]
  const sent = await sentCounts(work, capDay(work.now, settings), personIds)
  return questions.map(({ personId, merchantId, consents }) =>
    gateDecision(
      {
        purpose: 'marketing',
        at: work.now,
        isKnown: true,
        consents,
        isBlocked: blocked.has(`${personId}/${merchantId}`),
        sentToday: sent.get(`${personId}/${ALL_MERCHANTS}`) ?? 0,
        sentTodayByMerchant: sent.get(`${personId}/${merchantId}`) ?? 0,
      },
      settings,
    ),
  )
}

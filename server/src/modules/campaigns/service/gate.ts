/** What the gate of outreach would say to each candidate, asked before any coupon is given. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { gateAnswers } from '../../outreach/service/asking.ts'
import type { Purpose } from '../../people/model.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import type { Campaign } from '../model/campaign.ts'
import type { GateAnswer, Nearness } from '../model/decision.ts'

type Asking = {
  readonly campaign: Pick<Campaign, 'merchantId'>
  readonly nearness: Pick<Nearness, 'personId'>
}

const purposes: readonly Purpose[] = ['location', 'marketing', 'night-marketing']

/** Asks once for each person and merchant. */
export async function gateAnswersOf(
  work: Work,
  consents: Consents,
  asking: readonly Asking[],
): Promise<(one: Asking) => GateAnswer> {
  await consents.ready([...new Set(asking.map(({ nearness }) => nearness.personId))])
  const questions = new Map(asking.map((one) => [keyOf(one), questionOf(consents, one)]))
  const answers = await gateAnswers(work, [...questions.values()])
  const byKey = new Map([...questions.keys()].map((key, at) => [key, answers[at]]))
  return (one) => {
    const answer = byKey.get(keyOf(one))
    if (answer?.kind === 'sent') return { kind: 'open' }
    if (answer?.kind === 'postponed') return answer
    return { kind: 'shut', code: answer?.code ?? 'outreach.unknown-person' }
  }
}

const keyOf = ({ campaign, nearness }: Asking) => `${nearness.personId}/${campaign.merchantId}`

function questionOf(consents: Consents, { campaign, nearness }: Asking) {
  const personId: Id<'person'> = nearness.personId
  const held = purposes.filter((purpose) => consents.has(personId, purpose))
  return { personId, merchantId: campaign.merchantId, consents: new Set(held) }
}

/** Gives the coupons and sends the messages of verdicts that said yes. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { cancelCoupons, grantCoupons } from '../../offers/service/grants.ts'
import { sendMessages } from '../../outreach/service.ts'
import type { Campaign } from '../model/campaign.ts'
import { refusedLate, type Nearness, type Verdict } from '../model/decision.ts'
import { messagesFor } from './wording.ts'

/** A verdict, with what it is about. */
export type Judged = {
  readonly decisionId: Id<'decision'>
  readonly campaign: Campaign
  readonly nearness: Nearness
  readonly verdict: Verdict
  readonly offerTitle: string
  /** The most its coupon may take off; held back while the coupon is out. */
  readonly discountMinorMax: number
}

/** A verdict, and what came of it. */
export type Given = Judged & {
  readonly couponId: Id<'coupon'> | null
  readonly couponExpiresAt: Date | null
  readonly messageId: Id<'message'> | null
}

type Granted = Judged & { readonly couponId: Id<'coupon'>; readonly couponExpiresAt: Date }

const nothing = { couponId: null, couponExpiresAt: null, messageId: null }
const isYes = ({ outcome }: Verdict) => outcome === 'sent' || outcome === 'postponed'

/** Carries out the yeses. What offers or the gate refuse at this last step becomes a no. */
export async function giveAndTell(work: Work, all: readonly Judged[]): Promise<readonly Given[]> {
  const said = all.filter(({ verdict }) => !isYes(verdict)).map((one) => ({ ...one, ...nothing }))
  const wanted = all.filter(({ verdict }) => isYes(verdict))
  if (wanted.length === 0) return said
  const { granted, refused } = await grantAll(work, wanted)
  return [...said, ...refused, ...(await tellAll(work, granted))]
}

async function grantAll(work: Work, wanted: readonly Judged[]) {
  const granted: Granted[] = []
  const refused: Given[] = []
  const outcomes = await grantCoupons(
    work,
    wanted.map(({ campaign, nearness, decisionId }) => ({
      couponId: work.newId('coupon'),
      offerId: campaign.offerId,
      personId: nearness.personId,
      source: { kind: 'campaign', campaignId: campaign.id, decisionId },
    })),
  )
  wanted.forEach((one, at) => {
    const outcome = outcomes[at]
    if (!outcome || outcome.kind === 'refused') {
      const verdict = refusedLate(one.verdict, 'coupon', outcome?.code ?? 'offer.unknown')
      refused.push({ ...one, ...nothing, verdict })
    } else {
      granted.push({ ...one, couponId: outcome.couponId, couponExpiresAt: outcome.expiresAt })
    }
  })
  return { granted, refused }
}

async function tellAll(work: Work, granted: readonly Granted[]): Promise<readonly Given[]> {
  if (granted.length === 0) return []
  const outcomes = await sendMessages(work, await messagesFor(work, granted))
  const called: Id<'coupon'>[] = []
  const given = granted.map((one, at): Given => {
    const outcome = outcomes[at]
    if (outcome?.kind === 'sent') return { ...one, messageId: outcome.messageId }
    if (outcome?.kind === 'postponed') {
      const verdict = {
        ...one.verdict,
        outcome: 'postponed',
        postponedUntil: outcome.until,
      } as const
      return { ...one, messageId: outcome.messageId, verdict }
    }
    // The gate shut between the question and the send, by another message of this very batch.
    called.push(one.couponId)
    const verdict = refusedLate(one.verdict, 'gate', outcome?.code ?? 'outreach.unknown')
    return { ...one, ...nothing, verdict }
  })
  if (called.length > 0) await cancelCoupons(work, called)
  return given
}

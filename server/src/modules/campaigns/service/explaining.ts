/** Explains decisions: "why me?" to a person, "why not?" to a merchant, from the same trace. */
import { mayServe, personOf } from '../../../kernel/actor.ts'
import { FEW, isWithheld } from '../../../kernel/few.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { maskedName } from '../../offers/model/redemption.ts'
import { offersOf } from '../../offers/service.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf, placesOf } from '../../places/service.ts'
import { isNarrowed } from '../model/audience.ts'
import { campaignRefusals, type Campaign } from '../model/campaign.ts'
import type { Outcome } from '../model/decision.ts'
import { campaignById } from '../store.ts'
import {
  decisionById,
  decisionsOfCampaign,
  treatedUpTo,
  type Decision,
} from '../store/decisions.ts'

export type Explained = Decision & {
  readonly campaignName: string
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string
  readonly placeName: string | null
  readonly offerTitle: string
}

/**
 * A decision about whoever asks (CA14). The campaign's own people may look at it too.
 *
 * Nobody learns from it that they are in a control group: that would undo the comparison.
 *
 * @throws {Refused} `decision.unknown`
 */
export async function explainedDecision(work: Work, id: Id<'decision'>): Promise<Explained> {
  const unknown = () => new Refused(campaignRefusals, 'decision.unknown')
  const decision = await decisionById(work, id)
  if (!decision) throw unknown()
  const campaign = await campaignById(work, decision.campaignId)
  if (!campaign) throw unknown()
  const isOwn = decision.personId === personOf(work.actor) && decision.outcome !== 'control'
  const isShown = mayServe(work.actor, campaign.merchantId) && !(await isHidden(work, campaign))
  if (!isOwn && !isShown) throw unknown()
  const { merchantId, offerId } = campaign
  const { placeId } = decision
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  const place = placeId === null ? null : (await placesOf(work, [placeId])).get(placeId)
  const offer = (await offersOf(work, [offerId])).get(offerId)
  return {
    ...decision,
    campaignName: campaign.name,
    merchantId,
    merchantName: merchant?.name ?? '',
    placeName: place?.name ?? null,
    offerTitle: offer?.title ?? '',
  }
}

export type ListedDecision = Decision & { readonly maskedName: string }

/** Decisions, or none of them where they would tell of the few whom the shop chose. */
export type ListedDecisions = Page<ListedDecision> & { readonly isWithheld: boolean }

/** Whether a campaign chose so few that when and where they passed would follow single people (CA21). */
async function isHidden(work: Work, campaign: Campaign): Promise<boolean> {
  if (!isNarrowed(campaign)) return false
  return isWithheld({ isNarrowed: true, people: await treatedUpTo(work, campaign.id, FEW) })
}

/**
 * The decisions of a campaign, newest first, with the names of people masked (CA14); none of one that
 * chose few (CA21).
 */
export async function decisionsOf(
  work: Work,
  campaignId: Id<'campaign'>,
  outcome: Outcome | null,
  page: PageRequest,
): Promise<ListedDecisions> {
  const campaign = await campaignById(work, campaignId)
  if (!campaign || !mayServe(work.actor, campaign.merchantId)) {
    throw new Refused(campaignRefusals, 'campaign.unknown')
  }
  if (await isHidden(work, campaign)) return { isWithheld: true, items: [], nextCursor: null }
  const rows = await decisionsOfCampaign(work, campaignId, outcome, page)
  const { items, nextCursor } = pageOf(rows, page.limit, ({ id }) => id)
  const people = await peopleOf(work, [...new Set(items.map(({ personId }) => personId))])
  const masked = (one: Decision) => maskedName(people.get(one.personId)?.name ?? '')
  const named = items.map((one) => ({ ...one, maskedName: masked(one) }))
  return { isWithheld: false, items: named, nextCursor }
}

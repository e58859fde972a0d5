/** What is left out of sums, so that nobody can subtract what single people did (IN17). */
import { FEW } from '../../../kernel/few.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { narrowedCampaigns } from '../../campaigns/service.ts'
import { narrowedMailings } from '../../channels/service/broadcasts.ts'
import { campaignsBelow } from '../store/figures.ts'
import { messagesBelow, type Days } from '../store/message-figures.ts'

/** Campaigns of a shop whose figures are withheld. */
export async function withheldCampaigns(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Id<'campaign'>[]> {
  return campaignsBelow(work, await narrowedCampaigns(work, merchantId), FEW)
}

/** Mailings and campaigns with doings on these days that belong in no sum. */
export async function withheldOf(
  work: Work,
  merchantId: Id<'merchant'>,
  days: Days,
): Promise<readonly string[]> {
  const few = await messagesBelow(work, merchantId, days, FEW)
  return [
    ...(await narrowedMailings(work, merchantId, few)),
    ...(await withheldCampaigns(work, merchantId)),
  ]
}

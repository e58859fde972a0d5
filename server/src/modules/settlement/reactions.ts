/** What settlement does by itself: it charges each use of a coupon, and gives back what is undone. */
import type { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import type { LoggedFact } from '../../platform/news.ts'
import { couponRedeemed, redemptionReversed } from '../offers/events.ts'
import { settle, type Happening } from './service.ts'

/** Nobody waits for a line: what happens within this is charged together. */
const PAUSE_MS = 250

export const settlementReactions: Reactions = {
  reader: 'settlement',
  pauseMs: PAUSE_MS,
  handlers: [
    onBatch([couponRedeemed, redemptionReversed], (work, facts) =>
      settle(work, facts.map(happeningOf)),
    ),
  ],
}

function happeningOf({ name, data, at }: LoggedFact): Happening {
  // The log holds only what `announce` parsed by this shape.
  const fact = data as z.output<typeof couponRedeemed.shape>
  return {
    kind: name === couponRedeemed.name ? 'use' : 'reversal',
    use: {
      merchantId: fact.merchantId as Id<'merchant'>,
      redemptionId: fact.redemptionId as Id<'redemption'>,
      placeId: fact.placeId as Id<'place'>,
      offerId: fact.offerId as Id<'offer'>,
      campaignId: fact.campaignId as Id<'campaign'> | null,
      billMinor: fact.billMinor,
      discountMinor: fact.discountMinor,
      at,
    },
  }
}

/** What settlement does by itself: it charges each use of an offer, and gives back what is undone. */
import type { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import type { LoggedFact } from '../../platform/news.ts'
import { billPaid, billReturned, couponRedeemed, redemptionReversed } from '../offers/events.ts'
import { settle, type Happening } from './service.ts'

/** Nobody waits for a line: what happens within this is charged together. */
const PAUSE_MS = 250

export const settlementReactions: Reactions = {
  reader: 'settlement',
  pauseMs: PAUSE_MS,
  handlers: [
    onBatch([couponRedeemed, redemptionReversed, billPaid, billReturned], (work, facts) =>
      settle(work, facts.flatMap(happeningsOf)),
    ),
  ],
}

function happeningsOf(fact: LoggedFact): readonly Happening[] {
  switch (fact.name) {
    case couponRedeemed.name:
      return [ofCoupon('use', couponRedeemed.shape.parse(fact.data), fact.at)]
    case redemptionReversed.name:
      return [ofCoupon('reversal', redemptionReversed.shape.parse(fact.data), fact.at)]
    case billPaid.name:
      return ofEverybody('use', billPaid.shape.parse(fact.data), fact.at)
    default:
      return ofEverybody('reversal', billReturned.shape.parse(fact.data), fact.at)
  }
}

function ofCoupon(
  kind: Happening['kind'],
  fact: z.output<typeof couponRedeemed.shape>,
  at: Date,
): Happening {
  const { billMinor, discountMinor, giftMinor } = fact
  return {
    kind,
    isAutomatic: false,
    use: {
      merchantId: fact.merchantId as Id<'merchant'>,
      redemptionId: fact.redemptionId as Id<'redemption'>,
      placeId: fact.placeId as Id<'place'>,
      offerId: fact.offerId as Id<'offer'>,
      campaignId: fact.campaignId as Id<'campaign'> | null,
      billMinor,
      discountMinor,
      giftMinor,
      at,
    },
  }
}

/** Offers for everybody are told of with their bill. */
function ofEverybody(
  kind: Happening['kind'],
  fact: Pick<z.output<typeof billPaid.shape>, 'merchantId' | 'placeId' | 'automaticUses'>,
  at: Date,
): readonly Happening[] {
  return fact.automaticUses.map(({ redemptionId, offerId, ...amounts }) => ({
    kind,
    isAutomatic: true,
    use: {
      merchantId: fact.merchantId as Id<'merchant'>,
      redemptionId: redemptionId as Id<'redemption'>,
      placeId: fact.placeId as Id<'place'>,
      offerId: offerId as Id<'offer'>,
      campaignId: null,
      ...amounts,
      at,
    },
  }))
}

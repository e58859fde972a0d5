/** The facts that loyalty announces. Amounts in minor units. */
import { z } from 'zod'
import { defineEvent, publish } from '../../kernel/event.ts'

const amountMinor = z.int().nonnegative()
const points = z.int().nonnegative()
const member = { merchantId: z.uuid(), personId: z.uuid() }

export const programmeChanged = defineEvent(
  'loyalty.programme-changed',
  1,
  'A shop wrote or changed its programme or a stamp card.',
  z.object({ merchantId: z.uuid() }),
)

export const purchaseNoted = defineEvent(
  'loyalty.purchase-noted',
  1,
  'Somebody bought something, and what it is worth in points was noted.',
  z.object({ ...member, purchaseId: z.uuid(), placeId: z.uuid(), paidMinor: amountMinor, points }),
)

export const purchaseRefunded = defineEvent(
  'loyalty.purchase-refunded',
  1,
  'A purchase came back in part or whole, and what it had brought with it.',
  z.object({
    ...member,
    purchaseId: z.uuid(),
    refundId: z.uuid(),
    refundMinor: amountMinor,
    keptMinor: amountMinor,
  }),
)

export const pointsSpent = defineEvent(
  'loyalty.points-spent',
  1,
  'Points or gift value paid at a counter.',
  z.object({
    ...member,
    spendingId: z.uuid(),
    placeId: z.uuid(),
    kind: z.enum(['points', 'gift']),
    amount: points,
  }),
)

export const spendingReturned = defineEvent(
  'loyalty.spending-returned',
  1,
  'Points or gift value that had paid came back, in part or whole.',
  z.object({ ...member, spendingId: z.uuid(), kind: z.enum(['points', 'gift']), amount: points }),
)

export const pointsPassed = defineEvent(
  'loyalty.points-passed',
  1,
  'A person passed points of a shop on to another.',
  z.object({ merchantId: z.uuid(), fromId: z.uuid(), toId: z.uuid(), points }),
)

export const tierChanged = defineEvent(
  'loyalty.tier-changed',
  1,
  'A member rose or fell to another tier; 0 is none.',
  z.object({ ...member, from: z.int().nonnegative(), to: z.int().nonnegative(), name: z.string() }),
)

const reward = {
  ...member,
  rewardId: z.uuid(),
  kind: z.enum(['stamp-card', 'friend', 'inviter']),
  offerId: z.uuid(),
}

export const rewardEarned = defineEvent(
  'loyalty.reward-earned',
  1,
  'A full stamp card or an invitation brought a reward: a coupon of that offer, with the id of the reward.',
  z.object(reward),
)

export const rewardWithdrawn = defineEvent(
  'loyalty.reward-withdrawn',
  1,
  'What had brought a reward came back before the reward was used.',
  z.object(reward),
)

export const giftExpiring = defineEvent(
  'loyalty.gift-expiring',
  1,
  'A gift card with something left on it runs out soon; said once for each card.',
  z.object({
    ...member,
    giftCardId: z.uuid(),
    availableMinor: amountMinor,
    expiresAt: z.iso.datetime(),
  }),
)

/** What of these facts other programs of the shop may hear. */
export const loyaltyPublicEvents = [
  publish(
    purchaseNoted,
    'purchase.noted',
    'A member bought something, and what it is worth in points was noted.',
    z.object({ purchaseId: z.uuid(), placeId: z.uuid(), paidMinor: amountMinor, points }),
  ),
  publish(
    purchaseRefunded,
    'purchase.refunded',
    'A purchase of a member came back in part or whole.',
    z.object({
      purchaseId: z.uuid(),
      refundId: z.uuid(),
      refundMinor: amountMinor,
      keptMinor: amountMinor,
    }),
  ),
  publish(
    pointsSpent,
    'points.spent',
    'Points or gift value paid at a counter.',
    z.object({
      spendingId: z.uuid(),
      placeId: z.uuid(),
      kind: z.enum(['points', 'gift']),
      amount: points,
    }),
  ),
  publish(
    tierChanged,
    'tier.changed',
    'A member rose or fell to another tier; 0 is none.',
    z.object({ from: z.int().nonnegative(), to: z.int().nonnegative(), name: z.string().max(200) }),
  ),
  publish(
    rewardEarned,
    'reward.earned',
    'A full stamp card or an invitation brought a reward.',
    z.object({
      rewardId: z.uuid(),
      kind: z.enum(['stamp-card', 'friend', 'inviter']),
      offerId: z.uuid(),
    }),
  ),
]

/** Takes note of what became of coupons: budgets and audiences follow. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { notePurchases } from '../../outreach/service/purchases.ts'
import { releaseCancelled, reserveSpent, spendReserved } from '../store.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import type { Nearness } from '../model/decision.ts'
import { forgetNear, keepNear } from '../store/near.ts'
import { forgetReminders } from '../store/reminders.ts'
import { dropRedemptions, keepRedemptions } from '../store/redemptions.ts'

type Redeemed = {
  readonly redemptionId: string
  readonly couponId: string
  readonly personId: string
  readonly merchantId: string
  readonly campaignId: string | null
  readonly discountMinor: number
  readonly at: Date
}

/** Tells the gate who bought where: nobody is asked to buy what they just bought (CA17). */
export async function noteBought(
  work: Work,
  facts: readonly {
    readonly personId: string | null
    readonly merchantId: string
    readonly at: Date
  }[],
): Promise<void> {
  const purchases = facts.flatMap(({ personId, merchantId, at }) =>
    personId === null
      ? []
      : [{ personId: personId as Id<'person'>, merchantId: merchantId as Id<'merchant'>, at }],
  )
  await notePurchases(work, purchases)
}

/** What was held back for the coupons becomes what they took off (CA9). */
export async function noteRedeemed(work: Work, facts: readonly Redeemed[]): Promise<void> {
  if (facts.length === 0) return
  await keepRedemptions(
    work,
    facts.map(({ redemptionId, personId, merchantId, at }) => ({
      id: redemptionId as Id<'redemption'>,
      personId: personId as Id<'person'>,
      merchantId: merchantId as Id<'merchant'>,
      at,
    })),
  )
  const own = facts.filter(({ campaignId }) => campaignId !== null)
  if (own.length === 0) return
  const uses = own.map(({ couponId, discountMinor }) => {
    return { couponId: couponId as Id<'coupon'>, discountMinor }
  })
  await spendReserved(work, uses)
}

/** A use that was undone: the coupon lives again, and its money is held back again. */
export async function noteReversed(work: Work, facts: readonly Redeemed[]): Promise<void> {
  if (facts.length === 0) return
  await dropRedemptions(
    work,
    facts.map(({ redemptionId }) => redemptionId as Id<'redemption'>),
  )
  await reserveSpent(
    work,
    facts.map(({ couponId }) => couponId as Id<'coupon'>),
  )
}

/** Coupons called back free what was held back for them. */
export async function noteCancelled(
  work: Work,
  facts: readonly { readonly couponId: string; readonly campaignId: string | null }[],
): Promise<void> {
  const own = facts.filter(({ campaignId }) => campaignId !== null)
  if (own.length === 0) return
  await releaseCancelled(
    work,
    own.map(({ couponId }) => couponId as Id<'coupon'>),
  )
}

/** Who was near a merchant, and lets that be used: previews count them. */
export async function noteNear(
  work: Work,
  consents: Consents,
  nearnesses: readonly Nearness[],
): Promise<void> {
  await consents.ready([...new Set(nearnesses.map(({ personId }) => personId))])
  const rows = nearnesses.flatMap(({ merchantId, personId, at }) =>
    merchantId === null || !consents.allows(personId, 'campaign')
      ? []
      : [{ merchantId, personId, at }],
  )
  await keepNear(work, rows)
}

/** Whoever takes back the consent to location was never near, and left nothing. */
export async function forgetWithdrawn(
  work: Work,
  facts: readonly { readonly personId: string; readonly purpose: string; granted: boolean }[],
): Promise<void> {
  const gone = facts.filter(({ purpose, granted }) => purpose === 'location' && !granted)
  const personIds = gone.map(({ personId }) => personId as Id<'person'>)
  await forgetNear(work, personIds)
  await forgetReminders(work, personIds)
}

/** What modules above do with loyalty: tell it of purchases, and of the rewards that were used. */
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Work } from '../../platform/work.ts'
import { basePoints } from './model/programme.ts'
import { loyaltyRefusals } from './model/refusals.ts'
import type { Reward } from './model/rewards.ts'
import { giveGift } from './service/given-gifts.ts'
import { notePurchase, type NewPurchase } from './service/purchases.ts'
import { takeBack, triedRefund } from './service/refunds.ts'
import { knowledgeOf, settle, shopOf } from './service/settling.ts'
import { invariants } from './store/invariants.ts'
import { hasMember, lockMembers, type MemberKey } from './store/member.ts'
import { purchaseById } from './store/purchase.ts'
import { rewardsByIds, setRewardState } from './store/reward.ts'
import { presentTerms } from './store/terms.ts'

/** What must hold in every database, for `verify`. */
export const loyaltyInvariants = invariants

/** Whether somebody is a member of a shop. Who may ask is for the caller to know. */
export const isMember: (work: Work, key: MemberKey) => Promise<boolean> = hasMember

/**
 * Notes what somebody bought, with the points and the gift value that offers promised. A shop that keeps nothing for its
 * regulars, and promised nothing, is left alone.
 *
 * @throws {Refused} `purchase.differs`
 */
export async function noteBought(
  work: Work,
  purchase: NewPurchase & MemberKey & { readonly bonusPoints: number; readonly giftMinor: number },
): Promise<void> {
  const shop = await shopOf(work, purchase.merchantId)
  const keepsSomething =
    purchase.bonusPoints + purchase.giftMinor > 0 ||
    shop.terms.length > 0 ||
    shop.cards.some(({ state }) => state === 'open')
  if (!keepsSomething) return
  await notePurchase(work, purchase, shop)
  if (purchase.giftMinor > 0) await giveGift(work, purchase, purchase.id, purchase.giftMinor)
}

/** The points that a payment at a shop earns by its programme, before tiers and caps. */
export async function basePointsAt(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<(paidMinor: number) => number> {
  const terms = (await presentTerms(work, [merchantId])).get(merchantId)
  if (terms?.state !== 'open') return () => 0
  const { earn } = terms
  return (paidMinor) => basePoints(earn, paidMinor)
}

/**
 * Takes back, in part or whole, what was noted, with so much of the promised points and gift value. What was never
 * noted is left alone.
 *
 * @param order `refundMinor` null for all that is left
 * @returns what the shop keeps of the money, for points and gift value that were spent (LO16, LO23)
 */
export async function takeBackBought(
  work: Work,
  order: {
    readonly id: Id<'refund'>
    readonly purchaseId: Id<'purchase'>
    readonly refundMinor: number | null
    readonly bonusBack: number
    readonly giftBackMinor: number
  },
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<number> {
  const { purchaseId, refundMinor, bonusBack, giftBackMinor } = order
  const known = await purchaseById(work, purchaseId)
  if (!known || (refundMinor === 0 && bonusBack === 0 && giftBackMinor === 0)) return 0
  const { keptMinor } = isDryRun
    ? await triedRefund(work, known, order)
    : await takeBack(work, order)
  return keptMinor
}

/**
 * Says that coupons are used, in the transaction that uses them. Those that are no rewards are left
 * alone.
 *
 * @throws {Refused} `reward.withdrawn` when what had brought one came back a moment ago (LO10)
 */
export async function useRewards(work: Work, couponIds: readonly Id<'coupon'>[]): Promise<void> {
  for (const { rewards } of await lockRewards(work, couponIds)) {
    if (rewards.some(({ state }) => state === 'withdrawn')) {
      throw new Refused(loyaltyRefusals, 'reward.withdrawn')
    }
    await setRewardState(
      work,
      rewards.map(({ id }) => id),
      'used',
    )
  }
}

/**
 * Says that the use of coupons was undone: a reward is good again, or goes back when it is not due any
 * more (LO10). Those that are no rewards are left alone.
 */
export async function unuseRewards(work: Work, couponIds: readonly Id<'coupon'>[]): Promise<void> {
  for (const { key, rewards } of await lockRewards(work, couponIds)) {
    await setRewardState(
      work,
      rewards.filter(({ state }) => state === 'used').map(({ id }) => id),
      'earned',
    )
    const member = (await lockMembers(work, key.merchantId, [key.personId])).get(key.personId)
    if (member) await settle(work, member, await knowledgeOf(work, member))
  }
}

type HeldRewards = { readonly key: MemberKey; readonly rewards: readonly Reward[] }

/** The rewards among coupons, by whom they belong to, read once their members are locked. */
async function lockRewards(
  work: Work,
  couponIds: readonly Id<'coupon'>[],
): Promise<readonly HeldRewards[]> {
  const ids = couponIds.map((id) => id as string as Id<'reward'>)
  const seen = await rewardsByIds(work, ids)
  const members = Map.groupBy(seen, ({ merchantId, personId }) => `${merchantId}/${personId}`)
  const held: HeldRewards[] = []
  for (const [, [first]] of [...members].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (!first) continue
    const { merchantId, personId } = first
    await lockMembers(work, merchantId, [personId])
    const rewards = (await rewardsByIds(work, ids)).filter(
      (it) => it.merchantId === merchantId && it.personId === personId,
    )
    held.push({ key: { merchantId, personId }, rewards })
  }
  return held
}

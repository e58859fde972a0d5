/** What invitations are worth, to the friend and to the inviter. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { InviteReward, Terms } from './programme.ts'
import type { Due } from './rewards.ts'
import { availableAt, expiryOf } from './validity.ts'

/** That a friend came by an invitation, and which purchase made it count. */
export type Referral = {
  readonly id: Id<'referral'>
  readonly merchantId: Id<'merchant'>
  readonly inviterId: Id<'person'>
  readonly friendId: Id<'person'>
  readonly termsVersion: number
  readonly acceptedAt: Date
  readonly endsAt: Date
  readonly qualifiedBy: Id<'purchase'> | null
  readonly qualifiedAt: Date | null
}

/** Points that an invitation is worth to one side. */
export type InvitePoints = {
  readonly kind: 'friend' | 'inviter'
  /** The friend's purchase. */
  readonly sourceId: Id<'purchase'>
  readonly points: number
  readonly at: Date
  readonly availableAt: Date
  readonly expiresAt: Date | null
}

export type InviteWorth = { readonly points: readonly InvitePoints[]; readonly due: readonly Due[] }

/**
 * What a member has from invitations (LO12): as the friend of one, and as the inviter of others, of
 * whom the first so many count.
 *
 * @param invited in the order in which their purchases counted
 */
export function inviteWorth(
  asFriend: Referral | null,
  invited: readonly Referral[],
  terms: readonly Terms[],
): InviteWorth {
  const ruleOf = ({ termsVersion }: Referral) =>
    terms.find(({ version }) => version === termsVersion) ?? null
  const sides = [
    ...(asFriend ? [{ referral: asFriend, kind: 'friend' as const }] : []),
    ...invited
      .filter(({ qualifiedBy }) => qualifiedBy !== null)
      .filter((it, at) => at < (ruleOf(it)?.invite?.friendsMax ?? 0))
      .map((referral) => ({ referral, kind: 'inviter' as const })),
  ]
  const worths = sides.map(({ referral, kind }) => {
    const rule = ruleOf(referral)
    return sideOf(kind, referral, rule?.invite?.[kind] ?? null, rule)
  })
  return { points: worths.flatMap((it) => it.points), due: worths.flatMap((it) => it.due) }
}

function sideOf(
  kind: 'friend' | 'inviter',
  { id, qualifiedBy, qualifiedAt: at }: Referral,
  reward: InviteReward | null,
  terms: Terms | null,
): InviteWorth {
  if (!reward || !terms || qualifiedBy === null || at === null) return { points: [], due: [] }
  if (reward.kind === 'coupon') {
    return { points: [], due: [{ kind, sourceId: id, offerId: reward.offerId, turns: 1 }] }
  }
  const lot = {
    availableAt: availableAt(at, terms.pendingDays),
    expiresAt: expiryOf(terms.validity, at),
  }
  return { points: [{ kind, sourceId: qualifiedBy, points: reward.points, at, ...lot }], due: [] }
}

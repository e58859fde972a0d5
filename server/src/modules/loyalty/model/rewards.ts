/** Which rewards are due and which go back. Pure. */
import type { Id } from '../../../kernel/id.ts'

export type RewardKind = 'stamp-card' | 'friend' | 'inviter'

/** A coupon of an offer, for a full card or an invitation. */
export type Reward = {
  readonly id: Id<'reward'>
  readonly merchantId: Id<'merchant'>
  readonly personId: Id<'person'>
  readonly kind: RewardKind
  /** The card or the referral. */
  readonly sourceId: string
  /** Which full card it is; 1 for an invitation. */
  readonly turn: number
  readonly offerId: Id<'offer'>
  readonly state: 'earned' | 'used' | 'withdrawn'
}

/** What somebody has come to be due: `turns` rewards of a source. */
export type Due = Pick<Reward, 'kind' | 'sourceId' | 'offerId'> & { readonly turns: number }

export type RewardChange = {
  readonly earned: readonly Pick<Reward, 'kind' | 'sourceId' | 'offerId' | 'turn'>[]
  readonly withdrawn: readonly Reward[]
}

/**
 * What changes when so much is due (LO10): turns that nobody has a reward for are earned; rewards of
 * turns that are no longer due go back, unless they have been used. A used one stays in its turn, so
 * the same turn, reached again, brings none.
 *
 * @param standing the rewards that were not withdrawn
 */
export function rewardChange(due: readonly Due[], standing: readonly Reward[]): RewardChange {
  const keyOf = ({ kind, sourceId, turn }: Pick<Reward, 'kind' | 'sourceId' | 'turn'>) =>
    `${kind}/${sourceId}/${turn}`
  const wanted = due.flatMap(({ turns, ...rest }) =>
    Array.from({ length: turns }, (_none, at) => ({ ...rest, turn: at + 1 })),
  )
  const wantedKeys = new Set(wanted.map(keyOf))
  const standingKeys = new Set(standing.map(keyOf))
  return {
    earned: wanted.filter((it) => !standingKeys.has(keyOf(it))),
    withdrawn: standing.filter((it) => it.state === 'earned' && !wantedKeys.has(keyOf(it))),
  }
}

/** What offers do by themselves: give up bills that were held too long, make up codes, forget guesses. */
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts'
import { defineTimer } from '../../platform/jobs.ts'
import type { Id } from '../../kernel/id.ts'
import { on, type Reactions } from '../../platform/log.ts'
import { rewardEarned, rewardWithdrawn } from '../loyalty/events.ts'
import { offerChanged } from './events.ts'
import { expireBills } from './service/bills.ts'
import { forgetOldMisses } from './service/codes/claim.ts'
import { forgetOldLists } from './service/offline/lists.ts'
import {
  callBackRewards,
  giveRewards,
  retryRewardsOf,
  retryRewardsOfDay,
} from './service/reward-coupons.ts'
import { makeCodesJob } from './service/codes/make.ts'

const clearBills = defineTimer({
  name: 'offers.expire-bills',
  everySeconds: 30,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'offers.expire-bills' }, expireBills),
})

const forgetMisses = defineTimer({
  name: 'offers.forget-misses',
  everySeconds: HOUR_MS / SECOND_MS,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'offers.forget-misses' }, forgetOldMisses),
})

const forgetLists = defineTimer({
  name: 'offers.forget-lists',
  everySeconds: HOUR_MS / SECOND_MS,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'offers.forget-lists' }, forgetOldLists),
})

const retryRewards = defineTimer({
  name: 'offers.retry-rewards',
  everySeconds: HOUR_MS / SECOND_MS,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'offers.retry-rewards' }, retryRewardsOfDay),
})

/** A full stamp card, or an invitation: the coupon has the id of the reward (OF52). */
const giveReward = on(rewardEarned, async (work, { rewardId, merchantId, offerId, personId }) => {
  await giveRewards(work, [
    {
      rewardId: rewardId as Id<'coupon'>,
      merchantId: merchantId as Id<'merchant'>,
      offerId: offerId as Id<'offer'>,
      personId: personId as Id<'person'>,
    },
  ])
})

/** What had brought it came back. One that is in use just now is refused there. */
const callBackReward = on(rewardWithdrawn, (work, { rewardId }) =>
  callBackRewards(work, [rewardId as Id<'coupon'>]),
)

/** What the offer refused before, it may allow now (OF64). */
const giveLate = on(offerChanged, (work, { offerId }) =>
  retryRewardsOf(work, offerId as Id<'offer'>),
)

export const offerReactions: Reactions = {
  reader: 'offers',
  handlers: [giveReward, callBackReward, giveLate],
  jobs: [makeCodesJob],
  timers: [clearBills, forgetMisses, forgetLists, retryRewards],
}

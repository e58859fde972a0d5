/** What loyalty does by itself: it looks at tiers that may have fallen, and at gift cards that run out. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { announceExpiring } from './service/gifts.ts'
import { judgeTiers } from './service/judging.ts'

const fallingTiers = defineTimer({
  name: 'loyalty.judge-tiers',
  everySeconds: 60,
  run: async ({ inWork }) => {
    await inWork({ kind: 'system', name: 'loyalty.judge-tiers' }, judgeTiers)
  },
})

const giftNotices = defineTimer({
  name: 'loyalty.notice-gifts',
  everySeconds: 600,
  run: async ({ inWork }) => {
    await inWork({ kind: 'system', name: 'loyalty.notice-gifts' }, announceExpiring)
  },
})

export const loyaltyReactions: Reactions = {
  reader: 'loyalty',
  handlers: [],
  timers: [fallingTiers, giftNotices],
}

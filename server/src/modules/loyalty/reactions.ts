/** What loyalty does by itself: it looks at tiers that may have fallen, and tells of what runs out. */
import { defineTimer } from '../../platform/jobs.ts'
import { on, type Reactions } from '../../platform/log.ts'
import { lotExpiring } from '../ledger/events.ts'
import { giftExpiring } from './events.ts'
import { announceExpiring } from './service/gifts.ts'
import { noticeGifts, noticeLots, tellExpiringJob } from './service/notices.ts'
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

/** What runs out together was announced together: all lots of an account that run out at one instant. */
const tellOfLots = on(lotExpiring, (work, lot) => noticeLots(work, [lot]))
const tellOfGifts = on(giftExpiring, (work, gift) => noticeGifts(work, [gift]))

export const loyaltyReactions: Reactions = {
  reader: 'loyalty',
  handlers: [tellOfLots, tellOfGifts],
  jobs: [tellExpiringJob],
  timers: [fallingTiers, giftNotices],
}

/** What loyalty does by itself: it looks at tiers that may have fallen. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { judgeTiers } from './service/judging.ts'

const fallingTiers = defineTimer({
  name: 'loyalty.judge-tiers',
  everySeconds: 60,
  run: async ({ inWork }) => {
    await inWork({ kind: 'system', name: 'loyalty.judge-tiers' }, judgeTiers)
  },
})

export const loyaltyReactions: Reactions = {
  reader: 'loyalty',
  handlers: [],
  timers: [fallingTiers],
}

/** What talks do by themselves: they lose who left the shop, and forget in time. */
import type { Id } from '../../kernel/id.ts'
import { defineTimer } from '../../platform/jobs.ts'
import { on, type Reactions } from '../../platform/log.ts'
import { membershipChanged } from '../people/events.ts'
import { leaveTalks } from './service/shop.ts'
import { tellOfAnswerJob } from './service/telling.ts'
import { forgetOldMessages } from './service/tidying.ts'

const forgetting = defineTimer({
  name: 'talk.forget',
  everySeconds: 600,
  run: async ({ inWork }) => {
    await inWork({ kind: 'system', name: 'talk.forget' }, forgetOldMessages)
  },
})

/** Talks of somebody who left the shop are everybody's again (TA8). */
const freeOnLeaving = on(membershipChanged, async (work, { personId, merchantId, role }) => {
  if (role !== null) return
  await leaveTalks(work, merchantId as Id<'merchant'>, personId as Id<'person'>)
})

export const talkReactions: Reactions = {
  reader: 'talk',
  handlers: [freeOnLeaving],
  jobs: [tellOfAnswerJob],
  timers: [forgetting],
}

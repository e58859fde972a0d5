/** What posts do by themselves: they come out when their time has come. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { publishDue } from './service/writing.ts'

const publishing = defineTimer({
  name: 'posts.publish',
  everySeconds: 15,
  run: async ({ inWork }) => {
    await inWork({ kind: 'system', name: 'posts.publish' }, publishDue)
  },
})

export const postReactions: Reactions = { reader: 'posts', handlers: [], timers: [publishing] }

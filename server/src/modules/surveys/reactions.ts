/** What surveys do by themselves: every minute, the answers that wait are mixed and count. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { mixAnswers } from './service.ts'

const mixing = defineTimer({
  name: 'surveys.mix-answers',
  everySeconds: 60,
  run: async ({ inWork }) => {
    await inWork({ kind: 'system', name: 'surveys.mix-answers' }, mixAnswers)
  },
})

export const surveyReactions: Reactions = {
  reader: 'surveys',
  handlers: [],
  jobs: [],
  timers: [mixing],
}

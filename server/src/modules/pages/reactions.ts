/** What event pages do by themselves: every minute, the winners of ended events are drawn. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { drawDue, tellWinnersJob } from './service/drawing.ts'

const drawing = defineTimer({
  name: 'pages.draw-winners',
  everySeconds: 60,
  run: ({ inWork, now }) => drawDue(inWork, now),
})

export const pageReactions: Reactions = {
  reader: 'pages',
  handlers: [],
  jobs: [tellWinnersJob],
  timers: [drawing],
}

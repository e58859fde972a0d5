/** What storefront does by itself: count the visits that followed a link. */
import type { Id } from '../../kernel/id.ts'
import { MARKET_TIME_ZONE, wallTime } from '../../kernel/time.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import { visitEnded, visitStarted } from '../presence/events.ts'
import { visitsHappened, visitsWithdrawn } from './service/writings.ts'

export const storefrontReactions: Reactions = {
  reader: 'storefront',
  handlers: [
    onBatch([visitStarted], async (work, facts) => {
      const visits = facts.map(({ data }) => {
        const visit = visitStarted.shape.parse(data)
        const at = new Date(visit.at)
        const personId = visit.personId as Id<'person'>
        return { ...visit, personId, at, day: wallTime(at, MARKET_TIME_ZONE).day }
      })
      await visitsHappened(work, visits)
    }),
    onBatch([visitEnded], async (work, facts) => {
      const ended = facts.map(({ data }) => visitEnded.shape.parse(data))
      const gone = ended.filter(({ isWithdrawn }) => isWithdrawn).map(({ visitId }) => visitId)
      if (gone.length > 0) await visitsWithdrawn(work, gone)
    }),
  ],
}

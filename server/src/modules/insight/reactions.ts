/** What insight does by itself: it takes in every fact it is made of, and rings for open screens. */
import { onBatch, type Reactions } from '../../platform/log.ts'
import { absorb, INSIGHT_READER, insightFacts, lateRing, openBell } from './service.ts'

export function insightReactions(): Reactions {
  const bell = openBell()
  return {
    reader: INSIGHT_READER,
    handlers: [
      onBatch(insightFacts, async (work, facts) => {
        bell.ring(work, await absorb(work, facts))
      }),
    ],
    jobs: [lateRing],
  }
}

/** What insight does by itself: it takes in every fact it is made of, and rings for open screens. */
import { onBatch, type Reactions } from '../../platform/log.ts'
import type { Live } from '../../platform/live.ts'
import { absorb, INSIGHT_READER, insightFacts, openBell } from './service.ts'

export function insightReactions(live: Pick<Live, 'publish'>): Reactions {
  const bell = openBell(live)
  return {
    reader: INSIGHT_READER,
    handlers: [
      onBatch(insightFacts, async (work, facts) => {
        bell.ring(work, await absorb(work, facts))
      }),
    ],
  }
}

/** What insight does by itself: it takes in every fact it is made of, and rings for open screens. */
import { onBatch, type Reactions } from '../../platform/log.ts'
import type { Live } from '../../platform/live.ts'
import { absorb, INSIGHT_READER, insightFacts, openBell } from './service.ts'

/** Screens are told once a second: facts may gather so long, and are counted together. */
const PAUSE_MS = 250

export function insightReactions(live: Pick<Live, 'publish'>): Reactions {
  const bell = openBell(live)
  return {
    reader: INSIGHT_READER,
    pauseMs: PAUSE_MS,
    handlers: [
      onBatch(insightFacts, async (work, facts) => {
        bell.ring(work, await absorb(work, facts))
      }),
    ],
  }
}

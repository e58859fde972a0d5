/** What channels do by themselves: welcome new friends, and count how friends come and go. */
import { onBatch, type Reactions } from '../../platform/log.ts'
import { countDays, friendDayFacts } from './service/friends.ts'
import { welcomeJob } from './service/welcome.ts'

/** Nobody waits for the figures of a day. */
const PAUSE_MS = 250

export const channelReactions: Reactions = {
  reader: 'channels',
  pauseMs: PAUSE_MS,
  jobs: [welcomeJob],
  handlers: [onBatch(friendDayFacts, countDays)],
}
